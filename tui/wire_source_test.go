package tui

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/sqlite"
)

func wireStore(b testing.TB, doc *portfolio.Document) *sqlite.Store {
	b.Helper()
	path := filepath.Join(b.TempDir(), "portfolio.db")
	if err := sqlite.Create(context.Background(), path, doc); err != nil {
		b.Fatal(err)
	}
	store, err := sqlite.Open(context.Background(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	return store
}

// wireSource is a store as the screens ask it, whose answers about projects and
// cells can be held back.
type wireSource struct {
	*sqlite.Store
	gate  sync.RWMutex // locked: nothing is answered
	asked atomic.Int64 // questions for projects and cells
}

func (s *wireSource) Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error) {
	s.wait()
	return s.Store.Projects(ctx, spec)
}

func (s *wireSource) Cells(ctx context.Context, spec breakdown.BreakdownSpec) ([]breakdown.Cell, error) {
	s.wait()
	return s.Store.Cells(ctx, spec)
}

func (s *wireSource) Findings(ctx context.Context) ([]reconcile.Finding, error) {
	return s.Store.Findings(ctx, true, false)
}

func (s *wireSource) wait() {
	s.asked.Add(1)
	s.gate.RLock()
	defer s.gate.RUnlock()
}

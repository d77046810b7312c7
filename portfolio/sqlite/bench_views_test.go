package sqlite_test

import (
	"context"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report/overview"
	"fieldfolio/portfolio/sqlite"
)

// viewed is a store as the views ask it: published figures are explained.
type viewed struct{ *sqlite.Store }

func (v viewed) Findings(ctx context.Context) ([]reconcile.Finding, error) {
	return v.Store.Findings(ctx, true, false)
}

// BenchmarkViews asks what the first screens of the views Overview and Timeline
// ask, over 100,000 projects: what a store that has just been opened says at once
// and in all, and what one says that was asked before.
func BenchmarkViews(b *testing.B) {
	s, _ := bigStore(b)
	ctx, asOf := context.Background(), portfolio.Date(20110430)
	for name, look := range map[string]func(context.Context, overview.Source, overview.Spec) (*overview.Report, error){
		"first-look": overview.FirstLook, "overview": overview.Survey} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				fresh, err := sqlite.Open(ctx, s.Path())
				if err != nil {
					b.Fatal(err)
				}
				if _, err := look(ctx, viewed{fresh}, overview.Spec{AsOf: asOf}); err != nil {
					b.Fatal(err)
				}
				_ = fresh.Close()
			}
		})
	}
	b.Run("overview-again", func(b *testing.B) {
		for b.Loop() {
			if _, err := overview.Survey(ctx, viewed{s}, overview.Spec{AsOf: asOf}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, sort := range map[string][]breakdown.Order{
		"timeline":           {{Key: portfolio.KeyEnd}},
		"timeline/by-region": {{Key: portfolio.KeyProgramme}, {Key: portfolio.KeyEnd}},
		"timeline/by-status": {{Key: portfolio.KeyStatus}, {Key: portfolio.KeyEnd}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Projects(ctx, breakdown.ListSpec{AsOf: asOf, Sort: sort, Offset: 50_000, Limit: 200}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

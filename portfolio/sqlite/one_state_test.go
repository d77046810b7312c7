package sqlite_test

import (
	"context"
	"fmt"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// TestProofIsOfOneState makes proofs while another process writes: the rows of each
// add up to its figure, and their sources are of the same state. The writer is not
// kept from its work.
func TestProofIsOfOneState(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	cat, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done := hammer(t, another(t, s), 60)
	spec := proof.ListFigure{AsOf: asOf, Cell: breakdown.CellRef{Measure: breakdown.Approved}}
	for writing := true; writing; {
		select {
		case err := <-done:
			if writing = false; err != nil {
				t.Fatal(err)
			}
		default:
		}
		p, err := proof.Prove(ctx, viewed{s}, spec, cat)
		if err != nil {
			t.Fatal(err)
		}
		if p.Sum() != p.Figure {
			t.Errorf("the rows add up to %d, the figure is %d", p.Sum(), p.Figure)
		}
		for _, r := range p.Rows {
			if c := r.From.Changed; c != nil {
				if set, _ := c.Setting("approved"); set.Value != r.Whole.Cents.Plain() {
					t.Errorf("%s is %s, its source says %s", r.Name, r.Whole.Cents.Plain(), set.Value)
				}
			}
		}
	}
}

// hammer changes the budgets of two projects, one after the other, n times. The
// result comes once that is done.
func hammer(t *testing.T, of *sqlite.Store, n int) <-chan error {
	t.Helper()
	done := make(chan error, 1)
	go func() {
		for i := range n {
			record := []string{"PERU08", "XEAU75"}[i%2]
			if _, err := of.Change(context.Background(), "Awa", edit(record, set("approved", fmt.Sprint(1000+i)))); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	return done
}

// TestOneState answers every question with the state of the first, and the next
// ones with what others have written meanwhile.
func TestOneState(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	o := another(t, s)
	budget := func(ctx context.Context) portfolio.Amount {
		p, err := s.Project(ctx, "PERU08")
		if err != nil {
			t.Fatal(err)
		}
		return p.Amounts.Approved
	}
	before := budget(ctx)
	wrote := make(chan error, 1)
	err := s.OneState(ctx, func(ctx context.Context) error {
		if got := budget(ctx); got != before {
			t.Error(got)
		}
		go func() {
			_, err := o.Change(context.Background(), "Awa", edit("PERU08", set("approved", "7")))
			wrote <- err
		}()
		for range 50 {
			h, err := s.History(ctx, provenance.HistorySpec{})
			if err != nil || h.Changes > 0 || budget(ctx) != before {
				t.Fatal(h.Changes, err)
			}
		}
		return s.OneState(ctx, func(ctx context.Context) error { _, err := s.State(ctx); return err })
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	if got := budget(ctx); got != portfolio.Known(portfolio.Dollars(7)) {
		t.Error(got)
	}
}

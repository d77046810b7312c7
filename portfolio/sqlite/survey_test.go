package sqlite_test

import (
	"context"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report/overview"
	"fieldfolio/portfolio/sqlite"
)

// interleaved is a store in which another process writes as soon as an overview has
// its regions.
type interleaved struct {
	viewed
	writer *sqlite.Store
	wrote  chan error // nil until the regions are asked for
}

// untilBlocked is how long to wait for a writer that may have to wait for a reader.
const untilBlocked = 100 * time.Millisecond

func (i *interleaved) Cells(ctx context.Context, spec breakdown.BreakdownSpec) ([]breakdown.Cell, error) {
	cells, err := i.viewed.Cells(ctx, spec)
	if i.wrote != nil {
		return cells, err
	}
	i.wrote = make(chan error, 1)
	written := make(chan struct{})
	go func() {
		defer close(written)
		_, err := i.writer.Change(context.Background(), "Awa", edit("PERU08", set("approved", "7")))
		i.wrote <- err
	}()
	select {
	case <-written:
	case <-time.After(untilBlocked):
	}
	return cells, err
}

// TestSurveyIsOfOneState makes an overview while another process writes: its figures
// are all of the state before, and those of the next one all of the state after.
func TestSurveyIsOfOneState(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	src := &interleaved{viewed: viewed{s}, writer: another(t, s)}
	for changes, total := range []portfolio.Cents{portfolio.Dollars(189_538_627), portfolio.Dollars(189_538_627 - 2_129_827 + 7)} {
		o, err := overview.Survey(ctx, src, overview.Spec{AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		for name, got := range map[string]portfolio.Cents{"regions": o.Regions.Total.Money(breakdown.Approved),
			"lines": o.Lines.Total.Money(breakdown.Approved), "years": o.Years.Total.Money(breakdown.Approved),
			"field": o.Kinds[0].Totals.Approved.Cents} {
			if got != total {
				t.Errorf("after %d changes, %s add up to %s, want %s", changes, name, got.Shown(), total.Shown())
			}
		}
		if o.Latest.Changes != int64(changes) {
			t.Errorf("%d changes, want %d", o.Latest.Changes, changes)
		}
		if src.wrote != nil && changes == 0 {
			if err := <-src.wrote; err != nil {
				t.Fatal(err)
			}
		}
	}
}

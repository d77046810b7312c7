package sqlite_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// BenchmarkBulk changes one field of 5,000 of 100,000 projects in one step, then
// takes it back with one undo.
func BenchmarkBulk(b *testing.B) {
	const n = 5000
	ctx := context.Background()
	s, _ := bigStore(b)
	rows, err := s.Projects(ctx, breakdown.ListSpec{AsOf: asOf, Limit: n, Sort: []breakdown.Order{{Key: portfolio.KeyApproved}}})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range []portfolio.Setting{set("status", "suspended"), set("end", "2031-06-30"), set("lines", "DRG:61 LEI:39")} {
		b.Run(f.Field, func(b *testing.B) {
			var edit, undo time.Duration
			for i := 0; b.Loop(); i++ {
				edits := make([]portfolio.Edit, n)
				for j, r := range rows {
					edits[j] = portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{f}, Reason: fmt.Sprint("round ", i)}
				}
				start := time.Now()
				if made, err := s.Change(ctx, Editor, edits...); err != nil || len(made) == 0 {
					b.Fatal(len(made), err)
				}
				edit += time.Since(start)
				start = time.Now()
				if _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err != nil {
					b.Fatal(err)
				}
				undo += time.Since(start)
			}
			b.ReportMetric(edit.Seconds()/float64(b.N), "s/edit")
			b.ReportMetric(undo.Seconds()/float64(b.N), "s/undo")
		})
	}
}

package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/seed"
)

// round returns one change for each of n synthetic projects: a title, a last
// day, a budget or the service lines, over the last change of the same field.
func round(n, round int, heads map[string]portfolio.ID) []portfolio.Change {
	out := make([]portfolio.Change, n)
	doc := seed.Synthetic(1, 1)
	for i := range out {
		var f portfolio.Setting
		switch (i + round) % 4 {
		case 0:
			f = portfolio.Setting{Field: portfolio.FieldTitle, Value: fmt.Sprintf("Strengthening %d of the capacity to investigate, round %d", i, round)}
		case 1:
			f = portfolio.Setting{Field: portfolio.FieldEnd, Value: fmt.Sprintf("2013-%02d-15", 1+round%12)}
		case 2:
			f = portfolio.Setting{Field: portfolio.FieldApproved, Value: fmt.Sprint(1_000_000 + i*10 + round)}
		case 3:
			lines := doc.Catalogue.Lines
			f = portfolio.Setting{Field: portfolio.FieldLines, Value: lines[(i+round)%len(lines)].Code + ":" + fmt.Sprint(40+round%20) + " " + lines[(i+round+1)%len(lines)].Code + ":" + fmt.Sprint(60-round%20)}
		}
		c := portfolio.Change{ID: portfolio.ID{Office: fmt.Sprintf("off%d", i%40), Incarnation: "aaaaaaaa", N: int64(round*n + i + 1)}, Person: "A. Desk",
			At: time.Unix(1_300_000_000+int64(i), 0), Record: syntheticRecord(i), Fields: []portfolio.Setting{f}}
		key := fmt.Sprint(i, f.Field)
		if h, ok := heads[key]; ok {
			c.Over = []portfolio.ID{h}
		}
		c.Finish()
		heads[key] = c.ID
		out[i] = c
	}
	return out
}

var syntheticRecords []string

func syntheticRecord(i int) string { return syntheticRecords[i] }

// bigLog makes a database of 100,000 projects and rounds of as many changes,
// each round arriving on a day of its own; FIELDFOLIO_BIG_LOG keeps it.
func bigLog(b *testing.B, projects, rounds int) (*Store, map[string]portfolio.ID) {
	b.Helper()
	ctx := context.Background()
	doc := seed.Synthetic(projects, 1)
	syntheticRecords = nil
	for _, p := range doc.Projects {
		syntheticRecords = append(syntheticRecords, p.ID)
	}
	path := filepath.Join(b.TempDir(), "big.db")
	if err := Create(ctx, path, doc); err != nil {
		b.Fatal(err)
	}
	s, err := Open(ctx, path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	clock := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return clock }
	heads := map[string]portfolio.ID{}
	for r := range rounds {
		start := time.Now()
		if _, err := s.Merge(ctx, round(projects, r, heads)); err != nil {
			b.Fatal(err)
		}
		b.Logf("round %d: %v", r, time.Since(start))
		clock = clock.AddDate(0, 0, 1)
	}
	return s, heads
}

// BenchmarkApply applies 100,000 changes to 100,000 projects in one go, then
// inserts the rows that this made raw, through the same driver, into empty
// tables with the same indexes: it reports both, and their ratio.
func BenchmarkApply(b *testing.B) {
	const n = 100_000
	s, heads := bigLog(b, n, 1)
	changes := round(n, 1, heads)
	start := time.Now()
	if added, err := s.Merge(context.Background(), changes); err != nil || added != n {
		b.Fatal(added, err)
	}
	apply := time.Since(start)
	raw := rawInserts(b, s)
	b.ReportMetric(float64(apply.Microseconds())/n, "µs/apply")
	b.ReportMetric(float64(raw.Microseconds())/n, "µs/raw")
	b.ReportMetric(raw.Seconds()/apply.Seconds(), "raw/apply")
}

// rawInserts returns how long it takes to insert the last 100,000 changes and
// all that is derived, row by row with prepared statements in one transaction.
func rawInserts(b *testing.B, from *Store) time.Duration {
	b.Helper()
	ctx := context.Background()
	raw := filepath.Join(b.TempDir(), "raw.db")
	if err := Create(ctx, raw, &portfolio.Document{Catalogue: seed.Synthetic(1, 1).Catalogue}); err != nil {
		b.Fatal(err)
	}
	into, err := Open(ctx, raw)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = into.Close() }()
	if _, err := into.db.ExecContext(ctx, "PRAGMA foreign_keys = 0; "+roomy); err != nil {
		b.Fatal(err)
	}
	into.pool.SetMaxOpenConns(1)
	queries := []string{"SELECT * FROM change WHERE n > 100000", "SELECT * FROM project", "SELECT * FROM slice", "SELECT * FROM summary", "SELECT title, rest FROM search"}
	var all [][][]any
	for _, q := range queries {
		all = append(all, rowsOf(b, from, q))
	}
	start := time.Now()
	err = into.transact(ctx, nil, func(tx *sql.Tx) error {
		for i, table := range []string{"change", "project", "slice", "summary", "search (title, rest)"} {
			st, err := tx.PrepareContext(ctx, "INSERT INTO "+table+" VALUES (?"+strings.Repeat(",?", len(all[i][0])-1)+")")
			if err != nil {
				return err
			}
			defer func() { _ = st.Close() }()
			for _, row := range all[i] {
				if _, err := st.ExecContext(ctx, row...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func rowsOf(b *testing.B, s *Store, query string) [][]any {
	b.Helper()
	var out [][]any
	err := s.scan(context.Background(), query, nil, func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		row, at := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			at[i] = &row[i]
		}
		err = rows.Scan(at...)
		out = append(out, row)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// BenchmarkLog measures an edit, the history of one project and looking back
// in a database of 100,000 projects and a million changes. It takes minutes to
// make; FIELDFOLIO_LONG asks for it.
func BenchmarkLog(b *testing.B) {
	if os.Getenv("FIELDFOLIO_LONG") == "" {
		b.Skip("set FIELDFOLIO_LONG=1; making a million changes takes minutes")
	}
	ctx := context.Background()
	projects, rounds := 100_000, 10
	if n, err := strconv.Atoi(os.Getenv("FIELDFOLIO_LONG")); err == nil && n > 1 {
		projects = n
	}
	s, _ := bigLog(b, projects, rounds)
	b.Run("edit", func(b *testing.B) {
		var took []time.Duration
		for i := 0; b.Loop(); i++ {
			start := time.Now()
			_, err := s.Change(ctx, "B. Desk", portfolio.Edit{Record: syntheticRecord(i * 37 % projects), Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: fmt.Sprint(5_000_000 + i)}}})
			if err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
		b.ReportMetric(float64(slices.Max(took).Microseconds())/1000, "ms/slowest")
	})
	b.Run("history", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if h, err := s.History(ctx, provenance.HistorySpec{Record: syntheticRecord(i * 37 % projects)}); err != nil || h.Changes < 10 {
				b.Fatal(h, err)
			}
		}
	})
	b.Run("history-all", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.History(ctx, provenance.HistorySpec{Limit: 100}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, day := range []portfolio.Date{20260109, 20260105, 20251231} {
		b.Run("at-"+day.Plain(), func(b *testing.B) {
			for b.Loop() {
				x, err := s.At(ctx, day)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := x.Projects(ctx, breakdown.ListSpec{AsOf: 20110430, Limit: 60}); err != nil {
					b.Fatal(err)
				}
				if os.Getenv("FIELDFOLIO_CELLS") != "" {
					if _, err := x.Cells(ctx, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByRegion}, AsOf: 20110430}); err != nil {
						b.Fatal(err)
					}
				}
				if err := x.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			o, err := Open(ctx, s.Path())
			if err != nil {
				b.Fatal(err)
			}
			if _, err := o.Projects(ctx, breakdown.ListSpec{AsOf: 20110430, Limit: 60}); err != nil {
				b.Fatal(err)
			}
			if err := o.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// big is a database of 100,000 synthetic projects, made once.
var big = sync.OnceValues(func() (*sqlite.Store, error) {
	dir, err := mkdir()
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "big.db")
	if err := sqlite.Create(context.Background(), path, seed.Synthetic(100_000, 1)); err != nil {
		return nil, err
	}
	return sqlite.Open(context.Background(), path)
})

func bigStore(b *testing.B) (*sqlite.Store, *portfolio.Catalogue) {
	b.Helper()
	s, err := big()
	if err != nil {
		b.Fatal(err)
	}
	cat, err := s.Catalogue(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return s, cat
}

// BenchmarkCells adds up any two dimensions, and some three, over 100,000
// projects: from the summary (under 60 ms, three under 100), and by status, with
// counts or with a query (under 700 ms).
func BenchmarkCells(b *testing.B) {
	s, cat := bigStore(b)
	fast := []breakdown.Dimension{breakdown.ByRegion, breakdown.ByProgramme, breakdown.ByCountry, breakdown.ByLine, breakdown.ByKind, breakdown.ByYear}
	for i, x := range fast {
		for _, y := range fast[i+1:] {
			benchCells(b, s, cat, fmt.Sprintf("summary/%s-%s", x, y), breakdown.BreakdownSpec{By: []breakdown.Dimension{x, y}})
		}
	}
	for _, by := range [][]breakdown.Dimension{{breakdown.ByRegion, breakdown.ByCountry, breakdown.ByLine}, {breakdown.ByCountry, breakdown.ByLine, breakdown.ByYear}} {
		benchCells(b, s, cat, fmt.Sprintf("three/%s-%s-%s", by[0], by[1], by[2]), breakdown.BreakdownSpec{By: by})
		benchCells(b, s, cat, fmt.Sprintf("three-projects/%s-%s-%s", by[0], by[1], by[2]), breakdown.BreakdownSpec{By: by, Measures: []breakdown.Measure{breakdown.ProjectCount}})
	}
	counts := []breakdown.Measure{breakdown.Approved, breakdown.ProjectCount}
	benchCells(b, s, cat, "projects/line-year", breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByLine, breakdown.ByYear}, Measures: counts})
	benchCells(b, s, cat, "status/status-line", breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByStatus, breakdown.ByLine}})
	benchCells(b, s, cat, "status-projects/status-country", breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByStatus, breakdown.ByCountry}, Measures: counts})
	for _, text := range []string{"approved>1m", "training", "line:DRG", "region:west-africa status:active", "-kind:global", "year:2010..2013", "place:west-africa"} {
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByCountry, breakdown.ByYear}, Query: query(b, text, cat)}
		benchCells(b, s, cat, "query/"+text, spec)
		spec.Measures = counts
		benchCells(b, s, cat, "query-projects/"+text, spec)
	}
}

func benchCells(b *testing.B, s *sqlite.Store, cat *portfolio.Catalogue, name string, spec breakdown.BreakdownSpec) {
	b.Helper()
	spec.AsOf = asOf
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			if _, err := breakdown.BreakDown(context.Background(), s, spec, cat); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkList reads the first page of a list of 100,000 projects with its
// totals, in several orders, and after each letter of a search.
func BenchmarkList(b *testing.B) {
	s, cat := bigStore(b)
	for _, key := range portfolio.SortKeys {
		spec := breakdown.ListSpec{AsOf: asOf, Sort: []breakdown.Order{{Key: key, Desc: true}}, Limit: 60}
		benchList(b, s, "sort/"+string(key), spec)
	}
	word := "training"
	for n := range len(word) {
		q := query(b, word[:n+1], cat)
		benchList(b, s, "search/"+word[:n+1], breakdown.ListSpec{AsOf: asOf, Query: q, Limit: 60})
	}
	for _, text := range []string{"approved>1m", "line:DRG", "region:west-africa status:active", "country:ML,GH training", "year:2010..2013"} {
		benchList(b, s, "query/"+text, breakdown.ListSpec{AsOf: asOf, Query: query(b, text, cat), Limit: 60})
	}
	deep := breakdown.ListSpec{AsOf: asOf, Sort: []breakdown.Order{{Key: portfolio.KeyApproved, Desc: true}}, Offset: 90_000, Limit: 60}
	benchList(b, s, "deep", deep)
}

func benchList(b *testing.B, s *sqlite.Store, name string, spec breakdown.ListSpec) {
	b.Helper()
	b.Run(name+"/page", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Projects(context.Background(), spec); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run(name+"/totals", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Totals(context.Background(), spec); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkFacets counts 100,000 projects by each dimension, all of them and
// those of a query.
func BenchmarkFacets(b *testing.B) {
	s, cat := bigStore(b)
	for _, text := range []string{"", "training", "approved>1m", "line:DRG", "region:west-africa status:active", "year:2010..2013"} {
		for _, d := range breakdown.Dimensions {
			q := query(b, text, cat)
			b.Run(fmt.Sprintf("%s/%s", text, d), func(b *testing.B) {
				for b.Loop() {
					if _, err := s.Facets(context.Background(), q, asOf, d); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkOpen opens a seeded database: under 5 ms.
func BenchmarkOpen(b *testing.B) {
	path := open(b, document(b)).Path()
	for b.Loop() {
		s, err := sqlite.Open(context.Background(), path)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSeed makes and seeds a database.
func BenchmarkSeed(b *testing.B) {
	doc := document(b)
	for b.Loop() {
		open(b, doc)
	}
}

// BenchmarkProof proves totals of 100,000 projects: with as many rows as a
// screen takes, and with all of them, for an export.
func BenchmarkProof(b *testing.B) {
	s, cat := bigStore(b)
	all := proof.ListFigure{AsOf: asOf}
	line := proof.ListFigure{AsOf: asOf, Cell: breakdown.CellRef{By: []breakdown.Dimension{breakdown.ByLine}, Codes: []string{"drug-trafficking"}}}
	for _, c := range []struct {
		name string
		spec proof.Spec
	}{{"total/1000", all.Rows(1000)}, {"total/all", all}, {"line/1000", line.Rows(1000)}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := proof.Prove(context.Background(), asked(s), c.spec, cat); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFind asks 100,000 projects for what the palette does, the first eight that a text finds, and for the
// totals of queries joined by OR.
func BenchmarkFind(b *testing.B) {
	s, cat := bigStore(b)
	for _, text := range []string{"training", "nobody", "training OR border"} {
		spec := breakdown.ListSpec{Query: query(b, text, cat), AsOf: asOf, Limit: 8}
		b.Run("first/"+text, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Projects(context.Background(), spec); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("totals/"+text, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Totals(context.Background(), spec); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

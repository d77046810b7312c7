package sqlite

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// The regions, which the first screen shows first, are added up in the order in which
// the summary is stored: without looking at projects, and without sorting.
func TestRegionsBySummary(t *testing.T) {
	s := small(t)
	spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByRegion},
		Measures: []breakdown.Measure{breakdown.Approved}}
	cat := &portfolio.Catalogue{}
	query, args := s.cellsSQL(spec, newCellSums(spec, cat), confined(spec.Query, cat, "s"))
	if len(args) > 0 {
		t.Fatalf("%s has arguments", query)
	}
	got := steps(t, s, query)
	if want := []string{"CO-ROUTINE p", "SCAN summary", "SCAN p"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// No query of arrivals reads a whole table, but that of the changes that wait for
// a receipt, which is short.
func TestArrivalsByIndex(t *testing.T) {
	s := small(t)
	for name, query := range map[string]string{
		"arrivals": arrivals + "arrival v" + ofArrival + "WHERE v.seq > 1 ORDER BY v.seq LIMIT 5",
		"judged":   arrivals + "ruled" + itsArrivals + "WHERE x.verdict = 'held'" + firstArrival + " ORDER BY v.seq",
		"unjudged": arrivals + "unjudged" + itsArrivals + "WHERE true" + firstArrival + " ORDER BY v.seq",
		"received": arrivals + "change" + itsArrivals + "WHERE x.arrived = 1" + firstArrival + " ORDER BY v.seq",
		"outbox":   arrivals + "outbox o CROSS JOIN arrival v ON v.seq = o.seq" + ofArrival + "WHERE o.link = 1 AND o.pos > 2",
	} {
		for _, step := range steps(t, s, query) {
			if strings.HasPrefix(step, "SCAN") && (name != "unjudged" || step != "SCAN x") {
				t.Errorf("%s: %s", name, step)
			}
		}
	}
}

// The newest changes are found by their index: the others are neither read nor sorted
// before the first of them.
func TestHistoryByIndex(t *testing.T) {
	s := small(t)
	for _, step := range steps(t, s, "SELECT "+changesInOrder+ofAllRecords+newestFirst) {
		if strings.Contains(step, "TEMP B-TREE") || strings.HasPrefix(step, "SCAN") && step != "SCAN c USING INDEX change_n" {
			t.Error(step)
		}
	}
}

// steps returns those of the plan of a query.
func steps(t *testing.T, s *Store, query string) (out []string) {
	t.Helper()
	rows, err := s.db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		out = append(out, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

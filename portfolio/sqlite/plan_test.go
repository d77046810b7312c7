package sqlite

import (
	"strings"
	"testing"
)

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

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
		rows, err := s.db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(step, "SCAN") && (name != "unjudged" || step != "SCAN x") {
				t.Errorf("%s: %s", name, step)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// AgainstBase adds to every figure recomputed from today's values how later
// changes explain it. current are the findings of today, base those of the
// document's own rows, in the same order, with their explanations.
func AgainstBase(base, current []Finding) []Finding {
	out := slices.Clone(current)
	for i := range out {
		moved := movedRows(base[i].Rows, out[i].Rows)
		if len(moved) == 0 {
			out[i].Explanation = base[i].Explanation
			continue
		}
		later := "later changes moved it from " + base[i].ComputedValue().Shown() + " to " + out[i].ComputedValue().Shown() +
			": " + strings.Join(moved, ", ")
		switch {
		case base[i].Verdict == Agrees && out[i].Verdict == Differs:
			later = "later changes explain the difference; the document's own rows agree. " + portfolio.UpperFirst(later)
		case base[i].Verdict == Differs:
			later += ". Of the document's own rows: " + base[i].Explanation.Text()
		}
		out[i].Explanation = Explanation{Later: later}
	}
	return out
}

// movedRows names the rows that differ, with the difference.
func movedRows(before, after []Row) []string {
	amounts := map[string]portfolio.Cents{}
	var order []Row
	for _, r := range after {
		amounts[r.Record] += r.Amount
		order = append(order, r)
	}
	for _, r := range before {
		if _, ok := amounts[r.Record]; !ok {
			order = append(order, r)
		}
		amounts[r.Record] -= r.Amount
	}
	var out []string
	for _, r := range order {
		if n := amounts[r.Record]; n != 0 {
			sign := ""
			if n > 0 {
				sign = "+"
			}
			out = append(out, fmt.Sprintf("%s %s%s", r.name(), sign, n.Shown()))
		}
	}
	return out
}

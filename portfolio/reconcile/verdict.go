package reconcile

import (
	"strings"

	"fieldfolio/portfolio"
)

// Verdicts is the number of published figures with each verdict.
type Verdicts map[Verdict]int

// CountVerdicts counts the verdicts of findings.
func CountVerdicts(all []Finding) Verdicts {
	n := Verdicts{}
	for i := range all {
		n[all[i].Verdict]++
	}
	return n
}

// All returns the number of figures.
func (v Verdicts) All() int {
	n := 0
	for _, of := range v {
		n += of
	}
	return n
}

// Line lists the counts of some verdicts in order, such as 2 agree, 1 differs,
// 4 cannot be checked.
func (v Verdicts) Line(of ...Verdict) string {
	parts := make([]string, len(of))
	for i, x := range of {
		words := string(x)
		if v[x] != 1 && x != CannotBeChecked {
			words = strings.TrimSuffix(words, "s")
		}
		parts[i] = portfolio.Count(v[x]).Shown() + " " + words
	}
	return strings.Join(parts, ", ")
}

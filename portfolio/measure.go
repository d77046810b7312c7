package portfolio

import "strings"

// Measure is what a breakdown adds up or counts.
type Measure string

// The measures. The first three are money; they are different figures, and
// none stands in for another.
const (
	Approved     Measure = "approved"
	Overall      Measure = "overall"
	Shortfall    Measure = "shortfall"
	ProjectCount Measure = "projects" // distinct projects; its totals are counts too, not sums of the cells
)

// Measures lists every measure, in order.
var Measures = []Measure{Approved, Overall, Shortfall, ProjectCount}

// Title returns the measure for headings.
func (m Measure) Title() string {
	switch m {
	case Approved:
		return "approved budget"
	case Overall:
		return "overall budget"
	case Shortfall:
		return "shortfall"
	case ProjectCount:
		return "projects"
	}
	return string(m)
}

// Of returns the amount of a measure; unknown for ProjectCount.
func (a Amounts) Of(m Measure) Amount {
	switch m {
	case Approved:
		return a.Approved
	case Overall:
		return a.Overall
	case Shortfall:
		return a.Shortfall
	case ProjectCount:
	}
	return Amount{}
}

// ParseMeasures reads measures between commas. An unknown one gives an
// *Invalid that names the nearest.
func ParseMeasures(text string) ([]Measure, error) {
	return parseList(text, "measure", Measures)
}

// parseList reads names between commas, each of which must be one of valid and
// stand only once.
func parseList[T ~string](text, what string, valid []T) ([]T, error) {
	names := make([]string, len(valid))
	for i, v := range valid {
		names[i] = string(v)
	}
	var out []T
	for _, s := range strings.Split(text, ",") {
		s = strings.ToLower(strings.TrimSpace(s))
		found := -1
		for i, n := range names {
			if n == s {
				found = i
			}
		}
		if found < 0 {
			return nil, &Invalid{Field: what, Value: s, Why: "is not known", Do: suggest(s, names)}
		}
		for _, o := range out {
			if o == valid[found] {
				return nil, &Invalid{Field: what, Value: s, Why: "is given twice", Do: "give each " + what + " once"}
			}
		}
		out = append(out, valid[found])
	}
	return out, nil
}

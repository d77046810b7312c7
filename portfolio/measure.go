package portfolio

import (
	"slices"
	"strings"
)

// Measure is what a breakdown adds up, counts or compares. The table measures
// says everything about each.
type Measure string

// The measures that the program itself asks for.
const (
	Approved     Measure = "approved"
	Overall      Measure = "overall"
	Shortfall    Measure = "shortfall"
	ProjectCount Measure = "projects" // distinct projects; its totals are counts too, not sums of the cells
)

// Unit is the unit of a measure, or of a published figure.
type Unit string

// The units.
const (
	USDollars Unit = "usd"      // figures are cents
	PerCent   Unit = "percent"  // figures are hundredths of a per cent
	Projects  Unit = "projects" // figures are numbers of projects
)

// measure is an entry of the table of measures. One of money is stored, or is
// the sum of some others less some others; one in per cent has a part and a
// whole of money.
type measure struct {
	name  Measure
	title string // for headings
	help  string // what it is, for the help of a command; may be empty
	unit  Unit

	stored      func(*Amounts) *Amount
	plus, minus []Measure
	part, whole Measure

	factors [storedMeasures]int64 // with which the stored measures are added up
}

// storedMeasures is how many measures are amounts of projects that storage
// has, in columns of their names. They come first in the table.
const storedMeasures = 3

// measures is the table of measures, in order. The first three are different
// figures, and none stands in for another.
var measures = addUp([]measure{
	{name: Approved, title: "approved budget", unit: USDollars, help: "budget, Annex 3",
		stored: func(a *Amounts) *Amount { return &a.Approved }},
	{name: Overall, title: "overall budget", unit: USDollars, help: "budget, Annex 2",
		stored: func(a *Amounts) *Amount { return &a.Overall }},
	{name: Shortfall, title: "shortfall", unit: USDollars, help: "Annex 2",
		stored: func(a *Amounts) *Amount { return &a.Shortfall }},
	{name: ProjectCount, title: "projects", unit: Projects},
})

// addUp works out the factors of measures from those before them.
func addUp(all []measure) []measure {
	for i := range all {
		m := &all[i]
		if m.stored != nil {
			m.factors[i] = 1
		}
		for _, x := range all[:i] {
			for j, n := range x.factors {
				if slices.Contains(m.plus, x.name) {
					m.factors[j] += n
				}
				if slices.Contains(m.minus, x.name) {
					m.factors[j] -= n
				}
			}
		}
	}
	return all
}

// Measures lists every measure, in order.
var Measures = namesOf(measures)

// StoredMeasures lists the measures that are amounts of projects, in the order
// of Sums. Storage has them in columns of their names.
var StoredMeasures = Measures[:storedMeasures:storedMeasures]

func namesOf(all []measure) []Measure {
	names := make([]Measure, len(all))
	for i := range all {
		names[i] = all[i].name
	}
	return names
}

// ParseMeasures reads measures between commas. An unknown one gives an
// *Invalid that names the nearest.
func ParseMeasures(text string) ([]Measure, error) {
	return parseList(text, "measure", Measures)
}

// entry returns what the table says; of an unknown measure nothing but its
// name.
func (m Measure) entry() *measure {
	for i := range measures {
		if measures[i].name == m {
			return &measures[i]
		}
	}
	return &measure{name: m, title: string(m)}
}

// Title returns the measure for headings.
func (m Measure) Title() string { return m.entry().title }

// Help returns the measure with what it is, such as approved (budget, Annex 3).
func (m Measure) Help() string {
	if h := m.entry().help; h != "" {
		return string(m) + " (" + h + ")"
	}
	return string(m)
}

// Unit returns the unit of the measure.
func (m Measure) Unit() Unit { return m.entry().unit }

// Counts reports whether figures are numbers of projects.
func (m Measure) Counts() bool { return m.Unit() == Projects }

// AddsUp reports whether the figures of parts add up to that of the whole.
// Only then has a part a share of the whole.
func (m Measure) AddsUp() bool { return m.Unit() == USDollars }

// Rate returns the measures of which a measure in per cent is the share.
func (m Measure) Rate() (part, whole Measure, ok bool) {
	e := m.entry()
	return e.part, e.whole, e.unit == PerCent
}

// Terms returns the stored measures that a measure of money is made from, with
// the factor of each; none for others.
func (m Measure) Terms() []MeasureTerm {
	var out []MeasureTerm
	for i, n := range m.entry().factors {
		if n != 0 {
			out = append(out, MeasureTerm{StoredMeasures[i], n})
		}
	}
	return out
}

// needs reports whether the measure is made from a stored one.
func (m Measure) needs(stored Measure) bool {
	part, whole, ok := m.Rate()
	return ok && (part.needs(stored) || whole.needs(stored)) || slices.Contains(m.Fields(), string(stored))
}

// Fields returns the fields of a project that a measure of money is made from.
func (m Measure) Fields() []string {
	var out []string
	for _, t := range m.Terms() {
		out = append(out, string(t.Of))
	}
	return out
}

// MeasureTerm is a stored measure times a factor.
type MeasureTerm struct {
	Of    Measure
	Times int64
}

// Value returns a figure of the measure as a value of a table, where its head has
// the unit.
func (m Measure) Value(n int64) Value {
	switch m.Unit() {
	case Projects:
		return Count(n)
	case PerCent:
		return ShareOf(Percent(n))
	case USDollars:
	}
	return Cents(n)
}

// Head returns the measure with its unit as the head of a column.
func (m Measure) Head() string {
	head := strings.ToUpper(string(m))
	switch m.Unit() {
	case USDollars:
		return head + " US$"
	case PerCent:
		return head + " %"
	case Projects:
	}
	return head
}

// Formula says what a measure is made from that is not stored, such as gap:
// approved budget less shortfall; empty for others.
func (m Measure) Formula() string {
	e := m.entry()
	switch {
	case e.unit == PerCent:
		return e.title + ": " + e.part.Title() + " in per cent of " + e.whole.Title() + ", which does not add up"
	case len(e.plus) == 0:
		return ""
	case len(e.minus) == 0:
		return e.title + ": " + Enumerate(titles(e.plus))
	}
	return e.title + ": " + Enumerate(titles(e.plus)) + " less " + Enumerate(titles(e.minus))
}

// FormulaNote is the formula as a sentence; none where there is no formula.
func (m Measure) FormulaNote() []string {
	if f := m.Formula(); f != "" {
		return []string{UpperFirst(f) + "."}
	}
	return nil
}

func titles(all []Measure) []string {
	out := make([]string, len(all))
	for i, m := range all {
		out[i] = m.Title()
	}
	return out
}

// Stored returns the place of a stored measure.
func (a *Amounts) Stored(m Measure) *Amount { return m.entry().stored(a) }

// Of returns the amount of a measure of money; unknown for others, and where
// none of what it is made from is known.
func (a Amounts) Of(m Measure) Amount {
	var sum Amount
	for i, n := range m.entry().factors {
		if n == 0 {
			continue
		}
		if x := *measures[i].stored(&a); x.Known {
			sum = sum.Plus(Known(x.Cents * Cents(n)))
		}
	}
	return sum
}

// Sums has an amount for each of StoredMeasures.
type Sums [storedMeasures]Cents

// Of returns the figure of a measure of money or in per cent; zero for others.
func (s *Sums) Of(m Measure) int64 {
	e := m.entry()
	if e.unit == PerCent {
		return int64(Share(Cents(s.Of(e.part)), Cents(s.Of(e.whole))))
	}
	sum := int64(0)
	for i, n := range e.factors {
		sum += n * int64(s[i])
	}
	return sum
}

// Add adds other sums.
func (s *Sums) Add(x *Sums) {
	for i, n := range x {
		s[i] += n
	}
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
		found := slices.Index(names, s)
		if found < 0 {
			return nil, &Invalid{Field: what, Value: s, Why: "is not known", Do: Suggest(s, names)}
		}
		if slices.Contains(out, valid[found]) {
			return nil, &Invalid{Field: what, Value: s, Why: "is given twice", Do: "give each " + what + " once"}
		}
		out = append(out, valid[found])
	}
	return out, nil
}

// ShareOf returns a share for a column whose head has the sign.
func ShareOf(s Percent) Value {
	return Named(s.Plain(), strings.TrimSuffix(s.Shown(), " %"))
}

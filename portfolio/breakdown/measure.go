package breakdown

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Measure is a figure of a breakdown: an amount, a count or a rate. All facts
// about each are in the table measures.
type Measure string

// The measures that the code itself refers to.
const (
	Approved     Measure = "approved"
	Overall      Measure = "overall"
	Shortfall    Measure = "shortfall"
	Spent        Measure = "spent"
	Rated        Measure = "rated" // expenditure of the projects that have a budget
	Against      Measure = "against"
	Rate         Measure = "rate"
	ProjectCount Measure = "projects" // distinct projects; totals are counted too, not summed from cells
)

// measure is an entry of the table of measures. A measure of money is stored,
// or is a sum of some others less some others; one in per cent has a part and a
// whole, both of money.
type measure struct {
	name  Measure
	title string // for headings
	help  string // what it is, for the help of commands; may be empty
	unit  portfolio.Unit

	stored      func(*portfolio.Amounts) *portfolio.Amount
	places      func(*portfolio.Project) []portfolio.Portion // among which a stored one is divided; nil: Places
	span        func(*portfolio.Project) portfolio.Duration  // over which a stored one is spread; nil: Duration
	plus, minus []Measure
	part, whole Measure
	days        []string // fields of the days over which it is spread; nil: the duration
	fields      []string // from which a stored one is taken; nil: the field of its name
	formula     string   // what it is, or how it is computed, for people; empty: the other fields say it
	inner       bool     // only a part of another measure: nobody asks for it

	factors [storedMeasures]int64 // by which the stored measures are multiplied before they are added up
}

// storedMeasures is the number of measures that are stored amounts of projects,
// in columns of the same names. They come first in the table.
const storedMeasures = 6

// measures is the table of measures, in order. The stored ones are different
// figures; none can replace another. Expenditure is stated once, as of a day: it
// is spread over the days from the start of the project to that day.
var measures = addUp([]measure{
	{name: Approved, title: "approved budget", unit: portfolio.USDollars, help: "budget, Annex 3",
		stored: func(a *portfolio.Amounts) *portfolio.Amount { return &a.Approved }},
	{name: Overall, title: "overall budget", unit: portfolio.USDollars, help: "budget, Annex 2",
		stored: func(a *portfolio.Amounts) *portfolio.Amount { return &a.Overall }, places: overallPlaces},
	{name: Shortfall, title: "shortfall", unit: portfolio.USDollars, help: "Annex 2",
		stored: func(a *portfolio.Amounts) *portfolio.Amount { return &a.Shortfall }, places: overallPlaces,
		span: unfundedDays},
	{name: Spent, title: "expenditure", unit: portfolio.USDollars, help: "expenditure to date", span: spentDays,
		days: spentFields, stored: func(a *portfolio.Amounts) *portfolio.Amount { return &a.Spent }},
	{name: Rated, title: "expenditure", unit: portfolio.USDollars, span: spentDays, days: spentFields,
		fields: []string{portfolio.FieldSpent}, inner: true,
		stored: func(a *portfolio.Amounts) *portfolio.Amount { return &a.Rated }},
	{name: Against, title: "budget of projects with expenditure", unit: portfolio.USDollars,
		help: "budget of the projects whose expenditure is known", formula: "against: the budget of the projects whose " +
			"expenditure is known, of which the implementation rate is a share", fields: []string{portfolio.FieldApproved, portfolio.FieldOverall},
		stored: func(a *portfolio.Amounts) *portfolio.Amount { return &a.Against }},
	{name: ProjectCount, title: "projects", unit: portfolio.Projects},
	{name: Rate, title: "implementation rate", unit: portfolio.PerCent, help: "spent in per cent of against",
		part: Rated, whole: Against, formula: "implementation rate: expenditure as a share of the approved budget, or of the " +
			"overall budget of projects that have no approved one; computed from sums over the same projects"},
})

// spentFields are the fields of the days over which expenditure is spread.
var spentFields = []string{portfolio.FieldStart, portfolio.FieldEnd, portfolio.FieldSpentOn}

// spentDays returns the days of a project up to the one as of which its
// expenditure is stated.
func spentDays(p *portfolio.Project) portfolio.Duration {
	d := p.Duration
	if !d.End.Known() || p.SpentOn < d.End {
		d.End, d.EndAssumed = p.SpentOn, false
	}
	return d
}

// overallPlaces returns the places of the amounts of Annex 2.
func overallPlaces(p *portfolio.Project) []portfolio.Portion {
	if len(p.OverallPlaces) > 0 {
		return p.OverallPlaces
	}
	return p.Places
}

// unfundedDays returns the days of a project after the one on which its
// shortfall was stated. Nobody can spend money in the past that was missing
// then and still is.
func unfundedDays(p *portfolio.Project) portfolio.Duration {
	d := p.Duration
	if !d.Known() || !p.ShortfallOn.Known() {
		return portfolio.Duration{}
	}
	if next := portfolio.DateOf(p.ShortfallOn.Time().AddDate(0, 0, 1)); next > d.Start {
		d.Start, d.StartAssumed = next, false
	}
	return d
}

// addUp computes the factors of each measure from the measures before it.
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

// Measures lists every measure that a person can ask for, in order.
var Measures = slices.DeleteFunc(namesOf(measures), func(m Measure) bool { return m.entry().inner })

// StoredMeasures lists the measures that are stored amounts of projects, in the
// order of Sums, under the names of their columns.
var StoredMeasures = namesOf(measures[:storedMeasures])

// ListMeasures lists the amounts that lists of projects show.
var ListMeasures = []Measure{Approved, Overall, Shortfall, Spent}

func namesOf(all []measure) []Measure {
	names := make([]Measure, len(all))
	for i := range all {
		names[i] = all[i].name
	}
	return names
}

// ParseMeasures reads measures separated by commas. For an unknown one it
// returns an *Invalid that names the nearest.
func ParseMeasures(text string) ([]Measure, error) {
	return parseList(text, "measure", Measures)
}

// entry returns the table entry of a measure; for an unknown one, an entry with
// only its name.
func (m Measure) entry() *measure {
	for i := range measures {
		if measures[i].name == m {
			return &measures[i]
		}
	}
	return &measure{name: m, title: string(m)}
}

// Title returns the measure's name for headings.
func (m Measure) Title() string { return m.entry().title }

// Help returns the measure with its explanation, such as approved (budget,
// Annex 3).
func (m Measure) Help() string {
	if h := m.entry().help; h != "" {
		return string(m) + " (" + h + ")"
	}
	return string(m)
}

// Unit returns the unit of the measure.
func (m Measure) Unit() portfolio.Unit { return m.entry().unit }

// Counts reports whether the measure's figures are numbers of projects.
func (m Measure) Counts() bool { return m.Unit() == portfolio.Projects }

// AddsUp reports whether the figures of the parts add up to that of the whole.
// Only then does a part have a share of the whole.
func (m Measure) AddsUp() bool { return m.Unit() == portfolio.USDollars }

// Rate returns the two measures of which a measure in per cent is the ratio; ok
// is false for others.
func (m Measure) Rate() (part, whole Measure, ok bool) {
	e := m.entry()
	return e.part, e.whole, e.unit == portfolio.PerCent
}

// Terms returns the stored measures from which a measure of money is computed,
// each with its factor; none for other measures.
func (m Measure) Terms() []MeasureTerm {
	var out []MeasureTerm
	for i, n := range m.entry().factors {
		if n != 0 {
			out = append(out, MeasureTerm{StoredMeasures[i], n})
		}
	}
	return out
}

// Needs reports whether the measure is computed from a stored one.
func (m Measure) Needs(stored Measure) bool {
	part, whole, ok := m.Rate()
	return ok && (part.Needs(stored) || whole.Needs(stored)) ||
		slices.ContainsFunc(m.Terms(), func(t MeasureTerm) bool { return t.Of == stored })
}

// Fields returns the project fields from which a measure of money is computed.
func (m Measure) Fields() []string {
	var out []string
	for _, t := range m.Terms() {
		if fields := t.Of.entry().fields; fields != nil {
			out = append(out, fields...)
		} else {
			out = append(out, string(t.Of))
		}
	}
	return out
}

// FieldsOf returns the fields from which the amount of a project is computed.
func (m Measure) FieldsOf(p *portfolio.Project) []string {
	if m == Against && p.OverallRate() {
		return []string{portfolio.FieldOverall}
	} else if m == Against {
		return []string{portfolio.FieldApproved}
	}
	return m.Fields()
}

// MeasureTerm is a stored measure times a factor.
type MeasureTerm struct {
	Of    Measure
	Times int64
}

// Places returns the places among which a project's amount of a stored measure
// is divided, with their shares: for the amounts of Annex 2 those that it
// names.
func (m Measure) Places(p *portfolio.Project) []portfolio.Portion {
	if of := m.entry().places; of != nil {
		return of(p)
	}
	return p.Places
}

// hasOwnPlaces reports whether an amount of the measure is divided among places
// other than those of the project.
func (m Measure) hasOwnPlaces() bool {
	return slices.ContainsFunc(m.Terms(), func(t MeasureTerm) bool { return t.Of.entry().places != nil })
}

// Span returns the days over which a project's amount of a stored measure is
// spread evenly, with the first and the last: the duration, or for a shortfall
// the part of it after the day on which the shortfall was stated. There are no
// such days if either is unknown, or if the last is before the first.
func (m Measure) Span(p *portfolio.Project) portfolio.Duration {
	if of := m.entry().span; of != nil {
		return of(p)
	}
	return p.Duration
}

// Figure is the value of a measure: cents, hundredths of a per cent or a number
// of projects. It is unknown if nothing that was added up states it.
type Figure struct {
	N     int64 // 0 if unknown
	Known bool
}

// Plus adds two figures; an unknown one adds nothing.
func (f Figure) Plus(g Figure) Figure { return Figure{f.N + g.N, f.Known || g.Known} }

// Figure returns a figure of the measure for a column whose head states the
// unit; empty if it is unknown.
func (m Measure) Figure(f Figure) portfolio.Value {
	if !f.Known {
		return portfolio.Text("")
	}
	return m.Value(f.N)
}

// Value returns a figure of the measure for a column whose head states the
// unit.
func (m Measure) Value(n int64) portfolio.Value {
	switch m.Unit() {
	case portfolio.Projects:
		return portfolio.Count(n)
	case portfolio.PerCent:
		return ShareOf(portfolio.Percent(n))
	case portfolio.USDollars:
	}
	return portfolio.Cents(n)
}

// Head returns the measure with its unit, for the head of a column.
func (m Measure) Head() string {
	head := strings.ToUpper(string(m))
	switch m.Unit() {
	case portfolio.USDollars:
		return head + " US$"
	case portfolio.PerCent:
		return head + " %"
	case portfolio.Projects:
	}
	return head
}

// Formula says what a measure is or how it is computed, such as gap: approved
// budget less shortfall; empty where its title says it.
func (m Measure) Formula() string {
	e := m.entry()
	switch {
	case e.formula != "":
		return e.formula
	case e.unit == portfolio.PerCent:
		return e.title + ": " + e.part.Title() + " in per cent of " + e.whole.Title() + ", which does not add up"
	case len(e.plus) == 0:
		return ""
	case len(e.minus) == 0:
		return e.title + ": " + portfolio.Enumerate(titles(e.plus))
	}
	return e.title + ": " + portfolio.Enumerate(titles(e.plus)) + " less " + portfolio.Enumerate(titles(e.minus))
}

// FormulaNote returns the formula as a sentence; none if there is no formula.
func (m Measure) FormulaNote() []string {
	if f := m.Formula(); f != "" {
		return []string{portfolio.UpperFirst(f) + "."}
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

// StoredAmount returns a pointer to the amount of a stored measure.
func StoredAmount(a *portfolio.Amounts, m Measure) *portfolio.Amount { return m.entry().stored(a) }

// AmountOf returns the amount of a measure of money. It is unknown for other
// measures, and if none of its terms is known.
func AmountOf(a portfolio.Amounts, m Measure) portfolio.Amount {
	var sum portfolio.Amount
	for i, n := range m.entry().factors {
		if n == 0 {
			continue
		}
		if x := *measures[i].stored(&a); x.Known {
			sum = sum.Plus(portfolio.Known(x.Cents * portfolio.Cents(n)))
		}
	}
	return sum
}

// Sums holds an amount for each of StoredMeasures, unknown if nothing that was
// added up has one.
type Sums [storedMeasures]portfolio.Amount

// Of returns the figure of a measure of money or in per cent, 0 if it is
// unknown; 0 for others.
func (s *Sums) Of(m Measure) int64 { return s.Figure(m).N }

// Figure returns the figure of a measure of money or in per cent. It is unknown
// if none of its terms is known, or if there is nothing of which it is a share.
func (s *Sums) Figure(m Measure) Figure {
	e := m.entry()
	if e.unit == portfolio.PerCent {
		part, whole := s.Figure(e.part), s.Figure(e.whole)
		if !part.Known || whole.N == 0 {
			return Figure{}
		}
		return Figure{int64(portfolio.Share(portfolio.Cents(part.N), portfolio.Cents(whole.N))), true}
	}
	var sum Figure
	for i, n := range e.factors {
		if n != 0 && s[i].Known {
			sum = sum.Plus(Figure{n * int64(s[i].Cents), true})
		}
	}
	return sum
}

// Add adds other sums to s.
func (s *Sums) Add(x *Sums) {
	for i, n := range x {
		s[i] = s[i].Plus(n)
	}
}

// parseList reads names separated by commas, each of which must be in valid and
// occur once.
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
			return nil, &fault.Invalid{Field: what, Value: s, Why: "is not known", Do: fault.Suggest(s, names)}
		}
		if slices.Contains(out, valid[found]) {
			return nil, &fault.Invalid{Field: what, Value: s, Why: "is given twice", Do: "give each " + what + " once"}
		}
		out = append(out, valid[found])
	}
	return out, nil
}

// ShareOf returns a share for a column whose head has the per cent sign.
func ShareOf(s portfolio.Percent) portfolio.Value {
	return portfolio.Named(s.Plain(), strings.TrimSuffix(s.Shown(), " %"))
}

package report

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/reconcile"
)

// NoProjects says that a query selects no project, and what was probably meant.
func NoProjects(q portfolio.Query, cat *portfolio.Catalogue) string {
	return strings.TrimSpace("No projects match this query. " + DidYouMean(q, cat))
}

// DidYouMean asks whether another query was meant than one that selects no project; empty if
// nothing suggests it.
func DidYouMean(q portfolio.Query, cat *portfolio.Catalogue) string {
	if meant := q.Meant(cat); meant != "" {
		return "Did you mean " + meant + "?"
	}
	return ""
}

// List is a list of projects with the spec that selected it.
type List struct {
	Spec      breakdown.ListSpec
	Catalogue *portfolio.Catalogue
	Rows      []breakdown.Listed
	Totals    breakdown.ListTotals
	Published []portfolio.Published // to compare the total with; may be empty
}

// Table returns the list for programs: one row per project, the columns of
// ListColumns in their order. Money is in US dollars, unknown values are empty.
// service_lines are codes with shares in per cent, such as drug-trafficking:50
// criminal-justice:50. The last columns are NameColumns and warning: the values
// that do not fit together; then the expenditure, its day and the rate, and those
// of NameColumns that stand last. There is no total row.
func (r List) Table() portfolio.Table {
	t := portfolio.Table{Name: "project"}
	fields, last := listFields()
	for _, f := range fields {
		t.Columns = append(t.Columns, portfolio.Column{Name: f.Project.List.Name, Numeric: numeric(f)})
	}
	t.Columns = append(t.Columns, portfolio.Column{Name: portfolio.AssumedColumn})
	names, lastNames := nameColumns()
	for _, c := range names {
		t.Columns = append(t.Columns, portfolio.Column{Name: c.Name})
	}
	t.Columns = append(t.Columns, portfolio.Column{Name: "warning"})
	for _, f := range last {
		t.Columns = append(t.Columns, portfolio.Column{Name: f.Project.List.Name, Numeric: numeric(f)})
	}
	for _, c := range lastNames {
		t.Columns = append(t.Columns, portfolio.Column{Name: c.Name})
	}
	for i := range r.Rows {
		p, row := &r.Rows[i].Project, make([]portfolio.Value, 0, len(t.Columns))
		for _, f := range fields {
			row = append(row, f.ForPrograms(p, r.view()))
		}
		row = append(row, portfolio.Text(assumedFields(p)))
		for _, c := range names {
			row = append(row, portfolio.Text(c.Value(p, r.Catalogue)))
		}
		row = append(row, portfolio.Text(disorderOf(p)))
		for _, f := range last {
			row = append(row, f.ForPrograms(p, r.view()))
		}
		for _, c := range lastNames {
			row = append(row, portfolio.Text(c.Value(p, r.Catalogue)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// listFields returns the fields whose columns come first in tables for programs,
// and those whose columns come last.
func listFields() (first, last []*portfolio.FieldSpec) {
	for _, f := range portfolio.ListFields() {
		if f.Project.List.Last {
			last = append(last, f)
		} else {
			first = append(first, f)
		}
	}
	return first, last
}

// nameColumns returns the columns with names that stand before the warning, and
// those that stand last.
func nameColumns() (first, last []portfolio.NameColumn) {
	for _, c := range portfolio.NameColumns {
		if c.Last {
			last = append(last, c)
		} else {
			first = append(first, c)
		}
	}
	return first, last
}

func (r List) view() portfolio.View { return portfolio.View{Catalogue: r.Catalogue, AsOf: r.Spec.AsOf} }

// disorderOf says which values of a project do not fit together.
func disorderOf(p *portfolio.Project) string {
	var out []string
	for _, x := range p.Disorder() {
		out = append(out, x.OfField())
	}
	return strings.Join(out, "; ")
}

// assumedFields names the columns whose values are assumed.
func assumedFields(p *portfolio.Project) string {
	var names []string
	for _, f := range portfolio.ListFields() {
		if f.IsAssumed(p) {
			names = append(names, f.Project.List.Name)
		}
	}
	return strings.Join(names, " ")
}

// Page returns the list for people: number, title, country, end date and the
// amounts that any of its projects has, with totals below. If there is no room,
// it leaves out service lines, shortfalls, status, start date and the budget
// that fewer projects have, in this order.
func (r List) Page() portfolio.Table {
	t := portfolio.Table{Name: "project", Title: r.title()}
	if len(r.Rows) == 0 {
		t.Notes = fault.Remarks(append([]string{NoProjects(r.Spec.Query, r.Catalogue)}, r.OutsideNotes()...)...)
		return t
	}
	columns := r.columns()
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
		t.Total = append(t.Total, c.total)
	}
	for i := range r.Rows {
		row := make([]portfolio.Value, len(columns))
		for j, c := range columns {
			row[j] = c.of(&r.Rows[i].Project)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = r.notes()
	return t
}

func (r List) title() string {
	what := "Projects"
	if len(r.Spec.Query.Terms) > 0 {
		what += " " + r.Spec.Query.Shown(r.Spec.AsOf)
	}
	return what + AsOfText(r.Spec.AsOf, r.Catalogue)
}

// AsOfText returns the as-of date, marked if it is that of the document.
func AsOfText(asOf portfolio.Date, cat *portfolio.Catalogue) string {
	s := ", as of " + asOf.Shown()
	if cat != nil && cat.Document == asOf {
		s += " (document)"
	}
	return s
}

// listColumn is a column of a list for people.
type listColumn struct {
	portfolio.Column
	of    func(*portfolio.Project) portfolio.Value
	total portfolio.Value
}

// columns returns the columns to show: amounts, and fields that have no column
// of their own by default, only if a project has them.
func (r List) columns() []listColumn {
	main := mainAmount(r.amountsKnown())
	var columns []listColumn
	fields := portfolio.ProjectFields()
	for i := range fields {
		f := &fields[i]
		head := f.Project.List.Head
		if head == "" || !r.hasAny(f) {
			continue
		}
		c := listColumn{portfolio.Column{Name: f.Name, Head: head, Numeric: numeric(f), DropOrder: f.Project.List.DropOrder},
			func(p *portfolio.Project) portfolio.Value { return f.InList(p, r.view()) }, portfolio.Text("")}
		switch {
		case f.Name == portfolio.FieldTitle:
			c.total = portfolio.Text(portfolio.CountOf(int(r.Totals.Projects), "project"))
		case f.Name == string(main):
			c.DropOrder, c.total = 0, breakdown.AmountOf(r.Totals.Amounts, main)
		case numeric(f):
			c.total = r.total(breakdown.Measure(f.Name))
		}
		columns = append(columns, c)
	}
	return columns
}

// numeric reports whether the values of a field are numbers: amounts or rates.
func numeric(f *portfolio.FieldSpec) bool {
	return f.Money || f.Project.Column.Type == portfolio.RateColumn
}

// total returns the total of an amount or of a rate.
func (r List) total(m breakdown.Measure) portfolio.Value {
	if part, whole, ok := m.Rate(); ok {
		spent, budget := breakdown.AmountOf(r.Totals.Amounts, part), breakdown.AmountOf(r.Totals.Amounts, whole)
		if !spent.Known || budget.Cents == 0 {
			return portfolio.Text("")
		}
		return portfolio.Share(spent.Cents, budget.Cents)
	}
	return breakdown.AmountOf(r.Totals.Amounts, m)
}

// hasAny reports whether a project of the list has a value of a field; it is
// true for fields that all projects have.
func (r List) hasAny(f *portfolio.FieldSpec) bool {
	if f.Project.Column.Own && !numeric(f) {
		return true
	}
	return slices.ContainsFunc(r.Rows, func(l breakdown.Listed) bool { return f.Of(&l.Project).Known })
}

// amountsKnown counts the projects that have each of the amounts.
func (r List) amountsKnown() map[breakdown.Measure]int {
	known := map[breakdown.Measure]int{}
	for i := range r.Rows {
		for _, m := range breakdown.Measures {
			if breakdown.AmountOf(r.Rows[i].Amounts, m).Known {
				known[m]++
			}
		}
	}
	return known
}

// mainAmount returns the amount that most projects have; its column is never
// left out.
func mainAmount(known map[breakdown.Measure]int) breakdown.Measure {
	main := breakdown.Approved
	for _, m := range []breakdown.Measure{breakdown.Overall, breakdown.Shortfall} {
		if known[m] > known[main] {
			main = m
		}
	}
	return main
}

// PrintedNote compares the total with the one that the document prints for the
// list; empty if it prints none.
func (r List) PrintedNote() string {
	text, _ := r.printed()
	return text
}

func (r List) printed() (string, reconcile.Verdict) {
	return ListTotal(r.Published, r.Spec, r.Totals.Approved.Cents)
}

// ProvisionalNote explains the mark behind a number.
const ProvisionalNote = "* a provisional number: the document gives none yet."

func (r List) notes() []fault.Remark {
	notes := fault.Remarks(r.OutsideNotes()...)
	switch s, verdict := r.printed(); verdict {
	case reconcile.Differs:
		notes = append(notes, CauseRemark(s))
	case reconcile.Agrees:
		notes = append(notes, fault.Remarks(portfolio.SentenceOf(s))...)
	case reconcile.CannotBeChecked:
	}
	if s := portfolio.SentenceOf(r.YearNote()); s != "" {
		notes = append(notes, fault.Remarks(s)...)
	}
	assumed, provisional := false, false
	for i := range r.Rows {
		d := r.Rows[i].Duration
		assumed = assumed || d.StartAssumed || d.EndAssumed
		provisional = provisional || r.Rows[i].Provisional
	}
	if assumed {
		notes = append(notes, fault.Remark{Text: "~ assumed: no such day can be read in the document; %s.",
			Remedy: fault.Remedy{Action: fault.ShowPrinted}})
	}
	if provisional {
		notes = append(notes, fault.Remarks(ProvisionalNote)...)
	}
	return append(notes, r.warnings()...)
}

// mostWarnings is the number of warnings below a list.
const mostWarnings = 5

// warnings says which values of the projects do not fit together.
func (r List) warnings() []fault.Remark {
	var all []fault.Remark
	for i := range r.Rows {
		for _, x := range r.Rows[i].Disorder() {
			all = append(all, fault.Remark{Text: "! " + x.String() + "."})
		}
	}
	if more := len(all) - mostWarnings; more > 0 {
		all = append(all[:mostWarnings], fault.Remark{Text: "! and " + portfolio.Count(more).Shown() + " more: %s.",
			Remedy: fault.Remedy{Action: fault.ListConflicts}})
	}
	return all
}

// YearNote says how the listed amounts are divided among years; empty unless the
// query confines them to some years.
func (r List) YearNote() string {
	var known []breakdown.Measure
	for _, m := range breakdown.ListMeasures {
		if breakdown.AmountOf(r.Totals.Amounts, m).Known {
			known = append(known, m)
		}
	}
	return r.Spec.YearNote(known...)
}

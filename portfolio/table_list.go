package portfolio

import (
	"fmt"
	"slices"
	"strings"
)

// ListReport is a list of projects with what it was asked for.
type ListReport struct {
	Spec      ListSpec
	Catalogue *Catalogue
	Rows      []Listed
	Totals    ListTotals
}

// Table returns the list for programs: a row a project, the columns of
// ListColumns in their order. Money is in US dollars, unknown values are empty.
// service_lines are codes with shares in per cent, such as
// drug-trafficking:50 criminal-justice:50. There is no total row.
func (r ListReport) Table() Table {
	t := Table{Name: "project"}
	fields := ListFields()
	for _, f := range fields {
		t.Columns = append(t.Columns, Column{Name: f.Project.List.Name, Numeric: f.Money})
	}
	t.Columns = append(t.Columns, Column{Name: AssumedColumn})
	for i := range r.Rows {
		p, row := &r.Rows[i].Project, make([]Value, 0, len(t.Columns))
		for _, f := range fields {
			row = append(row, f.ForPrograms(p, r.view()))
		}
		t.Rows = append(t.Rows, append(row, Text(assumedFields(p))))
	}
	return t
}

func (r ListReport) view() View { return View{r.Catalogue, r.Spec.AsOf} }

// assumedFields names the columns of a list whose value is only assumed.
func assumedFields(p *Project) string {
	var names []string
	for _, f := range ListFields() {
		if f.IsAssumed(p) {
			names = append(names, f.Project.List.Name)
		}
	}
	return strings.Join(names, " ")
}

// Page returns the list for people: number, title, country, last day and the
// amounts that any of its projects has, with totals below. Where there is no room,
// service lines, shortfalls, status, first day and the budget that fewer projects
// have are left out, in this order.
func (r ListReport) Page() Table {
	t := Table{Name: "project", Title: r.title()}
	if len(r.Rows) == 0 {
		t.Notes = Remarks("No project is selected by this query.")
		return t
	}
	columns := r.columns()
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
		t.Total = append(t.Total, c.total)
	}
	for i := range r.Rows {
		row := make([]Value, len(columns))
		for j, c := range columns {
			row[j] = c.of(&r.Rows[i].Project)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = r.notes()
	return t
}

func (r ListReport) title() string {
	what := "Projects"
	if len(r.Spec.Query.Terms) > 0 {
		what += " " + r.Spec.Query.String()
	}
	return what + asOfText(r.Spec.AsOf, r.Catalogue)
}

// asOfText says from which day something is seen, and where that day is the
// portfolio's own.
func asOfText(asOf Date, cat *Catalogue) string {
	s := ", as of " + asOf.Shown()
	if cat != nil && cat.Reference == asOf {
		s += " (document)"
	}
	return s
}

// listColumn is a column of a list for people.
type listColumn struct {
	Column
	of    func(*Project) Value
	total Value
}

// columns returns those that there is something to say in: amounts, and fields
// without a column of their own, only where a project has them.
func (r ListReport) columns() []listColumn {
	main := mainAmount(r.amountsKnown())
	var columns []listColumn
	fields := ProjectFields()
	for i := range fields {
		f := &fields[i]
		head := f.Project.List.Head
		if head == "" || !r.hasAny(f) {
			continue
		}
		c := listColumn{Column{Name: f.Name, Head: head, Numeric: f.Money, Brief: f.Project.List.Brief},
			func(p *Project) Value { return f.InList(p, r.view()) }, Text("")}
		switch {
		case f.Name == FieldTitle:
			c.total = Text(countOf(int(r.Totals.Projects), "project"))
		case f.Name == string(main):
			c.Brief, c.total = 0, r.Totals.Of(main)
		case f.Money:
			c.total = r.Totals.Of(Measure(f.Name))
		}
		columns = append(columns, c)
	}
	return columns
}

// hasAny reports whether a project of the list has a value of a field; fields
// that all projects have always count.
func (r ListReport) hasAny(f *FieldSpec) bool {
	if f.Project.Column.Own && !f.Money {
		return true
	}
	return slices.ContainsFunc(r.Rows, func(l Listed) bool { return f.Of(&l.Project).Known })
}

// amountsKnown counts the projects that have each of the amounts.
func (r ListReport) amountsKnown() map[Measure]int {
	known := map[Measure]int{}
	for i := range r.Rows {
		for _, m := range Measures {
			if r.Rows[i].Amounts.Of(m).Known {
				known[m]++
			}
		}
	}
	return known
}

// mainAmount returns the amount that most projects have: it is never left out.
func mainAmount(known map[Measure]int) Measure {
	main := Approved
	for _, m := range []Measure{Overall, Shortfall} {
		if known[m] > known[main] {
			main = m
		}
	}
	return main
}

func (r ListReport) notes() []Remark {
	var notes []Remark
	assumed, provisional := false, false
	for i := range r.Rows {
		d := r.Rows[i].Duration
		assumed = assumed || d.StartAssumed || d.EndAssumed
		provisional = provisional || r.Rows[i].Provisional
	}
	if assumed {
		notes = append(notes, Remark{"~ assumed: no such day can be read in the document; %s.",
			Remedy{Action: ShowPrinted}})
	}
	if provisional {
		notes = append(notes, Remarks("* a provisional number: the document gives none yet.")...)
	}
	return notes
}

// NumberShown returns the number for people, with a star where it is provisional.
func (p *Project) NumberShown() string {
	if p.Provisional {
		return p.Number + "*"
	}
	return p.Number
}

// NumberValue returns the number, which is said to be provisional where it is.
func (p *Project) NumberValue() Value {
	if p.Provisional {
		return Wording{p.Number, p.NumberShown(), p.Number + ", provisional number"}
	}
	return Text(p.Number)
}

// countOf returns a count with its noun, such as 1 project or 8 projects.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%s %ss", Count(n).Shown(), noun)
}

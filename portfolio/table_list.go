package portfolio

import (
	"fmt"
	"strings"
)

// ListReport is a list of projects with what it was asked for.
type ListReport struct {
	Spec      ListSpec
	Catalogue *Catalogue
	Rows      []Listed
	Totals    ListTotals
}

// Table returns the list for programs: a row a project, columns in the fixed
// order number, title, kind, programme, region, country, start, end, status,
// approved_budget, overall_budget, shortfall, service_lines, and assumed at the
// end. Money is in US dollars, unknown values are empty. service_lines are codes
// with shares in per cent, such as drug-trafficking:50 criminal-justice:50.
// assumed names the columns whose value is only assumed, between blanks. There
// is no total row.
func (r ListReport) Table() Table {
	t := Table{Name: "project", Columns: []Column{
		{Name: "number"}, {Name: "title"}, {Name: "kind"}, {Name: "programme"}, {Name: "region"}, {Name: "country"},
		{Name: "start"}, {Name: "end"}, {Name: "status"}, {Name: "approved_budget", Numeric: true},
		{Name: "overall_budget", Numeric: true}, {Name: "shortfall", Numeric: true}, {Name: "service_lines"}, {Name: "assumed"},
	}}
	for i := range r.Rows {
		p := &r.Rows[i].Project
		t.Rows = append(t.Rows, []Value{
			Text(p.Number), Text(p.Title), Text(p.Kind.String()), Text(p.Programme), Text(p.Programme), Text(p.Country),
			p.Duration.Start, p.Duration.End, Text(p.StatusOn(r.Spec.AsOf)),
			p.Amounts.Approved, p.Amounts.Overall, p.Amounts.Shortfall, Text(portionCodes(p.Lines)), Text(assumedFields(p)),
		})
	}
	return t
}

// assumedFields names the columns of a list whose value is only assumed.
func assumedFields(p *Project) string {
	var names []string
	if p.Provisional {
		names = append(names, "number")
	}
	if p.Duration.StartAssumed {
		names = append(names, "start")
	}
	if p.Duration.EndAssumed {
		names = append(names, "end")
	}
	return strings.Join(names, " ")
}

func portionCodes(portions []Portion) string {
	parts := make([]string, len(portions))
	for i, p := range portions {
		parts[i] = p.Code + ":" + p.Share.Plain()
	}
	return strings.Join(parts, " ")
}

// Page returns the list for people: number, title, country, last day and the
// amounts that any of its projects has, with totals below. Where there is no room,
// service lines, shortfalls, status, first day and the budget that fewer projects
// have are left out, in this order.
func (r ListReport) Page() Table {
	t := Table{Name: "project", Title: r.title()}
	if len(r.Rows) == 0 {
		t.Notes = []string{"No project is selected by this query."}
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

func (r ListReport) columns() []listColumn {
	known := r.amountsKnown()
	main := mainAmount(known)
	none := Text("")
	columns := []listColumn{
		{Column{Name: "number", Head: "NUMBER"}, numberValue, none},
		{Column{Name: "title", Head: "TITLE"}, func(p *Project) Value { return Text(p.Title) }, Text(countOf(int(r.Totals.Projects), "project"))},
		{Column{Name: "country", Head: "COUNTRY"}, func(p *Project) Value { return Text(p.Country) }, none},
		{Column{Name: "start", Head: "STARTS", Brief: 4}, func(p *Project) Value { return month{p.Duration.Start, p.Duration.StartAssumed} }, none},
		{Column{Name: "end", Head: "ENDS"}, func(p *Project) Value { return month{p.Duration.End, p.Duration.EndAssumed} }, none},
		{Column{Name: "status", Head: "STATUS", Brief: 3}, func(p *Project) Value { return Text(p.StatusOn(r.Spec.AsOf)) }, none},
	}
	brief := map[Measure]int{Shortfall: 2, Overall: 5, Approved: 5, main: 0}
	for _, m := range StoredMeasures {
		if known[m] > 0 {
			c := Column{Name: string(m), Head: strings.ToUpper(string(m)) + " US$", Numeric: true, Brief: brief[m]}
			columns = append(columns, listColumn{c, func(p *Project) Value { return p.Amounts.Of(m) }, r.Totals.Of(m)})
		}
	}
	lines := Column{Name: "service_lines", Head: "SERVICE LINES", Brief: 1}
	return append(columns, listColumn{lines, func(p *Project) Value { return Text(r.lineLabels(p)) }, none})
}

// amountsKnown counts the projects that have each of the amounts.
func (r ListReport) amountsKnown() map[Measure]int {
	known := map[Measure]int{}
	for i := range r.Rows {
		for _, m := range StoredMeasures {
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
	for _, m := range StoredMeasures {
		if known[m] > known[main] {
			main = m
		}
	}
	return main
}

func (r ListReport) lineLabels(p *Project) string {
	parts := make([]string, len(p.Lines))
	for i, portion := range p.Lines {
		l, _ := r.Catalogue.Line(portion.Code)
		parts[i] = l.Label
		if len(p.Lines) > 1 {
			parts[i] += " " + portion.Share.Plain()
		}
	}
	return strings.Join(parts, ", ")
}

func (r ListReport) notes() []string {
	var notes []string
	assumed, provisional := false, false
	for i := range r.Rows {
		d := r.Rows[i].Duration
		assumed = assumed || d.StartAssumed || d.EndAssumed
		provisional = provisional || r.Rows[i].Provisional
	}
	if assumed {
		notes = append(notes, "~ assumed: no such day can be read in the document; fieldfolio show NUMBER says what is printed.")
	}
	if provisional {
		notes = append(notes, "* a provisional number: the document gives none yet.")
	}
	return notes
}

// month is a day shown as month and year, marked where it is only assumed.
type month struct {
	Date
	assumed bool
}

// Shown returns the month, such as Jun 2012~.
func (m month) Shown() string { return m.MonthMarked(m.assumed) }

func assumedMark(assumed bool) string {
	if assumed {
		return " (assumed)"
	}
	return ""
}

// wordsValue is a value that people and programs read in different words.
type wordsValue struct{ plain, shown string }

// Plain returns the words for programs.
func (w wordsValue) Plain() string { return w.plain }

// Shown returns the words for people.
func (w wordsValue) Shown() string { return w.shown }

// NumberShown returns the number for people, with a star where it is provisional.
func (p *Project) NumberShown() string {
	if p.Provisional {
		return p.Number + "*"
	}
	return p.Number
}

func numberValue(p *Project) Value { return wordsValue{p.Number, p.NumberShown()} }

// countOf returns a count with its noun, such as 1 project or 8 projects.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%s %ss", Count(n).Shown(), noun)
}

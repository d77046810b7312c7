package programme

import (
	"strconv"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

// Regional holds the regional programmes and the two global groups: years,
// States, and the approved budgets of their projects next to the printed total.
type Regional struct {
	Catalogue *portfolio.Catalogue
	Cells     []breakdown.Cell // by programme, with approved budgets and counts of projects
	Published []portfolio.Published
}

// Table returns the report for programs: programme, name, from, to, states,
// projects, approved, printed, difference, where, why and programme_name, which
// repeats name as other tables call it, in the order of the document's lists.
// approved is the sum of the approved budgets, printed the total below the
// document's list, difference the first minus the second, all in US dollars.
// The last row is the total.
func (r Regional) Table() portfolio.Table {
	t := portfolio.Table{Name: "programme", Columns: []portfolio.Column{
		{Name: "programme"}, {Name: "name"}, {Name: "from", Numeric: true}, {Name: "to", Numeric: true},
		{Name: "states", Numeric: true},
		{Name: "projects", Numeric: true}, {Name: "approved", Numeric: true}, {Name: "printed", Numeric: true},
		{Name: "difference", Numeric: true}, {Name: "where"}, {Name: "why"}, {Name: "programme_name"},
	}}
	for _, p := range r.Catalogue.Programmes {
		printed, sum, n := r.figures(p.Code)
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(p.Code), portfolio.Text(p.Name), wholeNumber(p.From),
			wholeNumber(p.To), wholeNumber(p.States),
			n, sum, printed, less(sum, printed), portfolio.Text(p.List), portfolio.Text(provenance.Reasons(p.Sources)),
			portfolio.Text(p.Name)})
	}
	printed, sum, n := r.totals()
	t.Total = []portfolio.Value{report.TotalLabel, portfolio.Text(""), portfolio.Text(""), portfolio.Text(""),
		portfolio.Text(""), n, sum, printed, less(sum, printed), portfolio.Text(""), portfolio.Text(""), portfolio.Text("")}
	return t
}

// Page returns the report for people.
func (r Regional) Page() portfolio.Table {
	t := portfolio.Table{Name: "programme", Title: "Regional programmes and global groups: approved budgets, US$",
		Columns: []portfolio.Column{
			{Name: "name", Head: "PROGRAMME"}, {Name: "years", Head: "YEARS"}, {Name: "states", Head: "STATES", Numeric: true},
			{Name: "projects", Head: "PROJECTS", Numeric: true}, {Name: "approved", Head: "APPROVED", Numeric: true},
			{Name: "printed", Head: "PRINTED", Numeric: true}, {Name: "difference", Head: "DIFFERENCE", Numeric: true},
			{Name: "where", Head: "LIST", DropOrder: 1},
		}}
	for _, p := range r.Catalogue.Programmes {
		printed, sum, n := r.figures(p.Code)
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(p.Name), years(p), wholeNumber(p.States), n, sum, printed,
			signed{less(sum, printed)}, portfolio.Text(p.List)})
	}
	printed, sum, n := r.totals()
	t.Total = []portfolio.Value{portfolio.Text("Total"), portfolio.Text(""), portfolio.Text(""), n, sum, printed,
		signed{less(sum, printed)}, portfolio.Text("")}
	t.Notes = []fault.Remark{{Text: "Years and States as Section IX prints them. PRINTED: the total under the document's list; %s.",
		Remedy: fault.Remedy{Action: fault.ExplainFigures, Of: "the cause of a difference"}}}
	return t
}

// figures returns the printed total of a programme's list, the sum of its
// approved budgets, and the number of its projects.
func (r Regional) figures(code string) (printed, sum portfolio.Amount, projects portfolio.Count) {
	for _, c := range r.Cells {
		if c.Codes[0] == code {
			sum, projects = c.Amount(breakdown.Approved), portfolio.Count(c.Projects)
		}
	}
	if p, ok := portfolio.PrintedTotal(r.Published, code); ok {
		return portfolio.Known(portfolio.Cents(p.Value)), sum, projects
	}
	return portfolio.Amount{}, sum, projects
}

func (r Regional) totals() (printed, sum portfolio.Amount, projects portfolio.Count) {
	for _, p := range r.Catalogue.Programmes {
		a, b, n := r.figures(p.Code)
		printed, sum, projects = printed.Plus(a), sum.Plus(b), projects+n
	}
	return printed, sum, projects
}

// less returns a minus b, unknown unless both are known.
func less(a, b portfolio.Amount) portfolio.Amount {
	if !a.Known || !b.Known {
		return portfolio.Amount{}
	}
	return portfolio.Known(a.Cents - b.Cents)
}

// Signed returns an amount that people see with its sign, and as a blank if it
// is 0 or unknown.
func Signed(a portfolio.Amount) portfolio.Value { return signed{a} }

// signed is an amount that people see with its sign, and as a blank if it is 0.
type signed struct{ portfolio.Amount }

// Shown returns the amount, such as +27,000.
func (s signed) Shown() string {
	switch {
	case !s.Known || s.Cents == 0:
		return ""
	case s.Cents > 0:
		return "+" + s.Amount.Shown()
	}
	return s.Amount.Shown()
}

// Spoken returns the amount in words, such as 27,000 more.
func (s signed) Spoken() string {
	switch {
	case !s.Known || s.Cents == 0:
		return ""
	case s.Cents > 0:
		return s.Amount.Spoken() + " more"
	}
	return (-s.Cents).Spoken() + " less"
}

// wholeNumber is a year or a count; 0 means that it is not printed.
type wholeNumber int

// Plain returns the number, empty if it is not printed.
func (n wholeNumber) Plain() string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

// Shown returns the number, a dash if it is not printed.
func (n wholeNumber) Shown() string {
	if n == 0 {
		return "–"
	}
	return n.Plain()
}

// Spoken returns the number, "unknown" if it is not printed.
func (n wholeNumber) Spoken() string {
	if n == 0 {
		return "unknown"
	}
	return n.Plain()
}

func years(p portfolio.Programme) portfolio.Value {
	if p.From == 0 {
		return portfolio.Text("–")
	}
	return portfolio.Text(strconv.Itoa(p.From) + "-" + strconv.Itoa(p.To))
}

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
)

// BreakdownTable returns the breakdown for programs: the dimensions in the
// order of the spec, then the measures, then the names of the dimensions'
// codes; one row per cell, and a last row with total in its first column.
// Dimensions are codes; an unknown year is "unknown". Money is in US dollars,
// with cents if they are not 0. If the query confines amounts, the last columns
// have in the total row what is outside.
func BreakdownTable(b *breakdown.Breakdown) portfolio.Table {
	codes := make([][]string, len(b.Cells))
	for i, c := range b.Cells {
		codes[i] = c.Codes
	}
	return withOutside(withNames(cellTable(b), b, codes), b)
}

// cellTable returns the table with one row per cell, without columns of names.
func cellTable(b *breakdown.Breakdown) portfolio.Table {
	t := portfolio.Table{Name: "cell", Title: BreakdownTitle(b, nil)}
	for _, d := range b.Spec.By {
		t.Columns = append(t.Columns, portfolio.Column{Name: string(d), Head: strings.ToUpper(string(d))})
	}
	for _, m := range b.Spec.Measures {
		t.Columns = append(t.Columns, portfolio.Column{Name: string(m), Head: m.Head(), Numeric: true})
	}
	for _, c := range b.Cells {
		t.Rows = append(t.Rows, breakdownRow(b, c))
	}
	t.Total = breakdownRow(b, b.Total)
	t.Total[0] = TotalLabel
	for i := 1; i < len(b.Spec.By); i++ {
		t.Total[i] = portfolio.Text("")
	}
	t.Notes = breakdownNotes(b, false)
	return t
}

// BreakdownTitle returns the title: measures, dimensions and query.
func BreakdownTitle(b *breakdown.Breakdown, cat *portfolio.Catalogue) string {
	by := make([]string, len(b.Spec.By))
	for i, d := range b.Spec.By {
		by[i] = string(d)
	}
	measures := make([]string, len(b.Spec.Measures))
	for i, m := range b.Spec.Measures {
		measures[i] = m.Title()
	}
	s := portfolio.Enumerate(measures) + " by " + portfolio.Enumerate(by)
	s = strings.ToUpper(s[:1]) + s[1:]
	if len(b.Spec.Query.Terms) > 0 {
		s += ", " + b.Spec.Query.Shown(b.Spec.AsOf)
	}
	return s + AsOfText(b.Spec.AsOf, cat)
}

func breakdownRow(b *breakdown.Breakdown, c breakdown.Cell) []portfolio.Value {
	var row []portfolio.Value
	for i, d := range b.Spec.By {
		row = append(row, codeValue(b, d, c.Codes[i]))
	}
	for _, m := range b.Spec.Measures {
		row = append(row, m.Figure(c.Figure(m)))
	}
	return row
}

// codeValue returns a code for programs with its name for people.
func codeValue(b *breakdown.Breakdown, d breakdown.Dimension, code string) portfolio.Value {
	return portfolio.Named(d.Plain(code), b.Name(d, code))
}

// BreakdownPage returns the breakdown for people. With one dimension it has one
// row per code and the share of the first measure that adds up; with two
// dimensions and one measure it is a pivot of at most the given number of
// columns, the last of which holds the remaining codes; otherwise it has one
// row per cell.
func BreakdownPage(b *breakdown.Breakdown, cat *portfolio.Catalogue, columns int) portfolio.Table {
	var t portfolio.Table
	b = withoutUnknown(b)
	switch {
	case len(b.Spec.By) == 2 && len(b.Spec.Measures) == 1:
		t = crosstab{b, cat, max(columns, 3)}.table()
	case len(b.Spec.By) == 1:
		t = withShares(b)
	default:
		t = cellTable(b)
	}
	t.Title = BreakdownTitle(b, cat)
	if len(b.Sub) == 0 {
		return portfolio.Table{Name: t.Name, Title: t.Title,
			Notes: fault.Remarks(append([]string{NoProjects(b.Spec.Query, cat)}, OutsideNotes(b)...)...)}
	}
	return t
}

// withoutUnknown returns the breakdown without the cells that have no figure.
func withoutUnknown(b *breakdown.Breakdown) *breakdown.Breakdown {
	short := *b
	short.Cells = nil
	for _, c := range b.Cells {
		for _, m := range b.Spec.Measures {
			if c.Figure(m).Known {
				short.Cells = append(short.Cells, c)
				break
			}
		}
	}
	return &short
}

// withShares returns the table with a column for the share of the first measure
// that adds up, each rounded separately.
func withShares(b *breakdown.Breakdown) portfolio.Table {
	t := cellTable(b)
	for _, m := range b.Spec.Measures {
		if !m.AddsUp() || b.Total.Of(m) == 0 {
			continue
		}
		head := "%"
		if len(b.Spec.Measures) > 1 {
			head += " OF " + strings.ToUpper(string(m))
		}
		t.Columns = append(t.Columns, portfolio.Column{Name: "share", Head: head, Numeric: true})
		for i, c := range b.Cells {
			t.Rows[i] = append(t.Rows[i], ShareValue(c.Amount(m), b.Total.Money(m)))
		}
		t.Total = append(t.Total, ShareValue(portfolio.Known(1), 1))
		break
	}
	return t
}

// RoundedToDollars says how figures with cents are shown, without full stop.
const RoundedToDollars = "Each figure is rounded to whole dollars by itself: parts may differ from totals by rounding"

// breakdownNotes returns the notes needed to read the figures.
func breakdownNotes(b *breakdown.Breakdown, thousands bool) []fault.Remark {
	var notes []fault.Remark
	say := func(sentence string) { notes = append(notes, fault.Remark{Text: sentence}) }
	for _, s := range OutsideNotes(b) {
		say(s)
	}
	cents := fault.Remedy{Action: fault.ExportCents}
	if thousands {
		notes = append(notes, fault.Remark{Text: "In thousands of US dollars, each figure rounded by itself: parts may differ " +
			"from totals by rounding; %s.", Remedy: cents})
	} else if fractions(b) {
		notes = append(notes, fault.Remark{Text: RoundedToDollars + "; %s.", Remedy: cents})
	}
	for _, m := range b.Spec.Measures {
		notes = append(notes, fault.Remarks(m.FormulaNote()...)...)
		if !b.Total.Figure(m).Known {
			say(noFigure(m))
		}
	}
	for _, s := range EntriesNotes(b) {
		say(s)
	}
	if s := portfolio.SentenceOf(b.Spec.YearNote()); s != "" {
		say(s)
	}
	if s := AssumedNote(b); s != "" {
		say(s)
	}
	for _, d := range b.Spec.By {
		if s := d.Assigned(); s != "" {
			say(portfolio.UpperFirst(s) + ", not published.")
		}
	}
	if b.Spec.Query.UsesSlices() {
		say("A query selects whole projects; a project of several service lines or places is here with all of them.")
	}
	if countsOnly(b) {
		say("A project can stand in several cells: totals of projects count each project once and are not sums.")
	}
	return notes
}

// noFigure says that no project has a figure of a measure.
func noFigure(m breakdown.Measure) string {
	says := "None of these projects has a figure for " + m.Title()
	if m.Needs(breakdown.Spent) || m.Needs(breakdown.Rated) || m == breakdown.Against {
		return says + ": nobody has entered expenditure."
	}
	return says + "; field projects have an approved budget, global programmes an overall budget and a shortfall."
}

// EntriesNotes says of how many projects the expenditure is known, and which
// budgets a rate compares it with; none if no measure needs it.
func EntriesNotes(b *breakdown.Breakdown) []string {
	e := b.Entries
	if e == nil {
		return nil
	}
	notes := []string{fmt.Sprintf("Expenditure is known of %s of %s; the others count in neither expenditure nor rate.",
		portfolio.Count(e.Entered).Shown(), portfolio.CountOf(int(e.Projects), "project"))}
	if !b.Spec.Needs(breakdown.Rated) {
		notes[0] = fmt.Sprintf("Expenditure is known of %s of %s.", portfolio.Count(e.Entered).Shown(),
			portfolio.CountOf(int(e.Projects), "project"))
		return notes
	}
	if e.Overall > 0 {
		notes = append(notes, fmt.Sprintf("The rate of %s is a share of the overall budget.",
			portfolio.CountOf(int(e.Overall), "project")))
	}
	if e.NoBudget > 0 {
		notes = append(notes, fmt.Sprintf("%s with expenditure and without a budget: not in the rate.",
			portfolio.CountOf(int(e.NoBudget), "project")))
	}
	return notes
}

// AssumedNote says that years or statuses depend on assumed dates; empty if
// none do.
func AssumedNote(b *breakdown.Breakdown) string { return AssumedText(b.Assumed) }

// AssumedText is AssumedNote for a number of projects.
func AssumedText(n int64) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 project has a first or last day that is only assumed; its years and its status rest on it."
	}
	return fmt.Sprintf("%s have a first or last day that is only assumed; their years and their status rest on it.",
		portfolio.CountOf(int(n), "project"))
}

// countsOnly reports whether the breakdown counts projects that can belong to
// several cells.
func countsOnly(b *breakdown.Breakdown) bool {
	return slices.ContainsFunc(b.Spec.By, breakdown.Dimension.OfSlices) &&
		slices.ContainsFunc(b.Spec.Measures, breakdown.Measure.Counts)
}

// fractions reports whether any figure has cents.
func fractions(b *breakdown.Breakdown) bool {
	for _, c := range b.Cells {
		for _, m := range b.Spec.Measures {
			if m.Unit() == portfolio.USDollars && c.Of(m)%100 != 0 {
				return true
			}
		}
	}
	return false
}

// crosstab is a breakdown by two dimensions and one measure, laid out as rows and
// columns.
type crosstab struct {
	*breakdown.Breakdown
	cat  *portfolio.Catalogue
	most int // maximum number of columns, without the total
}

// crosstabColumn is a column of a pivot: the codes that it adds up.
type crosstabColumn struct {
	head  string
	codes []string
}

// table returns one row per code of the first dimension and one column per code
// of the second, with totals of both.
func (b crosstab) table() portfolio.Table {
	m := b.Spec.Measures[0]
	t := portfolio.Table{Name: "cell", Columns: []portfolio.Column{{Name: string(b.Spec.By[0]),
		Head: strings.ToUpper(string(b.Spec.By[0]))}}}
	switch m.Unit() {
	case portfolio.USDollars:
		t.Columns[0].Head += ", US$ THOUSAND"
	case portfolio.PerCent:
		t.Columns[0].Head += ", %"
	case portfolio.Projects:
	}
	columns, left := b.columns()
	for _, c := range columns {
		t.Columns = append(t.Columns, portfolio.Column{Name: c.head, Head: c.head, Numeric: true})
	}
	t.Columns = append(t.Columns, portfolio.Column{Name: "total", Head: "TOTAL", Numeric: true})
	for _, code := range b.Codes(0) {
		t.Rows = append(t.Rows, b.line(portfolio.Text(b.Name(b.Spec.By[0], code)), code, columns))
	}
	t.Total = b.line(TotalLabel, breakdown.All, columns)
	t.Notes = breakdownNotes(b.Breakdown, m.Unit() == portfolio.USDollars)
	if left > 0 {
		t.Notes = append(t.Notes, fault.Remark{Text: portfolio.CountOf(left, "column") +
			" more for which there is no room; %s.",
			Remedy: fault.Remedy{Action: fault.ExportAll}})
	}
	return t
}

// columns returns the columns of a pivot. Money of the remaining codes is in a
// column "other", or for years "up to"; a measure that does not add up has
// none, and left is the number of codes left out.
func (b crosstab) columns() (columns []crosstabColumn, left int) {
	codes := b.Codes(1)
	for _, c := range codes {
		columns = append(columns, crosstabColumn{b.shortName(b.Spec.By[1], c), []string{c}})
	}
	most := b.most
	over := len(codes) - most
	switch {
	case over <= 0:
		return columns, 0
	case !b.Spec.Measures[0].AddsUp():
		return columns[:most], over
	case b.Spec.By[1].InTime():
		early := crosstabColumn{"to " + codes[over], codes[:over+1]}
		return append([]crosstabColumn{early}, columns[over+1:]...), 0
	}
	return append(columns[:most-1:most-1], crosstabColumn{"other", codes[most-1:]}), 0
}

// shortName returns the short name of a code, or its name if it has none.
func (b crosstab) shortName(d breakdown.Dimension, code string) string {
	return cmp.Or(d.Short(code, b.cat), b.Name(d, code))
}

func (b crosstab) line(label portfolio.Value, code string, columns []crosstabColumn) []portfolio.Value {
	row := []portfolio.Value{label}
	for _, c := range columns {
		var sum breakdown.Figure
		for _, second := range c.codes {
			sum = sum.Plus(b.At(code, second).Figure(b.Spec.Measures[0]))
		}
		row = append(row, b.value(sum))
	}
	return append(row, b.value(b.At(code, breakdown.All).Figure(b.Spec.Measures[0])))
}

func (b crosstab) value(f breakdown.Figure) portfolio.Value {
	m := b.Spec.Measures[0]
	if !f.Known || m.Unit() != portfolio.USDollars {
		return m.Figure(f)
	}
	return portfolio.Named(portfolio.Cents(f.N).Plain(), portfolio.Cents(f.N).Thousands())
}

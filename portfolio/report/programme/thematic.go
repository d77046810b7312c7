package programme

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

// Thematic holds the sub-programmes, outcomes and priority activities of the
// thematic programme with their budgets and shortfalls.
type Thematic struct {
	Catalogue     *portfolio.Catalogue
	SubProgrammes []portfolio.SubProgramme
	Published     []portfolio.Published // printed figures, which may differ
}

// Table returns the report for programs: level, record, code, label, budget,
// shortfall, where, why, and what the document prints beside budget and
// shortfall: budget_printed, budget_difference (computed less printed),
// budget_printed_in (the section), and the same of the shortfall; then the codes
// and names of the places that an activity names. The budget of a sub-programme is the sum of its
// outcomes, the shortfall of an outcome that of its activities; so only rows of
// the same level may be added up. where is the place in the document; why has
// the remarks on the printed figures, and where a different total is printed.
// The last row is the total.
func (r Thematic) Table() portfolio.Table {
	t := portfolio.Table{Name: "row", Columns: []portfolio.Column{
		{Name: "level"}, {Name: "record"}, {Name: "code"}, {Name: "label"}, {Name: "budget", Numeric: true},
		{Name: "shortfall", Numeric: true}, {Name: "where"}, {Name: "why"},
		{Name: "budget_printed", Numeric: true}, {Name: "budget_difference", Numeric: true}, {Name: "budget_printed_in"},
		{Name: "shortfall_printed", Numeric: true}, {Name: "shortfall_difference", Numeric: true},
		{Name: "shortfall_printed_in"}, {Name: "places"}, {Name: "places_name"},
	}}
	rows, total := r.Rows()
	for _, row := range rows {
		places := r.places(row)
		t.Rows = append(t.Rows, append(row.plain(portfolio.Text(row.Level.String()), row.Label),
			portfolio.Text(places.Plain()), portfolio.Text(places.Shown())))
	}
	t.Total = append(total.plain(report.TotalLabel, ""), portfolio.Text(""), portfolio.Text(""))
	return t
}

// plain returns the row for programs.
func (row Row) plain(level portfolio.Value, label string) []portfolio.Value {
	b, s := row.PrintedBudget, row.PrintedShortfall
	return []portfolio.Value{level, portfolio.Text(row.Record), portfolio.Text(row.Code), portfolio.Text(label),
		row.Budget, row.Shortfall, portfolio.Text(provenance.Places(row.Sources)), portfolio.Text(row.why()),
		b.Amount, b.Difference(row.Budget), portfolio.Text(b.Where),
		s.Amount, s.Difference(row.Shortfall), portfolio.Text(s.Where)}
}

// Page returns the report for people: outcomes are indented below their
// sub-programme, activities below their outcome. Where the document prints
// another total, it stands with the difference below the computed one; that of
// the whole stands above the last row.
func (r Thematic) Page() portfolio.Table {
	t := portfolio.Table{Name: "row", Title: "The thematic programme 2011-2013: indicative budgets and shortfalls, US$",
		Columns: []portfolio.Column{
			{Name: "code", Head: "CODE"}, {Name: "label", Head: "SUB-PROGRAMME, OUTCOME, ACTIVITY"},
			{Name: "budget", Head: "BUDGET", Numeric: true}, {Name: "shortfall", Head: "SHORTFALL", Numeric: true},
			{Name: "share", Head: "%", Numeric: true}, {Name: "where", Head: "IN THE DOCUMENT", DropOrder: 1},
		}}
	rows, total := r.Rows()
	for i, row := range rows {
		if row.Level == Sub && i > 0 {
			t.Rows = append(t.Rows, report.BlankRow(len(t.Columns)))
		}
		indent := strings.Repeat("  ", int(row.Level))
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(row.Code), portfolio.Text(indent + row.Label),
			row.Budget.OrBlank(), row.Shortfall.OrBlank(),
			row.openShare(), portfolio.Text(provenance.Places(row.Sources))})
		if other := row.Differing(); other.PrintedIn() != "" {
			t.Rows = append(t.Rows, other.printedRows(indent+"  printed in", indent+"  computed less printed")...)
		}
	}
	if total.PrintedIn() != "" {
		t.Rows = append(append(t.Rows, report.BlankRow(len(t.Columns))),
			total.printedRows("Total printed in", "Computed less printed")...)
	}
	t.Total = []portfolio.Value{portfolio.Text(""), portfolio.Text(total.Label + ", computed"), total.Budget,
		total.Shortfall, total.openShare(), portfolio.Text("")}
	t.Notes = fault.Remarks(
		"%: the part of the budget that is not funded. Shortfalls of outcomes and sub-programmes are sums of their activities.",
		"Labels are short words of ours.",
	)
	t.Notes = append(append(t.Notes, r.namedPlaces(rows)...), otherSums(append(rows, total))...)
	return t
}

// namedPlaces lists the activities whose text names places.
func (r Thematic) namedPlaces(rows []Row) []fault.Remark {
	notes := fault.Remarks("", "Places that the text of an activity names:")
	for _, row := range rows {
		if len(row.Places) > 0 {
			notes = append(notes, fault.Remarks("  "+row.Code+" "+row.Label+": "+r.places(row).Shown()+".")...)
		}
	}
	if len(notes) == 2 {
		return nil
	}
	return notes
}

// places returns the codes of the places that a row names for programs, and the
// names for people.
func (r Thematic) places(row Row) portfolio.Value { return r.Catalogue.PlaceNames(row.Places) }

// printedRows returns the totals that the document prints for a row, and the
// difference of the computed ones. A total that is not printed is blank.
func (row Row) printedRows(printed, difference string) [][]portfolio.Value {
	b, s := row.PrintedBudget, row.PrintedShortfall
	asPrinted, _ := row.AsPrinted()
	return [][]portfolio.Value{
		{portfolio.Text(""), portfolio.Text(printed + " " + row.PrintedIn()), b.OrBlank(), s.OrBlank(),
			asPrinted.openShare(), portfolio.Text("")},
		{portfolio.Text(""), portfolio.Text(difference), signed{b.Difference(row.Budget)},
			signed{s.Difference(row.Shortfall)}, portfolio.Text(""), portfolio.Text("")},
	}
}

// otherSums lists the rows whose totals the document prints differently.
func otherSums(rows []Row) []fault.Remark {
	var notes []fault.Remark
	for _, row := range rows {
		if row.Printed != "" {
			notes = append(notes, fault.Remarks("  "+strings.TrimSpace(row.Code+" "+row.Label)+": "+row.Printed+".")...)
		}
	}
	if len(notes) == 0 {
		return nil
	}
	return append([]fault.Remark{{}, {Text: "Sums that the document prints otherwise; %s:",
		Remedy: fault.Remedy{Action: fault.ExplainFigures,
			Of: "the causes"}}}, notes...)
}

// openShare returns the unfunded share, empty if it is unknown.
func (row Row) openShare() portfolio.Value {
	if _, ok := row.Unfunded(); ok {
		return report.ShareValue(row.Shortfall, row.Budget.Cents)
	}
	return portfolio.Text("")
}

// why returns the remarks on the printed figures.
func (row Row) why() string {
	why := provenance.Reasons(row.Sources)
	if row.Printed != "" {
		why = strings.TrimSpace(why + " Otherwise in the document: " + row.Printed + ".")
	}
	return why
}

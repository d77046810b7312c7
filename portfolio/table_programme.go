package portfolio

import "strings"

// ProgrammeReport is the sub-programmes, outcomes and priority activities of
// the thematic programme with their budgets and shortfalls.
type ProgrammeReport struct {
	SubProgrammes []SubProgramme
	Published     []Published // printed figures, which may say otherwise
}

// Table returns the report for programs: level, record, code, label, budget,
// shortfall, where and why. The budget of a sub-programme is the sum of its
// outcomes, the shortfall of an outcome that of its activities; so only rows of
// one level may be added up. where is the place in the document, why what has to
// be known of the printed figures, and where another sum is printed. The last row
// is the total.
func (r ProgrammeReport) Table() Table {
	t := Table{Name: "row", Columns: []Column{
		{Name: "level"}, {Name: "record"}, {Name: "code"}, {Name: "label"}, {Name: "budget", Numeric: true},
		{Name: "shortfall", Numeric: true}, {Name: "where"}, {Name: "why"},
	}}
	rows, total := r.Rows()
	for _, row := range rows {
		t.Rows = append(t.Rows, []Value{Text(row.Level.String()), Text(row.Record), Text(row.Code), Text(row.Label),
			row.Budget, row.Shortfall, Text(places(row.Sources)), Text(row.why())})
	}
	t.Total = []Value{totalLabel, Text(""), Text(""), Text(""), total.Budget, total.Shortfall, Text(""), Text(total.why())}
	return t
}

// Page returns the report for people: outcomes stand indented below their
// sub-programme, activities below their outcome.
func (r ProgrammeReport) Page() Table {
	t := Table{Name: "row", Title: "The thematic programme 2011-2013: indicative budgets and shortfalls, US$", Columns: []Column{
		{Name: "code", Head: "CODE"}, {Name: "label", Head: "SUB-PROGRAMME, OUTCOME, ACTIVITY"},
		{Name: "budget", Head: "BUDGET", Numeric: true}, {Name: "shortfall", Head: "SHORTFALL", Numeric: true},
		{Name: "share", Head: "%", Numeric: true}, {Name: "where", Head: "IN THE DOCUMENT", Brief: 1},
	}}
	rows, total := r.Rows()
	for i, row := range rows {
		if row.Level == PlanSub && i > 0 {
			t.Rows = append(t.Rows, blankRow(len(t.Columns)))
		}
		indent := strings.Repeat("  ", int(row.Level))
		t.Rows = append(t.Rows, []Value{Text(row.Code), Text(indent + row.Label), blankUnknown{row.Budget}, blankUnknown{row.Shortfall},
			row.openShare(), Text(places(row.Sources))})
	}
	t.Total = []Value{Text(""), Text(total.Label), total.Budget, total.Shortfall, total.openShare(), Text("")}
	t.Notes = Remarks(
		"%: the part of the budget that is not funded. Shortfalls of outcomes and sub-programmes are sums of their activities.",
		"Labels are short words of ours.",
	)
	t.Notes = append(t.Notes, otherSums(append(rows, total))...)
	return t
}

// otherSums names the rows whose sums the document prints otherwise.
func otherSums(rows []PlanRow) []Remark {
	var notes []Remark
	for _, row := range rows {
		if row.Printed != "" {
			notes = append(notes, Remarks("  "+strings.TrimSpace(row.Code+" "+row.Label)+": "+row.Printed+".")...)
		}
	}
	if len(notes) == 0 {
		return nil
	}
	return append([]Remark{{}, {"Sums that the document prints otherwise; %s:", Remedy{Action: ExplainFigures,
		Of: "the causes"}}}, notes...)
}

// openShare is the unfunded share for people and programs, empty where it is
// not known.
func (row PlanRow) openShare() Value {
	if _, ok := row.Unfunded(); ok {
		return shareValue(row.Shortfall.Cents, row.Budget.Cents)
	}
	return Text("")
}

// why says what has to be known of the printed figures.
func (row PlanRow) why() string {
	why := reasons(row.Sources)
	if row.Printed != "" {
		why = strings.TrimSpace(why + " Otherwise in the document: " + row.Printed + ".")
	}
	return why
}

// blankUnknown is an amount that people see as a blank where it is unknown: the
// level has no such figure.
type blankUnknown struct{ Amount }

// Shown returns the amount, empty if it is unknown.
func (b blankUnknown) Shown() string {
	if !b.Known {
		return ""
	}
	return b.Amount.Shown()
}

func blankRow(n int) []Value {
	row := make([]Value, n)
	for i := range row {
		row[i] = Text("")
	}
	return row
}

// places returns the first place in the document that sources name.
func places(sources []Source) string {
	for _, s := range sources {
		if s.Where != "" {
			return s.Where
		}
	}
	return ""
}

// reasons returns what sources say of values that were not taken as printed.
func reasons(sources []Source) string {
	var out []string
	for _, s := range sources {
		if s.Why != "" {
			out = append(out, s.Why)
		}
	}
	return strings.Join(out, " ")
}

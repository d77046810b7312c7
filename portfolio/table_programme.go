package portfolio

import "strings"

// ProgrammeReport is the sub-programmes, outcomes and priority activities of
// the thematic programme with their budgets and shortfalls.
type ProgrammeReport struct {
	SubProgrammes []SubProgramme
	Published     []Published // printed figures, which may say otherwise
}

// reportRow is one row of the report. Sums are of the rows below it.
type reportRow struct {
	level     int // 0 sub-programme, 1 outcome, 2 activity, 3 part
	record    string
	code      string
	label     string
	budget    Amount
	shortfall Amount
	sources   []Source
	printed   string // where the document prints another sum
}

var reportLevels = []string{"sub-programme", "outcome", "activity", "part"}

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
	rows, total := r.rows()
	for _, row := range rows {
		t.Rows = append(t.Rows, []Value{Text(reportLevels[row.level]), Text(row.record), Text(row.code), Text(row.label),
			row.budget, row.shortfall, Text(places(row.sources)), Text(row.why())})
	}
	t.Total = []Value{totalLabel, Text(""), Text(""), Text(""), total.budget, total.shortfall, Text(""), Text(total.why())}
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
	rows, total := r.rows()
	for i, row := range rows {
		if row.level == 0 && i > 0 {
			t.Rows = append(t.Rows, blankRow(len(t.Columns)))
		}
		indent := strings.Repeat("  ", row.level)
		t.Rows = append(t.Rows, []Value{Text(row.code), Text(indent + row.label), blankUnknown{row.budget}, blankUnknown{row.shortfall},
			openShare(row), Text(places(row.sources))})
	}
	t.Total = []Value{Text(""), Text(total.label), total.budget, total.shortfall, openShare(total), Text("")}
	t.Notes = []string{
		"%: the part of the budget that is not funded. Shortfalls of outcomes and sub-programmes are sums of their activities.",
		"Labels are short words of ours.",
	}
	t.Notes = append(t.Notes, otherSums(append(rows, total))...)
	return t
}

// otherSums names the rows whose sums the document prints otherwise.
func otherSums(rows []reportRow) []string {
	var notes []string
	for _, row := range rows {
		if row.printed != "" {
			notes = append(notes, "  "+strings.TrimSpace(row.code+" "+row.label)+": "+row.printed+".")
		}
	}
	if len(notes) == 0 {
		return nil
	}
	return append([]string{"", "Sums that the document prints otherwise; fieldfolio reconcile --explain looks for the causes:"}, notes...)
}

// why says what has to be known of the printed figures.
func (row reportRow) why() string {
	why := reasons(row.sources)
	if row.printed != "" {
		why = strings.TrimSpace(why + " Otherwise in the document: " + row.printed + ".")
	}
	return why
}

// openShare is the shortfall as a share of the budget, empty unless both are
// known.
func openShare(row reportRow) Value {
	if !row.budget.Known || !row.shortfall.Known || row.budget.Cents == 0 {
		return Text("")
	}
	return shareValue(row.shortfall.Cents, row.budget.Cents)
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

// rows returns every row in order, and the total of the sub-programmes.
func (r ProgrammeReport) rows() (rows []reportRow, total reportRow) {
	stated, codes := newStated(r.Published), []string{}
	for _, s := range r.SubProgrammes {
		row := reportRow{record: s.Record(), code: s.Code, label: s.Label, budget: s.Requirement, shortfall: s.Shortfall, sources: s.Sources}
		var below []reportRow
		for _, o := range s.Outcomes {
			outcome, activities := reportOutcome(o, stated)
			below = append(append(below, outcome), activities...)
			row.budget = row.budget.Plus(outcome.budget)
			row.shortfall = row.shortfall.Plus(outcome.shortfall)
		}
		row.printed = stated.both([]string{s.Code}, row)
		codes = append(codes, s.Code)
		rows = append(append(rows, row), below...)
		total.budget = total.budget.Plus(row.budget)
		total.shortfall = total.shortfall.Plus(row.shortfall)
	}
	total.label = "Total"
	total.printed = stated.both(codes, total)
	return rows, total
}

// both says where the budget or the shortfall of a row is printed otherwise.
func (s stated) both(codes []string, row reportRow) string {
	var parts []string
	if b := s.otherwise(RuleOutcomes, codes, row.budget); b != "" {
		parts = append(parts, "budget "+b)
	}
	if b := s.otherwise(RuleActivities, codes, row.shortfall); b != "" {
		parts = append(parts, "shortfall "+b)
	}
	return strings.Join(parts, "; ")
}

func reportOutcome(o Outcome, stated stated) (row reportRow, below []reportRow) {
	row = reportRow{level: 1, record: o.Record(), code: o.Code, label: o.Label, budget: o.Budget, sources: o.Sources}
	for _, a := range o.Activities {
		record := a.Record()
		below = append(below, reportRow{level: 2, record: record, code: a.Code, label: a.Label, shortfall: a.Shortfall, sources: a.Sources})
		for _, p := range a.Parts {
			below = append(below, reportRow{level: 3, record: record, label: "of this: " + p.Label, shortfall: Known(p.Shortfall)})
		}
		row.shortfall = row.shortfall.Plus(a.Shortfall)
	}
	row.printed = stated.both([]string{o.Code}, row)
	return row, below
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

package programme

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/reconcile"
)

// Level is the level of a row of the thematic programme.
type Level int

// The levels, from the top.
const (
	Sub Level = iota
	Outcome
	Activity
	Part // of an activity
)

// String returns the level for people.
func (l Level) String() string {
	return [...]string{"sub-programme", "outcome", "activity", "part"}[l]
}

// Row is one row of the thematic programme. The budget of a sub-programme
// is the sum of its outcomes, the shortfall of an outcome or a sub-programme
// that of its activities; both are unknown if no row below has such a figure.
// Only rows of the same level may be added up.
type Row struct {
	Level     Level
	Record    string // id, such as outcome:2.3; for a part, that of its activity
	Code      string // empty for parts
	Label     string
	Budget    portfolio.Amount
	Shortfall portfolio.Amount
	Places    []string // codes of those that an activity names
	Sources   []portfolio.Source
	Printed   string // where the document prints a different total; empty if it does not

	PrintedBudget, PrintedShortfall PrintedTotal
}

// Unfunded returns the shortfall as a share of the budget, and false unless
// both are known.
func (row Row) Unfunded() (portfolio.Percent, bool) {
	if !row.Budget.Known || !row.Shortfall.Known || row.Budget.Cents == 0 {
		return 0, false
	}
	return portfolio.Share(row.Shortfall.Cents, row.Budget.Cents), true
}

// Rows returns every row in the order of the document, each followed by the
// rows below it, and the total of the sub-programmes.
func (r Thematic) Rows() (rows []Row, total Row) {
	stated, codes := reconcile.NewStated(r.Published), []string{}
	for _, s := range r.SubProgrammes {
		row := Row{Record: s.Record(), Code: s.Code, Label: s.Label, Budget: s.Requirement, Shortfall: s.Shortfall,
			Sources: s.Sources}
		var below []Row
		for _, o := range s.Outcomes {
			outcome, activities := outcomeRows(o, stated)
			below = append(append(below, outcome), activities...)
			row.Budget = row.Budget.Plus(outcome.Budget)
			row.Shortfall = row.Shortfall.Plus(outcome.Shortfall)
		}
		row.compare(stated, []string{s.Code})
		codes = append(codes, s.Code)
		rows = append(append(rows, row), below...)
		total.Budget = total.Budget.Plus(row.Budget)
		total.Shortfall = total.Shortfall.Plus(row.Shortfall)
	}
	total.Label = "Total"
	total.compare(stated, codes)
	return rows, total
}

func outcomeRows(o portfolio.Outcome, stated reconcile.Stated) (row Row, below []Row) {
	row = Row{Level: Outcome, Record: o.Record(), Code: o.Code, Label: o.Label, Budget: o.Budget,
		Sources: o.Sources}
	for _, a := range o.Activities {
		record := a.Record()
		below = append(below, Row{Level: Activity, Record: record, Code: a.Code, Label: a.Label,
			Shortfall: a.Shortfall, Places: a.Places, Sources: a.Sources})
		for _, p := range a.Parts {
			below = append(below, Row{Level: Part, Record: record, Label: "of this: " + p.Label,
				Shortfall: portfolio.Known(p.Shortfall)})
		}
		row.Shortfall = row.Shortfall.Plus(a.Shortfall)
	}
	row.compare(stated, []string{o.Code})
	return row, below
}

// compare adds to a row what the document prints for it.
func (row *Row) compare(s reconcile.Stated, codes []string) {
	row.PrintedBudget = printedTotal(s, portfolio.RuleOutcomes, codes)
	row.PrintedShortfall = printedTotal(s, portfolio.RuleActivities, codes)
	var parts []string
	if b := s.Otherwise(portfolio.RuleOutcomes, codes, row.Budget); b != "" {
		parts = append(parts, "budget "+b)
	}
	if b := s.Otherwise(portfolio.RuleActivities, codes, row.Shortfall); b != "" {
		parts = append(parts, "shortfall "+b)
	}
	row.Printed = strings.Join(parts, "; ")
}

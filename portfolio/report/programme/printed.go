package programme

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/reconcile"
)

// PrintedTotal is a total as the document prints it, to stand beside the
// computed one. It is unknown if the document prints none.
type PrintedTotal struct {
	portfolio.Amount
	Where string // the section, such as Section XI(C)
	of    portfolio.Published
}

// printedTotal returns the printed total of some sub-programmes or outcomes.
func printedTotal(s reconcile.Stated, records portfolio.RuleRecords, codes []string) PrintedTotal {
	p, ok := s.Total(records, codes)
	if !ok {
		return PrintedTotal{}
	}
	return PrintedTotal{portfolio.Known(portfolio.Cents(p.Value)), p.Section(), p}
}

// Differs reports whether the computed total is another one, in the unit to
// which the printed one is rounded.
func (p PrintedTotal) Differs(computed portfolio.Amount) bool {
	return p.Known && computed.Known && !p.of.Prints(int64(computed.Cents))
}

// Difference returns the computed total less the printed one, unknown unless
// both are known.
func (p PrintedTotal) Difference(computed portfolio.Amount) portfolio.Amount {
	return less(computed, p.Amount)
}

// Differing returns the row without the printed totals that agree.
func (row Row) Differing() Row {
	if !row.PrintedBudget.Differs(row.Budget) {
		row.PrintedBudget = PrintedTotal{}
	}
	if !row.PrintedShortfall.Differs(row.Shortfall) {
		row.PrintedShortfall = PrintedTotal{}
	}
	return row
}

// AsPrinted returns the row with the totals that the document prints for it in
// place of the computed ones; false if it prints none.
func (row Row) AsPrinted() (Row, bool) {
	return Row{Level: row.Level, Label: "printed in " + row.PrintedIn(), Budget: row.PrintedBudget.Amount,
		Shortfall: row.PrintedShortfall.Amount}, row.PrintedIn() != ""
}

// PrintedIn names the sections of the printed totals; empty if none is printed.
func (row Row) PrintedIn() string {
	b, s := row.PrintedBudget.Where, row.PrintedShortfall.Where
	switch {
	case b == "" || b == s:
		return s
	case s == "":
		return b
	}
	return b + " and " + s
}

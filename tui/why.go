package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// whyAction returns the action that opens the proof of a figure. off says why
// there is no figure to ask about, empty if there is one.
func whyAction(off func() string, spec func() portfolio.ProofSpec, why func(portfolio.ProofSpec) screen) action {
	return action{name: "why", keys: []string{"w"}, show: "w", foot: "why", help: "why the figure is so: what adds up to it, and where each value comes from",
		off: off, do: func() tea.Cmd { return open(why(spec())) }}
}

// listFigure asks about the projects of a list, or of its cell.
func listFigure(spec portfolio.ListSpec, m portfolio.Measure) portfolio.ListFigure {
	f := portfolio.ListFigure{Query: spec.Query, AsOf: spec.AsOf, Cell: portfolio.CellRef{Measure: m}}
	if spec.Cell != nil {
		f.Cell = *spec.Cell
	}
	return f
}

// planAsk asks about the figures of a part of the plan: about its shortfall as
// a share of its budget where both are known.
func planAsk(record string, budget, shortfall portfolio.Amount) portfolio.ProofSpec {
	of := func(field string) portfolio.ProofSpec { return portfolio.PlanFigure{Record: record, Field: field} }
	switch {
	case budget.Known && shortfall.Known:
		return portfolio.ShareFigure{Part: of(portfolio.FieldShortfall), Whole: of(portfolio.FieldBudget)}
	case budget.Known:
		return of(portfolio.FieldBudget)
	case shortfall.Known:
		return of(portfolio.FieldShortfall)
	}
	return nil
}

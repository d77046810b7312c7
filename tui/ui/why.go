package ui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
)

// WhyAction returns the action that opens the proof of a figure. off says why there is no figure,
// empty if there is one.
func WhyAction(off func() string, spec func() proof.Spec, why func(proof.Spec) Screen) Action {
	return Action{Name: "why", Keys: []string{"w"}, Show: "w", Foot: "why",
		Help: "why the figure is so: what adds up to it, and where each value comes from",
		Off:  off, Do: func() tea.Cmd { return Open(why(spec())) }}
}

// ListFigure returns the proof of a list's total, or of its cell.
func ListFigure(spec breakdown.ListSpec, m breakdown.Measure) proof.ListFigure {
	f := proof.ListFigure{Query: spec.Query, AsOf: spec.AsOf, Cell: breakdown.CellRef{Measure: m}}
	if spec.Cell != nil {
		f.Cell = *spec.Cell
	}
	return f
}

// PlanAsk returns the proof of the figures of a part of the plan: of its shortfall as a share of
// its budget if both are known.
func PlanAsk(record string, budget, shortfall portfolio.Amount) proof.Spec {
	of := func(field string) proof.Spec { return proof.PlanFigure{Record: record, Field: field} }
	switch {
	case budget.Known && shortfall.Known:
		return proof.ShareFigure{Part: of(portfolio.FieldShortfall), Whole: of(portfolio.FieldBudget)}
	case budget.Known:
		return of(portfolio.FieldBudget)
	case shortfall.Known:
		return of(portfolio.FieldShortfall)
	}
	return nil
}

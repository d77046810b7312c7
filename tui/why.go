package tui

import (
	"fieldfolio/portfolio"
)

// Which figure is meant where w is pressed, and why there may be none.

// noFigure says why the selected line of the overview has no proof.
func (o *overview) noFigure() string {
	if o.question() == nil {
		return "this line is no sum; enter opens it"
	}
	return ""
}

// question returns the question about the selected figure, nil where there is none.
func (o *overview) question() portfolio.ProofSpec {
	w := o.selected()
	switch {
	case w == nil:
		return nil
	case w.ask != nil:
		return w.ask
	case w.measure == "":
		return nil
	}
	return listFigure(w.spec, w.measure)
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

// noFigure says why the selected figure of the breakdown has no proof.
func (b *breakdown) noFigure() string {
	if _, _, _, _, ok := b.figureSpec(); ok {
		return ""
	}
	switch why := b.nothing(); {
	case why != "":
		return why
	case b.selected().kind == otherSlot:
		return "other is what does not fit; enter brings it into sight"
	}
	return "only figures of now have a proof; t until the caption says now"
}

// question returns the question about the selected figure: a share is one of two.
func (b *breakdown) question() portfolio.ProofSpec {
	_, ref, q, _, _ := b.figureSpec()
	f := portfolio.ListFigure{Query: q, AsOf: b.face.asOf, Cell: ref}
	if b.layout().unit == thousands {
		f.Unit = 100_000
	}
	whole := f
	whole.Cell.Codes = make([]string, len(ref.Codes))
	copy(whole.Cell.Codes, ref.Codes)
	last := len(whole.Cell.Codes) - 1
	switch b.seen().share {
	case asFigures:
		return f
	case ofRow:
		whole.Cell.Codes[last] = portfolio.All
	case ofColumn:
		for i := range last {
			whole.Cell.Codes[i] = portfolio.All
		}
	case ofWhole:
		for i := range whole.Cell.Codes {
			whole.Cell.Codes[i] = portfolio.All
		}
	}
	return portfolio.ShareFigure{Part: f, Whole: whole}
}

// question returns the question about the number of projects of the timeline.
func (t *timeline) question() portfolio.ProofSpec {
	return listFigure(t.spec(), portfolio.ProjectCount)
}

func (t *timeline) noFigure() string {
	if t.list == nil || t.list.count() == 0 {
		return "there are no projects"
	}
	return ""
}

// question returns the question about the selected published figure.
func (r *reconcile) question() portfolio.ProofSpec {
	return portfolio.PublishedFigure{ID: r.shown[r.cursor.at].Published.ID}
}

// question returns the question about the figures of the selected row.
func (p *programme) question() portfolio.ProofSpec {
	r := &p.rows[p.at()]
	return planAsk(r.Record, r.Budget, r.Shortfall)
}

func (p *programme) noFigure() string {
	switch {
	case p.nothing() != "":
		return p.nothing()
	case p.rows[p.at()].Level == portfolio.PlanPart:
		return "this is a part of the activity above; ask there"
	case p.question() == nil:
		return "this row has no figure"
	}
	return ""
}

// question returns the question about the figures of the record, nil where it has
// none.
func (r *record) question() portfolio.ProofSpec {
	var budget, shortfall portfolio.Amount
	if r.shown != nil {
		for _, a := range r.shown.amounts {
			switch a.field {
			case portfolio.FieldBudget:
				budget = a.amount
			case portfolio.FieldShortfall:
				shortfall = a.amount
			}
		}
	}
	return planAsk(r.id, budget, shortfall)
}

func (r *record) noFigure() string {
	if r.question() == nil {
		return "there is no figure here"
	}
	return ""
}

package breakdown

import (
	"context"

	"fieldfolio/portfolio"
)

// Entries counts the projects of a query whose expenditure is known.
type Entries struct {
	Projects int64 // of the query
	Entered  int64 // with expenditure
	Overall  int64 // of these, with a rate of the overall budget
	NoBudget int64 // of these, without a budget: they have no rate
}

// entriesOf counts the projects of a list.
func entriesOf(ctx context.Context, src CellSource, list ListSpec) (*Entries, error) {
	var e Entries
	known := func(k portfolio.Key, is bool) portfolio.Term { return portfolio.NoneOf(k).Turned(is) }
	spent, unfunded := known(portfolio.KeySpent, true), known(portfolio.KeyApproved, false)
	for _, x := range []struct {
		to    *int64
		terms []portfolio.Term
	}{
		{&e.Projects, nil},
		{&e.Entered, []portfolio.Term{spent}},
		{&e.Overall, []portfolio.Term{known(portfolio.KeyRate, true), unfunded}},
		{&e.NoBudget, []portfolio.Term{spent, known(portfolio.KeyRate, false)}},
	} {
		one := list
		one.Query = list.Query.And(x.terms...)
		totals, err := src.Totals(ctx, one)
		if err != nil {
			return nil, err
		}
		if *x.to = totals.Projects; e.Projects == 0 || x.to == &e.Entered && e.Entered == 0 {
			break
		}
	}
	return &e, nil
}

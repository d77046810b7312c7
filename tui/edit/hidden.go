package edit

import (
	"context"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// Listing is a screen with projects.
type Listing interface {
	// Listed returns the projects that it shows, and their filter.
	Listed() (breakdown.ListSpec, *Filter)
}

// Totals adds up lists.
type Totals interface {
	Totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error)
}

// mostLookedUp is the maximum number of changes whose projects are looked up in a list.
const mostLookedUp = 200

// listed is a list to which a person comes back after saving.
type listed struct {
	src    Totals
	spec   breakdown.ListSpec
	filter Filter
}

// below returns the list on the screen or below it; its source is nil if there is none.
func (d *Editor) below() listed {
	if d.Beneath == nil || d.Lists == nil {
		return listed{}
	}
	l := d.Beneath()
	if l == nil {
		return listed{}
	}
	spec, f := l.Listed()
	return listed{d.Lists, spec, *f}
}

// saved returns a notice about changes; where the list hides some of their projects, it says so.
func (l listed) saved(ctx context.Context, src ui.RecordSource, said ui.Notice, made []portfolio.Change) ui.Notice {
	if l.src == nil || len(made) > mostLookedUp {
		return said
	}
	var names []string
	for i := range made {
		r, err := src.Record(ctx, portfolio.ByID(made[i].Target()))
		if err == nil && r.Kind == portfolio.ProjectRecord {
			names = append(names, r.Name())
		}
	}
	return l.hides(ctx, said, names)
}

// hides returns a notice about some projects, given by number; where the list hides some of them, it
// says so.
func (l listed) hides(ctx context.Context, said ui.Notice, names []string) ui.Notice {
	if l.src == nil || len(names) == 0 {
		return said
	}
	these := portfolio.OneOf(portfolio.KeyNumber, names...)
	count := func(spec breakdown.ListSpec, q portfolio.Query) int64 {
		spec.Query = q.And(these)
		t, err := l.src.Totals(ctx, spec)
		if err != nil { // nothing is said of the list then
			return 0
		}
		return t.Projects
	}
	there := breakdown.ListSpec{AsOf: l.spec.AsOf}
	all := count(there, portfolio.Query{})
	hidden := all - count(l.spec, l.filter.Whole())
	if hidden <= 0 {
		return said
	}
	it := "it"
	if all > 1 {
		it = portfolio.Count(hidden).Shown() + " of them"
	}
	switch {
	case count(there, l.filter.Query) < all:
		return said.And("the query hides "+it, "esc clears the query")
	case count(there, l.filter.Whole()) < all:
		return said.And("my office hides "+it, "O shows all offices")
	}
	return said.And("this list no longer has "+it, "")
}

package tui

import (
	"context"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/audit"
	"fieldfolio/tui/funding"
	"fieldfolio/tui/history"
	"fieldfolio/tui/list"
	"fieldfolio/tui/overview"
	"fieldfolio/tui/palette"
	"fieldfolio/tui/plan"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/timeline"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/who"
)

// overview returns the view Overview.
func (s *screens) overview() ui.Screen {
	c := overview.Config{Ctx: s.ctx, Src: s.src, Filter: s.filter, List: s.listBy, Cell: s.cell("Overview"),
		Programme: s.programme, Reconcile: s.reconcile, History: s.allHistory, Conflicts: s.conflicts, Sync: s.offices,
		Why: s.proof, Add: func() ui.Screen { return s.form(nil) }, NoAdding: s.editor.Off}
	if s.ex != nil {
		c.Ex = s.ex
	}
	return overview.New(c, s.face())
}

// listBy returns the list of the projects that match a query, in an order. An amount that it is
// ordered by is the one that the list shows.
func (s *screens) listBy(q portfolio.Query, o breakdown.Order) ui.Screen {
	l := s.list(s.filter.Own(q, "Overview"))
	l.Conf.Spec.Sort = []breakdown.Order{o}
	if list.IsMoney(o.Key) {
		l.Measure = breakdown.Measure(o.Key)
	}
	return l
}

// found finds projects for the palette.
func (s *screens) found(ctx context.Context, q portfolio.Query, most int) ([]palette.Found, error) {
	rows, err := s.src.Projects(ctx, breakdown.ListSpec{Query: q, AsOf: s.asOf, Limit: most})
	out := make([]palette.Found, len(rows))
	for i := range rows {
		p := ui.Place{Number: rows[i].Number, Record: rows[i].ID}
		out[i] = palette.Found{Number: p.Number, Title: rows[i].Title, Open: func() ui.Screen { return s.project(p) }}
	}
	return out, err
}

// who returns the page of who is here.
func (s *screens) who() ui.Screen {
	return who.New(who.Config{Ctx: s.ctx, Company: s.company, Session: s.session, Src: s.src, Once: s.once, Now: time.Now},
		s.face())
}

// trail returns the page of the audit trail.
func (s *screens) trail() ui.Screen { return audit.New(s.ctx, s.events, s.face()) }

// timeline returns the view Timeline.
func (s *screens) timeline() ui.Screen {
	return timeline.New(timeline.Config{Ctx: s.ctx, Src: s.src, Open: s.project, Why: s.proof},
		s.search(s.filter), s.face())
}

// funding returns the view Funding.
func (s *screens) funding() ui.Screen {
	return funding.New(funding.Config{Ctx: s.ctx, Src: s.src, Open: s.project, Record: s.record, Why: s.proof},
		s.search(s.filter), s.face())
}

// programme returns the view Programme.
func (s *screens) programme() ui.Screen {
	printed := func(title string, lines []string) ui.Screen { return sheet.NewText(title, lines, s.face()) }
	return plan.New(plan.Config{Ctx: s.ctx, Src: s.src, Record: s.record, Printed: printed, Why: s.proof}, s.face())
}

// allHistory returns the view History: every change of every record.
func (s *screens) allHistory() ui.Screen { return s.historyOf("", "") }

// historyOf returns the history of a record, given by id and name; of all records if both are
// empty.
func (s *screens) historyOf(record, name string) ui.Screen {
	return s.historyWith(history.Config{Record: record, Name: name})
}

// stepOf returns the history of one step; name says what it changed.
func (s *screens) stepOf(step, name string) ui.Screen {
	return s.historyWith(history.Config{OfStep: step, Name: name})
}

func (s *screens) historyWith(c history.Config) ui.Screen {
	c.Editor, c.Change, c.Of, c.Step = s.editor, s.change, s.historyOf, s.stepOf
	return history.New(c, s.face())
}

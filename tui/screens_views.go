package tui

import "fieldfolio/portfolio"

// overview makes the view Overview.
func (s *screens) overview() screen {
	c := overviewConfig{ctx: s.ctx, src: s.src, list: s.listBy, cell: s.cell, programme: s.programme,
		reconcile: s.reconcile, history: s.allHistory, conflicts: s.conflicts, sync: s.offices, why: s.proof}
	if s.ex != nil {
		c.ex = s.ex
	}
	return newOverview(c, s.face())
}

// listBy makes the list of the projects that a query selects in an order; if
// that is by an amount, the list shows it.
func (s *screens) listBy(q portfolio.Query, o portfolio.Order) screen {
	l := s.list(q)
	if p, ok := l.(*projects); ok {
		p.conf.spec.Sort = []portfolio.Order{o}
		if isMoney(o.Key) {
			p.measure = portfolio.Measure(o.Key)
		}
	}
	return l
}

// timeline makes the view Timeline.
func (s *screens) timeline() screen {
	return newTimeline(timelineConfig{ctx: s.ctx, src: s.src, open: s.project, why: s.proof}, newSearch(s.cat, s.pace, portfolio.Query{}), s.face())
}

// programme makes the view Programme.
func (s *screens) programme() screen {
	printed := func(title string, lines []string) screen { return newSentences(title, lines, s.face()) }
	return newProgramme(programmeConfig{ctx: s.ctx, src: s.src, record: s.record, printed: printed, why: s.proof}, s.face())
}

// allHistory makes the view History: every change of every record.
func (s *screens) allHistory() screen { return s.historyOf("", "") }

// historyOf makes the history of a record, by its id and how people call it; of
// all records if both are empty.
func (s *screens) historyOf(record, name string) screen {
	return newHistory(historyConfig{desk: s.desk, change: s.change, of: s.historyOf, record: record, name: name}, s.face())
}

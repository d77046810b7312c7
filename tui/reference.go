package tui

import "fieldfolio/portfolio"

// reference returns the actions of every screen, for the reference of keys, the
// configuration and the tests: of new screens, which have loaded nothing.
func (s *screens) reference() []section {
	nobody := &ExchangeStatus{}
	change := []portfolio.Entry{{Change: &portfolio.Change{}}}
	list := newProjects(s.listOf(portfolio.ListSpec{}), newSearch(s.cat, s.pace, portfolio.Query{}), s.face())
	all := []screen{
		s.overview(), list, list.columnPicker(), list.sortPicker(), list.viewPicker(), newConfirm("", nil, nil, s.face()),
		s.project(place{}), s.form(nil), s.allHistory(), s.timeline(), s.programme(), s.proof(portfolio.ListFigure{}),
		s.change(change), s.conflicts(), s.conflict("", ""), s.breakdown(), s.reconcile(), s.finding(portfolio.Finding{}, nil), s.record(":"),
		newOffices(s.desk, s.ex, officesOpens{}, s.face()), newLink(s.ctx, s.ex, officeRow{}, nobody, s.face()), s.mails(nil, false),
		newJudged(s.desk, s.ex, JudgedChange{}, nobody, s.face()), newRefused(s.desk, s.ex, RefusedMail{}, s.face()),
		newSentences("", nil, s.face()), newHelp(nil, nil, s.face()), newPicker(pickerConfig{name: "palette"}, s.face()),
	}
	out := make([]section, len(all))
	for i, x := range all {
		out[i] = section{x.Name(), x.Keys()}
	}
	return out
}

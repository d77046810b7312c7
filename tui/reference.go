package tui

import (
	"context"
	"strings"

	"fieldfolio/portfolio"
)

// reference returns the actions of every screen, for the reference of keys, the
// configuration and the tests: of new screens, which have loaded nothing.
func (s *screens) reference() []section {
	nobody := &MailroomStatus{}
	change := []portfolio.Entry{{Change: &portfolio.Change{}}}
	list := newProjects(s.listOf(portfolio.ListSpec{}), newSearch(s.cat, s.pace, portfolio.Query{}), s.face())
	all := []screen{
		s.overview(), list, list.columnPicker(), list.sortPicker(), list.viewPicker(), newConfirm(portfolio.Text(""), nil, nil, s.face()),
		s.project(place{}), s.form(nil), s.allHistory(), s.timeline(), s.programme(), s.proof(portfolio.ListFigure{}),
		s.change(change), s.conflicts(), s.conflict("", ""), s.breakdown(), s.reconcile(), s.finding(portfolio.Finding{}, nil), s.record(":"),
		newOffices(s.desk, s.ex, officesOpens{}, s.face()), newLink(s.ctx, s.ex, officeRow{}, nobody, s.face()), s.mails(nil, false),
		newJudged(s.desk, s.ex, portfolio.HeldChange{}, nobody, s.face()), newRefused(s.desk, s.ex, RefusedMail{}, s.face()),
		newSentences("", nil, s.face()), newHelp(nil, nil, s.face()), newPicker(pickerConfig{name: "palette"}, s.face()),
	}
	out := make([]section, len(all))
	for i, x := range all {
		out[i] = section{x.Name(), x.Keys()}
	}
	return out
}

// Keys returns every action that a key can be given to: its name, its keys and
// what it does. They have the keys of a configuration; it returns an
// *portfolio.Invalid if that names no action or gives a key twice.
func Keys(given map[string][]string) (portfolio.Table, error) {
	s := &screens{ctx: context.Background(), cat: &portfolio.Catalogue{}, look: &styles{}, prefs: &preferences{}, ex: struct{ Mailroom }{}}
	s.desk = newDesk(s.ctx, nil, s.cat, "", 0)
	r := newRoot(rootConfig{views: s.views(portfolio.Query{}), desk: s.desk, look: s.look, remap: given, reference: s.reference, prefs: s.prefs})
	if err := r.checkKeys(); err != nil {
		return portfolio.Table{}, err
	}
	t := portfolio.Table{Name: "action", Title: "What keys can be given to", Columns: []portfolio.Column{
		{Name: "action", Head: "ACTION"}, {Name: "keys", Head: "KEYS"}, {Name: "does", Head: "WHAT IT DOES"}}}
	for _, x := range r.sections() {
		for _, a := range r.remap.on(x.screen, x.actions) {
			if a.do != nil {
				t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(qualified(x.screen, a.name)), portfolio.Text(strings.Join(a.keys, " ")), portfolio.Text(a.help)})
			}
		}
	}
	return t, nil
}

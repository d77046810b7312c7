package tui

import (
	"context"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/list"
	"fieldfolio/tui/mailroom"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// reference returns the actions of every screen, for the reference of keys, the
// configuration and the tests: of new screens, which have loaded nothing.
func (s *screens) reference() []shell.Section {
	nobody := &ui.MailroomStatus{}
	change := []portfolio.Entry{{Change: &portfolio.Change{}}}
	list := list.New(s.listOf(portfolio.ListSpec{}), ui.NewSearch(s.cat, s.pace, portfolio.Query{}), s.face())
	all := []ui.Screen{
		s.overview(), list, list.ColumnPicker(), list.SortPicker(), list.ViewPicker(), ui.NewConfirm(portfolio.Text(""), nil, nil, s.face()),
		s.project(ui.Place{}), s.form(nil), s.allHistory(), s.timeline(), s.programme(), s.proof(proof.ListFigure{}),
		s.change(change), s.conflicts(), s.conflict("", ""), s.breakdown(), s.reconcile(), s.finding(reconcile.Finding{}, nil), s.record(":"),
		mailroom.New(s.desk, s.ex, mailroom.Opens{}, s.face()), mailroom.NewLink(s.ctx, s.ex, mailroom.OfficeRow{}, nobody, s.face()), s.mails(nil, false),
		mailroom.NewJudged(s.desk, s.ex, portfolio.HeldChange{}, nobody, s.face()), mailroom.NewRefused(s.desk, s.ex, ui.RefusedMail{}, s.face()),
		ui.NewSentences("", nil, s.face()), shell.NewHelp(nil, nil, s.face()), ui.NewPicker(ui.PickerConfig{Screen: "palette"}, s.face()),
	}
	out := make([]shell.Section, len(all))
	for i, x := range all {
		out[i] = shell.Section{Screen: x.Name(), Actions: x.Keys()}
	}
	return out
}

// Keys returns every action that a key can be given to: its name, its keys and
// what it does. They have the keys of a configuration; it returns an
// *portfolio.Invalid if that names no action or gives a key twice.
func Keys(given map[string][]string) (portfolio.Table, error) {
	s := &screens{ctx: context.Background(), cat: &portfolio.Catalogue{}, look: &draw.Styles{}, prefs: &ui.Preferences{}, ex: struct{ ui.Mailroom }{}}
	s.desk = ui.NewEditor(s.ctx, nil, s.cat, "", 0)
	r := shell.New(shell.Config{Views: s.views(portfolio.Query{}), Desk: s.desk, Look: s.look, Remap: given, Reference: s.reference, Prefs: s.prefs})
	if err := r.CheckKeys(); err != nil {
		return portfolio.Table{}, err
	}
	t := portfolio.Table{Name: "action", Title: "What keys can be given to", Columns: []portfolio.Column{
		{Name: "action", Head: "ACTION"}, {Name: "keys", Head: "KEYS"}, {Name: "does", Head: "WHAT IT DOES"}}}
	for _, x := range r.Sections() {
		for _, a := range r.Remap.On(x.Screen, x.Actions) {
			if a.Do != nil {
				t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(shell.Qualified(x.Screen, a.Name)), portfolio.Text(strings.Join(a.Keys, " ")), portfolio.Text(a.Help)})
			}
		}
	}
	return t, nil
}

package tui

import (
	"context"
	"strings"
	"sync"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/help"
	"fieldfolio/tui/mailroom"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// reference returns the actions of every screen, taken from new screens that have loaded nothing.
// The help, the configuration and the tests use it.
func (s *screens) reference() []remap.Section {
	var out []remap.Section
	if s.ex == nil {
		of := *s
		of.ex = noMailroom{}
		s = &of
	}
	add := func(view string, first bool, of ...ui.Screen) {
		for _, x := range of {
			out = append(out, remap.Section{View: view, First: first, Screen: x.Name(), Actions: x.Keys()})
		}
	}
	for _, v := range views {
		add(v.name, true, v.first(s))
		if v.further != nil {
			add(v.name, false, v.further(s)...)
		}
	}
	add("", false, s.common()...)
	return out
}

// noMailroom stands for a mailroom where there is none.
type noMailroom struct{ ui.Mailroom }

// Frozen says nothing.
func (noMailroom) Frozen() string { return "" }

// ofPortfolio returns the screens that a list opens for its own settings, and those of a project.
func (s *screens) ofPortfolio() []ui.Screen {
	l, change := s.list(s.filter), []provenance.Entry{{Change: &portfolio.Change{}}}
	return []ui.Screen{
		l.ColumnPicker(), l.SortPicker(), l.ViewPicker(), ui.NewConfirm(portfolio.Text(""), nil, nil, s.face()),
		s.project(ui.Place{}), s.form(nil), s.allHistory(), s.proof(proof.ListFigure{}),
		s.change(change), s.conflicts(), s.conflict("", ""),
	}
}

func (s *screens) ofProgramme() []ui.Screen { return []ui.Screen{s.record(":")} }

func (s *screens) ofReconcile() []ui.Screen { return []ui.Screen{s.finding(reconcile.Finding{}, nil)} }

func (s *screens) ofSync() []ui.Screen {
	nobody := &ui.MailroomStatus{}
	return []ui.Screen{
		s.link(mailroom.OfficeRow{}, nobody), s.mails(nil, false), s.judged(exchange.HeldChange{},
			nobody), s.refused(ui.RefusedMail{}), s.paste(nil),
	}
}

// common returns the screens that belong to no view.
func (s *screens) common() []ui.Screen {
	return []ui.Screen{
		sheet.NewText("", nil, s.face()), help.New(nil, nil, nil,
			s.face()), picker.New(picker.Config{Screen: "palette"}, s.face()), s.who(), s.trail(),
	}
}

// CheckKeys checks configured keys. It returns a *fault.Invalid if they name an unknown action or give a
// key twice.
func CheckKeys(given map[string][]string) error { return unloaded(given).CheckKeys() }

// Keys returns a table of every action whose keys can be configured: its name, its keys and what it
// does. given are the configured keys; errors are those of CheckKeys.
func Keys(given map[string][]string) (portfolio.Table, error) {
	r := unloaded(given)
	if err := r.CheckKeys(); err != nil {
		return portfolio.Table{}, err
	}
	t := portfolio.Table{Name: "action", Title: "What keys can be given to", Columns: []portfolio.Column{
		{Name: "action", Head: "ACTION"}, {Name: "keys", Head: "KEYS"}, {Name: "does", Head: "WHAT IT DOES"}}}
	for _, x := range r.Sections() {
		for _, a := range r.Remap.On(x.Screen, x.Actions) {
			if a.Do != nil {
				t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(remap.Qualified(x.Screen, a.Name)),
					portfolio.Text(strings.Join(a.Keys, " ")), portfolio.Text(a.Help)})
			}
		}
	}
	return t, nil
}

// known is the reference that all sessions share, in which a key is looked up that does nothing where it was pressed.
var known = sync.OnceValue(func() []remap.Section { return unloaded(nil).Reference() })

// unloaded returns the root of all screens, which have loaded nothing, with the configured keys.
func unloaded(given map[string][]string) *shell.Root {
	s := &screens{ctx: context.Background(), cat: &portfolio.Catalogue{}, styles: &draw.Styles{}, prefs: &ui.Preferences{},
		ex: noMailroom{}, filter: &edit.Filter{}}
	s.editor = edit.NewEditor(s.ctx, nil, s.cat, "", 0)
	return shell.New(shell.Config{Views: s.views(), Editor: s.editor, Styles: s.styles, Measure: s.cells, Remap: given,
		Reference: s.reference, Prefs: s.prefs})
}

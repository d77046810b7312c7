package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// screen is what stands on a view's stack. Messages that reach Update are
// sizes, already reduced to the body, answers to requests, and keys while a
// text field is open; other keys go through the table of actions.
type screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	View() string // at most as wide and high as the last size
	Keys() keyMap
	Notice() notice // what the status line says of the screen itself
	Name() string   // of its kind, such as portfolio: actions are qualified by it
	Spoken() spoken // the same, line by line
}

// typist is a screen with a text field.
type typist interface {
	Typing() bool
	Cursor() (x, y int) // in the body
}

// screens makes every screen from what it needs.
type screens struct {
	ctx  context.Context //nolint:containedctx // the life of the program
	src  Source
	cat  *portfolio.Catalogue
	asOf portfolio.Date
	look *styles
	pace time.Duration // least time between two questions of a search
	desk *desk
	ex   Mailroom // nil where nothing is exchanged: there is no view Sync then

	export exporter // nil where nothing can be exported
	prefs  *preferences
}

// views returns the views in the order of their keys.
func (s *screens) views(q portfolio.Query) []*view {
	all := []*view{
		{name: "Overview", first: s.overview},
		{name: "Portfolio", first: func() screen { return s.list(q) }},
		{name: "Breakdown", first: s.breakdown},
		{name: "Timeline", first: s.timeline},
		{name: "Programme", first: s.programme},
		{name: "Reconcile", first: s.reconcile},
	}
	if s.ex != nil {
		all = append(all, &view{name: "Sync", first: s.offices})
	}
	return append(all, &view{name: "History", first: s.allHistory})
}

// list makes the list of the projects that a query selects.
func (s *screens) list(q portfolio.Query) screen {
	spec := portfolio.ListSpec{Query: q, AsOf: s.asOf, Sort: parseOrders(s.prefs.get(preferSort))}
	return newProjects(s.listOf(spec), newSearch(s.cat, s.pace, q), s.face())
}

// listOf returns what every list of projects is made of.
func (s *screens) listOf(spec portfolio.ListSpec) projectsConfig {
	return projectsConfig{ctx: s.ctx, src: s.src, spec: spec, open: s.project, printed: newPrinted(s.ctx, s.src), desk: s.desk, prefs: s.prefs, export: s.export,
		opens: projectsOpens{form: s.form, conflicts: s.conflicts, why: s.proof}}
}

// cell makes the list of the projects behind a cell of a breakdown.
func (s *screens) cell(c cellChoice) screen {
	order := portfolio.Order{Key: portfolio.KeyPart, Desc: true}
	if c.ref.Measure.Counts() {
		order.Key = portfolio.KeyApproved
	}
	spec := portfolio.ListSpec{Query: c.query, AsOf: s.asOf, Sort: []portfolio.Order{order}, Cell: &c.ref}
	conf := s.listOf(spec)
	conf.cell, conf.printed = &c, nil
	return newProjects(conf, newSearch(s.cat, s.pace, c.query), s.face())
}

// project makes the detail of a project of a list.
func (s *screens) project(p place) screen {
	opens := projectOpens{form: s.form, history: s.history, conflict: s.conflict, why: s.proof}
	return newProject(s.src, s.desk, p, opens, s.face())
}

// form makes the form of a record, of a new project if it is nil.
func (s *screens) form(r *portfolio.Record) screen { return newForm(s.desk, r, s.face()) }

// history makes the page of everything that happened to a record.
func (s *screens) history(r *portfolio.Record) screen { return s.historyOf(r.ID, r.Name()) }

// change makes the page of one change.
func (s *screens) change(of []portfolio.Entry) screen { return newChange(of, s.face()) }

// conflicts makes the list of all conflicts.
func (s *screens) conflicts() screen {
	return newConflicts(s.desk, s.conflict, s.project, s.face())
}

// conflict makes the page on which a conflict is settled.
func (s *screens) conflict(record, field string) screen {
	return newConflict(s.desk, record, field, s.face())
}

func (s *screens) breakdown() screen {
	return newBreakdown(breakdownConfig{ctx: s.ctx, src: s.src, open: s.cell, why: s.proof}, newSearch(s.cat, s.pace, portfolio.Query{}), s.face())
}

func (s *screens) reconcile() screen { return newReconcile(s.ctx, s.src, s.finding, s.proof, s.face()) }

// finding makes the page of a published figure; all are those that it may be
// computed from.
func (s *screens) finding(f portfolio.Finding, all []portfolio.Finding) screen {
	figure := func(f portfolio.Finding) screen { return s.finding(f, all) }
	return newFinding(findingConfig{of: f, all: all, project: s.project, figure: figure, record: s.record, why: s.proof}, s.face())
}

// proof makes the page that says why a figure is so.
func (s *screens) proof(spec portfolio.ProofSpec) screen {
	return newProof(proofConfig{ctx: s.ctx, src: s.src, out: s.export, spec: spec, project: s.project, record: s.record, why: s.proof}, s.face())
}

// record makes the page of a sub-programme, an outcome or an activity.
func (s *screens) record(id string) screen { return newRecord(s.ctx, s.src, id, s.proof, s.face()) }

// offices makes the list of those with which this copy exchanges.
func (s *screens) offices() screen {
	opens := officesOpens{
		link: s.link, conflict: s.conflict, mails: s.mails,
		judged: func(of portfolio.HeldChange, st *MailroomStatus) screen {
			return newJudged(s.desk, s.ex, of, st, s.face())
		},
		refused: func(of RefusedMail) screen { return newRefused(s.desk, s.ex, of, s.face()) },
		report:  func(title string, lines []string) screen { return newSentences(title, lines, s.face()) },
	}
	return newOffices(s.desk, s.ex, opens, s.face())
}

// link makes the page of an office with which this copy exchanges.
func (s *screens) link(of officeRow, st *MailroomStatus) screen {
	l := newLink(s.ctx, s.ex, of, st, s.face())
	l.mails = s.mails
	return l
}

// mails makes the page of the mails that would go.
func (s *screens) mails(offices []string, sending bool) screen {
	return newMails(s.desk, s.ex, offices, sending, s.face())
}

func (s *screens) face() face {
	return face{cat: s.cat, asOf: s.asOf, past: s.desk.past, look: s.look}
}

// face is what drawing needs beside the figures, and the size to draw in.
type face struct {
	cat           *portfolio.Catalogue
	asOf          portfolio.Date
	past          portfolio.Date // the day of which the portfolio is shown; 0: as it is now
	look          *styles        // shared by all faces, so that a change of theme holds at the next drawing
	width, height int
}

func (f *face) resize(m tea.WindowSizeMsg) { f.width, f.height = m.Width, m.Height }

// day says the day that the figures are seen from.
func (f *face) day() string {
	s := "as of " + f.asOf.Shown()
	switch {
	case f.past.Known() && f.width >= 80:
		return s + ", as it stood on " + f.past.Shown()
	case f.past.Known():
		return "as it stood on " + f.past.Shown()
	case f.asOf == f.cat.Reference && f.width >= 60:
		return s + " (document)"
	}
	return s
}

// opened puts a screen on the current view's stack.
type opened struct{ screen screen }

func open(s screen) tea.Cmd { return func() tea.Msg { return opened{s} } }

// closed takes a screen off; nil is the top one.
type closed struct{ screen screen }

func closeScreen() tea.Msg { return closed{} }

// closeOf takes a screen off, whatever has been opened since.
func closeOf(s screen) tea.Cmd { return func() tea.Msg { return closed{s} } }

package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	proofs "fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/history"
	"fieldfolio/tui/list"
	"fieldfolio/tui/mailroom"
	"fieldfolio/tui/pivot"
	"fieldfolio/tui/plan"
	"fieldfolio/tui/project"
	"fieldfolio/tui/proof"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// screens makes every screen from what it needs.
type screens struct {
	ctx    context.Context //nolint:containedctx // until the program ends
	src    ui.Source
	cat    *portfolio.Catalogue
	asOf   portfolio.Date
	styles *draw.Styles
	cells  *draw.Measure // of the terminal
	pace   time.Duration // minimum time between two requests of a search
	editor *edit.Editor
	ex     ui.Mailroom // nil: no exchange with other offices, and no view Sync

	company ui.Company // nil: nobody else can be here
	events  ui.Trail   // nil: this person may not read the audit trail
	session string     // the name of this session among them
	once    bool       // pages do not follow who comes and goes, see Options.Linear

	prefs  *ui.Preferences
	filter *edit.Filter // what Portfolio, Breakdown, Timeline and Funding show
}

// portfolio returns the view Portfolio.
func (s *screens) portfolio() ui.Screen { return s.list(s.filter) }

// search returns the search of a view that shows what a filter selects.
func (s *screens) search(f *edit.Filter) *edit.Search { return edit.NewSearch(s.face(), s.pace, f) }

// list returns the list of the projects that a filter selects.
func (s *screens) list(f *edit.Filter) *list.Projects {
	spec := breakdown.ListSpec{AsOf: s.asOf, Sort: list.ParseOrders(s.prefs.Get(list.PreferSort))}
	return list.New(s.listOf(spec), s.search(f), s.face())
}

// listOf returns what every list of projects needs.
func (s *screens) listOf(spec breakdown.ListSpec) list.Config {
	return list.Config{Ctx: s.ctx, Src: s.src, Spec: spec, Open: s.project, Printed: list.NewPrinted(s.ctx, s.src),
		Editor: s.editor, Prefs: s.prefs,
		Opens: list.Opens{Form: s.form, Conflicts: s.conflicts, Why: s.proof}}
}

// cell returns a function for the lists of the projects behind a cell of a breakdown, in a view.
func (s *screens) cell(view string) func(ui.CellChoice) ui.Screen {
	return func(c ui.CellChoice) ui.Screen { return s.cellOf(c, view) }
}

func (s *screens) cellOf(c ui.CellChoice, view string) ui.Screen {
	order := breakdown.Order{Key: breakdown.KeyPart, Desc: true}
	if c.Ref.Measure.Counts() {
		order.Key = portfolio.KeyApproved
	}
	spec := breakdown.ListSpec{AsOf: s.asOf, Sort: []breakdown.Order{order}, Cell: &c.Ref}
	conf := s.listOf(spec)
	conf.Cell = &c
	return list.New(conf, s.search(s.filter.Own(c.Query, view)), s.face())
}

// project returns the page of a project of a list.
func (s *screens) project(p ui.Place) ui.Screen {
	opens := project.Opens{Form: s.form, History: s.history, Conflict: s.conflict, Why: s.proof}
	return project.New(s.src, s.editor, p, opens, s.face())
}

// form returns the form of a record, or of a new project if r is nil.
func (s *screens) form(r *portfolio.Record) ui.Screen { return project.NewForm(s.editor, r, s.face()) }

// history returns the history of a record.
func (s *screens) history(r *portfolio.Record) ui.Screen { return s.historyOf(r.ID, r.Name()) }

// change returns the page of one change.
func (s *screens) change(of []provenance.Entry) ui.Screen {
	return history.NewChange(s.editor, of, s.face())
}

// conflicts returns the list of all conflicts.
func (s *screens) conflicts() ui.Screen {
	return history.NewConflicts(s.editor, s.conflict, s.project, s.face())
}

// conflict returns the page on which a conflict is settled.
func (s *screens) conflict(record, field string) ui.Screen {
	return history.NewConflict(s.editor, record, field, s.face())
}

func (s *screens) breakdown() ui.Screen {
	return pivot.New(pivot.Config{Ctx: s.ctx, Src: s.src, Open: s.cell("Breakdown"), Why: s.proof}, s.search(s.filter), s.face())
}

func (s *screens) reconcile() ui.Screen {
	return proof.NewReconcile(s.ctx, s.src, s.finding, s.proof, s.face())
}

// finding returns the page of a published figure. all are the figures from which it may be
// computed.
func (s *screens) finding(f reconcile.Finding, all []reconcile.Finding) ui.Screen {
	figure := func(f reconcile.Finding) ui.Screen { return s.finding(f, all) }
	return proof.NewFinding(proof.FindingConfig{Of: f, All: all, Project: s.project, Figure: figure, Record: s.record,
		Why: s.proof}, s.face())
}

// proof returns the page that shows how a figure is made up.
func (s *screens) proof(spec proofs.Spec) ui.Screen {
	return proof.New(proof.Config{Ctx: s.ctx, Src: s.src, Spec: spec, Project: s.project, Record: s.record,
		Why: s.proof}, s.face())
}

// record returns the page of a sub-programme, an outcome or an activity.
func (s *screens) record(id string) ui.Screen {
	return plan.NewRecord(s.ctx, s.src, id, s.proof, s.face())
}

// offices returns the view Sync.
func (s *screens) offices() ui.Screen {
	report := func(title string, lines []string) ui.Screen { return sheet.NewText(title, lines, s.face()) }
	opens := mailroom.Opens{Link: s.link, Conflict: s.conflict, Mails: s.mails, Judged: s.judged, Refused: s.refused,
		Report: report, Paste: s.paste}
	return mailroom.New(s.editor, s.ex, opens, s.face())
}

// paste returns the page into which a mail is pasted.
func (s *screens) paste(take func(text string) tea.Cmd) ui.Screen {
	return mailroom.NewPaste(take, s.face())
}

// link returns the page of an office with which this copy exchanges changes.
func (s *screens) link(of mailroom.OfficeRow, st *ui.MailroomStatus) ui.Screen {
	l := mailroom.NewLink(s.ctx, s.ex, of, st, s.face())
	l.Mails = s.mails
	return l
}

// mails returns the preview of the mails to some offices. sending says whether enter sends them.
func (s *screens) mails(offices []string, sending bool) ui.Screen {
	return mailroom.NewMails(s.editor, s.ex, offices, sending, s.face())
}

// judged returns the page of a change that headquarters holds or has rejected.
func (s *screens) judged(of exchange.HeldChange, st *ui.MailroomStatus) ui.Screen {
	return mailroom.NewJudged(s.editor, s.ex, of, st, s.face())
}

// refused returns the page of a rejected mail.
func (s *screens) refused(of ui.RefusedMail) ui.Screen {
	return mailroom.NewRefused(s.editor, s.ex, of, s.face())
}

func (s *screens) face() draw.Frame {
	return draw.Frame{Measure: s.cells, Cat: s.cat, AsOf: s.asOf, Past: s.editor.Past, Styles: s.styles}
}

package tui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// project is the detail of one project, which may stand in a list. Its fields
// are edited where they stand.
type project struct {
	face  face
	src   detailSource
	desk  *desk
	opens projectOpens
	place place
	loading
	saving requests

	shown  *dossier // nil until it is loaded
	stops  stops
	edit   *inline // the field that is being typed; nil if none is
	prompt prompt
	begun  string // the field whose draft goes when it is saved
	noted  bool   // what was saved last is a note
}

// projectOpens makes what a project opens.
type projectOpens struct {
	form, history func(*portfolio.Record) screen
	conflict      func(record, field string) screen
	why           func(portfolio.ProofSpec) screen
}

// dossier is what is known of a project: as it is now, all that ever happened
// to it, the notes on it, and what the person has begun to change.
type dossier struct {
	project *portfolio.Project
	record  *portfolio.Record // nil if it could not be loaded
	closed  error             // why
	notes   []portfolio.Note
	stored  *portfolio.Draft
	drafts  *drafts // nil where nothing can be edited
}

func newProject(src detailSource, d *desk, at place, opens projectOpens, f face) *project {
	return &project{src: src, desk: d, place: at, opens: opens, face: f, saving: requests{base: d.ctx},
		loading: newLoading(d.ctx, "Loading the project…", "The project could not be loaded")}
}

// foundProject is a project at its place.
type foundProject struct {
	*dossier
	place place
	again *drafts // what was overtaken; nil but after that
}

// load asks for a project by its number, or by its place in a list if the number
// is not known. What was overtaken counts as seen when it is there.
func (p *project) load(at place, again *drafts) tea.Cmd {
	src, person := p.src, p.desk.person
	return ask(p.asked.next(), func(ctx context.Context) (f foundProject, err error) {
		if at.number == "" {
			spec := at.spec
			spec.Offset, spec.Limit = at.index, 1
			rows, err := src.Projects(ctx, spec)
			if err != nil || len(rows) == 0 {
				return f, orMissing(err)
			}
			at.number, at.record = rows[0].Number, rows[0].ID
		}
		name := at.number
		if at.record != "" {
			name = portfolio.ByID(at.record)
		}
		f.place, f.again = at, again
		f.dossier, err = loadDossier(ctx, src, name, person)
		return f, err
	})
}

// loadDossier loads a project by its number or the id of its record. What
// cannot be loaded beside the project itself only keeps it from being edited.
func loadDossier(ctx context.Context, src detailSource, name, person string) (*dossier, error) {
	d := &dossier{}
	if d.record, d.closed = src.Record(ctx, name); d.closed == nil {
		name = portfolio.ByID(d.record.ID)
		d.notes, d.closed = src.Notes(ctx, d.record.ID)
	}
	if d.closed == nil {
		d.stored, d.closed = src.Draft(ctx, person, d.record.ID)
	}
	found, err := src.Project(ctx, name)
	d.project = found
	return d, err
}

func orMissing(err error) error {
	if err != nil {
		return err
	}
	return portfolio.ErrNotFound
}

// Init asks for the project.
func (p *project) Init() tea.Cmd { return p.load(p.place, nil) }

// reload asks for the same project, whatever its number is now.
func (p *project) reload() tea.Cmd { return p.load(p.same(), nil) }

func (p *project) same() place {
	at := p.place
	if p.shown != nil && p.shown.record != nil {
		at.record = p.shown.record.ID
	}
	return at
}

// Update takes sizes, answers, and what is typed.
func (p *project) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.resize(msg)
		p.settle()
	case answer[foundProject]:
		if found, ok := msg.to(&p.loading); ok {
			return p.take(found)
		}
	case changed:
		return p.reload()
	case answer[saved]:
		return p.saved(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.prompt.open {
			return p.prompt.update(msg)
		}
		return p.typed(msg)
	}
	return nil
}

func (p *project) take(m foundProject) tea.Cmd {
	other := p.shown == nil || p.shown.project.ID != m.project.ID
	if other {
		p.stops, p.edit, p.prompt.open = stops{}, nil, false
	}
	p.place, p.shown = m.place, m.dossier
	p.place.number = m.project.Number
	if m.again != nil && m.record != nil {
		m.again.lookAgain(m.record)
	}
	if r := p.shown.record; r != nil && p.shown.closed == nil && !p.desk.past.Known() {
		p.shown.drafts = p.desk.drafts(r, p.shown.stored)
	}
	p.settle()
	if p.place.visit != nil && other {
		return p.place.visit(p.place.index)
	}
	return nil
}

// Keys returns what can be done.
func (p *project) Keys() keyMap {
	switch {
	case p.prompt.open:
		return p.prompt.keys()
	case p.edit != nil:
		return p.edit.keys()
	}
	next, previous := "next", "previous"
	if p.place.count == 0 {
		next, previous = "", ""
	}
	m := append(p.editKeys(),
		whyAction(p.noFigure, p.figure, p.opens.why),
		action{name: "next", keys: []string{"n", "right"}, show: "n →", foot: next, help: "next project of the list", off: p.noNext, do: p.neighbour(1)},
		action{name: "previous", keys: []string{"p", "left"}, show: "p ←", foot: previous, help: "previous project of the list", off: p.noPrevious, do: p.neighbour(-1)},
		action{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: p.reload})
	return append(m, moves(p.move, "field")...)
}

const noList = "this project was not opened from a list of projects"

func (p *project) noNext() string {
	if p.place.count == 0 {
		return noList
	}
	if p.place.index+1 >= p.place.count {
		return "this is the last project of the list"
	}
	return ""
}

func (p *project) noPrevious() string {
	if p.place.count == 0 {
		return noList
	}
	if p.place.index == 0 {
		return "this is the first project of the list"
	}
	return ""
}

// neighbour shows another project of the list.
func (p *project) neighbour(by int) func() tea.Cmd {
	return func() tea.Cmd {
		at := p.place
		at.number, at.record, at.index = "", "", at.index+by
		return p.load(at, nil)
	}
}

// move moves to another field, or what is shown where there is none.
func (p *project) move(s step) tea.Cmd {
	t := p.text()
	p.stops.move(s, t.at(), len(t.lines), p.page())
	return nil
}

func (p *project) page() int { return max(p.face.height-1, 1) }

func (p *project) settle() {
	t := p.text()
	p.stops.keep(t.at(), len(t.lines), p.page())
}

// View draws the project under its number, or says why there is none.
func (p *project) View() string {
	return p.draw(&p.face, []string{p.caption()}, nil, p.seen)
}

// seen returns the lines from the first one in sight, the selected field marked.
func (p *project) seen() []string {
	t := p.text()
	if p.edit != nil {
		return p.stops.seen(t.lines, nil, p.page())
	}
	return p.stops.seen(t.lines, t.at(), p.page())
}

// caption says which project of the list this is, and how it stands.
func (p *project) caption() string {
	if p.prompt.open {
		text, _ := p.prompt.line(p.face.width)
		return text
	}
	number, where := clean(p.place.number), ""
	if p.place.count > 0 {
		where = fmt.Sprintf("%d of %d", p.place.index+1, p.place.count)
	}
	if p.shown != nil {
		number = clean(p.shown.project.NumberShown())
		where += "   " + p.standing()
		if p.face.past.Known() {
			where += "   as it stood on " + p.face.past.Shown()
		}
	}
	return sides(" "+p.face.look.title.Render(number), where, p.face.width)
}

func (p *project) standing() string {
	s := string(p.shown.project.StatusOn(p.face.asOf))
	if p.shown.project.Withdrawn {
		s = "withdrawn"
	}
	return s
}

// Notice says what is to be said of what is typed, what was begun earlier, or
// that there is more.
func (p *project) Notice() notice {
	switch {
	case p.prompt.open:
		return p.prompt.notice()
	case p.edit != nil && p.saving.waiting():
		return notice{text: "saving…"}
	case p.edit != nil:
		return p.edit.notice(p.shown.record, p.face.cat)
	case p.begunHere():
		names := strings.Join(p.shown.drafts.names(portfolio.ProjectRecord), ", ")
		return notice{text: "you had begun to change " + names, hint: "e or E goes on, x drops it"}
	}
	c := cursor{top: p.stops.top}
	return c.more(len(p.text().lines), p.page())
}

// Name returns project.
func (*project) Name() string { return "project" }

// Pointed returns the field at a cell, which may take several lines.
func (p *project) Pointed(_, y int) (int, bool) {
	if p.Typing() || y < 1 {
		return 0, false
	}
	return stopAt(p.text().at(), p.stops.top+y-1)
}

package project

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// project is the page of one project, possibly one of a list. Its fields are edited in place.
type project struct {
	face   draw.Frame
	src    ui.DetailSource
	editor *edit.Editor
	opens  Opens
	place  ui.Place
	ui.Loading
	saving ui.Requests

	shown   *dossier // nil until loaded
	made    madePage
	anchors ui.Anchors
	edit    *edit.Inline // the field being edited; nil if none is
	prompt  edit.Prompt
	begun   string // the field whose draft is dropped once it is saved
	noted   bool   // the last thing saved is a note
	beside  ui.Beside
	back    ui.Spot // where the person returns to once there is the project
}

// Opens makes the screens that a project opens.
type Opens struct {
	Form, History func(*portfolio.Record) ui.Screen
	Conflict      func(record, field string) ui.Screen
	Why           func(proof.Spec) ui.Screen
}

// dossier is what is known of a project: its present values, its history, the notes on it, and the
// person's drafts.
type dossier struct {
	project *portfolio.Project
	record  *portfolio.Record // nil if it could not be loaded
	closed  error             // why it could not be
	notes   []portfolio.Note
	stored  *portfolio.Draft
	drafts  *edit.Drafts // nil if nothing can be edited
}

func New(src ui.DetailSource, d *edit.Editor, at ui.Place, opens Opens, f draw.Frame) *project {
	return &project{src: src, editor: d, place: at, opens: opens, face: f, saving: ui.Requests{Base: d.Ctx},
		Loading: ui.NewLoading(d.Ctx, "Loading the project…", "The project could not be loaded")}
}

// foundProject is a project with its place in a list.
type foundProject struct {
	*dossier
	place ui.Place
	again *edit.Drafts // the drafts whose values were changed by another person; otherwise nil
}

// load requests a project by number, or by its place in a list if the number is unknown. again is
// the drafts that another change came before; once loaded, that change counts as seen.
func (p *project) load(at ui.Place, again *edit.Drafts) tea.Cmd {
	src, person := p.src, p.editor.Person
	return ui.Ask(p.Asked.Next(), func(ctx context.Context) (f foundProject, err error) {
		if at.Number == "" {
			spec := at.Spec
			spec.Offset, spec.Limit = at.Index, 1
			rows, err := src.Projects(ctx, spec)
			if err != nil || len(rows) == 0 {
				return f, orMissing(err)
			}
			at.Number, at.Record = rows[0].Number, rows[0].ID
		}
		name := at.Number
		if at.Record != "" {
			name = portfolio.ByID(at.Record)
		}
		f.place, f.again = at, again
		err = src.OneState(ctx, func(ctx context.Context) error {
			f.dossier, err = loadDossier(ctx, src, name, person)
			return err
		})
		return f, err
	})
}

// loadDossier loads a project by its number or the id of its record. If anything other than the
// project cannot be loaded, the project is shown but cannot be edited.
func loadDossier(ctx context.Context, src ui.DetailSource, name, person string) (*dossier, error) {
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
	return fault.ErrNotFound
}

func (p *project) Init() tea.Cmd { return p.load(p.place, nil) }

// reload requests the same project by its id, since its number may have changed.
func (p *project) reload() tea.Cmd { return p.load(p.same(), nil) }

func (p *project) same() ui.Place {
	at := p.place
	if p.shown != nil && p.shown.record != nil {
		at.Record = p.shown.record.ID
	}
	return at
}

func (p *project) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.Resize(msg)
		p.settle()
	case ui.Answer[foundProject]:
		if found, ok := msg.To(&p.Loading); ok {
			return p.take(found)
		}
	case edit.Changed:
		return p.reload()
	case ui.Beside:
		p.beside.About(p.id(), msg)
	case ui.Answer[edit.Saved]:
		return p.saved(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.prompt.Open {
			return p.prompt.Update(msg)
		}
		return p.typed(msg)
	}
	return nil
}

func (p *project) take(m foundProject) tea.Cmd {
	other := p.shown == nil || p.shown.project.ID != m.project.ID
	if other {
		p.anchors, p.edit, p.prompt.Open, p.beside = ui.Anchors{}, nil, false, ui.Beside{}
	}
	was := p.fields()
	p.place, p.shown = m.place, m.dossier
	p.place.Number = m.project.Number
	if m.again != nil && m.record != nil {
		m.again.LookAgain(m.record)
	}
	if r := p.shown.record; r != nil && p.shown.closed == nil && p.editor.Off() == "" {
		p.shown.drafts = p.editor.Drafts(r, p.shown.stored)
	}
	if !other {
		p.anchors.Follow(ui.Renumbered(was, p.fields()))
		p.renewField()
	}
	p.settle()
	back := p.reach()
	if p.place.Visit != nil && other {
		return tea.Batch(back, p.place.Visit(p.place.Index, m.project.ID))
	}
	return back
}

// renewField shows the present value in an open field that nobody has typed into.
func (p *project) renewField() {
	if p.edit == nil || p.shown.drafts == nil {
		return
	}
	field := p.edit.Spec.Name
	now := edit.NewInline(p.edit.Spec, p.shown.record.Value(field).Plain())
	if _, begun := p.shown.drafts.Text(field); !begun && now.Field.String() != p.edit.Field.String() {
		p.edit = &now
		p.shown.drafts.Look(p.shown.record, field)
	}
}

func (p *project) Keys() ui.KeyMap {
	switch {
	case p.prompt.Open:
		return p.prompt.Keys()
	case p.edit != nil:
		return p.edit.Keys()
	}
	next, previous := "next", "previous"
	if p.place.Count == 0 {
		next, previous = "", ""
	}
	m := append(p.editKeys(),
		ui.WhyAction(p.whyNoFigure, p.figure, p.opens.Why),
		ui.Action{Name: "next", Keys: []string{"n", "right"}, Show: "n →", Foot: next, Help: "next project of the list",
			Off: p.whyNoNext, Do: p.neighbour(1)},
		ui.Action{Name: "previous", Keys: []string{"p", "left"}, Show: "p ←", Foot: previous,
			Help: "previous project of the list", Off: p.whyNoPrevious, Do: p.neighbour(-1)},
		ui.Action{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: p.reload})
	return append(m, ui.Moves(p.move, "field")...)
}

const noList = "this project was not opened from a list of projects"

func (p *project) whyNoNext() string {
	if p.place.Count == 0 {
		return noList
	}
	if p.place.Index+1 >= p.place.Count {
		return "this is the last project of the list"
	}
	return ""
}

func (p *project) whyNoPrevious() string {
	if p.place.Count == 0 {
		return noList
	}
	if p.place.Index == 0 {
		return "this is the first project of the list"
	}
	return ""
}

// neighbour shows another project of the list.
func (p *project) neighbour(by int) func() tea.Cmd {
	return func() tea.Cmd {
		at := p.place
		at.Number, at.Record, at.Index = "", "", at.Index+by
		return p.load(at, nil)
	}
}

// move moves to another field, or scrolls where there is none.
func (p *project) move(s ui.Step) tea.Cmd {
	t := p.text()
	p.anchors.Move(s, t.at(), len(t.lines), p.page())
	return nil
}

func (p *project) page() int { return max(p.face.Height-1, 1) }

func (p *project) settle() {
	t := p.text()
	p.anchors.Keep(t.at(), len(t.lines), p.page())
}

func (p *project) View() string {
	return p.Draw(&p.face, []string{p.caption()}, nil, p.seen)
}

// seen returns the lines in sight, the selected field marked.
func (p *project) seen() []string {
	t := p.text()
	if p.edit != nil {
		return p.anchors.Seen(t.lines, nil, p.page())
	}
	return p.anchors.Seen(t.lines, t.at(), p.page())
}

// caption says which project of the list this is, and its status.
func (p *project) caption() string {
	if p.prompt.Open {
		text, _ := p.prompt.Line(&p.face)
		return text
	}
	number, where := draw.Clean(p.place.Number), ""
	if p.place.Count > 0 {
		where = fmt.Sprintf("%d of %d", p.place.Index+1, p.place.Count)
	}
	if p.shown != nil {
		number = draw.Clean(p.shown.project.NumberShown())
		where += "   " + p.standing()
		if p.face.Past.Known() {
			where += "   as it stood on " + p.face.Past.Shown()
		}
	}
	title := " " + p.face.Styles.Title.Render(number)
	says := p.beside.Sentence(p.face.Measure, p.edit != nil, p.face.Width-p.face.Cells(title)-3)
	return ui.BesideTitle(&p.face, title, says, where)
}

func (p *project) standing() string {
	s := string(p.shown.project.StatusOn(p.face.AsOf))
	if p.shown.project.Withdrawn {
		s = "withdrawn"
	}
	return s
}

// Notice is about the text being typed, an earlier draft, or text out of sight.
func (p *project) Notice() ui.Notice {
	switch {
	case p.prompt.Open:
		return p.prompt.Notice()
	case p.edit != nil && p.saving.Waiting():
		return ui.Notice{Text: "saving…"}
	case p.edit != nil:
		if gone, withdrawn := edit.Withdrawn(p.shown.record); withdrawn {
			return gone
		}
		n := p.edit.Notice(p.shown.record, p.face.Cat)
		if late := p.shown.drafts.Overtaken(p.shown.record, p.edit.Spec.Name); late != nil && !n.Bad {
			return p.shown.drafts.Late(p.shown.record, late, &p.face, "", "esc")
		}
		return n
	case p.begunHere():
		names := strings.Join(p.shown.drafts.Names(portfolio.ProjectRecord), ", ")
		return ui.Notice{Text: "unsaved draft of " + names, Hint: "e or E continues it, D drops it"}
	}
	c := ui.Cursor{Top: p.anchors.Top}
	return c.More(len(p.text().lines), p.page())
}

func (*project) Name() string { return "project" }

// Record returns the record of the project, and whether one of its fields, a note on it or a reason is typed.
func (p *project) Record() (id string, edited bool) { return p.id(), p.Typing() }

func (p *project) id() string {
	if p.shown == nil {
		return ""
	}
	return p.shown.project.ID
}

// Pointed returns the field at a cell; a field may take several lines.
func (p *project) Pointed(_, y int) (int, bool) {
	if p.Typing() || y < 1 {
		return 0, false
	}
	return ui.StopAt(p.text().at(), p.anchors.Top+y-1)
}

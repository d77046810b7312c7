package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// project is the detail of one project, which may stand in a list.
type project struct {
	pager
	src   detailSource
	place place
	asked requests

	shown *portfolio.Project // nil until it is loaded
	fault error
}

func newProject(ctx context.Context, src detailSource, at place, f face) *project {
	p := &project{src: src, place: at, asked: requests{base: ctx}}
	p.pager = pager{face: f, text: p.lines, above: 1}
	return p
}

type projectLoaded struct {
	req     *request
	place   place
	project *portfolio.Project
	err     error
}

// loadProject loads a project by its number, or by its place in a list if the
// number is not known.
func loadProject(src detailSource, q *request, at place) tea.Cmd {
	return func() tea.Msg {
		if at.number == "" {
			spec := at.spec
			spec.Offset, spec.Limit = at.index, 1
			rows, err := src.Projects(q.ctx, spec)
			if err != nil || len(rows) == 0 {
				return projectLoaded{req: q, place: at, err: orMissing(err)}
			}
			at.number = rows[0].Number
		}
		found, err := src.Project(q.ctx, at.number)
		return projectLoaded{req: q, place: at, project: found, err: err}
	}
}

func orMissing(err error) error {
	if err != nil {
		return err
	}
	return portfolio.ErrNotFound
}

// Init asks for the project.
func (p *project) Init() tea.Cmd { return loadProject(p.src, p.asked.next(), p.place) }

// Update takes sizes and the answer.
func (p *project) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.resize(msg)
	case projectLoaded:
		if !p.asked.done(msg.req) {
			return nil
		}
		p.fault = msg.err
		if msg.err == nil {
			p.place, p.shown, p.scroll = msg.place, msg.project, cursor{}
			if p.place.visit != nil {
				return p.place.visit(p.place.index)
			}
		}
	}
	return nil
}

// Keys returns what can be done.
func (p *project) Keys() keyMap {
	next, previous := "next", "previous"
	if p.place.count == 0 {
		next, previous = "", ""
	}
	own := keyMap{
		{name: "next", keys: []string{"n", "right"}, show: "n →", foot: next, help: "next project of the list", off: p.noNext, do: p.neighbour(1)},
		{name: "previous", keys: []string{"p", "left"}, show: "p ←", foot: previous, help: "previous project of the list", off: p.noPrevious, do: p.neighbour(-1)},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: p.Init},
	}
	return append(p.keys(), own...)
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
		at.number, at.index = "", at.index+by
		return loadProject(p.src, p.asked.next(), at)
	}
}

// View draws the project under its number, or says why there is none.
func (p *project) View() string {
	w, h := p.face.width, p.face.height
	lines := []string{p.caption()}
	switch {
	case p.fault != nil:
		lines = append(lines, failed("The project could not be loaded", p.fault, w, h-1)...)
	case p.shown == nil:
		lines = append(lines, centred([]string{"Loading the project…"}, w, h-1)...)
	default:
		lines = append(lines, p.seen()...)
	}
	return page(lines, w, h)
}

// caption says which project of the list this is, and how it stands.
func (p *project) caption() string {
	number, where := clean(p.place.number), ""
	if p.place.count > 0 {
		where = fmt.Sprintf("%d of %d", p.place.index+1, p.place.count)
	}
	if p.shown != nil {
		number = clean(p.shown.NumberShown())
		where += "   " + string(p.shown.StatusOn(p.face.asOf))
	}
	return sides(" "+p.face.look.title.Render(number), where, p.face.width)
}

package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// conflicts is the list of what waits for a person: fields with several
// values, then what does not fit together.
type conflicts struct {
	face    face
	desk    *desk
	open    func(record, field string) screen
	project func(place) screen
	asked   requests
	doing   requests // undoing

	fields []portfolio.Conflict
	wrong  []portfolio.Inconsistency
	loaded bool
	fault  error
	cursor cursor
}

func newConflicts(d *desk, open func(record, field string) screen, project func(place) screen, f face) *conflicts {
	return &conflicts{face: f, desk: d, open: open, project: project, asked: requests{base: d.ctx}, doing: requests{base: d.ctx}}
}

type conflictsLoaded struct {
	req    *request
	fields []portfolio.Conflict
	wrong  []portfolio.Inconsistency
	err    error
}

// Init asks for the conflicts.
func (c *conflicts) Init() tea.Cmd {
	q, src := c.asked.next(), c.desk.src
	return func() tea.Msg {
		fields, wrong, err := src.Conflicts(q.ctx)
		return conflictsLoaded{q, fields, wrong, err}
	}
}

// Update takes sizes and the answer.
func (c *conflicts) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.face.resize(msg)
		c.cursor.keep(c.count(), c.page())
	case conflictsLoaded:
		if !c.asked.done(msg.req) {
			return nil
		}
		if c.fault = msg.err; msg.err == nil {
			c.fields, c.wrong, c.loaded = msg.fields, msg.wrong, true
			c.cursor.keep(c.count(), c.page())
		}
	case saved:
		c.doing.done(msg.req)
	case changed:
		return c.Init()
	}
	return nil
}

func (c *conflicts) count() int { return len(c.fields) + len(c.wrong) }

func (c *conflicts) page() int { return max(c.face.height-2, 1) }

// Keys returns what can be done.
func (c *conflicts) Keys() keyMap {
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "the values side by side, or the project", off: c.nothing, do: c.openOne},
		c.desk.undoing(&c.doing),
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: c.Init},
	}, moves(c.move, "line")...)
}

func (c *conflicts) nothing() string {
	at := c.cursor.at - len(c.fields)
	switch {
	case c.count() == 0:
		return "nothing waits for you"
	case at >= 0 && portfolio.KindOf(c.wrong[at].Record) != portfolio.ProjectRecord:
		return "this is no project"
	}
	return ""
}

func (c *conflicts) openOne() tea.Cmd {
	if at := c.cursor.at - len(c.fields); at >= 0 {
		return open(c.project(place{number: c.wrong[at].Name, record: c.wrong[at].Record}))
	}
	of := c.fields[c.cursor.at]
	return open(c.open(of.Record, of.Field))
}

func (c *conflicts) move(s step) tea.Cmd {
	c.cursor.move(s, c.count(), c.page())
	return nil
}

// Notice says nothing.
func (c *conflicts) Notice() notice { return notice{} }

// View draws the list, or says that there is none.
func (c *conflicts) View() string {
	w, h := c.face.width, c.face.height
	n := count(portfolio.Count(len(c.fields)).Shown(), "conflict", "conflicts")
	lines := []string{sides(" "+c.face.look.title.Render("Waiting for you"), n, w)}
	switch {
	case c.fault != nil:
		lines = append(lines, failed("The conflicts could not be loaded", c.fault, w, h-1)...)
	case !c.loaded:
		lines = append(lines, centred([]string{"Loading the conflicts…"}, w, h-1)...)
	case c.count() == 0:
		lines = append(lines, centred(wrap("Nothing waits for you: no field has several values.", w-6), w, h-1)...)
	default:
		lines = append(lines, "")
		for i := range c.page() {
			if at := c.cursor.top + i; at < c.count() {
				lines = append(lines, gutter(at == c.cursor.at)+cut(c.row(at), w-gutterWidth-1))
			}
		}
	}
	return page(lines, w, h)
}

// row says what one conflict is about.
func (c *conflicts) row(at int) string {
	if i := at - len(c.fields); i >= 0 {
		x := &c.wrong[i]
		return left(clean(x.Name), 8) + "  " + lower(labelOf(portfolio.KindOf(x.Record), x.Field)) + " " + clean(x.What)
	}
	x := &c.fields[at]
	text := left(clean(x.Name), 8) + "  " + lower(labelOf(x.Kind, x.Field))
	for _, v := range x.Candidates {
		text += "   " + clean(candidateOf(x, v)) + " " + shownValue(x.Kind, x.Field, v.Value)
	}
	return text
}

// Name returns conflicts.
func (*conflicts) Name() string { return "conflicts" }

// Pointed returns the conflict at a cell.
func (c *conflicts) Pointed(_, y int) (int, bool) {
	return lineOf(y, 2, c.cursor.top, c.page(), c.count())
}

// Spoken says what waits for a person.
func (c *conflicts) Spoken() spoken {
	switch {
	case c.fault != nil:
		return spokenFault("The conflicts could not be loaded", c.fault).with(number(len(c.fields), "conflict", "conflicts"))
	case !c.loaded:
		return spoken{title: "Loading the conflicts."}.with(number(len(c.fields), "conflict", "conflicts"))
	case c.count() == 0:
		return spoken{title: "Nothing waits for you: no field has several values."}
	}
	s := spokenList(c.count(), func(i int) string { return drawnWords(c.row(i)) }, &c.cursor.at, func() { c.cursor.keep(c.count(), c.page()) })
	s.title = sentence("Waiting for you, " + number(len(c.fields), "conflict", "conflicts"))
	return s
}

package tui

import (
	"context"

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
	loading
	doing requests // undoing

	toSettle
	cursor cursor
}

// toSettle is what waits for a person.
type toSettle struct {
	fields []portfolio.Conflict
	wrong  []portfolio.Inconsistency
}

func newConflicts(d *desk, open func(record, field string) screen, project func(place) screen, f face) *conflicts {
	return &conflicts{face: f, desk: d, open: open, project: project, doing: requests{base: d.ctx},
		loading: newLoading(d.ctx, "Loading the conflicts…", "The conflicts could not be loaded")}
}

// Init asks for the conflicts.
func (c *conflicts) Init() tea.Cmd {
	src := c.desk.src
	return ask(c.asked.next(), func(ctx context.Context) (x toSettle, err error) {
		x.fields, x.wrong, err = src.Conflicts(ctx)
		return x, err //nolint:wrapcheck // the store's own sentence
	})
}

// Update takes sizes and the answer.
func (c *conflicts) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.face.resize(msg)
		c.cursor.keep(c.count(), c.page())
	case answer[toSettle]:
		if all, ok := msg.to(&c.loading); ok {
			c.toSettle = all
			c.cursor.keep(c.count(), c.page())
		}
	case answer[saved]:
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
	n := count(portfolio.Count(len(c.fields)).Shown(), "conflict", "conflicts")
	caption := sides(" "+c.face.look.title.Render("Waiting for you"), n, c.face.width)
	return c.draw(&c.face, []string{caption}, c.none, c.rows)
}

// none says that nothing waits.
func (c *conflicts) none() []string {
	if c.count() > 0 {
		return nil
	}
	return wrap("Nothing waits for you: no field has several values.", c.face.width-6)
}

func (c *conflicts) rows() []string {
	line := func(at int) string { return cut(c.row(at), c.face.width-gutterWidth-1) }
	return append([]string{""}, c.cursor.rows(c.count(), c.page(), line)...)
}

// row says what one conflict is about.
func (c *conflicts) row(at int) string {
	name, parts := c.parts(at)
	return left(clean(name), 8) + "  " + shownText(portfolio.Join(parts, "   "))
}

// parts returns what one conflict is of, and what is to be said of it.
func (c *conflicts) parts(at int) (name string, parts []portfolio.Value) {
	if i := at - len(c.fields); i >= 0 {
		x := &c.wrong[i]
		return x.Name, []portfolio.Value{portfolio.Text(lower(labelOf(portfolio.KindOf(x.Record), x.Field)) + " " + x.What)}
	}
	return c.fields[at].Name, conflictParts(&c.fields[at])
}

// conflictParts returns the field of a conflict, then whose its values are.
func conflictParts(x *portfolio.Conflict) []portfolio.Value {
	parts := []portfolio.Value{portfolio.Text(lower(labelOf(x.Kind, x.Field)))}
	for _, v := range x.Candidates {
		parts = append(parts, portfolio.Say("%s %s", candidateOf(x, v), valueOf(x.Kind, x.Field, v.Value)))
	}
	return parts
}

func (c *conflicts) spokenRow(at int) string {
	name, parts := c.parts(at)
	return joined(append([]string{clean(name)}, spokenTexts(parts)...)...)
}

// Name returns conflicts.
func (*conflicts) Name() string { return "conflicts" }

// Pointed returns the conflict at a cell.
func (c *conflicts) Pointed(_, y int) (int, bool) {
	return lineOf(y, 2, c.cursor.top, c.page(), c.count())
}

// Spoken says what waits for a person.
func (c *conflicts) Spoken() spoken {
	if s, unready := c.unready(number(len(c.fields), "conflict", "conflicts")); unready {
		return s
	}
	if c.count() == 0 {
		return spoken{title: "Nothing waits for you: no field has several values."}
	}
	s := spokenList(c.count(), c.spokenRow, &c.cursor.at, func() { c.cursor.keep(c.count(), c.page()) })
	s.title = sentence("Waiting for you, " + number(len(c.fields), "conflict", "conflicts"))
	return s
}

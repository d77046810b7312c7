package tui

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// conflict shows the values of a field that was set without knowledge of one
// another, and has a person choose. Nothing is chosen beforehand.
type conflict struct {
	face   face
	desk   *desk
	record string
	field  string
	loading
	saving requests

	owner  *portfolio.Record
	drafts *drafts
	of     *portfolio.Conflict // nil until it is loaded, or once it is settled
	seen   []portfolio.ID
	stops  stops // among the choices
	prompt prompt
}

func newConflict(d *desk, record, field string, f face) *conflict {
	return &conflict{face: f, desk: d, record: record, field: field, saving: requests{base: d.ctx},
		loading: newLoading(d.ctx, "Loading the conflict…", "The conflict could not be loaded")}
}

// Init asks for the record and what was begun in it.
func (c *conflict) Init() tea.Cmd { return c.desk.load(c.asked.next(), c.record) }

// Update takes sizes, answers, and what is typed.
func (c *conflict) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.face.resize(msg)
		c.keep()
	case answer[begun]:
		if m, ok := msg.to(&c.loading); ok {
			c.take(m)
		}
	case changed:
		return c.Init()
	case answer[saved]:
		return c.saved(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return c.prompt.update(msg)
	}
	return nil
}

func (c *conflict) take(m begun) {
	c.owner, c.of = m.record, nil
	c.drafts = c.desk.drafts(m.record, m.stored)
	c.seen = append([]portfolio.ID{}, m.record.Log.Heads(c.field)...)
	all := m.record.Conflicts()
	if i := slices.IndexFunc(all, func(x portfolio.Conflict) bool { return x.Field == c.field }); i >= 0 {
		c.of = &all[i]
	}
	c.keep()
}

func (c *conflict) saved(m answer[saved]) tea.Cmd {
	if !c.saving.done(m.req) {
		return nil
	}
	var late *portfolio.Overtaken
	switch {
	case errors.As(m.err, &late):
		return c.Init()
	case m.err != nil:
		return nil
	}
	return tea.Batch(c.drafts.drop(c.field), closeOf(c))
}

// Keys returns what can be done.
func (c *conflict) Keys() keyMap {
	if c.prompt.open {
		return c.prompt.keys()
	}
	m := moves(c.move, "choice")
	if !c.more().empty() {
		m[0].foot = "↓ scroll"
	}
	return append(keyMap{
		{name: "choose", keys: []string{"enter"}, show: "enter", foot: "choose", help: "do what is selected", off: c.nothing, do: c.choose},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: c.Init},
	}, m...)
}

func (c *conflict) nothing() string {
	switch {
	case c.desk.off() != "":
		return c.desk.off()
	case c.of == nil:
		return "there is nothing to settle"
	case c.saving.waiting():
		return "still saving"
	}
	return ""
}

func (c *conflict) move(s step) tea.Cmd {
	lines, at := c.list()
	c.stops.move(s, at, len(lines), c.page())
	return nil
}

func (c *conflict) keep() {
	lines, at := c.list()
	c.stops.keep(at, len(lines), c.page())
}

// more says whether values or choices are out of sight. That the choices are is
// said where there is one line for that and the keys, too.
func (c *conflict) more() notice {
	lines, at := c.list()
	if c.stops.sel < len(at) && at[c.stops.sel] >= c.stops.top+c.page() {
		return notice{text: "↓ choices are below", hint: "enter goes there"}
	}
	in := cursor{top: c.stops.top}
	return in.more(len(lines), c.page())
}

// choices says what can be chosen: the candidates, another value, and to leave
// the conflict open.
func (c *conflict) choices() []portfolio.Value {
	if c.of == nil {
		return nil
	}
	var out []portfolio.Value
	for _, x := range c.of.Candidates {
		by := portfolio.Signed("   "+whoWhere(x.By), ", "+spokenWho(x.By))
		out = append(out, portfolio.Say("keep %s%s", c.value(x.Value), by))
	}
	if c.field != portfolio.FieldWithdrawn {
		out = append(out, portfolio.Signed("another value…", "another value"))
	}
	return append(out, portfolio.Text("leave open"))
}

func (c *conflict) value(v portfolio.FieldValue) portfolio.Value {
	return valueOf(c.of.Kind, c.field, v)
}

// choose does what is selected. A choice that is out of sight comes into sight
// first, and nothing else is done.
func (c *conflict) choose() tea.Cmd {
	lines, at := c.list()
	sel := c.stops.sel
	if !c.stops.sees(at[sel], c.page()) {
		c.stops.show(sel, at, len(lines), c.page())
		return say(notice{text: "enter again chooses what is marked"})
	}
	switch n := len(c.of.Candidates); {
	case sel < n:
		v := c.of.Candidates[sel].Value
		return c.settle(portfolio.Setting{Field: c.field, Value: v.Text, Unset: !v.Known})
	case sel == len(at)-1:
		return closeOf(c)
	}
	return c.another()
}

// another asks for a value. What is typed is kept like an edit of the field.
func (c *conflict) another() tea.Cmd {
	spec, err := portfolio.FindField(c.of.Kind, c.field)
	if err != nil {
		return say(failure("", err))
	}
	c.drafts.look(c.owner, c.field)
	text, _ := c.drafts.text(c.field)
	value := newInline(spec, text)
	q := prompt{label: spec.Label + ":", of: &value, cat: c.face.cat}
	q.check = func(text string) notice {
		value.field.set(text)
		n := value.notice(c.owner, c.face.cat)
		n.bad = reading(c.owner, c.face.cat, spec, text).bad
		return n
	}
	q.typed = func(text string) tea.Cmd { return c.drafts.set(c.field, text) }
	q.left = func() tea.Cmd { return c.drafts.drop(c.field) }
	q.do = func(text string) tea.Cmd { return c.settle(portfolio.Setting{Field: c.field, Value: text}) }
	return c.prompt.ask(q, text)
}

func (c *conflict) settle(set portfolio.Setting) tea.Cmd {
	said := notice{text: "settled: " + lower(labelOf(c.of.Kind, c.field)) + " of " + clean(c.of.Name), hint: "its history has the other values"}
	return c.desk.saving(c.saving.next(), said, portfolio.Edit{Record: c.of.Record, Fields: []portfolio.Setting{set}, Seen: c.seen})
}

// Typing reports whether another value is asked for.
func (c *conflict) Typing() bool { return c.prompt.open }

// Cursor returns where the next letter goes.
func (c *conflict) Cursor() (x, y int) {
	_, x = c.prompt.line(c.face.width)
	return x, 0
}

// Notice says what the line has to say.
func (c *conflict) Notice() notice {
	if c.prompt.open {
		return c.prompt.notice()
	}
	return c.more()
}

// Name returns conflict.
func (*conflict) Name() string { return "conflict" }

package history

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// conflict shows the values of a field with a conflict side by side, and lets a person choose one.
// No choice is preselected.
type conflict struct {
	face   draw.Frame
	editor *edit.Editor
	record string
	field  string
	ui.Loading
	saving ui.Requests

	owner   *portfolio.Record
	drafts  *edit.Drafts
	of      *provenance.Conflict // nil until loaded, and after it is settled
	seen    []portfolio.ID
	anchors ui.Anchors // among the choices
	prompt  edit.Prompt
	back    ui.Spot // where the person returns to once there are choices
}

func NewConflict(d *edit.Editor, record, field string, f draw.Frame) *conflict {
	return &conflict{face: f, editor: d, record: record, field: field, saving: ui.Requests{Base: d.Ctx},
		Loading: ui.NewLoading(d.Ctx, "Loading the conflict…", "The conflict could not be loaded")}
}

func (c *conflict) Init() tea.Cmd { return c.editor.Load(c.Asked.Next(), c.record) }

func (c *conflict) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.face.Resize(msg)
		c.keep()
	case ui.Answer[edit.Begun]:
		if m, ok := msg.To(&c.Loading); ok {
			c.take(m)
			return c.reach()
		}
	case edit.Changed:
		return c.Init()
	case ui.Answer[edit.Saved]:
		return c.saved(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return c.prompt.Update(msg)
	}
	return nil
}

func (c *conflict) take(m edit.Begun) {
	was := c.keys()
	c.owner, c.of = m.Record, nil
	c.drafts = c.editor.Drafts(m.Record, m.Stored)
	c.seen = append([]portfolio.ID{}, m.Record.Log.Heads(portfolio.Together(c.field)...)...)
	all := provenance.ConflictsOf(m.Record)
	if i := slices.IndexFunc(all, func(x provenance.Conflict) bool { return x.Field == c.field }); i >= 0 {
		c.of = &all[i]
	}
	c.anchors.Follow(ui.Renumbered(was, c.keys()))
	c.keep()
}

func (c *conflict) saved(m ui.Answer[edit.Saved]) tea.Cmd {
	if !c.saving.Done(m.Req) {
		return nil
	}
	done := c.prompt.Done(m.Err)
	var late *portfolio.Overtaken
	switch {
	case errors.As(m.Err, &late):
		return c.Init()
	case m.Err != nil:
		return nil
	}
	return tea.Batch(done, c.drafts.Drop(c.field), ui.CloseOf(c))
}

func (c *conflict) Keys() ui.KeyMap {
	if c.prompt.Open {
		return c.prompt.Keys()
	}
	m := ui.Moves(c.move, "choice")
	if !c.more().Empty() {
		m[0].Foot = "↓ scroll"
	}
	return append(ui.KeyMap{
		{Name: "choose", Keys: []string{"enter"}, Show: "enter", Foot: "choose", Help: "do what is selected",
			Off: c.whyNotOpen,
			Do:  c.choose},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: c.Init},
	}, m...)
}

func (c *conflict) whyNotOpen() string {
	switch {
	case c.editor.Off() != "":
		return c.editor.Off()
	case c.of == nil:
		return "there is nothing to settle"
	case c.of.OfRegister():
		return c.of.WhyNotHere(ui.Remedies)
	case c.saving.Waiting():
		return "still saving"
	}
	return ""
}

func (c *conflict) move(s ui.Step) tea.Cmd {
	lines, at := c.list()
	c.anchors.Move(s, at, len(lines), c.page())
	return nil
}

func (c *conflict) keep() {
	lines, at := c.list()
	c.anchors.Keep(at, len(lines), c.page())
}

// more says whether values or choices are out of sight. Where notice and keys share one line, it
// mentions choices only.
func (c *conflict) more() ui.Notice {
	lines, at := c.list()
	if c.anchors.Sel < len(at) && at[c.anchors.Sel] >= c.anchors.Top+c.page() {
		return ui.Notice{Text: "↓ choices are below", Hint: "enter goes there"}
	}
	in := ui.Cursor{Top: c.anchors.Top}
	return in.More(len(lines), c.page())
}

// choices returns what can be chosen: each candidate, another value, or to leave the conflict open.
func (c *conflict) choices() []portfolio.Value {
	if c.of == nil {
		return nil
	}
	var out []portfolio.Value
	for _, x := range c.of.Candidates {
		by := portfolio.Signed("   "+edit.WhoWhere(x.By), ", "+SpokenWho(x.By))
		out = append(out, portfolio.Say("keep %s%s", c.value(x.Value), by))
	}
	if c.field != portfolio.FieldWithdrawn {
		out = append(out, portfolio.Text("another value"))
	}
	return append(out, portfolio.Text("leave open"))
}

// keys returns the keys of the choices.
func (c *conflict) keys() []string {
	choices := c.choices()
	keys := make([]string, len(choices))
	for i, v := range choices {
		keys[i] = v.Plain()
	}
	return keys
}

func (c *conflict) value(v portfolio.FieldValue) portfolio.Value {
	return edit.ValueOf(c.of.Kind, c.field, v)
}

// choose carries out the selected choice. If it is out of sight, it only scrolls there.
func (c *conflict) choose() tea.Cmd {
	lines, at := c.list()
	sel := c.anchors.Sel
	if !c.anchors.Sees(at[sel], c.page()) {
		c.anchors.Show(sel, at, len(lines), c.page())
		return ui.Say(ui.Notice{Text: "enter again chooses what is marked"})
	}
	switch n := len(c.of.Candidates); {
	case sel < n:
		v := c.of.Candidates[sel].Value
		return c.settle(portfolio.Setting{Field: c.field, Value: v.Text, Unset: !v.Known})
	case sel == len(at)-1:
		return ui.CloseOf(c)
	}
	return c.another()
}

// another asks for a new value. What is typed is kept as a draft of the field.
func (c *conflict) another() tea.Cmd {
	spec, err := portfolio.FindField(c.of.Kind, c.field)
	if err != nil {
		return ui.Say(ui.Failure("", err))
	}
	c.drafts.Look(c.owner, c.field)
	text, _ := c.drafts.Text(c.field)
	value := edit.NewInline(spec, text)
	q := edit.Prompt{Label: spec.Label + ":", Of: &value, Cat: c.face.Cat, Doing: &c.saving}
	q.Check = func(text string) ui.Notice {
		value.Field.Set(text)
		n := value.Notice(c.owner, c.face.Cat)
		n.Bad = edit.Reading(c.owner, c.face.Cat, spec, text).Bad
		return n
	}
	q.Typed = func(text string) tea.Cmd { return c.drafts.Set(c.field, text) }
	q.Left = func() tea.Cmd { return c.drafts.Drop(c.field) }
	q.Do = func(text string) tea.Cmd { return c.settle(portfolio.Setting{Field: c.field, Value: text}) }
	return c.prompt.Ask(q, text)
}

func (c *conflict) settle(set portfolio.Setting) tea.Cmd {
	said := ui.Notice{Text: "settled: " + provenance.InSentence(c.of.Kind, c.field) + " of " + draw.Clean(c.of.Subject()),
		Hint: "its history has the other values"}
	return c.editor.Saving(c.saving.Next(), said, portfolio.Edit{Record: c.of.Record, Fields: []portfolio.Setting{set},
		Seen: c.seen})
}

func (c *conflict) Typing() bool { return c.prompt.Open }

func (c *conflict) Cursor() (x, y int) {
	_, x = c.prompt.Line(&c.face)
	return x, 0
}

func (c *conflict) Notice() ui.Notice {
	if c.prompt.Open {
		return c.prompt.Notice()
	}
	return c.more()
}

func (*conflict) Name() string { return "conflict" }

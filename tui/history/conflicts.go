package history

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// conflicts is the list of what a person has to settle: first conflicts, then inconsistencies.
type conflicts struct {
	face    draw.Frame
	editor  *edit.Editor
	open    func(record, field string) ui.Screen
	project func(ui.Place) ui.Screen
	ui.Loading
	doing ui.Requests // undoing

	toSettle
	cursor ui.Cursor
	back   ui.Spot // where the person returns to once there are lines
}

// toSettle is what a person has to settle.
type toSettle struct {
	fields []provenance.Conflict
	wrong  []portfolio.Inconsistency
}

func NewConflicts(d *edit.Editor, open func(record, field string) ui.Screen, project func(ui.Place) ui.Screen,
	f draw.Frame) *conflicts {
	return &conflicts{face: f, editor: d, open: open, project: project, doing: ui.Requests{Base: d.Ctx},
		Loading: ui.NewLoading(d.Ctx, "Loading the conflicts…", "The conflicts could not be loaded")}
}

func (c *conflicts) Init() tea.Cmd {
	src := c.editor.Src
	return ui.Ask(c.Asked.Next(), func(ctx context.Context) (x toSettle, err error) {
		x.fields, x.wrong, err = src.Conflicts(ctx)
		return x, err
	})
}

func (c *conflicts) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.face.Resize(msg)
		c.cursor.Keep(c.count(), c.page())
	case ui.Answer[toSettle]:
		if all, ok := msg.To(&c.Loading); ok {
			was := c.keys()
			c.toSettle = all
			c.cursor.Follow(ui.Renumbered(was, c.keys()))
			c.back.Reach(&c.cursor.At, c.keys())
			c.cursor.Keep(c.count(), c.page())
		}
	case ui.Answer[edit.Saved]:
		c.doing.Done(msg.Req)
	case edit.Changed:
		return c.Init()
	}
	return nil
}

func (c *conflicts) count() int { return len(c.fields) + len(c.wrong) }

// keys returns the keys of the lines.
func (c *conflicts) keys() []string {
	var keys []string
	for i := range c.fields {
		keys = append(keys, c.fields[i].Record+" "+c.fields[i].Field)
	}
	for i := range c.wrong {
		keys = append(keys, c.wrong[i].Record+" "+c.wrong[i].Field+" "+c.wrong[i].What)
	}
	return keys
}

func (c *conflicts) page() int { return max(c.face.Height-1-len(c.face.BelowCaption())-c.rest(), 1) }

// rest is the number of lines below the list for the whole text of a line that is cut: those of the longest, so that
// the list stays where it is.
func (c *conflicts) rest() int {
	most := 0
	for at := range c.count() {
		most = max(most, len(c.whole(at)))
	}
	return most
}

// whole returns the text of a line that is cut, in full; nil if it is not cut.
func (c *conflicts) whole(at int) []string {
	if at >= c.count() || c.face.Cells(c.row(at)) <= c.room() {
		return nil
	}
	_, parts := c.parts(at)
	text := ui.Capital(draw.ShownText(portfolio.Join(parts, "   ")))
	return append([]string{""}, c.face.Wrap(text, c.room())...)
}

// room is the width of a line.
func (c *conflicts) room() int { return max(c.face.Width-draw.GutterWidth-1, 1) }

func (c *conflicts) Keys() ui.KeyMap {
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "the values side by side, or the project",
			Off: c.whyNone, Do: c.openOne},
		c.editor.Undoing(&c.doing), c.editor.Redoing(&c.doing),
	}, ui.Extracts(c.whyNone, c.extract), ui.KeyMap{
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: c.Init},
	}, ui.Moves(c.move, "line"))
}

// extract returns the conflicts, a row for each value, then what does not fit together.
func (c *conflicts) extract() ui.Extract {
	all := report.Conflicts{Conflicts: c.fields, Wrong: c.wrong}
	one := report.Conflicts{}
	if i := c.cursor.At - len(c.fields); i >= 0 {
		one.Wrong = c.wrong[i : i+1]
	} else {
		one.Conflicts = c.fields[c.cursor.At : c.cursor.At+1]
	}
	name, _ := c.parts(c.cursor.At)
	return ui.Extract{File: "conflicts.csv", What: ui.Number(c.count(), "line", "lines"), Of: draw.Clean(name),
		At: one.Table(), All: ui.Fixed(all.Table())}
}

func (c *conflicts) whyNone() string {
	if c.count() == 0 {
		return "nothing waits for you"
	}
	return ""
}

func (c *conflicts) openOne() tea.Cmd {
	if at := c.cursor.At - len(c.fields); at >= 0 {
		return ui.Open(c.project(ui.Place{Number: c.wrong[at].Name, Record: c.wrong[at].Record}))
	}
	of := c.fields[c.cursor.At]
	return ui.Open(c.open(of.Record, of.Field))
}

func (c *conflicts) move(s ui.Step) tea.Cmd {
	c.cursor.Move(s, c.count(), c.page())
	return nil
}

func (c *conflicts) Notice() ui.Notice { return ui.Notice{} }

// View draws the list, or says that there is none.
func (c *conflicts) View() string {
	caption := c.face.Sides(" "+c.face.Styles.Title.Render(edit.Waiting(c.editor.Off())), c.number(), c.face.Width)
	return c.Draw(&c.face, []string{caption}, c.emptyLines, c.rows)
}

// number says how many conflicts there are, and how many values that do not fit.
func (c *conflicts) number() string {
	fields, wrong := ui.Number(len(c.fields), "conflict", "conflicts"), ui.Number(len(c.wrong), "value does not fit",
		"values do not fit")
	switch {
	case len(c.wrong) == 0:
		return fields
	case len(c.fields) == 0:
		return wrong
	}
	return fields + ", " + wrong
}

const noneWaits = "No conflicts."

// emptyLines says that there is no conflict.
func (c *conflicts) emptyLines() []string {
	if c.count() > 0 {
		return nil
	}
	return c.face.Wrap(noneWaits, c.face.Width-6)
}

func (c *conflicts) rows() []string {
	line := func(at int) string { return c.face.Cut(c.row(at), c.room()) }
	lines := append(c.face.BelowCaption(), c.cursor.Rows(c.count(), c.page(), line)...)
	for _, text := range c.whole(c.cursor.At) {
		lines = append(lines, draw.Blanks(draw.GutterWidth)+text)
	}
	return lines
}

// row returns the line of one conflict or inconsistency.
func (c *conflicts) row(at int) string {
	name, parts := c.parts(at)
	name = draw.Clean(name)
	return c.face.Left(name, max(8, min(c.face.Cells(name), c.face.Width/2))) + "  " + draw.ShownText(portfolio.Join(parts, "   "))
}

// parts returns the name of the record, and what the line says about it.
func (c *conflicts) parts(at int) (name string, parts []portfolio.Value) {
	if i := at - len(c.fields); i >= 0 {
		x := &c.wrong[i]
		label := provenance.InSentence(portfolio.ProjectRecord, x.Field)
		return x.Name, []portfolio.Value{portfolio.Sentence(label + ": " + x.What)}
	}
	return c.fields[at].Subject(), ConflictParts(&c.fields[at])
}

// ConflictParts returns the field of a conflict, then whose values there are.
func ConflictParts(x *provenance.Conflict) []portfolio.Value {
	parts := []portfolio.Value{portfolio.Text(provenance.InSentence(x.Kind, x.Field))}
	for _, v := range x.Candidates {
		parts = append(parts, portfolio.Say("%s %s", edit.CandidateOf(x, v), edit.ValueOf(x.Kind, x.Field, v.Value)))
	}
	return parts
}

func (c *conflicts) spokenRow(at int) string {
	name, parts := c.parts(at)
	return draw.Joined(append([]string{draw.Clean(name)}, draw.SpokenTexts(parts)...)...)
}

func (*conflicts) Name() string { return "conflicts" }

func (c *conflicts) Pointed(_, y int) (int, bool) {
	return ui.LineOf(y, 1+len(c.face.BelowCaption()), c.cursor.Top, c.page(), c.count())
}

func (c *conflicts) Spoken() ui.Spoken {
	if s, unready := c.Unready(c.number()); unready {
		return s
	}
	if c.count() == 0 {
		return ui.Spoken{Title: noneWaits}
	}
	s := ui.SpokenList(c.count(), c.spokenRow, &c.cursor.At, func() { c.cursor.Keep(c.count(), c.page()) })
	s.Title = draw.Sentence(edit.Waiting(c.editor.Off()) + ", " + c.number())
	return s
}

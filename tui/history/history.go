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

// history lists steps, the newest first, of one record or of all; of one step, its changes. Every
// line opens.
type history struct {
	conf Config
	face draw.Frame
	ui.Loading
	saving ui.Requests

	list   HistoryWindow
	want   provenance.HistorySpec // requested last
	owner  *portfolio.Record      // nil if all records are shown
	prompt edit.Prompt
	back   ui.Spot // where the person returns to once there are lines
}

type Config struct {
	Editor *edit.Editor
	Change func([]provenance.Entry) ui.Screen
	Of     func(record, name string) ui.Screen      // makes the history of one record
	Step   func(step string, name string) ui.Screen // makes the history of one step

	Record, Name string // id and name; empty: all records
	OfStep       string // see provenance.StepOf; Name says what it changed; empty: all steps
}

func New(c Config, f draw.Frame) *history {
	return &history{conf: c, face: f, want: provenance.HistorySpec{Record: c.Record, Step: c.OfStep,
		PerStep: provenance.FewChanges},

		saving:  ui.Requests{Base: c.Editor.Ctx},
		Loading: ui.NewLoading(c.Editor.Ctx, "Loading the history…", "The history could not be loaded")}
}

// ofAll reports whether all records are shown.
func (h *history) ofAll() bool { return h.conf.Record == "" }

// historyPart is a part of a history.
type historyPart struct {
	spec   provenance.HistorySpec
	all    provenance.History
	record *portfolio.Record // nil for all records
}

// Init loads all steps of one record, or of all records those around the selected line.
func (h *history) Init() tea.Cmd {
	if h.ofAll() {
		h.want.Offset, h.want.Limit = h.list.around(h.page())
	}
	src, spec := h.conf.Editor.Src, h.want
	return ui.Ask(h.Asked.Next(), func(ctx context.Context) (part historyPart, err error) {
		if part.spec = spec; spec.Record != "" {
			part.record, err = src.Record(ctx, portfolio.ByID(spec.Record))
		}
		if err == nil {
			part.all, err = src.History(ctx, spec)
		}
		return part, err
	})
}

func (h *history) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		h.face.Resize(msg)
		return h.settle()
	case ui.Answer[historyPart]:
		if part, ok := msg.To(&h.Loading); ok {
			h.owner = part.record
			h.list.Take(h.face.Measure, part.spec, part.all)
			h.reach()
			return h.settle()
		}
	case edit.Changed:
		return h.Init()
	case ui.Answer[edit.Saved]:
		if h.saving.Done(msg.Req) {
			return h.prompt.Done(msg.Err)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return h.prompt.Update(msg)
	}
	return nil
}

// settle brings the selection back into the list, and loads more where the loaded part ends.
func (h *history) settle() tea.Cmd {
	h.list.Keep(h.list.count, h.page())
	if !h.Loaded || h.Asked.Waiting() || !h.list.ends(h.page()) {
		return nil
	}
	return h.Init()
}

func (h *history) Keys() ui.KeyMap {
	if h.prompt.Open {
		return h.prompt.Keys()
	}
	own := ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "the change in full, or the changes of a step",
			Off: h.whyNotOpen, Do: h.open},
		{Name: "undo", Keys: []string{"u"}, Show: "u", Foot: "undo", Help: "undo all that was saved in one step",
			Off: h.whyNoUndo, Do: h.undo, Saves: true},
		h.conf.Editor.Redoing(&h.saving),
	}
	if h.ofAll() {
		own = append(own,
			ui.Action{Name: "search", Keys: []string{"/"}, Show: "/", Foot: "search",
				Help: "changes with some words: who, where, which record, what, why", Do: h.askWords},
			ui.Action{Name: "record", Keys: []string{"r"}, Show: "r", Foot: "record",
				Help: "everything that happened to this record", Off: h.whyNoRecord, Do: h.openRecord})
	}
	return slices.Concat(own, ui.Extracts(h.whyNotOpen, h.extract), ui.KeyMap{
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: h.Init},
	}, ui.Moves(h.move, "line"))
}

// extract returns the changes that are shown, a row for each field.
func (h *history) extract() ui.Extract {
	src, spec, of, l := h.conf.Editor.Src, h.list.of, h.conf.Name, h.list.line()
	spec.Offset, spec.Limit, spec.PerStep = 0, 0, 0
	table := func(all provenance.History) portfolio.Table { return report.History{History: all, Of: of}.Table() }
	return ui.Extract{Command: h.command(spec), File: "history.csv",
		What: ui.Number(h.list.count, "line", "lines"), Of: nameOf(l),
		At: table(provenance.History{Entries: whole(l)}), All: func(ctx context.Context) (portfolio.Table, error) {
			all, err := src.History(ctx, spec)
			return table(all), err
		}}
}

// command returns the words of the command that prints a history; nil if none does.
func (h *history) command(spec provenance.HistorySpec) []string {
	words := []string{"history", "--limit", "0"}
	if spec.Record != "" {
		words = append(words, portfolio.ByID(spec.Record))
	}
	if all := (provenance.HistorySpec{Record: spec.Record}); spec != all {
		return nil
	}
	return words
}

// whole returns the entries of a line if all are loaded.
func whole(l provenance.Step) []provenance.Entry {
	if l == nil || l.Rest() > 0 {
		return nil
	}
	return l
}

func (h *history) whyNotOpen() string {
	switch {
	case h.list.line() != nil:
		return ""
	case h.list.count > 0:
		return "the line is still being loaded"
	case h.want.Text != "":
		return "no change has these words"
	}
	return "nothing was changed yet"
}

// whyNoUndo says why the selected change cannot be undone, empty if it can.
func (h *history) whyNoUndo() string {
	switch {
	case h.conf.Editor.Off() != "":
		return h.conf.Editor.Off()
	case h.whyNotOpen() != "":
		return h.whyNotOpen()
	case h.saving.Waiting():
		return "still undoing"
	}
	c := h.list.line()[0].Change
	_, is := provenance.Undoes(c)
	switch {
	case h.ofAll() && is:
		return "this is an undo itself; set the value on the page of " + nameOf(h.list.line())
	case h.ofAll() || c.Target() != h.owner.ID:
		return "" // only the store knows about other records
	case is:
		return "this is an undo itself; set the value with e"
	}
	if _, err := provenance.UndoOf(h.owner, c); err != nil {
		return ui.Failure("", err).Text
	}
	return ""
}

func (h *history) undo() tea.Cmd {
	l := h.list.line()
	_, name := about(l)
	return edit.AskUndo(h.conf.Editor, &h.prompt, &h.saving, l[0].Change, name)
}

// open opens the page of the selected change, or the list of the changes of the selected step.
func (h *history) open() tea.Cmd {
	l := h.list.line()
	if !l.Several() {
		return ui.Open(h.conf.Change(l))
	}
	name := nameOf(l) + ", " + edit.WhoWhere(l[0].Change) + ", " + when(l)
	return ui.Open(h.conf.Step(provenance.StepOf(l[0].Change), name))
}

// whyNoRecord says why the record of the selected line cannot be opened, empty if it can.
func (h *history) whyNoRecord() string {
	if why := h.whyNotOpen(); why != "" {
		return why
	}
	if names := h.list.line().Names(); len(names) > 1 {
		return "this step is of " + nameOf(h.list.line()) + "; enter lists them"
	}
	return ""
}

func (h *history) openRecord() tea.Cmd {
	record, name := about(h.list.line())
	return ui.Open(h.conf.Of(record, name))
}

// askWords asks for words that the listed changes must contain.
func (h *history) askWords() tea.Cmd {
	return h.prompt.Ask(edit.Prompt{Label: "Changes with the words:", Do: h.find}, h.want.Text)
}

// find lists the changes with some words.
func (h *history) find(words string) tea.Cmd {
	h.want.Text = words
	h.list.Cursor = ui.Cursor{}
	return h.Init()
}

func (h *history) move(s ui.Step) tea.Cmd {
	h.list.Move(s, h.list.count, h.page())
	return h.settle()
}

// Clears is what esc clears: the words that the changes must contain.
func (h *history) Clears() ui.Clearing {
	if h.want.Text == "" {
		return ui.Clearing{}
	}
	return ui.Clearing{Said: "Query cleared", Do: func() tea.Cmd { return h.find("") }}
}

func (h *history) Typing() bool { return h.prompt.Open }

func (h *history) Cursor() (x, y int) {
	_, x = h.prompt.Line(&h.face)
	return x, 0
}

func (h *history) Notice() ui.Notice {
	if h.prompt.Open {
		return h.prompt.Notice()
	}
	if l := h.list.line(); h.Loaded && l != nil {
		if hq := draw.Clean(l.Headquarters()); hq != "" {
			return ui.Notice{Text: hq, Tip: true}
		}
	}
	return ui.Notice{}
}

func (*history) Name() string { return "history" }

func (h *history) Pointed(_, y int) (int, bool) {
	if y -= h.above(); y < 0 {
		return 0, false
	}
	return ui.LineOf(y/h.lines(), 0, h.list.Top, h.page(), h.list.count)
}

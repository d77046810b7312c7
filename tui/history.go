package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// history is everything that happened to a record, a line a field, or to all
// records, a line a change; the newest first. Every line opens.
type history struct {
	conf historyConfig
	face face
	loading
	saving requests

	list   historyWindow
	want   portfolio.HistorySpec // what was asked for last
	owner  *portfolio.Record     // nil where all records are shown
	prompt prompt
}

type historyConfig struct {
	desk   *desk
	change func([]portfolio.Entry) screen
	of     func(record, name string) screen // the history of one record

	record, name string // empty: all records
}

func newHistory(c historyConfig, f face) *history {
	return &history{conf: c, face: f, want: portfolio.HistorySpec{Record: c.record}, saving: requests{base: c.desk.ctx},
		loading: newLoading(c.desk.ctx, "Loading the history…", "The history could not be loaded")}
}

// ofAll reports whether all records are shown.
func (h *history) ofAll() bool { return h.conf.record == "" }

// historyPart is a part of a history.
type historyPart struct {
	spec   portfolio.HistorySpec
	all    portfolio.History
	record *portfolio.Record // nil for all
}

// Init asks for the history: of one record for all of it, otherwise for what
// stands around the selected line.
func (h *history) Init() tea.Cmd {
	if h.ofAll() {
		h.want.Offset, h.want.Limit = h.list.around(h.page())
	}
	src, spec := h.conf.desk.src, h.want
	return ask(h.asked.next(), func(ctx context.Context) (part historyPart, err error) {
		if part.spec = spec; spec.Record != "" {
			part.record, err = src.Record(ctx, portfolio.ByID(spec.Record))
		}
		if err == nil {
			part.all, err = src.History(ctx, spec)
		}
		return part, err //nolint:wrapcheck // the store's own sentence
	})
}

// Update takes sizes, the answer, and what is typed.
func (h *history) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		h.face.resize(msg)
		return h.settle()
	case answer[historyPart]:
		if part, ok := msg.to(&h.loading); ok {
			h.owner = part.record
			h.list.take(part.spec, part.all)
			return h.settle()
		}
	case changed:
		return h.Init()
	case answer[saved]:
		h.saving.done(msg.req)
	case tea.KeyPressMsg, tea.PasteMsg:
		return h.prompt.update(msg)
	}
	return nil
}

// settle brings the selection back into the list, and asks for more where what
// is loaded comes to an end.
func (h *history) settle() tea.Cmd {
	h.list.keep(h.list.count, h.page())
	if !h.loaded || h.asked.waiting() || !h.list.ends(h.page()) {
		return nil
	}
	return h.Init()
}

// Keys returns what can be done.
func (h *history) Keys() keyMap {
	if h.prompt.open {
		return h.prompt.keys()
	}
	own := keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "the change in full", off: h.nothing, do: h.openChange},
		{name: "undo", keys: []string{"u"}, show: "u", foot: "undo", help: "undo the change", off: h.noUndo, do: h.undo},
	}
	if h.ofAll() {
		own = append(own,
			action{name: "search", keys: []string{"/"}, show: "/", foot: "search", help: "changes with some words: who, where, which record, what, why", do: h.askWords},
			action{name: "record", keys: []string{"r"}, show: "r", foot: "record", help: "everything that happened to this record", off: h.nothing, do: h.openRecord})
	}
	return append(append(own,
		action{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: h.Init}),
		moves(h.move, "line")...)
}

func (h *history) nothing() string {
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

// noUndo says why the selected change cannot be undone.
func (h *history) noUndo() string {
	switch {
	case h.conf.desk.off() != "":
		return h.conf.desk.off()
	case h.nothing() != "":
		return h.nothing()
	case h.saving.waiting():
		return "still undoing"
	}
	c := h.list.line()[0].Change
	_, is := c.Undoes()
	switch {
	case h.ofAll() && is:
		return "this is an undo itself; set the value on the page of " + h.list.line().name()
	case h.ofAll() || c.Target() != h.owner.ID:
		return "" // of another record: the store knows
	case is:
		return "this is an undo itself; set the value with e"
	}
	if _, err := h.owner.Undo(c); err != nil {
		return failure("", err).text
	}
	return ""
}

func (h *history) undo() tea.Cmd {
	return askUndo(h.conf.desk, &h.prompt, &h.saving, h.list.line()[0].Change)
}

// openChange opens all lines of the selected change.
func (h *history) openChange() tea.Cmd { return open(h.conf.change(h.list.change())) }

func (h *history) openRecord() tea.Cmd {
	record, name := h.list.line().about()
	return open(h.conf.of(record, name))
}

// askWords asks for the words that changes shall have.
func (h *history) askWords() tea.Cmd {
	find := func(text string) tea.Cmd {
		h.want.Text = text
		h.list.cursor = cursor{}
		return h.Init()
	}
	return h.prompt.ask(prompt{label: "Changes with the words:", do: find}, h.want.Text)
}

func (h *history) move(s step) tea.Cmd {
	h.list.move(s, h.list.count, h.page())
	return h.settle()
}

// Typing reports whether a reason or words are asked for.
func (h *history) Typing() bool { return h.prompt.open }

// Cursor returns where the next letter goes.
func (h *history) Cursor() (x, y int) {
	_, x = h.prompt.line(h.face.width)
	return x, 0
}

// Notice says what the line has to say.
func (h *history) Notice() notice {
	if h.prompt.open {
		return h.prompt.notice()
	}
	if l := h.list.line(); h.loaded && l != nil {
		if hq := clean(l[0].Headquarters()); hq != "" {
			return notice{text: hq, tip: true}
		}
	}
	return notice{}
}

// Name returns history.
func (*history) Name() string { return "history" }

// Pointed returns the line of the history at a cell.
func (h *history) Pointed(_, y int) (int, bool) {
	return lineOf(y, h.above(), h.list.top, h.page(), h.list.count)
}

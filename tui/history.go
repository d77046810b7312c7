package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// history is everything that happened to a record, the newest first. Every
// line opens.
type history struct {
	face   face
	desk   *desk
	open   func([]portfolio.Entry) screen
	name   string
	record string
	asked  requests
	saving requests

	all    []portfolio.Entry
	owner  *portfolio.Record
	loaded bool
	fault  error
	cursor cursor
	prompt prompt
}

func newHistory(d *desk, r *portfolio.Record, open func([]portfolio.Entry) screen, f face) *history {
	h := &history{face: f, desk: d, open: open, name: clean(r.Name()), record: r.ID}
	h.asked.base, h.saving.base = d.ctx, d.ctx
	return h
}

type historyLoaded struct {
	req    *request
	all    portfolio.History
	record *portfolio.Record
	err    error
}

// Init asks for the history.
func (h *history) Init() tea.Cmd {
	q, src, record := h.asked.next(), h.desk.src, h.record
	return func() tea.Msg {
		m := historyLoaded{req: q}
		if m.record, m.err = src.Record(q.ctx, portfolio.ByID(record)); m.err == nil {
			m.all, m.err = src.History(q.ctx, portfolio.HistorySpec{Record: record})
		}
		return m
	}
}

// Update takes sizes, the answer, and what is typed.
func (h *history) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		h.face.resize(msg)
		h.cursor.keep(len(h.all), h.page())
	case historyLoaded:
		if !h.asked.done(msg.req) {
			return nil
		}
		if h.fault = msg.err; msg.err == nil {
			h.all = slices.DeleteFunc(msg.all.Entries, func(e portfolio.Entry) bool { return e.Field == portfolio.FieldOn }) // notes are on this record
			h.owner, h.loaded = msg.record, true
			h.cursor.keep(len(h.all), h.page())
		}
	case changed:
		return h.Init()
	case saved:
		h.saving.done(msg.req)
	case tea.KeyPressMsg, tea.PasteMsg:
		return h.prompt.update(msg)
	}
	return nil
}

// Keys returns what can be done.
func (h *history) Keys() keyMap {
	if h.prompt.open {
		return h.prompt.keys()
	}
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "the change in full", off: h.nothing, do: h.openChange},
		{name: "undo", keys: []string{"u"}, show: "u", foot: "undo", help: "undo the change", off: h.noUndo, do: h.undo},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: h.Init},
	}, moves(h.move, "line")...)
}

func (h *history) nothing() string {
	if len(h.all) == 0 {
		return "nothing was changed yet"
	}
	return ""
}

// noUndo says why the selected change cannot be undone.
func (h *history) noUndo() string {
	switch {
	case h.desk.off() != "":
		return h.desk.off()
	case h.nothing() != "":
		return h.nothing()
	case h.saving.waiting():
		return "still undoing"
	}
	c := h.all[h.cursor.at].Change
	if c.Target() != h.owner.ID {
		return "" // of a note: the store knows
	}
	if _, is := c.Undoes(); is {
		return "this is an undo itself; set the value with e"
	}
	if _, err := h.owner.Undo(c); err != nil {
		return failure("", err).text
	}
	return ""
}

func (h *history) undo() tea.Cmd {
	return askUndo(h.desk, &h.prompt, &h.saving, h.all[h.cursor.at].Change)
}

// openChange opens all lines of the selected change.
func (h *history) openChange() tea.Cmd {
	var of []portfolio.Entry
	for _, e := range h.all {
		if e.Change.ID == h.all[h.cursor.at].Change.ID {
			of = append(of, e)
		}
	}
	return open(h.open(of))
}

func (h *history) move(s step) tea.Cmd {
	h.cursor.move(s, len(h.all), h.page())
	return nil
}

// Typing reports whether a reason is asked for.
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
	if h.loaded && h.cursor.at < len(h.all) {
		if hq := clean(h.all[h.cursor.at].Headquarters()); hq != "" {
			return notice{text: hq, tip: true}
		}
	}
	return notice{}
}

func (h *history) above() int {
	if h.face.height >= 14 {
		return 3
	}
	return 2
}

func (h *history) page() int { return max(h.face.height-h.above(), 1) }

// View draws the lines, or says why there is none.
func (h *history) View() string {
	w, height := h.face.width, h.face.height
	lines := []string{h.caption()}
	switch {
	case h.fault != nil:
		lines = append(lines, failed("The history could not be loaded", h.fault, w, height-1)...)
	case !h.loaded:
		lines = append(lines, centred([]string{"Loading the history…"}, w, height-1)...)
	case len(h.all) == 0:
		lines = append(lines, centred([]string{"Nothing was changed yet: all is as in the document."}, w, height-1)...)
	default:
		if h.above() > 2 {
			lines = append(lines, "")
		}
		lines = append(lines, h.rows()...)
	}
	return page(lines, w, height)
}

func (h *history) caption() string {
	if h.prompt.open {
		text, _ := h.prompt.line(h.face.width)
		return text
	}
	n := count(portfolio.Count(len(h.all)).Shown(), "line", "lines")
	return sides(" "+h.face.look.title.Render(h.name)+"   history", n, h.face.width)
}

// rows returns the head and the lines that are in sight.
func (h *history) rows() []string {
	cols, places := h.columns()
	lines := []string{h.face.look.head.Render(blanks(gutterWidth) + heads(cols))}
	for i := range h.page() {
		at := h.cursor.top + i
		if at >= len(h.all) {
			break
		}
		e := &h.all[at]
		all := historyValues(e)
		values := make([]string, len(places))
		for j, p := range places {
			values[j] = all[p]
		}
		text := joinRow(cols, values)
		if e.Stands == portfolio.StandsReplaced {
			text = h.face.look.muted.Render(text)
		}
		lines = append(lines, gutter(at == h.cursor.at)+text)
	}
	return lines
}

// columns returns the columns that fit, and which they are.
func (h *history) columns() (cols []column, places []int) {
	who := 6
	for i := range h.all {
		who = max(who, min(width(whoWhere(h.all[i].Change)), 20))
	}
	all := []column{{head: "WHEN", width: 11}, {head: "WHO", width: who, drop: 3, least: 20}, {head: "WHAT"},
		{head: "STANDS", width: 8, drop: 2, least: 16}, {head: "REASON", width: 20, drop: 4, least: 34}}
	places, rest := fitColumns(all, 2, h.face.width)
	for _, at := range places {
		c := all[at]
		if at == 2 {
			c.width = rest
		}
		cols = append(cols, c)
	}
	return cols, places
}

func historyValues(e *portfolio.Entry) []string {
	return []string{portfolio.DateOf(e.Change.At).Shown(), whoWhere(e.Change), entryText(e), e.Brief(), clean(e.Change.Reason)}
}

func whoWhere(c *portfolio.Change) string { return clean(c.Person) + " @ " + clean(c.Office()) }

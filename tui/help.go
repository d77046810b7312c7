package tui

import (
	tea "charm.land/bubbletea/v2"
)

// help is the page of keys of the screen below, made from its actions.
type help struct {
	pager
	own, global keyMap
}

func newHelp(own, global keyMap, f face) *help {
	h := &help{own: own, global: global}
	h.pager = pager{face: f, text: h.lines}
	return h
}

// Init asks for nothing.
func (h *help) Init() tea.Cmd { return nil }

// Update takes sizes.
func (h *help) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		h.resize(m)
	}
	return nil
}

// Keys returns how to move.
func (h *help) Keys() keyMap { return h.keys() }

// View draws the page.
func (h *help) View() string {
	return page(h.seen(), h.face.width, h.face.height)
}

func (h *help) lines() []string {
	lines := h.section("Keys here", 12, keysOf(h.own))
	lines = append(lines, "")
	lines = append(lines, h.section("Keys everywhere", 12, keysOf(h.global))...)
	lines = append(lines, "")
	lines = append(lines, h.section("Signs", 12, signs)...)
	lines = append(lines, "")
	return append(lines, h.section("Queries", 19, queryHelp)...)
}

// helpText is something to press or to type, and what it does.
type helpText struct{ what, does string }

func keysOf(m keyMap) []helpText {
	out := make([]helpText, len(m))
	for i, a := range m {
		out[i] = helpText{a.show, a.help}
	}
	return out
}

// signs are explained here too, since small screens have no room for legends.
var signs = []helpText{
	{"*", "a provisional number: the document gives none yet"},
	{"+", "at the left: the project is marked"},
	{"~", "a day that is only assumed"},
	{"–", "unknown"},
	{"·", "nothing"},
	{"…", "text goes on; a wider screen or the page behind enter has all of it"},
}

// queryHelp shows the query language by examples.
var queryHelp = []helpText{
	{"pira", "how a word begins, in number, title, country, programme or service line"},
	{"region:west-africa", "one of a list; likewise programme, line, country, kind, status"},
	{"line:DRG,TIP", "either of two"},
	{"approved>1m", "more than a million; likewise overall, shortfall"},
	{"end<2012", "before 2012; likewise start"},
	{"start>=2010-06", "in June 2010 or later"},
	{"-kind:field", "turned round: all but these"},
	{"pira end<2012", "both"},
	{"", "While a query is typed every key goes into it but ctrl+c, which quits; enter keeps what is found, esc goes back to what was shown before."},
}

// section returns a part of the page under a title: what to press or type in
// some cells, and beside it what it does. Texts without the first have the
// whole line.
func (h *help) section(title string, cells int, texts []helpText) []string {
	lines := []string{" " + h.face.look.title.Render(title), ""}
	for _, t := range texts {
		head := blanks(gutterWidth) + left(t.what, cells) + " "
		if t.what == "" {
			head = blanks(gutterWidth)
		}
		for _, l := range wrap(t.does, max(h.face.width-width(head)-1, 10)) {
			lines = append(lines, head+l)
			head = blanks(width(head))
		}
	}
	return lines
}

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// help is the page of keys of the screen below, made from its actions. It can
// be searched: only what fits the words stays.
type help struct {
	pager
	own, global keyMap
	prompt      prompt
	words       string
}

func newHelp(own, global keyMap, f face) *help {
	h := &help{own: own, global: global}
	h.pager = pager{face: f, text: h.lines}
	return h
}

// Update takes sizes and what is typed.
func (h *help) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		h.resize(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return h.prompt.update(msg)
	}
	return nil
}

// Keys returns how to move and to search.
func (h *help) Keys() keyMap {
	if h.prompt.open {
		return h.prompt.keys()
	}
	search := action{name: "search", keys: []string{"/"}, show: "/", foot: "search", help: "show only what fits some words", do: h.search}
	return append(keyMap{search}, h.pager.Keys()...)
}

// search asks for words; what fits them is shown while they are typed.
func (h *help) search() tea.Cmd {
	typed := func(words string) tea.Cmd { h.narrow(words); return nil }
	left := func() tea.Cmd { h.narrow(""); return nil }
	return h.prompt.ask(prompt{label: "Help on:", typed: typed, do: typed, left: left}, h.words)
}

func (h *help) narrow(words string) { h.words, h.scroll = words, cursor{} }

// Typing reports whether words are typed.
func (h *help) Typing() bool { return h.prompt.open }

// Cursor returns where the next letter goes.
func (h *help) Cursor() (x, y int) {
	_, x = h.prompt.line(h.face.width)
	return x, 0
}

// View draws the page, and what is searched for above it.
func (h *help) View() string {
	lines := h.seen()
	switch {
	case h.prompt.open:
		text, _ := h.prompt.line(h.face.width)
		lines = append([]string{text}, lines...)
	case h.words != "":
		lines = append([]string{cut(" Help on: "+clean(h.words), h.face.width)}, lines...)
	}
	return page(lines, h.face.width, h.face.height)
}

func (h *help) lines() []string {
	var lines []string
	for _, s := range h.sections() {
		texts := s.fitting(h.words)
		if len(texts) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, h.section(s.title, s.cells, texts)...)
	}
	if len(lines) == 0 {
		return []string{"   nothing fits " + clean(h.words)}
	}
	return lines
}

// helpSection is a part of the page.
type helpSection struct {
	title string
	cells int // of what is pressed or typed
	texts []helpText
}

func (h *help) sections() []helpSection {
	return []helpSection{
		{"Keys here", 12, keysOf(h.own)},
		{"Keys everywhere", 12, keysOf(h.global)},
		{"Signs", 12, signs},
		{"Queries", 19, queryHelp},
	}
}

// fitting returns the texts of a section that have every word, or its title has.
func (s *helpSection) fitting(words string) []helpText {
	var out []helpText
	for _, t := range s.texts {
		if hasWords(s.title+" "+t.what+" "+t.does, words) {
			out = append(out, t)
		}
	}
	return out
}

func hasWords(text, words string) bool {
	text = strings.ToLower(text)
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
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

// Name returns help.
func (*help) Name() string { return "help" }

// Spoken says what every key does, or asks for words.
func (h *help) Spoken() spoken {
	if h.prompt.open {
		return h.prompt.spoken()
	}
	s := spoken{title: "Help."}
	if h.words != "" {
		s.title = sentence("Help on " + clean(h.words))
	}
	for _, part := range h.sections() {
		for _, t := range part.fitting(h.words) {
			s.facts = append(s.facts, sentence(labelled(t.what, t.does)))
		}
	}
	if len(s.facts) == 0 {
		s.facts = []string{"Nothing fits."}
	}
	return s
}

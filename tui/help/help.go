package help

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Page is the page of keys of the screen below, made from its actions. A search narrows it to lines
// with all words.
type Page struct {
	ui.Pager
	own, global ui.KeyMap
	codes       []Text // short names on the screens, and what they stand for
	prompt      edit.Prompt
	words       string
}

func New(own, global ui.KeyMap, codes []Text, f draw.Frame) *Page {
	h := &Page{own: own, global: global, codes: codes}
	h.Pager = ui.Pager{Face: f, Text: h.lines}
	return h
}

func (h *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		h.Resize(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return h.prompt.Update(msg)
	}
	return nil
}

// Keys returns the actions that scroll and search.
func (h *Page) Keys() ui.KeyMap {
	if h.prompt.Open {
		return h.prompt.Keys()
	}
	search := ui.Action{Name: "search", Keys: []string{"/"}, Show: "/", Foot: "search",
		Help: "show only what fits some words", Do: h.search}
	return append(ui.KeyMap{search}, h.Pager.Keys()...)
}

// search asks for words, and narrows the page while they are typed.
func (h *Page) search() tea.Cmd {
	typed := func(words string) tea.Cmd { h.narrow(words); return nil }
	left := func() tea.Cmd { h.narrow(""); return nil }
	return h.prompt.Ask(edit.Prompt{Label: "Help on:", Typed: typed, Do: typed, Left: left}, h.words)
}

func (h *Page) narrow(words string) { h.words, h.Scroll = words, ui.Cursor{} }

func (h *Page) Typing() bool { return h.prompt.Open }

func (h *Page) Cursor() (x, y int) {
	_, x = h.prompt.Line(&h.Face)
	return x, 0
}

// View draws the page, and above it the words searched for.
func (h *Page) View() string {
	lines := h.Seen()
	switch {
	case h.prompt.Open:
		text, _ := h.prompt.Line(&h.Face)
		lines = append([]string{text}, lines...)
	case h.words != "":
		lines = append([]string{h.Face.Cut(" Help on: "+draw.Clean(h.words), h.Face.Width)}, lines...)
	}
	return h.Face.Page(lines)
}

func (h *Page) lines() []string {
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
		return []string{"   nothing fits " + draw.Clean(h.words)}
	}
	return lines
}

// section is a section of the page.
type section struct {
	title string
	cells int // width of the keys, in cells
	texts []Text
}

func (h *Page) sections() []section {
	return []section{
		{"Keys here", 12, keysOf(h.own)},
		{"Keys everywhere", 12, keysOf(h.global)},
		{"Signs", 12, h.signs()},
		{"Service lines", 12, h.codes},
		{"Queries", 19, Queries},
	}
}

// fitting returns the lines of a section that contain every word; all lines if its title does.
func (s *section) fitting(words string) []Text {
	var out []Text
	for _, t := range s.texts {
		if ui.HasWords(s.title+" "+t.What+" "+t.Does, words) {
			out = append(out, t)
		}
	}
	return out
}

// Text is something to press or type, and what it does.
type Text struct{ What, Does string }

func keysOf(m ui.KeyMap) []Text {
	out := make([]Text, len(m))
	for i, a := range m {
		out[i] = Text{a.Show, a.Help}
	}
	return out
}

// signs are explained here too, since small screens have no room for legends. They are given as the
// screens show them: in ASCII some take two cells, and there the cell beside them is free.
func (h *Page) signs() []Text {
	cut, other := "…", draw.Otherwise
	if h.Face.Styles.ASCII {
		cut, other = "..", "!="
	}
	all := []Text{
		{"*", "behind a number: it is provisional, since the document gives none yet"},
		{"!", "behind a number: values of the project do not fit together"},
		{"+", "at the left: the project is marked"},
		{"~", "behind a date: it is only assumed"},
		{other, "behind a figure: the document prints another one"},
		{"–", "unknown"},
		{"0", "somebody stated 0; a cell is empty where no project states the figure"},
		{cut, "text goes on; a wider screen or the page behind enter has all of it"},
	}
	if h.Face.Styles.Plain() {
		all = append(all, Text{draw.PlainHeights, "a row of these: years or bars, each beside the highest, from a quarter to all of it"})
	}
	return all
}

// Queries shows the query language by examples.
var Queries = []Text{
	{"pira", "how a word begins, in number, title, country, programme or service line"},
	{"region:West Africa", "a name as it is shown, or its code; likewise programme, line, country, kind, status"},
	{"line:DRG,TIP", "either of two; title:piracy,maritime has either word in the title"},
	{"piracy OR maritime", "either; terms beside one another go together first, and parentheses group: (a OR b) c"},
	{"approved>1m", "more than a million; likewise overall, shortfall"},
	{"end<2012", "before 2012; likewise start"},
	{"start>=2010-06", "in June 2010 or later"},
	{"end:6 months", "within six months from the as-of date, also end:6m; end:-1y in the year before it"},
	{"year:2010..2013", "amounts in these years only, here and in every total; the rest is stated as outside"},
	{"place:west-africa", "amounts in this place, and in those within it, only"},
	{"-kind:field", "all but these: a minus sign excludes"},
	{"pira end<2012", "both; in quotes, signs and words such as OR are text"},
	{"", "While a query is typed every key goes into it but ctrl+c, which quits; enter keeps what is found, esc goes back to what was shown before."},
}

// section returns a section below its title: the keys in so many cells, and beside them what they
// do. Lines without keys have the whole width.
func (h *Page) section(title string, cells int, texts []Text) []string {
	lines := []string{" " + h.Face.Styles.Title.Render(title), ""}
	for _, t := range texts {
		head := draw.Blanks(draw.GutterWidth) + h.Face.Left(t.What, cells) + " "
		if t.What == "" {
			head = draw.Blanks(draw.GutterWidth)
		}
		for _, l := range h.Face.Wrap(t.Does, max(h.Face.Width-h.Face.Cells(head)-1, 10)) {
			lines = append(lines, head+l)
			head = draw.Blanks(h.Face.Cells(head))
		}
	}
	return lines
}

func (*Page) Name() string { return "help" }

func (h *Page) Spoken() ui.Spoken {
	if h.prompt.Open {
		return h.prompt.Spoken()
	}
	s := ui.Spoken{Title: "Help."}
	if h.words != "" {
		s.Title = draw.Sentence("Help on " + draw.Clean(h.words))
	}
	for _, part := range h.sections() {
		for _, t := range part.fitting(h.words) {
			s.Facts = append(s.Facts, draw.Sentence(ui.Labelled(t.What, t.Does)))
		}
	}
	if len(s.Facts) == 0 {
		s.Facts = []string{"Nothing fits."}
	}
	return s
}

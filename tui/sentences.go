package tui

import tea "charm.land/bubbletea/v2"

// sentences is a page of sentences that scrolls.
type sentences struct {
	pager
	title string
	all   []string
}

func newSentences(title string, of []string, f face) *sentences {
	r := &sentences{title: title, all: of}
	r.pager = pager{face: f, text: r.lines}
	return r
}

// Init asks for nothing.
func (r *sentences) Init() tea.Cmd { return nil }

// Update takes sizes.
func (r *sentences) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		r.resize(m)
	}
	return nil
}

// Keys returns how to move.
func (r *sentences) Keys() keyMap { return r.keys() }

// View draws the page.
func (r *sentences) View() string { return page(r.seen(), r.face.width, r.face.height) }

func (r *sentences) lines() []string {
	s := newSheet(r.title, r.face)
	for _, x := range r.all {
		s.lines = append(s.lines, indent(wrap(clean(x), s.face.width-gutterWidth-1), gutterWidth)...)
	}
	return s.lines
}

// Name returns report.
func (*sentences) Name() string { return "report" }

// Spoken says the sentences.
func (r *sentences) Spoken() spoken { return r.spoken("") }

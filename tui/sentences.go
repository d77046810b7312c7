package tui

import "fieldfolio/portfolio"

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

func (r *sentences) lines() []string {
	s := newSheet(r.face)
	s.title(r.title)
	for _, x := range r.all {
		s.lines = append(s.lines, indent(wrap(clean(x), s.face.width-gutterWidth-1), gutterWidth)...)
	}
	return s.lines
}

// Name returns report.
func (*sentences) Name() string { return "report" }

// Spoken says the sentences.
func (r *sentences) Spoken() spoken {
	return spoken{title: sentence(r.title), facts: spokenTexts(portfolio.Texts(r.all))}
}

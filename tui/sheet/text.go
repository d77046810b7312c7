package sheet

import (
	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Text is a page of sentences that scrolls.
type Text struct {
	ui.Pager
	title string
	all   []string
}

// NewText returns the page of some sentences under a title.
func NewText(title string, of []string, f draw.Frame) *Text {
	r := &Text{title: title, all: of}
	r.Pager = ui.Pager{Face: f, Text: r.lines}
	return r
}

func (r *Text) lines() []string {
	s := New(r.Face)
	s.title(r.title)
	for _, x := range r.all {
		s.Lines = append(s.Lines, s.Face.Paragraph(draw.Clean(x))...)
	}
	return s.Lines
}

func (*Text) Name() string { return "report" }

func (r *Text) Spoken() ui.Spoken {
	return ui.Spoken{Title: draw.Sentence(r.title), Facts: draw.SpokenTexts(portfolio.Texts(r.all))}
}

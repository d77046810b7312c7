package ui

import (
	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
)

// sentences is a page of sentences that scrolls.
type sentences struct {
	Pager
	title string
	all   []string
}

func NewSentences(title string, of []string, f draw.Frame) *sentences {
	r := &sentences{title: title, all: of}
	r.Pager = Pager{Face: f, Text: r.lines}
	return r
}

func (r *sentences) lines() []string {
	s := NewSheet(r.Face)
	s.title(r.title)
	for _, x := range r.all {
		s.Lines = append(s.Lines, draw.Indent(draw.Wrap(draw.Clean(x), s.Face.Width-draw.GutterWidth-1), draw.GutterWidth)...)
	}
	return s.Lines
}

func (*sentences) Name() string { return "report" }

func (r *sentences) Spoken() Spoken {
	return Spoken{Title: draw.Sentence(r.title), Facts: draw.SpokenTexts(portfolio.Texts(r.all))}
}

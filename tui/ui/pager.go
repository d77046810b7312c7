package ui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
)

// Pager is a text that scrolls below its caption.
type Pager struct {
	Face   draw.Frame
	Scroll Cursor
	Text   func() []string // in the width of Face; no lines until loaded
	Above  int             // number of caption lines
}

// Resize sets the size.
func (p *Pager) Resize(m tea.WindowSizeMsg) {
	p.Face.Resize(m)
	p.Hold()
}

// Hold keeps lines in sight after the text was made again.
func (p *Pager) Hold() { p.Scroll.hold(len(p.Text()), p.page()) }

func (p *Pager) page() int { return max(p.Face.Height-p.Above, 1) }

func (p *Pager) move(s Step) tea.Cmd {
	p.Scroll.Scroll(s, len(p.Text()), p.page())
	return nil
}

// Init requests nothing: the text is known.
func (p *Pager) Init() tea.Cmd { return nil }

func (p *Pager) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		p.Resize(m)
	}
	return nil
}

// Keys are the actions that scroll.
func (p *Pager) Keys() KeyMap { return Scrolls(p.move, p.Notice()) }

func (p *Pager) View() string { return p.Face.Page(p.Seen()) }

func (p *Pager) Notice() Notice { return p.Scroll.More(len(p.Text()), p.page()) }

// Seen returns the text from the first line in sight.
func (p *Pager) Seen() []string { return p.Text()[p.Scroll.Top:] }

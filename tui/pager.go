package tui

import tea "charm.land/bubbletea/v2"

// pager is a text that scrolls below its caption.
type pager struct {
	face   face
	scroll cursor
	text   func() []string // in the width of the face; none until it is loaded
	above  int             // lines of the caption
}

// resize takes a size.
func (p *pager) resize(m tea.WindowSizeMsg) {
	p.face.resize(m)
	p.scroll.hold(len(p.text()), p.page())
}

func (p *pager) page() int { return max(p.face.height-p.above, 1) }

func (p *pager) move(s step) tea.Cmd {
	p.scroll.scroll(s, len(p.text()), p.page())
	return nil
}

// Init asks for nothing: what the page shows is known.
func (p *pager) Init() tea.Cmd { return nil }

// Update takes sizes.
func (p *pager) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		p.resize(m)
	}
	return nil
}

// Keys are those that scroll.
func (p *pager) Keys() keyMap { return scrolls(p.move, p.Notice()) }

// View draws what is in sight.
func (p *pager) View() string { return page(p.seen(), p.face.width, p.face.height) }

// Notice says whether there is more.
func (p *pager) Notice() notice { return p.scroll.more(len(p.text()), p.page()) }

// seen returns the lines from the first one that is shown.
func (p *pager) seen() []string { return p.text()[p.scroll.top:] }

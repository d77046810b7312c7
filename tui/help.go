package tui

import (
	tea "charm.land/bubbletea/v2"
)

// help is the page of keys of the screen below, made from its actions.
type help struct {
	own, global   keyMap
	look          styles
	width, height int
	place         cursor
}

func newHelp(own, global keyMap, look styles) *help {
	return &help{own: own, global: global, look: look}
}

// Init asks for nothing.
func (h *help) Init() tea.Cmd { return nil }

// Update takes sizes.
func (h *help) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		h.width, h.height = m.Width, m.Height
		h.place.hold(len(h.lines()), h.height)
	}
	return nil
}

// Keys returns how to move.
func (h *help) Keys() keyMap { return scrolls(h.scroll, h.Notice()) }

func (h *help) scroll(s step) tea.Cmd {
	h.place.scroll(s, len(h.lines()), h.height)
	return nil
}

// Notice says whether there is more.
func (h *help) Notice() notice { return h.place.more(len(h.lines()), h.height) }

// View draws the page.
func (h *help) View() string {
	lines := h.lines()
	return page(lines[h.place.top:], h.width, h.height)
}

func (h *help) lines() []string {
	lines := []string{h.look.title.Render(" Keys here"), ""}
	lines = append(lines, helpLines(h.own)...)
	lines = append(lines, "", h.look.title.Render(" Keys everywhere"), "")
	lines = append(lines, helpLines(h.global)...)
	return append(lines, append([]string{"", h.look.title.Render(" Queries"), ""}, indent(wrap(queryHelp, max(h.width-6, 10)), 3)...)...)
}

const queryHelp = "Terms joined by blanks are all required. piracy looks for a word. " +
	"region:west-africa, line:DRG, country:ML, kind:field and status:active select by a list; a,b means either. " +
	"approved>1m, end<2012 and start>=2010-06 compare. A minus in front turns a term round: -region:west-africa."

func helpLines(m keyMap) []string {
	lines := make([]string, len(m))
	for i, a := range m {
		lines[i] = "   " + left(a.show, 12) + " " + a.help
	}
	return lines
}

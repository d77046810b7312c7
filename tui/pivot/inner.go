package pivot

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// innerChoice is the line in which the dimension for expanding rows is chosen.
type innerChoice struct {
	open bool
	of   []breakdown.Dimension
	at   int
	then []string // the rows to expand by it
}

// innerFirst are the dimensions offered first.
var innerFirst = []breakdown.Dimension{breakdown.ByCountry, breakdown.ByLine, breakdown.ByRegion}

// choose opens the line. rows are expanded once a dimension is chosen.
func (b *Breakdown) choose(rows ...string) {
	c := innerChoice{open: true, then: rows}
	for _, d := range breakdown.Dimensions {
		if !d.Alike(b.want.rows) && d != b.want.cols { // with a like dimension every row would contain just one
			c.of = append(c.of, d)
		}
	}
	for _, d := range append([]breakdown.Dimension{b.want.inner}, innerFirst...) {
		if i := slices.Index(c.of, d); i >= 0 {
			c.at = i
			break
		}
	}
	b.inner = c
}

// keys are the actions while the line is open.
func (c *innerChoice) keys(b *Breakdown) ui.KeyMap {
	m := ui.KeyMap{
		{Name: "inner-take", Keys: []string{"enter"}, Show: "enter", Foot: "expand", Help: "expand by what is chosen",
			Do: b.takeInner},
		{Name: "inner-left", Keys: []string{"left", "up", "shift+tab"}, Show: "←", Foot: "→ choose", Help: "the one before",
			Do: c.move(-1)},
		{Name: "inner-right", Keys: []string{"right", "down", "tab"}, Show: "→", Help: "the next one", Do: c.move(1)},
		{Name: "inner-leave", Keys: []string{"esc"}, Show: "esc", Foot: "leave", Help: "leave it as it is", Do: c.leave},
	}
	taken := ""
	for i, d := range c.of {
		l := firstFree(string(d), taken)
		taken += l
		m = append(m, ui.Action{Name: "inner-" + string(d), Keys: []string{l}, Show: l, Help: "choose " + string(d),
			Do: func() tea.Cmd { c.at = i; return nil }})
	}
	return m
}

// firstFree returns the first letter of a name that is not taken, empty if all are.
func firstFree(name, taken string) string {
	for _, r := range name {
		if !strings.ContainsRune(taken, r) {
			return string(r)
		}
	}
	return ""
}

func (c *innerChoice) move(by int) func() tea.Cmd {
	return func() tea.Cmd { c.at = (c.at + by + len(c.of)) % len(c.of); return nil }
}

func (c *innerChoice) leave() tea.Cmd {
	c.open = false
	return nil
}

// takeInner expands rows by the chosen dimension.
func (b *Breakdown) takeInner() tea.Cmd {
	b.inner.open = false
	b.want.inner = b.inner.of[b.inner.at]
	b.keep(func() { b.setOpen(true, b.inner.then...) })
	return b.load()
}

// line draws the line in the width of a frame, the chosen dimension in brackets.
func (c *innerChoice) line(face *draw.Frame, rows breakdown.Dimension) string {
	text := " below each " + string(rows) + ":"
	if face.Width < 60 {
		text = " by"
	}
	for i, d := range c.of {
		before := " "
		switch i {
		case c.at:
			before = "["
		case c.at + 1:
			before = "]"
		}
		text += before + string(d)
	}
	if c.at == len(c.of)-1 {
		text += "]"
	}
	return face.Cut(text, face.Width)
}

// setOpen expands or collapses rows.
func (b *Breakdown) setOpen(open bool, rows ...string) {
	all := map[string]bool{}
	for code := range b.options.open {
		all[code] = true
	}
	for _, code := range rows {
		if all[code] = open; !open {
			delete(all, code)
		}
	}
	b.options.open = all
}

func (b *Breakdown) whyNoRow() string {
	if why := b.none(); why != "" {
		return why
	}
	if b.row() == totalRow {
		return "the total has nothing below it; E expands all rows"
	}
	return ""
}

// expanded reports whether the selected row, or the one that contains it, is expanded.
func (b *Breakdown) expanded() bool {
	return b.shown.shape.inner != "" && b.options.open[b.row().code]
}

func (b *Breakdown) whyNoExpanding() string {
	if why := b.whyNoRow(); why != "" {
		return why
	}
	if b.expanded() {
		return "it is expanded already; - collapses it"
	}
	return ""
}

func (b *Breakdown) whyNoCollapsing() string {
	if why := b.whyNoRow(); why != "" {
		return why
	}
	if !b.expanded() {
		return "nothing is expanded here; + expands the row"
	}
	return ""
}

// expand expands or collapses the selected row; the first time it asks for the dimension.
func (b *Breakdown) expand() tea.Cmd {
	switch {
	case b.want.inner == "":
		b.choose(b.row().code)
	case b.expanded():
		return b.collapse()
	default:
		b.keep(func() { b.setOpen(true, b.row().code) })
		b.reveal()
	}
	return nil
}

// reveal scrolls so that the rows inside the selected one are in sight, as far as there is room.
func (b *Breakdown) reveal() {
	last := b.rows.At
	for last+1 < len(b.grid.lines) && b.grid.lines[last+1].row.code == b.row().code {
		last++
	}
	b.rows.Top = min(max(b.rows.Top, last-b.page()+1), b.rows.At)
	b.settle()
}

// collapse collapses the selected row, or the one that contains it and selects that.
func (b *Breakdown) collapse() tea.Cmd {
	b.keep(func() { b.setOpen(false, b.row().code) })
	return nil
}

// expandAll expands all rows, or collapses them if all are expanded.
func (b *Breakdown) expandAll() tea.Cmd {
	if b.want.inner == "" {
		b.choose(b.shown.rows...)
		return nil
	}
	open := slices.ContainsFunc(b.shown.rows, func(code string) bool { return !b.options.open[code] })
	b.keep(func() { b.setOpen(open, b.shown.rows...) })
	return nil
}

// chooseInner asks for another dimension to expand rows by.
func (b *Breakdown) chooseInner() tea.Cmd {
	if row := b.row(); row != totalRow {
		b.choose(row.code)
	} else {
		b.choose()
	}
	return nil
}

// spoken asks for the dimension to expand rows by.
func (c *innerChoice) spoken(rows breakdown.Dimension) ui.Spoken {
	s := ui.SpokenList(len(c.of), func(i int) string { return string(c.of[i]) }, &c.at, func() {})
	s.Title = "Expand each " + string(rows) + " by."
	return s
}

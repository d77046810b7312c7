package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// innerChoice is the line in which the dimension below the rows is chosen.
type innerChoice struct {
	open bool
	of   []portfolio.Dimension
	at   int
	then []string // the rows to be expanded by it
}

// innerFirst are dimensions as they are offered first.
var innerFirst = []portfolio.Dimension{portfolio.ByCountry, portfolio.ByLine, portfolio.ByRegion}

// choose opens the line; rows are those that shall be expanded.
func (b *breakdown) choose(rows ...string) {
	c := innerChoice{open: true, then: rows}
	for _, d := range portfolio.Dimensions {
		if !d.Alike(b.want.rows) && d != b.want.cols { // of those alike every row would have one below it
			c.of = append(c.of, d)
		}
	}
	for _, d := range append([]portfolio.Dimension{b.want.inner}, innerFirst...) {
		if i := slices.Index(c.of, d); i >= 0 {
			c.at = i
			break
		}
	}
	b.inner = c
}

// keys are those of the line while it is open.
func (c *innerChoice) keys(b *breakdown) keyMap {
	m := keyMap{
		{name: "inner-take", keys: []string{"enter"}, show: "enter", foot: "expand", help: "expand by what is chosen", do: b.takeInner},
		{name: "inner-left", keys: []string{"left", "up", "shift+tab"}, show: "←", foot: "→ choose", help: "the one before", do: c.move(-1)},
		{name: "inner-right", keys: []string{"right", "down", "tab"}, show: "→", help: "the next one", do: c.move(1)},
		{name: "inner-leave", keys: []string{"esc"}, show: "esc", foot: "leave", help: "leave it as it is", do: c.leave},
	}
	taken := ""
	for i, d := range c.of {
		l := firstFree(string(d), taken)
		taken += l
		m = append(m, action{name: "inner-" + string(d), keys: []string{l}, show: l, help: "choose " + string(d), do: func() tea.Cmd { c.at = i; return nil }})
	}
	return m
}

// firstFree returns the first letter of a name that is not taken; empty if all are.
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

// takeInner expands rows by what is chosen.
func (b *breakdown) takeInner() tea.Cmd {
	b.inner.open = false
	b.want.inner = b.inner.of[b.inner.at]
	b.keep(func() { b.setOpen(true, b.inner.then...) })
	return b.load()
}

// line draws the line in w cells, the chosen one between brackets.
func (c *innerChoice) line(rows portfolio.Dimension, w int) string {
	text := " below each " + string(rows) + ":"
	if w < 60 {
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
	return cut(text, w)
}

// setOpen expands or collapses rows.
func (b *breakdown) setOpen(open bool, rows ...string) {
	all := map[string]bool{}
	for code := range b.sight.open {
		all[code] = true
	}
	for _, code := range rows {
		if all[code] = open; !open {
			delete(all, code)
		}
	}
	b.sight.open = all
}

func (b *breakdown) noRow() string {
	if why := b.none(); why != "" {
		return why
	}
	if b.row() == totalRow {
		return "the total has nothing below it; E expands all rows"
	}
	return ""
}

// expanded reports whether the selected row, or that which it is below, is.
func (b *breakdown) expanded() bool {
	return b.shown.shape.inner != "" && b.sight.open[b.row().code]
}

func (b *breakdown) noExpanding() string {
	if why := b.noRow(); why != "" {
		return why
	}
	if b.expanded() {
		return "it is expanded already; - collapses it"
	}
	return ""
}

func (b *breakdown) noCollapsing() string {
	if why := b.noRow(); why != "" {
		return why
	}
	if !b.expanded() {
		return "nothing is expanded here; + expands the row"
	}
	return ""
}

// expand expands the selected row, or collapses it; the first time it asks by
// what.
func (b *breakdown) expand() tea.Cmd {
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

// reveal scrolls so that the rows below the selected one are seen, as many as
// have room under it.
func (b *breakdown) reveal() {
	last := b.rows.at
	for last+1 < len(b.grid.lines) && b.grid.lines[last+1].row.code == b.row().code {
		last++
	}
	b.rows.top = min(max(b.rows.top, last-b.page()+1), b.rows.at)
	b.settle()
}

// collapse collapses the selected row, or that which it is below, which is
// selected then.
func (b *breakdown) collapse() tea.Cmd {
	b.keep(func() { b.setOpen(false, b.row().code) })
	return nil
}

// expandAll expands all rows, or collapses them if all are.
func (b *breakdown) expandAll() tea.Cmd {
	if b.want.inner == "" {
		b.choose(b.shown.rows...)
		return nil
	}
	open := slices.ContainsFunc(b.shown.rows, func(code string) bool { return !b.sight.open[code] })
	b.keep(func() { b.setOpen(open, b.shown.rows...) })
	return nil
}

// chooseInner asks for another dimension below the rows.
func (b *breakdown) chooseInner() tea.Cmd {
	if row := b.row(); row != totalRow {
		b.choose(row.code)
	} else {
		b.choose()
	}
	return nil
}

// spoken asks for the dimension below the rows.
func (c *innerChoice) spoken(rows portfolio.Dimension) spoken {
	s := spokenList(len(c.of), func(i int) string { return string(c.of[i]) }, &c.at, func() {})
	s.title = "Expand each " + string(rows) + " by."
	return s
}

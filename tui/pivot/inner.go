package pivot

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// innerChoice is the line in which the dimension below the rows is chosen.
type innerChoice struct {
	Open bool
	of   []portfolio.Dimension
	at   int
	then []string // the rows to be expanded by it
}

// innerFirst are dimensions as they are offered first.
var innerFirst = []portfolio.Dimension{portfolio.ByCountry, portfolio.ByLine, portfolio.ByRegion}

// choose opens the line; rows are those that shall be expanded.
func (b *Breakdown) choose(rows ...string) {
	c := innerChoice{Open: true, then: rows}
	for _, d := range portfolio.Dimensions {
		if !d.Alike(b.Want.Rows) && d != b.Want.Cols { // of those alike every row would have one below it
			c.of = append(c.of, d)
		}
	}
	for _, d := range append([]portfolio.Dimension{b.Want.Inner}, innerFirst...) {
		if i := slices.Index(c.of, d); i >= 0 {
			c.at = i
			break
		}
	}
	b.Inner = c
}

// keys are those of the line while it is open.
func (c *innerChoice) keys(b *Breakdown) ui.KeyMap {
	m := ui.KeyMap{
		{Name: "inner-take", Keys: []string{"enter"}, Show: "enter", Foot: "expand", Help: "expand by what is chosen", Do: b.takeInner},
		{Name: "inner-left", Keys: []string{"left", "up", "shift+tab"}, Show: "←", Foot: "→ choose", Help: "the one before", Do: c.move(-1)},
		{Name: "inner-right", Keys: []string{"right", "down", "tab"}, Show: "→", Help: "the next one", Do: c.move(1)},
		{Name: "inner-leave", Keys: []string{"esc"}, Show: "esc", Foot: "leave", Help: "leave it as it is", Do: c.leave},
	}
	taken := ""
	for i, d := range c.of {
		l := firstFree(string(d), taken)
		taken += l
		m = append(m, ui.Action{Name: "inner-" + string(d), Keys: []string{l}, Show: l, Help: "choose " + string(d), Do: func() tea.Cmd { c.at = i; return nil }})
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
	c.Open = false
	return nil
}

// takeInner expands rows by what is chosen.
func (b *Breakdown) takeInner() tea.Cmd {
	b.Inner.Open = false
	b.Want.Inner = b.Inner.of[b.Inner.at]
	b.Keep(func() { b.SetOpen(true, b.Inner.then...) })
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
	return draw.Cut(text, w)
}

// SetOpen expands or collapses rows.
func (b *Breakdown) SetOpen(open bool, rows ...string) {
	all := map[string]bool{}
	for code := range b.Sight.Open {
		all[code] = true
	}
	for _, code := range rows {
		if all[code] = open; !open {
			delete(all, code)
		}
	}
	b.Sight.Open = all
}

func (b *Breakdown) noRow() string {
	if why := b.None(); why != "" {
		return why
	}
	if b.Row() == TotalRow {
		return "the total has nothing below it; E expands all rows"
	}
	return ""
}

// Expanded reports whether the selected row, or that which it is below, is.
func (b *Breakdown) Expanded() bool {
	return b.Shown.Shape.Inner != "" && b.Sight.Open[b.Row().Code]
}

func (b *Breakdown) noExpanding() string {
	if why := b.noRow(); why != "" {
		return why
	}
	if b.Expanded() {
		return "it is expanded already; - collapses it"
	}
	return ""
}

func (b *Breakdown) noCollapsing() string {
	if why := b.noRow(); why != "" {
		return why
	}
	if !b.Expanded() {
		return "nothing is expanded here; + expands the row"
	}
	return ""
}

// expand expands the selected row, or collapses it; the first time it asks by
// what.
func (b *Breakdown) expand() tea.Cmd {
	switch {
	case b.Want.Inner == "":
		b.choose(b.Row().Code)
	case b.Expanded():
		return b.collapse()
	default:
		b.Keep(func() { b.SetOpen(true, b.Row().Code) })
		b.reveal()
	}
	return nil
}

// reveal scrolls so that the rows below the selected one are seen, as many as
// have room under it.
func (b *Breakdown) reveal() {
	last := b.Rows.At
	for last+1 < len(b.Grid.Lines) && b.Grid.Lines[last+1].Row.Code == b.Row().Code {
		last++
	}
	b.Rows.Top = min(max(b.Rows.Top, last-BreakdownPage(b)+1), b.Rows.At)
	b.Settle()
}

// collapse collapses the selected row, or that which it is below, which is
// selected then.
func (b *Breakdown) collapse() tea.Cmd {
	b.Keep(func() { b.SetOpen(false, b.Row().Code) })
	return nil
}

// expandAll expands all rows, or collapses them if all are.
func (b *Breakdown) expandAll() tea.Cmd {
	if b.Want.Inner == "" {
		b.choose(b.Shown.Rows...)
		return nil
	}
	open := slices.ContainsFunc(b.Shown.Rows, func(code string) bool { return !b.Sight.Open[code] })
	b.Keep(func() { b.SetOpen(open, b.Shown.Rows...) })
	return nil
}

// chooseInner asks for another dimension below the rows.
func (b *Breakdown) chooseInner() tea.Cmd {
	if row := b.Row(); row != TotalRow {
		b.choose(row.Code)
	} else {
		b.choose()
	}
	return nil
}

// spoken asks for the dimension below the rows.
func (c *innerChoice) spoken(rows portfolio.Dimension) ui.Spoken {
	s := ui.SpokenList(len(c.of), func(i int) string { return string(c.of[i]) }, &c.at, func() {})
	s.Title = "Expand each " + string(rows) + " by."
	return s
}

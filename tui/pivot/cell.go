package pivot

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// whyNotOpen says why the selected figure cannot be opened, empty if it can.
func (b *Breakdown) whyNotOpen() string {
	if b.none() != "" {
		return "there is no figure to open"
	}
	s := b.selected()
	switch {
	case s.kind == otherSlot:
		return ""
	case s.kind == codeSlot && b.seen().running && s.code != breakdown.UnknownYear:
		return "this figure adds up several years; a shows each by itself"
	case b.shown.at(atPresent, b.row(), s.code).Known:
		return ""
	case b.shown.compared():
		return "no project stands behind this figure now"
	}
	return "no project stands behind this figure"
}

// none says that there are no figures, empty if there are.
func (b *Breakdown) none() string {
	if b.shown == nil || b.grid.blank() {
		return "there are no figures"
	}
	return ""
}

// openCell opens the projects behind the selected figure, as of now. For "other" it scrolls to the
// columns folded into it.
func (b *Breakdown) openCell() tea.Cmd {
	l := b.layout()
	if l.slots[b.slot].kind == otherSlot {
		b.left += l.columns()
		if b.left >= len(b.grid.cols) {
			b.left = 0
		}
		b.slot = 0
		b.settle()
		return nil
	}
	c := b.choice()
	if b.seen().tense != atPresent {
		c.Label += ", now"
	}
	return ui.Open(b.conf.Open(c))
}

// choice returns the selected cell at present; of a rate in per cent, that of its part.
func (b *Breakdown) choice() ui.CellChoice {
	row, s, p := b.row(), b.selected(), b.shown
	c := ui.CellChoice{
		Ref:    breakdown.CellRef{By: p.cells.now.Spec.By, Codes: p.codes(row, s.code), Measure: p.shape.measure},
		Query:  p.shape.query,
		Label:  p.label(row, s.code),
		Figure: p.at(atPresent, row, s.code).N,
	}
	if part, _, ok := p.shape.measure.Rate(); ok {
		c.Ref.Measure, c.Label = part, c.Label+", "+part.Title()
		c.Figure = p.cells.now.At(c.Ref.Codes...).Of(part)
	}
	return c
}

// figureSpec returns the selected figure: its name, the cell, the query of the breakdown, and the
// figure as written on the screen, perhaps in thousands or as a share. ok is false where the figure
// is not one present cell: for "other", running years, an earlier date, differences and empty
// cells.
func (b *Breakdown) figureSpec() (label string, ref breakdown.CellRef, q portfolio.Query, shown string, ok bool) {
	if b.whyNotOpen() != "" || b.selected().kind == otherSlot || b.seen().tense != atPresent {
		return "", breakdown.CellRef{}, portfolio.Query{}, "", false
	}
	c, l := b.choice(), b.layout()
	c.Ref.Measure = b.shown.shape.measure
	return c.Label, c.Ref, c.Query, b.figure(b.grid.line(b.rows.At), l.slots[b.slot], l).Shown(), true
}

package pivot

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// Nothing says why the selected figure cannot be opened.
func (b *Breakdown) Nothing() string {
	if b.None() != "" {
		return "there is no figure to open"
	}
	s := b.Selected()
	switch {
	case s.Kind == OtherSlot:
		return ""
	case s.Kind == CodeSlot && b.Seen().Running && s.Code != unknownYear:
		return "this figure adds up several years; a shows each by itself"
	case b.Shown.At(AtPresent, b.Row(), s.Code) != 0:
		return ""
	case b.Shown.Compared():
		return "no project stands behind this figure now"
	}
	return "no project stands behind this figure"
}

// None says that there are no figures, empty if there are.
func (b *Breakdown) None() string {
	if b.Shown == nil || b.Grid.blank() {
		return "there are no figures"
	}
	return ""
}

// openCell opens the projects behind the selected figure, as they are now.
// Columns that are folded into "other" are brought into sight instead.
func (b *Breakdown) openCell() tea.Cmd {
	l := b.Layout()
	if l.Slots[b.Slot].Kind == OtherSlot {
		b.left += l.Columns()
		if b.left >= len(b.Grid.Cols) {
			b.left = 0
		}
		b.Slot = 0
		b.Settle()
		return nil
	}
	c := b.choice()
	if b.Seen().Tense != AtPresent {
		c.Label += ", now"
	}
	return ui.Open(b.conf.Open(c))
}

// choice returns the selected cell as it is now; of a measure in per cent, that of its
// part.
func (b *Breakdown) choice() ui.CellChoice {
	row, s, p := b.Row(), b.Selected(), b.Shown
	c := ui.CellChoice{
		Ref:    breakdown.CellRef{By: p.Cells.Now.Spec.By, Codes: p.codes(row, s.Code), Measure: p.Shape.Measure},
		Query:  p.Shape.query,
		Label:  p.label(row, s.Code),
		Figure: p.At(AtPresent, row, s.Code),
	}
	if part, _, ok := p.Shape.Measure.Rate(); ok {
		c.Ref.Measure, c.Label = part, c.Label+", "+part.Title()
		c.Figure = p.Cells.Now.At(c.Ref.Codes...).Of(part)
	}
	return c
}

// FigureSpec returns what the selected figure is: its name, the cell, the query
// of the breakdown, and the figure as it is written on the screen, which may be
// in thousands or a share. It is not ok where no single cell of now is the
// figure: of "other", of years that are added up, of an earlier day and of
// differences, and where there is none.
func (b *Breakdown) FigureSpec() (label string, ref breakdown.CellRef, q portfolio.Query, shown string, ok bool) {
	if b.Nothing() != "" || b.Selected().Kind == OtherSlot || b.Seen().Tense != AtPresent {
		return "", breakdown.CellRef{}, portfolio.Query{}, "", false
	}
	c, l := b.choice(), b.Layout()
	c.Ref.Measure = b.Shown.Shape.Measure
	return c.Label, c.Ref, c.Query, b.Figure(b.Grid.Line(b.Rows.At), l.Slots[b.Slot], l).Shown(), true
}

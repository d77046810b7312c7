package history

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/ui"
)

// Spot is the selected line, and the words that all lines have. The history of one step is no page of its own.
func (h *history) Spot() ui.Spot {
	if h.conf.OfStep != "" {
		return ui.Spot{}
	}
	s := h.back
	if h.Loaded {
		s = ui.Spot{Index: h.list.At}.With("words", h.want.Text)
		if l := h.list.line(); l != nil {
			s.Row = l[0].Change.ID.String()
		}
	}
	if !h.ofAll() {
		s.Screen, s.Of = "history", h.conf.Record
	}
	return s
}

// Return selects the line.
func (h *history) Return(to ui.Spot) {
	h.back, h.want.Text = to, to.Set["words"]
	h.list.Cursor = to.Around(0)
}

// reach selects the line to which the person returns.
func (h *history) reach() {
	id := h.back.Row
	h.back = ui.Spot{}
	if i := slices.IndexFunc(h.list.Lines, func(l provenance.Step) bool { return l[0].Change.ID.String() == id }); i >= 0 {
		h.list.At = h.list.first + i
	}
}

// Spot is the selected line.
func (c *conflicts) Spot() ui.Spot {
	s := c.back
	if c.Loaded {
		s = ui.SpotOf(c.cursor.At, c.keys())
	}
	s.Screen = "conflicts"
	return s
}

// Return selects the line.
func (c *conflicts) Return(to ui.Spot) { c.back = to }

// Spot is the field, the selected value, and whether another value is typed.
func (c *conflict) Spot() ui.Spot {
	s := c.back
	if c.Loaded {
		s = ui.Spot{Index: c.anchors.Sel}
	}
	if s.Screen, s.Of, s.Row = "conflict", c.record, c.field; c.prompt.Open && c.prompt.Of != nil {
		s.Typing = c.field
	}
	return s
}

// Return selects the value, or opens the line in which another one was typed.
func (c *conflict) Return(to ui.Spot) { c.back = to }

// reach selects the value to which the person returns, and opens the line in which another one was typed.
func (c *conflict) reach() tea.Cmd {
	to := c.back
	if c.back = (ui.Spot{}); c.of == nil {
		return nil
	}
	if lines, at := c.list(); to.Index > 0 && to.Index < len(at) {
		c.anchors.Show(to.Index, at, len(lines), c.page())
	}
	if to.Typing == "" || c.field == portfolio.FieldWithdrawn || c.whyNotOpen() != "" {
		return nil
	}
	return c.another()
}

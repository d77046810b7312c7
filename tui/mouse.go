package tui

import tea "charm.land/bubbletea/v2"

// pointable is a screen whose choices can be pointed at.
type pointable interface {
	// Pointed returns the choice, as in Spoken, at a cell of the body, and false
	// where there is none.
	Pointed(x, y int) (choice int, ok bool)
}

// tabular is a screen whose choices have columns.
type tabular interface {
	// PointedColumn selects the column at a cell, if there is one.
	PointedColumn(x int)
}

// wheelStep is how many lines the wheel moves at once.
const wheelStep = 3

// pointing is the action that turns the mouse on and off. It is off at first,
// so that a terminal can select and copy text.
func (r *root) pointing() action {
	return action{name: "mouse", keys: []string{"f2"}, show: "f2", help: "mouse on or off; while it is on, terminals select text with shift", do: func() tea.Cmd {
		r.mouse = !r.mouse
		return say(notice{text: map[bool]string{true: "the mouse is on", false: "the mouse is off"}[r.mouse]})
	}}
}

// click does what a click asks for: on a view, a key of the footer, or a choice,
// which it selects, and opens if it was selected.
func (r *root) click(m tea.Mouse) tea.Cmd {
	r.status = notice{}
	switch {
	case m.Button != tea.MouseLeft:
		return nil
	case m.Y == 0:
		return r.clickView(m.X)
	case m.Y == r.height-1:
		return r.clickFooter(m.X)
	}
	p, ok := r.top().(pointable)
	if !ok {
		return nil
	}
	i, ok := p.Pointed(m.X, m.Y-1)
	if !ok {
		return nil
	}
	before := r.top().View()
	if t, ok := p.(tabular); ok {
		t.PointedColumn(m.X)
	}
	cmd := r.top().Spoken().pick(i)
	if r.top().View() != before {
		return cmd
	}
	if a, ok := r.own().find("enter"); ok && a.do != nil {
		return tea.Batch(cmd, r.act(a))
	}
	return cmd
}

// clickView shows the view whose name stands at a cell of the first line.
func (r *root) clickView(x int) tea.Cmd {
	if r.typing() != nil {
		return nil
	}
	for i, at := range r.tabPlaces() {
		if x >= at.from && x < at.to {
			return r.show(i)
		}
	}
	return nil
}

// clickFooter does what the footer offers at a cell.
func (r *root) clickFooter(x int) tea.Cmd {
	for _, f := range footerPlaces(r.own(), r.keys(), r.width) {
		if x >= f.from && x < f.to && f.action.do != nil {
			return r.act(f.action)
		}
	}
	return nil
}

// wheel moves as the keys do.
func (r *root) wheel(m tea.Mouse) tea.Cmd {
	name := map[tea.MouseButton]string{tea.MouseWheelUp: "up", tea.MouseWheelDown: "down"}[m.Button]
	var cmds []tea.Cmd
	for _, a := range r.own().named(name, "pick-"+name) {
		for range wheelStep {
			cmds = append(cmds, r.act(a))
		}
	}
	return tea.Batch(cmds...)
}

// cells are those from one up to before another.
type cells struct{ from, to int }

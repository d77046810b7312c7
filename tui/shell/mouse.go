package shell

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
)

// wheelStep is the number of lines for one step of the wheel.
const wheelStep = 3

// pointing is the action that turns the mouse on and off. It is off at first, so that the terminal
// can select and copy text.
func (r *Root) pointing() ui.Action {
	return ui.Action{Name: "mouse", Keys: []string{"f2"}, Show: "f2",
		Help: "mouse on or off; while it is on, terminals select text with shift", Do: func() tea.Cmd {
			r.Mouse = !r.Mouse
			if r.Mouse {
				return ui.Say(ui.Notice{Text: "the mouse is on"})
			}
			return ui.Say(ui.Notice{Text: "the mouse is off"})
		}}
}

// click handles a click: on a view, on a key of the footer, or on a choice, which it selects, or
// opens if it was selected.
func (r *Root) click(m tea.Mouse) tea.Cmd {
	if m.Button == tea.MouseLeft && m.Y == r.Height-1 {
		return r.clickFooter(m.X)
	}
	r.Status = ui.Notice{}
	switch {
	case m.Button != tea.MouseLeft:
		return nil
	case m.Y == 0:
		return r.clickView(m.X)
	}
	p, ok := r.Top().(ui.Pointable)
	if !ok {
		return nil
	}
	i, ok := p.Pointed(m.X, m.Y-1)
	if !ok {
		return nil
	}
	before := r.Top().View()
	if t, ok := p.(ui.Tabular); ok {
		t.PointedColumn(m.X)
	}
	cmd := r.Top().Spoken().Pick(i)
	if r.Top().View() != before {
		return cmd
	}
	if a, ok := r.Own().Find("enter"); ok && a.Do != nil {
		return tea.Batch(cmd, r.Act(a))
	}
	return cmd
}

// clickView shows the view whose name is at a cell of the first line.
func (r *Root) clickView(x int) tea.Cmd {
	if r.Typing() != nil {
		return nil
	}
	for i, at := range r.Tabs().Places() {
		if x >= at.From && x < at.To {
			return r.show(i)
		}
	}
	return nil
}

// clickFooter does the action that the footer shows at a cell.
func (r *Root) clickFooter(x int) tea.Cmd {
	_, said := r.above()
	foot := r.footer(said)
	r.Status = ui.Notice{}
	if a, ok := foot.At(x); ok {
		return r.Act(a)
	}
	return nil
}

// wheel moves as the movement keys do.
func (r *Root) wheel(m tea.Mouse) tea.Cmd {
	name := map[tea.MouseButton]string{tea.MouseWheelUp: "up", tea.MouseWheelDown: "down"}[m.Button]
	var cmds []tea.Cmd
	for _, a := range r.Own().Named(name, "pick-"+name) {
		for range wheelStep {
			cmds = append(cmds, r.Act(a))
		}
	}
	return tea.Batch(cmds...)
}

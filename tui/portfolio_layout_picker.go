package tui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"
)

// preferColumns is the name under which the columns of lists are remembered.
const preferColumns = "portfolio.columns"

// layoutDesign is a layout that is being changed; the list behind it stays as it
// is until the change is taken.
type layoutDesign struct {
	of *projects
	layout
}

// chooseColumns opens the list of columns.
func (p *projects) chooseColumns() tea.Cmd { return open(p.columnPicker()) }

func (p *projects) columnPicker() *picker {
	d := &layoutDesign{p, p.layout.whole(p.inUsualOrder())}
	return newPicker(pickerConfig{
		name: "columns", title: "Columns", items: d.items(), again: d.items, extra: d.keys,
		mark: func(_ []pick, i int) { d.toggle(i) },
		do:   func(int) tea.Cmd { return p.takeLayout(d.layout) },
	}, p.face)
}

// inUsualOrder returns all columns in the order in which they are listed to
// choose from, whatever the list is about.
func (p *projects) inUsualOrder() []listColumn {
	all := p.allColumns()
	slices.SortFunc(all, func(a, b listColumn) int {
		return slices.Index(columnNames, a.name) - slices.Index(columnNames, b.name)
	})
	return all
}

// takeLayout shows the columns as they were chosen, and remembers it.
func (p *projects) takeLayout(l layout) tea.Cmd {
	if l.usual() {
		l = nil
	}
	p.layout = l
	return tea.Batch(p.settle(), p.conf.prefs.set(preferColumns, l.String()))
}

// items are the columns with what becomes of each in the present width.
func (d *layoutDesign) items() []pick {
	shown, all := d.of.columnsOf(d.layout), d.of.allColumns()
	out := make([]pick, len(d.layout))
	for i, c := range d.layout {
		col := all[columnAt(all, c.name)]
		out[i] = pick{label: col.label, words: c.name}
		at := columnAt(shown, c.name)
		switch {
		case at >= 0:
			out[i].on, out[i].detail = true, strconv.Itoa(shown[at].width)+" wide"
		case c.show == never:
			out[i].detail = "hidden"
		default:
			out[i].on, out[i].detail = c.show == always, "no room"
		}
		if d.of.needed(&col) {
			out[i].off = "the list is about this amount: it always stands (m chooses another)"
		}
	}
	return out
}

// toggle hides a column that is shown, and shows one that is not, beside those
// that are shown now: the title makes room for it.
func (d *layoutDesign) toggle(i int) {
	items := d.items()
	switch {
	case items[i].off != "":
	case items[i].on:
		d.layout[i].show = never
	default:
		for j := range items {
			if items[j].on || j == i {
				d.layout[j].show = always
			}
		}
	}
}

// keys are those that change more than whether a column is shown.
func (d *layoutDesign) keys(p *picker) keyMap {
	return keyMap{
		{name: "column-up", keys: []string{"ctrl+up", "alt+up"}, show: "ctrl+↑ alt+↑", foot: "↓ move", help: "put the column further to the left", off: p.nothing, do: d.move(p, -1)},
		{name: "column-down", keys: []string{"ctrl+down", "alt+down"}, show: "ctrl+↓ alt+↓", help: "put the column further to the right", off: p.nothing, do: d.move(p, 1)},
		{name: "column-wider", keys: []string{"right"}, show: "→", foot: "← width", help: "make the column wider", off: d.elastic(p), do: d.widen(p, 1)},
		{name: "column-narrower", keys: []string{"left"}, show: "←", help: "make the column narrower", off: d.elastic(p), do: d.widen(p, -1)},
		{name: "column-reset", keys: []string{"ctrl+r"}, show: "ctrl+r", foot: "reset", help: "all columns as they usually are", do: d.reset(p)},
	}
}

// elastic says why the width of the selected column cannot be chosen.
func (d *layoutDesign) elastic(p *picker) func() string {
	return func() string {
		if i := p.selected(); i >= 0 && d.layout[i].name == titleColumn {
			return "the title takes the room that is left"
		}
		return p.nothing()
	}
}

func (d *layoutDesign) move(p *picker, by int) func() tea.Cmd {
	return func() tea.Cmd {
		i := p.selected()
		if to := i + by; i >= 0 && to >= 0 && to < len(d.layout) {
			d.layout[i], d.layout[to] = d.layout[to], d.layout[i]
			p.put(d.items(), to)
		}
		return nil
	}
}

func (d *layoutDesign) widen(p *picker, by int) func() tea.Cmd {
	return func() tea.Cmd {
		if i := p.selected(); i >= 0 {
			c := &d.layout[i]
			c.wider = max(min(c.wider+by, maxWider), -maxWider)
			p.put(d.items(), i)
		}
		return nil
	}
}

func (d *layoutDesign) reset(p *picker) func() tea.Cmd {
	return func() tea.Cmd {
		d.layout = layout(nil).whole(d.of.inUsualOrder())
		p.put(d.items(), max(p.selected(), 0))
		return nil
	}
}

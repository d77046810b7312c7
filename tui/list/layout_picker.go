package list

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// preferColumns is the preference that holds the layout of lists.
const preferColumns = "portfolio.columns"

// layoutDesign is a layout while it is edited; the list behind it changes only when it is accepted.
type layoutDesign struct {
	of *Projects
	layout
}

// chooseColumns opens the picker of columns.
func (p *Projects) chooseColumns() tea.Cmd { return ui.Open(p.ColumnPicker()) }

func (p *Projects) ColumnPicker() *picker.Screen {
	d := &layoutDesign{p, p.layout.whole(p.inUsualOrder())}
	return picker.New(picker.Config{
		Screen: "columns", Title: "Columns", Items: d.items(), Again: d.items, Extra: d.keys,
		Mark: func(_ []picker.Item, i int) { d.toggle(i) },
		Do:   func(int) tea.Cmd { return p.takeLayout(d.layout) },
	}, p.face)
}

// inUsualOrder returns all columns in the order of the picker, which does not depend on the list's
// main amount.
func (p *Projects) inUsualOrder() []listColumn {
	all := p.allColumns()
	slices.SortFunc(all, func(a, b listColumn) int {
		return slices.Index(columnNames, a.name) - slices.Index(columnNames, b.name)
	})
	return all
}

// takeLayout applies a layout and remembers it.
func (p *Projects) takeLayout(l layout) tea.Cmd {
	if l.usual() {
		l = nil
	}
	p.layout = l
	return tea.Batch(p.settle(), p.Conf.Prefs.Set(preferColumns, l.String()))
}

// items returns the columns, each with how it appears in the present width.
func (d *layoutDesign) items() []picker.Item {
	shown, all := d.of.columnsOf(d.layout), d.of.allColumns()
	out := make([]picker.Item, len(d.layout))
	for i, c := range d.layout {
		col := all[columnAt(all, c.name)]
		out[i] = picker.Item{Label: col.label, Words: c.name}
		at := columnAt(shown, c.name)
		switch {
		case at >= 0:
			out[i].On, out[i].Detail = true, strconv.Itoa(shown[at].Width)+" wide"
		case c.show != always && d.fits(shown, i):
			out[i].Detail = "hidden"
		default:
			out[i].On, out[i].Detail = c.show == always, "no room"
		}
		if d.of.needed(&col) {
			out[i].Off = "the list is about this amount: it always stands (m chooses another)"
		}
	}
	return out
}

// toggle hides a visible column, or shows a hidden one.
func (d *layoutDesign) toggle(i int) {
	items := d.items()
	switch {
	case items[i].Off != "":
	case items[i].On:
		d.layout[i].show = never
	default:
		d.layout = d.with(d.of.columnsOf(d.layout), i)
	}
}

// with returns the layout with a hidden column beside those that are shown: the title makes room for it.
func (d *layoutDesign) with(shown []listColumn, i int) layout {
	out := slices.Clone(d.layout)
	for j := range out {
		if j == i || columnAt(shown, out[j].name) >= 0 {
			out[j].show = always
		}
	}
	return out
}

// fits reports whether a hidden column is shown once it is marked, beside those that are shown.
func (d *layoutDesign) fits(shown []listColumn, i int) bool {
	then := d.of.columnsOf(d.with(shown, i))
	return columnAt(then, d.layout[i].name) >= 0 && len(then) == len(shown)+1
}

// keys are the actions that change the order and width of columns.
func (d *layoutDesign) keys(p *picker.Screen) ui.KeyMap {
	return ui.KeyMap{
		{Name: "column-up", Keys: []string{"ctrl+up", "alt+up"}, Show: "ctrl+↑ alt+↑", Foot: "↓ move",
			Help: "put the column further to the left", Off: p.Nothing, Do: d.move(p, -1)},
		{Name: "column-down", Keys: []string{"ctrl+down", "alt+down"}, Show: "ctrl+↓ alt+↓",
			Help: "put the column further to the right", Off: p.Nothing, Do: d.move(p, 1)},
		{Name: "column-wider", Keys: []string{"right"}, Show: "→", Foot: "← width", Help: "make the column wider",
			Off: d.elastic(p), Do: d.widen(p, 1)},
		{Name: "column-narrower", Keys: []string{"left"}, Show: "←", Help: "make the column narrower", Off: d.elastic(p),
			Do: d.widen(p, -1)},
		{Name: "column-reset", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Foot: "reset",
			Help: "all columns as they usually are", Do: d.reset(p)},
	}
}

// elastic says why the width of the selected column cannot be set, empty if it can.
func (d *layoutDesign) elastic(p *picker.Screen) func() string {
	return func() string {
		if i := p.Selected(); i >= 0 && d.layout[i].name == titleColumn {
			return "the title takes the room that is left"
		}
		return p.Nothing()
	}
}

func (d *layoutDesign) move(p *picker.Screen, by int) func() tea.Cmd {
	return func() tea.Cmd {
		i := p.Selected()
		if to := i + by; i >= 0 && to >= 0 && to < len(d.layout) {
			d.layout[i], d.layout[to] = d.layout[to], d.layout[i]
			p.Put(d.items(), to)
		}
		return nil
	}
}

func (d *layoutDesign) widen(p *picker.Screen, by int) func() tea.Cmd {
	return func() tea.Cmd {
		if i := p.Selected(); i >= 0 {
			c := &d.layout[i]
			c.wider = max(min(c.wider+by, maxWider), -maxWider)
			p.Put(d.items(), i)
		}
		return nil
	}
}

func (d *layoutDesign) reset(p *picker.Screen) func() tea.Cmd {
	return func() tea.Cmd {
		d.layout = layout(nil).whole(d.of.inUsualOrder())
		p.Put(d.items(), max(p.Selected(), 0))
		return nil
	}
}

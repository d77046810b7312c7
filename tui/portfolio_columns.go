package tui

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// listColumn is a column of the list with the value that a row has in it.
type listColumn struct {
	column
	name  string        // for programs, and in what is remembered
	label string        // for people
	key   portfolio.Key // to sort by; empty if it cannot be
	value func(*portfolio.Listed) portfolio.Value
}

// text returns what the screen says of a row in the column.
func (c *listColumn) text(l *portfolio.Listed) string { return clean(c.value(l).Shown()) }

// The title must have so many cells for a column to stand beside it.
const (
	roomForSorted  = 10
	roomForChosen  = 12
	roomForAmounts = 60
)

// titleColumn is the one that gets the room that is left.
const titleColumn = "title"

// columns returns the columns that fit, in order.
func (p *projects) columns() []listColumn { return p.columnsOf(p.layout) }

// columnsOf returns the columns that a layout shows in the present width.
func (p *projects) columnsOf(l layout) []listColumn {
	all := p.marked(p.fewer(p.laidOut(l), l))
	elastic := slices.IndexFunc(all, func(c listColumn) bool { return c.name == titleColumn })
	return fitColumns(all, elastic, p.face.width)
}

// slowColumns are those that also a slow line is given.
var slowColumns = []string{"number", titleColumn, "end"}

// fewer leaves out what a slow line is spared: all columns but the usual few, the
// amount that the list is about, what it is sorted by, and what was chosen to be
// always shown.
func (p *projects) fewer(cols []listColumn, l layout) []listColumn {
	if !p.face.look.plain {
		return cols
	}
	return slices.DeleteFunc(cols, func(c listColumn) bool {
		sorted := slices.ContainsFunc(p.orders(), func(o portfolio.Order) bool { return o.Key == c.key })
		chosen := slices.ContainsFunc(l, func(x layoutColumn) bool { return x.name == c.name && x.show == always })
		return !sorted && !chosen && !p.needed(&c) && !slices.Contains(slowColumns, c.name)
	})
}

// allColumns returns every column in the usual order: of the amounts, the one
// that the list is about stands last.
func (p *projects) allColumns() []listColumn {
	cols := p.fieldColumns()
	main := p.moneyColumn(p.measure, 0)
	drop := 6
	for _, m := range []portfolio.Measure{portfolio.Overall, portfolio.Shortfall, portfolio.Approved} {
		if m != p.measure {
			cols = append(cols, p.moneyColumn(m, drop))
			drop++
		}
	}
	if !p.hasParts() {
		return append(cols, main)
	}
	main.drop, main.least = 1, 20
	part := listColumn{column{head: "PART", width: p.moneyWidth(), right: true}, "part", "part in the cell", portfolio.KeyPart, func(l *portfolio.Listed) portfolio.Value { return l.Part }}
	return append(cols, main, part)
}

// hasParts reports whether the list is one of parts of projects.
func (p *projects) hasParts() bool {
	return p.conf.cell != nil && !p.conf.cell.ref.Measure.Counts()
}

// fieldColumns returns the columns of the fields that are no amounts of the
// list.
func (p *projects) fieldColumns() []listColumn {
	view := portfolio.View{Catalogue: p.face.cat, AsOf: p.face.asOf}
	out := make([]listColumn, len(portfolio.ScreenFields))
	for i, f := range portfolio.ScreenFields {
		s := &f.Project.Screen
		out[i] = listColumn{
			column: column{head: s.Head, width: s.Width, right: s.Right, drop: s.Drop, least: s.Room},
			name:   f.ScreenName(), label: s.Label, key: f.SortKey(),
			value: func(l *portfolio.Listed) portfolio.Value { return f.OnScreen(&l.Project, view) },
		}
		if f.Name == portfolio.FieldNumber && p.list != nil {
			out[i].width = max(s.Width, p.list.number)
		}
	}
	return out
}

// marked puts the marks of the order into the heads of its columns, and lets
// the column of the first key stay longest.
func (p *projects) marked(cols []listColumn) []listColumn {
	for i := range cols {
		c := &cols[i]
		if c.drop > 0 {
			c.drop++
		}
		at := slices.IndexFunc(p.orders(), func(o portfolio.Order) bool { return o.Key == c.key })
		if at < 0 {
			continue
		}
		c.head += orderMark(p.orders(), at)
		c.width = max(c.width, width(c.head))
		if at == 0 {
			c.drop, c.least = min(c.drop, 1), min(c.least, roomForSorted)
		}
	}
	return cols
}

func (p *projects) moneyColumn(m portfolio.Measure, drop int) listColumn {
	head := strings.ToUpper(string(m))
	if p.face.width < 60 && m == p.measure {
		head = "US$"
	}
	name := string(m)
	if m != portfolio.Shortfall {
		name += "_budget"
	}
	c := column{head: head, width: p.moneyWidth(), right: true, drop: drop, least: roomForAmounts}
	return listColumn{c, name, m.Title(), portfolio.Key(m), func(l *portfolio.Listed) portfolio.Value { return l.Amounts.Of(m) }}
}

// moneyWidth is the same for all amounts, and does not wait for the totals:
// a column that grew with them would paint the list twice.
func (p *projects) moneyWidth() int {
	w := 11
	if p.face.width >= 150 { // room for several amounts, whose sums stand side by side
		w = 13
	}
	if p.list != nil {
		w = max(w, p.list.money)
	}
	return w
}

func (f *face) programmeName(code string) string {
	if p, ok := f.cat.Programme(code); ok {
		return clean(p.Name)
	}
	return clean(code)
}

func (f *face) lineLabel(code string) string {
	if l, ok := f.cat.Line(code); ok && l.Label != "" {
		return clean(l.Label)
	}
	return clean(code)
}

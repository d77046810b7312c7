package list

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// listColumn is a column of the list, with a function that returns its value in a row.
type listColumn struct {
	draw.Column
	name  string        // in tables for programs and in preferences
	label string        // for people
	key   portfolio.Key // sort key; empty if the column cannot be sorted by
	value func(*breakdown.Listed) portfolio.Value
}

// text returns the column's value in a row, as shown.
func (c *listColumn) text(l *breakdown.Listed) string { return draw.Clean(c.value(l).Shown()) }

// The width of the title from which each of these columns is shown beside it.
const (
	roomForSorted  = 10
	roomForChosen  = 12
	roomForAmounts = 60
)

// titleColumn is the elastic column: it takes the remaining width.
const titleColumn = "title"

// linesColumn has the short names of service lines.
const linesColumn = "service_lines"

// madeColumns are columns with what they were made of.
type madeColumns struct {
	of      columnsOf
	columns []listColumn
}

// columnsOf is all that columns are made of, besides what never changes in a list.
type columnsOf struct {
	look           draw.Look
	layout, orders string
	measure        breakdown.Measure
	number, money  int // cells
}

// columns returns the columns that fit, in order. The caller must not modify them: a drawing asks for them many times.
func (p *Projects) columns() []listColumn {
	of := columnsOf{look: p.face.Look(), layout: p.layout.String(), orders: ordersText(p.orders()), measure: p.Measure}
	if p.list != nil {
		of.number, of.money = p.list.Number, p.list.Money
	}
	if p.made.columns == nil || p.made.of != of {
		p.made = madeColumns{of, p.columnsOf(p.layout)}
	}
	return p.made.columns
}

// columnsOf returns the columns of a layout that fit the present width.
func (p *Projects) columnsOf(l layout) []listColumn {
	all := p.marked(p.fewer(p.laidOut(l), l))
	elastic := slices.IndexFunc(all, func(c listColumn) bool { return c.name == titleColumn })
	return draw.FitColumns(all, elastic, p.face.Width)
}

// slowColumns are the columns that are shown on a slow line too.
var slowColumns = []string{"number", titleColumn, "end"}

// fewer returns the columns for a slow line: slowColumns, the list's main amount, the sort columns,
// and those that a person has set to be always shown.
func (p *Projects) fewer(cols []listColumn, l layout) []listColumn {
	if !p.face.Styles.Slow {
		return cols
	}
	return slices.DeleteFunc(cols, func(c listColumn) bool {
		sorted := slices.ContainsFunc(p.orders(), func(o breakdown.Order) bool { return o.Key == c.key })
		chosen := slices.ContainsFunc(l, func(x layoutColumn) bool { return x.name == c.name && x.show == always })
		return !sorted && !chosen && !p.needed(&c) && !slices.Contains(slowColumns, c.name)
	})
}

// allColumns returns every column in the default order. Of the amounts, the list's main one stands
// last.
func (p *Projects) allColumns() []listColumn {
	cols := p.fieldColumns()
	main := p.moneyColumn(p.Measure, 0)
	drop := 6
	for _, m := range []breakdown.Measure{breakdown.Overall, breakdown.Shortfall, breakdown.Spent, breakdown.Approved} {
		if m != p.Measure {
			cols = append(cols, p.moneyColumn(m, drop))
			drop++
		}
	}
	if !p.hasParts() {
		return append(cols, main)
	}
	main.Drop, main.Least = 1, 20
	part := listColumn{draw.Column{Head: "PART", Width: p.moneyWidth(), Right: true}, "part", "part in the cell",
		breakdown.KeyPart, func(l *breakdown.Listed) portfolio.Value { return l.Part }}
	return append(cols, main, part)
}

// hasParts reports whether the list shows parts of projects.
func (p *Projects) hasParts() bool {
	return p.Conf.Cell != nil && !p.Conf.Cell.Ref.Measure.Counts()
}

// fieldColumns returns the columns of fields other than amounts.
func (p *Projects) fieldColumns() []listColumn {
	view := portfolio.View{Catalogue: p.face.Cat, AsOf: p.face.AsOf}
	out := make([]listColumn, len(portfolio.ScreenFields))
	for i, f := range portfolio.ScreenFields {
		s := &f.Project.Screen
		out[i] = listColumn{
			Column: draw.Column{Head: s.Head, Width: s.Width, Right: s.Right, Drop: s.Drop, Least: s.Room},
			name:   f.ScreenName(), label: s.Label, key: f.SortKey(),
			value: func(l *breakdown.Listed) portfolio.Value { return f.OnScreen(&l.Project, view) },
		}
		if f.Name == portfolio.FieldNumber && p.list != nil {
			out[i].Width = max(s.Width, p.list.Number)
		}
	}
	return out
}

// marked adds the sort marks to the heads of the columns, and makes the column of the first key the
// last to be dropped.
func (p *Projects) marked(cols []listColumn) []listColumn {
	for i := range cols {
		c := &cols[i]
		if c.Drop > 0 {
			c.Drop++
		}
		at := slices.IndexFunc(p.orders(), func(o breakdown.Order) bool { return o.Key == c.key })
		if at < 0 {
			continue
		}
		c.Head += orderMark(p.orders(), at)
		c.Width = max(c.Width, p.face.Cells(c.Head))
		if at == 0 {
			c.Drop, c.Least = min(c.Drop, 1), min(c.Least, roomForSorted)
		}
	}
	return cols
}

func (p *Projects) moneyColumn(m breakdown.Measure, drop int) listColumn {
	name, head := string(m), strings.ToUpper(string(m))
	if m == breakdown.Approved || m == breakdown.Overall {
		name += "_budget"
	}
	c := draw.Column{Head: head, Width: p.moneyWidth(), Right: true, Drop: drop, Least: roomForAmounts}
	return listColumn{c, name, m.Title(), portfolio.Key(m),
		func(l *breakdown.Listed) portfolio.Value { return breakdown.AmountOf(l.Amounts, m) }}
}

// moneyWidth is the same for all amounts and does not depend on the totals: if it grew with them,
// the list would be painted twice.
func (p *Projects) moneyWidth() int {
	w := 11
	if p.face.Width >= 150 { // wide enough for several amounts and their totals side by side
		w = 13
	}
	if p.list != nil {
		w = max(w, p.list.Money)
	}
	return w
}

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
	roomForEnds    = 12
	roomForCountry = 24
	roomForMore    = 60
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
	cols := append(p.wordColumns(), p.dayColumns()...)
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

func (p *projects) wordColumns() []listColumn {
	number := 6
	if p.list != nil {
		number = max(number, p.list.number)
	}
	f := &p.face
	return []listColumn{
		{column{head: "NUMBER", width: number}, "number", "number", portfolio.KeyNumber, func(l *portfolio.Listed) portfolio.Value { return l.NumberValue() }},
		{column{head: "TITLE"}, titleColumn, "title", portfolio.KeyTitle, func(l *portfolio.Listed) portfolio.Value { return portfolio.Text(l.Title) }},
		{column{head: "COUNTRY", width: 13, drop: 2, least: roomForCountry}, "country", "country", portfolio.KeyCountry, func(l *portfolio.Listed) portfolio.Value { return portfolio.Text(l.Country) }},
		{column{head: "PLACES", width: 16, drop: 11, least: roomForMore}, "places", "places, one by one", "", f.placeNames},
		{column{head: "PROGRAMME", width: 20, drop: 3, least: roomForMore}, "programme", "programme", portfolio.KeyProgramme, func(l *portfolio.Listed) portfolio.Value {
			return portfolio.Named(l.Programme, f.programmeName(l.Programme))
		}},
	}
}

func (p *projects) dayColumns() []listColumn {
	f := &p.face
	return []listColumn{
		{column{head: "STARTS", width: 9, drop: 4, least: roomForMore}, "start", "starts", portfolio.KeyStart, func(l *portfolio.Listed) portfolio.Value { return portfolio.Month(l.Duration.StartDay()) }},
		{column{head: "ENDS", width: 9, drop: 1, least: roomForEnds}, "end", "ends", portfolio.KeyEnd, func(l *portfolio.Listed) portfolio.Value { return portfolio.Month(l.Duration.EndDay()) }},
		{column{head: "LINES", width: 11, drop: 5, least: roomForMore}, "service_lines", "service lines", portfolio.KeyLine, f.lineLabels},
		{column{head: "KIND", width: 12, drop: 8, least: roomForMore}, "kind", "kind", portfolio.KeyKind, func(l *portfolio.Listed) portfolio.Value { return portfolio.Text(l.Kind.String()) }},
		{column{head: "STATUS", width: 8, drop: 9, least: roomForMore}, "status", "status", portfolio.KeyStatus, func(l *portfolio.Listed) portfolio.Value { return portfolio.Text(l.StatusOn(f.asOf)) }},
		{column{head: "SPENT", width: 7, right: true, drop: 10, least: roomForMore}, "implementation", "spent, share of the budget", "", implementation},
	}
}

func implementation(l *portfolio.Listed) portfolio.Value {
	if share, _, ok := l.Implementation(); ok {
		return share
	}
	return portfolio.Named("", "–")
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
	c := column{head: head, width: p.moneyWidth(), right: true, drop: drop, least: roomForMore}
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

func (f *face) placeNames(l *portfolio.Listed) portfolio.Value {
	names := make([]string, len(l.Places))
	for i, portion := range l.Places {
		names[i] = portion.Code
		if p, ok := f.cat.Place(portion.Code); ok {
			names[i] = p.Name
		}
	}
	return portfolio.Named(portfolio.FormatPortions(l.Places), strings.Join(names, ", "))
}

func (f *face) lineLabels(l *portfolio.Listed) portfolio.Value {
	labels := make([]string, len(l.Lines))
	for i, portion := range l.Lines {
		labels[i] = f.lineLabel(portion.Code)
	}
	return portfolio.Named(portfolio.FormatPortions(l.Lines), strings.Join(labels, " "))
}

func (f *face) lineLabel(code string) string {
	if l, ok := f.cat.Line(code); ok && l.Label != "" {
		return clean(l.Label)
	}
	return clean(code)
}

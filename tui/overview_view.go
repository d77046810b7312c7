package tui

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// View draws the overview, or says why there is none.
func (o *overview) View() string {
	caption := sides(o.title(), o.face.look.muted.Render(o.face.day()), o.face.width)
	return o.draw(&o.face, []string{caption}, o.none, o.drawn)
}

// none says that there are no projects.
func (o *overview) none() []string {
	if !o.empty() {
		return nil
	}
	return []string{"The portfolio has no projects yet.", "", "a in the view Portfolio adds one"}
}

// title is the name of the programme where there is room for it beside the day.
func (o *overview) title() string {
	title := " Action against transnational organized crime"
	if width(title)+columnGap+width(o.face.day()) >= o.face.width {
		return " The whole portfolio"
	}
	return title
}

func (o *overview) empty() bool {
	return !slices.ContainsFunc(o.shown.Kinds, func(k portfolio.OverviewKind) bool { return k.Totals.Projects > 0 })
}

// drawn returns the rows that are in sight, the selected one marked.
func (o *overview) drawn() []string {
	var lines []string
	rows, stops := o.rows(), o.stops(o.side)
	selected := -1
	if o.stop < len(stops) {
		selected = stops[o.stop]
	}
	for i := o.top; i < min(o.top+o.page(), len(rows)); i++ {
		line := gutter(i == selected && o.side == leftSide) + rows[i].left.text
		if right := rows[i].right; right.text != "" {
			line = left(line, o.rightAt()) + gutter(i == selected && o.side == rightSide) + right.text
		}
		lines = append(lines, line)
	}
	return lines
}

// glanceRow is a row of the overview with what stands in its two columns.
type glanceRow struct{ left, right glanceCell }

type glanceCell struct {
	text string
	way  *glance // nil where nothing opens
	said string  // in words; empty for what is only drawn
}

func (r glanceRow) on(side glanceSide) glanceCell {
	if side == rightSide {
		return r.right
	}
	return r.left
}

// The widths from which service lines stand beside the regions, and with their
// names, shortened or whole.
const (
	roomForBeside = 70
	roomForNames  = 110
	roomForWhole  = 140
)

// mostWidth is what the rows take at most: on wider screens amounts would stand
// too far from what they belong to.
const mostWidth = 156

func (o *overview) width() int { return min(o.face.width, mostWidth) }

func (o *overview) beside() bool { return o.face.width >= roomForBeside }

// room is what a row has between gutter and margin.
func (o *overview) room() int { return max(o.width()-gutterWidth-1, 0) }

// rows returns the whole overview. Blank rows and all but the newest change
// are left out where there is no room for them.
func (o *overview) rows() []glanceRow {
	if !o.ready() || o.empty() {
		return nil
	}
	blocks := [][]glanceRow{o.totals(), o.money(), append(o.facts(), o.waiting()...)}
	n := 0
	for _, b := range blocks {
		n += len(b)
	}
	changes := o.changes()
	if o.shown.Latest.Changes == 0 && o.page() < n+4 {
		changes = nil // there is air for the rest instead
	}
	blank := o.page() - n - min(len(changes), 1)
	rows := slices.Clone(blocks[0])
	if blank > 2 {
		rows = append([]glanceRow{{}}, rows...)
	}
	for i, b := range blocks[1:] {
		if blank > i {
			rows = append(rows, glanceRow{})
		}
		rows = append(rows, b...)
	}
	return append(rows, changes[:min(max(o.page()-len(rows), 1), len(changes))]...)
}

// totals are the projects of each kind with their amount, and the programme.
func (o *overview) totals() []glanceRow {
	var rows []glanceRow
	for i := range o.shown.Kinds {
		k := &o.shown.Kinds[i]
		amount := k.Totals.Of(k.Measure).Shown()
		what := count(portfolio.Count(k.Totals.Projects).Shown(), k.Kind.String()+" project", k.Kind.String()+" projects")
		rows = append(rows, glanceRow{left: glanceCell{
			text: o.between([]string{what, o.statuses(k)}, "US$ "+amount+" "+string(k.Measure), amount),
			said: joined(what, o.statuses(k), amount+" dollars "+string(k.Measure)),
			way:  o.listWay(k.OverviewList, k.Measure, k.Kind.String()+" projects, "+k.Measure.Title(), portfolio.Order{Key: portfolio.Key(k.Measure), Desc: true}),
		}})
	}
	plan := o.shown.Plan
	what, figure, short := portfolio.Say("the programme 2011-2013"), portfolio.Say("%s", plan.Budget.USD()), plan.Budget.Shown()
	if share, ok := plan.Unfunded(); ok {
		what = portfolio.Say("%s unfunded", share)
		if o.beside() {
			what = portfolio.Say("%s of the programme 2011-2013 unfunded", share)
		}
		figure, short = portfolio.Say("%s of %s", plan.Shortfall.USD(), plan.Budget), plan.Shortfall.Shown()
	}
	text := o.between([]string{what.Shown()}, figure.Shown(), short)
	return append(rows, glanceRow{left: glanceCell{text: text, said: joined(what.Spoken(), figure.Spoken()), way: &glance{label: "the programme", ask: planAsk("", plan.Budget, plan.Shortfall), open: o.conf.programme}}})
}

// between returns words at the left and a figure at the right; the last words
// go first where there is no room, then the shorter forms of the figure stand.
func (o *overview) between(words []string, figures ...string) string {
	text, figure := strings.Join(words, "   "), figures[0]
	for width(text)+2+width(figure) > o.room() && len(words) > 1 {
		words = words[:len(words)-1]
		text = strings.Join(words, "   ")
	}
	for _, f := range figures[1:] {
		if width(text)+2+width(figure) > o.room() {
			figure = f
		}
	}
	return left(text, o.room()-width(figure)) + figure
}

func (o *overview) statuses(k *portfolio.OverviewKind) string {
	var parts []string
	for _, s := range portfolio.Statuses {
		if n := k.Statuses[s]; n > 0 {
			parts = append(parts, portfolio.Count(n).Shown()+" "+string(s))
		}
	}
	return strings.Join(parts, ", ")
}

func (o *overview) listWay(l portfolio.OverviewList, m portfolio.Measure, label string, order portfolio.Order) *glance {
	return &glance{label: label, spec: portfolio.ListSpec{Query: l.Query, AsOf: o.shown.AsOf}, measure: m,
		open: func() screen { return o.conf.list(l.Query, order) }}
}

// cellWay is the way into a cell of approved budgets.
func (o *overview) cellWay(by portfolio.Dimension, code, name string, figure portfolio.Cents) *glance {
	ref := portfolio.CellRef{By: []portfolio.Dimension{by}, Codes: []string{code}, Measure: portfolio.Approved}
	return &glance{label: name, spec: portfolio.ListSpec{AsOf: o.shown.AsOf, Cell: &ref}, measure: portfolio.Approved,
		open: func() screen { return o.conf.cell(cellChoice{ref: ref, label: name, figure: int64(figure)}) }}
}

// money is the regions, and beside or below them the service lines.
func (o *overview) money() []glanceRow {
	regions, lines := o.regions(), o.lines()
	rows := make([]glanceRow, len(regions))
	for i, c := range regions {
		rows[i].left = c
	}
	for i, c := range lines {
		switch {
		case !o.beside():
			rows = append(rows, glanceRow{left: c})
		case i < len(rows):
			rows[i].right = c
		default:
			rows = append(rows, glanceRow{right: c})
		}
	}
	return rows
}

// rightAt is the cell at which the gutter of the right column begins.
func (o *overview) rightAt() int { return o.width() - 1 - gutterWidth - o.rightRoom() }

// rightRoom is what the right column has: a name, a bar, and the share.
func (o *overview) rightRoom() int { return o.lineName() + 1 + o.lineBar() + 1 + shareWidth }

const shareWidth = 5 // 100.0

func (o *overview) lineName() int {
	w := 3
	if o.face.width >= roomForNames || !o.beside() {
		longest := 30
		if o.face.width >= roomForWhole {
			longest = 60
		}
		for _, c := range o.shown.Lines.Cells {
			w = max(w, min(width(clean(o.shown.Lines.Name(portfolio.ByLine, c.Codes[0]))), longest))
		}
	}
	return w
}

func (o *overview) lineBar() int {
	switch {
	case o.face.width >= roomForWhole:
		return 16
	case o.beside():
		return 10
	}
	return max(min(o.room()-o.lineName()-2-shareWidth, 12), 0)
}

func (o *overview) regions() []glanceCell {
	b := o.shown.Regions
	room := o.room()
	if o.beside() {
		room = o.rightAt() - gutterWidth - 1
	}
	money := 11
	for _, c := range b.Cells {
		money = max(money, width(c.Money(portfolio.Approved).Shown()))
	}
	name := 6
	for _, c := range b.Cells {
		name = max(name, width(clean(b.Name(portfolio.ByRegion, c.Codes[0]))))
	}
	bar := min(room-name-money-8, 24)
	if bar < 5 {
		bar = min(max(room-20-money-8, 0), 8)
	}
	name = room - bar - money - 6
	if bar > 0 {
		name--
	}
	head := left("REGION", room-money-5) + right("US$", money) + " " + right("%", 4)
	row := func(label, drawn, amount, share string) string {
		text := left(label, name)
		if bar > 0 {
			text += " " + left(drawn, bar)
		}
		return text + " " + right(amount, money) + " " + right(share, 4)
	}
	cells := []glanceCell{{text: o.face.look.head.Render(head)}}
	top := largest(b)
	for _, c := range b.Cells {
		amount := c.Money(portfolio.Approved)
		if amount == 0 {
			continue
		}
		label := clean(b.Name(portfolio.ByRegion, c.Codes[0]))
		share := strings.TrimSuffix(portfolio.Share(amount, b.Total.Money(portfolio.Approved)).Whole().Shown(), " %")
		cells = append(cells, glanceCell{row(label, o.face.bar(int64(amount), top, bar), amount.Shown(), share),
			o.cellWay(portfolio.ByRegion, c.Codes[0], label, amount), label + ": " + amount.Shown() + " dollars, " + share + " per cent"})
	}
	return cells
}

func largest(b *portfolio.Breakdown) int64 {
	top := int64(0)
	for _, c := range b.Cells {
		top = max(top, c.Of(portfolio.Approved))
	}
	return top
}

func (o *overview) lines() []glanceCell {
	b, name, bar := o.shown.Lines, o.lineName(), o.lineBar()
	row := func(label, drawn, share string) string {
		return left(label, name) + " " + left(drawn, bar) + " " + right(share, shareWidth)
	}
	head := left("SERVICE LINE", name+bar+2) + right("%", shareWidth)
	cells := []glanceCell{{text: o.face.look.head.Render(head)}}
	top := largest(b)
	for _, c := range b.Cells {
		amount := c.Money(portfolio.Approved)
		if amount == 0 {
			continue
		}
		full := clean(b.Name(portfolio.ByLine, c.Codes[0]))
		label := full
		if name <= 3 {
			label = o.face.lineLabel(c.Codes[0])
		}
		share := strings.TrimSuffix(portfolio.Share(amount, b.Total.Money(portfolio.Approved)).Shown(), " %")
		way := o.cellWay(portfolio.ByLine, c.Codes[0], full, amount)
		way.ask = portfolio.ShareFigure{Part: listFigure(way.spec, way.measure), Whole: portfolio.ListFigure{AsOf: o.shown.AsOf}}
		cells = append(cells, glanceCell{row(label, o.face.bar(int64(amount), top, bar), share), way, full + ": " + share + " per cent"})
	}
	return cells
}

package overview

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/overview"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (o *Overview) View() string {
	above := []string{o.face.Caption(o.title())}
	if o.first() {
		return o.face.Page(append(above, o.drawn()...))
	}
	return o.Draw(&o.face, above, o.emptyLines, o.drawn)
}

// toCome stands for figures that are being added up.
const toCome = "…"

// emptyLines says that there are no projects.
func (o *Overview) emptyLines() []string {
	if !o.empty() {
		return nil
	}
	if scope := o.scopeName(); o.conf.Filter.Scoped() {
		return []string{"No project in the portfolio yet: " + scope, "", "O shows all offices"}
	}
	return []string{"The portfolio has no projects yet.", "", "a in the view Portfolio adds one"}
}

// title returns the name of the programme if there is room for it beside the date.
func (o *Overview) title() string {
	if scope := o.scopeName(); scope != "" {
		return " " + scope
	}
	title := " Action against transnational organized crime"
	if o.face.Cells(title)+draw.ColumnGap+o.face.Cells(o.face.Day()) >= o.face.Width {
		return " The whole portfolio"
	}
	return title
}

// scopeName says of which office the figures are; empty if there is no scope.
func (o *Overview) scopeName() string { return o.conf.Filter.ScopeName(o.face.Cat, o.face.AsOf) }

func (o *Overview) empty() bool {
	return !slices.ContainsFunc(o.shown.Kinds, func(k overview.Kind) bool { return k.Totals.Projects > 0 })
}

// drawn returns the rows in sight, the selected line marked.
func (o *Overview) drawn() []string {
	var lines []string
	rows, stops := o.rows(), o.stops(o.side)
	selected := -1
	if o.stop < len(stops) {
		selected = stops[o.stop]
	}
	for i := o.top; i < min(o.top+o.page(), len(rows)); i++ {
		line := ui.Gutter(i == selected && o.side == leftSide) + rows[i].left.text
		if right := rows[i].right; right.text != "" {
			line = o.face.Left(line, o.rightAt()) + ui.Gutter(i == selected && o.side == rightSide) + right.text
		}
		lines = append(lines, line)
	}
	return lines
}

// glanceRow is a row of the overview, with its two columns.
type glanceRow struct{ left, right glanceCell }

type glanceCell struct {
	text string
	way  *glance // nil: opens nothing
	said string  // for linear mode; empty for what is only drawn
}

func (r glanceRow) on(side glanceSide) glanceCell {
	if side == rightSide {
		return r.right
	}
	return r.left
}

// The widths from which service lines stand beside the regions, and have their names, shortened or
// whole.
const (
	roomForBeside = 70
	roomForNames  = 110
	roomForWhole  = 140
)

// mostWidth is the maximum width of rows: on wider screens amounts would stand too far from their
// names.
const mostWidth = 156

func (o *Overview) width() int { return min(o.face.Width, mostWidth) }

func (o *Overview) beside() bool { return o.face.Width >= roomForBeside }

// room is the width of a row between gutter and margin.
func (o *Overview) room() int { return max(o.width()-draw.GutterWidth-1, 0) }

// madeRows are rows with what they were made of.
type madeRows struct {
	of   rowsOf
	rows []glanceRow
}

// rowsOf is all that rows are made of. Reports of two states differ, and each status is new.
type rowsOf struct {
	shown                *overview.Report
	status               *ui.MailroomStatus
	mute                 string
	first, ready, scoped bool
	look                 draw.Look
}

// rows returns all rows, which the caller must not modify: a key asks for them many times.
func (o *Overview) rows() []glanceRow {
	of := rowsOf{o.shown, o.status, "", o.first(), o.Ready(), o.conf.Filter.Scoped(), o.face.Look()}
	if o.mute != nil {
		of.mute = o.mute.Error()
	}
	if o.made.of != of {
		o.made = madeRows{of, o.makeRows()}
	}
	return o.made.rows
}

// makeRows makes all rows. Where there is no room, blank rows and all but the newest change are left
// out.
func (o *Overview) makeRows() []glanceRow {
	if !o.first() && (!o.Ready() || o.empty()) {
		return nil
	}
	blocks := [][]glanceRow{o.totals(), o.programme(), o.money(), append(o.waiting(), o.facts()...)}
	n := 0
	for _, b := range blocks {
		n += len(b)
	}
	changes := o.changes()
	if o.shown.Latest.Changes == 0 && o.page() < n+4 {
		changes = nil // which leaves room for blank rows
	}
	blank := o.page() - n - min(len(changes), 1)
	rows := slices.Clone(blocks[0])
	if blank > 2 {
		rows = append([]glanceRow{{}}, rows...)
	}
	for i, b := range blocks[1:] {
		if blank > len(blocks)-2-i && len(b) > 0 {
			rows = append(rows, glanceRow{})
		}
		rows = append(rows, b...)
	}
	return append(rows, changes[:min(max(o.page()-len(rows), 1), len(changes))]...)
}

// totals returns the projects of each kind with their amount, and their sum.
func (o *Overview) totals() []glanceRow {
	var rows []glanceRow
	for i := range o.shown.Kinds {
		k := &o.shown.Kinds[i]
		amount := breakdown.AmountOf(k.Totals.Amounts, k.Measure).Shown()
		what := draw.Count(portfolio.Count(k.Totals.Projects).Shown(), k.Kind.String()+" project",
			k.Kind.String()+" projects")
		if o.shown.First {
			amount, what = toCome, k.Kind.String()+" projects"
		}
		rows = append(rows, glanceRow{left: glanceCell{
			text: o.between([]string{what, o.statuses(k)}, "US$ "+amount+" "+string(k.Measure), amount),
			said: draw.Joined(what, o.statuses(k), amount+" dollars "+string(k.Measure)),
			way: o.listWay(k.List, k.Measure, k.Kind.String()+" projects, "+k.Measure.Title(),
				breakdown.Order{Key: portfolio.Key(k.Measure), Desc: true}),
		}})
	}
	return append(rows, o.sumOfKinds())
}

// sumOfKinds says why the projects of the kinds are more than all.
func (o *Overview) sumOfKinds() glanceRow {
	said, short := o.shown.KindsAddUp()
	if o.shown.First {
		said, short = "projects in all", ""
	}
	said = draw.Clean(said)
	text, whole := said, o.otherTotals()
	if o.face.Cells(text)+o.face.Cells(whole) > o.room() {
		text = draw.Clean(short)
	}
	if o.face.Cells(text)+o.face.Cells(whole) > o.room() {
		text, _, _ = strings.Cut(text, ":")
	}
	if whole != "" {
		text, said = o.between([]string{text}, whole), draw.Joined(said, whole)
	}
	q := o.shown.Scope
	if o.shown.Both > 0 {
		q = o.shown.BothKinds()
	}
	return glanceRow{left: glanceCell{o.face.Cut(text, o.room()), &glance{label: "projects of both kinds",
		open: func() ui.Screen { return o.conf.List(q, breakdown.Order{Key: portfolio.KeyNumber}) }}, said}}
}

// otherTotals says the totals of all projects that are not those of the kind above, whose main amount they are: some of
// another kind have such an amount too.
func (o *Overview) otherTotals() string {
	var out []string
	for i := range o.shown.Kinds {
		k := &o.shown.Kinds[i]
		whole := breakdown.AmountOf(o.shown.Whole, k.Measure)
		if !o.shown.First && whole != breakdown.AmountOf(k.Totals.Amounts, k.Measure) {
			out = append(out, whole.Cents.USD().Shown()+" "+string(k.Measure))
		}
	}
	return strings.Join(out, ", ")
}

// between puts words at the left and a figure at the right. Where there is no room, the last words
// are dropped first, then the shorter forms of the figure are used.
func (o *Overview) between(words []string, figures ...string) string {
	text, figure := strings.Join(words, "   "), figures[0]
	for o.face.Cells(text)+2+o.face.Cells(figure) > o.room() && len(words) > 1 {
		words = words[:len(words)-1]
		text = strings.Join(words, "   ")
	}
	for _, f := range figures[1:] {
		if o.face.Cells(text)+2+o.face.Cells(figure) > o.room() {
			figure = f
		}
	}
	return o.face.Left(text, o.room()-o.face.Cells(figure)) + figure
}

func (o *Overview) statuses(k *overview.Kind) string {
	var parts []string
	for _, s := range portfolio.Statuses {
		if n := k.Statuses[s]; n > 0 {
			parts = append(parts, portfolio.Count(n).Shown()+" "+string(s))
		}
	}
	return strings.Join(parts, ", ")
}

func (o *Overview) listWay(l overview.List, m breakdown.Measure, label string, order breakdown.Order) *glance {
	return &glance{label: label, spec: breakdown.ListSpec{Query: l.Query, AsOf: o.shown.AsOf}, measure: m,
		group: "projects", amount: breakdown.AmountOf(l.Totals.Amounts, m),
		open: func() ui.Screen { return o.conf.List(l.Query, order) }}
}

// cellWay returns the line that opens a cell of approved budgets.
func (o *Overview) cellWay(by breakdown.Dimension, code, name string, figure portfolio.Cents) *glance {
	ref := breakdown.CellRef{By: []breakdown.Dimension{by}, Codes: []string{code}, Measure: breakdown.Approved}
	c := ui.CellChoice{Ref: ref, Query: o.shown.Scope, Label: name, Figure: int64(figure)}
	spec := breakdown.ListSpec{Query: o.shown.Scope, AsOf: o.shown.AsOf, Cell: &ref}
	return &glance{label: name, spec: spec, measure: breakdown.Approved, group: string(by), amount: figure,
		open: func() ui.Screen { return o.conf.Cell(c) }}
}

// money returns the regions, and beside or below them the service lines.
func (o *Overview) money() []glanceRow {
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
func (o *Overview) rightAt() int { return o.width() - 1 - draw.GutterWidth - o.rightRoom() }

// rightRoom is the width of the right column: a name, a bar and a share.
func (o *Overview) rightRoom() int { return o.lineName() + 1 + o.lineBar() + 1 + shareWidth }

const shareWidth = 5 // 100.0

func (o *Overview) lineName() int {
	w := 3
	if o.face.Width >= roomForNames || !o.beside() {
		longest := 30
		if o.face.Width >= roomForWhole {
			longest = 60
		}
		for _, name := range o.lineNames() {
			w = max(w, min(o.face.Cells(draw.Clean(name)), longest))
		}
	}
	return w
}

// lineNames returns the names of the service lines that have projects, or until that is known of all,
// so that the regions stay where they are.
func (o *Overview) lineNames() []string {
	var names []string
	if o.shown.First {
		for _, l := range o.face.Cat.Lines {
			names = append(names, l.Name)
		}
		return names
	}
	for _, c := range o.shown.Lines.Cells {
		names = append(names, o.shown.Lines.Name(breakdown.ByLine, c.Codes[0]))
	}
	return names
}

func (o *Overview) lineBar() int {
	switch {
	case o.face.Width >= roomForWhole:
		return 16
	case o.beside():
		return 10
	}
	return max(min(o.room()-o.lineName()-2-shareWidth, 12), 0)
}

func (o *Overview) regions() []glanceCell {
	b := o.shown.Regions
	room := o.room()
	if o.beside() {
		room = o.rightAt() - draw.GutterWidth - 1
	}
	money := 11
	for _, c := range b.Cells {
		money = max(money, o.face.Cells(c.Money(breakdown.Approved).Shown()))
	}
	name := 6
	for _, c := range b.Cells {
		name = max(name, o.face.Cells(draw.Clean(b.Name(breakdown.ByRegion, c.Codes[0]))))
	}
	bar := min(room-name-money-8, 24)
	if bar < 5 {
		bar = min(max(room-20-money-8, 0), 8)
	}
	name = room - bar - money - 6
	if bar > 0 {
		name--
	}
	region := "REGION"
	if marked := region + "   " + draw.Otherwise + " printed otherwise"; o.differing() && o.face.Cells(marked) < room-money-5 {
		region = marked
	}
	head := o.face.Left(region, room-money-5) + o.face.Right("US$", money) + " " + o.face.Right("%", 4)
	row := func(label, drawn, amount, mark, share string) string {
		text := o.face.Left(label, name)
		if bar > 0 {
			text += " " + o.face.Left(drawn, bar)
		}
		return text + " " + o.face.Right(amount, money) + o.face.Left(mark, 1) + o.face.Right(share, 4)
	}
	cells := []glanceCell{{text: o.face.Styles.Head.Render(head)}}
	top := largest(b)
	for _, c := range b.Cells {
		if !c.Figure(breakdown.Approved).Known {
			continue
		}
		amount := c.Money(breakdown.Approved)
		label := draw.Clean(b.Name(breakdown.ByRegion, c.Codes[0]))
		share := strings.TrimSuffix(portfolio.Share(amount, b.Total.Money(breakdown.Approved)).Whole().Shown(), " %")
		mark, said := "", label+": "+amount.Shown()+" dollars, "+share+" per cent"
		if p, ok := o.shown.PrintedOtherwise(c.Codes[0]); ok {
			mark = draw.Otherwise
			said = draw.Joined(said, "the document prints "+portfolio.Cents(p.Value).Shown()+" in "+draw.Clean(p.Section()))
		}
		cells = append(cells, glanceCell{row(label, o.face.Bar(int64(amount), top, bar), amount.Shown(), mark, share),
			o.cellWay(breakdown.ByRegion, c.Codes[0], label, amount), said})
	}
	return cells
}

// differing reports whether the document prints another total for any region.
func (o *Overview) differing() bool {
	return slices.ContainsFunc(o.shown.Regions.Cells, func(c breakdown.Cell) bool {
		_, ok := o.shown.PrintedOtherwise(c.Codes[0])
		return ok
	})
}

func largest(b *breakdown.Breakdown) int64 {
	top := int64(0)
	for _, c := range b.Cells {
		top = max(top, c.Of(breakdown.Approved))
	}
	return top
}

func (o *Overview) lines() []glanceCell {
	b, name, bar := o.shown.Lines, o.lineName(), o.lineBar()
	row := func(label, drawn, share string) string {
		return o.face.Left(label, name) + " " + o.face.Left(drawn, bar) + " " + o.face.Right(share, shareWidth)
	}
	head := o.face.Left("SERVICE LINE", name+bar+2) + o.face.Right("%", shareWidth)
	cells := []glanceCell{{text: o.face.Styles.Head.Render(head)}}
	if o.shown.First {
		return cells
	}
	top := largest(b)
	for _, c := range b.Cells {
		if !c.Figure(breakdown.Approved).Known {
			continue
		}
		amount := c.Money(breakdown.Approved)
		full := draw.Clean(b.Name(breakdown.ByLine, c.Codes[0]))
		label := full
		if name <= 3 {
			label = o.face.LineLabel(c.Codes[0])
		}
		share := strings.TrimSuffix(portfolio.Share(amount, b.Total.Money(breakdown.Approved)).Shown(), " %")
		way := o.cellWay(breakdown.ByLine, c.Codes[0], full, amount)
		way.ask = proof.ShareFigure{Part: ui.ListFigure(way.spec, way.measure),
			Whole: proof.ListFigure{Query: o.shown.Scope, AsOf: o.shown.AsOf}}
		cells = append(cells, glanceCell{row(label, o.face.Bar(int64(amount), top, bar), share), way,
			full + ": " + share + " per cent"})
	}
	return cells
}

package tui

import (
	"strings"

	"fieldfolio/portfolio"
)

// listColumn is a column of the list with the value that a row has in it.
type listColumn struct {
	column
	key   portfolio.Key // to sort by; empty if it cannot be
	value func(*portfolio.Listed) string
}

// The title must have so many cells for a column to stand beside it.
const (
	roomForSorted  = 10
	roomForEnds    = 12
	roomForCountry = 24
	roomForMore    = 46
)

// columns returns the columns that fit, in order.
func (p *projects) columns() []listColumn {
	all := p.allColumns()
	plain := make([]column, len(all))
	for i, c := range all {
		plain[i] = c.column
	}
	places, rest := fitColumns(plain, titleColumn, p.face.width)
	out := make([]listColumn, len(places))
	for i, at := range places {
		out[i] = all[at]
		if at == titleColumn {
			out[i].width = rest
		}
	}
	return out
}

// titleColumn is the place of the title, which gets the room that is left.
const titleColumn = 1

func (p *projects) allColumns() []listColumn {
	number := 6
	if p.list != nil {
		number = max(number, p.list.number)
	}
	if p.order().Key == portfolio.KeyNumber {
		number = max(number, len("NUMBER ^"))
	}
	f := &p.face
	cols := []listColumn{
		{column{head: "NUMBER", width: number}, portfolio.KeyNumber, func(l *portfolio.Listed) string { return clean(l.NumberShown()) }},
		{column{head: "TITLE"}, portfolio.KeyTitle, func(l *portfolio.Listed) string { return clean(l.Title) }},
		{column{head: "COUNTRY", width: 13, drop: 2, least: roomForCountry}, portfolio.KeyCountry, func(l *portfolio.Listed) string { return clean(l.Country) }},
		{column{head: "PROGRAMME", width: 20, drop: 3, least: roomForMore}, portfolio.KeyProgramme, f.programme},
		{column{head: "STARTS", width: 9, drop: 4, least: roomForMore}, portfolio.KeyStart, func(l *portfolio.Listed) string { return l.Duration.Start.MonthMarked(l.Duration.StartAssumed) }},
		{column{head: "ENDS", width: 9, drop: 1, least: roomForEnds}, portfolio.KeyEnd, func(l *portfolio.Listed) string { return l.Duration.End.MonthMarked(l.Duration.EndAssumed) }},
		{column{head: "LINES", width: 11, drop: 5, least: roomForMore}, portfolio.KeyLine, f.lineLabels},
		{column{head: "KIND", width: 6, drop: 8, least: roomForMore}, portfolio.KeyKind, func(l *portfolio.Listed) string { return l.Kind.String() }},
		{column{head: "STATUS", width: 8, drop: 9, least: roomForMore}, portfolio.KeyStatus, func(l *portfolio.Listed) string { return string(l.StatusOn(f.asOf)) }},
	}
	drop := 6
	for _, m := range []portfolio.Measure{portfolio.Overall, portfolio.Shortfall, portfolio.Approved} {
		if m != p.measure {
			cols = append(cols, p.moneyColumn(m, drop))
			drop++
		}
	}
	if p.conf.cell != nil && p.conf.cell.ref.Measure != portfolio.ProjectCount {
		main := p.moneyColumn(p.measure, 1)
		main.least = 20
		part := listColumn{column{head: "PART", width: p.moneyWidth(), right: true}, portfolio.KeyPart, func(l *portfolio.Listed) string { return l.Part.Shown() }}
		return p.marked(append(cols, main, part))
	}
	return p.marked(append(cols, p.moneyColumn(p.measure, 0)))
}

// marked puts the mark of the order into the head of its column, and lets that
// column stay longest.
func (p *projects) marked(cols []listColumn) []listColumn {
	o := p.order()
	for i := range cols {
		if cols[i].drop > 0 {
			cols[i].drop++
		}
		if cols[i].key != o.Key {
			continue
		}
		cols[i].drop, cols[i].least = min(cols[i].drop, 1), min(cols[i].least, roomForSorted)
		cols[i].head += orderMark(o)
	}
	return cols
}

func (p *projects) moneyColumn(m portfolio.Measure, drop int) listColumn {
	head := strings.ToUpper(string(m))
	if p.face.width < 60 {
		head = "US$"
	}
	c := column{head: head, width: p.moneyWidth(), right: true, drop: drop, least: roomForMore}
	return listColumn{c, portfolio.Key(m), func(l *portfolio.Listed) string { return l.Amounts.Of(m).Shown() }}
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

func (f *face) programme(l *portfolio.Listed) string { return f.programmeName(l.Programme) }

func (f *face) programmeName(code string) string {
	if p, ok := f.cat.Programme(code); ok {
		return clean(p.Name)
	}
	return clean(code)
}

func (f *face) lineLabels(l *portfolio.Listed) string {
	labels := make([]string, len(l.Lines))
	for i, portion := range l.Lines {
		labels[i] = f.lineLabel(portion.Code)
	}
	return strings.Join(labels, " ")
}

func (f *face) lineLabel(code string) string {
	if l, ok := f.cat.Line(code); ok && l.Label != "" {
		return clean(l.Label)
	}
	return clean(code)
}

// View draws the list, or says why there is none.
func (p *projects) View() string {
	w, h := p.face.width, p.face.height
	lines := p.above()
	switch {
	case p.fault != nil:
		lines = append(lines[:1], failed("The projects could not be loaded", p.fault, w, h-1)...)
	case p.list == nil:
		lines = append(lines[:1], centred([]string{"Loading the projects…"}, w, h-1)...)
	case p.list.count() == 0:
		lines = append(lines[:1], p.emptyLines(h-1)...)
	default:
		lines = append(lines, p.rowLines()...)
		lines = append(lines, p.below()...)
	}
	return page(lines, w, h)
}

// failed returns the lines of a screen that could not load.
func failed(what string, err error, w, h int) []string {
	n := failure("", err)
	lines := append([]string{what + "."}, wrap(n.text, w-6)...)
	if n.hint != "" {
		lines = append(lines, wrap(n.hint, w-6)...)
	}
	return centred(append(lines, "", "ctrl+r tries again"), w, h)
}

func (p *projects) emptyLines(h int) []string {
	q := p.list.spec.Query.String()
	if q == "" {
		return centred([]string{p.emptyText()}, p.face.width, h)
	}
	lines := wrap(p.emptyText(), p.face.width-6)
	if !p.search.open {
		lines = append(lines, "", "/ changes the query")
	}
	return centred(lines, p.face.width, h)
}

// emptyText says that there are no projects.
func (p *projects) emptyText() string {
	if q := p.list.spec.Query.String(); q != "" {
		return "No project matches " + clean(q) + "."
	}
	return "The portfolio has no projects yet."
}

// above returns the lines over the rows.
func (p *projects) above() []string {
	lines := []string{p.caption()}
	if p.face.height >= 14 {
		lines = append(lines, "")
	}
	cols := p.columns()
	plain := make([]column, len(cols))
	for i, c := range cols {
		plain[i] = c.column
	}
	return append(lines, p.face.look.head.Render(blanks(gutterWidth)+heads(plain)))
}

func (p *projects) caption() string {
	all := "all projects"
	if c := p.conf.cell; c != nil {
		all = c.label
	}
	if p.sorter.open {
		return p.sorterLine(p.face.width)
	}
	left, _ := p.search.line(all, p.face.width)
	if c := p.conf.cell; c != nil && !p.search.open && len(p.search.query.Terms) > 0 {
		left = " " + c.label + "   " + strings.TrimSpace(left)
	}
	if !p.search.open {
		left += p.hiddenOrder()
	}
	return sides(left, p.face.look.muted.Render(p.face.day()), p.face.width)
}

// hiddenOrder says what the list is sorted by where that has no column.
func (p *projects) hiddenOrder() string {
	o := p.order()
	for _, c := range p.columns() {
		if c.key == o.Key {
			return ""
		}
	}
	return "   by " + string(o.Key) + orderMark(o)
}

func orderMark(o portfolio.Order) string { return map[bool]string{true: " ↓", false: " ↑"}[o.Desc] }

// Cursor returns where the next letter goes.
func (p *projects) Cursor() (x, y int) {
	_, x = p.search.line("", p.face.width)
	return x, 0
}

func (p *projects) page() int {
	return max(p.face.height-len(p.above())-len(p.below()), 1)
}

func (p *projects) rowLines() []string {
	cols := p.columns()
	plain := make([]column, len(cols))
	for i, c := range cols {
		plain[i] = c.column
	}
	lines := make([]string, p.page())
	for i := range lines {
		at := p.list.top + i
		if at >= p.list.count() {
			break
		}
		lines[i] = gutter(at == p.list.at) + p.rowText(cols, plain, p.list.row(at))
	}
	return lines
}

func (p *projects) rowText(cols []listColumn, plain []column, row *portfolio.Listed) string {
	if row == nil {
		return "…"
	}
	values := make([]string, len(cols))
	for i, c := range cols {
		values[i] = c.value(row)
	}
	return joinRow(plain, values)
}

// below returns the lines under the rows: totals and legend.
func (p *projects) below() []string {
	if p.list == nil {
		return nil
	}
	var lines []string
	if p.face.height >= 14 {
		lines = append(lines, "")
	}
	lines = append(lines, p.face.look.total.Render(p.totalLine()))
	if note := p.note(); note != "" && p.face.height >= 14 {
		lines = append(lines, p.face.look.muted.Render(note))
	}
	if p.list.marks != "" && p.face.height >= 14 {
		lines = append(lines, p.face.look.muted.Render(cut("   "+clean(p.list.marks), p.face.width-1)))
	}
	return lines
}

// totalLine says how many projects there are, and what their amounts are
// together, each under its column.
func (p *projects) totalLine() string {
	t := p.list.totals
	if t == nil {
		return "   counting…"
	}
	cols := p.columns()
	at := len(cols)
	for at > 0 && isMoney(cols[at-1].key) {
		at--
	}
	tail := ""
	for _, c := range cols[at:] {
		sum := sumOf(t, c.key).Shown()
		tail += "  " + right(sum, max(c.width, width(sum)))
	}
	label := "   " + count(portfolio.Count(t.Projects).Shown(), "project", "projects")
	if p.face.width >= 60 {
		label += ", amounts in US$"
	}
	return left(label, p.face.width-1-width(tail)) + tail
}

func sumOf(t *portfolio.ListTotals, k portfolio.Key) portfolio.Amount {
	if k == portfolio.KeyPart {
		return t.Part
	}
	return t.Of(portfolio.Measure(k))
}

// note returns the second line under the list: whether parts make up the cell,
// what the marks mean, and of the sums that have no column those that fit.
func (p *projects) note() string {
	var parts []string
	if c := p.conf.cell; c != nil && len(p.list.spec.Query.Terms) == len(c.query.Terms) {
		parts = append(parts, c.proof(p.list.totals))
	} else if p.list.totals != nil {
		parts = append(parts, p.printedTotal())
	}
	if p.list.assumed {
		parts = append(parts, "~ assumed")
	}
	if p.list.provisional {
		parts = append(parts, "* provisional number")
	}
	if p.conf.cell == nil && p.list.totals != nil {
		parts = append(parts, p.otherSums()...)
	}
	text := ""
	for _, s := range parts {
		if s != "" && width(text)+3+width(s) <= p.face.width {
			text += "   " + s
		}
	}
	return text
}

// printedTotal holds the list against the total that the document prints.
func (p *projects) printedTotal() string {
	if p.conf.printed == nil {
		return ""
	}
	return p.conf.printed.says(p.list.spec.Query, p.list.totals.Approved.Cents)
}

func (p *projects) otherSums() []string {
	t, shown := p.list.totals, map[portfolio.Key]bool{}
	for _, c := range p.columns() {
		shown[c.key] = true
	}
	var parts []string
	for _, k := range []portfolio.Key{portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall} {
		if sum := sumOf(t, k); !shown[k] && sum.Cents != 0 {
			parts = append(parts, string(k)+" "+sum.Shown())
		}
	}
	return parts
}

package list

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

func (p *Projects) View() string {
	above := p.above()
	return p.Draw(&p.face, above[:1], p.emptyLines, func() []string {
		return slices.Concat(above[1:], p.rowLines(), p.below())
	})
}

// emptyLines says that there are no projects, and what to do.
func (p *Projects) emptyLines() []string {
	switch {
	case p.list.Count() > 0:
		return nil
	case p.list.Spec.Query.String() == "":
		return []string{p.search.None(p.list.Spec.Query), "", "a adds one"}
	}
	lines := append(p.face.Wrap(p.search.None(p.list.Spec.Query), p.face.Width-6), p.outsideLines()...)
	if ways := p.search.Ways(); len(ways) > 0 {
		lines = slices.Concat(lines, []string{""}, ways)
	}
	return lines
}

// above returns the lines above the rows.
func (p *Projects) above() []string {
	lines := append([]string{p.caption()}, p.face.BelowCaption()...)
	return append(lines, draw.Heads(&p.face, p.columns()))
}

func (p *Projects) caption() string {
	all := "all projects"
	if c := p.Conf.Cell; c != nil {
		all = c.Label
	}
	if p.prompt.Open {
		text, _ := p.prompt.Line(&p.face)
		return text
	}
	left, _ := p.search.Line(all, p.face.Width)
	if c := p.Conf.Cell; c != nil && !p.search.Open {
		left = p.ofCell(c)
	}
	if p.search.Open {
		return p.face.Typing(left)
	}
	whole, first := p.hiddenOrder()
	if p.face.Cells(left+whole)+p.face.Cells(p.face.Day())+3 > p.face.Width {
		whole = first
	}
	return p.face.Caption(left + whole)
}

// ofCell names the cell and what its projects were selected by, for which the name makes room.
func (p *Projects) ofCell(c *ui.CellChoice) string {
	const leastName = 20
	room := p.face.Width - edit.DayRoom - 3
	by := p.search.Words("", room-p.face.Cells(c.Label))
	if by == "" {
		return " " + c.Label
	}
	return " " + p.face.Cut(c.Label, max(room-p.face.Cells(by), leastName)) + "   " + by
}

// hiddenOrder names the sort keys that have no column: all of them, and a short form with the first
// only.
func (p *Projects) hiddenOrder() (whole, first string) {
	cols := p.columns()
	for i, o := range p.orders() {
		if slices.ContainsFunc(cols, func(c listColumn) bool { return c.key == o.Key }) {
			continue
		}
		switch {
		case whole != "":
			whole += ", "
		case i == 0:
			whole = "   by "
		default:
			whole = "   then by "
		}
		whole += string(o.Key) + orderMark([]breakdown.Order{o}, 0)
		if i == 0 {
			first = whole
		}
	}
	return whole, first
}

func (p *Projects) Cursor() (x, y int) {
	if p.prompt.Open {
		_, x = p.prompt.Line(&p.face)
		return x, 0
	}
	_, x = p.search.Line("", p.face.Width)
	return x, 0
}

func (p *Projects) page() int {
	return max(p.face.Height-len(p.above())-len(p.below()), 1)
}

func (p *Projects) rowLines() []string {
	cols := p.columns()
	lines := make([]string, p.page())
	for i := range lines {
		at := p.list.Top + i
		if at >= p.list.Count() {
			break
		}
		row := p.list.Row(at)
		lines[i] = p.gutter(at == p.list.At, row) + p.rowText(cols, row)
	}
	return lines
}

func (p *Projects) rowText(cols []listColumn, row *breakdown.Listed) string {
	if row == nil {
		return "…"
	}
	values := make([]string, len(cols))
	for i := range cols {
		values[i] = cols[i].text(row)
	}
	return draw.JoinRow(p.face.Measure, cols, values)
}

// below returns the lines below the rows: totals and legend.
func (p *Projects) below() []string {
	if p.list == nil {
		return nil
	}
	var lines []string
	if p.face.Height >= 14 {
		lines = append(lines, "")
	}
	lines = append(lines, p.face.Styles.Total.Render(p.totalLine()))
	for _, l := range p.outsideLines() {
		lines = append(lines, p.face.Styles.Muted.Render("   "+l))
	}
	for _, note := range p.notes() {
		lines = append(lines, p.face.Styles.Muted.Render(note))
	}
	if note := p.yearNote(); note != "" {
		if p.face.Cells(note)+4 > p.face.Width {
			note = breakdown.EvenlyByDays
		}
		lines = append(lines, p.face.Styles.Muted.Render("   "+note))
	}
	if !p.list.Marks.Empty() && p.face.Height >= 14 {
		lines = append(lines, p.face.Styles.Muted.Render(p.face.Cut("   "+draw.ShownText(p.list.Marks), p.face.Width-1)))
	}
	if slices.ContainsFunc(p.columns(), func(c listColumn) bool { return c.name == linesColumn }) {
		for _, l := range p.face.LineLegend() {
			lines = append(lines, p.face.Styles.Muted.Render("   "+l))
		}
	}
	return lines
}

// totalLine returns the number of projects and the totals, each under its column.
func (p *Projects) totalLine() string {
	if p.list.Totals == nil {
		return "   counting"
	}
	line := p.face.Cut(p.totalLabel(), p.face.Width-1)
	for _, s := range p.sums() {
		line = p.face.Left(line, s.at) + s.text
	}
	return line
}

// roomForUnit is the width from which the number of projects and the unit fit beside a total.
const roomForUnit = 40

// totalLabel returns the number of projects, preceded by the number of marked ones.
func (p *Projects) totalLabel() string {
	n := draw.Count(portfolio.Count(p.list.Totals.Projects).Shown(), "project", "projects")
	switch wide := p.face.Width >= 60; {
	case p.marks.any() && wide:
		return "   " + p.markedValue().Shown() + "   " + n + " in all"
	case p.marks.any():
		return "   " + p.markedValue().Shown()
	case wide:
		return "   " + n + ", amounts in US$"
	case p.face.Width >= roomForUnit:
		return "   " + n + ", US$"
	}
	return "   " + n
}

// sum is a total and its position.
type sum struct {
	key  portfolio.Key
	text string
	at   int // cell at which it begins
}

// sums returns the totals that fit under their columns to the right of the label, from left to
// right. A total wider than its column begins before it. On narrow screens only that of the marked
// projects is shown.
func (p *Projects) sums() []sum {
	if p.marks.any() && p.face.Width < 60 {
		return nil
	}
	cols := p.columns()
	end := draw.GutterWidth - draw.ColumnGap
	ends := make([]int, len(cols))
	for i, c := range cols {
		end += draw.ColumnGap + c.Width
		ends[i] = end
	}
	label := p.face.Cells(strings.TrimRight(p.totalLabel(), " "))
	limit := p.face.Width - 1
	var out []sum
	for i := len(cols) - 1; i >= 0; i-- {
		if !IsMoney(cols[i].key) {
			continue
		}
		s := sum{key: cols[i].key, text: sumOf(p.list.Totals, cols[i].key).Shown()}
		if s.at = min(ends[i], limit) - p.face.Cells(s.text); s.at >= label+draw.ColumnGap {
			out = append(out, s)
			limit = s.at - draw.ColumnGap
		}
	}
	slices.Reverse(out)
	return out
}

func sumOf(t *breakdown.ListTotals, k portfolio.Key) portfolio.Amount {
	if k == breakdown.KeyPart {
		return t.Part
	}
	return breakdown.AmountOf(t.Amounts, breakdown.Measure(k))
}

// notes returns what stands below the totals of the list: whether the parts add up to the cell, what signs
// mean, and the totals without a column that fit.
func (p *Projects) notes() []string {
	var parts []string
	printed, verdict := p.printedTotal()
	if verdict == reconcile.Differs {
		printed += "; w says why"
	}
	parts = append(parts, printed, p.cellProof())
	if p.list.Assumed {
		parts = append(parts, "~ assumed")
	}
	if p.list.Provisional {
		parts = append(parts, "* provisional number")
	}
	if p.list.Disorder {
		parts = append(parts, "! values do not fit together")
	}
	if p.Conf.Cell == nil && p.list.Totals != nil {
		parts = append(parts, p.otherSums()...)
	}
	return p.inLines(draw.NonEmpty(parts...))
}

// inLines lays out parts of a note: on one line, on two where there is room for them; what does not fit is left out.
func (p *Projects) inLines(parts []string) []string {
	most := 0
	switch {
	case p.face.Height >= roomForNotes:
		most = 2
	case p.face.Height >= 14:
		most = 1
	}
	var lines []string
	for range most {
		text, later := "", []string{}
		for _, s := range parts {
			if p.face.Cells(text)+3+p.face.Cells(s) > p.face.Width {
				later = append(later, s)
				continue
			}
			text += "   " + s
		}
		parts = later
		lines = append(lines, draw.NonEmpty(text)...)
	}
	return lines
}

// roomForNotes is the height from which the notes below a list may take two lines.
const roomForNotes = 20

func (p *Projects) outsideLines() []string {
	return draw.NonEmpty(p.face.Wrap(p.outside().Shown(), p.face.Width-6)...)
}

// yearNote says how amounts are divided among years, empty unless the list has those of some years.
func (p *Projects) yearNote() string { return p.list.Spec.YearNote(p.Measure) }

// outside says how much of the list's main amount lies outside the years and
// places to which the query confines amounts; empty if it confines none.
func (p *Projects) outside() portfolio.Phrase {
	if p.list.Totals == nil {
		return portfolio.Phrase{}
	}
	of := func(m breakdown.Measure) portfolio.Phrase {
		return report.OutsideOfList(p.list.Spec, p.face.Cat, m, *p.list.Totals)
	}
	if out := of(p.Measure); !out.Empty() {
		return out
	}
	return of(breakdown.ProjectCount)
}

// printedTotal compares the list with the total that the document prints; empty
// if it prints none.
func (p *Projects) printedTotal() (string, reconcile.Verdict) {
	c := p.Conf.Cell
	if p.list.Totals == nil || c != nil && c.Ref.Measure != breakdown.Approved {
		return "", ""
	}
	return report.ListTotal(p.Conf.Printed.figures, p.list.Spec, p.list.Totals.Approved.Cents)
}

// cellProof says whether the list agrees with its cell; empty if it has none, or
// shows only some of its projects.
func (p *Projects) cellProof() string {
	c := p.Conf.Cell
	if c == nil || len(p.list.Spec.Query.Terms) != len(c.Query.Terms) {
		return ""
	}
	return c.Proof(p.list.Totals)
}

func (p *Projects) otherSums() []string {
	t, shown := p.list.Totals, map[portfolio.Key]bool{}
	for _, s := range p.sums() {
		shown[s.key] = true
	}
	var parts []string
	for _, k := range []portfolio.Key{portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall} {
		if sum := sumOf(t, k); !shown[k] && sum.Known {
			parts = append(parts, string(k)+" "+sum.Shown())
		}
	}
	return parts
}

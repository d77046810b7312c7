package tui

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// View draws the list, or says why there is none.
func (p *projects) View() string {
	above := p.above()
	return p.draw(&p.face, above[:1], p.none, func() []string {
		return slices.Concat(above[1:], p.rowLines(), p.below())
	})
}

// none says that there are no projects, and what to do.
func (p *projects) none() []string {
	switch {
	case p.list.count() > 0:
		return nil
	case p.list.spec.Query.String() == "":
		return []string{p.emptyText(), "", "a adds one"}
	}
	lines := wrap(p.emptyText(), p.face.width-6)
	if !p.search.open {
		lines = append(lines, "", "/ changes the query")
	}
	return lines
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
	return append(lines, p.face.look.head.Render(blanks(gutterWidth)+heads(p.columns())))
}

func (p *projects) caption() string {
	all := "all projects"
	if c := p.conf.cell; c != nil {
		all = c.label
	}
	if p.prompt.open {
		text, _ := p.prompt.line(p.face.width)
		return text
	}
	left, _ := p.search.line(all, p.face.width)
	if c := p.conf.cell; c != nil && !p.search.open && len(p.search.query.Terms) > 0 {
		left = " " + c.label + "   " + strings.TrimSpace(left)
	}
	day := p.face.look.muted.Render(p.face.day())
	if !p.search.open {
		whole, first := p.hiddenOrder()
		if width(left+whole)+width(day)+3 > p.face.width {
			whole = first
		}
		left += whole
	}
	return sides(left, day, p.face.width)
}

// hiddenOrder says by which keys the list is sorted that have no column, and
// only the first one of all, where there is no room for more.
func (p *projects) hiddenOrder() (whole, first string) {
	cols := p.columns()
	for i, o := range p.orders() {
		if slices.ContainsFunc(cols, func(c listColumn) bool { return c.key == o.Key }) {
			continue
		}
		if whole == "" {
			whole = "   by "
		} else {
			whole += ", "
		}
		whole += string(o.Key) + orderMark(p.orders(), i)
		if i == 0 {
			first = whole
		}
	}
	return whole, first
}

// Cursor returns where the next letter goes.
func (p *projects) Cursor() (x, y int) {
	if p.prompt.open {
		_, x = p.prompt.line(p.face.width)
		return x, 0
	}
	_, x = p.search.line("", p.face.width)
	return x, 0
}

func (p *projects) page() int {
	return max(p.face.height-len(p.above())-len(p.below()), 1)
}

func (p *projects) rowLines() []string {
	cols := p.columns()
	lines := make([]string, p.page())
	for i := range lines {
		at := p.list.top + i
		if at >= p.list.count() {
			break
		}
		row := p.list.row(at)
		lines[i] = p.gutter(at == p.list.at, row) + p.rowText(cols, row)
	}
	return lines
}

func (p *projects) rowText(cols []listColumn, row *portfolio.Listed) string {
	if row == nil {
		return "…"
	}
	values := make([]string, len(cols))
	for i := range cols {
		values[i] = cols[i].text(row)
	}
	return joinRow(cols, values)
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
	if !p.list.marks.Empty() && p.face.height >= 14 {
		lines = append(lines, p.face.look.muted.Render(cut("   "+shownText(p.list.marks), p.face.width-1)))
	}
	return lines
}

// totalLine says how many projects there are, and what their amounts are
// together, each under its column.
func (p *projects) totalLine() string {
	if p.list.totals == nil {
		return "   counting…"
	}
	line := cut(p.totalLabel(), p.face.width-1)
	for _, s := range p.sums() {
		line = left(line, s.at) + s.text
	}
	return line
}

// totalLabel says how many projects there are, and before that how many are
// marked.
func (p *projects) totalLabel() string {
	n := count(portfolio.Count(p.list.totals.Projects).Shown(), "project", "projects")
	switch wide := p.face.width >= 60; {
	case p.marks.any() && wide:
		return "   " + p.markedValue().Shown() + "   " + n + " in all"
	case p.marks.any():
		return "   " + p.markedValue().Shown()
	case wide:
		return "   " + n + ", amounts in US$"
	}
	return "   " + n
}

// sum is a total under its column.
type sum struct {
	key  portfolio.Key
	text string
	at   int // the cell in which it begins
}

// sums returns the totals that find room under their columns, right of the
// label, from left to right. One that is wider than its column begins before it.
// On narrow screens the sum of what is marked stands alone.
func (p *projects) sums() []sum {
	if p.marks.any() && p.face.width < 60 {
		return nil
	}
	cols := p.columns()
	end := gutterWidth - columnGap
	ends := make([]int, len(cols))
	for i, c := range cols {
		end += columnGap + c.width
		ends[i] = end
	}
	label := width(strings.TrimRight(p.totalLabel(), " "))
	limit := p.face.width - 1
	var out []sum
	for i := len(cols) - 1; i >= 0; i-- {
		if !isMoney(cols[i].key) {
			continue
		}
		s := sum{key: cols[i].key, text: sumOf(p.list.totals, cols[i].key).Shown()}
		if s.at = min(ends[i], limit) - width(s.text); s.at >= label+columnGap {
			out = append(out, s)
			limit = s.at - columnGap
		}
	}
	slices.Reverse(out)
	return out
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
	for _, s := range p.sums() {
		shown[s.key] = true
	}
	var parts []string
	for _, k := range []portfolio.Key{portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall} {
		if sum := sumOf(t, k); !shown[k] && sum.Cents != 0 {
			parts = append(parts, string(k)+" "+sum.Shown())
		}
	}
	return parts
}

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// otherwise marks a sum that the document prints in another way.
const otherwise = "≠"

// View draws the tree, or says why there is none.
func (p *programme) View() string {
	return p.draw(&p.face, []string{p.caption()}, p.none, p.tree)
}

// none says that there is no plan.
func (p *programme) none() []string {
	if len(p.rows) > 0 {
		return nil
	}
	return []string{"No sub-programme is recorded."}
}

func (p *programme) caption() string {
	return sides(" The thematic programme 2011-2013", p.face.look.muted.Render("indicative, US$"), p.face.width)
}

func (p *programme) airy() bool { return p.face.height >= 14 }

// page is what head, total and the line below it leave.
func (p *programme) page() int {
	chrome := 3
	if p.airy() {
		chrome = 6
	}
	return max(p.face.height-chrome, 1)
}

func (p *programme) tree() []string {
	var lines []string
	if p.airy() {
		lines = append(lines, "")
	}
	cols, places := p.columns()
	lines = append(lines, p.face.look.head.Render(blanks(gutterWidth)+heads(cols)))
	for i := range p.page() {
		if at := p.cursor.top + i; at < len(p.shown) {
			lines = append(lines, gutter(at == p.cursor.at)+planText(&p.rows[p.shown[at]], p.sign(p.shown[at]), cols, places))
		} else if !p.airy() {
			lines = append(lines, "")
		}
	}
	if p.airy() {
		lines = append(lines, "")
	}
	lines = append(lines, p.face.look.total.Render(blanks(gutterWidth)+planText(&p.total, "", cols, places)))
	if p.airy() {
		lines = append(lines, p.face.look.muted.Render(cut(p.note(), p.face.width)))
	}
	return lines
}

// sign says whether there is more below a row.
func (p *programme) sign(i int) string {
	switch {
	case p.leaf(i):
		return "  "
	case p.closed[p.key(i)]:
		return "+ "
	}
	return "- "
}

// note says what the mark means where there is one.
func (p *programme) note() string {
	if p.allAsPrinted() != "" {
		return ""
	}
	note := "   " + otherwise + " the document prints another sum"
	if p.face.width >= 60 {
		note += ": p shows which"
	}
	return note
}

const labelHead = "SUB-PROGRAMME, OUTCOME, ACTIVITY"

// planLabel is the label of a row, indented by its level.
func planLabel(r *portfolio.PlanRow, sign string) string {
	return strings.Repeat("  ", int(r.Level)) + sign + clean(r.Label)
}

// columns returns the columns that fit, and which they are.
func (p *programme) columns() (cols []column, places []int) {
	code, money := 4, 10
	for _, i := range p.shown {
		code = max(code, min(width(clean(p.rows[i].Code)), 6))
	}
	label := width(labelHead)
	for _, r := range append([]portfolio.PlanRow{p.total}, p.rows...) {
		money = max(money, width(known(r.Budget)), width(known(r.Shortfall)))
		label = max(label, width(planLabel(&r, "- ")))
	}
	all := []column{{head: "CODE", width: code, drop: 3, least: 20}, {head: labelHead, width: label},
		{head: "BUDGET", width: money, right: true, drop: 2, least: 14}, {head: "SHORTFALL", width: money, right: true},
		{head: "%", width: 5, right: true, drop: 1, least: 16}, {width: 1}, {head: "IN THE DOCUMENT", width: 30, drop: 4, least: 40}}
	places, rest := fitColumns(all, 1, p.face.width)
	for _, at := range places {
		c := all[at]
		if at == 1 {
			c.width = rest
		}
		cols = append(cols, c)
	}
	return cols, places
}

// planText returns the text of a row: the level indents its label, and what is
// not known is blank, for its level has no such figure.
func planText(r *portfolio.PlanRow, sign string, cols []column, places []int) string {
	share, mark, where := "", "", ""
	if s, ok := r.Unfunded(); ok {
		share = strings.TrimSuffix(s.Shown(), " %")
	}
	if r.Printed != "" {
		mark = otherwise
	}
	for _, s := range r.Sources {
		if where == "" {
			where = clean(s.Where)
		}
	}
	all := []string{clean(r.Code), planLabel(r, sign), known(r.Budget), known(r.Shortfall), share, mark, where}
	values := make([]string, len(places))
	for i, at := range places {
		values[i] = all[at]
	}
	return joinRow(cols, values)
}

// known returns an amount, blank if it is not known.
func known(a portfolio.Amount) string {
	if !a.Known {
		return ""
	}
	return a.Shown()
}

// allAsPrinted says why there is nothing that is printed otherwise.
func (p *programme) allAsPrinted() string {
	if len(p.printedLines()) == 0 {
		return "no sum is printed otherwise"
	}
	return ""
}

// printedLines says of each sum that the document prints otherwise what it
// prints; the whole first.
func (p *programme) printedLines() []string {
	var lines []string
	for _, r := range append([]portfolio.PlanRow{p.total}, p.rows...) {
		if r.Printed != "" {
			lines = append(lines, strings.TrimSpace(r.Code+" "+r.Label)+": "+r.Printed+".", "")
		}
	}
	return lines
}

func (p *programme) openPrinted() tea.Cmd {
	return open(p.conf.printed("Sums that the document prints otherwise", p.printedLines()))
}

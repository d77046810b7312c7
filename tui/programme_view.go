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
	cols := p.columns()
	lines = append(lines, p.face.look.head.Render(blanks(gutterWidth)+heads(cols)))
	line := func(at int) string { return rowText(cols, planLine{&p.rows[p.shown[at]], p.sign(p.shown[at])}) }
	rows := p.cursor.rows(len(p.shown), p.page(), line)
	lines = append(lines, rows...)
	if p.airy() {
		lines = append(lines, "")
	} else {
		lines = append(lines, make([]string, p.page()-len(rows))...)
	}
	lines = append(lines, p.face.look.total.Render(blanks(gutterWidth)+rowText(cols, planLine{PlanRow: &p.total})))
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

// columns returns the columns that fit.
func (p *programme) columns() []valueColumn[planLine] {
	code, money := 4, 10
	for _, i := range p.shown {
		code = max(code, min(width(clean(p.rows[i].Code)), 6))
	}
	label := width(labelHead)
	for _, r := range append([]portfolio.PlanRow{p.total}, p.rows...) {
		money = max(money, width(known(r.Budget)), width(known(r.Shortfall)))
		label = max(label, width(planLabel(&r, "- ")))
	}
	return fitColumns([]valueColumn[planLine]{
		valued(column{head: "CODE", width: code, drop: 3, least: 20}, func(l planLine) string { return clean(l.Code) }),
		valued(column{head: labelHead, width: label}, func(l planLine) string { return planLabel(l.PlanRow, l.sign) }),
		valued(column{head: "BUDGET", width: money, right: true, drop: 2, least: 14},
			func(l planLine) string { return known(l.Budget) }),
		valued(column{head: "SHORTFALL", width: money, right: true}, func(l planLine) string { return known(l.Shortfall) }),
		valued(column{head: "%", width: 5, right: true, drop: 1, least: 16}, planLine.share),
		valued(column{width: 1}, planLine.mark),
		valued(column{head: "IN THE DOCUMENT", width: 30, drop: 4, least: 40},
			func(l planLine) string { return clean(portfolio.FirstPlace(l.Sources)) }),
	}, 1, p.face.width)
}

// planLine is a row of the tree with the sign that says whether it is open. What
// is not known is blank, for its level has no such figure.
type planLine struct {
	*portfolio.PlanRow
	sign string
}

// share is the part of the budget without funds.
func (l planLine) share() string {
	if s, ok := l.Unfunded(); ok {
		return strings.TrimSuffix(s.Shown(), " %")
	}
	return ""
}

func (l planLine) mark() string {
	if l.Printed != "" {
		return otherwise
	}
	return ""
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

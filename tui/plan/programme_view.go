package plan

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/report/facts"
	"fieldfolio/portfolio/report/programme"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (p *Programme) View() string {
	return p.Draw(&p.face, []string{p.caption()}, p.emptyLines, p.tree)
}

// emptyLines says that there is no plan.
func (p *Programme) emptyLines() []string {
	if len(p.rows) > 0 {
		return nil
	}
	return []string{"No sub-programme is recorded."}
}

func (p *Programme) caption() string {
	return p.face.Sides(" The thematic programme 2011-2013", p.face.Styles.Muted.Render("indicative, US$"), p.face.Width)
}

func (p *Programme) airy() bool { return p.face.Height >= 14 }

// page is the number of rows in sight: what head, total and the line below them leave.
func (p *Programme) page() int {
	chrome := 3 + len(p.face.BelowCaption())
	if p.airy() {
		chrome += 2
	}
	if _, ok := p.total.AsPrinted(); ok {
		chrome++
	}
	return max(p.face.Height-chrome, 1)
}

func (p *Programme) tree() []string {
	cols := p.columns()
	lines := append(p.face.BelowCaption(), draw.Heads(&p.face, cols))
	line := func(at int) string {
		return draw.RowText(p.face.Measure, cols, planLine{&p.rows[p.shown[at]], p.sign(p.shown[at])})
	}
	rows := p.cursor.Rows(len(p.shown), p.page(), line)
	lines = append(lines, rows...)
	if p.airy() {
		lines = append(lines, "")
	} else {
		lines = append(lines, make([]string, p.page()-len(rows))...)
	}
	lines = append(lines, p.face.Styles.Total.Render(draw.Blanks(draw.GutterWidth)+
		draw.RowText(p.face.Measure, cols, planLine{Row: &p.total})))
	if printed, ok := p.total.AsPrinted(); ok {
		lines = append(lines, draw.Blanks(draw.GutterWidth)+draw.RowText(p.face.Measure, cols, planLine{Row: &printed}))
	}
	if p.airy() {
		lines = append(lines, p.face.Styles.Muted.Render(p.face.Cut(p.note(), p.face.Width)))
	}
	return lines
}

// sign returns a plus for a closed row, a minus for an open one.
func (p *Programme) sign(i int) string {
	switch {
	case p.leaf(i):
		return "  "
	case p.closed[p.key(i)]:
		return "+ "
	}
	return "- "
}

// note explains the mark of totals that differ, empty if there is none.
func (p *Programme) note() string {
	if p.allAsPrinted() != "" {
		return ""
	}
	note := "   " + draw.Otherwise + " the document prints another sum"
	if p.face.Width >= 60 {
		note += ": p shows which"
	}
	return note
}

const labelHead = "SUB-PROGRAMME, OUTCOME, ACTIVITY"

// planLabel returns the label of a row, indented by its level.
func planLabel(r *programme.Row, sign string) string {
	return strings.Repeat("  ", int(r.Level)) + sign + draw.Clean(r.Label)
}

// columns returns the columns that fit.
func (p *Programme) columns() []draw.ValueColumn[planLine] {
	code, money := 4, 10
	for _, i := range p.shown {
		code = max(code, min(p.face.Cells(draw.Clean(p.rows[i].Code)), 6))
	}
	label := p.face.Cells(labelHead)
	for _, r := range append([]programme.Row{p.total}, p.rows...) {
		money = max(money, p.face.Cells(r.Budget.OrBlank().Shown()), p.face.Cells(r.Shortfall.OrBlank().Shown()))
		label = max(label, p.face.Cells(planLabel(&r, "- ")))
	}
	return draw.FitColumns([]draw.ValueColumn[planLine]{
		draw.Valued(draw.Column{Head: "CODE", Width: code, Drop: 3, Least: 20},
			func(l planLine) string { return draw.Clean(l.Code) }),
		draw.Valued(draw.Column{Head: labelHead, Width: label},
			func(l planLine) string { return planLabel(l.Row, l.sign) }),
		draw.Valued(draw.Column{Head: "BUDGET", Width: money, Right: true, Drop: 2, Least: 14},
			func(l planLine) string { return l.Budget.OrBlank().Shown() }),
		draw.Valued(draw.Column{Head: "PRINTED", Width: money, Right: true, Drop: 5, Least: 36},
			func(l planLine) string { return l.PrintedBudget.Amount.OrBlank().Shown() }),
		draw.Valued(draw.Column{Head: "SHORTFALL", Width: money, Right: true},
			func(l planLine) string { return l.Shortfall.OrBlank().Shown() }),
		draw.Valued(draw.Column{Head: "PRINTED", Width: money, Right: true, Drop: 5, Least: 36},
			func(l planLine) string { return l.PrintedShortfall.Amount.OrBlank().Shown() }),
		draw.Valued(draw.Column{Head: "%", Width: 5, Right: true, Drop: 1, Least: 16}, planLine.share),
		draw.Valued(draw.Column{Width: 1}, planLine.mark),
		draw.Valued(draw.Column{Head: "IN THE DOCUMENT", Width: 30, Drop: 6, Least: 40},
			func(l planLine) string { return draw.Clean(facts.FirstPlace(l.Sources)) }),
	}, 1, p.face.Width)
}

// planLine is a row of the tree with its sign. Unknown figures are blank, since their level has
// none.
type planLine struct {
	*programme.Row
	sign string
}

// share returns the shortfall as a share of the budget.
func (l planLine) share() string {
	if s, ok := l.Unfunded(); ok {
		return strings.TrimSuffix(s.Shown(), " %")
	}
	return ""
}

func (l planLine) mark() string {
	if l.Printed != "" {
		return draw.Otherwise
	}
	return ""
}

// allAsPrinted says that all totals agree with the printed ones, empty if one differs.
func (p *Programme) allAsPrinted() string {
	if len(p.printedLines()) == 0 {
		return "no sum is printed otherwise"
	}
	return ""
}

// printedLines says, for each total that differs from the printed one, what is printed; the whole
// first.
func (p *Programme) printedLines() []string {
	var lines []string
	for _, r := range append([]programme.Row{p.total}, p.rows...) {
		if r.Printed != "" {
			lines = append(lines, strings.TrimSpace(r.Code+" "+r.Label)+": "+r.Printed+".", "")
		}
	}
	return lines
}

func (p *Programme) openPrinted() tea.Cmd {
	return ui.Open(p.conf.Printed("Sums that the document prints otherwise", p.printedLines()))
}

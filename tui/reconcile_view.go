package tui

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// View draws the findings, or says why there are none.
func (r *reconcile) View() string {
	return r.draw(&r.face, []string{r.caption()}, r.none, r.table)
}

// none says that there are no figures, or that none differs.
func (r *reconcile) none() []string {
	switch {
	case len(r.all) == 0:
		return []string{"The document's published figures are not recorded."}
	case len(r.shown) == 0:
		return []string{"No published figure differs.", "", "a shows all of them"}
	}
	return nil
}

// caption counts the verdicts, in the order of the list.
func (r *reconcile) caption() string {
	if !r.loaded || len(r.all) == 0 {
		return " published figures"
	}
	n, w := portfolio.CountVerdicts(r.all), r.face.width
	switch {
	case w < 60:
		return cut(fmt.Sprintf(" %d of %d differ, %s", n[portfolio.Differs], len(r.all), n.Line(portfolio.CannotBeChecked)), w)
	case r.only:
		return sides(fmt.Sprintf(" %d of %s", n[portfolio.Differs], count(fmt.Sprint(len(r.all)), "published figure differs", "published figures differ")),
			r.face.look.muted.Render("in the order of the document"), w)
	}
	text := " " + number(len(r.all), "figure", "figures") + ": " + n.Line(portfolio.Differs, portfolio.CannotBeChecked, portfolio.Agrees)
	order := "differences first"
	if w >= 100 {
		order += ", each verdict in the order of the document"
	}
	return sides(text, r.face.look.muted.Render(order), w)
}

// explainLines is how many lines the explanation of the selected figure has. It
// changes with every move, so that on a slow line there is none: enter opens it.
func (r *reconcile) explainLines() int {
	switch {
	case r.face.look.plain:
		return 0
	case r.face.height >= 30 && r.face.width < 100:
		return 11
	case r.face.height >= 18:
		return 8
	case r.face.height >= 9:
		return 3
	}
	return 0
}

func (r *reconcile) page() int {
	chrome := 2 + r.explainLines()
	if r.face.height >= 14 {
		chrome += 2
	}
	return max(r.face.height-chrome, 1)
}

func (r *reconcile) table() []string {
	var lines []string
	if r.face.height >= 14 {
		lines = append(lines, "")
	}
	cols := r.columns()
	lines = append(lines, r.face.look.head.Render(blanks(gutterWidth)+heads(cols)))
	line := func(at int) string { return findingText(cols, &r.shown[at]) }
	lines = append(lines, r.cursor.rows(len(r.shown), r.page(), line)...)
	if r.face.height >= 14 {
		lines = append(lines, "")
	}
	return append(lines, indent(r.about(), gutterWidth)...)
}

// about explains the selected figure in the lines that there are for it; the
// place in the document goes first.
func (r *reconcile) about() []string {
	n, f := r.explainLines(), &r.shown[r.cursor.at]
	if n == 0 {
		return nil
	}
	lines := explained(f, r.face, r.face.width-5)
	if where := len(wrap(whereAndWhat(f), r.face.width-5)); len(lines) > n {
		lines = lines[min(where, len(lines)-n):]
	}
	if len(lines) > n {
		lines = lines[:n]
		lines[n-1] = cut(lines[n-1], r.face.width-7) + " …"
	}
	return lines
}

func whereAndWhat(f *portfolio.Finding) string {
	return clean(f.Published.Where + ": " + f.Published.Statement)
}

const computedHead = "COMPUTED"

func (r *reconcile) columns() []valueColumn[*portfolio.Finding] {
	type row = *portfolio.Finding
	all := []valueColumn[row]{
		valued(column{head: "WHERE", width: 5, drop: 2, least: 16}, shortWhere),
		{column: column{head: "WHAT"}, value: statement, short: shortWhat},
		valued(column{head: "PUBLISHED", width: 9, right: true, drop: 1, least: 16},
			func(f row) string { return f.PublishedValue().Shown() }),
		valued(column{head: computedHead, width: 8, right: true, drop: 3, least: 20},
			func(f row) string { return f.ComputedValue().Shown() }),
		valued(column{head: "DIFFERENCE", width: 10, right: true}, outcome),
	}
	const what = 1
	for i := range all {
		for at := range r.shown {
			if i != what {
				all[i].width = max(all[i].width, min(width(all[i].value(&r.shown[at])), 15))
			}
		}
	}
	for at := range r.all {
		all[what].width = max(all[what].width, width(statement(&r.all[at])))
	}
	return fitColumns(all, what, r.face.width)
}

// statement is what a figure says.
func statement(f *portfolio.Finding) string { return clean(f.Published.Statement) }

// shortWhere returns the place of a figure in the document as far as the list
// needs it; the explanation under the list has all of it.
func shortWhere(f *portfolio.Finding) string {
	parts := strings.Split(clean(f.Published.Where), ", ")
	short := parts[0]
	if rest, ok := strings.CutPrefix(short, "Section "); ok {
		return "Sec. " + rest
	}
	const roman = 5 // cells of the longest number of a list, such as VIII
	if len(parts) > 1 && width(parts[1]) <= roman {
		short += ", " + parts[1]
	}
	return short
}

// shortWhat returns what a figure says in w cells: without the general words
// before a colon, or without its middle.
func shortWhat(f *portfolio.Finding, w int) string {
	if _, rest, ok := strings.Cut(statement(f), ": "); ok {
		return cut(rest, w)
	}
	return cutMiddle(statement(f), w)
}

// outcome returns the difference, or that there is none.
func outcome(f *portfolio.Finding) string {
	switch f.Verdict {
	case portfolio.Agrees:
		return "agrees"
	case portfolio.CannotBeChecked:
		return "no check" // where there is no room for the whole verdict, see row
	case portfolio.Differs:
	}
	return f.DifferenceValue().Shown()
}

// findingText returns the line of a figure. Where nothing was computed, the
// verdict takes the room of that column too.
func findingText(cols []valueColumn[*portfolio.Finding], f *portfolio.Finding) string {
	values := rowValues(cols, f)
	line, last := joinRow(cols, values), len(cols)-1
	if f.Verdict != portfolio.CannotBeChecked || cols[last-1].head != computedHead {
		return line
	}
	values[last-1], values[last] = "", ""
	before := joinRow(cols, values)
	return before + right(string(f.Verdict), width(line)-width(before))
}

// explained says in words what a finding is, in lines of a width.
func explained(f *portfolio.Finding, on face, w int) []string {
	p := f.Published
	var lines []string
	add := func(text string, paint lipgloss.Style) {
		for _, l := range wrap(clean(text), w) {
			if l != "" {
				lines = append(lines, paint.Render(l))
			}
		}
	}
	plain := lipgloss.Style{}
	add(whereAndWhat(f), plain)
	switch f.Verdict {
	case portfolio.Agrees:
		add("Agrees: "+computedWords(f).Shown()+", published is "+f.PublishedValue().Shown()+".", on.look.good)
	case portfolio.Differs:
		add("Differs: "+computedWords(f).Shown()+", published is "+f.PublishedValue().Shown()+" ("+differenceShown(f)+").", on.look.bad)
	case portfolio.CannotBeChecked:
		add("Cannot be checked: published is "+f.PublishedValue().Shown()+".", on.look.doubt)
	}
	for _, r := range f.Remarks() {
		add(r, plain)
	}
	if p.Printed != "" {
		add("Printed: "+p.Printed, on.look.muted)
	}
	return lines
}

// computedWords says what the rows of a figure come to.
func computedWords(f *portfolio.Finding) portfolio.Value {
	switch n := len(f.Rows); {
	case f.Published.Unit != portfolio.PerCent:
		return portfolio.Say("%s up to %s", rowsCount(f), f.ComputedValue())
	case n == 1:
		return portfolio.Say("1 row is %s of the whole", f.ComputedValue())
	default:
		return portfolio.Say("%d rows are %s of the whole", n, f.ComputedValue())
	}
}

// differenceShown returns computed minus published; that of two shares is no
// share, but percentage points.
func differenceShown(f *portfolio.Finding) string {
	if d, ok := f.DifferenceValue().(portfolio.Difference); ok {
		return d.InFull()
	}
	return f.DifferenceValue().Shown()
}

func rowsCount(f *portfolio.Finding) string {
	if n := len(f.Rows); n != 1 {
		return fmt.Sprintf("%d rows add", n)
	}
	return "1 row adds"
}

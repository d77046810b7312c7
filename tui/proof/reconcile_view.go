package proof

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (r *Reconcile) View() string {
	return r.Draw(&r.face, []string{r.caption()}, r.emptyLines, r.table)
}

// emptyLines says that there are no published figures, or that none differs.
func (r *Reconcile) emptyLines() []string {
	switch {
	case len(r.all) == 0:
		return []string{"The document's published figures are not recorded."}
	case len(r.shown) == 0:
		return []string{"No published figure differs.", "", "a shows all of them"}
	}
	return nil
}

// caption counts the verdicts, in the order of the list.
func (r *Reconcile) caption() string {
	if !r.Loaded || len(r.all) == 0 {
		return " published figures"
	}
	n, w := reconcile.CountVerdicts(r.all), r.face.Width
	switch {
	case w < 60:
		return r.face.Cut(fmt.Sprintf(" %d of %d differ, %s", n[reconcile.Differs], len(r.all),
			n.Line(reconcile.CannotBeChecked)), w)
	case r.only:
		return r.face.Sides(fmt.Sprintf(" %d of %s", n[reconcile.Differs],
			draw.Count(fmt.Sprint(len(r.all)), "published figure differs", "published figures differ")),
			r.face.Styles.Muted.Render("in the order of the document"), w)
	}
	text := " " + ui.Number(len(r.all), "figure", "figures") + ": " +
		n.Line(reconcile.Differs, reconcile.CannotBeChecked, reconcile.Agrees)
	order := "differences first"
	if w >= 100 {
		order += ", each verdict in the order of the document"
	}
	return r.face.Sides(text, r.face.Styles.Muted.Render(order), w)
}

func (r *Reconcile) page() int {
	return max(r.face.Height-2-len(r.face.BelowCaption()), 1)
}

func (r *Reconcile) table() []string {
	cols := r.columns()
	lines := append(r.face.BelowCaption(), draw.Heads(&r.face, cols))
	line := func(at int) string { return r.findingText(cols, r.shown[at]) }
	return append(lines, r.cursor.Rows(len(r.shown), r.page(), line)...)
}

func whereAndWhat(f *reconcile.Finding) string {
	return draw.Clean(f.Published.Where + ": " + f.Published.Statement)
}

const computedHead = "COMPUTED"

func (r *Reconcile) columns() []draw.ValueColumn[*reconcile.Finding] {
	type row = *reconcile.Finding
	all := []draw.ValueColumn[row]{
		draw.Valued(draw.Column{Head: "WHERE", Width: 5, Drop: 2, Least: 16}, shortWhere),
		{Column: draw.Column{Head: "WHAT"}, Value: statement, Short: r.shortWhat},
		draw.Valued(draw.Column{Head: "PUBLISHED", Width: 9, Right: true, Drop: 1, Least: 16},
			func(f row) string { return f.PublishedValue().Shown() }),
		draw.Valued(draw.Column{Head: computedHead, Width: 8, Right: true, Drop: 3, Least: 20},
			func(f row) string { return f.ComputedValue().Shown() }),
		draw.Valued(draw.Column{Head: "DIFFERENCE", Width: 10, Right: true}, outcome),
	}
	const what = 1
	for i := range all {
		for at := range r.shown {
			if i != what {
				all[i].Width = max(all[i].Width, min(r.face.Cells(all[i].Value(r.shown[at])), 15))
			}
		}
	}
	for at := range r.all {
		all[what].Width = max(all[what].Width, r.face.Cells(statement(&r.all[at])))
	}
	return draw.FitColumns(all, what, r.face.Width)
}

// statement returns what the document says with a figure.
func statement(f *reconcile.Finding) string { return draw.Clean(f.Published.Statement) }

// shortWhere returns the place of a figure in the document, shortened for the list; the screen
// behind enter has it in full.
func shortWhere(f *reconcile.Finding) string {
	return draw.Clean(strings.Replace(f.Published.Section(), "Section ", "Sec. ", 1))
}

// shortWhat returns the statement of a figure in w cells: without the general words before a colon,
// or with its middle cut.
func (r *Reconcile) shortWhat(f *reconcile.Finding, w int) string {
	if _, rest, ok := strings.Cut(statement(f), ": "); ok {
		return r.face.Cut(rest, w)
	}
	return r.face.CutMiddle(statement(f), w)
}

// outcome returns the difference, or says that there is none.
func outcome(f *reconcile.Finding) string {
	switch f.Verdict {
	case reconcile.Agrees:
		return "agrees"
	case reconcile.CannotBeChecked:
		return "no check" // no room for the whole verdict, see findingText
	case reconcile.Differs:
	}
	return f.DifferenceValue().Shown()
}

// findingText returns the line of a figure. Where nothing was computed, the verdict takes that
// column too.
func (r *Reconcile) findingText(cols []draw.ValueColumn[*reconcile.Finding], f *reconcile.Finding) string {
	values := draw.RowValues(r.face.Measure, cols, f)
	line, last := draw.JoinRow(r.face.Measure, cols, values), len(cols)-1
	if f.Verdict != reconcile.CannotBeChecked || cols[last-1].Head != computedHead {
		return line
	}
	values[last-1], values[last] = "", ""
	before := draw.JoinRow(r.face.Measure, cols, values)
	return before + r.face.Right(string(f.Verdict), r.face.Cells(line)-r.face.Cells(before))
}

// explained explains a finding in lines of a width.
func explained(f *reconcile.Finding, on draw.Frame, w int) []string {
	p := f.Published
	var lines []string
	add := func(text string, paint lipgloss.Style) {
		for _, l := range on.Wrap(draw.Clean(text), w) {
			if l != "" {
				lines = append(lines, paint.Render(l))
			}
		}
	}
	plain := lipgloss.Style{}
	add(whereAndWhat(f), plain)
	switch f.Verdict {
	case reconcile.Agrees:
		add("Agrees: "+computedWords(f).Shown()+", published is "+f.PublishedValue().Shown()+".", on.Styles.Good)
	case reconcile.Differs:
		add("Differs: "+computedWords(f).Shown()+", published is "+f.PublishedValue().Shown()+" ("+differenceShown(f)+").",
			on.Styles.Bad)
	case reconcile.CannotBeChecked:
		add("Cannot be checked: published is "+f.PublishedValue().Shown()+".", on.Styles.Doubt)
	}
	for _, r := range f.Remarks() {
		add(r, plain)
	}
	if p.Printed != "" {
		add("Printed: "+p.Printed, on.Styles.Muted)
	}
	return lines
}

// computedWords says the total or the number of a figure's rows.
func computedWords(f *reconcile.Finding) portfolio.Value {
	switch n := len(f.Rows); {
	case f.Published.Unit.Counts():
		return portfolio.Say("computed is %s", f.ComputedValue())
	case f.Published.Unit != portfolio.PerCent:
		return portfolio.Say("%s up to %s", rowsCount(f), f.ComputedValue())
	case n == 1:
		return portfolio.Say("1 row is %s of the whole", f.ComputedValue())
	default:
		return portfolio.Say("%d rows are %s of the whole", n, f.ComputedValue())
	}
}

// differenceShown returns computed minus published; for two shares, in percentage points.
func differenceShown(f *reconcile.Finding) string {
	if d, ok := f.DifferenceValue().(reconcile.Difference); ok {
		return d.InFull()
	}
	return f.DifferenceValue().Shown()
}

func rowsCount(f *reconcile.Finding) string {
	if n := len(f.Rows); n != 1 {
		return fmt.Sprintf("%d rows add", n)
	}
	return "1 row adds"
}

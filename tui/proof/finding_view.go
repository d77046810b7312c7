package proof

import (
	"strings"

	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
)

// View draws the explanation, the rows and the total, or the explanation alone if there are no
// rows.
func (f *finding) View() string {
	lines := f.above()
	if len(f.Of.Rows) == 0 {
		return f.face.Page(lines[f.cursor.Top:])
	}
	cols := f.columns()
	line := func(at int) string { return draw.RowText(f.face.Measure, cols, &f.Of.Rows[at]) }
	lines = append(lines, f.cursor.Rows(len(f.Of.Rows), f.page(), line)...)
	for len(lines) < f.face.Height-len(f.below()) {
		lines = append(lines, "")
	}
	return f.face.Page(append(lines, f.below()...))
}

// above returns the explanation, cut to leave room for rows if there are any.
func (f *finding) above() []string {
	about := explained(&f.Of, f.face, f.face.Width-2)
	if len(f.Of.Rows) == 0 {
		return draw.Indent(about, 1)
	}
	if n := max(f.face.Height/3, 1); len(about) > n {
		about = about[:n]
		about[n-1] = f.face.Cut(about[n-1], f.face.Width-4) + " …"
	}
	lines := append(draw.Indent(about, 1), f.face.BelowCaption()...)
	return append(lines, draw.Heads(&f.face, f.columns()))
}

func (f *finding) page() int {
	if len(f.Of.Rows) == 0 {
		return max(f.face.Height, 1)
	}
	return max(f.face.Height-len(f.above())-len(f.below()), 1)
}

// columns returns the columns that fit; the label takes the remaining width.
func (f *finding) columns() []draw.ValueColumn[*reconcile.Row] {
	type row = *reconcile.Row
	name := 6
	for i := range f.Of.Rows {
		name = max(name, min(f.face.Cells(rowName(&f.Of.Rows[i])), max(f.face.Width/3, 14)))
	}
	amount := "US$"
	if f.Of.Published.Unit.Counts() {
		amount = "NUMBER"
	}
	return draw.FitColumns([]draw.ValueColumn[row]{
		draw.Valued(draw.Column{Head: "ROW", Width: name}, rowName),
		draw.Valued(draw.Column{Head: "WHAT"}, func(r row) string { return draw.Clean(r.Label) }),
		draw.Valued(draw.Column{Head: "PRINTED", Width: 16, Right: true, Drop: 1, Least: 20},
			func(r row) string { return draw.Clean(r.Printed) }),
		draw.Valued(draw.Column{Head: amount, Width: 13, Right: true},
			func(r row) string { return f.Of.RowValue(*r).Shown() }),
	}, 1, f.face.Width)
}

// rowName returns what identifies a row besides its label.
func rowName(r *reconcile.Row) string {
	if where, ok := strings.CutPrefix(r.Name, r.Label+", "); ok {
		return draw.Clean(where)
	}
	if _, code, ok := strings.Cut(r.Record, ":"); ok && r.Name == r.Label {
		return draw.Clean(code)
	}
	return draw.Clean(r.Name)
}

// below compares the total with the published figure, as an amount or as a share.
func (f *finding) below() []string {
	var lines []string
	if f.face.Height >= 14 {
		lines = append(lines, "")
	}
	lines = append(lines, f.face.Styles.Total.Render(f.figureLine(rowsCount(&f.Of)+" up to", f.Of.SumValue().Shown())))
	if whole, ok := f.published(f.Of.Published.Rule.Of); ok {
		lines = append(lines, f.figureLine("the whole: "+whatAndWhere(&whole), whole.PublishedValue().Shown()),
			f.figureLine("share of the whole", f.Of.ComputedValue().Shown()))
	}
	lines = append(lines, f.figureLine("published", f.Of.PublishedValue().Shown()))
	if f.Of.Verdict == reconcile.Differs {
		return append(lines, f.face.Styles.Bad.Render(f.figureLine("difference", differenceShown(&f.Of))))
	}
	return append(lines, f.face.Styles.Good.Render("   "+string(f.Of.Verdict)))
}

// figureLine returns a line below the rows: a name and a figure.
func (f *finding) figureLine(what, figure string) string {
	room := f.face.Width - draw.GutterWidth - 3 - f.face.Cells(figure)
	return f.face.Sides(draw.Blanks(draw.GutterWidth)+f.face.Cut(what, room), figure, f.face.Width)
}

func whatAndWhere(f *reconcile.Finding) string {
	return draw.Clean(f.Published.Statement + ", " + f.Published.Where)
}

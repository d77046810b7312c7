package tui

import (
	"strings"

	"fieldfolio/portfolio"
)

// View draws the explanation, the rows and the sum; the explanation alone where
// there is nothing to add up.
func (f *finding) View() string {
	lines := f.above()
	if len(f.of.Rows) == 0 {
		return page(lines[f.cursor.top:], f.face.width, f.face.height)
	}
	cols := f.columns()
	line := func(at int) string { return rowText(cols, &f.of.Rows[at]) }
	lines = append(lines, f.cursor.rows(len(f.of.Rows), f.page(), line)...)
	for len(lines) < f.face.height-len(f.below()) {
		lines = append(lines, "")
	}
	return page(append(lines, f.below()...), f.face.width, f.face.height)
}

// above returns the explanation, which leaves room for rows if there are any.
func (f *finding) above() []string {
	about := explained(&f.of, f.face, f.face.width-2)
	if len(f.of.Rows) == 0 {
		return indent(about, 1)
	}
	if n := max(f.face.height/3, 1); len(about) > n {
		about = about[:n]
		about[n-1] = cut(about[n-1], f.face.width-4) + " …"
	}
	lines := indent(about, 1)
	if f.face.height >= 14 {
		lines = append(lines, "")
	}
	return append(lines, f.face.look.head.Render(blanks(gutterWidth)+heads(f.columns())))
}

func (f *finding) page() int {
	if len(f.of.Rows) == 0 {
		return max(f.face.height, 1)
	}
	return max(f.face.height-len(f.above())-len(f.below()), 1)
}

// columns returns the columns that fit; the label takes what is left.
func (f *finding) columns() []valueColumn[*portfolio.AuditRow] {
	type row = *portfolio.AuditRow
	name := 6
	for i := range f.of.Rows {
		name = max(name, min(width(rowName(&f.of.Rows[i])), max(f.face.width/3, 14)))
	}
	return fitColumns([]valueColumn[row]{
		valued(column{head: "ROW", width: name}, rowName),
		valued(column{head: "WHAT"}, func(r row) string { return clean(r.Label) }),
		valued(column{head: "PRINTED", width: 16, right: true, drop: 1, least: 20},
			func(r row) string { return clean(r.Printed) }),
		valued(column{head: "US$", width: 13, right: true}, func(r row) string { return r.Amount.Shown() }),
	}, 1, f.face.width)
}

// rowName returns what tells a row from others, without the label that stands
// beside it.
func rowName(r *portfolio.AuditRow) string {
	if where, ok := strings.CutPrefix(r.Name, r.Label+", "); ok {
		return clean(where)
	}
	if _, code, ok := strings.Cut(r.Record, ":"); ok && r.Name == r.Label {
		return clean(code)
	}
	return clean(r.Name)
}

// below returns the sum against the published figure: as it is, or as a share.
func (f *finding) below() []string {
	var lines []string
	if f.face.height >= 14 {
		lines = append(lines, "")
	}
	lines = append(lines, f.face.look.total.Render(f.figureLine(rowsCount(&f.of)+" up to", f.of.SumOfRows().Shown())))
	if whole, ok := f.published(f.of.Published.Rule.Of); ok {
		lines = append(lines, f.figureLine("the whole: "+whatAndWhere(&whole), whole.PublishedValue().Shown()),
			f.figureLine("share of the whole", f.of.ComputedValue().Shown()))
	}
	lines = append(lines, f.figureLine("published", f.of.PublishedValue().Shown()))
	if f.of.Verdict == portfolio.Differs {
		return append(lines, f.face.look.bad.Render(f.figureLine("difference", differenceShown(&f.of))))
	}
	return append(lines, f.face.look.good.Render("   "+string(f.of.Verdict)))
}

// figureLine returns a line under the rows: what a figure is, and the figure.
func (f *finding) figureLine(what, figure string) string {
	room := f.face.width - gutterWidth - 3 - width(figure)
	return sides(blanks(gutterWidth)+cut(what, room), figure, f.face.width)
}

func whatAndWhere(f *portfolio.Finding) string {
	return clean(f.Published.Statement + ", " + f.Published.Where)
}

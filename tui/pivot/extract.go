package pivot

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// filed is a figure with signs for people, and a number for programs.
type filed struct {
	portfolio.Value
	number string
}

// Plain returns the number.
func (f filed) Plain() string { return f.number }

// extract returns the table as it is shown, with every column and whole figures.
func (b *Breakdown) extract() ui.Extract {
	t, at := b.filed(), b.rows.At
	row := t.Total
	if at < len(t.Rows) {
		row = t.Rows[at]
	}
	s := b.shown.shape
	file := "breakdown-" + string(s.rows) + "-" + string(s.cols) + ".csv"
	return ui.Extract{Command: s.command(b.face.AsOf), File: file,
		What: ui.Number(len(t.Rows), "row", "rows"), Of: b.spokenName(b.grid.line(at)),
		At: ui.OnlyRows(t, row), All: ui.Fixed(t)}
}

// command returns the words of the command that prints the breakdown.
func (s shape) command(asOf portfolio.Date) []string {
	by := string(s.rows) + "," + string(s.cols)
	if s.inner != "" {
		by = string(s.rows) + "," + string(s.inner) + "," + string(s.cols)
	}
	words := []string{"breakdown", "--by", by, "--measure", string(s.measure)}
	if s.since.Known() {
		words = append(words, "--since", s.since.Plain())
	}
	return ui.CommandOf(s.query, asOf, words...)
}

// filed returns the rows that are shown, those of an expanded one below it, with all columns and the
// totals. Names stand before the codes, which only files have, as they have the measure, its unit and the as-of date.
func (b *Breakdown) filed() portfolio.Table {
	l, s := b.aloud(), b.shown.shape
	t := portfolio.Table{Name: "row", Title: b.tableTitle(), Notes: b.tableNotes(l)}
	for _, d := range b.rowDimensions() {
		t.Columns = append(t.Columns, portfolio.Column{Name: string(d) + "_name", Head: strings.ToUpper(string(d))},
			portfolio.Column{Name: string(d), Plain: true})
	}
	for _, name := range []string{"measure", "unit", "as_of"} {
		t.Columns = append(t.Columns, portfolio.Column{Name: name, Plain: true})
	}
	for _, x := range l.slots {
		name := "total"
		if x.kind == codeSlot {
			name = s.cols.Plain(x.code)
		}
		t.Columns = append(t.Columns, portfolio.Column{Name: name, Head: strings.ToUpper(b.columnWord(x)), Numeric: true})
	}
	for i := range b.grid.lines {
		t.Rows = append(t.Rows, b.tableRow(&b.grid.lines[i], l))
	}
	t.Total = b.tableRow(&b.grid.total, l)
	return t
}

// rowDimensions returns the dimension of the rows, and that of the rows below them.
func (b *Breakdown) rowDimensions() []breakdown.Dimension {
	s := b.shown.shape
	if s.inner == "" {
		return []breakdown.Dimension{s.rows}
	}
	return []breakdown.Dimension{s.rows, s.inner}
}

func (b *Breakdown) tableRow(line *gridLine, l pivotLayout) []portfolio.Value {
	var row []portfolio.Value
	for i, d := range b.rowDimensions() {
		code := []string{line.row.code, line.row.inner}[i]
		switch {
		case code != breakdown.All:
			row = append(row, portfolio.Text(b.shown.name(d, code)), portfolio.Text(d.Plain(code)))
		case i == 0:
			row = append(row, report.TotalLabel, report.TotalLabel)
		default:
			row = append(row, report.BlankRow(2)...)
		}
	}
	row = append(row, portfolio.Text(b.shown.shape.measure), portfolio.Text(b.unitName(l)), b.face.AsOf)
	for _, x := range l.slots {
		row = append(row, b.figure(line, x, l))
	}
	return row
}

// tableTitle says what the table is made of, and with which day it is compared.
func (b *Breakdown) tableTitle() string {
	title := report.BreakdownTitle(b.shown.cells.now, b.face.Cat)
	if b.shown.compared() {
		title += ", " + b.asCompared().Shown()
	}
	return title
}

// tableNotes says what the figures are, and what is outside the years and places of the query.
func (b *Breakdown) tableNotes(l pivotLayout) []fault.Remark {
	notes := append([]string{b.spokenUnit(l)}, b.spokenSight(l)...)
	return fault.Remarks(append(notes, draw.NonEmpty(draw.Sentence(b.outside().Shown()))...)...)
}

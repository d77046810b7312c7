package pivot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Spoken says each row of the table with all its figures; no column is folded or left out.
func (b *Breakdown) Spoken() ui.Spoken {
	switch {
	case b.search.Open:
		return b.search.Spoken()
	case b.prompt.Open:
		return b.prompt.Spoken()
	case b.inner.open:
		return b.inner.spoken(b.want.rows)
	}
	if s, unready := b.Unready(b.face.SpokenDay(), b.spokenSince()); unready {
		return s
	}
	if none := b.noFigures(); none != nil {
		s := ui.Spoken{Title: draw.Sentence(draw.SpokenText(b.whyBlank()))}.With(b.outside().Spoken()).
			With(b.face.SpokenDay()).With(b.spokenSince())
		if b.unchanged() {
			s.After = b.spokenFresh()
		}
		return s
	}
	l := b.aloud()
	s := ui.SpokenList(len(b.grid.lines)+1, func(i int) string { return b.spokenRow(l, i) }, &b.rows.At, b.keepRow)
	s.Name = func(i int) string { return b.spokenName(b.grid.line(i)) }
	s.Under = func(i int) []string { return b.spokenYears(l, b.grid.line(i)) }
	s.Title = b.spokenTitle()
	for _, x := range l.slots {
		s.Columns = append(s.Columns, ui.Capital(b.columnWord(x)))
	}
	s.Column = func(i int) tea.Cmd {
		b.toColumn(l.slots[i])
		b.settle()
		return nil
	}
	s.Facts = []string{b.spokenUnit(l), b.face.SpokenDay(), "Columns: " + strings.Join(s.Columns, ", ") + ".",
		"Chosen column: " + b.columnWord(b.selected()) + "."}
	s.Facts = slices.Concat(s.Facts, draw.NonEmpty(draw.Sentence(b.outside().Spoken())), b.spokenSight(l))
	s.After = b.spokenNotes(l)
	return s
}

// spokenSight says, before any figure, what is needed to understand them: running years, and the
// order of the rows.
func (b *Breakdown) spokenSight(l pivotLayout) []string {
	var out []string
	if b.seen().running {
		out = append(out, "Each year has all years before it added.")
	}
	for _, n := range b.sightNotes(l) {
		if strings.HasPrefix(n, "sorted by") {
			out = append(out, draw.Sentence(ui.Capital(n)))
		}
	}
	return out
}

// spokenTitle says what the table is made of.
func (b *Breakdown) spokenTitle() string {
	s, rows := b.shown.shape, string(b.shown.shape.rows)
	if s.inner != "" {
		rows += " and below each " + string(s.inner)
	}
	return draw.Sentence(draw.Joined(fmt.Sprintf("Breakdown, rows %s, columns %s, %s", rows, s.cols,
		b.asCompared().Spoken()), b.search.SpokenWords()))
}

// spokenSince says with which date figures are compared.
func (b *Breakdown) spokenSince() string {
	if !b.want.since.Known() {
		return ""
	}
	return "Compared with the end of " + b.want.since.Spoken()
}

// aloud is the layout of the whole table: every column, in whole dollars.
func (b *Breakdown) aloud() pivotLayout {
	g := b.grid
	l := pivotLayout{unit: b.wholeUnit(), to: len(g.cols)}
	for i, c := range g.cols {
		l.slots = append(l.slots, pivotColumn{kind: codeSlot, code: c, at: i})
	}
	if b.shown.shape.yearly() && b.seen().tense != difference {
		l.years = len(g.years)
	}
	l.slots = append(l.slots, pivotColumn{kind: totalSlot, code: breakdown.All, at: -1})
	return l
}

func (b *Breakdown) spokenUnit(l pivotLayout) string {
	change := b.seen().tense == difference
	switch {
	case l.unit == shares:
		return "Figures are shares of the " + map[shareOf]string{ofWhole: "whole", ofRow: "row",
			ofColumn: "column"}[b.seen().share] + "."
	case l.unit == counted && change:
		return "Figures are changes of the number of projects; what has not changed is not said."
	case l.unit == counted:
		return "Figures are numbers of projects."
	case l.unit == rates && change:
		return "Figures are changes of per cent; what has not changed is not said."
	case l.unit == rates:
		return "Figures are in per cent; empty cells are skipped."
	case change:
		return "Figures are changes in dollars; what has not changed is not said."
	}
	return "Amounts in US dollars; empty cells are skipped."
}

// columnWord names a column.
func (b *Breakdown) columnWord(s pivotColumn) string {
	switch s.kind {
	case codeSlot:
		return b.columnName(s.code)
	case otherSlot:
		return "other"
	case totalSlot:
	}
	return "total"
}

// spokenName names a row; inside another, that one too.
func (b *Breakdown) spokenName(line *gridLine) string {
	p, row := b.shown, line.row
	name := p.rowName(row)
	switch {
	case row == totalRow:
		return "Total"
	case row.inner != breakdown.All:
		return draw.Joined(p.name(p.shape.rows, row.code), name)
	}
	return name
}

// spokenHead is the name of a row, and whether it is expanded.
func (b *Breakdown) spokenHead(line *gridLine) string {
	name, row := b.spokenName(line), line.row
	if row != totalRow && row.inner == breakdown.All && b.shown.shape.inner != "" && b.options.open[row.code] {
		name += ", expanded"
	}
	return name
}

func (b *Breakdown) spokenRow(l pivotLayout, row int) string {
	line := b.grid.line(row)
	var parts []string
	for _, s := range l.slots {
		if b.says(l.value(line, s)) {
			parts = append(parts, b.columnWord(s)+" "+b.spokenFigure(line, s, l))
		}
	}
	if b.options.bars && b.seen().tense != difference && b.shown.addsUp() {
		chosen := l.slots[max(slices.IndexFunc(l.slots, func(s pivotColumn) bool { return s.code == b.selected().code }), 0)]
		if f := l.value(line, chosen); f.Known {
			parts = append(parts, share(f, l.value(&b.grid.total, chosen)).Spoken()+" of "+b.columnWord(chosen))
		}
	}
	return ui.Labelled(b.spokenHead(line), cmp.Or(strings.Join(parts, ", "), b.blankWord()))
}

// blankWord says that a row has nothing to say.
func (b *Breakdown) blankWord() string {
	if b.seen().tense == difference {
		return unchanged.Spoken()
	}
	return emptyCell.Spoken()
}

// says reports whether a figure is worth saying: in a comparison only what has
// changed, otherwise what is known.
func (b *Breakdown) says(f breakdown.Figure) bool {
	if b.seen().tense == difference {
		return f.N != 0
	}
	return f.Known
}

// spokenFigure says a figure and, where shades are on, its quarter of the largest.
func (b *Breakdown) spokenFigure(line *gridLine, s pivotColumn, l pivotLayout) string {
	text := b.figure(line, s, l).Spoken()
	if q := b.quarter(line, s); b.options.heat && q > 0 {
		text += " in quarter " + ui.ShownInt(q)
	}
	return text
}

// spokenYears says the figure of a row in each year, where sparklines are shown.
func (b *Breakdown) spokenYears(l pivotLayout, line *gridLine) []string {
	if l.years == 0 {
		return nil
	}
	unit := unitOf(b.shown.shape.measure)
	var parts []string
	for i, f := range line.years {
		if f.Known {
			parts = append(parts, b.grid.years[i]+" "+unit.value(f).Spoken())
		}
	}
	return []string{draw.Sentence(ui.Labelled("By year", cmp.Or(draw.Joined(parts...), emptyCell.Spoken())))}
}

// spokenNotes says the shares of the columns and the notes, without those about the layout of the
// screen.
func (b *Breakdown) spokenNotes(l pivotLayout) []string {
	var out []string
	if s := b.seen(); s.share == asFigures && s.tense != difference && !s.running && b.shown.addsUp() {
		for _, x := range l.slots {
			of := share(l.value(&b.grid.total, x), b.grid.total.total)
			out = append(out, draw.Sentence(ui.Labelled("Share of "+b.columnWord(x), of.Spoken())))
		}
	}
	if b.options.heat {
		out = append(out, "Quarters are of the largest figure.")
	}
	drawn := l
	drawn.years = 0
	parts := slices.Concat(b.roundingNotes(drawn),
		draw.NonEmpty(b.sinceNote().Spoken()), b.sightNotes(drawn), b.sourceNotes(), draw.NonEmpty(b.hiddenNote()))
	if l.years > 0 {
		parts = append(parts, b.unknownYears())
	}
	for _, n := range parts {
		out = append(out, draw.NonEmpty(draw.Sentence(ui.Capital(n)))...)
	}
	return append(out, b.spokenFresh()...)
}

// spokenFresh says how recent the figures are, and what is not known.
func (b *Breakdown) spokenFresh() []string {
	out := make([]string, len(b.shown.fresh))
	for i, f := range b.shown.fresh {
		out[i] = draw.Sentence(ui.Capital(draw.SpokenText(f)))
	}
	return out
}

package tui

import (
	"cmp"
	"fieldfolio/portfolio"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Spoken says each row of the table with all its figures; none of its columns is
// folded or left aside.
func (b *breakdown) Spoken() spoken {
	switch {
	case b.search.open:
		return b.search.spoken()
	case b.prompt.open:
		return b.prompt.spoken()
	case b.inner.open:
		return b.inner.spoken(b.want.rows)
	}
	if s, unready := b.unready(b.face.spokenDay(), b.spokenSince()); unready {
		return s
	}
	if none := b.noFigures(); none != nil {
		return spoken{title: sentence(spokenText(b.whyBlank()))}.with(b.face.spokenDay()).with(b.spokenSince())
	}
	l := b.aloud()
	s := spokenList(len(b.grid.lines)+1, func(i int) string { return b.spokenRow(l, i) }, &b.rows.at, b.keepRow)
	s.name = func(i int) string { return b.spokenName(b.grid.line(i)) }
	s.under = func(i int) []string { return b.spokenYears(l, b.grid.line(i)) }
	s.title = b.spokenTitle()
	for _, x := range l.slots {
		s.columns = append(s.columns, capital(b.columnWord(x)))
	}
	s.column = func(i int) tea.Cmd {
		b.toColumn(l.slots[i])
		b.settle()
		return nil
	}
	s.facts = []string{b.spokenUnit(l), b.face.spokenDay(), "Columns: " + strings.Join(s.columns, ", ") + ".",
		"Chosen column: " + b.columnWord(b.selected()) + "."}
	s.facts = append(s.facts, b.spokenSight(l)...)
	s.after = b.spokenNotes(l)
	return s
}

// spokenSight says, before any figure, what it would be misheard without: years that
// are added up, and the order of the rows.
func (b *breakdown) spokenSight(l pivotLayout) []string {
	var out []string
	if b.seen().running {
		out = append(out, "Each year has all years before it added.")
	}
	for _, n := range b.sightNotes(l) {
		if strings.HasPrefix(n, "sorted by") {
			out = append(out, sentence(capital(n)))
		}
	}
	return out
}

// spokenTitle says what the table is made of.
func (b *breakdown) spokenTitle() string {
	s, rows := b.shown.shape, string(b.shown.shape.rows)
	if s.inner != "" {
		rows += " and below each " + string(s.inner)
	}
	return sentence(joined(fmt.Sprintf("Breakdown, rows %s, columns %s, %s", rows, s.cols, b.asCompared().Spoken()), clean(s.query.String())))
}

// spokenSince says with which day figures are compared.
func (b *breakdown) spokenSince() string {
	if !b.want.since.Known() {
		return ""
	}
	return "Compared with the end of " + b.want.since.Spoken()
}

// aloud is the layout of the whole table: every column, in whole dollars.
func (b *breakdown) aloud() pivotLayout {
	g := b.grid
	l := pivotLayout{unit: b.wholeUnit(), to: len(g.cols)}
	for i, c := range g.cols {
		l.slots = append(l.slots, slot{kind: codeSlot, code: c, at: i})
	}
	if b.shown.shape.yearly() && b.seen().tense != difference {
		l.years = len(g.years)
	}
	l.slots = append(l.slots, slot{kind: totalSlot, code: portfolio.All, at: -1})
	return l
}

func (b *breakdown) spokenUnit(l pivotLayout) string {
	change := b.seen().tense == difference
	switch {
	case l.unit == shares:
		return "Figures are shares of the " + map[shareOf]string{ofWhole: "whole", ofRow: "row", ofColumn: "column"}[b.seen().share] + "."
	case l.unit == counted && change:
		return "Figures are changes of the number of projects; what has not changed is not said."
	case l.unit == counted:
		return "Figures are numbers of projects."
	case l.unit == rates && change:
		return "Figures are changes of per cent; what has not changed is not said."
	case l.unit == rates:
		return "Figures are in per cent; what is nothing is not said."
	case change:
		return "Figures are changes in dollars; what has not changed is not said."
	}
	return "Figures are in dollars; what is nothing is not said."
}

// columnWord names a column.
func (b *breakdown) columnWord(s slot) string {
	switch s.kind {
	case codeSlot:
		return b.columnName(s.code)
	case otherSlot:
		return "other"
	case totalSlot:
	}
	return "total"
}

// spokenName names a row; of one below another, that too.
func (b *breakdown) spokenName(line *gridLine) string {
	p, row := b.shown, line.row
	name := p.rowName(row)
	switch {
	case row == totalRow:
		return "Total"
	case row.inner != portfolio.All:
		return joined(p.name(p.shape.rows, row.code), name)
	case p.shape.inner != "" && b.sight.open[row.code]:
		return name + ", expanded"
	}
	return name
}

func (b *breakdown) spokenRow(l pivotLayout, row int) string {
	line := b.grid.line(row)
	var parts []string
	for _, s := range l.slots {
		if l.value(line, s) != 0 {
			parts = append(parts, b.columnWord(s)+" "+b.spokenFigure(line, s, l))
		}
	}
	if b.sight.bars && b.seen().tense != difference && b.shown.addsUp() {
		chosen := l.slots[max(slices.IndexFunc(l.slots, func(s slot) bool { return s.code == b.selected().code }), 0)]
		share := shares.value(l.value(line, chosen), l.value(&b.grid.total, chosen))
		parts = append(parts, share.Spoken()+" of "+b.columnWord(chosen))
	}
	if len(parts) == 0 {
		parts = []string{"nothing"}
	}
	return labelled(b.spokenName(line), strings.Join(parts, ", "))
}

// spokenFigure says a figure, and where shades are shown the quarter that it is in.
func (b *breakdown) spokenFigure(line *gridLine, s slot, l pivotLayout) string {
	text := b.figure(line, s, l).Spoken()
	if q := b.quarter(line, s); b.sight.heat && q > 0 {
		text += " in quarter " + shownInt(q)
	}
	return text
}

// spokenYears says what a row has in each year, where lines of years are shown.
func (b *breakdown) spokenYears(l pivotLayout, line *gridLine) []string {
	if l.years == 0 {
		return nil
	}
	unit := unitOf(b.shown.shape.measure)
	var parts []string
	for i, n := range line.years {
		if n != 0 {
			parts = append(parts, b.grid.years[i]+" "+unit.value(n, 0).Spoken())
		}
	}
	return []string{sentence(labelled("By year", cmp.Or(joined(parts...), "nothing")))}
}

// spokenNotes says the shares of the columns, and what is to be known of the
// figures, without what is only of the layout of the screen.
func (b *breakdown) spokenNotes(l pivotLayout) []string {
	var out []string
	if s := b.seen(); s.share == asFigures && s.tense != difference && !s.running && b.shown.addsUp() {
		for _, x := range l.slots {
			share := shares.value(l.value(&b.grid.total, x), b.grid.total.total)
			out = append(out, sentence(labelled("Share of "+b.columnWord(x), share.Spoken())))
		}
	}
	if b.sight.heat {
		out = append(out, "Quarters are of the largest figure.")
	}
	drawn := l
	drawn.years = 0
	parts := slices.Concat(b.roundingNotes(drawn), nonEmpty(b.sinceNote().Spoken()), b.sightNotes(drawn), b.sourceNotes(), nonEmpty(b.hiddenNote()))
	if l.years > 0 {
		parts = append(parts, b.unknownYears())
	}
	for _, f := range b.shown.fresh {
		parts = append(parts, spokenText(f))
	}
	for _, n := range parts {
		out = append(out, nonEmpty(sentence(capital(n)))...)
	}
	return out
}

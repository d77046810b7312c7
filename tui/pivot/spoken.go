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

// Spoken says each row of the table with all its figures; none of its columns is
// folded or left aside.
func (b *Breakdown) Spoken() ui.Spoken {
	switch {
	case b.search.Open:
		return b.search.Spoken()
	case b.Prompt.Open:
		return b.Prompt.Spoken()
	case b.Inner.Open:
		return b.Inner.spoken(b.Want.Rows)
	}
	if s, unready := b.Unready(b.face.SpokenDay(), b.spokenSince()); unready {
		return s
	}
	if none := b.noFigures(); none != nil {
		return ui.Spoken{Title: draw.Sentence(draw.SpokenText(b.whyBlank()))}.With(b.face.SpokenDay()).With(b.spokenSince())
	}
	l := b.aloud()
	s := ui.SpokenList(len(b.Grid.Lines)+1, func(i int) string { return b.spokenRow(l, i) }, &b.Rows.At, b.keepRow)
	s.Name = func(i int) string { return b.spokenName(b.Grid.Line(i)) }
	s.Under = func(i int) []string { return b.spokenYears(l, b.Grid.Line(i)) }
	s.Title = b.spokenTitle()
	for _, x := range l.Slots {
		s.Columns = append(s.Columns, ui.Capital(b.columnWord(x)))
	}
	s.Column = func(i int) tea.Cmd {
		b.toColumn(l.Slots[i])
		b.Settle()
		return nil
	}
	s.Facts = []string{b.spokenUnit(l), b.face.SpokenDay(), "Columns: " + strings.Join(s.Columns, ", ") + ".",
		"Chosen column: " + b.columnWord(b.Selected()) + "."}
	s.Facts = append(s.Facts, b.spokenSight(l)...)
	s.After = b.spokenNotes(l)
	return s
}

// spokenSight says, before any figure, what it would be misheard without: years that
// are added up, and the order of the rows.
func (b *Breakdown) spokenSight(l PivotLayout) []string {
	var out []string
	if b.Seen().Running {
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
	s, rows := b.Shown.Shape, string(b.Shown.Shape.Rows)
	if s.Inner != "" {
		rows += " and below each " + string(s.Inner)
	}
	return draw.Sentence(draw.Joined(fmt.Sprintf("Breakdown, rows %s, columns %s, %s", rows, s.Cols, b.asCompared().Spoken()), draw.Clean(s.query.String())))
}

// spokenSince says with which day figures are compared.
func (b *Breakdown) spokenSince() string {
	if !b.Want.since.Known() {
		return ""
	}
	return "Compared with the end of " + b.Want.since.Spoken()
}

// aloud is the layout of the whole table: every column, in whole dollars.
func (b *Breakdown) aloud() PivotLayout {
	g := b.Grid
	l := PivotLayout{Unit: b.wholeUnit(), To: len(g.Cols)}
	for i, c := range g.Cols {
		l.Slots = append(l.Slots, slot{Kind: CodeSlot, Code: c, at: i})
	}
	if b.Shown.Shape.yearly() && b.Seen().Tense != Difference {
		l.years = len(g.years)
	}
	l.Slots = append(l.Slots, slot{Kind: TotalSlot, Code: breakdown.All, at: -1})
	return l
}

func (b *Breakdown) spokenUnit(l PivotLayout) string {
	change := b.Seen().Tense == Difference
	switch {
	case l.Unit == Shares:
		return "Figures are shares of the " + map[shareOf]string{ofWhole: "whole", ofRow: "row", ofColumn: "column"}[b.Seen().Share] + "."
	case l.Unit == counted && change:
		return "Figures are changes of the number of projects; what has not changed is not said."
	case l.Unit == counted:
		return "Figures are numbers of projects."
	case l.Unit == rates && change:
		return "Figures are changes of per cent; what has not changed is not said."
	case l.Unit == rates:
		return "Figures are in per cent; what is nothing is not said."
	case change:
		return "Figures are changes in dollars; what has not changed is not said."
	}
	return "Figures are in dollars; what is nothing is not said."
}

// columnWord names a column.
func (b *Breakdown) columnWord(s slot) string {
	switch s.Kind {
	case CodeSlot:
		return b.columnName(s.Code)
	case OtherSlot:
		return "other"
	case TotalSlot:
	}
	return "total"
}

// spokenName names a row; of one below another, that too.
func (b *Breakdown) spokenName(line *GridLine) string {
	p, row := b.Shown, line.Row
	name := p.rowName(row)
	switch {
	case row == TotalRow:
		return "Total"
	case row.Inner != breakdown.All:
		return draw.Joined(p.name(p.Shape.Rows, row.Code), name)
	case p.Shape.Inner != "" && b.Sight.Open[row.Code]:
		return name + ", expanded"
	}
	return name
}

func (b *Breakdown) spokenRow(l PivotLayout, row int) string {
	line := b.Grid.Line(row)
	var parts []string
	for _, s := range l.Slots {
		if l.Value(line, s) != 0 {
			parts = append(parts, b.columnWord(s)+" "+b.spokenFigure(line, s, l))
		}
	}
	if b.Sight.bars && b.Seen().Tense != Difference && b.Shown.addsUp() {
		chosen := l.Slots[max(slices.IndexFunc(l.Slots, func(s slot) bool { return s.Code == b.Selected().Code }), 0)]
		share := Shares.Value(l.Value(line, chosen), l.Value(&b.Grid.Total, chosen))
		parts = append(parts, share.Spoken()+" of "+b.columnWord(chosen))
	}
	if len(parts) == 0 {
		parts = []string{"nothing"}
	}
	return ui.Labelled(b.spokenName(line), strings.Join(parts, ", "))
}

// spokenFigure says a figure, and where shades are shown the quarter that it is in.
func (b *Breakdown) spokenFigure(line *GridLine, s slot, l PivotLayout) string {
	text := b.Figure(line, s, l).Spoken()
	if q := b.quarter(line, s); b.Sight.Heat && q > 0 {
		text += " in quarter " + ui.ShownInt(q)
	}
	return text
}

// spokenYears says what a row has in each year, where lines of years are shown.
func (b *Breakdown) spokenYears(l PivotLayout, line *GridLine) []string {
	if l.years == 0 {
		return nil
	}
	unit := unitOf(b.Shown.Shape.Measure)
	var parts []string
	for i, n := range line.years {
		if n != 0 {
			parts = append(parts, b.Grid.years[i]+" "+unit.Value(n, 0).Spoken())
		}
	}
	return []string{draw.Sentence(ui.Labelled("By year", cmp.Or(draw.Joined(parts...), "nothing")))}
}

// spokenNotes says the shares of the columns, and what is to be known of the
// figures, without what is only of the layout of the screen.
func (b *Breakdown) spokenNotes(l PivotLayout) []string {
	var out []string
	if s := b.Seen(); s.Share == AsFigures && s.Tense != Difference && !s.Running && b.Shown.addsUp() {
		for _, x := range l.Slots {
			share := Shares.Value(l.Value(&b.Grid.Total, x), b.Grid.Total.Total)
			out = append(out, draw.Sentence(ui.Labelled("Share of "+b.columnWord(x), share.Spoken())))
		}
	}
	if b.Sight.Heat {
		out = append(out, "Quarters are of the largest figure.")
	}
	drawn := l
	drawn.years = 0
	parts := slices.Concat(b.roundingNotes(drawn), draw.NonEmpty(b.sinceNote().Spoken()), b.sightNotes(drawn), b.sourceNotes(), draw.NonEmpty(b.hiddenNote()))
	if l.years > 0 {
		parts = append(parts, b.unknownYears())
	}
	for _, f := range b.Shown.fresh {
		parts = append(parts, draw.SpokenText(f))
	}
	for _, n := range parts {
		out = append(out, draw.NonEmpty(draw.Sentence(ui.Capital(n)))...)
	}
	return out
}

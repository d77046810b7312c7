package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Spoken says each row of the table with all its figures; none of its columns is
// folded or left aside.
func (b *breakdown) Spoken() spoken {
	switch {
	case b.fault != nil:
		return spokenFault("The breakdown could not be made", b.fault).with(b.face.spokenDay())
	case b.search.open:
		return b.search.spoken()
	case b.shown == nil:
		return spoken{title: "Adding up."}.with(b.face.spokenDay())
	case b.shown.empty():
		return spoken{title: sentence(b.emptyLines()[0])}.with(b.face.spokenDay())
	}
	l := b.aloud()
	s := spokenList(len(b.shown.rows)+1, func(i int) string { return b.spokenRow(l, i) }, &b.rows.at, b.keepRow)
	s.name = func(i int) string { return capital(lowerTotal(b.shown.rowName(b.rowCode(i)))) }
	shape := b.shown.shape
	s.title = sentence(joined(fmt.Sprintf("Breakdown, rows %s, columns %s, %s", shape.rows, shape.cols, shape.measure), clean(shape.query.String())))
	for _, x := range l.slots {
		s.columns = append(s.columns, capital(lowerTotal(b.head(x))))
	}
	s.column = func(i int) tea.Cmd { b.chooseColumn(l.slots[i]); return nil }
	s.facts = []string{b.spokenUnit(), b.face.spokenDay(), "Columns: " + strings.Join(s.columns, ", ") + ".",
		"Chosen column: " + lowerTotal(b.head(b.layout().slots[b.slot])) + "."}
	s.after = b.spokenNotes(l)
	return s
}

// aloud is the layout of the whole table: every column, in whole dollars.
func (b *breakdown) aloud() pivotLayout {
	p := b.shown
	l := pivotLayout{unit: dollars, to: len(p.cols)}
	switch {
	case b.share != asFigures:
		l.unit = shares
	case p.counts():
		l.unit = counted
	}
	for _, c := range p.cols {
		l.slots = append(l.slots, slot{kind: codeSlot, code: c})
	}
	l.slots = append(l.slots, slot{kind: totalSlot, code: portfolio.All})
	return l
}

func (b *breakdown) spokenUnit() string {
	switch {
	case b.share == ofWhole:
		return "Figures are shares of the whole."
	case b.share == ofRow:
		return "Figures are shares of the row."
	case b.share == ofColumn:
		return "Figures are shares of the column."
	case b.shown.counts():
		return "Figures are numbers of projects."
	}
	return "Figures are in dollars; what is nothing is not said."
}

func lowerTotal(head string) string {
	if head == "TOTAL" {
		return "total"
	}
	return head
}

func (b *breakdown) spokenRow(l pivotLayout, row int) string {
	code := b.rowCode(row)
	var parts []string
	for _, s := range l.slots {
		if b.value(code, s, l) != 0 {
			parts = append(parts, lowerTotal(b.head(s))+" "+inWords(b.figure(code, s, l)))
		}
	}
	if b.bars {
		chosen := b.layout().slots[b.slot]
		share := shares.write(b.value(code, chosen, b.layout()), b.value(portfolio.All, chosen, b.layout()))
		parts = append(parts, inWords(share)+" of "+lowerTotal(b.head(chosen)))
	}
	return labelled(capital(lowerTotal(b.shown.rowName(code))), strings.Join(parts, ", "))
}

// chooseColumn selects a column, and brings it into sight.
func (b *breakdown) chooseColumn(want slot) {
	find := func() int {
		return slices.IndexFunc(b.layout().slots, func(s slot) bool { return s.kind == want.kind && s.code == want.code })
	}
	if find() < 0 {
		b.left = max(slices.Index(b.shown.cols, want.code), 0)
	}
	b.slot = max(find(), 0)
	b.settle()
}

// spokenNotes says the shares of the columns, and what is to be known of the
// figures, without what is only of the layout of the screen.
func (b *breakdown) spokenNotes(l pivotLayout) []string {
	var out []string
	if b.share == asFigures && !b.shown.counts() {
		whole := b.shown.at(portfolio.All, portfolio.All)
		for _, s := range l.slots {
			share := shares.write(b.value(portfolio.All, s, l), whole)
			out = append(out, sentence(labelled("Share of "+lowerTotal(b.head(s)), inWords(share))))
		}
	}
	for _, n := range strings.Split(strings.Join(b.notes(), " "), "; ") {
		if !strings.HasPrefix(n, "in thousands") && !strings.HasPrefix(n, "other: ") && !strings.HasSuffix(n, "→") && !strings.HasPrefix(n, "←") {
			out = append(out, nonEmpty(sentence(capital(inWords(n))))...)
		}
	}
	return out
}

package pivot

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
)

// breakdownNotes returns the notes that explain the figures; on a small screen
// only what lies outside the query's years and places.
func breakdownNotes(b *Breakdown) []string {
	if b.none() != "" {
		return nil
	}
	outside := draw.NonEmpty(b.face.Wrap(b.outside().Shown(), b.face.Width-4)...)
	if !b.airy() {
		return outside
	}
	l := b.layout()
	parts := slices.Concat(b.roundingNotes(l), draw.NonEmpty(b.sinceNote().Shown()), b.sightNotes(l), b.sourceNotes())
	if waiting := b.aside(l); waiting != "" {
		parts = append(parts, waiting)
	}
	if n := len(b.grid.cols) - l.columns(); n > 0 && b.folds() {
		parts = append(parts, fmt.Sprintf("other: %s, opened by enter", draw.Count(fmt.Sprint(n), "column", "columns")))
	}
	if hidden := b.hiddenNote(); hidden != "" {
		parts = append(parts, hidden+" (z)")
	}
	lines := slices.Concat(outside, b.face.Wrap(strings.Join(parts, "; "), b.face.Width-4))
	for _, f := range b.shown.fresh {
		lines = append(lines, b.face.Wrap(draw.ShownText(f), b.face.Width-4)...)
	}
	if legend := b.face.LineLegend(); legend != nil && b.shown.shape.cols == breakdown.ByLine {
		return append(lines, legend...)
	}
	return lines
}

// outside says how much of the measure lies outside the years and places to
// which the query confines amounts; empty if it confines none.
func (b *Breakdown) outside() portfolio.Phrase {
	return report.OutsideOf(b.shown.cells.now, b.shown.shape.measure)
}

// hiddenNote says how many empty rows and columns are left out, empty if none is.
func (b *Breakdown) hiddenNote() string {
	what := "figures"
	if b.seen().tense == difference {
		what = "changes"
	}
	if b.grid.hidden == 0 {
		return ""
	}
	return fmt.Sprintf("%d without %s left out", b.grid.hidden, what)
}

// roundingNotes say what adds up.
func (b *Breakdown) roundingNotes(l pivotLayout) []string {
	var parts []string
	switch l.unit {
	case counted:
		parts = append(parts, "a project counts once in each cell that it has a part in, so counts need not add up")
	case rates:
		parts = append(parts, "rounded one by one")
	case shares:
		parts = append(parts, "shares are rounded one by one")
	case thousands:
		parts = append(parts, "in thousands, rounded one by one")
	case dollars:
		parts = append(parts, "rounded to the dollar one by one")
	}
	if b.seen().running {
		parts = append(parts, "each year has all before it added, so years do not add up")
	}
	return parts
}

// sinceNote says from which date changes are counted, empty without comparison.
func (b *Breakdown) sinceNote() portfolio.Phrase {
	if b.seen().tense != difference {
		return portfolio.Phrase{}
	}
	return portfolio.Say("changes are now less the end of %s; t shows then and now", b.shown.shape.since)
}

// sightNotes explain the options in use.
func (b *Breakdown) sightNotes(l pivotLayout) []string {
	var parts []string
	if o := b.options.order; o.col != "" && (o.col == breakdown.All || slices.Contains(b.grid.cols, o.col)) {
		what := "the total"
		if o.col != breakdown.All {
			what = b.columnName(o.col)
		}
		first := "largest first"
		if o.up {
			first = "smallest first"
		}
		parts = append(parts, "sorted by "+what+", "+first)
	}
	if l.heat {
		parts = append(parts, "░ ▒ ▓ █: quarters of the largest")
	}
	if l.years > 0 {
		parts = append(parts, strings.Join(draw.NonEmpty("lines of years: each by its own highest", b.unknownYears()), ", "))
	}
	return parts
}

// unknownYears says that sparklines omit amounts without a year, empty if there are none.
func (b *Breakdown) unknownYears() string {
	if p := b.shown; p.years.at(b.seen().tense, p.codes(totalRow, breakdown.UnknownYear)...).N == 0 {
		return ""
	}
	return "unknown years left out"
}

// sourceNotes say on which assumptions and how recent changes the figures rest.
func (b *Breakdown) sourceNotes() []string {
	var parts []string
	s := b.shown.shape
	parts = append(parts, draw.NonEmpty(s.measure.Formula(), b.yearNote(), b.printedNote())...)
	for _, d := range []breakdown.Dimension{s.rows, s.inner, s.cols} {
		parts = append(parts, draw.NonEmpty(d.Assigned())...)
	}
	if n := max(b.shown.cells.now.Assumed, b.shown.years.now.Assumed); n > 0 {
		parts = append(parts, draw.Count(portfolio.Count(n).Shown(), "project rests", "projects rest")+" on assumed days")
	}
	return parts
}

// yearNote says how amounts are divided among years, empty if none are shown.
func (b *Breakdown) yearNote() string {
	s := b.shown.shape
	if s.yearly() {
		return breakdown.YearNote(s.measure)
	}
	return b.shown.cells.now.Spec.YearNote()
}

// printedNote says where the document prints other totals than those at present.
func (b *Breakdown) printedNote() string {
	if b.seen().tense != atPresent {
		return ""
	}
	return draw.Clean(b.shown.printed)
}

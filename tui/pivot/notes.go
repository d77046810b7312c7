package pivot

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// breakdownNotes say what is to be known of the figures.
func breakdownNotes(b *Breakdown) []string {
	if b.None() != "" {
		return nil
	}
	l := b.Layout()
	parts := slices.Concat(b.roundingNotes(l), draw.NonEmpty(b.sinceNote().Shown()), b.sightNotes(l), b.sourceNotes())
	if waiting := b.aside(l); waiting != "" {
		parts = append(parts, waiting)
	}
	if n := len(b.Grid.Cols) - l.Columns(); n > 0 && b.Folds() {
		parts = append(parts, fmt.Sprintf("other: %s, opened by enter", draw.Count(fmt.Sprint(n), "column", "columns")))
	}
	if hidden := b.hiddenNote(); hidden != "" {
		parts = append(parts, hidden+" (z)")
	}
	lines := draw.Wrap(strings.Join(parts, "; "), b.face.Width-4)
	for _, f := range b.Shown.fresh {
		lines = append(lines, draw.Wrap(draw.ShownText(f), b.face.Width-4)...)
	}
	return lines
}

// hiddenNote says how many rows and columns are left out, empty if none is.
func (b *Breakdown) hiddenNote() string {
	what := "figures"
	if b.Seen().Tense == Difference {
		what = "changes"
	}
	if b.Grid.hidden == 0 {
		return ""
	}
	return fmt.Sprintf("%d without %s left out", b.Grid.hidden, what)
}

// roundingNotes say what adds up.
func (b *Breakdown) roundingNotes(l PivotLayout) []string {
	var parts []string
	switch l.Unit {
	case counted:
		parts = append(parts, "a project counts once in each cell that it has a part in, so counts need not add up")
	case rates:
		parts = append(parts, "rounded one by one")
	case Shares:
		parts = append(parts, "shares are rounded one by one")
	case Thousands:
		parts = append(parts, "in thousands, rounded one by one")
	case Dollars:
		parts = append(parts, "rounded to the dollar one by one")
	}
	if b.Seen().Running {
		parts = append(parts, "each year has all before it added, so years do not add up")
	}
	return parts
}

// sinceNote says what changes are counted from, nothing where there are none.
func (b *Breakdown) sinceNote() portfolio.Phrase {
	if b.Seen().Tense != Difference {
		return portfolio.Phrase{}
	}
	return portfolio.Say("changes are now less the end of %s; t shows then and now", b.Shown.Shape.since)
}

// sightNotes say what is to be known of the way in which figures are shown.
func (b *Breakdown) sightNotes(l PivotLayout) []string {
	var parts []string
	if o := b.Sight.Order; o.Col != "" && (o.Col == breakdown.All || slices.Contains(b.Grid.Cols, o.Col)) {
		what := "the total"
		if o.Col != breakdown.All {
			what = b.columnName(o.Col)
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

// unknownYears says that lines of years leave out what falls to no year, empty
// where nothing does.
func (b *Breakdown) unknownYears() string {
	if p := b.Shown; p.years.at(b.Seen().Tense, p.codes(TotalRow, unknownYear)...) == 0 {
		return ""
	}
	return "unknown years left out"
}

// sourceNotes say what figures rest on.
func (b *Breakdown) sourceNotes() []string {
	var parts []string
	s := b.Shown.Shape
	parts = append(parts, draw.NonEmpty(s.Measure.Formula())...)
	for _, d := range []breakdown.Dimension{s.Rows, s.Inner, s.Cols} {
		parts = append(parts, draw.NonEmpty(d.Assigned())...)
	}
	if n := max(b.Shown.Cells.Now.Assumed, b.Shown.years.Now.Assumed); n > 0 {
		parts = append(parts, draw.Count(portfolio.Count(n).Shown(), "project rests", "projects rest")+" on assumed days")
	}
	return parts
}

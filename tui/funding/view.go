package funding

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report/funding"
	"fieldfolio/tui/draw"
)

func (v *Funding) View() string {
	return v.Draw(&v.face, []string{v.caption()}, v.emptyLines, v.body)
}

func (v *Funding) caption() string {
	text, _ := v.search.Line("all projects and activities", v.face.Width)
	if v.search.Open {
		return v.face.Typing(text)
	}
	return v.face.Caption(text)
}

// emptyLines says that nothing is stated to be unfunded.
func (v *Funding) emptyLines() []string {
	if len(v.lines) > 0 {
		return nil
	}
	lines := []string{funding.NothingUnfunded}
	for _, n := range v.shown.Notes() {
		lines = append(lines, v.face.Wrap(draw.ShownText(n), v.face.Width-6)...)
	}
	if ways := v.search.Ways(); len(ways) > 0 {
		lines = slices.Concat(lines, []string{""}, ways)
	}
	return lines
}

func (v *Funding) airy() bool { return v.face.Height >= 16 }

// above is the number of lines above the list.
func (v *Funding) above() int { return 2 + len(v.face.BelowCaption()) }

// page is the number of lines of the list in sight.
func (v *Funding) page() int { return max(v.face.Height-v.above()-len(v.notes()), 1) }

func (v *Funding) body() []string {
	cols := v.columns()
	lines := append(v.face.BelowCaption(), draw.Heads(&v.face, cols))
	line := func(at int) string { return draw.RowText(v.face.Measure, cols, &v.lines[at]) }
	rows := v.cursor.Rows(len(v.lines), v.page(), line)
	lines = append(lines, rows...)
	for range v.page() - len(rows) {
		lines = append(lines, "")
	}
	return append(lines, v.notes()...)
}

// notes are the remarks below the list, as far as there is room.
func (v *Funding) notes() []string {
	switch {
	case v.shown == nil:
		return nil
	case !v.airy():
		return v.few()
	}
	lines := []string{""}
	shown := append(portfolio.ShownOf(v.shown.Notes()), v.shown.Marks()...)
	for _, n := range draw.NonEmpty(append(shown, v.shown.RoundingNote())...) {
		for _, l := range v.face.Wrap(n, v.face.Width-4) {
			lines = append(lines, "   "+v.face.Styles.Muted.Render(l))
		}
	}
	if len(v.lines) > v.face.Height-v.above()-len(lines) {
		return append(v.sums(), lines...)
	}
	return lines
}

// few are the remarks on a low screen: how many projects state no shortfall, what is outside, and
// that amounts of years are spread.
func (v *Funding) few() []string {
	var said []string
	if n := v.shown.Silent; n > 0 {
		said = append(said, portfolio.CountOf(int(n), "project")+" without shortfall, not 0")
	}
	outside := v.face.Wrap(v.shown.Outside.Shown(), v.face.Width-4)
	if len(v.lines)+len(said)+len(outside) < v.face.Height-v.above() {
		said = append(said, outside...)
	}
	if v.shown.List().YearNote(breakdown.Shortfall) != "" {
		said = append(said, breakdown.EvenlyByDays)
	}
	var lines []string
	for _, l := range draw.NonEmpty(said...) {
		lines = append(lines, "   "+v.face.Styles.Muted.Render(v.face.Cut(l, v.face.Width-3)))
	}
	return lines
}

// sums are the lines with the sums of a list that is longer than the screen.
func (v *Funding) sums() []string {
	lines := []string{""}
	for _, s := range v.shown.Sums() {
		lines = append(lines, v.face.Sides("   "+s.Title, s.Shortfall.Shown(), v.face.Width))
	}
	return lines
}

// columns returns the columns that fit.
func (v *Funding) columns() []draw.ValueColumn[*line] {
	code, places, money := 6, 6, len("SHORTFALL")
	for i := range v.lines {
		l := &v.lines[i]
		code = max(code, v.face.Cells(draw.Clean(l.Code.Shown())))
		places = max(places, v.face.Cells(draw.Clean(l.PlacesText())))
		money = max(money, v.face.Cells(l.Whole.OrBlank().Shown()))
	}
	all := []draw.ValueColumn[*line]{
		draw.Valued(draw.Column{Head: "NUMBER", Width: code, Drop: 2, Least: 20},
			func(l *line) string { return draw.Clean(l.Code.Shown()) }),
		draw.Valued(draw.Column{Head: "PROJECT, ACTIVITY"}, func(l *line) string { return draw.Clean(l.Title) }),
		draw.Valued(draw.Column{Head: "PLACES", Width: min(places, max(22, v.face.Width/4)), Drop: 3, Least: 20},
			func(l *line) string { return draw.Clean(l.PlacesText()) }),
		draw.Valued(draw.Column{Head: "SHORTFALL", Width: money, Right: true},
			func(l *line) string { return l.Shortfall.OrBlank().Shown() }),
	}
	if v.shown.Confined() {
		all = append(all, draw.Valued(draw.Column{Head: "OF US$", Width: money, Right: true, Drop: 1, Least: 12},
			func(l *line) string { return l.Whole.OrBlank().Shown() }))
	}
	return draw.FitColumns(all, 1, v.face.Width)
}

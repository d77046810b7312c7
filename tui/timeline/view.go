package timeline

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (t *Timeline) View() string {
	return t.Draw(&t.face, []string{t.caption()}, t.emptyLines, t.body)
}

// emptyLines says that there are no projects.
func (t *Timeline) emptyLines() []string {
	if t.list.Count() > 0 {
		return nil
	}
	lines := t.face.Wrap(t.search.None(t.list.Spec.Query), t.face.Width-6)
	if t.list.Spec.Query.String() == "" {
		return append(lines, "", "a in the view Portfolio adds one")
	}
	if ways := t.search.Ways(); len(ways) > 0 {
		lines = slices.Concat(lines, []string{""}, ways)
	}
	return lines
}

// caption says what is shown, the zoom, and the order.
func (t *Timeline) caption() string {
	text, _ := t.search.Line("all projects", t.face.Width)
	if t.search.Open {
		return t.face.Typing(text)
	}
	return t.face.Caption(text + "   " + t.arrangement())
}

// arrangement says the zoom, and the order if it is not that by end date.
func (t *Timeline) arrangement() string {
	var by []string
	if t.group != "" {
		by = append(by, t.groupName())
	}
	if t.order != portfolio.KeyEnd {
		by = append(by, map[portfolio.Key]string{portfolio.KeyStart: "first day", portfolio.KeyNumber: "number"}[t.order])
	}
	if len(by) == 0 {
		return "by " + t.zoom.String()
	}
	return t.zoom.String() + "s, by " + strings.Join(by, " and ")
}

func (t *Timeline) groupName() string {
	if t.group == portfolio.KeyProgramme {
		return "region"
	}
	return string(t.group)
}

// timelineLayout is the widths of the columns, in cells.
type timelineLayout struct{ number, group, title, bars, ends int }

// layout gives the bars about half of what number and end date leave, and the title the rest where
// that is enough.
func (t *Timeline) layout() timelineLayout {
	l := timelineLayout{number: 6, ends: 9}
	if t.list != nil {
		l.number = max(l.number, t.list.Number)
	}
	const leastTitle, roomForGroup = 12, 60
	room := t.face.Width - draw.GutterWidth - 1 - l.number - draw.ColumnGap - l.ends - draw.ColumnGap
	if t.group != "" && t.face.Width >= roomForGroup {
		l.group = t.face.Width / 5
		room -= l.group + draw.ColumnGap
	}
	l.bars = max(room/2, 1)
	const year = 4 // width at which a label fits at every zoom, in cells
	if l.bars > year {
		l.bars -= l.bars % year
	}
	if l.title = room - l.bars - draw.ColumnGap; l.title < leastTitle {
		l.title, l.bars = 0, max(room, 1)
	}
	return l
}

// row lays out the values of a row.
func (l timelineLayout) row(by *draw.Measure, number, group, title, bar, ends string) string {
	cols, values := []draw.Column{{Width: l.number}}, []string{number}
	if l.group > 0 {
		cols, values = append(cols, draw.Column{Width: l.group}), append(values, group)
	}
	if l.title > 0 {
		cols, values = append(cols, draw.Column{Width: l.title}), append(values, title)
	}
	cols = append(cols, draw.Column{Width: l.bars}, draw.Column{Width: l.ends})
	return draw.JoinRow(by, cols, append(values, bar, ends))
}

func (t *Timeline) airy() bool { return t.face.Height >= 14 }

// below is the number of lines below the rows.
func (t *Timeline) below() int {
	if t.airy() {
		return 4
	}
	return 1
}

func (t *Timeline) page() int {
	return max(t.face.Height-t.above()-t.below(), 1)
}

func (t *Timeline) body() []string {
	l, span := t.layout(), t.shown()
	group := strings.ToUpper(t.groupName())
	lines := append(t.face.BelowCaption(), t.face.Styles.Head.Render(draw.Blanks(draw.GutterWidth)+
		l.row(t.face.Measure, "NUMBER", group, "TITLE", span.Axis(), "ENDS")))
	for i := range t.page() {
		line := ""
		if at := t.list.Top + i; at < t.list.Count() {
			line = ui.Gutter(at == t.list.At) + t.rowText(at, l, span)
		}
		lines = append(lines, line)
	}
	mark := t.face.Plainly(asOfMark(span))
	lines = append(lines, draw.Blanks(draw.GutterWidth)+l.row(t.face.Measure, "", "", "", mark, ""))
	if !t.airy() {
		return lines
	}
	return append(lines, "", t.totalLine(),
		t.face.Styles.Muted.Render(t.face.Cut(t.face.Plainly("   █ runs   ▓ as-of day   ┃ over   · a day is unknown   ‹ › outside"), t.face.Width)))
}

// asOfMark returns the line below the bars with a mark at the as-of date, if that is in sight.
func asOfMark(span report.TimeWindow) string {
	at := span.Column(span.AsOf)
	if at < 0 || at >= span.Cells {
		return ""
	}
	mark := "▲"
	if at+len("▲ as of") <= span.Cells {
		mark += " as of"
	}
	return draw.Blanks(at) + mark
}

// rowText returns the text of a row. The group stands in the first of its rows and at the top of
// the screen.
func (t *Timeline) rowText(at int, l timelineLayout, span report.TimeWindow) string {
	row := t.list.Row(at)
	if row == nil {
		return "…"
	}
	group := t.groupOf(row)
	if before := t.list.Row(at - 1); at > t.list.Top && before != nil && t.groupOf(before) == group {
		group = ""
	}
	return l.row(t.face.Measure, draw.Clean(row.NumberShown()), group, draw.Clean(row.Title),
		t.face.Styles.Blocks(t.face.Plainly(span.Bar(row.Duration)), lipgloss.Style{}),
		portfolio.Month(row.Duration.EndDay()).Shown())
}

func (t *Timeline) groupOf(row *breakdown.Listed) string {
	switch t.group {
	case portfolio.KeyProgramme:
		return t.face.ProgrammeName(row.Programme)
	case portfolio.KeyStatus:
		return string(row.StatusOn(t.face.AsOf))
	default:
		return ""
	}
}

// totalLine counts the projects, and names those that end soon.
func (t *Timeline) totalLine() string {
	return t.face.Cut(t.face.Styles.Total.Render(t.counted())+", "+t.soonLine(), t.face.Width)
}

func (t *Timeline) counted() string {
	return "   " + draw.Count(portfolio.Count(t.list.Totals.Projects).Shown(), "project", "projects")
}

// soonLine names as many of the projects that end soon as there is room for.
func (t *Timeline) soonLine() string {
	w := t.face.Width - t.face.Cells(t.counted()) - draw.ColumnGap
	for n := len(t.soon.first); n > 0; n-- {
		if text := draw.ShownText(t.endingSoon(n)); t.face.Cells(text) < w {
			return text
		}
	}
	return draw.ShownText(t.endingSoon(0))
}

// endingSoon counts the projects that end soon, and names the first n.
func (t *Timeline) endingSoon(n int) portfolio.Value {
	if t.soon.count == 0 {
		return portfolio.Say("none ends %s", report.Soon(t.face.AsOf))
	}
	counted := portfolio.Say("%s %s", ui.Number(int(t.soon.count), "ends", "end"), report.Soon(t.face.AsOf))
	if n == 0 {
		return counted
	}
	names := make([]portfolio.Value, n)
	for i := range n {
		p := &t.soon.first[i]
		names[i] = portfolio.Say("%s %s", p.NumberValue(), portfolio.Month{Date: p.Duration.End})
	}
	if rest := t.soon.count - int64(n); rest > 0 {
		names = append(names, portfolio.Text("and "+portfolio.Count(rest).Shown()+" more"))
	}
	return portfolio.Say("%s: %s", counted, portfolio.Join(names, ", "))
}

package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// View draws the bars, or says why there are none.
func (t *timeline) View() string {
	return t.draw(&t.face, []string{t.caption()}, t.none, t.body)
}

// none says that there are no projects.
func (t *timeline) none() []string {
	if t.list.count() > 0 {
		return nil
	}
	lines := wrap(t.spokenNone(), t.face.width-6)
	switch {
	case t.search.query.String() == "":
		return append(lines, "", "a in the view Portfolio adds one")
	case !t.search.open:
		return append(lines, "", "/ changes the query")
	}
	return lines
}

// caption says what is shown, how near, and in which order.
func (t *timeline) caption() string {
	text, _ := t.search.line("all projects", t.face.width)
	if !t.search.open {
		text += "   " + t.arrangement()
	}
	return sides(cut(text, t.face.width), t.face.look.muted.Render(t.face.day()), t.face.width)
}

// arrangement says how near the bars are drawn, and what the rows are ordered by
// other than by last day.
func (t *timeline) arrangement() string {
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

func (t *timeline) groupName() string {
	if t.group == portfolio.KeyProgramme {
		return "region"
	}
	return string(t.group)
}

// timelineLayout is the widths of the columns of a timeline.
type timelineLayout struct{ number, group, title, bars, ends int }

// layout gives the bars about half of what number and last day leave, and the
// title the rest where that is enough for one.
func (t *timeline) layout() timelineLayout {
	l := timelineLayout{number: 6, ends: 9}
	if t.list != nil {
		l.number = max(l.number, t.list.number)
	}
	const leastTitle, roomForGroup = 12, 60
	room := t.face.width - gutterWidth - 1 - l.number - columnGap - l.ends - columnGap
	if t.group != "" && t.face.width >= roomForGroup {
		l.group = t.face.width / 5
		room -= l.group + columnGap
	}
	l.bars = max(room/2, 1)
	const year = 4 // cells in which every zoom draws a label
	if l.bars > year {
		l.bars -= l.bars % year
	}
	if l.title = room - l.bars - columnGap; l.title < leastTitle {
		l.title, l.bars = 0, max(room, 1)
	}
	return l
}

// row lays the values of a row side by side.
func (l timelineLayout) row(number, group, title, bar, ends string) string {
	cols, values := []column{{width: l.number}}, []string{number}
	if l.group > 0 {
		cols, values = append(cols, column{width: l.group}), append(values, group)
	}
	if l.title > 0 {
		cols, values = append(cols, column{width: l.title}), append(values, title)
	}
	cols = append(cols, column{width: l.bars}, column{width: l.ends})
	return joinRow(cols, append(values, bar, ends))
}

func (t *timeline) airy() bool { return t.face.height >= 14 }

// below is how many lines stand under the rows.
func (t *timeline) below() int {
	if t.airy() {
		return 4
	}
	return 1
}

func (t *timeline) page() int {
	chrome := 2 + t.below()
	if t.airy() {
		chrome++
	}
	return max(t.face.height-chrome, 1)
}

func (t *timeline) body() []string {
	var lines []string
	if t.airy() {
		lines = append(lines, "")
	}
	l, span := t.layout(), t.shown()
	group := strings.ToUpper(t.groupName())
	lines = append(lines, t.face.look.head.Render(blanks(gutterWidth)+l.row("NUMBER", group, "TITLE", span.Axis(), "ENDS")))
	for i := range t.page() {
		line := ""
		if at := t.list.top + i; at < t.list.count() {
			line = gutter(at == t.list.at) + t.rowText(at, l, span)
		}
		lines = append(lines, line)
	}
	lines = append(lines, blanks(gutterWidth)+l.row("", "", "", t.face.plainly(asOfMark(span)), ""))
	if !t.airy() {
		return lines
	}
	return append(lines, "", t.totalLine(),
		t.face.look.muted.Render(cut(t.face.plainly("   █ runs   ▓ as-of day   ┃ over   · a day is unknown   ‹ › outside"), t.face.width)))
}

// asOfMark returns the line under the bars: a mark at the as-of day, if it is in
// sight.
func asOfMark(span portfolio.TimeWindow) string {
	at := span.Column(span.AsOf)
	if at < 0 || at >= span.Cells {
		return ""
	}
	mark := "▲"
	if at+len("▲ as of") <= span.Cells {
		mark += " as of"
	}
	return blanks(at) + mark
}

// rowText returns the text of a row; the group stands in the first of its rows
// and on top of the screen.
func (t *timeline) rowText(at int, l timelineLayout, span portfolio.TimeWindow) string {
	row := t.list.row(at)
	if row == nil {
		return "…"
	}
	group := t.groupOf(row)
	if before := t.list.row(at - 1); at > t.list.top && before != nil && t.groupOf(before) == group {
		group = ""
	}
	return l.row(clean(row.NumberShown()), group, clean(row.Title), t.face.look.blocks(t.face.plainly(span.Bar(row.Duration)), lipgloss.Style{}), portfolio.Month(row.Duration.EndDay()).Shown())
}

func (t *timeline) groupOf(row *portfolio.Listed) string {
	switch t.group {
	case portfolio.KeyProgramme:
		return t.face.programmeName(row.Programme)
	case portfolio.KeyStatus:
		return string(row.StatusOn(t.face.asOf))
	default:
		return ""
	}
}

// totalLine counts the projects, and names what ends soon.
func (t *timeline) totalLine() string {
	return cut(t.face.look.total.Render(t.counted())+", "+t.soonLine(), t.face.width)
}

func (t *timeline) counted() string {
	return "   " + count(portfolio.Count(t.list.totals.Projects).Shown(), "project", "projects")
}

// soonLine names what ends soon, as many as there is room for behind the count.
func (t *timeline) soonLine() string {
	w := t.face.width - width(t.counted()) - columnGap
	for n := len(t.soon.first); n > 0; n-- {
		if text := shownText(t.endingSoon(n)); width(text) < w {
			return text
		}
	}
	return shownText(t.endingSoon(0))
}

// endingSoon counts what ends soon, and names the first n.
func (t *timeline) endingSoon(n int) portfolio.Value {
	if t.soon.count == 0 {
		return portfolio.Text("none ends within six months")
	}
	names := make([]portfolio.Value, n)
	for i := range n {
		p := &t.soon.first[i]
		names[i] = portfolio.Say("%s %s", p.NumberValue(), portfolio.Month{Date: p.Duration.End})
	}
	if rest := t.soon.count - int64(n); rest > 0 {
		more := portfolio.Count(rest).Shown() + " more"
		if n > 0 {
			more = "and " + more
		}
		names = append(names, portfolio.Text(more))
	}
	return portfolio.Say("%s within six months: %s", number(int(t.soon.count), "ends", "end"), portfolio.Join(names, ", "))
}

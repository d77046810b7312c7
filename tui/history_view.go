package tui

import (
	"slices"

	"fieldfolio/portfolio"
)

func (h *history) above() int {
	if h.face.height >= 14 {
		return 3
	}
	return 2
}

func (h *history) page() int { return max(h.face.height-h.above(), 1) }

// View draws the lines, or says why there is none.
func (h *history) View() string {
	return h.draw(&h.face, []string{h.caption()}, h.none, h.rows)
}

// none says that nothing was changed, or nothing that has the words.
func (h *history) none() []string {
	if h.list.count > 0 {
		return nil
	}
	if h.want.Text == "" {
		return []string{"Nothing was changed yet: all is as in the document.", "", "e on the page of a project changes it"}
	}
	return append(wrap("No change has the words "+clean(h.want.Text)+".", h.face.width-6), "", "/ looks for others")
}

func (h *history) caption() string {
	if h.prompt.open {
		text, _ := h.prompt.line(h.face.width)
		return text
	}
	if !h.ofAll() {
		n := count(portfolio.Count(h.list.count).Shown(), "line", "lines")
		return sides(" "+h.face.look.title.Render(clean(h.conf.name))+"   history", n, h.face.width)
	}
	n := count(portfolio.Count(h.list.count).Shown(), "change", "changes")
	of := "all records"
	if h.want.Text != "" {
		of = "with the words " + clean(h.want.Text)
	}
	if !h.loaded {
		n = ""
	}
	return sides(cut(" History   "+of, max(h.face.width-width(n)-3, 0)), h.face.look.muted.Render(n), h.face.width)
}

// rows returns the head and the lines that are in sight.
func (h *history) rows() []string {
	cols, places := h.columns()
	lines := append(make([]string, h.above()-2), h.face.look.head.Render(blanks(gutterWidth)+heads(cols)))
	for i := range h.page() {
		at := h.list.top + i
		if at >= h.list.count {
			break
		}
		lines = append(lines, gutter(at == h.list.at)+h.rowText(h.list.lineAt(at), cols, places))
	}
	return lines
}

func (h *history) rowText(l historyLine, cols []column, places []int) string {
	if l == nil {
		return "…"
	}
	values := make([]string, len(places))
	for j, p := range places {
		values[j] = historyValue(l, p, cols[j].width)
	}
	text := joinRow(cols, values)
	if l.replaced() {
		text = h.face.look.muted.Render(text)
	}
	return text
}

// historyWhat is the place of what was changed, which gets the room that is
// left.
const historyWhat = 3

// columns returns the columns that fit, and which they are.
func (h *history) columns() (cols []column, places []int) {
	who, record := max(6, h.list.who), max(6, h.list.record)
	all := []column{{head: "WHEN", width: 11}, {head: "WHO", width: who, drop: 3, least: 20}, {head: "RECORD", width: record},
		{head: "WHAT"}, {head: "STANDS", width: 8, drop: 2, least: 16}, {head: "REASON", width: max(20, (h.face.width-60)/3), drop: 4, least: 34}}
	wanted := []int{0, 1, 2, 3, 4, 5}
	if !h.ofAll() {
		wanted = []int{0, 1, 3, 4, 5}
	}
	if h.face.look.plain { // each line opens, with its reason
		wanted = wanted[:len(wanted)-1]
	}
	some := make([]column, len(wanted))
	for i, at := range wanted {
		some[i] = all[at]
	}
	fit, rest := fitColumns(some, slices.Index(wanted, historyWhat), h.face.width)
	for _, i := range fit {
		c := some[i]
		if wanted[i] == historyWhat {
			c.width = rest
		}
		cols, places = append(cols, c), append(places, wanted[i])
	}
	return cols, places
}

// historyValue returns the value of a line in one of all columns, which has w
// cells.
func historyValue(l historyLine, place, w int) string {
	c := l[0].Change
	switch place {
	case 0:
		return portfolio.DateOf(c.At).Shown()
	case 1:
		return whoWhere(c)
	case 2:
		return l.name()
	case historyWhat:
		return l.what(w)
	case 4:
		return l.stands()
	}
	return clean(c.Reason)
}

func whoWhere(c *portfolio.Change) string { return clean(c.Person) + " @ " + clean(c.Office()) }

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
	cols := h.columns()
	lines := append(make([]string, h.above()-2), h.face.look.head.Render(blanks(gutterWidth)+heads(cols)))
	line := func(at int) string { return h.rowText(cols, h.list.lineAt(at)) }
	return append(lines, h.list.rows(h.list.count, h.page(), line)...)
}

func (h *history) rowText(cols []valueColumn[historyLine], l historyLine) string {
	if l == nil {
		return "…"
	}
	text := rowText(cols, l)
	if l.replaced() {
		text = h.face.look.muted.Render(text)
	}
	return text
}

// columns returns the columns that fit.
func (h *history) columns() []valueColumn[historyLine] {
	who, record := max(6, h.list.who), max(6, h.list.record)
	reason := max(20, (h.face.width-60)/3)
	all := []valueColumn[historyLine]{
		valued(column{head: "WHEN", width: 11}, historyLine.day),
		valued(column{head: "WHO", width: who, drop: 3, least: 20},
			func(l historyLine) string { return whoWhere(l[0].Change) }),
		valued(column{head: "RECORD", width: record}, historyLine.name),
		{column: column{head: "WHAT"}, value: func(l historyLine) string { return shownText(l.all()) }, short: historyLine.what},
		valued(column{head: "STANDS", width: 8, drop: 2, least: 16}, historyLine.stands),
		valued(column{head: "REASON", width: reason, drop: 4, least: 34},
			func(l historyLine) string { return clean(l[0].Change.Reason) }),
	}
	if h.face.look.plain { // each line opens, with its reason
		all = all[:len(all)-1]
	}
	what := 3
	if !h.ofAll() {
		all, what = slices.Delete(all, 2, 3), 2
	}
	return fitColumns(all, what, h.face.width)
}

func whoWhere(c *portfolio.Change) string { return clean(c.Person) + " @ " + clean(c.Office()) }

// spokenWho says who made a change, and where.
func spokenWho(c *portfolio.Change) string { return clean(c.Person) + " at " + clean(c.Office()) }

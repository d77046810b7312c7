package history

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
)

func (h *history) above() int { return 2 + len(h.face.BelowCaption()) }

func (h *history) page() int { return max(h.face.Height-h.above(), 1) }

func (h *history) View() string {
	return h.Draw(&h.face, []string{h.caption()}, h.emptyLines, h.rows)
}

// emptyLines says that there are no changes, or none with the words.
func (h *history) emptyLines() []string {
	if h.list.count > 0 {
		return nil
	}
	if h.want.Text == "" {
		return []string{"Nothing was changed yet: all is as in the document.", "", "e on the page of a project changes it"}
	}
	return append(draw.Wrap("No change has the words "+draw.Clean(h.want.Text)+".", h.face.Width-6), "",
		"/ looks for others")
}

func (h *history) caption() string {
	if h.prompt.Open {
		text, _ := h.prompt.Line(h.face.Width)
		return text
	}
	if !h.ofAll() {
		n := draw.Count(portfolio.Count(h.list.count).Shown(), "line", "lines")
		return draw.Sides(" "+h.face.Styles.Title.Render(draw.Clean(h.conf.Name))+"   history", n, h.face.Width)
	}
	n := draw.Count(portfolio.Count(h.list.count).Shown(), "change", "changes")
	of := "all records"
	if h.want.Text != "" {
		of = "with the words " + draw.Clean(h.want.Text)
	}
	if !h.Loaded {
		n = ""
	}
	return draw.Sides(draw.Cut(" History   "+of, max(h.face.Width-draw.Width(n)-3, 0)), h.face.Styles.Muted.Render(n),
		h.face.Width)
}

// rows returns the column heads and the lines in sight.
func (h *history) rows() []string {
	cols := h.columns()
	lines := append(h.face.BelowCaption(), h.face.Styles.Head.Render(draw.Blanks(draw.GutterWidth)+draw.Heads(cols)))
	line := func(at int) string { return h.rowText(cols, h.list.lineAt(at)) }
	return append(lines, h.list.Rows(h.list.count, h.page(), line)...)
}

func (h *history) rowText(cols []draw.ValueColumn[historyLine], l historyLine) string {
	if l == nil {
		return "…"
	}
	text := draw.RowText(cols, l)
	if l.replaced() {
		text = h.face.Styles.Muted.Render(text)
	}
	return text
}

// columns returns the columns that fit.
func (h *history) columns() []draw.ValueColumn[historyLine] {
	who, record := max(6, h.list.who), max(6, h.list.record)
	reason := max(20, (h.face.Width-60)/3)
	all := []draw.ValueColumn[historyLine]{
		draw.Valued(draw.Column{Head: "WHEN", Width: 11}, historyLine.day),
		draw.Valued(draw.Column{Head: "WHO", Width: who, Drop: 3, Least: 20},
			func(l historyLine) string { return edit.WhoWhere(l[0].Change) }),
		draw.Valued(draw.Column{Head: "RECORD", Width: record}, historyLine.Name),
		{Column: draw.Column{Head: "WHAT"}, Value: func(l historyLine) string { return draw.ShownText(l.All()) },
			Short: historyLine.What},
		draw.Valued(draw.Column{Head: "STANDS", Width: 8, Drop: 2, Least: 16}, historyLine.stands),
		draw.Valued(draw.Column{Head: "REASON", Width: reason, Drop: 4, Least: 34},
			func(l historyLine) string { return draw.Clean(l[0].Change.Reason) }),
	}
	if h.face.Styles.Slow { // in linear mode each line opens, with its reason
		all = all[:len(all)-1]
	}
	what := 3
	if !h.ofAll() {
		all, what = slices.Delete(all, 2, 3), 2
	}
	return draw.FitColumns(all, what, h.face.Width)
}

// SpokenWho says who made a change, and in which office.
func SpokenWho(c *portfolio.Change) string {
	return draw.Clean(c.Person) + " at " + draw.Clean(c.Office())
}

package history

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
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
	n := ""
	if h.Loaded {
		n = h.face.Styles.Muted.Render(draw.Count(portfolio.Count(h.list.count).Shown(), h.unit(), h.unit()+"s"))
	}
	if !h.ofAll() {
		return draw.Sides(" "+h.face.Styles.Title.Render(draw.Clean(h.conf.Name))+"   history", n, h.face.Width)
	}
	return draw.Sides(draw.Cut(" History   "+h.of(), max(h.face.Width-draw.Width(n)-3, 0)), n, h.face.Width)
}

// unit is what a line shows.
func (h *history) unit() string {
	if h.conf.OfStep != "" {
		return "change"
	}
	return "step"
}

// of says which steps or changes are listed.
func (h *history) of() string {
	switch {
	case h.want.Text != "":
		return "with the words " + draw.Clean(h.want.Text)
	case h.conf.OfStep != "":
		return draw.Clean(h.conf.Name)
	}
	return "all records"
}

// rows returns the column heads and the lines in sight.
func (h *history) rows() []string {
	cols := h.columns()
	lines := append(h.face.BelowCaption(), h.face.Styles.Head.Render(draw.Blanks(draw.GutterWidth)+draw.Heads(cols)))
	line := func(at int) string { return h.rowText(cols, h.list.lineAt(at)) }
	return append(lines, h.list.Rows(h.list.count, h.page(), line)...)
}

func (h *history) rowText(cols []draw.ValueColumn[provenance.Step], l provenance.Step) string {
	if l == nil {
		return "…"
	}
	text := draw.RowText(cols, l)
	if l.Replaced() {
		text = h.face.Styles.Muted.Render(text)
	}
	return text
}

// roomForOffice is the width from which lines have the author's office.
const roomForOffice = 100

// roomForTime is the width from which lines have the time beside the day: on narrower screens, what was
// changed needs the room.
const roomForTime = 60

// stands is the head of the column with the state of changes.
const stands = "STANDS"

// roomForStands is the width of what was changed from which the column with its state stands beside it; where it is
// narrower, both amounts of a change need the room.
const roomForStands = 44

// withState describes the changes of a line, with their state if it is known, not the usual one, and leaves
// room for them.
func withState(l provenance.Step, w int) string {
	word := l.StateWord()
	state := " (" + word + ")"
	room := w - draw.Width(state)
	if word == "" || word == string(provenance.StandsCurrent) || room < leastWhat {
		return What(l, w)
	}
	return What(l, room) + state
}

// leastWhat is the width in which what was changed can still be told.
const leastWhat = 16

// columns returns the columns that fit.
func (h *history) columns() []draw.ValueColumn[provenance.Step] {
	record := max(6, h.list.record)
	who, width := func(l provenance.Step) string { return draw.Clean(l[0].Change.Person) }, h.list.person
	if h.face.Width >= roomForOffice {
		who, width = func(l provenance.Step) string { return edit.WhoWhere(l[0].Change) }, h.list.who
	}
	reason, moment := max(20, (h.face.Width-60)/3), 17
	if h.face.Width < roomForTime {
		moment = 11
	}
	all := []draw.ValueColumn[provenance.Step]{
		{Column: draw.Column{Head: "WHEN (UTC)", Width: moment}, Value: when, Short: day},
		draw.Valued(draw.Column{Head: "WHO", Width: max(6, width), Drop: 3, Least: 30}, who),
		draw.Valued(draw.Column{Head: "RECORD", Width: record}, nameOf),
		{Column: draw.Column{Head: "WHAT"}, Value: func(l provenance.Step) string { return draw.ShownText(l.Did()) },
			Short: What},
		draw.Valued(draw.Column{Head: stands, Width: 8, Drop: 4, Least: roomForStands}, provenance.Step.StateWord),
		draw.Valued(draw.Column{Head: "REASON", Width: reason, Drop: 5, Least: 34},
			func(l provenance.Step) string { return draw.Clean(provenance.OwnReason(l[0].Change)) }),
	}
	if h.face.Styles.Slow { // in linear mode each line opens, with its reason
		all = all[:len(all)-1]
	}
	what := 3
	if !h.ofAll() {
		all, what = slices.Delete(all, 2, 3), 2
	}
	cols := draw.FitColumns(all, what, h.face.Width)
	if !slices.ContainsFunc(cols, func(c draw.ValueColumn[provenance.Step]) bool { return c.Head == stands }) {
		at := slices.IndexFunc(cols, func(c draw.ValueColumn[provenance.Step]) bool { return c.Head == "WHAT" })
		w := cols[at].Width
		cols[at].Value = func(l provenance.Step) string { return withState(l, w) }
	}
	return cols
}

// SpokenWho says who made a change, and in which office.
func SpokenWho(c *portfolio.Change) string {
	return draw.Clean(c.Person) + " at " + draw.Clean(c.Office())
}

package history

import (
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

func (h *history) above() int { return 2 + len(h.face.BelowCaption()) }

func (h *history) page() int { return max((h.face.Height-h.above())/h.lines(), 1) }

// lines is how many lines of the screen a line of the history takes: on narrow screens, what was changed stands below
// who changed it.
func (h *history) lines() int {
	if h.face.Width < roomForOneLine {
		return 2
	}
	return 1
}

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
	return append(h.face.Wrap("No change has the words "+draw.Clean(h.want.Text)+".", h.face.Width-6), "",
		"/ looks for others")
}

func (h *history) caption() string {
	if h.prompt.Open {
		text, _ := h.prompt.Line(&h.face)
		return text
	}
	n := ""
	if h.Loaded {
		n = h.face.Styles.Muted.Render(h.counted())
	}
	if !h.ofAll() {
		return h.face.Sides(" "+h.face.Styles.Title.Render(draw.Clean(h.conf.Name))+"   history", n, h.face.Width)
	}
	return h.face.Sides(h.face.Cut(" History   "+h.of(), max(h.face.Width-h.face.Cells(n)-3, 0)), n, h.face.Width)
}

// counted says how many lines there are, and how many changes if that is another number.
func (h *history) counted() string {
	lines := ui.Number(h.list.count, h.unit(), h.unit()+"s")
	if h.list.all == h.list.count {
		return lines
	}
	return ui.Number(h.list.all, "change", "changes") + " in " + lines
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
	lines := append(h.face.BelowCaption(), draw.Heads(&h.face, cols))
	line := func(at int) string { return h.rowText(cols, h.list.lineAt(at)) }
	for _, row := range h.list.Rows(h.list.count, h.page(), line) {
		lines = append(lines, strings.Split(row, "\n")...)
	}
	return lines
}

func (h *history) rowText(cols []draw.ValueColumn[provenance.Step], l provenance.Step) string {
	if l == nil {
		return "…"
	}
	style := func(text ...string) string { return strings.Join(text, "") }
	if l.Replaced() {
		style = h.face.Styles.Muted.Render
	}
	text := style(draw.RowText(h.face.Measure, cols, l))
	if h.lines() > 1 {
		const in = draw.GutterWidth + 1
		text += "\n" + draw.Blanks(in) + style(h.withState(l, h.face.Width-in))
	}
	return text
}

// roomForOffice is the width from which lines have the author's office.
const roomForOffice = 100

// roomForOneLine is the width from which all of a step stands on one line.
const roomForOneLine = 70

// stands is the head of the column with the state of changes.
const stands = "STANDS"

// roomForStands is the width of what was changed from which the column with its state stands beside it; where it is
// narrower, both amounts of a change need the room.
const roomForStands = 44

// withState describes the changes of a line, with their state if it is known, not the usual one, and leaves
// room for them. That a later line replaced the change is left out where the value before needs the room.
func (h *history) withState(l provenance.Step, w int) string {
	word := l.StateWord()
	state := " (" + word + ")"
	room := w - h.face.Cells(state)
	if word == "" || word == string(provenance.StandsCurrent) || room < leastWhat {
		return What(h.face.Measure, l, w)
	}
	if l.Replaced() && !h.fitsWithBefore(l, room) && h.fitsWithBefore(l, w) {
		return What(h.face.Measure, l, w)
	}
	return What(h.face.Measure, l, room) + state
}

// fitsWithBefore reports whether the values before and after a line fit.
func (h *history) fitsWithBefore(l provenance.Step, w int) bool {
	return slices.ContainsFunc(waysWithBefore(l), func(text string) bool { return h.face.Cells(text) <= w })
}

// besideWho is the width of what was changed for which names give way, and leastWho that which they keep.
const (
	besideWho = 40
	leastWho  = 8
)

// leastWhat is the width in which what was changed can still be told.
const leastWhat = 16

// columns returns the columns that fit.
func (h *history) columns() []draw.ValueColumn[provenance.Step] {
	all := h.step()
	if h.lines() > 1 {
		all[1].Drop, all[1].Least = 0, 0
		return draw.FitColumns(all, 1, h.face.Width)
	}
	all = append(all, h.whatAndWhy()...)
	what := slices.IndexFunc(all, func(c draw.ValueColumn[provenance.Step]) bool { return c.Head == "WHAT" })
	cols := draw.FitColumns(all, what, h.face.Width)
	if !slices.ContainsFunc(cols, func(c draw.ValueColumn[provenance.Step]) bool { return c.Head == stands }) {
		at := slices.IndexFunc(cols, func(c draw.ValueColumn[provenance.Step]) bool { return c.Head == "WHAT" })
		w := cols[at].Width
		cols[at].Value = func(l provenance.Step) string { return h.withState(l, w) }
	}
	return cols
}

// step returns the columns that say when and by whom a step was made and, in the history of all records, of which
// record. On all but wide screens the year is in the head if all steps have the same.
func (h *history) step() []draw.ValueColumn[provenance.Step] {
	who, width := func(l provenance.Step) string { return draw.Clean(l[0].Change.Person) }, h.list.person
	moment := draw.Valued(draw.Column{Head: "WHEN (UTC)", Width: 17}, when)
	switch wide := h.face.Width >= roomForOffice; {
	case wide:
		who, width = func(l provenance.Step) string { return edit.WhoWhere(l[0].Change) }, h.list.who
	case h.list.year > 0:
		moment = draw.Valued(draw.Column{Head: strconv.Itoa(h.list.year) + " (UTC)", Width: 12}, whenInYear)
	}
	cols := []draw.ValueColumn[provenance.Step]{moment}
	if h.ofAll() {
		cols = append(cols, draw.Valued(draw.Column{Head: "RECORD", Width: max(6, h.list.record)}, nameOf))
	}
	if width = max(6, width); h.lines() == 1 {
		room := h.face.Width - draw.GutterWidth - 1 - besideWho - draw.ColumnGap
		for _, c := range cols {
			room -= c.Width + draw.ColumnGap
		}
		width = min(width, max(room, leastWho))
	}
	return slices.Insert(cols, 1, draw.Valued(draw.Column{Head: "WHO", Width: width, Drop: 3, Least: leastWhat}, who))
}

// whatAndWhy returns the columns that say what a step changed, how that stands, and why it was changed.
func (h *history) whatAndWhy() []draw.ValueColumn[provenance.Step] {
	cols := []draw.ValueColumn[provenance.Step]{
		{Column: draw.Column{Head: "WHAT"}, Value: func(l provenance.Step) string { return draw.ShownText(l.Did()) },
			Short: func(l provenance.Step, w int) string { return What(h.face.Measure, l, w) }},
		draw.Valued(draw.Column{Head: stands, Width: 8, Drop: 4, Least: roomForStands}, provenance.Step.StateWord),
	}
	if h.face.Styles.Slow { // in linear mode each line opens, with its reason
		return cols
	}
	return append(cols, draw.Valued(draw.Column{Head: "REASON", Width: max(20, (h.face.Width-60)/3), Drop: 5, Least: 34},
		func(l provenance.Step) string { return draw.Clean(provenance.OwnReason(l[0].Change)) }))
}

// SpokenWho says who made a change, and in which office.
func SpokenWho(c *portfolio.Change) string {
	return draw.Clean(c.Person) + " at " + draw.Clean(c.Office())
}

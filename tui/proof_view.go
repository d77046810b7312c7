package tui

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// proofText is the text of a proof below its caption, and the lines of its
// rows.
type proofText struct {
	heads string // of the columns
	lines []string
	at    []int

	of            *portfolio.Proof // that it was drawn of, and the size
	width, height int
}

// View draws the question, the rows, the sum and the notes, or says why there
// are none.
func (p *proof) View() string {
	return p.draw(&p.face, p.above(), nil, p.seen)
}

// seen returns the lines in sight, the selected row marked.
func (p *proof) seen() []string {
	t := p.text()
	return p.stops.seen(t.lines, t.at, p.page())
}

// above returns the question, or the line for a file's name in its place, and
// the heads of the columns.
func (p *proof) above() []string {
	if p.prompt.open {
		text, _ := p.prompt.line(p.face.width)
		return append([]string{text}, p.caption()[1:]...)
	}
	return p.caption()
}

// caption returns the question, in about a quarter of the screen, and the heads
// of the columns.
func (p *proof) caption() []string {
	if !p.ready() {
		return []string{" " + p.face.look.title.Render("Why is this figure so?")}
	}
	question := p.question(max(p.face.height/4, 1))
	var lines []string
	for _, l := range question {
		lines = append(lines, " "+p.face.look.title.Render(l))
	}
	if len(p.shown.Rows) == 0 {
		return append(lines, "")
	}
	if p.face.height >= 14 {
		lines = append(lines, "")
	}
	return append(lines, p.text().heads)
}

// question returns the question in at most so many lines. What the figure is of
// loses its last words where there is no room; the figure stays.
func (p *proof) question(most int) []string {
	lines := wrap(shownText(p.shown.Question()), p.face.width-2)
	words := strings.Fields(clean(p.shown.About))
	for len(lines) > most && len(words) > 1 {
		words = words[:len(words)-1]
		lines = wrap(shownText(p.shown.QuestionOf(strings.Join(words, " ")+" …")), p.face.width-2)
	}
	return lines
}

func (p *proof) page() int { return max(p.face.height-len(p.above()), 1) }

// A proof shows titles where they have so many cells beside everything else:
// the place in the document tells more here.
const (
	roomForProofTitle = 12
	roomForPlace      = 12
)

// columns returns the columns that fit: the title takes what is left, otherwise
// where a value comes from.
func (p *proof) columns(of *portfolio.Proof) []valueColumn[*portfolio.ProofRow] {
	all, elastic := p.allColumns(of), 1
	room := p.face.width - gutterWidth - 1 + columnGap
	for i := range all {
		room -= all[i].width + columnGap
	}
	if room < roomForProofTitle {
		all = slices.Delete(all, elastic, elastic+1)
		elastic = len(all) - 1
	}
	return fitColumns(all, elastic, p.face.width)
}

// proofWidths are the cells that the columns of a proof and of its whole need.
type proofWidths struct {
	name, figure, place int
	divided             bool // some row has only a part of its record
}

func (p *proof) widths() proofWidths {
	w := proofWidths{name: len("ROW"), figure: len("APPROVED"), place: len("FROM")}
	for of := p.shown; of != nil; of = of.Of {
		w.figure = max(w.figure, width(of.Exactly(of.Figure)))
		for i := range of.Rows {
			r := &of.Rows[i]
			w.name = max(w.name, min(width(clean(r.Name)), 20))
			w.place = max(w.place, min(width(fromText(r)), max(30, p.face.width/3)))
			w.figure = max(w.figure, width(of.Exactly(r.Part)), width(of.Exactly(int64(r.Whole.Cents))))
			w.divided = w.divided || r.Whole.Known && (r.Share != 10_000 || r.Part != int64(r.Whole.Cents))
		}
	}
	return w
}

// allColumns returns every column as wide as it has to be. What a row is of its
// record is left out where all rows are the whole of theirs. The last words of a
// place tell rows apart, so that the middle of a long one goes.
func (p *proof) allColumns(of *portfolio.Proof) []valueColumn[*portfolio.ProofRow] {
	type row = *portfolio.ProofRow
	w := p.widths()
	all := []valueColumn[row]{
		valued(column{head: "ROW", width: w.name}, func(r row) string { return clean(r.Name) }),
		valued(column{head: "WHAT"}, func(r row) string { return clean(r.Label) }),
	}
	money := func(head string) column { return column{head: head, width: max(w.figure, len(head)), right: true} }
	if w.divided {
		whole := money(measureHead(of))
		whole.drop, whole.least = 1, roomForPlace
		all = append(all,
			valued(whole, func(r row) string { return of.Exactly(int64(r.Whole.Cents)) }),
			valued(column{head: "SHARE", width: 7, right: true, drop: 2, least: roomForPlace}, shareText))
	}
	place := valued(column{head: "FROM", width: w.place}, fromText)
	place.short = func(r row, w int) string { return cutMiddle(fromText(r), w) }
	return append(all, valued(money(partHead(of, w.divided)), func(r row) string { return of.Exactly(r.Part) }), place)
}

// partHead returns the head of the column of the parts: which figure they are
// of, where no other column says so.
func partHead(of *portfolio.Proof, divided bool) string {
	switch {
	case of.Counts:
		return "PROJECTS"
	case divided:
		return "US$"
	}
	return measureHead(of) + " US$"
}

func measureHead(of *portfolio.Proof) string { return strings.ToUpper(strings.Fields(of.What)[0]) }

// shareText returns the share of a row; a dash where it is no single one.
func shareText(r *portfolio.ProofRow) string {
	if r.Share == 0 {
		return "–"
	}
	return r.Share.Exactly().Shown()
}

// from says in short where the value of a row comes from; what was changed, and
// what was not taken as printed, stands below the row in full.
func from(r *portfolio.ProofRow) portfolio.Value {
	if c := r.From.Changed; c != nil {
		return portfolio.Say("changed %s", portfolio.DateOf(c.At))
	}
	if r.Ask != nil && r.From.Nothing() {
		return portfolio.Text("a sum; enter shows why")
	}
	return r.From
}

func fromText(r *portfolio.ProofRow) string { return shownText(from(r)) }

// text returns everything below the caption. A proof can have many rows, so it
// is made once for each size.
func (p *proof) text() *proofText {
	if !p.ready() {
		return &proofText{}
	}
	if d := &p.drawn; d.of == p.shown && d.width == p.face.width && d.height == p.face.height {
		return d
	}
	p.drawn = proofText{of: p.shown, width: p.face.width, height: p.face.height}
	t := &p.drawn
	t.heads = p.face.look.head.Render(blanks(gutterWidth) + heads(p.columns(p.shown)))
	what := "the figure asked about"
	if p.shown.Of != nil {
		what = "the part"
	}
	p.rowsOf(t, p.shown, what, "the sum")
	if of := p.shown.Of; of != nil {
		t.lines = append(t.lines, "", blanks(gutterWidth)+p.face.look.head.Render("of "+cut(clean(of.About), p.face.width-gutterWidth-4)))
		p.rowsOf(t, of, "the whole")
		t.lines = append(t.lines, p.face.look.total.Render(p.sum(p.columns(of), p.shown.Portion().Shown(), "the share")))
	}
	t.lines = append(t.lines, "")
	for _, n := range p.shown.Remarks() {
		t.lines = append(t.lines, p.muted(n.Shown())...)
	}
	return t
}

// rowsOf adds the rows of a figure with what is to be said of each, those that
// are left out, and the sum.
func (p *proof) rowsOf(t *proofText, of *portfolio.Proof, what ...string) {
	if len(of.Rows) == 0 {
		t.lines = append(t.lines, blanks(gutterWidth)+"Nothing adds up to it.")
		return
	}
	cols, before := p.columns(of), []string(nil)
	for i := range of.Rows {
		r := &of.Rows[i]
		t.at = append(t.at, len(t.lines))
		t.lines = append(t.lines, blanks(gutterWidth)+rowText(cols, r))
		said := portfolio.ShownOf(remarksOf(r))
		if !slices.Equal(said, before) {
			for _, s := range said {
				t.lines = append(t.lines, p.under(s)...)
			}
		}
		before = said
	}
	if of.Left > 0 {
		t.lines = append(t.lines, p.sum(cols, of.Exactly(of.LeftPart), "and "+portfolio.Count(of.Left).Shown()+" more; x exports them all", portfolio.Count(of.Left).Shown()+" more"))
	}
	if p.face.height >= 14 {
		t.lines = append(t.lines, "")
	}
	t.lines = append(t.lines, p.face.look.total.Render(p.sum(cols, of.Exactly(of.Figure), what...)))
}

// remarksOf returns what stands below a row: who changed its amount or shares,
// and what was not taken as printed.
func remarksOf(r *portfolio.ProofRow) []portfolio.Value {
	var out []portfolio.Value
	if r.From.Changed != nil {
		out = append(out, r.From)
	}
	if s, ok := r.From.Difference(); ok {
		out = append(out, s)
	}
	if r.Split.Changed != nil {
		out = append(out, portfolio.Say("shares: %s", r.Split))
	}
	return out
}

// sum returns a line with a figure in the column of the parts and what it is, in
// the first words that there is room for, at its right or else at its left.
func (p *proof) sum(cols []valueColumn[*portfolio.ProofRow], figure string, what ...string) string {
	end := gutterWidth - columnGap
	for _, c := range cols[:len(cols)-1] {
		end += columnGap + c.width
	}
	head := right(figure, max(end, width(figure)))
	for _, words := range what {
		if width(head)+gutterWidth+width(words) < p.face.width {
			return head + blanks(gutterWidth) + words
		}
	}
	room := end - width(figure) - gutterWidth - 1
	words := what[len(what)-1]
	for _, w := range what {
		if width(w) <= room {
			words = w
			break
		}
	}
	return blanks(gutterWidth) + left(words, room) + " " + figure
}

func (p *proof) under(text string) []string {
	return p.painted(text, gutterWidth+2)
}

func (p *proof) muted(text string) []string { return p.painted(text, gutterWidth) }

// painted returns a text in muted lines that are indented.
func (p *proof) painted(text string, by int) []string {
	var out []string
	for _, l := range wrap(clean(text), min(p.face.width, sheetWidth)-by-1) {
		out = append(out, blanks(by)+p.face.look.muted.Render(l))
	}
	return out
}

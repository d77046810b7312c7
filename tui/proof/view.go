package proof

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/sheet"
)

// proofText is the text of a proof below its caption, with the lines of its rows.
type proofText struct {
	heads string // of the columns
	lines []string
	at    []int

	of            *proof.Proof // the proof it was drawn from, and how
	width, height int
	sources       bool
}

// View draws the question, the rows, the total and the notes.
func (p *Proof) View() string {
	return p.Draw(&p.face, p.above(), nil, p.seen)
}

// seen returns the lines in sight, the selected row marked.
func (p *Proof) seen() []string {
	t := p.text()
	return p.anchors.Seen(t.lines, t.at, p.page())
}

// above returns the question, in about a quarter of the screen, and the column heads.
func (p *Proof) above() []string {
	if !p.Ready() {
		return []string{" " + p.face.Styles.Title.Render("How this figure is made up")}
	}
	question := p.question(max(p.face.Height/4, 1))
	var lines []string
	for _, l := range question {
		lines = append(lines, " "+p.face.Styles.Title.Render(l))
	}
	if len(p.shown.Rows) == 0 {
		return append(lines, "")
	}
	answer, _ := p.answer()
	lines = append(lines, answer...)
	return append(append(lines, p.face.BelowCaption()...), p.text().heads)
}

// answer returns why the document prints something else for the figure, and what: as many of the remarks, the first
// first, as leave two thirds of the screen to the rows. The others stand below these.
func (p *Proof) answer() (lines []string, below []portfolio.Value) {
	for i, n := range p.shown.Printed {
		wrapped := p.face.Wrap(draw.Clean(draw.ShownText(n)), min(p.face.Width, sheet.Width)-draw.GutterWidth-1)
		if len(lines)+len(wrapped) > p.face.Height/3 {
			return lines, p.shown.Printed[i:]
		}
		for _, l := range wrapped {
			lines = append(lines, draw.Blanks(draw.GutterWidth)+l)
		}
	}
	return lines, nil
}

// question returns the question in at most so many lines. Where there is no room, the last words of
// what the figure is about are cut; the figure itself stays.
func (p *Proof) question(most int) []string {
	lines := p.face.Wrap(draw.ShownText(p.shown.Question()), p.face.Width-2)
	words := strings.Fields(draw.Clean(p.shown.About))
	for len(lines) > most && len(words) > 1 {
		words = words[:len(words)-1]
		lines = p.face.Wrap(draw.ShownText(p.shown.QuestionOf(strings.Join(words, " ")+" …")), p.face.Width-2)
	}
	return lines
}

func (p *Proof) page() int { return max(p.face.Height-len(p.above()), 1) }

// roomForProofTitle is the number of cells beside everything else with which titles are shown: the
// place in the document is more useful here.
const roomForProofTitle = 12

// columns returns the columns that fit. The title takes the remaining width, or without it the
// source of the value.
func (p *Proof) columns(of *proof.Proof) []draw.ValueColumn[*proof.Row] {
	all, elastic := p.allColumns(of), 1
	room := p.face.Width - draw.GutterWidth - 1 + draw.ColumnGap
	for i := range all {
		room -= all[i].Width + draw.ColumnGap
	}
	if room < roomForProofTitle {
		all = slices.Delete(all, elastic, elastic+1)
		elastic = len(all) - 1
	}
	return draw.FitColumns(all, elastic, p.face.Width)
}

// proofWidths are the widths of the columns of a proof, in cells.
type proofWidths struct {
	name, figure, place int
}

func (p *Proof) widths() proofWidths {
	w := proofWidths{name: len("ROW"), figure: len("APPROVED"), place: len("FROM")}
	for of := p.shown; of != nil; of = of.Of {
		w.figure = max(w.figure, p.face.Cells(of.Exactly(of.Figure)))
		for i := range of.Rows {
			r := &of.Rows[i]
			w.name = max(w.name, min(p.face.Cells(draw.Clean(r.Name)), 20))
			w.place = max(w.place, min(p.face.Cells(fromText(r)), max(30, p.face.Width/3)))
			w.figure = max(w.figure, p.face.Cells(of.Exactly(r.Part)))
		}
	}
	return w
}

// allColumns returns every column at the width it needs. Long places are cut in the middle, since
// their last words distinguish rows.
func (p *Proof) allColumns(of *proof.Proof) []draw.ValueColumn[*proof.Row] {
	type row = *proof.Row
	w := p.widths()
	all := []draw.ValueColumn[row]{
		draw.Valued(draw.Column{Head: "ROW", Width: w.name}, func(r row) string { return draw.Clean(r.Name) }),
		draw.Valued(draw.Column{Head: "WHAT"}, func(r row) string { return draw.Clean(r.Label) }),
	}
	part := draw.Column{Head: facts.PartHead(of), Width: max(w.figure, len(facts.PartHead(of))), Right: true}
	place := draw.Valued(draw.Column{Head: "FROM", Width: w.place}, fromText)
	place.Short = func(r row, w int) string { return p.face.CutMiddle(fromText(r), w) }
	return append(all, draw.Valued(part, func(r row) string { return of.Exactly(r.Part) }),
		place)
}

// from says briefly where the value of a row comes from. Changes, and values not taken as printed,
// are explained below the row.
func from(r *proof.Row) portfolio.Value {
	if c := r.From.Changed; c != nil {
		return portfolio.Say("changed %s", portfolio.DateOf(c.At))
	}
	if r.Ask != nil && r.From.Unknown() {
		return portfolio.Text("a sum; enter shows why")
	}
	return r.From
}

func fromText(r *proof.Row) string { return draw.ShownText(from(r)) }

// text lays out everything below the caption. A proof can have many rows, so it is laid out once
// for each size.
func (p *Proof) text() *proofText {
	if !p.Ready() {
		return &proofText{}
	}
	now := proofText{of: p.shown, width: p.face.Width, height: p.face.Height, sources: p.sources}
	if d := &p.drawn; d.of == now.of && d.width == now.width && d.height == now.height && d.sources == now.sources {
		return d
	}
	p.drawn = now
	t := &p.drawn
	t.heads = draw.Heads(&p.face, p.columns(p.shown))
	what := "the figure asked about"
	if p.shown.Of != nil {
		what = "the part"
	}
	p.rowsOf(t, p.shown, what, "the sum")
	if of := p.shown.Of; of != nil {
		t.lines = append(t.lines, "", draw.Blanks(draw.GutterWidth)+
			p.face.Styles.Head.Render("of "+p.face.Cut(draw.Clean(of.About), p.face.Width-draw.GutterWidth-4)))
		p.rowsOf(t, of, "the whole")
		t.lines = append(t.lines, p.face.Styles.Total.Render(p.sum(p.columns(of), p.shown.Portion().Shown(), "the share")))
	}
	t.lines = append(t.lines, "")
	_, below := p.answer()
	for _, n := range slices.Concat(below, p.shown.FurtherRemarks()) {
		t.lines = append(t.lines, p.muted(n.Shown())...)
	}
	return t
}

// rowsOf adds the rows of a figure with their remarks, the number of rows left out, and the total.
func (p *Proof) rowsOf(t *proofText, of *proof.Proof, what ...string) {
	if len(of.Rows) == 0 {
		t.lines = append(t.lines, draw.Blanks(draw.GutterWidth)+facts.NoRows)
		return
	}
	cols, below := p.columns(of), p.below(of)
	for i := range of.Rows {
		r := &of.Rows[i]
		t.at = append(t.at, len(t.lines))
		t.lines = append(t.lines, draw.Blanks(draw.GutterWidth)+draw.RowText(p.face.Measure, cols, r))
		for _, text := range below[i] {
			t.lines = append(t.lines, p.under(text.Shown())...)
		}
	}
	if of.Left > 0 {
		t.lines = append(t.lines, p.sum(cols, of.Exactly(of.LeftPart),
			"and "+portfolio.Count(of.Left).Shown()+" more; x exports them all", portfolio.Count(of.Left).Shown()+" more"))
	}
	if p.face.Height >= 14 {
		t.lines = append(t.lines, "")
	}
	t.lines = append(t.lines, p.face.Styles.Total.Render(p.sum(cols, of.Exactly(of.Figure), what...)))
}

// sum returns a line with a figure in the column of parts. Its name, the first of what that fits,
// stands to the right or else to the left.
func (p *Proof) sum(cols []draw.ValueColumn[*proof.Row], figure string, what ...string) string {
	end := draw.GutterWidth - draw.ColumnGap
	for _, c := range cols[:len(cols)-1] {
		end += draw.ColumnGap + c.Width
	}
	head := p.face.Right(figure, max(end, p.face.Cells(figure)))
	for _, words := range what {
		if p.face.Cells(head)+draw.GutterWidth+p.face.Cells(words) < p.face.Width {
			return head + draw.Blanks(draw.GutterWidth) + words
		}
	}
	room := end - p.face.Cells(figure) - draw.GutterWidth - 1
	words := what[len(what)-1]
	for _, w := range what {
		if p.face.Cells(w) <= room {
			words = w
			break
		}
	}
	return draw.Blanks(draw.GutterWidth) + p.face.Left(words, room) + " " + figure
}

func (p *Proof) under(text string) []string {
	return p.painted(text, draw.GutterWidth+2)
}

func (p *Proof) muted(text string) []string { return p.painted(text, draw.GutterWidth) }

// painted returns a text in muted, indented lines.
func (p *Proof) painted(text string, by int) []string {
	var out []string
	for _, l := range p.face.Wrap(draw.Clean(text), min(p.face.Width, sheet.Width)-by-1) {
		out = append(out, draw.Blanks(by)+p.face.Styles.Muted.Render(l))
	}
	return out
}

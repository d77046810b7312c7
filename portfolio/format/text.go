package format

import (
	"bufio"
	"io"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/legible"
)

// gap is the number of blanks between two columns.
const gap = 2

// writeText writes a table for people: aligned columns, figures to the right,
// totals and notes below. To fit Options.Width it first leaves out columns with
// a DropOrder, then breaks heads over lines and shortens long texts.
func writeText(w io.Writer, t portfolio.Table, o Options) error {
	out := &page{out: bufio.NewWriter(w), width: o.Width, bold: o.Bold}
	if t.Title != "" {
		out.title(t.Title)
	}
	if len(t.Columns) > 0 && (len(t.Rows) > 0 || len(t.Notes) == 0) { // the notes say why there are no rows
		g := newLayout(t, o.Width)
		out.heads(g)
		for _, r := range g.rows {
			out.line(g.format(r))
		}
		if g.total != nil {
			out.line("")
			out.line(g.format(g.total))
		}
		if len(t.Notes)+len(g.left) > 0 {
			out.line("")
		}
		if len(g.left) > 0 {
			out.paragraph("no room for: "+strings.Join(g.left, ", "), 0)
		}
	}
	for _, n := range trimBlank(notes(t, o)) {
		out.paragraph(n, 0)
	}
	return out.out.Flush() // the first error of all writes
}

func trimBlank(notes []string) []string {
	for len(notes) > 0 && notes[len(notes)-1] == "" {
		notes = notes[:len(notes)-1]
	}
	return notes
}

// page writes text for a terminal or a file.
type page struct {
	out   *bufio.Writer
	width int
	bold  bool
}

func (p *page) line(s string) { _, _ = p.out.WriteString(strings.TrimRight(s, " ") + "\n") }

// strong writes a line, in bold if Options allow it.
func (p *page) strong(s string) {
	s = strings.TrimRight(s, " ")
	if p.bold && s != "" {
		s = "\x1b[1m" + s + "\x1b[m"
	}
	_, _ = p.out.WriteString(s + "\n")
}

func (p *page) title(s string) {
	for _, l := range measure.WrapWords(legible.Line(s), p.width) {
		p.strong(l)
	}
	p.line("")
}

func (p *page) heads(g *layout) {
	for _, l := range g.headLines() {
		p.strong(g.format(l))
	}
}

// paragraph writes wrapped text; every line is indented by indent and by as
// many blanks as the text begins with.
func (p *page) paragraph(s string, indent int) {
	if s = legible.Line(s); s == "" && indent > 0 {
		return
	}
	text := strings.TrimLeft(s, " ")
	indent += len(s) - len(text)
	width := p.width
	if width > 0 {
		width = max(width-indent, 20)
	}
	for _, l := range measure.WrapWords(text, width) {
		p.line(strings.Repeat(" ", indent) + l)
	}
}

// measure counts cells as most terminals do, and readers of files.
const measure = cells.Clusters

// fit returns s in exactly width columns, cut with … or padded.
func fit(s string, width int, right bool) string {
	if measure.Width(s) > width {
		s = measure.Cut(s, width-1, "…")
	}
	blanks := strings.Repeat(" ", max(width-measure.Width(s), 0))
	if right {
		return blanks + s
	}
	return s + blanks
}

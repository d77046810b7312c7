package format

import (
	"bufio"
	"io"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/legible"
)

// gap is the blanks between two columns.
const gap = 2

// writeText writes a table for people: columns aligned, figures to the right,
// totals and notes below. It fits Options.Width: first columns that are brief are
// left out, then heads are broken over lines and long texts shortened.
func writeText(w io.Writer, t portfolio.Table, o Options) error {
	out := &page{out: bufio.NewWriter(w), width: o.Width, bold: o.Bold}
	if t.Title != "" {
		out.title(t.Title)
	}
	if len(t.Columns) > 0 {
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

// page is text under way to a terminal or file.
type page struct {
	out   *bufio.Writer
	width int
	bold  bool
}

func (p *page) line(s string) { _, _ = p.out.WriteString(strings.TrimRight(s, " ") + "\n") }

// strong writes a line in bold where that is allowed.
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

// paragraph writes text broken over lines; every line stands behind indent
// blanks and as many as the text begins with.
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

// fit returns s in exactly width columns, shortened with … or filled up.
func fit(s string, width int, right bool) string {
	if measure.Width(s) > width {
		s = strings.TrimRight(measure.Cut(s, width-1, ""), " ") + "…"
	}
	blanks := strings.Repeat(" ", max(width-measure.Width(s), 0))
	if right {
		return blanks + s
	}
	return s + blanks
}

package format

import (
	"bufio"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio"
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
	for _, l := range wrap(legible.Line(s), p.width) {
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
	for _, l := range wrap(text, width) {
		p.line(strings.Repeat(" ", indent) + l)
	}
}

// wrap breaks text at blanks into lines of at most width columns; longer words
// stand alone. A width of 0 breaks nothing. It returns at least one line.
func wrap(s string, width int) []string {
	if width <= 0 || ansi.StringWidth(s) <= width {
		return []string{s}
	}
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case ansi.StringWidth(line)+1+ansi.StringWidth(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// fit returns s in exactly width columns, shortened with … or filled up.
func fit(s string, width int, right bool) string {
	if ansi.StringWidth(s) > width {
		s = strings.TrimRight(ansi.Truncate(s, width-1, ""), " ") + "…"
	}
	blanks := strings.Repeat(" ", max(width-ansi.StringWidth(s), 0))
	if right {
		return blanks + s
	}
	return s + blanks
}

// cutMiddle returns s in at most width columns: where it has to be shortened
// its last words stay, as far as they take seven tenths of the room.
func cutMiddle(s string, width int) string {
	words := strings.Fields(s)
	if ansi.StringWidth(s) <= width || len(words) == 0 {
		return s
	}
	tail := words[len(words)-1]
	for i := len(words) - 2; i > 0 && ansi.StringWidth(words[i]+" "+tail) <= width*7/10; i-- {
		tail = words[i] + " " + tail
	}
	head := ansi.Truncate(s, width-ansi.StringWidth(tail)-1, "")
	if ansi.StringWidth(head) < least {
		return s // the end goes, as in other columns
	}
	return strings.TrimRight(head, " ") + "…" + tail
}

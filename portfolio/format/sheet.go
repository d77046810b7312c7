package format

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/legible"
	"fieldfolio/portfolio/report"
	"fieldfolio/portfolio/report/facts"
)

// Columns of a sheet.
const (
	labelColumn = 2  // where labels start
	valueColumn = 18 // where values start
	sheetWidth  = 100
	lineBar     = 12 // cells of a bar
)

// WriteSheet writes one project as a page: its values, what the document
// prints, and why the two differ.
func WriteSheet(w io.Writer, s facts.Sheet, o Options) error {
	if o.Width <= 0 || o.Width > sheetWidth {
		o.Width = sheetWidth
	}
	p := &sheetPage{page: page{bufio.NewWriter(w), o.Width, o.Bold}}
	p.head(s)
	of := s.Printed(facts.PageWords{
		Conflict: func(n int) portfolio.Value {
			list := fault.Remedy{Action: fault.ListConflicts}
			return portfolio.Say("! in conflict, %d values: %s", n, list.Words(o.Words))
		},
		More: func(n int) portfolio.Value {
			history := fault.Remedy{Action: fault.ShowHistory, Of: legible.Line(s.Project.Number)}
			return portfolio.Say("and %d more: %s", n, history.Words(o.Words))
		},
	})
	top := true
	for i := range of.Facts {
		f := &of.Facts[i]
		if top && f.Label != "" {
			p.line("")
			top = false
		}
		p.fact(f)
	}
	return p.out.Flush() // the first error of all writes
}

// sheetPage writes the facts of a project's page.
type sheetPage struct {
	page
	note string // note beside the previous fact
}

func (p *sheetPage) head(s facts.Sheet) {
	number, right := legible.Line(s.Project.NumberValue().Shown()), "withdrawn"
	if !s.Project.Withdrawn {
		right = legible.Line(string(s.Project.StatusOn(s.AsOf))) + " on " + s.AsOf.Shown()
	}
	p.strong(number + strings.Repeat(" ", max(p.width-measure.Width(number+right), 2)) + right)
	for _, l := range measure.WrapWords(legible.Line(s.Project.Title), p.width) {
		p.strong(l)
	}
	if s.Past.Known() {
		p.strong("As it stood on " + s.Past.Shown())
	}
	if s.Project.Withdrawn {
		p.strong("Withdrawn: it counts nowhere; the values are those it had when withdrawn.")
	}
	if s.Project.Provisional {
		p.paragraph("* A provisional number: the document gives none yet.", 0)
	}
}

// fact writes a fact and its comments.
func (p *sheetPage) fact(f *facts.Fact) {
	indent := valueColumn
	if f.Apart {
		p.line("")
	}
	switch v := f.Value.(type) {
	case nil:
		indent = labelColumn
	case facts.LinePart:
		p.field(f.Label, p.linePart(v), p.noteOf(f))
	case facts.YearParts:
		p.years(f.Label, v)
	case facts.Parts:
		parts := p.sideBySide(v, valueColumn)
		p.field(f.Label, parts[0], p.noteOf(f))
		p.paragraphs(parts[1:], valueColumn)
	default:
		p.field(legible.Line(f.Label), legible.Line(v.Shown()), p.noteOf(f))
	}
	for _, c := range f.Below {
		p.comment(c, indent)
	}
}

// noteOf returns the note beside a fact, empty if the previous fact had the
// same one: most fields of a project are printed in one row of the document.
func (p *sheetPage) noteOf(f *facts.Fact) string {
	if f.Beside == nil {
		return ""
	}
	note := legible.Line(f.Beside.Shown())
	if note == p.note {
		return ""
	}
	p.note = cmp.Or(note, p.note)
	return note
}

// field writes a label, a value, and a remark to the right of it, or below if
// there is no room.
func (p *sheetPage) field(label, value, right string) {
	begin := strings.Repeat(" ", labelColumn) + fit(label, valueColumn-labelColumn, false)
	lines := measure.WrapWords(value, p.width-valueColumn)
	line := begin + lines[0]
	if room := p.width - measure.Width(line) - measure.Width(right); len(lines) == 1 && right != "" && room >= gap {
		line, right = line+strings.Repeat(" ", room)+right, ""
	}
	p.line(line)
	p.paragraphs([]string{strings.Join(lines[1:], " "), right}, valueColumn)
}

// leastGauge is the number of cells in which a gauge still says something.
const leastGauge = 5

// comment writes a comment below a fact.
func (p *sheetPage) comment(c facts.Comment, indent int) {
	if c.Gauge {
		text := legible.Line(c.Parts[0].Shown())
		room := p.width - indent - len(text) - 1
		if room < leastGauge {
			p.paragraph(text, indent)
			return
		}
		p.line(strings.Repeat(" ", indent) + report.Gauge(int64(c.Share), 10_000, min(room, 44)) + " " + text)
		return
	}
	p.paragraphs(p.sideBySide(c.Parts, indent), indent)
}

func (p *sheetPage) paragraphs(texts []string, indent int) {
	for _, s := range texts {
		p.paragraph(s, indent)
	}
}

// sideBySide returns values joined as one text if they fit in a line, otherwise
// one text each.
func (p *sheetPage) sideBySide(values []portfolio.Value, indent int) []string {
	parts := portfolio.ShownOf(values)
	for i, s := range parts {
		parts[i] = legible.Line(s)
	}
	if line := strings.Join(parts, "   "); measure.Width(line) <= p.width-indent {
		return []string{line}
	}
	return parts
}

func (p *sheetPage) linePart(part facts.LinePart) string {
	cells := min(max(p.width-valueColumn-24, 0), lineBar)
	bar := fit(report.Bar(int64(part.Share), 10_000, cells), cells, false)
	value := fmt.Sprintf("%-4s%6s  %s", legible.Line(part.Label), part.Share.Whole().Shown(), bar)
	if part.Measured {
		value += fit(part.Amount.Shown(), min(12, p.width-valueColumn-cells-12), true)
	}
	return value
}

// years writes the amount of each calendar year, several per line.
func (p *sheetPage) years(label string, of facts.YearParts) {
	years, most := of.Parts, int64(0)
	for _, y := range years {
		most = max(most, int64(y.Amount))
	}
	across := max((p.width-valueColumn)/20, 1)
	height := (len(years) + across - 1) / across
	for row := range height {
		var cells []string
		for i := row; i < len(years); i += height {
			y := years[i]
			cells = append(cells, fmt.Sprintf("%s %s%12s", y.Label, report.Spark(int64(y.Amount), most), y.Amount.Shown()))
		}
		p.field(label, strings.Join(cells, "  "), "")
		label = ""
	}
}

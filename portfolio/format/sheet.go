package format

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/legible"
	"fieldfolio/portfolio/report"
)

// Columns of a sheet.
const (
	labelColumn = 2  // where labels begin
	valueColumn = 18 // where values begin
	sheetWidth  = 100
	lineBar     = 12 // cells of a bar
)

// WriteSheet writes one project as a page: what is known, what the document
// prints, and why the two differ, one below the other.
func WriteSheet(w io.Writer, s report.Sheet, o Options) error {
	if o.Width <= 0 || o.Width > sheetWidth {
		o.Width = sheetWidth
	}
	p := &sheetPage{page: page{bufio.NewWriter(w), o.Width, o.Bold}, sheet: s, words: o.Words,
		fields: map[string]report.SheetField{}}
	for _, f := range s.Fields() {
		p.fields[f.Name] = f
	}
	p.head()
	for _, name := range []string{"programme", "country", "kind"} {
		p.plain(name)
	}
	p.duration()
	for _, name := range []string{"approved_budget", "overall_budget", "shortfall"} {
		p.amount(name)
	}
	p.lines()
	p.years()
	p.places()
	p.spent()
	p.others()
	p.notes()
	p.history()
	return p.out.Flush() // the first error of all writes
}

type sheetPage struct {
	page
	sheet  report.Sheet
	fields map[string]report.SheetField
	words  map[portfolio.Action]string // of remedies
	place  string                      // the place in the document that was written last
}

func (p *sheetPage) head() {
	number := legible.Line(p.fields["number"].Value.Shown())
	right := legible.Line(p.fields["status"].Value.Shown()) + " on " + p.sheet.AsOf.Shown()
	p.strong(number + strings.Repeat(" ", max(p.width-ansi.StringWidth(number+right), 2)) + right)
	for _, l := range wrap(legible.Line(p.sheet.Project.Title), p.width) {
		p.strong(l)
	}
	if p.sheet.Past.Known() {
		p.strong("As it stood on " + p.sheet.Past.Shown())
	}
	if p.sheet.Project.Withdrawn {
		p.strong("Withdrawn: it counts nowhere.")
	}
	if p.sheet.Project.Provisional {
		p.paragraph("* A provisional number: the document gives none yet.", 0)
	}
	p.sources("number", labelColumn)
	p.sources("title", labelColumn)
	p.line("")
}

// field writes a label, a value, and a remark to the right of it; below, if
// there is no room.
func (p *sheetPage) field(label, value, right string) {
	begin := strings.Repeat(" ", labelColumn) + fit(label, valueColumn-labelColumn, false)
	if ansi.StringWidth(value) > p.width-valueColumn {
		lines := wrap(value, p.width-valueColumn)
		p.line(begin + lines[0])
		p.paragraph(strings.Join(lines[1:], " "), valueColumn)
		p.paragraph(right, valueColumn)
		return
	}
	line := begin + value
	room := p.width - ansi.StringWidth(line)
	switch {
	case right == "":
	case room >= ansi.StringWidth(right)+gap:
		line += strings.Repeat(" ", room-ansi.StringWidth(right)) + right
	default:
		p.line(line)
		p.paragraph(right, valueColumn)
		return
	}
	p.line(line)
}

var sheetLabels = map[string]string{
	"programme": "Programme", "country": "Country", "kind": "Kind",
	"approved_budget": "Approved", "overall_budget": "Overall", "shortfall": "Shortfall",
	"start": "first day", "end": "last day",
}

func (p *sheetPage) plain(name string) {
	p.field(sheetLabels[name], legible.Line(p.fields[name].Value.Shown()), p.newPlace(name))
	p.sources(name, valueColumn)
}

func (p *sheetPage) amount(name string) {
	f := p.fields[name]
	if f.Value.Plain() == "" {
		if len(f.Sources) > 0 {
			p.field(sheetLabels[name], "unknown", p.newPlace(name))
			p.sources(name, valueColumn)
		}
		return
	}
	p.field(sheetLabels[name], "US$ "+f.Value.Shown(), p.newPlace(name))
	p.sources(name, valueColumn)
}

// where returns the first place of a field in the document.
func (p *sheetPage) where(name string) string {
	for _, s := range p.fields[name].Sources {
		if s.Where != "" {
			return legible.Line(s.Where)
		}
	}
	return ""
}

// newPlace returns the first place of a field in the document, empty if it was
// the last one written: most fields of a project stand in one row.
func (p *sheetPage) newPlace(name string) string {
	where := p.where(name)
	if where == "" || where == p.place {
		return ""
	}
	p.place = where
	return where
}

// sources writes what is printed where it differs from what was taken, and why;
// further places where a field stands; and an assumption as such.
func (p *sheetPage) sources(name string, indent int) {
	if text := p.fields[name].ChangedText().Words(p.words); text != "" {
		if name == "start" || name == "end" {
			text = sheetLabels[name] + " " + text
		}
		p.paragraph(legible.Line(text), indent)
		p.printedBefore(name, indent)
		return
	}
	first := p.where(name)
	for _, s := range p.fields[name].Sources {
		if s.Where != "" && legible.Line(s.Where) != first {
			p.paragraph("also: "+s.Where, indent)
		}
		if s.Taken != "" || s.Assumed {
			p.taken(s, indent)
		}
		if s.Why != "" {
			p.paragraph(s.Why, indent)
		}
	}
}

// printedBefore writes what the document prints of a field that was changed
// since.
func (p *sheetPage) printedBefore(name string, indent int) {
	for _, s := range p.fields[name].Sources {
		if s.Printed != "" {
			p.paragraph("the document, "+s.Where+": "+s.Printed, indent)
		}
	}
}

// taken writes what was printed and what was taken, side by side if there is
// room.
func (p *sheetPage) taken(s portfolio.Source, indent int) {
	var parts []string
	if s.Printed != "" {
		parts = append(parts, "printed: "+s.Printed)
	}
	if s.Taken != "" {
		parts = append(parts, "taken: "+s.Taken)
	}
	if s.Assumed {
		parts = append(parts, "(assumed)")
	}
	if line := strings.Join(parts, "   "); ansi.StringWidth(line) <= p.width-indent {
		parts = []string{line}
	}
	for _, l := range parts {
		p.paragraph(l, indent)
	}
}

func (p *sheetPage) duration() {
	d := p.sheet.Project.Duration
	value, length := d.Shown(), d.Length()
	if ansi.StringWidth(value)+3+ansi.StringWidth(length) <= p.width-valueColumn {
		value, length = strings.TrimRight(value+"   "+length, " "), ""
	}
	from := "start"
	if p.where(from) == "" {
		from = "end"
	}
	p.field("Duration", value, p.newPlace(from))
	p.paragraph(length, valueColumn)
	if elapsed, ok := d.Elapsed(p.sheet.AsOf); ok {
		cells := min(p.width-valueColumn-14, 44)
		p.line(strings.Repeat(" ", valueColumn) + report.Gauge(int64(elapsed), 10_000, cells) + " " + elapsed.Whole().Shown() + " elapsed")
	}
	same := samePrint(p.fields["start"].Sources, p.fields["end"].Sources) && p.fields["start"].Changed == nil && p.fields["end"].Changed == nil
	for _, name := range []string{"start", "end"} {
		if name == "end" && same {
			continue
		}
		p.sources(name, valueColumn)
	}
}

// samePrint reports whether two fields say the same of the document.
func samePrint(a, b []portfolio.Source) bool {
	return slices.EqualFunc(a, b, func(x, y portfolio.Source) bool {
		return x.Where == y.Where && x.Printed == y.Printed && x.Taken == y.Taken && x.Why == y.Why && x.Assumed == y.Assumed
	})
}

func (p *sheetPage) lines() {
	project := p.sheet.Project
	parts, cells := p.sheet.Lines(), min(max(p.width-valueColumn-24, 0), lineBar)
	known := breakdown.AmountOf(project.Amounts, p.sheet.Measure()).Known
	for i, part := range parts {
		label, right := "", ""
		if i == 0 {
			label, right = "Service lines", "assigned, not published"
			if p.fields["service_lines"].Changed != nil {
				right = ""
			}
		}
		value := fmt.Sprintf("%-4s%6s  %s", legible.Line(part.Label), part.Share.Whole().Shown(), fit(report.Bar(int64(part.Share), 10_000, cells), cells, false))
		if known {
			value += fit(part.Amount.Shown(), min(12, p.width-valueColumn-cells-12), true)
		}
		p.field(label, value, right)
	}
	if known && slices.ContainsFunc(parts, func(part report.SheetPart) bool { return part.Amount%100 != 0 }) {
		p.paragraph("Each figure is rounded to whole dollars by itself; the cents add up.", valueColumn)
	}
	if text := p.fields["service_lines"].ChangedText().Words(p.words); text != "" {
		p.paragraph(legible.Line(text), valueColumn)
	}
	if why := project.Assigned; why.Reason != "" {
		p.paragraph(strings.TrimRight(why.Reason, ".")+". Confidence: "+why.Confidence+".", valueColumn)
	}
}

// years writes the amount of each calendar year, several in a line.
func (p *sheetPage) years() {
	years := p.sheet.Years()
	if len(years) == 0 || !breakdown.AmountOf(p.sheet.Project.Amounts, p.sheet.Measure()).Known {
		return
	}
	most := int64(0)
	for _, y := range years {
		most = max(most, int64(y.Amount))
	}
	across := max((p.width-valueColumn)/20, 1)
	height := (len(years) + across - 1) / across
	label := "By year"
	for row := range height {
		var cells []string
		for col := 0; col*height+row < len(years); col++ {
			y := years[col*height+row]
			cells = append(cells, fmt.Sprintf("%s %s%12s", y.Label, report.Spark(int64(y.Amount), most), y.Amount.Shown()))
		}
		p.field(label, strings.Join(cells, "  "), "")
		label = ""
	}
}

// places writes the places where there are several.
func (p *sheetPage) places() {
	if len(p.sheet.Project.Places) < 2 {
		return
	}
	var parts []string
	for _, pl := range p.sheet.Project.Places {
		place, _ := p.sheet.Catalogue.Place(pl.Code)
		parts = append(parts, place.Name+" "+pl.Share.Shown())
	}
	for i, l := range wrap(legible.Line(strings.Join(parts, ", ")), p.width-valueColumn) {
		p.field([]string{"Places", ""}[min(i, 1)], l, "")
	}
}

// spent writes what is spent, and the implementation rate.
func (p *sheetPage) spent() {
	f, ok := p.fields["spent"]
	if !ok {
		return
	}
	value := "US$ " + f.Value.Shown() + " by " + p.fields["spent_on"].Value.Shown()
	if rate, ok := p.fields["implementation_rate"]; ok {
		value += "   " + rate.Value.Shown()
	}
	p.field("Spent", value, "")
	p.sources("spent", valueColumn)
}

// notes writes the notes on the project.
func (p *sheetPage) notes() {
	for i, n := range p.sheet.Notes {
		label := ""
		if i == 0 {
			p.line("")
			label = "Notes"
		}
		p.field(label, legible.Line(n.Person+", "+n.Office+", "+n.At.Format("2 Jan 2006")), "")
		for _, l := range strings.Split(n.Text, "\n") {
			p.paragraph(legible.Line(l), valueColumn)
		}
	}
}

// historyLines is how many lines of the history stand on a sheet.
const historyLines = 10

// history writes the newest lines of the history.
func (p *sheetPage) history() {
	if p.sheet.Record == nil {
		return
	}
	all := p.sheet.Record.History()
	for i, e := range all[:min(len(all), historyLines)] {
		label := ""
		if i == 0 {
			p.line("")
			label = "History"
		}
		if i == 0 || e.Change.ID != all[i-1].Change.ID {
			p.field(label, legible.Line(e.Change.At.Format("2 Jan 2006")+"  "+e.Change.By()), "")
			p.paragraph(legible.Line(e.Change.Reason), valueColumn+2)
		}
		p.paragraph(legible.Line(e.Line(false)), valueColumn+2)
	}
	if len(all) > historyLines {
		more := portfolio.Remedy{Action: portfolio.ShowHistory, Of: legible.Line(p.sheet.Project.Number)}
		p.paragraph(fmt.Sprintf("and %d more: %s", len(all)-historyLines, more.Words(p.words)), valueColumn)
	}
}

// others writes fields that have no line of their own, and their sources.
func (p *sheetPage) others() {
	shown := []string{"number", "title", "programme", "region", "country", "kind", "start", "end", "approved_budget", "overall_budget", "shortfall", "service_lines",
		"places", "spent", "spent_on", "withdrawn", "status"}
	for _, f := range p.sheet.Fields() {
		value := ""
		switch {
		case slices.Contains(shown, f.Name):
			continue
		case f.Further() || f.Changed != nil && len(f.Sources) == 0:
			value = legible.Line(f.Value.Shown())
		case len(f.Sources) == 0:
			continue
		}
		p.field(legible.Line(f.Heading()), value, "")
		if f.Changed != nil {
			p.paragraph(legible.Line(f.ChangedText().Words(p.words)), valueColumn)
			continue
		}
		for _, s := range f.Sources {
			p.paragraph(s.Where, valueColumn)
			p.taken(s, valueColumn)
			p.paragraph(s.Why, valueColumn)
		}
	}
}

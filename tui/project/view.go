package project

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// projectSheet is the sheet of a project. What it says is the portfolio's own.
type projectSheet struct {
	*ui.Sheet
	of     report.Sheet
	record *portfolio.Record // nil where it could not be loaded
	edit   *ui.Inline        // the field that is being typed; nil if none is
	fields []report.SheetField
	told   []string // fields that have had their say
	text   *projectText
}

// projectText is the whole text of a project with its fields in it.
type projectText struct {
	Lines []string
	stops []stop
	tail  int // the first line that belongs to no field
	x, y  int // of the cursor, if a field is being typed
}

// stop is a line with a field that can be selected.
type stop struct {
	field string
	line  int
}

func (t *projectText) at() []int {
	at := make([]int, len(t.stops))
	for i, s := range t.stops {
		at[i] = s.line
	}
	return at
}

// Text returns the whole text of the project.
func (p *Project) Text() *projectText {
	t := &projectText{}
	if !p.Ready() {
		return t
	}
	of := report.Sheet{Project: p.Shown.Project, Catalogue: p.face.Cat, AsOf: p.face.AsOf}
	s := &projectSheet{Sheet: ui.NewSheet("", p.face), of: of, fields: of.Fields(), record: p.Shown.record, edit: p.edit, text: t}
	s.Lines = nil
	s.title()
	s.listed()
	s.duration()
	s.amounts()
	s.furtherFields()
	s.serviceLines()
	t.tail = len(s.Lines)
	s.years()
	s.others()
	s.notes(p.Shown.notes)
	s.history()
	s.Sources(s.of.Project.Sources)
	t.Lines = s.Lines
	return t
}

// value adds the value of a field that can be edited, with a note; while it is
// being typed, the text field stands there.
func (s *projectSheet) value(field, label, value, note string) {
	at := len(s.Lines)
	s.text.stops = append(s.text.stops, stop{field, at})
	if s.edit != nil && s.edit.Spec.Name == field {
		shown, x := s.edit.Field.View(s.Room())
		s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+draw.Left(label, s.Label)+shown)
		s.text.x, s.text.y = draw.GutterWidth+s.Label+x, at
		return
	}
	if changed := s.changed(field); changed != "" {
		note = changed
	}
	s.Row(label, value, note)
	s.doubt(field, at)
}

// doubt marks a field that has several values.
func (s *projectSheet) doubt(field string, at int) {
	if s.record != nil && s.record.Log.State(field).Conflict {
		s.Lines[at] = " !" + s.Lines[at][2:]
	}
}

// changed says who changed a field, and what it was in the document; empty
// where it is as it was.
func (s *projectSheet) changed(field string) string {
	if s.record == nil {
		return ""
	}
	state, was := s.record.Log.State(field), s.record.Seeded(field)
	switch {
	case state.Conflict:
		return draw.Count(portfolio.Count(len(state.Heads)).Shown(), "value", "values") + ", enter shows them"
	case state.By == nil || state.By.Creates != "" || s.record.Value(field) == was:
		return ""
	}
	text := "changed by " + ui.By(state.By)
	if was.Known {
		text += "; was " + ui.ShownValue(s.record.Kind, field, was)
	}
	return text
}

// touched reports whether a field that has no line for want of a value has
// one nevertheless: it was changed, or is being typed.
func (s *projectSheet) touched(field string) bool {
	if s.edit != nil && s.edit.Spec.Name == field {
		return true
	}
	return s.record != nil && s.record.Log.State(field).By != nil && s.record.Value(field) != s.record.Seeded(field) || s.changed(field) != ""
}

// title adds number and title, the number only where there is something to
// say of it.
func (s *projectSheet) title() {
	p := s.of.Project
	if s.edit != nil && s.edit.Spec.Name == portfolio.FieldTitle {
		s.value(portfolio.FieldTitle, "Title", p.Title, "")
	} else {
		s.text.stops = append(s.text.stops, stop{portfolio.FieldTitle, 0})
		for _, l := range draw.Wrap(draw.Clean(p.Title), s.Face.Width-draw.GutterWidth-1) {
			s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+s.Face.Styles.Title.Render(l))
		}
		s.doubt(portfolio.FieldTitle, 0)
		for _, l := range draw.Wrap(s.changed(portfolio.FieldTitle), s.Face.Width-draw.GutterWidth-1) {
			if l != "" {
				s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+s.Face.Styles.Muted.Render(l))
			}
		}
	}
	s.Lines = append(s.Lines, "")
	if s.touched(portfolio.FieldNumber) {
		s.value(portfolio.FieldNumber, "Number", draw.Clean(p.NumberShown()), "")
	}
	s.differences("number", "title")
}

// field returns a field of the portfolio's sheet.
func (s *projectSheet) field(name string) report.SheetField {
	i := slices.IndexFunc(s.fields, func(f report.SheetField) bool { return f.Name == name })
	if i < 0 {
		return report.SheetField{Name: name}
	}
	return s.fields[i]
}

// where returns the first place of a field in the document.
func (s *projectSheet) where(name string) string { return ui.PlaceOf(s.field(name).Sources) }

// differences adds what the document says of some fields.
func (s *projectSheet) differences(names ...string) {
	s.told = append(s.told, names...)
	var sources []portfolio.Source
	for _, name := range names {
		if s.changed(fieldOf(name)) == "" { // otherwise the value is not the document's
			sources = append(sources, s.field(name).Sources...)
		}
	}
	s.Differ(sources)
}

func (s *projectSheet) listed() {
	p := s.of.Project
	s.value(portfolio.FieldProgramme, "Programme", s.Face.ProgrammeName(p.Programme), s.where("programme"))
	s.differences("programme", "region")
	s.value(portfolio.FieldCountry, "Country", draw.Clean(p.Country), "")
	if len(p.Places) > 1 || s.touched(portfolio.FieldPlaces) {
		s.value(portfolio.FieldPlaces, "Places", s.places(), "")
	}
	s.differences("country", "places")
	s.value(portfolio.FieldKind, "Kind", p.Kind.String(), "")
	s.differences("kind")
	if p.ByHand != "" || s.touched(portfolio.FieldStatus) {
		s.value(portfolio.FieldStatus, "Status", string(p.ByHand), "")
	}
}

// places names the places of a project with their shares.
func (s *projectSheet) places() string {
	parts := make([]string, len(s.of.Project.Places))
	for i, pl := range s.of.Project.Places {
		name := pl.Code
		if x, ok := s.Face.Cat.Place(pl.Code); ok {
			name = x.Name
		}
		parts[i] = draw.Clean(name) + " " + pl.Share.Shown()
	}
	return strings.Join(parts, ", ")
}

func (s *projectSheet) duration() {
	d := s.of.Project.Duration
	s.value(portfolio.FieldStart, "First day", draw.DayShown(d.Start, d.StartAssumed), "")
	s.differences("start", "duration")
	s.value(portfolio.FieldEnd, "Last day", draw.DayShown(d.End, d.EndAssumed), d.Length())
	if share, ok := d.Elapsed(s.of.AsOf); ok && s.Face.Heard {
		s.Under(share.Whole().Shown()+" of it elapsed", s.Face.Styles.Bar)
	} else if ok {
		if w := min(s.Room()-14, 46); w >= 10 {
			text := s.Face.Gauge(int64(share), 10_000, w) + " " + share.Whole().Shown() + " elapsed"
			s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth+s.Label)+s.Face.Styles.Blocks(text, s.Face.Styles.Bar))
		}
	}
	s.differences("end")
}

// amountFields are the fields of the amounts, by their names in a sheet.
var amountFields = []struct{ sheet, field, label string }{
	{"approved_budget", portfolio.FieldApproved, "Approved"},
	{"overall_budget", portfolio.FieldOverall, "Overall"},
	{"shortfall", portfolio.FieldShortfall, "Shortfall"},
}

func (s *projectSheet) amounts() {
	for _, a := range amountFields {
		f := s.field(a.sheet)
		value := "unknown"
		switch {
		case f.Value.Plain() != "":
			value = "US$ " + f.Value.Shown()
		case len(f.Sources) == 0 && !s.touched(a.field):
			continue
		}
		s.value(a.field, a.label, value, s.where(a.sheet))
		s.differences(a.sheet)
	}
	s.spent()
}

// spent adds what was spent, and by which day.
func (s *projectSheet) spent() {
	p := s.of.Project
	if p.Spent.Known || s.touched(portfolio.FieldSpent) {
		share := ""
		if of, m, ok := p.Implementation(); ok {
			share = of.Whole().Shown() + " of " + string(m)
		}
		s.value(portfolio.FieldSpent, "Spent", "US$ "+p.Spent.Shown(), "")
		s.Under(share, s.Face.Styles.Muted)
	}
	if p.SpentOn.Known() || s.touched(portfolio.FieldSpentOn) {
		s.value(portfolio.FieldSpentOn, "Spent by", draw.DayShown(p.SpentOn, false), "")
	}
}

// ownLines are the fields that the page shows in its own way.
var ownLines = []string{
	portfolio.FieldNumber, portfolio.FieldTitle, portfolio.FieldKind, portfolio.FieldProgramme, portfolio.FieldCountry,
	portfolio.FieldPlaces, portfolio.FieldStart, portfolio.FieldEnd, portfolio.FieldStatus, portfolio.FieldApproved,
	portfolio.FieldOverall, portfolio.FieldShortfall, portfolio.FieldLines, portfolio.FieldSpent, portfolio.FieldSpentOn,
}

// furtherFields adds a line for every other field that has a value or was
// changed.
func (s *projectSheet) furtherFields() {
	for _, f := range portfolio.FieldsOf(portfolio.ProjectRecord) {
		if !slices.Contains(ownLines, f.Name) && (f.Of(s.of.Project).Known || s.touched(f.Name)) {
			s.value(f.Name, f.Label, draw.Clean(f.InFull(s.of.Project, s.of.View()).Shown()), s.where(f.LongName()))
			s.differences(f.LongName())
		}
	}
}

// measured reports whether there is an amount to divide among lines and years.
func (s *projectSheet) measured() bool { return s.of.Project.Amounts.Of(s.of.Measure()).Known }

func (s *projectSheet) serviceLines() {
	label := "Service lines"
	if s.Label < draw.Width(label) {
		label = "Lines"
	}
	parts := s.of.Lines()
	if s.edit != nil && s.edit.Spec.Name == portfolio.FieldLines || len(parts) == 0 {
		s.value(portfolio.FieldLines, label, "", "")
		parts = nil
	}
	for i, part := range parts {
		if i == 0 {
			s.text.stops = append(s.text.stops, stop{portfolio.FieldLines, len(s.Lines)})
		}
		at := len(s.Lines)
		if s.Row(label, s.linePart(part), ""); i == 0 {
			s.doubt(portfolio.FieldLines, at)
		}
		label = ""
	}
	s.told = append(s.told, "service_lines") // its only source is the reason
	if changed := s.changed(portfolio.FieldLines); changed != "" {
		s.Under(changed, s.Face.Styles.Muted)
		return
	}
	if s.of.Record != nil && s.of.Record.Base == nil {
		return // of a project that an office has added
	}
	why := "Assigned, not published."
	if a := s.of.Project.Assigned; a.Reason != "" {
		why += " " + draw.Clean(strings.TrimRight(a.Reason, ".")+". Confidence: "+a.Confidence+".")
	}
	if len(parts) > 0 {
		s.Under(why, s.Face.Styles.Muted)
	}
}

// linePart returns the part of a service line in as much detail as there is
// room for.
func (s *projectSheet) linePart(part report.SheetPart) string {
	if s.Face.Heard {
		return s.linePartAloud(part)
	}
	text := draw.Left(s.Face.LineLabel(part.Code), 4) + draw.Right(part.Share.Whole().Shown(), 6)
	if s.Room() >= 38 {
		text += "  " + draw.Left(s.Face.Bar(int64(part.Share), 10_000, 10), 10)
	}
	if s.measured() {
		text += draw.Right(part.Amount.Shown(), 12)
	}
	if s.Face.Width >= ui.SheetWidth {
		text += "   " + draw.Clean(part.Name)
	}
	return text
}

// years adds the amounts that fall to each year.
func (s *projectSheet) years() {
	years, d := s.of.Years(), s.of.Project.Duration
	switch {
	case !s.measured():
		return
	case len(years) == 0:
		s.Row("By year", "unknown, as a day of the duration is", "")
		return
	}
	if s.Face.Heard {
		s.yearsAloud(years)
		return
	}
	values, text := make([]int64, len(years)), make([]string, len(years))
	for i, y := range years {
		values[i] = int64(y.Amount)
		text[i] = y.Label + " " + draw.Right(y.Amount.Shown(), 11)
	}
	if len(years) > 1 && len(years) < s.Room()-12 {
		s.Row("By year", years[0].Label+" "+s.Face.Spark(values)+" "+years[len(years)-1].Label, proportion(d))
	} else {
		s.Row("By year", proportion(d), "")
	}
	perLine := max((s.Room()+3)/19, 1)
	for chunk := range slices.Chunk(text, perLine) {
		s.Under(strings.Join(chunk, "   "), lipgloss.Style{})
	}
}

// proportion says how an amount is divided among years, and whether that
// rests on an assumption.
func proportion(d portfolio.Duration) string {
	const plain = "in proportion to the days"
	switch {
	case d.StartAssumed && d.EndAssumed:
		return plain + ", first and last assumed"
	case d.StartAssumed || d.EndAssumed:
		return plain + ", one assumed"
	}
	return plain
}

// others adds what the document says of fields that have no line of their own.
func (s *projectSheet) others() {
	for _, f := range s.fields {
		if slices.Contains(s.told, f.Name) {
			continue
		}
		before := len(s.Lines)
		s.differences(f.Name)
		if len(s.Lines) > before {
			s.Lines = slices.Insert(s.Lines, before, draw.Blanks(draw.GutterWidth)+draw.Clean(strings.ReplaceAll(f.Name, "_", " ")))
		}
	}
}

// fieldOf returns the field of a name in a sheet.
func fieldOf(name string) string {
	for _, a := range amountFields {
		if a.sheet == name {
			return a.field
		}
	}
	return name
}

// notes adds what people have remarked.
func (s *projectSheet) notes(notes []portfolio.Note) {
	label := "Notes"
	for _, n := range notes {
		s.Row(label, draw.Clean(n.Text), "")
		s.Under(draw.Clean(n.Person)+", "+draw.Clean(n.Office)+", "+portfolio.DateOf(n.At).Shown(), s.Face.Styles.Muted)
		label = ""
	}
}

// newest is how many lines of its history a project shows.
const newest = 3

// history adds the newest lines of the history.
func (s *projectSheet) history() {
	if s.record == nil {
		return
	}
	label := "History"
	all := s.record.History()
	for _, e := range all[:min(newest, len(all))] {
		s.Row(label, portfolio.DateOf(e.Change.At).Shown()+"  "+draw.Clean(e.Change.Person)+"  "+draw.ShownText(ui.EntryText(&e)), "")
		if hq := draw.Clean(e.Headquarters()); hq != "" {
			s.Under(hq, s.Face.Styles.Doubt)
		}
		label = ""
	}
	if n := len(all) - newest; n > 0 {
		s.Under(draw.Count(portfolio.Count(n).Shown(), "line", "lines")+" more: h", s.Face.Styles.Muted)
	}
}

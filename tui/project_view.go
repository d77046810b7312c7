package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// projectSheet is the sheet of a project. What it says is the portfolio's own.
type projectSheet struct {
	*sheet
	of     portfolio.Sheet
	fields []portfolio.SheetField
	told   []string // fields that have had their say
}

// lines returns the whole text of the project.
func (p *project) lines() []string {
	if p.shown == nil {
		return nil
	}
	of := portfolio.Sheet{Project: p.shown, Catalogue: p.face.cat, AsOf: p.face.asOf}
	s := &projectSheet{sheet: newSheet(p.shown.Title, p.face), of: of, fields: of.Fields()}
	s.differences("number", "title")
	s.listed()
	s.duration()
	s.amounts()
	s.serviceLines()
	s.years()
	s.others()
	s.sources(p.shown.Sources)
	return s.lines
}

// field returns a field of the portfolio's sheet.
func (s *projectSheet) field(name string) portfolio.SheetField {
	i := slices.IndexFunc(s.fields, func(f portfolio.SheetField) bool { return f.Name == name })
	if i < 0 {
		return portfolio.SheetField{Name: name}
	}
	return s.fields[i]
}

// where returns the first place of a field in the document.
func (s *projectSheet) where(name string) string { return placeOf(s.field(name).Sources) }

// differences adds what the document says of some fields.
func (s *projectSheet) differences(names ...string) {
	s.told = append(s.told, names...)
	var sources []portfolio.Source
	for _, name := range names {
		sources = append(sources, s.field(name).Sources...)
	}
	s.differ(sources)
}

func (s *projectSheet) listed() {
	p := s.of.Project
	s.row("Programme", s.face.programmeName(p.Programme), s.where("programme"))
	s.differences("programme", "region")
	s.row("Country", clean(p.Country), "")
	if len(p.Places) > 1 {
		s.under(s.places(), s.face.look.muted)
	}
	s.differences("country", "places")
	s.row("Kind", p.Kind.String(), "")
	s.differences("kind")
}

// places names the places of a project with their shares.
func (s *projectSheet) places() string {
	parts := make([]string, len(s.of.Project.Places))
	for i, pl := range s.of.Project.Places {
		name := pl.Code
		if x, ok := s.face.cat.Place(pl.Code); ok {
			name = x.Name
		}
		parts[i] = clean(name) + " " + pl.Share.Shown()
	}
	return strings.Join(parts, ", ")
}

func (s *projectSheet) duration() {
	d := s.of.Project.Duration
	s.row("Duration", d.Shown(), d.Length())
	if share, ok := d.Elapsed(s.of.AsOf); ok {
		if w := min(s.room()-14, 46); w >= 10 {
			s.under(portfolio.Gauge(int64(share), 10_000, w)+" "+share.Whole()+" elapsed", s.face.look.bar)
		}
	}
	s.differences("start", "end", "duration")
}

func (s *projectSheet) amounts() {
	for _, name := range []string{"approved_budget", "overall_budget", "shortfall"} {
		f := s.field(name)
		value := "unknown"
		switch {
		case f.Value.Plain() != "":
			value = "US$ " + f.Value.Shown()
		case len(f.Sources) == 0:
			continue
		}
		label, _, _ := strings.Cut(name, "_")
		s.row(strings.ToUpper(label[:1])+label[1:], value, s.where(name))
		s.differences(name)
	}
}

// measured reports whether there is an amount to divide among lines and years.
func (s *projectSheet) measured() bool { return s.of.Project.Amounts.Of(s.of.Measure()).Known }

func (s *projectSheet) serviceLines() {
	label := "Service lines"
	if s.label < width(label) {
		label = "Lines"
	}
	for _, part := range s.of.Lines() {
		s.row(label, s.linePart(part), "")
		label = ""
	}
	why := "Assigned, not published."
	if a := s.of.Project.Assigned; a.Reason != "" {
		why += " " + clean(strings.TrimRight(a.Reason, ".")+". Confidence: "+a.Confidence+".")
	}
	if len(s.of.Project.Lines) > 0 {
		s.under(why, s.face.look.muted)
	}
	s.told = append(s.told, "service_lines") // its only source is the reason
}

// linePart returns the part of a service line in as much detail as there is
// room for.
func (s *projectSheet) linePart(part portfolio.SheetPart) string {
	text := left(s.face.lineLabel(part.Code), 4) + right(part.Share.Whole(), 6)
	if s.room() >= 38 {
		text += "  " + left(portfolio.Bar(int64(part.Share), 10_000, 10), 10)
	}
	if s.measured() {
		text += right(part.Amount.Shown(), 12)
	}
	if s.face.width >= sheetWidth {
		text += "   " + clean(part.Name)
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
		s.row("By year", "unknown, as a day of the duration is", "")
		return
	}
	values, text := make([]int64, len(years)), make([]string, len(years))
	for i, y := range years {
		values[i] = int64(y.Amount)
		text[i] = y.Label + " " + right(y.Amount.Shown(), 11)
	}
	if len(years) > 1 && len(years) < s.room()-12 {
		s.row("By year", years[0].Label+" "+spark(values)+" "+years[len(years)-1].Label, proportion(d))
	} else {
		s.row("By year", proportion(d), "")
	}
	perLine := max((s.room()+3)/19, 1)
	for chunk := range slices.Chunk(text, perLine) {
		s.under(strings.Join(chunk, "   "), lipgloss.Style{})
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
		before := len(s.lines)
		s.differences(f.Name)
		if len(s.lines) > before {
			s.lines = slices.Insert(s.lines, before, blanks(gutterWidth)+clean(strings.ReplaceAll(f.Name, "_", " ")))
		}
	}
}

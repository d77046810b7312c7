package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// sheet is the text of a project in the making: labelled lines, with what was
// printed under what was taken. What it says is the portfolio's own sheet.
type sheet struct {
	face   face
	of     portfolio.Sheet
	fields []portfolio.SheetField
	told   []string // fields that have had their say
	label  int      // cells of the labels
	lines  []string
}

// lines returns the whole text of the project.
func (p *project) lines() []string {
	if p.shown == nil {
		return nil
	}
	of := portfolio.Sheet{Project: p.shown, Catalogue: p.face.cat, AsOf: p.face.asOf}
	s := &sheet{face: p.face, of: of, fields: of.Fields(), label: 16}
	if p.face.width < 60 {
		s.label = 10
	}
	for _, l := range wrap(clean(p.shown.Title), p.face.width-2) {
		s.lines = append(s.lines, " "+s.face.look.title.Render(l))
	}
	s.lines = append(s.lines, "")
	s.differences("number", "title")
	s.listed()
	s.duration()
	s.amounts()
	s.serviceLines()
	s.years()
	s.others()
	s.sources()
	return s.lines
}

// room is the width of the values.
func (s *sheet) room() int { return max(s.face.width-gutterWidth-s.label-1, 1) }

// row adds a labelled value with a note at the right, or under it where there
// is no room.
func (s *sheet) row(label, value, note string) {
	head := blanks(gutterWidth) + left(label, s.label)
	if value == "" {
		value = "–"
	}
	for i, l := range wrap(value, s.room()) {
		if i > 0 {
			head = blanks(gutterWidth + s.label)
		}
		line := head + l
		if i == 0 && note != "" && width(line)+3+width(note) < s.face.width {
			line = sides(line, s.face.look.muted.Render(note), s.face.width)
			note = ""
		}
		s.lines = append(s.lines, line)
	}
	if note != "" {
		s.under(note, s.face.look.muted)
	}
}

// under adds text under a value.
func (s *sheet) under(text string, paint lipgloss.Style) {
	for _, l := range wrap(text, s.room()) {
		if l == "" {
			continue
		}
		s.lines = append(s.lines, blanks(gutterWidth+s.label)+paint.Render(l))
	}
}

// field returns a field of the portfolio's sheet.
func (s *sheet) field(name string) portfolio.SheetField {
	i := slices.IndexFunc(s.fields, func(f portfolio.SheetField) bool { return f.Name == name })
	if i < 0 {
		return portfolio.SheetField{Name: name}
	}
	return s.fields[i]
}

// where returns the first place of a field in the document.
func (s *sheet) where(name string) string {
	for _, src := range s.field(name).Sources {
		if src.Where != "" {
			return clean(src.Where)
		}
	}
	return ""
}

// differences adds what was printed and what was taken where the two differ,
// and what is to be known of some fields; what several fields say alike is said
// once.
func (s *sheet) differences(names ...string) {
	s.told = append(s.told, names...)
	var said []string
	for _, name := range names {
		for _, src := range s.field(name).Sources {
			for _, text := range taken(src, s.room()) {
				if !slices.Contains(said, text) {
					s.under(text, s.face.look.doubt)
					said = append(said, text)
				}
			}
			if why := clean(src.Why); !slices.Contains(said, why) {
				s.under(why, s.face.look.muted)
				said = append(said, why)
			}
		}
	}
}

// taken says what was printed and what was taken, side by side if there is
// room in w cells; nothing where the two are the same.
func taken(src portfolio.Source, w int) []string {
	if src.Taken == "" && !src.Assumed {
		return nil
	}
	var parts []string
	if src.Printed != "" {
		parts = append(parts, "printed: "+clean(src.Printed))
	}
	if src.Taken != "" {
		parts = append(parts, "taken: "+clean(src.Taken))
	}
	if src.Assumed {
		parts = append(parts, "(assumed)")
	}
	if line := strings.Join(parts, "   "); width(line) <= w {
		return []string{line}
	}
	return parts
}

func (s *sheet) listed() {
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
func (s *sheet) places() string {
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

func (s *sheet) duration() {
	d := s.of.Project.Duration
	s.row("Duration", d.Shown(), d.Length())
	if share, ok := d.Elapsed(s.of.AsOf); ok {
		if w := min(s.room()-14, 46); w >= 10 {
			full := int(share) * w / 10_000
			s.under(strings.Repeat("█", full)+strings.Repeat("░", w-full)+" "+wholePercent(share)+" elapsed", s.face.look.bar)
		}
	}
	s.differences("start", "end", "duration")
}

func (s *sheet) amounts() {
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
func (s *sheet) measured() bool { return s.of.Project.Amounts.Of(s.of.Measure()).Known }

func (s *sheet) serviceLines() {
	label, note := "Service lines", "assigned, not published"
	if s.label < width(label) {
		label = "Lines"
	}
	for _, part := range s.of.Lines() {
		s.row(label, s.linePart(part), note)
		label, note = "", ""
	}
	if a := s.of.Project.Assigned; a.Reason != "" {
		s.under(clean(strings.TrimRight(a.Reason, ".")+". Confidence: "+a.Confidence+"."), s.face.look.muted)
	}
	s.told = append(s.told, "service_lines") // its only source is the reason
}

// linePart returns the part of a service line in as much detail as there is
// room for.
func (s *sheet) linePart(part portfolio.SheetPart) string {
	text := left(s.face.lineLabel(part.Code), 4) + right(wholePercent(part.Share), 6)
	if s.room() >= 38 {
		text += "  " + left(bar(int64(part.Share), 10_000, 10), 10)
	}
	if s.measured() {
		text += right(part.Amount.Shown(), 12)
	}
	if s.face.width >= 100 {
		text += "   " + clean(part.Name)
	}
	return text
}

// years adds the amounts that fall to each year.
func (s *sheet) years() {
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
func (s *sheet) others() {
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

// sources adds where each value stands in the document, place by place.
func (s *sheet) sources() {
	var places []string
	fields := map[string][]string{}
	for _, src := range s.of.Project.Sources {
		w := clean(src.Where)
		if fields[w] == nil {
			places = append(places, w)
		}
		if !slices.Contains(fields[w], src.Field) {
			fields[w] = append(fields[w], src.Field)
		}
	}
	label := "Sources"
	for _, w := range places {
		s.row(label, w+": "+clean(strings.Join(fields[w], ", ")), "")
		label = ""
	}
}

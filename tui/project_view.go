package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// sheet is the text of a project in the making: labelled lines, with what was
// printed beside or under what was taken.
type sheet struct {
	face    face
	project *portfolio.Project
	label   int // cells of the labels
	lines   []string
	told    map[int]bool // sources that stand beside their value already
}

// lines returns the whole text of the project.
func (p *project) lines() []string {
	if p.shown == nil {
		return nil
	}
	s := &sheet{face: p.face, project: p.shown, label: 16, told: map[int]bool{}}
	if p.face.width < 60 {
		s.label = 10
	}
	for _, l := range wrap(clean(p.shown.Title), p.face.width-2) {
		s.lines = append(s.lines, " "+s.face.look.title.Render(l))
	}
	s.lines = append(s.lines, "")
	s.differences("title", "number", "kind")
	s.listed()
	s.duration()
	s.amounts()
	s.serviceLines()
	s.years()
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

// where returns the place in the document of the values of a field.
func (s *sheet) where(field string) string {
	for _, src := range s.project.Sources {
		if src.Field == field {
			return clean(src.Where)
		}
	}
	return ""
}

// differences adds what was printed and taken for some fields, wherever the
// two differ.
func (s *sheet) differences(fields ...string) {
	for i, src := range s.project.Sources {
		if s.told[i] || !slices.Contains(fields, src.Field) || src.Taken == "" && src.Why == "" && !src.Assumed {
			continue
		}
		s.told[i] = true
		s.under(taken(src), s.face.look.doubt)
		if src.Why != "" {
			s.under(clean(src.Why), s.face.look.muted)
		}
	}
}

// taken says what was printed and taken, as far as there is either.
func taken(src portfolio.Source) string {
	var parts []string
	if src.Printed != "" {
		parts = append(parts, src.Field+" printed: "+clean(src.Printed))
	}
	if src.Taken != "" {
		parts = append(parts, "taken: "+clean(src.Taken))
	}
	if src.Assumed {
		parts = append(parts, "(assumed)")
	}
	return strings.Join(parts, "   ")
}

func (s *sheet) listed() {
	p := s.project
	s.row("Programme", s.face.programmeName(p.Programme), s.where("programme"))
	s.differences("programme", "region")
	s.row("Country", clean(p.Country), "")
	if len(p.Places) > 1 {
		s.under(s.places(), s.face.look.muted)
	}
	s.differences("country", "places")
	s.row("Kind", p.Kind.String(), "")
}

// places names the places of a project with their shares.
func (s *sheet) places() string {
	parts := make([]string, len(s.project.Places))
	for i, pl := range s.project.Places {
		name := pl.Code
		if x, ok := s.face.cat.Place(pl.Code); ok {
			name = x.Name
		}
		parts[i] = clean(name) + " " + pl.Share.Shown()
	}
	return strings.Join(parts, ", ")
}

func (s *sheet) duration() {
	d := s.project.Duration
	s.row("Duration", assumedDay(d.Start, d.StartAssumed)+" to "+assumedDay(d.End, d.EndAssumed), length(d))
	if share, ok := elapsed(d, s.face.asOf); ok {
		w := min(s.room()-14, 46)
		full := int(share) * max(w, 0) / 100
		if w >= 10 {
			s.under(strings.Repeat("█", full)+strings.Repeat("░", w-full)+fmt.Sprintf(" %d %% elapsed", share), s.face.look.bar)
		}
	}
	s.differences("start", "end", "duration")
}

func assumedDay(d portfolio.Date, assumed bool) string {
	if assumed {
		return d.Shown() + " (assumed)"
	}
	return d.Shown()
}

// length returns the length of a duration in years and months.
func length(d portfolio.Duration) string {
	if !d.Known() || d.End < d.Start {
		return ""
	}
	months := 0
	for d.Start.AddMonths(months+1) <= d.End && months < 1200 {
		months++
	}
	if days := d.End.Time().Sub(d.Start.AddMonths(months).Time()).Hours() / 24; days >= 15 {
		months++
	}
	var parts []string
	if y := months / 12; y > 0 {
		parts = append(parts, count(strconv.Itoa(y), "year", "years"))
	}
	if m := months % 12; m > 0 || len(parts) == 0 {
		parts = append(parts, count(strconv.Itoa(m), "month", "months"))
	}
	return strings.Join(parts, " ")
}

// elapsed returns how much of a duration has passed, in whole per cent.
func elapsed(d portfolio.Duration, asOf portfolio.Date) (int64, bool) {
	if !d.Known() || d.End < d.Start || !asOf.Known() {
		return 0, false
	}
	whole := d.End.Time().Sub(d.Start.Time()).Hours()/24 + 1
	gone := asOf.Time().Sub(d.Start.Time()).Hours()/24 + 1
	return int64(min(max(gone/whole*100, 0), 100)), true
}

func (s *sheet) amounts() {
	for _, m := range []portfolio.Measure{portfolio.Approved, portfolio.Overall, portfolio.Shortfall} {
		a := s.project.Amounts.Of(m)
		if !a.Known && s.where(string(m)) == "" && m != portfolio.Approved {
			continue
		}
		value := a.Shown()
		if a.Known {
			value = "US$ " + value
		}
		s.row(strings.ToUpper(string(m)[:1])+string(m)[1:], value, s.where(string(m)))
		s.differences(string(m))
	}
}

// measure returns the amount that lines and years are shown of: the approved
// budget, or the overall one if there is none.
func (s *sheet) measure() portfolio.Measure {
	if !s.project.Amounts.Approved.Known && s.project.Amounts.Overall.Known {
		return portfolio.Overall
	}
	return portfolio.Approved
}

func (s *sheet) serviceLines() {
	sums := map[string]portfolio.Cents{}
	for _, sl := range portfolio.Slices(s.project) {
		sums[sl.Line] += sl.Of(s.measure())
	}
	label := "Service lines"
	if s.label < 14 {
		label = "Lines"
	}
	for _, l := range s.project.Lines {
		text := left(s.face.lineLabel(l.Code), 4) + right(l.Share.Shown(), 8) + "  " + left(bar(int64(l.Share), 10_000, 10), 10) + right(sums[l.Code].Shown(), 12)
		note := ""
		if line, ok := s.face.cat.Line(l.Code); ok && s.face.width >= 100 {
			note = clean(line.Name)
		}
		if s.room() < 38 {
			text = left(s.face.lineLabel(l.Code), 4) + right(l.Share.Shown(), 8) + right(sums[l.Code].Shown(), 12)
		}
		s.row(label, text, note)
		label = ""
	}
	if len(s.project.Lines) == 0 {
		return
	}
	why := "assigned, not published; sure: " + clean(s.project.Assigned.Confidence)
	if r := clean(s.project.Assigned.Reason); r != "" {
		why += "; " + r
	}
	s.under(why, s.face.look.muted)
	s.skipReasons("line", "service_lines", "lines")
}

// skipReasons leaves out sources that only repeat why lines were assigned.
func (s *sheet) skipReasons(fields ...string) {
	for i, src := range s.project.Sources {
		if slices.Contains(fields, src.Field) && src.Taken == "" && !src.Assumed {
			s.told[i] = true
		}
	}
	s.differences(fields...)
}

// years adds the amounts that fall to each year.
func (s *sheet) years() {
	byYear := map[int]portfolio.Cents{}
	for _, sl := range portfolio.Slices(s.project) {
		byYear[sl.Year] += sl.Of(s.measure())
	}
	var years []int
	for y := range byYear {
		years = append(years, y)
	}
	slices.Sort(years)
	if len(years) == 0 || years[0] == portfolio.UnknownYear {
		s.row("By year", "unknown, as a day of the duration is", "")
		return
	}
	values, text := make([]int64, len(years)), make([]string, len(years))
	for i, y := range years {
		values[i] = int64(byYear[y])
		text[i] = strconv.Itoa(y) + " " + right(byYear[y].Shown(), 11)
	}
	if len(years) > 1 && len(years) < s.room()-12 {
		s.row("By year", fmt.Sprintf("%d %s %d", years[0], spark(values), years[len(years)-1]), "in proportion to the days")
	} else {
		s.row("By year", "in proportion to the days", "")
	}
	perLine := max((s.room()+3)/19, 1)
	for chunk := range slices.Chunk(text, perLine) {
		s.under(strings.Join(chunk, "   "), lipgloss.Style{})
	}
}

// sources adds where each value stands in the document, place by place, and
// the differences that no field above was there for.
func (s *sheet) sources() {
	var places []string
	fields := map[string][]string{}
	for _, src := range s.project.Sources {
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
	for i, src := range s.project.Sources {
		if !s.told[i] {
			s.differences(src.Field)
		}
	}
}

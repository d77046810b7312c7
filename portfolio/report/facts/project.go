package facts

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
)

// PageWords are the parts of a project's page that depend on its reader.
type PageWords struct {
	Edited   string                      // a field that is shown even without a value; empty for none
	Conflict func(n int) portfolio.Value // note beside a field with n values in conflict
	More     func(n int) portfolio.Value // text below the history if n lines are not shown
}

// Page returns the project's page, field by field.
func (s Sheet) Page(words PageWords) Page {
	m := &projectPage{Sheet: s, words: words, fields: s.Fields()}
	m.title()
	m.listed()
	m.duration()
	m.amounts()
	m.spent()
	m.further()
	m.serviceLines()
	m.years()
	m.others()
	m.notes()
	m.history()
	m.Sources(s.Project.Sources)
	return m.Page
}

// projectPage builds the page of a project.
type projectPage struct {
	Sheet
	Page
	words   PageWords
	fields  []SheetField
	told    []string // fields that have been added
	printed bool     // for an export
}

// value adds the value of an editable field.
func (m *projectPage) value(field, label string, v portfolio.Value) *Fact {
	f := m.Row(label, v)
	f.Field = field
	if m.printed {
		return f
	}
	f.Conflict = m.Record != nil && m.Record.InConflict(field)
	if changed, ok := m.changed(field); ok {
		f.Beside = changed
	}
	return f
}

// place sets the note beside a field to its first place in the document, unless
// the field was changed.
func (m *projectPage) place(f *Fact, name string) *Fact {
	if where := FirstPlace(m.field(name).Sources); f.Beside == nil && where != "" {
		f.Beside = portfolio.Text(where)
	}
	return f
}

// changed returns who changed a field, the value before that change and, if it
// is another one, the document's value; ok is false if it was not changed.
func (m *projectPage) changed(field string) (portfolio.Value, bool) {
	if m.Record == nil {
		return nil, false
	}
	state, first := m.Record.Log.State(field), m.Record.Seeded(field)
	switch {
	case state.Conflict:
		return m.words.Conflict(len(state.Heads)), true
	case state.By == nil || state.By.Creates != "" || m.Record.Value(field) == first:
		return nil, false
	}
	of := provenance.OriginOf(m.Record, field, m.Project.Sources)
	text := portfolio.Say("changed by %s", state.By.Signed())
	if of.Was.Known || first.Known {
		text = portfolio.Say("%s; was %s", text, provenance.ValueOf(m.Record.Kind, field, of.Was))
	}
	if first.Known && first != of.Was {
		text = portfolio.Say("%s, %s %s", text, of.AtFirst(), provenance.ValueOf(m.Record.Kind, field, first))
	}
	return withRuling(text, of.Ruling), true
}

// withRuling adds to the origin of a value who accepted the change at
// headquarters, if it was held before.
func withRuling(text portfolio.Phrase, j portfolio.Judgement) portfolio.Phrase {
	if !j.Accepted() {
		return text
	}
	return portfolio.Say("%s; %s", text, portfolio.Sentence(j.Sentence()))
}

// touched reports whether a field without a value is shown nevertheless,
// because it was changed or is being edited.
func (m *projectPage) touched(field string) bool {
	if m.words.Edited == field {
		return true
	}
	_, changed := m.changed(field)
	return changed || m.Record != nil && m.Record.Log.State(field).By != nil &&
		m.Record.Value(field) != m.Record.Seeded(field)
}

// field returns a field of the sheet.
func (m *projectPage) field(name string) SheetField {
	i := slices.IndexFunc(m.fields, func(f SheetField) bool { return f.Name == name })
	if i < 0 {
		return SheetField{Name: name}
	}
	return m.fields[i]
}

// differences adds what the document states about fields that were not changed.
func (m *projectPage) differences(f *Fact, names ...string) {
	m.told = append(m.told, names...)
	var sources []portfolio.Source
	for _, name := range names {
		if m.printed {
			m.printedDifferences(f, name)
			continue
		}
		if _, changed := m.changed(m.editable(name)); !changed {
			sources = append(sources, m.field(name).Sources...)
		}
	}
	f.Differ(sources)
}

// editable returns the editable field with a name on the page.
func (m *projectPage) editable(name string) string {
	if spec, err := portfolio.FindField(portfolio.ProjectRecord, name); err == nil {
		return spec.Name
	}
	return name
}

// title adds number and title; the number only if there is a remark on it.
func (m *projectPage) title() {
	m.value(portfolio.FieldTitle, "Title", portfolio.Text(m.Project.Title))
	var last *Fact
	if m.touched(portfolio.FieldNumber) {
		last = m.value(portfolio.FieldNumber, "Number", m.Project.NumberValue())
	} else {
		last = m.Row("", nil)
	}
	m.differences(last.Section(), "number", "title")
}

func (m *projectPage) listed() {
	p := m.Project
	programme, _ := portfolio.FindField(portfolio.ProjectRecord, portfolio.FieldProgramme)
	f := m.value(portfolio.FieldProgramme, "Programme", programme.InFull(p, m.View()))
	m.differences(m.place(f, "programme"), "programme", "region")
	f = m.value(portfolio.FieldCountry, "Country", portfolio.Text(p.Country))
	if len(p.Places) > 1 || m.touched(portfolio.FieldPlaces) {
		f = m.value(portfolio.FieldPlaces, "Places", m.View().PortionsOfPlaces(p.Places))
	}
	m.differences(f, "country", "places")
	if len(p.OverallPlaces) > 0 || m.touched(portfolio.FieldOverallPlaces) {
		of, _ := portfolio.FindField(portfolio.ProjectRecord, portfolio.FieldOverallPlaces)
		m.inFull(&of)
	}
	m.differences(m.value(portfolio.FieldKind, "Kind", portfolio.Text(p.Kind.String())), "kind")
	if p.ByHand != "" || m.touched(portfolio.FieldStatus) {
		m.value(portfolio.FieldStatus, "Status", portfolio.Text(p.ByHand))
	}
}

func (m *projectPage) duration() {
	d := m.Project.Duration
	m.differences(m.value(portfolio.FieldStart, "First day", dayOrUnknown(d.StartDay())), "start", "duration")
	f := m.value(portfolio.FieldEnd, "Last day", dayOrUnknown(d.EndDay()))
	if f.Beside == nil {
		f.Beside = portfolio.Text(d.Length())
	}
	m.elapsed(f)
	m.warn(f, portfolio.FieldEnd)
	m.differences(f, "end")
}

// elapsed adds how much of the duration has passed.
func (m *projectPage) elapsed(f *Fact) {
	if share, ok := m.Project.Duration.Elapsed(m.AsOf); ok {
		elapsed := portfolio.Signed(share.Whole().Shown()+" elapsed by "+m.AsOf.Shown(),
			share.Whole().Spoken()+" of it elapsed by "+m.AsOf.Spoken())
		f.comment(Comment{Parts: []portfolio.Value{elapsed}, Gauge: true, Share: share})
	}
}

func dayOrUnknown(d portfolio.Day) portfolio.Value {
	if !d.Known() {
		return portfolio.Text("unknown")
	}
	return d
}

func (m *projectPage) amounts() {
	for _, field := range []string{portfolio.FieldApproved, portfolio.FieldOverall, portfolio.FieldShortfall} {
		spec, _ := portfolio.FindField(portfolio.ProjectRecord, field)
		f := m.field(spec.LongName())
		value := portfolio.Value(portfolio.Text("unknown"))
		switch amount := breakdown.AmountOf(m.Project.Amounts, breakdown.Measure(field)); {
		case amount.Known:
			value = amount.USD()
		case len(f.Sources) == 0 && (m.printed || !m.touched(field)):
			continue
		}
		m.differences(m.place(m.value(field, spec.Label, value), f.Name), f.Name)
	}
}

// spent adds expenditure with its day, also before there is any.
func (m *projectPage) spent() {
	p := m.Project
	if !p.Amounts.Spent.Known {
		m.value(portfolio.FieldSpent, "Spent as of", portfolio.Text("not entered yet")).Short = "Spent"
		return
	}
	f := m.value(portfolio.FieldSpent, "", nil)
	f.Short = "Spent"
	f.Label, f.Value = m.spentAsOf()
	m.rates(f)
	m.warn(f, portfolio.FieldSpent)
}

// spentAsOf returns the label and the value of expenditure: the day stands
// between the two, except in changes of old releases that lack it.
func (m *projectPage) spentAsOf() (string, portfolio.Value) {
	if p := m.Project; p.SpentOn.Known() {
		return "Spent as of", portfolio.Say("%s: %s", p.SpentOn, p.Amounts.Spent.USD())
	}
	return "Spent", m.Project.Amounts.Spent.USD()
}

// rates adds which share of the budget is spent, and which share of the duration
// was over by the day of the expenditure.
func (m *projectPage) rates(f *Fact) {
	if share, of, ok := m.Project.Implementation(); ok {
		f.Say(portfolio.Say("implementation rate %s of the %s budget", share, of))
	}
	if share, ok := m.Project.Duration.Elapsed(m.Project.SpentOn); ok {
		f.Say(portfolio.Say("%s of the time elapsed by that day", share.Whole()))
	}
}

// warn adds what does not fit together in the values of a field and others.
func (m *projectPage) warn(f *Fact, field string) {
	for _, x := range m.Project.Disorder() {
		if x.Field == field {
			mark := portfolio.Signed("! ", "")
			text := portfolio.Say("%s%s", mark, portfolio.Sentence(x.What))
			f.comment(Comment{Parts: []portfolio.Value{text}, Doubt: true})
		}
	}
}

// ownLines are the fields that the page lays out individually.
var ownLines = []string{
	portfolio.FieldNumber, portfolio.FieldTitle, portfolio.FieldKind, portfolio.FieldProgramme, portfolio.FieldCountry,
	portfolio.FieldPlaces, portfolio.FieldOverallPlaces, portfolio.FieldStart, portfolio.FieldEnd, portfolio.FieldStatus,
	portfolio.FieldApproved, portfolio.FieldOverall, portfolio.FieldShortfall, portfolio.FieldLines,
	portfolio.FieldSpent, portfolio.FieldSpentOn,
}

// further adds every other field that has a value or was changed.
func (m *projectPage) further() {
	for _, f := range portfolio.FieldsOf(portfolio.ProjectRecord) {
		if !slices.Contains(ownLines, f.Name) && (f.Of(m.Project).Known || m.touched(f.Name)) {
			m.inFull(&f)
		}
	}
}

// inFull adds a field with its value as it is shown on a page.
func (m *projectPage) inFull(f *portfolio.FieldSpec) {
	fact := m.value(f.Name, f.Label, f.InFull(m.Project, m.View()))
	m.differences(m.place(fact, f.LongName()), f.LongName())
}

// measured reports whether the project has an amount to divide by line and
// year.
func (m *projectPage) measured() bool {
	return breakdown.AmountOf(m.Project.Amounts, m.Measure()).Known
}

// LinePart is the share of a project that belongs to a service line.
type LinePart struct {
	SheetPart
	Measured bool // the amount is known
}

// Plain returns the code and the share.
func (l LinePart) Plain() string { return l.Code + ":" + l.Share.Plain() }

// Shown returns the label and the share for the eye.
func (l LinePart) Shown() string { return l.Label + " " + l.Share.Whole().Shown() }

// Spoken returns name, share and amount for the ear.
func (l LinePart) Spoken() string {
	parts := []string{l.Label, l.Name, l.Share.Whole().Spoken()}
	if l.Measured {
		parts = append(parts, l.Amount.USD().Spoken())
	}
	return strings.Join(parts, ", ")
}

func (m *projectPage) serviceLines() {
	parts := m.Lines()
	if m.words.Edited == portfolio.FieldLines || len(parts) == 0 {
		m.value(portfolio.FieldLines, "Service lines", portfolio.Text(""))
		parts = nil
	}
	for i, part := range parts {
		if part.Label == "" {
			part.Label = part.Code
		}
		line := LinePart{part, m.measured()}
		if i == 0 {
			m.value(portfolio.FieldLines, "Service lines", line).Beside = nil
			continue
		}
		m.Row("", line)
	}
	m.Facts[len(m.Facts)-max(len(parts), 1)].Short = "Lines"
	last := &m.Facts[len(m.Facts)-1]
	m.told = append(m.told, "service_lines") // its only source is the reason
	if changed, ok := m.changed(portfolio.FieldLines); ok {
		last.Say(changed)
		return
	}
	if len(parts) > 0 && (m.Record == nil || m.Record.Base != nil) { // not for projects that an office has added
		last.Say(portfolio.Text(strings.TrimSpace("Assigned, not published. " + assignedBecause(m.Project.Assigned))))
	}
}

// assignedBecause returns why service lines were assigned, empty if it is not
// known.
func assignedBecause(a portfolio.Assignment) string {
	if a.Reason == "" {
		return ""
	}
	return strings.TrimRight(a.Reason, ".") + ". Confidence: " + a.Confidence + "."
}

// YearParts are the amounts of each year, with the rule that divides them.
type YearParts struct {
	Parts []SheetPart
	Rule  string
}

// Plain returns the rule.
func (y YearParts) Plain() string { return y.Rule }

// Shown returns the rule.
func (y YearParts) Shown() string { return y.Rule }

// Spoken returns the rule.
func (y YearParts) Spoken() string { return y.Rule }

// years adds the amounts of each year.
func (m *projectPage) years() {
	years := m.Years()
	switch {
	case !m.measured():
	case len(years) == 0:
		m.Row("By year", portfolio.Text("unknown, as a day of the duration is"))
	default:
		m.Row("By year", YearParts{years, proportion(m.Project.Duration)})
	}
}

// proportion returns the rule that divides an amount by year, and whether it
// depends on an assumption.
func proportion(d portfolio.Duration) string {
	const plain = breakdown.EvenlyByDays
	switch {
	case d.StartAssumed && d.EndAssumed:
		return plain + ", first and last assumed"
	case d.StartAssumed || d.EndAssumed:
		return plain + ", one assumed"
	}
	return plain
}

// others adds what the document states about fields without a line of their
// own.
func (m *projectPage) others() {
	for _, f := range m.fields {
		if slices.Contains(m.told, f.Name) {
			continue
		}
		m.differences(m.Row(strings.ReplaceAll(f.Name, "_", " "), nil), f.Name)
		if n := len(m.Facts) - 1; len(m.Facts[n].Below) == 0 {
			m.Facts = m.Facts[:n]
		}
	}
}

// notes adds the notes on the project.
func (m *projectPage) notes() {
	label := "Notes"
	for _, n := range m.Notes {
		m.Row(label, portfolio.Text(n.Text)).Say(portfolio.Say("%s, %s, %s", n.Person, n.Office, portfolio.DateOf(n.At)))
		label = ""
	}
}

// historyLabel is the label of the history of a project; the times in it are in UTC.
const historyLabel = "History (UTC)"

// newestSteps is the number of changes on a page.
const newestSteps = 3

// history adds the newest changes.
func (m *projectPage) history() {
	if m.Record == nil {
		return
	}
	label, gap := historyLabel, portfolio.Signed("  ", ", ")
	all := provenance.ByChange(provenance.HistoryOf(m.Record))
	for i, of := range all[:min(newestSteps, len(all))] {
		f := m.Row(label, portfolio.Say("%s%s%s%s%s", of.When(), gap, of[0].Change.Person, gap, of.Did()))
		f.comment(Comment{Parts: []portfolio.Value{portfolio.Sentence(of.Headquarters())},
			Doubt: !of[0].Judgement.Accepted()})
		f.comment(Comment{Parts: []portfolio.Value{portfolio.Text(of[0].ReceivedDoubt())}, Doubt: true})
		if more := len(all) - newestSteps; i == newestSteps-1 && more > 0 {
			f.Say(m.words.More(more))
		}
		label = ""
	}
}

package facts

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
)

// printedLines is the number of history lines on a printed page.
const printedLines = 10

// Printed returns the page for exports: with the duration in one line, and
// below each field what the document states about it. The first facts, which
// have neither label nor value, comment on number and title.
func (s Sheet) Printed(words PageWords) Page {
	m := &projectPage{Sheet: s, words: words, fields: s.Fields(), printed: true}
	m.differences(m.Row("", nil), "number")
	m.differences(m.Row("", nil), "title")
	for _, field := range []string{portfolio.FieldProgramme, portfolio.FieldCountry, portfolio.FieldKind} {
		spec, _ := portfolio.FindField(portfolio.ProjectRecord, field)
		m.inFull(&spec)
	}
	m.wholeDuration()
	m.amounts()
	m.assignedLines()
	if years := m.Years(); m.measured() && len(years) > 0 {
		note := portfolio.SentenceOf(breakdown.YearNote(m.Measure()))
		m.Row("By year", YearParts{Parts: years}).Say(portfolio.Text(note))
	}
	if len(s.Project.Places) > 1 {
		m.differences(m.Row("Places", m.View().PortionsOfPlaces(s.Project.Places)), portfolio.FieldPlaces)
	}
	if of, _ := portfolio.FindField(portfolio.ProjectRecord, portfolio.FieldOverallPlaces); of.Shows(s.Project) {
		m.inFull(&of)
	}
	m.spentBy()
	m.otherFields()
	m.signedNotes()
	m.changes()
	return m.Page
}

// printedDifferences adds to a fact who changed the field or, if nobody did,
// what the document prints and where else.
func (m *projectPage) printedDifferences(f *Fact, name string) {
	of := m.field(name)
	if of.Changed != nil {
		f.Say(m.origin(of))
		for _, src := range of.Sources {
			if src.Printed != "" {
				f.lines("the document, " + src.Where + ": " + src.Printed)
			}
		}
		return
	}
	first := FirstPlace(of.Sources)
	for _, src := range of.Sources {
		if src.Where != "" && src.Where != first {
			f.Say(portfolio.Say("also: %s", src.Where))
		}
		f.Differ([]portfolio.Source{src})
	}
}

// origin returns the previous value of a field; the history below has who set it
// and when.
func (m *projectPage) origin(of SheetField) portfolio.Value {
	text := portfolio.Say("changed; was %s", of.Changed.FromValue())
	switch added := of.Changed.Change.Creates != ""; {
	case of.Values > 0 && added:
		text = portfolio.Say("%s", m.words.Conflict(of.Values))
	case of.Values > 0:
		text = portfolio.Say("%s; was %s", m.words.Conflict(of.Values), of.Changed.FromValue())
	case added:
		return portfolio.Text("")
	}
	if of.Name == portfolio.FieldStart || of.Name == portfolio.FieldEnd {
		text = portfolio.Say("%s %s", portfolio.LowerFirst(of.Label), text)
	}
	return text
}

func (m *projectPage) wholeDuration() {
	d := m.Project.Duration
	value := Parts{portfolio.Text(d.Shown())}
	if length := d.Length(); length != "" {
		value = append(value, portfolio.Text(length))
	}
	start, end := m.field(portfolio.FieldStart), m.field(portfolio.FieldEnd)
	f := m.Row("Duration", value)
	m.place(m.place(f, start.Name), end.Name)
	m.elapsed(f)
	m.warn(f, portfolio.FieldEnd)
	m.differences(f, start.Name, end.Name)
}

// assignedLines adds the shares of the service lines, and why they were
// assigned.
func (m *projectPage) assignedLines() {
	parts, of := m.Lines(), m.field("service_lines")
	label, cents := "Service lines", false
	for _, part := range parts {
		f := m.Row(label, LinePart{part, m.measured()})
		if label != "" && of.Changed == nil {
			f.Note(portfolio.Text("assigned, not published"))
		}
		label, cents = "", cents || part.Amount%100 != 0
	}
	if len(parts) == 0 {
		return
	}
	last := &m.Facts[len(m.Facts)-1]
	if m.measured() && cents {
		last.Say(portfolio.Text("Each figure is rounded to whole dollars by itself; the cents add up."))
	}
	if of.Changed != nil {
		last.Say(m.origin(of))
	}
	last.Say(portfolio.Text(assignedBecause(m.Project.Assigned)))
}

// spentBy adds expenditure with its date and the implementation rate.
func (m *projectPage) spentBy() {
	p := m.Project
	if !p.Amounts.Spent.Known {
		return
	}
	label, spent := m.spentAsOf()
	f := m.Row(label, spent)
	m.rates(f)
	m.warn(f, portfolio.FieldSpent)
	m.differences(f, portfolio.FieldSpent)
}

// otherFields adds fields without a line of their own, and their places in the
// document.
func (m *projectPage) otherFields() {
	own := append(slices.Clip(ownLines), "region", portfolio.FieldWithdrawn)
	for _, of := range m.fields {
		valued := of.Further() || of.Changed != nil && len(of.Sources) == 0
		switch {
		case slices.Contains(own, m.editable(of.Name)), !valued && len(of.Sources) == 0:
			continue
		case !valued:
			of.Value = portfolio.Text("")
		}
		f := m.Row(of.Heading(), of.Value)
		if of.Changed != nil {
			f.Say(m.origin(of))
			continue
		}
		for _, src := range of.Sources {
			f.Say(portfolio.Text(src.Where)).Differ([]portfolio.Source{src})
		}
	}
}

// signedNotes adds the notes, each with its author.
func (m *projectPage) signedNotes() {
	label := "Notes"
	for _, n := range m.Notes {
		f := m.Row(label, portfolio.Say("%s, %s, %s", n.Person, n.Office, portfolio.DateOf(n.At)))
		f.Apart, label = label != "", ""
		f.lines(strings.Split(n.Text, "\n")...)
	}
}

// changes adds the newest lines of the history and those that set a value shown
// above, by change.
func (m *projectPage) changes() {
	if m.Record == nil {
		return
	}
	var shown []provenance.Entry
	all := provenance.HistoryOf(m.Record)
	for i, e := range all {
		if i < printedLines || e.Stands == provenance.StandsCurrent || e.Stands == provenance.StandsConflict {
			shown = append(shown, e)
		}
	}
	label := historyLabel
	for _, of := range provenance.ByChange(shown) {
		c := of[0].Change
		f := m.Row(label, portfolio.Say("%s  %s", of.When(), c.By()))
		if label != "" {
			f.Section()
			label = ""
		}
		if c.Reason != "" {
			f.lines("  " + c.Reason)
		}
		for _, r := range provenance.Aside(&of[0]) {
			f.lines(r.Text)
		}
		for _, e := range of {
			f.lines("  " + e.Line(false))
		}
		if more := len(all) - len(shown); more > 0 && c == shown[len(shown)-1].Change {
			f.Say(m.words.More(more))
		}
	}
}

// lines adds lines of text below a fact, including repeated ones.
func (f *Fact) lines(text ...string) {
	for _, l := range text {
		f.Below = append(f.Below, Comment{Parts: []portfolio.Value{portfolio.Text(l)}})
	}
}

// Parts are several values side by side, as one value.
type Parts []portfolio.Value

// Plain returns the parts separated by blanks.
func (p Parts) Plain() string { return p.Shown() }

// Shown returns the parts for the eye, separated by blanks.
func (p Parts) Shown() string { return strings.Join(portfolio.ShownOf(p), "   ") }

// Spoken returns the parts for the ear, separated by commas.
func (p Parts) Spoken() string { return strings.Join(portfolio.SpokenOf(p), ", ") }

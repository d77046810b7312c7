package report

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// History is a history with what it was asked for.
type History struct {
	provenance.History
	Of string // how people call the record; empty for all
}

// Table returns the history for programs, the newest first: when (by the
// author's clock, RFC 3339), person, office, record, name, field, from, to,
// stands, change, reason and step; a row a field.
func (r History) Table() portfolio.Table {
	t := portfolio.Table{Name: "entry", Columns: []portfolio.Column{{Name: "when"}, {Name: "person"}, {Name: "office"},
		{Name: "record"}, {Name: "name"}, {Name: "field"},
		{Name: "from"}, {Name: "to"}, {Name: "stands"}, {Name: "change"}, {Name: "reason"}, {Name: "step"},
		{Name: "headquarters"}}}
	for _, e := range r.Entries {
		c := e.Change
		t.Rows = append(t.Rows, portfolio.Texts([]string{
			portfolio.Moment(c.At).Plain(), c.Person, c.Office(), e.Record, e.Name, e.Field,
			e.From.Plain(), e.To.Plain(), string(e.Stands), c.ID.String(), c.Reason, c.Step, e.Headquarters(),
		}))
	}
	return t
}

// Page returns the history for people: a paragraph a change, with who, when
// and its id, then a line a field.
func (r History) Page() portfolio.Table {
	t := portfolio.Table{Name: "entry", Title: r.title()}
	var last *portfolio.Change
	shown := int64(0)
	for _, e := range r.Entries {
		if last == nil || e.Change.ID != last.ID {
			if last != nil {
				t.Notes = append(t.Notes, fault.Remark{})
			}
			last = e.Change
			shown++
			t.Notes = append(t.Notes, fault.Remarks(provenance.Line(last))...)
			if last.Reason != "" {
				t.Notes = append(t.Notes, fault.Remarks("  because: "+last.Reason)...)
			}
		}
		if !e.Implied() {
			t.Notes = append(t.Notes, fault.Remarks("  "+e.Line(r.Of == ""))...)
		}
	}
	if shown < r.Changes {
		t.Notes = append(t.Notes, fault.Remark{}, fault.Remark{Text: portfolio.Count(shown).Shown() + " of " +
			portfolio.CountOf(int(r.Changes),
				"change") + "; %s.",
			Remedy: fault.Remedy{Action: fault.ListAllChanges}})
	}
	return t
}

func (r History) title() string {
	s := "History"
	if r.Of != "" {
		s += " of " + r.Of
	}
	if len(r.Entries) == 0 {
		s += ": nothing was changed since the document"
	}
	return s
}

// Changed says what was done just now.
type Changed struct{ Entries []provenance.Entry }

// Table returns what was done: record, field, from, to and change; a row a
// field.
func (r Changed) Table() portfolio.Table {
	t := portfolio.Table{Name: "change", Columns: []portfolio.Column{{Name: "record"}, {Name: "field"}, {Name: "from"},
		{Name: "to"}, {Name: "change"}}}
	for _, e := range r.Entries {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(e.Record), portfolio.Text(e.Field),
			portfolio.Text(e.From.Plain()), portfolio.Text(e.To.Plain()), portfolio.Text(e.Change.ID.String())})
	}
	return t
}

// Page returns what was done for people, a line a field.
func (r Changed) Page() portfolio.Table {
	t := portfolio.Table{Name: "change"}
	for i, e := range r.Entries {
		if !e.Implied() {
			t.Notes = append(t.Notes, fault.Remarks(e.Line(true))...)
		}
		if i == len(r.Entries)-1 || r.Entries[i+1].Change.ID != e.Change.ID {
			t.Notes = append(t.Notes, fault.Remarks("  change "+e.Change.ID.String())...)
		}
	}
	return t
}

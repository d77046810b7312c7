package report

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// History is a history with the spec that selected it.
type History struct {
	provenance.History
	Of string // the record's name for people; empty for all records
}

// Table returns the history for programs, the newest first: when (author's
// clock, RFC 3339), person, office, record, name, field, from, to, stands,
// change, reason, step, headquarters, the ruling (see provenance.RulingColumns),
// earlier_rulings, login, received (the day) and received_doubt (why that day
// cannot be right); one row per field.
func (r History) Table() portfolio.Table {
	t := portfolio.Table{Name: "entry", Columns: []portfolio.Column{{Name: "when"}, {Name: "person"}, {Name: "office"},
		{Name: "record"}, {Name: "name"}, {Name: "field"},
		{Name: "from"}, {Name: "to"}, {Name: "stands"}, {Name: "change"}, {Name: "reason"}, {Name: "step"},
		{Name: "headquarters"}}}
	t.Columns = append(append(t.Columns, provenance.RulingColumns...), portfolio.Column{Name: "earlier_rulings"},
		portfolio.Column{Name: "login"}, portfolio.Column{Name: "received"}, portfolio.Column{Name: "received_doubt"})
	for _, e := range r.Entries {
		c := e.Change
		row := portfolio.Texts([]string{
			portfolio.Moment(c.At).Plain(), c.Person, c.Office(), e.Record, e.Name, e.Field,
			e.From.Plain(), e.To.Plain(), string(e.Stands), c.ID.String(), c.Reason, c.Step, e.Headquarters(),
		})
		row = append(row, provenance.RulingValues(&e.Judgement)...)
		earlier := strings.Join(provenance.EarlierRulings(&e.Judgement), "; ")
		t.Rows = append(t.Rows, append(row,
			portfolio.Texts([]string{earlier, c.Login, e.Received.Day.Plain(), e.Received.Doubt})...))
	}
	return t
}

// Page returns the history for people: one paragraph per step, with author,
// time and id, then one line per field.
func (r History) Page() portfolio.Table {
	t := portfolio.Table{Name: "entry", Title: r.title()}
	shown := int64(0)
	for rest := r.Entries; len(rest) > 0; shown++ {
		step := provenance.StepOf(rest[0].Change)
		n := slices.IndexFunc(rest, func(e provenance.Entry) bool { return provenance.StepOf(e.Change) != step })
		if n < 0 {
			n = len(rest)
		}
		if shown > 0 {
			t.Notes = append(t.Notes, fault.Remark{})
		}
		t.Notes = append(t.Notes, r.step(rest[:n])...)
		rest = rest[n:]
	}
	if shown < r.Steps {
		t.Notes = append(t.Notes, fault.Remark{}, fault.Remark{Text: portfolio.Count(shown).Shown() + " of " +
			portfolio.CountOf(int(r.Steps), "step") + "; %s.",
			Remedy: fault.Remedy{Action: fault.ListAllChanges}})
	}
	return t
}

// step returns the paragraph of a step. What several changes share is said once:
// author and time, the reason, and the ruling on the fields of a change.
func (r History) step(entries []provenance.Entry) []fault.Remark {
	first := entries[0].Change
	head := provenance.Line(first)
	rest := provenance.Step(entries).Rest()
	if more := int64(changesOf(entries)) - 1 + rest; more > 0 {
		head += " and " + portfolio.Count(more).Shown() + " more, saved together"
	}
	out := fault.Remarks(head)
	if first.Reason != "" {
		out = append(out, fault.Remarks("  because: "+first.Reason)...)
	}
	var judged portfolio.ID // the change whose ruling was said
	for i, e := range entries {
		if i == 0 || entries[i-1].Change.ID != e.Change.ID {
			out = append(out, provenance.Aside(&e)...)
		}
		if e.Implied() {
			continue
		}
		if judged == e.Change.ID {
			e.Judgement.Why = ""
		}
		judged = e.Change.ID
		out = append(out, fault.Remarks("  "+e.Line(r.Of == ""))...)
	}
	if rest > 0 {
		out = append(out, fault.Remark{Text: "  and " + portfolio.CountOf(int(rest), "more change") + "; %s",
			Remedy: fault.Remedy{Action: fault.ListAllChanges}})
	}
	return out
}

// changesOf returns the number of changes of which entries are.
func changesOf(entries []provenance.Entry) (n int) {
	for i, e := range entries {
		if i == 0 || e.Change.ID != entries[i-1].Change.ID {
			n++
		}
	}
	return n
}

func (r History) title() string {
	s := "History"
	if r.Of != "" {
		s += " of " + r.Of
	}
	if len(r.Entries) == 0 {
		return s + ": nothing was changed since the document"
	}
	return s + ", times in UTC"
}

// Changed is the result of an edit or an undo.
type Changed struct{ Entries []provenance.Entry }

// Table returns the changes for programs: record, field, from, to and change;
// one row per field.
func (r Changed) Table() portfolio.Table {
	t := portfolio.Table{Name: "change", Columns: []portfolio.Column{{Name: "record"}, {Name: "field"}, {Name: "from"},
		{Name: "to"}, {Name: "change"}}}
	for _, e := range r.Entries {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(e.Record), portfolio.Text(e.Field),
			portfolio.Text(e.From.Plain()), portfolio.Text(e.To.Plain()), portfolio.Text(e.Change.ID.String())})
	}
	return t
}

// Page returns the changes for people, one line per field.
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

package portfolio

import (
	"strings"
	"time"
)

// HistoryReport is a history with what it was asked for.
type HistoryReport struct {
	History
	Of string // how people call the record; empty for all
}

// Table returns the history for programs, the newest first: when (by the
// author's clock, RFC 3339), person, office, record, name, field, from, to,
// stands, change, reason and step; a row a field.
func (r HistoryReport) Table() Table {
	t := Table{Name: "entry", Columns: []Column{{Name: "when"}, {Name: "person"}, {Name: "office"}, {Name: "record"}, {Name: "name"}, {Name: "field"},
		{Name: "from"}, {Name: "to"}, {Name: "stands"}, {Name: "change"}, {Name: "reason"}, {Name: "step"}, {Name: "headquarters"}}}
	for _, e := range r.Entries {
		c := e.Change
		t.Rows = append(t.Rows, []Value{Text(c.At.Format(time.RFC3339)), Text(c.Person), Text(c.Office()), Text(e.Record), Text(e.Name), Text(e.Field),
			Text(e.From.Plain()), Text(e.To.Plain()), Text(e.Stands), Text(c.ID.String()), Text(c.Reason), Text(c.Step), Text(e.Headquarters())})
	}
	return t
}

// Page returns the history for people: a paragraph a change, with who, when
// and its id, then a line a field.
func (r HistoryReport) Page() Table {
	t := Table{Name: "entry", Title: r.title()}
	var last *Change
	shown := int64(0)
	for _, e := range r.Entries {
		if last == nil || e.Change.ID != last.ID {
			if last != nil {
				t.Notes = append(t.Notes, Remark{})
			}
			last = e.Change
			shown++
			t.Notes = append(t.Notes, Remarks(last.Line())...)
			if last.Reason != "" {
				t.Notes = append(t.Notes, Remarks("  because: "+last.Reason)...)
			}
		}
		if !e.implied() {
			t.Notes = append(t.Notes, Remarks("  "+e.Line(r.Of == ""))...)
		}
	}
	if shown < r.Changes {
		t.Notes = append(t.Notes, Remark{}, Remark{Count(shown).Shown() + " of " + countOf(int(r.Changes),
			"change") + "; %s.",
			Remedy{Action: ListAllChanges}})
	}
	return t
}

func (r HistoryReport) title() string {
	s := "History"
	if r.Of != "" {
		s += " of " + r.Of
	}
	if len(r.Entries) == 0 {
		s += ": nothing was changed since the document"
	}
	return s
}

// Line returns when a change was made, by whom, and its id.
func (c *Change) Line() string {
	return c.At.Format("2 Jan 2006 15:04") + "  " + c.By() + "  " + c.ID.String()
}

// By returns who made a change, with the office.
func (c *Change) By() string { return c.Person + ", " + c.Office() }

// implied reports whether another line of the change says the same: what a
// record is about stands in its name.
func (e Entry) implied() bool { return e.Field == e.Kind.Spec().Subject }

// Line returns what a change did to a field, such as
// PERU08 end: 31 Dec 2012 → 30 Jun 2013.
func (e Entry) Line(named bool) string {
	s := e.Field + ": "
	switch {
	case e.Kind == NoteRecord && e.Field == FieldText:
		s = "note: "
		if named {
			s = e.Name + ": "
		}
	case named || e.Kind.Spec().Subject != "":
		s = e.Name + " " + s
	}
	switch {
	case e.Field == FieldWithdrawn && e.To.Known:
		return strings.TrimSuffix(s, ": ") + e.mark()
	case e.Field == FieldWithdrawn:
		return strings.TrimSuffix(s, FieldWithdrawn+": ") + "brought back" + e.mark()
	case e.Change.Creates == NoteRecord && e.Field == FieldText:
		return s + strings.ReplaceAll(e.To.Text, "\n", " / ") + e.mark()
	case e.Change.Creates != "":
		return s + e.ToValue().Shown() + e.mark()
	}
	from := e.FromValue().Shown()
	if e.Missing {
		from += " (or a change that is not here yet)"
	}
	return s + from + " → " + e.ToValue().Shown() + e.mark()
}

func (e Entry) mark() string {
	var parts []string
	switch e.Stands {
	case StandsConflict:
		parts = append(parts, "in conflict")
	case StandsReplaced:
		parts = append(parts, "replaced since")
	case StandsHeld, StandsCurrent:
	}
	if hq := e.Headquarters(); hq != "" {
		parts = append(parts, hq)
	}
	if len(parts) == 0 {
		return ""
	}
	return "   (" + strings.Join(parts, "; ") + ")"
}

// ChangedReport says what was done just now.
type ChangedReport struct{ Entries []Entry }

// Table returns what was done: record, field, from, to and change; a row a
// field.
func (r ChangedReport) Table() Table {
	t := Table{Name: "change", Columns: []Column{{Name: "record"}, {Name: "field"}, {Name: "from"}, {Name: "to"}, {Name: "change"}}}
	for _, e := range r.Entries {
		t.Rows = append(t.Rows, []Value{Text(e.Record), Text(e.Field), Text(e.From.Plain()), Text(e.To.Plain()), Text(e.Change.ID.String())})
	}
	return t
}

// Page returns what was done for people, a line a field.
func (r ChangedReport) Page() Table {
	t := Table{Name: "change"}
	for i, e := range r.Entries {
		if !e.implied() {
			t.Notes = append(t.Notes, Remarks(e.Line(true))...)
		}
		if i == len(r.Entries)-1 || r.Entries[i+1].Change.ID != e.Change.ID {
			t.Notes = append(t.Notes, Remarks("  change "+e.Change.ID.String())...)
		}
	}
	return t
}

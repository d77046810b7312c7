package sync

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Held is a change that waits for a person at headquarters, or that was
// rejected.
type Held struct {
	Change portfolio.Change
	Record portfolio.Record
	Office string // of its author; as its id has it where the register knows no other
	portfolio.Judgement
}

// Name returns how people call the record, a new one as the change does.
func (h *Held) Name() string {
	if number, ok := h.Change.Setting(portfolio.FieldNumber); ok && h.Change.Creates != "" && !number.Unset {
		return number.Value
	}
	return h.Record.Name()
}

// Sentence says for the change's author what became of it.
func (h *Held) Sentence() string {
	names := make([]string, len(h.Change.Fields))
	for i, f := range h.Change.Fields {
		names[i] = f.Field
	}
	return fmt.Sprintf("%s by headquarters: %s %s: %s", h.Ruling, h.Name(), strings.Join(names, ", "), h.Why)
}

// Overtaken reports whether the author's office has set all fields of the change
// again since.
func (h *Held) Overtaken() bool {
	for _, f := range h.Change.Fields {
		again := slices.ContainsFunc(h.Record.Log.Changes(), func(c portfolio.Change) bool {
			_, sets := c.Setting(f.Field)
			return sets && c.ID.Office == h.Change.ID.Office && c.ID.Compare(h.Change.ID) > 0
		})
		if !again {
			return false
		}
	}
	return true
}

// HeldReport is the changes of which headquarters says one thing.
type HeldReport struct {
	Held []Held
	What portfolio.Ruling // held or rejected
}

// Table returns them for programs: change, name, field, before, value, person,
// day and why; a row a field.
func (r HeldReport) Table() portfolio.Table {
	t := portfolio.Table{Name: "held", Columns: []portfolio.Column{{Name: "change"}, {Name: "name"}, {Name: "field"}, {Name: "before"}, {Name: "value"}, {Name: "person"}, {Name: "day"}, {Name: "why"}}}
	for i := range r.Held {
		h := &r.Held[i]
		for _, f := range h.Change.Fields {
			t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(h.Change.ID.String()), portfolio.Text(h.Name()), portfolio.Text(f.Field),
				h.Record.Value(f.Field), portfolio.Text(f.Value), portfolio.Text(h.Change.Person), portfolio.Text(h.Day.Plain()), portfolio.Text(h.Why)})
		}
	}
	return t
}

// Page returns them for people: a paragraph a change, with its whole id, by
// which it is accepted or rejected, what it wants, and why it waits.
func (r HeldReport) Page() portfolio.Table {
	t := portfolio.Table{Name: "held", Title: fmt.Sprintf("%d %s", len(r.Held), r.What)}
	for i := range r.Held {
		if i > 0 {
			t.Notes = append(t.Notes, portfolio.Remark{})
		}
		t.Notes = append(t.Notes, portfolio.Remarks(r.Held[i].lines(r.What)...)...)
	}
	return t
}

func (h *Held) lines(what portfolio.Ruling) []string {
	lines := []string{h.Change.Line()}
	for _, f := range h.Change.Fields {
		wanted := portfolio.ValueOf(h.Record.Kind, f.Field, portfolio.FieldValue{Text: f.Value, Known: !f.Unset}).Shown()
		if h.Change.Creates == "" {
			wanted = portfolio.ValueOf(h.Record.Kind, f.Field, h.Record.Value(f.Field)).Shown() + " → " + wanted
		}
		lines = append(lines, fmt.Sprintf("  %s %s: %s", h.Name(), f.Field, wanted))
	}
	if h.Change.Reason != "" {
		lines = append(lines, "  because: "+h.Change.Reason)
	}
	return append(lines, fmt.Sprintf("  %s: %s   (received %s)", what, h.Why, h.Day.Shown()))
}

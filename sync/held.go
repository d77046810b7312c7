package sync

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// HeldReport is the changes with one ruling of headquarters.
type HeldReport struct {
	Held []exchange.HeldChange
	What portfolio.Ruling // held or rejected
}

// Table returns the changes for programs: change, name, field, before, value,
// difference (US dollars) and per_cent of amounts, person, day and why, which
// has all reasons, the ruling (see provenance.RulingColumns), earlier_rulings,
// login and dismissed (yes or empty); one row per field.
func (r HeldReport) Table() portfolio.Table {
	t := portfolio.Table{Name: "held", Columns: []portfolio.Column{{Name: "change"}, {Name: "name"}, {Name: "field"},
		{Name: "before"}, {Name: "value"}, {Name: "difference", Numeric: true}, {Name: "per_cent", Numeric: true},
		{Name: "person"}, {Name: "day"}, {Name: "why"}}}
	t.Columns = append(append(t.Columns, provenance.RulingColumns...), portfolio.Column{Name: "earlier_rulings"},
		portfolio.Column{Name: "login"}, portfolio.Column{Name: "dismissed"})
	for i := range r.Held {
		h, dismissed := &r.Held[i], ""
		if h.Dismissed {
			dismissed = "yes"
		}
		for _, f := range h.Change.Fields {
			by, share := h.Difference(f)
			row := []portfolio.Value{portfolio.Text(h.Change.ID.String()), portfolio.Text(h.Name()),
				portfolio.Text(f.Field), h.Record.Value(f.Field), portfolio.Text(f.Value), by, share,
				portfolio.Text(h.Change.Person), portfolio.Text(h.Day.Plain()), portfolio.Text(h.Why)}
			row = append(row, provenance.RulingValues(&h.Judgement)...)
			t.Rows = append(t.Rows, append(row,
				portfolio.Text(strings.Join(provenance.EarlierRulings(&h.Judgement), "; ")), portfolio.Text(h.Change.Login),
				portfolio.Text(dismissed)))
		}
	}
	return t
}

// Page returns the changes for people: one paragraph per change, with its full
// id, by which it is accepted or rejected, its values, and why it waits.
func (r HeldReport) Page() portfolio.Table {
	t := portfolio.Table{Name: "held", Title: fmt.Sprintf("%d %s", len(r.Held), r.What)}
	for i := range r.Held {
		if i > 0 {
			t.Notes = append(t.Notes, fault.Remark{})
		}
		t.Notes = append(t.Notes, fault.Remarks(heldLines(&r.Held[i], r.What)...)...)
	}
	return t
}

func heldLines(h *exchange.HeldChange, what portfolio.Ruling) []string {
	lines := []string{provenance.Line(&h.Change)}
	for _, f := range h.Fields() {
		wanted := provenance.ValueOf(h.Record.Kind, f.Field, portfolio.FieldValue{Text: f.Value, Known: !f.Unset}).Shown()
		if h.Change.Creates == "" {
			wanted = provenance.ValueOf(h.Record.Kind, f.Field, h.Record.Value(f.Field)).Shown() + " → " + wanted
		}
		line := fmt.Sprintf("  %s %s: %s", h.Name(), f.Field, wanted)
		if by := h.DifferenceShown(f); !by.Empty() {
			line += "   (" + by.Shown() + ")"
		}
		lines = append(lines, line)
	}
	if h.Change.Reason != "" {
		lines = append(lines, "  because: "+h.Change.Reason)
	}
	start := string(what) + ": "
	for _, reason := range h.Reasons() {
		lines = append(lines, "  "+start+reason)
		start = strings.Repeat(" ", len(start))
	}
	if h.ByPerson() {
		lines = append(lines, "  "+string(what)+" by "+h.Author()+", "+h.On.Shown())
	}
	for _, earlier := range provenance.EarlierRulings(&h.Judgement) {
		lines = append(lines, "  earlier: "+earlier)
	}
	if h.Dismissed {
		lines = append(lines, "  dismissed here")
	}
	return append(lines, "  received "+h.Day.Shown())
}

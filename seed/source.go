package seed

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// ours is the place of values that are not from the document.
const ours = "assigned by us"

// noteRow is a note on a value: why it is not the printed one, or anything else
// to know about it.
type noteRow struct {
	Field   string `toml:"field"`
	Where   string `toml:"where"`   // if it differs from that of the record
	Printed string `toml:"printed"` // if the printed form is not given elsewhere
	Taken   string `toml:"taken"`   // empty if the printed value is used
	Why     string `toml:"why"`
	Assumed bool   `toml:"assumed"`
}

// citations collects the sources of one record.
type citations struct {
	at     spot
	record string
	notes  map[string]noteRow
	list   []portfolio.Source
}

// cite starts the sources of a record. It reports notes on fields that such a
// record does not have, second notes on a field, and empty notes.
func cite(at spot, record string, notes []noteRow, fields ...string) *citations {
	c := &citations{at: at, record: record, notes: map[string]noteRow{}}
	seen := map[string]bool{}
	for i, n := range notes {
		spot := at.under("note", n.Field, i)
		if !slices.Contains(fields, n.Field) {
			spot.fault("field", "%q is none of %s", n.Field, strings.Join(fields, ", "))
		}
		spot.once(seen, "field", n.Field)
		if strings.TrimSpace(n.Why) == "" {
			spot.fault("why", "is missing")
		}
		c.notes[n.Field] = n
	}
	return c
}

// add adds a source with its note, without checking the printed form.
func (c *citations) add(s portfolio.Source) {
	n := c.notes[s.Field]
	s.Record, s.Assumed = c.record, n.Assumed
	if n.Where != "" {
		s.Where = n.Where
	}
	if n.Printed != "" {
		s.Printed = n.Printed
	}
	if n.Taken != "" {
		s.Taken = n.Taken
	}
	s.Why = strings.TrimSpace(s.Why + " " + n.Why)
	c.at.need(s.Field+", where", s.Where)
	c.list = append(c.list, s)
}

// value adds the source of a value. reads reports whether a text, read plainly,
// is the value: if the printed form is not, a note must say what is used
// instead.
func (c *citations) value(field, where, printed string, reads func(string) bool) {
	n := c.notes[field]
	switch {
	case printed == "":
		c.at.fault(field, "has no printed form")
	case n.Printed != "" && n.Printed != printed:
		c.at.fault(field, "is printed %q, but its note says %q", printed, n.Printed)
	}
	c.checkTaken(field, printed, reads)
	c.add(portfolio.Source{Field: field, Where: where, Printed: printed})
}

// text is value for a text, whose printed form is the text itself unless a note
// says otherwise.
func (c *citations) text(field, where, taken string) {
	printed := taken
	if n := c.notes[field]; n.Printed != "" {
		printed = n.Printed
	}
	c.checkTaken(field, printed, readsAsText(taken))
	c.add(portfolio.Source{Field: field, Where: where, Printed: printed})
}

func (c *citations) checkTaken(field, printed string, reads func(string) bool) {
	n := c.notes[field]
	switch {
	case printed == "":
	case n.Taken == "" && !reads(printed):
		c.at.fault(field, "printed %q is not what was taken, and no note says why", printed)
	case n.Taken != "" && !reads(n.Taken):
		c.at.fault(field, "its note takes %q, which is not the value here", n.Taken)
	case n.Taken != "" && reads(printed):
		c.at.fault(field, "its note takes %q for %q, which reads the same", n.Taken, printed)
	}
}

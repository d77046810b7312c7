package seed

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// ours is where a value stands that is not the document's.
const ours = "assigned by us"

// noteRow says what to know of a value: why it is not what was printed, or
// something else.
type noteRow struct {
	Field   string `toml:"field"`
	Where   string `toml:"where"`   // where it differs from that of the record
	Printed string `toml:"printed"` // where the printed form is not given elsewhere
	Taken   string `toml:"taken"`   // empty if it was taken as printed
	Why     string `toml:"why"`
	Assumed bool   `toml:"assumed"`
}

// citations gathers the sources of one record.
type citations struct {
	at     spot
	record string
	notes  map[string]noteRow
	list   []portfolio.Source
}

// cite begins the sources of a record. It reports notes on fields that such a
// record has not, second notes on a field, and notes that say nothing.
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

// add adds a source with what its note says, without looking at the print.
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

// value adds the source of a value. reads says whether a text, read plainly, is
// the value: where the printed form does not, a note must say what was taken.
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

// text is as value for a text, whose printed form is the text itself unless a
// note says otherwise.
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

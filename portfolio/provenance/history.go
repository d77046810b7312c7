package provenance

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Entry is one line of a history: what one change did to one field.
type Entry struct {
	Change *portfolio.Change
	Record string // its id
	Name   string // how people call the record now
	Kind   portfolio.RecordKind
	Field  string
	From   portfolio.FieldValue // what the author saw before
	To     portfolio.FieldValue
	Stands Standing
	// Missing says that From may be another one: a change that the author had
	// seen has not arrived yet.
	Missing   bool
	Awaits    bool                // headquarters has not received it yet
	Judgement portfolio.Judgement // of headquarters, where it holds or has rejected it
}

// Headquarters says what headquarters says of the change, with its sentence;
// empty where it has taken it.
func (e Entry) Headquarters() string {
	s := ""
	switch {
	case e.Judgement.Ruling == portfolio.Rejected:
		s = "rejected by headquarters"
	case e.Stands == StandsHeld || e.Judgement.Ruling == portfolio.Held:
		s = "held by headquarters"
	case e.Awaits:
		return "waiting for headquarters"
	default:
		return ""
	}
	if e.Judgement.Why != "" {
		s += ": " + e.Judgement.Why
	}
	return s
}

// Brief says in one word what became of the change.
func (e Entry) Brief() string {
	switch {
	case e.Judgement.Ruling == portfolio.Rejected:
		return string(portfolio.Rejected)
	case e.Awaits && e.Stands == StandsCurrent:
		return "waiting"
	}
	return string(e.Stands)
}

// HistorySpec says which lines of the history are wanted, the newest first.
type HistorySpec struct {
	Record string // id of a record, with the notes on it; empty for all
	Text   string // words that changes must have, see Finds; empty for all
	Offset int    // changes left out at the beginning
	Limit  int    // changes at most; 0 for all
}

// Finds reports whether a change has every word of Text at the beginning of a
// word of its own: of its person, office, fields, values and reason, or of what
// it is about. That is a record of a kind which people call name.
func (s HistorySpec) Finds(c *portfolio.Change, kind portfolio.RecordKind, name string) bool {
	if s.Text == "" {
		return true
	}
	parts := []string{c.Person, c.ID.Office, name, c.Reason}
	for _, f := range c.Fields {
		parts = append(parts, f.Field, f.Value)
		if spec, err := portfolio.FindField(kind, f.Field); err == nil {
			parts = append(parts, spec.Label)
		}
	}
	return portfolio.HasWords(strings.Join(parts, " "), s.Text)
}

// History is lines of the history, the newest change first.
type History struct {
	Entries []Entry
	Changes int64 // how many changes the spec finds in all, shown or not
}

// Standing says what became of a change to a field.
type Standing string

// What can become of a change to a field.
const (
	StandsCurrent  Standing = "current"  // its value is the one shown
	StandsConflict Standing = "conflict" // one of several values, of which a person has to choose
	StandsReplaced Standing = "replaced" // a later change is over it
	StandsHeld     Standing = "held"     // waits for headquarters, or was rejected by it
)

// HistoryOf returns the lines of the record's history, the newest first.
func HistoryOf(r *portfolio.Record) []Entry {
	states := map[string]portfolio.FieldState{}
	for _, f := range r.Log.Fields() {
		states[f] = r.Log.State(f)
	}
	name := r.Name()
	var out []Entry
	all := r.Log.Changes()
	for i := len(all) - 1; i >= 0; i-- {
		c := &all[i]
		for _, f := range c.Fields {
			e := Entry{Change: c, Record: r.ID, Name: name, Kind: r.Kind, Field: f.Field, From: before(r, c, f.Field),
				To: f.FieldValue()}
			_, e.Missing = r.Log.Before(c, f.Field)
			e.Stands = standing(&r.Log, c, states[f.Field])
			e.Awaits, e.Judgement = r.Awaits[c.ID], r.Rulings[c.ID]
			out = append(out, e)
		}
	}
	return out
}

func standing(l *portfolio.Log, c *portfolio.Change, s portfolio.FieldState) Standing {
	switch {
	case l.Held(c.ID):
		return StandsHeld
	case !slices.Contains(s.Heads, c):
		return StandsReplaced
	case s.Conflict:
		return StandsConflict
	}
	return StandsCurrent
}

// FromValue returns the value before, for people.
func (e Entry) FromValue() portfolio.Value { return ValueOf(e.Kind, e.Field, e.From) }

// ToValue returns the new value, for people.
func (e Entry) ToValue() portfolio.Value { return ValueOf(e.Kind, e.Field, e.To) }

// ValueOf returns a value of a record's field for people.
func ValueOf(kind portfolio.RecordKind, field string, v portfolio.FieldValue) portfolio.Value {
	spec, err := portfolio.FindField(kind, field)
	if err != nil {
		return v
	}
	return spec.Value(v)
}

// Did says what a change did to a field.
func (e Entry) Did() portfolio.Value {
	label := portfolio.LowerFirst(LabelOf(e.Kind, e.Field))
	switch {
	case e.Field == portfolio.FieldWithdrawn && e.To.Text == portfolio.Yes:
		return portfolio.Text("withdrawn")
	case e.Field == portfolio.FieldWithdrawn:
		return portfolio.Text("in the portfolio")
	case e.From.Known:
		return portfolio.Say("%s: %s%s%s", label, e.FromValue(), portfolio.To, e.ToValue())
	}
	return portfolio.Say("%s: %s", label, e.ToValue())
}

// LabelOf returns the name of a field for people.
func LabelOf(kind portfolio.RecordKind, field string) string {
	if spec, err := portfolio.FindField(kind, field); err == nil {
		return spec.Label
	}
	return strings.ReplaceAll(field, "_", " ")
}

// Line returns when a change was made, by whom, and its id.
func Line(c *portfolio.Change) string {
	return portfolio.Moment(c.At).Brief() + "  " + c.By() + "  " + c.ID.String()
}

// Line returns what a change did to a field, such as
// PERU08 end: 31 Dec 2012 → 30 Jun 2013.
func (e Entry) Line(named bool) string {
	s := e.Field + ": "
	switch {
	case e.Kind == portfolio.NoteRecord && e.Field == portfolio.FieldText:
		s = "note: "
		if named {
			s = e.Name + ": "
		}
	case named || e.Kind.Spec().Subject != "":
		s = e.Name + " " + s
	}
	switch {
	case e.Field == portfolio.FieldWithdrawn && e.To.Known:
		return strings.TrimSuffix(s, ": ") + e.mark()
	case e.Field == portfolio.FieldWithdrawn:
		return strings.TrimSuffix(s, portfolio.FieldWithdrawn+": ") + "brought back" + e.mark()
	case e.Change.Creates == portfolio.NoteRecord && e.Field == portfolio.FieldText:
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

// Implied reports whether another line of the change says the same: what a
// record is about stands in its name.
func (e Entry) Implied() bool { return e.Field == e.Kind.Spec().Subject }

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

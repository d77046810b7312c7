package provenance

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Entry is one line of a history: the effect of one change on one field.
type Entry struct {
	Change *portfolio.Change
	Record string // its id
	Name   string // the record's current name for people
	Kind   portfolio.RecordKind
	Field  string
	From   portfolio.FieldValue // the value that the author saw
	To     portfolio.FieldValue
	Stands Standing
	// Missing is true if From is uncertain, because a change that the author
	// had seen has not arrived yet.
	Missing   bool
	Awaits    bool                // headquarters has not received it yet
	Judgement portfolio.Judgement // headquarters' ruling
	Received  portfolio.DayReceived
	Withdrawn bool // the record is withdrawn now
	// Undone is the change that this one undoes, or makes again after an undo; nil if neither, or if
	// it is not here.
	Undone *portfolio.Change
	Redone bool   // it makes that again
	Left   string // code of the headquarters from which it came and that this office has left; or empty
	Rest   int64  // in the last entry of a step: its changes without an entry, see HistorySpec.PerStep
}

// Headquarters returns headquarters' ruling as a sentence, or what the change
// waits for; empty if headquarters has accepted it without holding it.
func (e Entry) Headquarters() string {
	switch j := &e.Judgement; {
	case e.Left != "":
		return "set aside: it came from headquarters " + e.Left + ", which this office has left"
	case j.Ruling != portfolio.Taken || j.Accepted():
		return j.Sentence()
	case e.Stands == StandsHeld:
		return "held by headquarters"
	case e.Stands == StandsAbsent:
		return "waiting for its record, which is not here"
	case e.Awaits:
		return "waiting for headquarters"
	}
	return ""
}

// ReceivedDoubt says on which day the change is said to have been received, and
// why that cannot be right; empty if nothing speaks against it.
func (e Entry) ReceivedDoubt() string {
	if e.Received.Doubt == "" {
		return ""
	}
	return "received " + e.Received.Day.Shown() + ", which cannot be right: " + e.Received.Doubt
}

// Aside returns what is said once below a change: rulings that were replaced
// since, and the doubt about the day on which it was received.
func Aside(e *Entry) []fault.Remark {
	var out []fault.Remark
	for _, s := range EarlierRulings(&e.Judgement) {
		out = append(out, fault.Remark{Text: "  earlier: " + s})
	}
	if doubt := e.ReceivedDoubt(); doubt != "" {
		out = append(out, fault.Remark{Text: "  " + doubt})
	}
	return out
}

// RulingColumns are the columns with headquarters' ruling on a change, in every
// table of changes.
var RulingColumns = []portfolio.Column{{Name: "ruled_by", Head: "RULED BY", DropOrder: 8},
	{Name: "ruled_at", Head: "RULED ON", DropOrder: 8}, {Name: "ruling_reason", Head: "REASON", DropOrder: 8}}

// RulingValues are those of RulingColumns, empty if headquarters has not ruled.
func RulingValues(j *portfolio.Judgement) []portfolio.Value {
	return portfolio.Texts([]string{j.Author(), j.On.Plain(), j.Why})
}

// EarlierRulings returns the rulings that the one that counts has replaced, each
// as a sentence, the oldest first.
func EarlierRulings(j *portfolio.Judgement) []string {
	var out []string
	for i := range j.Earlier {
		if d := &j.Earlier[i]; d.ByPerson() || d.Ruling != portfolio.Taken {
			out = append(out, d.Sentence())
		}
	}
	return out
}

// StateWord returns the state of the change in one word.
func (e Entry) StateWord() string {
	switch {
	case e.Judgement.Ruling == portfolio.Rejected:
		return string(portfolio.Rejected)
	case e.Awaits && e.Stands == StandsCurrent, e.Stands == StandsAbsent:
		return "waiting"
	}
	return string(e.Stands)
}

// HistorySpec selects lines of the history, the newest first.
type HistorySpec struct {
	Record string // id of a record, whose notes are included; empty for all
	Step   string // see StepOf; only the changes of this step, each for itself; empty for all
	Text   string // words to search for, see Finds; empty for all
	Offset int    // steps to skip; changes, if Step is set
	Limit  int    // maximum number of steps, or changes; 0 for all

	PerStep int // maximum number of changes of a step that have entries; 0 for all
}

// Finds reports whether each word of Text begins a word of the change, as it is
// stored or as it is shown: of its day, person, office, fields, values or
// reason, or of its record. kind is that of the record, name what it is called.
func (s HistorySpec) Finds(c *portfolio.Change, kind portfolio.RecordKind, name string) bool {
	if s.Text == "" {
		return true
	}
	parts := []string{portfolio.Moment(c.At).Brief(), portfolio.NameAndLogin(c.Person, c.Login), c.ID.Office, c.Office(),
		name, c.Reason}
	for _, f := range c.Fields {
		parts = append(parts, f.Field, f.Value, LabelOf(kind, f.Field), InSentence(kind, f.Field),
			ValueOf(kind, f.Field, f.FieldValue()).Shown())
	}
	return portfolio.HasWords(strings.Join(parts, " "), s.Text)
}

// History is a list of entries, step by step, the newest first. The numbers are
// those of what matches the spec, whatever offset and limit.
type History struct {
	Entries []Entry
	Steps   int64 // number of steps; of changes, if the spec is about one step
	Changes int64 // number of changes
}

// Standing is the current state of a change to a field.
type Standing string

// The states of a change to a field.
const (
	StandsCurrent  Standing = "current"  // its value is the one shown
	StandsConflict Standing = "conflict" // one of several values in conflict
	StandsReplaced Standing = "replaced" // a later change supersedes it
	StandsLeft     Standing = "left"     // came from a headquarters that this office has left
	StandsAbsent   Standing = "absent"   // waits for its record, or for the one that this is about, which is not here
	StandsHeld     Standing = "held"     // waits for headquarters, or was rejected by it
)

// HistoryOf returns the lines of the record's history, the newest first.
func HistoryOf(r *portfolio.Record) []Entry {
	states := map[string]portfolio.FieldState{}
	for _, f := range r.Log.Fields() {
		states[f] = r.Log.State(f)
	}
	name, withdrawn := r.Name(), r.Withdrawn()
	var out []Entry
	all := r.Log.Changes()
	for i := len(all) - 1; i >= 0; i-- {
		c := &all[i]
		undone, again := undoneBy(r, c)
		for _, f := range c.Entered(r.Kind) {
			e := Entry{Change: c, Record: r.ID, Name: name, Kind: r.Kind, Field: f.Field, From: enteredBefore(r, c, f.Field),
				To: f.FieldValue(), Withdrawn: withdrawn, Undone: undone, Redone: again}
			_, e.Missing = r.Log.Before(c, f.Field)
			e.Stands = standing(&r.Log, c, states[f.Field])
			e.Awaits, e.Judgement, e.Received = r.Awaits[c.ID], r.Rulings[c.ID], r.Received[c.ID]
			if r.Absent && e.Stands == StandsCurrent {
				e.Stands = StandsAbsent
			}
			out = append(out, e)
		}
	}
	return out
}

// undoneBy returns the change that c undoes or, if that is an undo itself, the
// one that c makes again; nil if it is neither.
func undoneBy(r *portfolio.Record, c *portfolio.Change) (of *portfolio.Change, again bool) {
	id, ok := Undoes(c)
	for left := len(r.Log.Changes()); ok && left > 0; left-- { // others may claim to undo one another
		if of != nil {
			again = !again
		}
		if of = r.Log.Find(id); of == nil {
			return nil, false
		}
		id, ok = Undoes(of)
	}
	return of, again
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

// FromValue returns the previous value, for people.
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

// Did describes the change to the field.
func (e Entry) Did() portfolio.Value {
	label := InSentence(e.Kind, e.Field)
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

// LabelOf returns the label of a field for people.
func LabelOf(kind portfolio.RecordKind, field string) string {
	if spec, err := portfolio.FindField(kind, field); err == nil {
		return spec.Label
	}
	return strings.ReplaceAll(field, "_", " ")
}

// InSentence returns the name of a field within a sentence, such as approved
// budget.
func InSentence(kind portfolio.RecordKind, field string) string {
	if spec, err := portfolio.FindField(kind, field); err == nil {
		return spec.InSentence()
	}
	return LabelOf(kind, field)
}

// Line returns date, author with login, and id of a change.
func Line(c *portfolio.Change) string {
	return portfolio.Moment(c.At).Brief() + "  " + portfolio.NameAndLogin(c.Person, c.Login) + ", " + c.Office() + "  " +
		c.ID.String()
}

// Line describes the change to the field, such as PERU08 end: 31 Dec 2012 → 30
// Jun 2013.
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

// Implied reports whether the entry only repeats the record's name, which
// includes what the record is about.
func (e Entry) Implied() bool { return e.Field == e.Kind.Spec().Subject }

func (e Entry) mark() string {
	var parts []string
	switch e.Stands {
	case StandsConflict:
		parts = append(parts, "in conflict")
	case StandsReplaced:
		parts = append(parts, "replaced since")
	case StandsHeld, StandsLeft, StandsAbsent, StandsCurrent:
	}
	if hq := e.Headquarters(); hq != "" {
		parts = append(parts, hq)
	}
	if len(parts) == 0 {
		return ""
	}
	return "   (" + strings.Join(parts, "; ") + ")"
}

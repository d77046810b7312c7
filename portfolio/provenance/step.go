package provenance

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
)

// StepOf returns the name of the step to which a change belongs: all changes of
// one save have the same, and one undo takes them back. A change that was saved
// alone is a step by itself, named by its id.
func StepOf(c *portfolio.Change) string {
	if strings.HasPrefix(c.Step, c.ID.Office+"."+c.ID.Incarnation+":") {
		return c.Step
	}
	return c.ID.String()
}

// Step is what was saved together: all entries of a step, or of one of its
// changes; at least one. Of a large step, there may be those of its newest changes
// only, see HistorySpec.PerStep; nothing is said of the others then.
type Step []Entry

// FewChanges is how many changes of a step suffice to tell people on a line or in a
// paragraph what was done. More of them would not be read, and take long.
const FewChanges = 100

// Rest returns how many changes of the step have no entry here.
func (s Step) Rest() int64 { return s[len(s)-1].Rest }

// ByChange divides entries by change; those of a change have to stand together.
func ByChange(all []Entry) []Step {
	var out []Step
	for i := range all {
		if last := len(out) - 1; last >= 0 && out[last][0].Change.ID == all[i].Change.ID {
			out[last] = append(out[last], all[i])
		} else {
			out = append(out, Step{all[i]})
		}
	}
	return out
}

// When returns the time of the step, in UTC, such as 4 May 2011 09:30.
func (s Step) When() portfolio.Value {
	at := portfolio.Moment(s[0].Change.At)
	return portfolio.Signed(at.Brief(), at.Spoken())
}

// Took says which step the step took back or made again, such as "undo of
// 09:30:12": the day stands there if it was another one. It is empty for others.
func (s Step) Took() string {
	of := s[0].Undone
	if of == nil {
		return ""
	}
	at := portfolio.Moment(of.At).Clock()
	if day := portfolio.DateOf(of.At); day != portfolio.DateOf(s[0].Change.At) {
		at = day.Shown() + " " + at
	}
	return s.TookWord() + " of " + at
}

// TookWord is undo or redo, empty for other steps.
func (s Step) TookWord() string {
	switch {
	case s[0].Undone == nil:
		return ""
	case s[0].Redone:
		return "redo"
	}
	return "undo"
}

// Did describes the changes of the step; those of several records by their
// fields, with the new value if it is the same in all of them and all are here.
// An undo says so first.
func (s Step) Did() portfolio.Value {
	if took := s.Took(); took != "" {
		return portfolio.Say("%s, %s", took, s.all())
	}
	return s.all()
}

// DidBriefly is Did without the time of what the step took back: the values say it too.
func (s Step) DidBriefly() portfolio.Value { return s.briefly(s.all()) }

func (s Step) briefly(did portfolio.Value) portfolio.Value {
	if word := s.TookWord(); word != "" {
		return portfolio.Say("%s %s", word, did)
	}
	return did
}

func (s Step) all() portfolio.Value {
	if !s.Several() {
		return s.fields(func(e *Entry) portfolio.Value { return s.did(e) })
	}
	of := s.fields(func(e *Entry) portfolio.Value {
		if !s.sameBefore(e) {
			e.From = portfolio.FieldValue{}
		}
		if s.Rest() == 0 && s.same(e) {
			return e.Did()
		}
		return portfolio.Text(InSentence(e.Kind, e.Field))
	})
	names := strings.Join(s.Names(), ", ")
	if s.Rest() > 0 {
		return portfolio.Say("%s%s (%s%s)", of, andMore, names, andMore)
	}
	return portfolio.Say("%s (%s)", of, names)
}

// andMore ends an enumeration of which not all is known.
var andMore = portfolio.Signed(", …", " and more")

// Gave is DidBriefly without the values before.
func (s Step) Gave() portfolio.Value {
	if s.Several() {
		return s.DidBriefly()
	}
	return s.briefly(s.fields(func(e *Entry) portfolio.Value {
		e.From = portfolio.FieldValue{}
		return s.did(e)
	}))
}

// fields joins what is said of the entries, each once, without those that link a
// note to its record.
func (s Step) fields(say func(*Entry) portfolio.Value) portfolio.Phrase {
	var all []portfolio.Value
	said := map[string]bool{}
	for _, e := range s {
		if e.Field == portfolio.FieldOn && len(s) > 1 {
			continue
		}
		if v := say(&e); !said[v.Shown()] {
			said[v.Shown()] = true
			all = append(all, v)
		}
	}
	return portfolio.Join(all, "; ")
}

// did describes the change to a field and, if the fields of the step do not
// stand alike, what the field waits for.
func (s Step) did(e *Entry) portfolio.Value {
	if state := e.StateWord(); s.mixed() && slices.Contains(attention, state) {
		return portfolio.Say("%s (%s)", e.Did(), state)
	}
	return e.Did()
}

// same reports whether all entries about the field of one have its new value.
func (s Step) same(e *Entry) bool {
	return !slices.ContainsFunc(s, func(x Entry) bool { return x.Field == e.Field && x.To != e.To })
}

// sameBefore reports whether all entries about the field of one have its value before.
func (s Step) sameBefore(e *Entry) bool {
	return !slices.ContainsFunc(s, func(x Entry) bool { return x.Field == e.Field && x.From != e.From })
}

// Several reports whether the step has several changes.
func (s Step) Several() bool {
	return slices.ContainsFunc(s, func(e Entry) bool { return e.Change.ID != s[0].Change.ID })
}

// Names returns the names of the records, each once; of a note, that of the
// record it is on.
func (s Step) Names() []string {
	var names []string
	for i := range s {
		if i > 0 && s[i].Record == s[i-1].Record {
			continue
		}
		names = addNew(names, strings.TrimPrefix(s[i].Name, "note on "))
	}
	return names
}

// Name returns the name of the record, or how many there are; the number of changes
// if not all of them are here.
func (s Step) Name() string {
	if s.Rest() > 0 {
		return portfolio.CountOf(len(ByChange(s))+int(s.Rest()), "change")
	}
	names := s.Names()
	if len(names) == 1 {
		return names[0]
	}
	things := s[0].Kind.Spec().Plural
	if things == "" || slices.ContainsFunc(s, func(e Entry) bool { return e.Kind != s[0].Kind }) {
		things = "records"
	}
	return portfolio.Count(len(names)).Shown() + " " + things
}

// attention are the states that need attention, the most urgent first.
var attention = []string{string(StandsConflict), string(StandsHeld), string(portfolio.Rejected), "waiting"}

// mixed reports whether the fields do not all stand alike.
func (s Step) mixed() bool {
	return slices.ContainsFunc(s, func(e Entry) bool { return e.StateWord() != s[0].StateWord() })
}

// StateWord says in one word whether the changes still apply; if they differ, it
// is the state that needs attention most. It is empty if that is not known of all.
func (s Step) StateWord() string {
	if !s.mixed() && s.Rest() == 0 {
		return s[0].StateWord()
	}
	for _, state := range attention {
		if slices.ContainsFunc(s, func(e Entry) bool { return e.StateWord() == state }) {
			return state
		}
	}
	if s.Rest() > 0 {
		return ""
	}
	return "in part"
}

// Headquarters returns headquarters' ruling, or what the changes wait for, of
// the first field that has one; empty if none has.
func (s Step) Headquarters() string {
	for _, e := range s {
		if hq := e.Headquarters(); hq != "" {
			return hq
		}
	}
	return ""
}

// Replaced reports whether later changes supersede all of the step.
func (s Step) Replaced() bool {
	return s.Rest() == 0 && !slices.ContainsFunc(s, func(e Entry) bool { return e.Stands != StandsReplaced })
}

// Steps selects the part of a history that a spec wants. It counts in steps, or
// in changes if the spec is about one step.
type Steps struct {
	Spec    HistorySpec
	All     int64 // number of steps that match the spec
	Changes int64 // number of changes that match it

	at     map[string]int // by step, its place among all
	wanted []wantedStep
	lowest int64 // no wanted step has a change with a smaller number
}

// wantedStep is a step of which entries are wanted.
type wantedStep struct {
	changes []portfolio.Change
	rest    int64 // number of changes that are left out, see HistorySpec.PerStep
}

// add adds a change, if there is room for it.
func (w *wantedStep) add(c *portfolio.Change, most int) {
	if most > 0 && len(w.changes) == most {
		w.rest++
		return
	}
	w.changes = append(w.changes, *c)
}

// firstOf returns the number of the first change of the step of a change.
func firstOf(c *portfolio.Change) int64 {
	step := StepOf(c)
	if n, err := strconv.ParseInt(step[strings.LastIndex(step, ":")+1:], 10, 64); err == nil {
		return n
	}
	return c.ID.N
}

// Read reports whether all changes of the wanted steps have been added, if the
// next has the number n.
func (s *Steps) Read(n int64) bool {
	return s.Spec.Limit > 0 && len(s.wanted) == s.Spec.Limit && n < s.lowest
}

// Add adds a change. The newest has to come first.
func (s *Steps) Add(c *portfolio.Change, kind portfolio.RecordKind, name string) {
	step := StepOf(c)
	if s.Spec.Step != "" && step != s.Spec.Step || !s.Spec.Finds(c, kind, name) {
		return
	}
	s.Changes++
	if s.Spec.Step != "" {
		step = c.ID.String()
	}
	at, known := s.at[step]
	if !known {
		at = int(s.All)
		s.All++
		if c.Step != "" {
			s.remember(step, at)
		}
	}
	at -= s.Spec.Offset
	switch {
	case at < 0 || s.Spec.Limit > 0 && at >= s.Spec.Limit:
	case at < len(s.wanted):
		s.wanted[at].add(c, s.Spec.PerStep)
	default:
		s.lowest = min(firstOf(c), cmp.Or(s.lowest, c.ID.N))
		s.wanted = append(s.wanted, wantedStep{changes: []portfolio.Change{*c}})
	}
}

func (s *Steps) remember(step string, at int) {
	if s.at == nil {
		s.at = map[string]int{}
	}
	s.at[step] = at
}

// Entries returns the entries of the wanted steps, step by step. of returns those of a change.
func (s *Steps) Entries(of func(*portfolio.Change) []Entry) []Entry {
	var out []Entry
	for i := range s.wanted {
		w, before := &s.wanted[i], len(out)
		for j := range w.changes {
			out = append(out, of(&w.changes[j])...)
		}
		if len(out) > before {
			out[len(out)-1].Rest = w.rest
		}
	}
	return out
}

package exchange

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// HeldChange is a change that headquarters holds or has rejected.
type HeldChange struct {
	Change portfolio.Change
	Record portfolio.Record
	portfolio.Judgement
	Dismissed bool   // a person of its office has seen to the ruling
	Guest     string // office of the person who made it in a session at headquarters; empty: it was made elsewhere
}

// Proposer returns who wants the change: an office or, of a change made in a session
// at headquarters, the person and their office.
func (h *HeldChange) Proposer() string {
	if h.Guest == "" {
		return h.Change.Office()
	}
	return h.Change.Person + ", " + h.Guest
}

// Told returns who is told of a ruling: the office or, in a session, the person.
func (h *HeldChange) Told() string {
	if h.Guest == "" {
		return h.Change.Office()
	}
	return h.Change.Person
}

// Tells says how who proposed some changes is told of the ruling on them.
func Tells(ruled []HeldChange) string {
	var offices, people []string
	add := func(to *[]string, name string) {
		if !slices.Contains(*to, name) {
			*to = append(*to, name)
		}
	}
	for i := range ruled {
		if h := &ruled[i]; h.Guest == "" {
			add(&offices, h.Told())
		} else {
			add(&people, h.Told())
		}
	}
	var said []string
	if len(offices) > 0 {
		said = append(said, "the next mail tells "+portfolio.Enumerate(offices))
	}
	if len(people) > 0 {
		is := " is"
		if len(people) > 1 {
			is = " are"
		}
		said = append(said, portfolio.Enumerate(people)+is+" told in the next session, or at once")
	}
	return strings.Join(said, "; ")
}

// Name returns the record's name for people; for a new record, the one that the
// change gives it.
func (h *HeldChange) Name() string {
	if number, ok := h.Change.Setting(portfolio.FieldNumber); ok && h.Change.Creates != "" && !number.Unset {
		return number.Value
	}
	if about, ok := h.Note(); ok {
		return "note on " + about
	}
	return h.Record.Name()
}

// Note returns what a new note is about, and whether the change makes one.
func (h *HeldChange) Note() (about string, is bool) {
	on, is := h.Change.Setting(portfolio.FieldOn)
	return on.Value, is && h.Change.Creates == portfolio.NoteRecord
}

// Fields returns what the change sets, without the record that a new note is
// about, which Name has.
func (h *HeldChange) Fields() []portfolio.Setting {
	if _, is := h.Note(); !is {
		return h.Change.Fields
	}
	about := func(f portfolio.Setting) bool { return f.Field == portfolio.FieldOn }
	return slices.DeleteFunc(slices.Clone(h.Change.Fields), about)
}

// Difference returns by how much the change raises an amount of the record, in
// US dollars and per cent of the present one; unknown for other fields, and
// where there is nothing to compare.
func (h *HeldChange) Difference(s portfolio.Setting) (by, share portfolio.Value) {
	by, share = portfolio.Amount{}, portfolio.FieldValue{}
	f, err := portfolio.FindField(h.Record.Kind, s.Field)
	was, known := h.Record.Value(s.Field), !s.Unset && h.Change.Creates == ""
	if err != nil || !f.Money || !was.Known || !known {
		return by, share
	}
	from, wrong := portfolio.ParseMoney(was.Text)
	to, err := portfolio.ParseMoney(s.Value)
	if wrong != nil || err != nil {
		return by, share
	}
	if from != 0 {
		share = portfolio.Share(to-from, from)
	}
	return portfolio.Known(to - from), share
}

// DifferenceShown returns the difference of an amount for people, such as
// +US$ 24,967, +0.7 %; empty if there is none to tell.
func (h *HeldChange) DifferenceShown(s portfolio.Setting) portfolio.Phrase {
	by, share := h.Difference(s)
	amount, _ := by.(portfolio.Amount)
	if !amount.Known {
		return portfolio.Phrase{}
	}
	sign := portfolio.Signed("+", "plus ")
	if amount.Cents < 0 {
		sign = portfolio.Signed("-", "minus ")
	}
	size := max(amount.Cents, -amount.Cents).ExactUSD()
	if of, ok := share.(portfolio.Percent); ok {
		return portfolio.Say("%s%s, %s%s", sign, size, sign, max(of, -of))
	}
	return portfolio.Say("%s%s", sign, size)
}

// Sentence tells the change's author how headquarters ruled on it.
func (h *HeldChange) Sentence() string {
	fields := h.Fields()
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Field
	}
	ruling, what := h.Decision, h.Name()+" "+strings.Join(names, ", ")
	ruling.Why = what
	if h.Why != "" {
		ruling.Why += ": " + h.Why
	}
	return ruling.Sentence()
}

// Overtaken reports whether the author's office has since set all fields of the
// change again.
func (h *HeldChange) Overtaken() bool {
	return !slices.ContainsFunc(h.Change.Fields, func(f portfolio.Setting) bool {
		return !slices.ContainsFunc(h.Record.Log.Changes(), func(c portfolio.Change) bool {
			_, sets := c.Setting(f.Field)
			same := c.ID.Office == h.Change.ID.Office && (h.Guest == "" || c.Login == h.Guest)
			return sets && same && c.ID.Compare(h.Change.ID) > 0
		})
	})
}

// Meanwhile returns the latest change of a field that the author of the held
// change had not seen, nil if there is none. Once the held change is accepted,
// the two are in conflict, unless they set the same value.
func (h *HeldChange) Meanwhile(field string) *portfolio.Change {
	accepted := portfolio.NewLog(h.Change)
	for _, c := range h.Record.Log.Changes() {
		accepted.Add(c)
		accepted.Hold(c.ID, h.Record.Log.Held(c.ID) && c.ID != h.Change.ID)
	}
	heads := accepted.State(field).Heads
	if !slices.ContainsFunc(heads, func(c *portfolio.Change) bool { return c.ID == h.Change.ID }) {
		return nil // it has no effect on the field
	}
	for _, c := range slices.Backward(heads) {
		if c.ID != h.Change.ID {
			return c
		}
	}
	return nil
}

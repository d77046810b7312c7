package provenance

import (
	"errors"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

const undoOf = "undo of "

// UndoReason returns the reason of a change that undoes another one.
func UndoReason(of portfolio.ID, why string) string {
	if why == "" {
		return undoOf + of.String()
	}
	return undoOf + of.String() + ", " + why
}

// Undoes returns the id of the change that c undoes, and false if it undoes
// none.
func Undoes(c *portfolio.Change) (portfolio.ID, bool) {
	rest, ok := strings.CutPrefix(c.Reason, undoOf)
	if !ok {
		return portfolio.ID{}, false
	}
	text, _, _ := strings.Cut(rest, ", ")
	id, err := portfolio.ParseID(text)
	return id, err == nil
}

// OwnReason returns the reason that the author of a change gave: for an undo,
// without the id of the change that it undoes.
func OwnReason(c *portfolio.Change) string {
	if _, undoes := Undoes(c); !undoes {
		return c.Reason
	}
	_, why, _ := strings.Cut(c.Reason, ", ")
	return why
}

// CannotUndo is the error for a change that cannot be undone. By is the change that stands in the way; it is nil if the
// change was undone already, or has no effect.
type CannotUndo struct {
	portfolio.RecordFault
	By *portfolio.Change
}

func cannotUndo(of string, by *portfolio.Change, why fault.Invalid) error {
	return &CannotUndo{portfolio.RecordFault{Name: of, Err: &why}, by}
}

// UndoOf returns the settings that restore the values before a change, none for a
// held one that is only taken back. It returns a *CannotUndo if a field was changed
// again since, other than by changes that were undone: those have to be undone first.
func UndoOf(r *portfolio.Record, c *portfolio.Change) ([]portfolio.Setting, error) {
	if r.Proposals[c.ID] {
		return nil, nil
	}
	if err := r.Editable(); err != nil {
		return nil, err
	}
	if c.Creates != "" {
		if r.Withdrawn() {
			return nil, cannotUndo(r.Name(), r.Log.State(portfolio.FieldWithdrawn).By,
				fault.Invalid{Field: "it", Why: "is withdrawn already"})
		}
		return []portfolio.Setting{{Field: portfolio.FieldWithdrawn, Value: portfolio.Yes}}, nil
	}
	if _, ok := c.Setting(portfolio.FieldWithdrawn); !ok && r.Withdrawn() {
		return nil, &CannotUndo{*r.WithdrawnFault(), r.Log.State(portfolio.FieldWithdrawn).By}
	}
	if r.Log.Held(c.ID) {
		return nil, cannotUndo(r.Name(), nil, fault.Invalid{Field: "this change",
			Why: "has no effect, because headquarters holds or has rejected it", Do: "enter the value you want"})
	}
	var out []portfolio.Setting
	for _, f := range c.Fields {
		s := r.Log.State(f.Field)
		if s.Conflict {
			return nil, inConflict(r, c, &s, f.Field)
		}
		if (s.By == nil || s.By.ID != c.ID) && !same(originOf(r, s.By, f.Field), originOf(r, c, f.Field)) {
			return nil, changedSince(r, c, f.Field, s.By)
		}
		before := before(r, c, f.Field)
		out = append(out, portfolio.Setting{Field: f.Field, Value: before.Text, Unset: !before.Known})
	}
	return out, nil
}

// same reports whether two changes are the same, or both none.
func same(a, b *portfolio.Change) bool {
	return a == nil && b == nil || a != nil && b != nil && a.ID == b.ID
}

// inConflict returns the error for a field with several values.
func inConflict(r *portfolio.Record, c *portfolio.Change, s *portfolio.FieldState, field string) error {
	by := c
	for _, head := range s.Heads {
		if head.ID != c.ID {
			by = head
		}
	}
	return cannotUndo(r.Name()+", "+InSentence(r.Kind, field), by, fault.Invalid{Field: "it",
		Why: "is in conflict with the value of " + by.Person, Action: fault.SettleFirst})
}

// changedSince returns the error for a field that another change has set since.
func changedSince(r *portfolio.Record, c *portfolio.Change, field string, by *portfolio.Change) error {
	of := r.Name() + ", " + InSentence(r.Kind, field)
	if by != nil {
		if undone, ok := Undoes(by); !ok || undone != c.ID {
			return cannotUndo(of, by, fault.Invalid{Field: by.Person,
				Why: whatItDid(r.Kind, field, by) + " on " + portfolio.Moment(by.At).Brief(),
				Do:  "undo that change first, or enter the value you want"})
		}
	}
	return cannotUndo(of, nil, fault.Invalid{Field: "it", Why: "has been set back already", Action: fault.ListRemaining})
}

// whatItDid says what a change did to a field, as in "Awa changed it to 2,600,000".
func whatItDid(kind portfolio.RecordKind, field string, by *portfolio.Change) string {
	s, _ := by.Setting(field)
	switch v := s.FieldValue(); {
	case field == portfolio.FieldWithdrawn && v.Text == portfolio.Yes:
		return "withdrew it"
	case field == portfolio.FieldWithdrawn:
		return "brought it back"
	case !v.Known:
		return "removed it"
	default:
		return "changed it to " + ValueOf(kind, field, v).Shown()
	}
}

// originOf returns the change whose value a field gets back: the one that c
// superseded or, if c undoes another change, the one that this had superseded.
// It is nil for the value of the base.
func originOf(r *portfolio.Record, c *portfolio.Change, field string) *portfolio.Change {
	for c != nil {
		of, ok := Undoes(c)
		undone := r.Log.Find(of)
		if !ok || undone == nil {
			return c
		}
		c, _ = r.Log.Before(undone, field)
	}
	return nil
}

// Undoing is what an undo would take back, without taking it back.
type Undoing struct {
	Changes []portfolio.Change // of one step, the newest first
	Passed  []*CannotUndo      // newer steps of the person, which other people's changes keep from being undone
}

// Pass adds a newer change that cannot be undone, if that is because of another person's.
func (u *Undoing) Pass(c *portfolio.Change, err error) {
	var cannot *CannotUndo
	if errors.As(err, &cannot) && cannot.By != nil && cannot.By.Person != c.Person {
		u.Passed = append(u.Passed, cannot)
	}
}

// PassedOver says what was not undone, and why; empty if that is nothing.
func (u *Undoing) PassedOver() string {
	if len(u.Passed) == 0 {
		return ""
	}
	more := ""
	if n := len(u.Passed) - 1; n > 0 {
		more = "; and " + portfolio.Count(n).Shown() + " more"
	}
	return "passed over " + u.Passed[0].Error() + more
}

// Undoable reports whether a change can be undone and is not itself an undo.
func Undoable(r *portfolio.Record, c *portfolio.Change) bool {
	if _, is := Undoes(c); is {
		return false
	}
	_, err := UndoOf(r, c)
	return err == nil
}

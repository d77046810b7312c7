package portfolio

import (
	"fmt"
	"strings"
)

const undoOf = "undo of "

// UndoReason returns the reason of a change that undoes another one.
func UndoReason(of ID, why string) string {
	if why == "" {
		return undoOf + of.String()
	}
	return undoOf + of.String() + ", " + why
}

// Undoes returns the id of the change that c undoes, if it does.
func (c *Change) Undoes() (ID, bool) {
	rest, ok := strings.CutPrefix(c.Reason, undoOf)
	if !ok {
		return ID{}, false
	}
	text, _, _ := strings.Cut(rest, ", ")
	id, err := ParseID(text)
	return id, err == nil
}

// Undo returns the settings that restore what was there before a change. It
// returns an *Invalid if a field of it was changed again since, other than by
// changes that were undone: those come first.
func (r *Record) Undo(c *Change) ([]Setting, error) {
	if err := r.Editable(); err != nil {
		return nil, err
	}
	if c.Creates != "" {
		if r.Withdrawn() {
			return nil, &Invalid{Field: "change", Value: c.ID.String(), Why: "made a record that is withdrawn already"}
		}
		return []Setting{{Field: FieldWithdrawn, Value: Yes}}, nil
	}
	if _, ok := c.Setting(FieldWithdrawn); !ok && r.Withdrawn() {
		return nil, &Invalid{Field: string(r.Kind), Value: r.Name(), Why: "is withdrawn", Action: UndoWithdrawal,
			Of: r.Name()}
	}
	var out []Setting
	for _, f := range c.Fields {
		s := r.Log.State(f.Field)
		if s.Conflict {
			return nil, &Invalid{Field: f.Field, Value: c.ID.String(), Why: "is in conflict", Action: SettleFirst}
		}
		if now := r.origin(s.By, f.Field); (s.By == nil || s.By.ID != c.ID) && (now == nil || now.ID != c.ID) {
			return nil, r.changedSince(c, f.Field, s.By)
		}
		before := r.before(c, f.Field)
		out = append(out, Setting{Field: f.Field, Value: before.Text, Unset: !before.Known})
	}
	return out, nil
}

func (r *Record) changedSince(c *Change, field string, by *Change) error {
	in := &Invalid{Field: field, Value: c.ID.String(), Why: "has been undone already", Action: ListRemaining}
	if by != nil {
		if of, ok := by.Undoes(); !ok || of != c.ID {
			in.Why = fmt.Sprintf("was changed again by %s, %s", by.Person, by.ID)
			in.Action, in.Do = 0, "undo that change first, or set the value with edit"
		}
	}
	return in
}

// origin returns the change that a field's value goes back to: that of c,
// unless c undoes another change, in which case what that one had replaced. It
// is nil for the value of the base.
func (r *Record) origin(c *Change, field string) *Change {
	for c != nil {
		of, ok := c.Undoes()
		undone := r.Log.Find(of)
		if !ok || undone == nil {
			return c
		}
		c, _ = r.Log.Before(undone, field)
	}
	return nil
}

// Undoable reports whether a change can be undone and undoes none itself.
func (r *Record) Undoable(c *Change) bool {
	if _, is := c.Undoes(); is {
		return false
	}
	_, err := r.Undo(c)
	return err == nil
}

package provenance

import (
	"fmt"
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

// UndoOf returns the settings that restore the values before a change. It
// returns an *Invalid if a field was changed again since, other than by changes
// that were undone: those have to be undone first.
func UndoOf(r *portfolio.Record, c *portfolio.Change) ([]portfolio.Setting, error) {
	if err := r.Editable(); err != nil {
		return nil, err
	}
	if c.Creates != "" {
		if r.Withdrawn() {
			return nil, &fault.Invalid{Field: "change", Value: c.ID.String(), Why: "made a record that is withdrawn already"}
		}
		return []portfolio.Setting{{Field: portfolio.FieldWithdrawn, Value: portfolio.Yes}}, nil
	}
	if _, ok := c.Setting(portfolio.FieldWithdrawn); !ok && r.Withdrawn() {
		return nil, &fault.Invalid{Field: string(r.Kind), Value: r.Name(), Why: "is withdrawn", Action: fault.UndoWithdrawal,
			Of: r.Name()}
	}
	if r.Log.Held(c.ID) {
		return nil, &fault.Invalid{Field: "change", Value: c.ID.String(),
			Why: "has no effect, because headquarters holds or has rejected it", Do: "to have another value, set it with edit"}
	}
	var out []portfolio.Setting
	for _, f := range c.Fields {
		s := r.Log.State(f.Field)
		if s.Conflict {
			return nil, &fault.Invalid{Field: InSentence(r.Kind, f.Field), Why: "is in conflict", Action: fault.SettleFirst}
		}
		if (s.By == nil || s.By.ID != c.ID) && !same(originOf(r, s.By, f.Field), originOf(r, c, f.Field)) {
			return nil, changedSince(c, InSentence(r.Kind, f.Field), s.By)
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

func changedSince(c *portfolio.Change, field string, by *portfolio.Change) error {
	in := &fault.Invalid{Field: field, Why: "has been set back already", Action: fault.ListRemaining}
	if by != nil {
		if of, ok := Undoes(by); !ok || of != c.ID {
			in.Why = fmt.Sprintf("was changed again by %s, %s", by.Person, by.ID)
			in.Action, in.Do = 0, "undo that change first, or set the value with edit"
		}
	}
	return in
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

// Undoable reports whether a change can be undone and is not itself an undo.
func Undoable(r *portfolio.Record, c *portfolio.Change) bool {
	if _, is := Undoes(c); is {
		return false
	}
	_, err := UndoOf(r, c)
	return err == nil
}

package portfolio

import "slices"

// FieldWithdrawn is the field that takes a record out of the portfolio: yes, or
// unset. Every change of the record has a say in it: one that a withdrawal is
// not over makes a conflict.
const FieldWithdrawn = "withdrawn"

// Yes is the value of fields that are either set or not.
const Yes = "yes"

// Log is the changes of one record, each once, in the order of their ids. What
// it says depends on the set of changes only, never on the order or number of
// their arrivals. The zero value is empty.
type Log struct {
	changes []Change
	held    map[ID]bool
}

// NewLog returns a log of changes of one record.
func NewLog(changes ...Change) Log {
	l := Log{changes: slices.Clone(changes)}
	slices.SortFunc(l.changes, func(a, b Change) int { return a.ID.Compare(b.ID) })
	l.changes = slices.CompactFunc(l.changes, func(a, b Change) bool { return a.ID == b.ID })
	return l
}

// Add takes a change in and reports whether it is new.
func (l *Log) Add(c Change) bool {
	i, found := l.find(c.ID)
	if !found {
		l.changes = slices.Insert(l.changes, i, c)
	}
	return !found
}

// Hold sets the verdict on a change: a held one has no effect. It may come
// before the change.
func (l *Log) Hold(id ID, held bool) {
	if l.held == nil {
		l.held = map[ID]bool{}
	}
	l.held[id] = held
}

// Held reports whether a change has no effect.
func (l *Log) Held(id ID) bool { return l.held[id] }

// Changes returns the changes in the order of their ids. They are not to be
// altered.
func (l *Log) Changes() []Change { return l.changes }

// Find returns the change of an id, nil if it is not here.
func (l *Log) Find(id ID) *Change {
	i, ok := l.find(id)
	if !ok {
		return nil
	}
	return &l.changes[i]
}

func (l *Log) find(id ID) (int, bool) {
	return slices.BinarySearchFunc(l.changes, id, func(c Change, id ID) int { return c.ID.Compare(id) })
}

// Fields returns the names of all fields that the changes set or unset, in
// order.
func (l *Log) Fields() []string {
	var names []string
	for i := range l.changes {
		for _, f := range l.changes[i].Fields {
			if at, ok := slices.BinarySearch(names, f.Field); !ok {
				names = slices.Insert(names, at, f.Field)
			}
		}
	}
	return names
}

// FieldState is what the changes say of one field.
type FieldState struct {
	Value FieldValue // of By
	By    *Change    // the change whose value is shown; nil if none has effect
	Heads []*Change  // the changes with effect that no other one is over, by id
	// Conflict says that the heads have different values. Heads that agree
	// leave nothing to settle.
	Conflict bool
}

// State merges what the changes say of a field. A change with effect is a head
// unless another one with effect reaches it along over, through changes that
// touch the field, be they held or not. What over names and is not here yet
// counts when it comes. The value is that of the largest id.
func (l *Log) State(field string) FieldState {
	if field == FieldWithdrawn {
		return l.withdrawal()
	}
	var s FieldState
	s.Heads = l.heads(func(c *Change) bool { _, ok := c.Setting(field); return ok })
	if len(s.Heads) == 0 {
		return s
	}
	s.By = s.Heads[len(s.Heads)-1]
	s.Value = s.By.Sets(field)
	s.Conflict = slices.ContainsFunc(s.Heads, func(h *Change) bool { return h.Sets(field) != s.Value })
	return s
}

// Sets returns what the change makes of a field, unknown if it does not touch
// it.
func (c *Change) Sets(field string) FieldValue {
	f, ok := c.Setting(field)
	if !ok {
		return FieldValue{}
	}
	return f.FieldValue()
}

// heads returns the changes with effect that no other one with effect reaches
// through changes that touch the field.
func (l *Log) heads(touches func(*Change) bool) []*Change {
	var at []int // of the changes that touch the field
	for i := range l.changes {
		if touches(&l.changes[i]) {
			at = append(at, i)
		}
	}
	reached := make([]bool, len(at))
	var heads []*Change
	for k := len(at) - 1; k >= 0; k-- {
		c := &l.changes[at[k]]
		effective := !l.held[c.ID]
		if effective && !reached[k] {
			heads = append(heads, c)
		}
		if !effective && !reached[k] {
			continue
		}
		for _, o := range c.Over {
			if i, ok := l.find(o); ok {
				if j, ok := slices.BinarySearch(at, i); ok {
					reached[j] = true
				}
			}
		}
	}
	slices.Reverse(heads)
	return heads
}

// withdrawal merges the field withdrawn, in which every change of the record
// has a say: the record stays as long as one of the heads does not withdraw it.
func (l *Log) withdrawal() FieldState {
	var s FieldState
	if !slices.ContainsFunc(l.changes, func(c Change) bool { _, ok := c.Setting(FieldWithdrawn); return ok }) {
		return s
	}
	s.Heads = l.heads(func(*Change) bool { return true })
	goes, stays := false, false
	for _, h := range s.Heads {
		if h.Sets(FieldWithdrawn).Text != Yes {
			stays, s.By, s.Value = true, h, FieldValue{}
			continue
		}
		if goes = true; !stays {
			s.By, s.Value = h, FieldValue{Yes, true}
		}
	}
	s.Conflict = goes && stays
	return s
}

// Heads returns the ids that a change of these fields has to be over to settle
// them: the heads of each; for the field withdrawn those of the whole record.
func (l *Log) Heads(fields ...string) []ID {
	var over []ID
	add := func(heads []*Change) {
		for _, h := range heads {
			over = append(over, h.ID)
		}
	}
	for _, f := range fields {
		if f == FieldWithdrawn {
			add(l.heads(func(*Change) bool { return true }))
			continue
		}
		add(l.State(f).Heads)
	}
	slices.SortFunc(over, ID.Compare)
	return slices.Compact(over)
}

// Before returns the value of a field that the author of a change saw: that of
// the largest of the changes that it is over. It is not found if it saw none,
// and missing says that some of them are not here yet.
func (l *Log) Before(c *Change, field string) (by *Change, missing bool) {
	for _, o := range c.Over {
		seen := l.Find(o)
		if seen == nil {
			missing = true
			continue
		}
		if _, ok := seen.Setting(field); ok {
			by = seen
		}
	}
	return by, missing
}

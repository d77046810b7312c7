package portfolio

import "slices"

// FieldWithdrawn is the field that withdraws a record from the portfolio: yes,
// or unset. It is merged with every change of the record: a change that the
// withdrawal does not supersede conflicts with it.
const FieldWithdrawn = "withdrawn"

// Yes is the value of fields that are either set or not.
const Yes = "yes"

// Log holds the changes of one record, each once, in the order of their ids.
// Its results depend on the set of changes only, never on the order or number
// of their arrivals. The zero value is empty.
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

// Add inserts a change and reports whether it is new.
func (l *Log) Add(c Change) bool {
	i, found := l.find(c.ID)
	if !found {
		l.changes = slices.Insert(l.changes, i, c)
	}
	return !found
}

// Hold sets whether a change is held, that is, without effect. It may be called
// before the change is added.
func (l *Log) Hold(id ID, held bool) {
	if l.held == nil {
		l.held = map[ID]bool{}
	}
	l.held[id] = held
}

// AnyHeld reports whether some change is held.
func (l *Log) AnyHeld() bool {
	for _, held := range l.held {
		if held {
			return true
		}
	}
	return false
}

// Held reports whether a change is held.
func (l *Log) Held(id ID) bool { return l.held[id] }

// Changes returns the changes in the order of their ids. The caller must not
// modify them.
func (l *Log) Changes() []Change { return l.changes }

// Find returns the change with an id, nil if the log does not have it.
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

// Fields returns the sorted names of all fields that the changes set or unset.
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

// FieldState is the merged state of one field.
type FieldState struct {
	Value FieldValue // the value set by By
	By    *Change    // the change whose value counts; nil if no change has effect
	Heads []*Change  // the changes with effect that no other one supersedes, in the order of their ids
	// Conflict is true if the heads have different values. Heads that agree
	// are not a conflict.
	Conflict bool
}

// State merges the changes of a field. A head is a change with effect that no
// other one supersedes, directly or through changes of the field, held or not.
// Changes that are named in Over and missing count once they arrive. The value
// is that of the head with the largest id.
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

// Sets returns the value to which the change sets a field, unknown if it does
// not set it.
func (c *Change) Sets(field string) FieldValue {
	f, ok := c.Setting(field)
	if !ok {
		return FieldValue{}
	}
	return f.FieldValue()
}

// heads returns the changes with effect that no other one with effect
// supersedes, directly or through changes for which touches is true.
func (l *Log) heads(touches func(*Change) bool) []*Change {
	var at []int // indexes of the changes that touch the field
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

// withdrawal merges the field withdrawn with all changes of the record: the
// record is withdrawn only if every head withdraws it.
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

// Heads returns the ids that a change of these fields must supersede to settle
// them: the heads of each field; for the field withdrawn, those of the whole
// record.
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

// Before returns the change whose value of a field the author of c saw: the one
// with the largest id among those that c supersedes; nil if there is none.
// missing is true if some of those have not arrived yet.
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

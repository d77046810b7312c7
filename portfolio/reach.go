package portfolio

import "slices"

// Reach says which offices receive a record: those whose scope includes a
// region that the document or any change, with effect or not, ever gave it.
type Reach struct {
	All     bool     // every office
	Regions []string // codes, in order
	On      []string // records that it is about: it is sent wherever they are
}

// ReachRule says how the reach of a kind of record is determined.
type ReachRule int

// The rules of reach.
const (
	ReachAll     ReachRule = iota + 1 // every office
	ReachRegions                      // offices whose scope includes a region that the record ever had
	ReachSubject                      // wherever the records are sent that it was ever about
	ReachListed                       // wherever the changes are sent that it lists; Reach does not cover it
)

// Reach returns the reach of a record, from all its changes. It only ever
// grows.
func (r *Record) Reach() Reach {
	spec := r.Kind.Spec()
	switch {
	case r.Kind == "" || spec.Reach == ReachRegions:
		var out Reach
		if r.Base != nil {
			out.Regions = append(out.Regions, r.Base.Programme)
		}
		out.Regions = append(out.Regions, r.Log.values(FieldProgramme)...)
		slices.Sort(out.Regions)
		out.Regions = slices.Compact(out.Regions)
		return out
	case spec.Reach == ReachSubject:
		return Reach{On: r.Log.values(spec.Subject)}
	}
	return Reach{All: spec.Reach == ReachAll}
}

// Widens reports whether a change can extend the reach of its record.
func (c *Change) Widens() bool {
	return c.Creates != "" || slices.ContainsFunc(c.Fields, func(s Setting) bool {
		return s.Field == FieldProgramme || slices.ContainsFunc(sharedKinds,
			func(k RecordSpec) bool { return k.Subject == s.Field })
	})
}

// values returns all values that changes of the log set a field to.
func (l *Log) values(field string) []string {
	var out []string
	for i := range l.changes {
		if s, ok := l.changes[i].Setting(field); ok && !s.Unset {
			out = append(out, s.Value)
		}
	}
	return out
}

// Within reports whether the reach includes a region of scope.
func (r Reach) Within(scope []string) bool {
	return r.All || slices.Contains(scope, ScopeAll) ||
		slices.ContainsFunc(r.Regions, func(c string) bool { return slices.Contains(scope, c) })
}

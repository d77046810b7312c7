package portfolio

import "slices"

// Reach says which offices a record concerns: a record is in an office's scope
// if the document or any change of it, with effect or not, ever put it there.
type Reach struct {
	All     bool     // every office
	Regions []string // codes, in order
	On      []string // records that it is about: it goes where they go
}

// ReachRule says how the reach of a kind of record is found.
type ReachRule int

// The rules of reach.
const (
	ReachAll     ReachRule = iota + 1 // every office
	ReachRegions                      // offices with a region in which it ever was
	ReachSubject                      // where the records go that it was ever about
	ReachListed                       // where the changes go that it lists, which Reach does not say
)

// Reach returns the reach of a record from all that is known of it. It only
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

// Widens reports whether a change can bring its record into a scope in which it
// was not.
func (c *Change) Widens() bool {
	return c.Creates != "" || slices.ContainsFunc(c.Fields, func(s Setting) bool {
		return s.Field == FieldProgramme || slices.ContainsFunc(sharedKinds,
			func(k RecordSpec) bool { return k.Subject == s.Field })
	})
}

// values returns what all changes of the log set a field to.
func (l *Log) values(field string) []string {
	var out []string
	for i := range l.changes {
		if s, ok := l.changes[i].Setting(field); ok && !s.Unset {
			out = append(out, s.Value)
		}
	}
	return out
}

// Within reports whether a reach of regions touches a scope.
func (r Reach) Within(scope []string) bool {
	return r.All || slices.Contains(scope, ScopeAll) ||
		slices.ContainsFunc(r.Regions, func(c string) bool { return slices.Contains(scope, c) })
}

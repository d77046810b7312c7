package portfolio

import "slices"

// Reach says which offices a record concerns: a record is in an office's scope
// if the document or any change of it, with effect or not, ever put it there.
type Reach struct {
	All     bool     // every office
	Regions []string // codes, in order
	On      []string // records that it is a note on: it goes where they go
}

// Reach returns the reach of a record from all that is known of it. It only
// grows. Receipts go where the changes go that they list, which is not said
// here.
func (r *Record) Reach() Reach {
	switch r.Kind {
	case ProjectRecord, "":
		var out Reach
		if r.Base != nil {
			out.Regions = append(out.Regions, r.Base.Programme)
		}
		out.Regions = append(out.Regions, r.Log.values(FieldProgramme)...)
		slices.Sort(out.Regions)
		out.Regions = slices.Compact(out.Regions)
		return out
	case NoteRecord:
		return Reach{On: r.Log.values(FieldOn)}
	case ReceiptRecord:
		return Reach{}
	default:
		return Reach{All: true}
	}
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
	return r.All || slices.Contains(scope, ScopeAll) || slices.ContainsFunc(r.Regions, func(c string) bool { return slices.Contains(scope, c) })
}

package portfolio

import (
	"slices"
	"strings"
)

// Origin says where a value comes from: a place in the document, a change, or
// neither, for what is ours. The zero value says nothing.
type Origin struct {
	Kind    RecordKind
	Field   string
	Sources []Source   // what the document says of the value; none where it does not print it
	Changed *Change    // that the value comes from; nil for the document's own
	Was     FieldValue // before the change
	Values  int        // how many are in conflict; 0 if none are
	Ours    string     // why it is as it is, where it is assigned by us
}

// FieldOf names a field of a record.
type FieldOf struct{ Record, Field string }

// Origins has the origins of fields.
type Origins map[FieldOf]Origin

// Origin says where the value of a field comes from. sources are those of the
// record.
func (r *Record) Origin(field string, sources []Source) Origin {
	o := Origin{Kind: r.Kind, Field: field, Sources: sourcesOf(sources, field)}
	s := r.Log.State(field)
	if s.By == nil || !s.Conflict && s.Value == r.Seeded(field) && s.By.Creates == "" {
		return o
	}
	o.Changed = s.By
	o.Was = r.before(s.By, field)
	if s.Conflict {
		o.Values = len(s.Heads)
	}
	return o
}

func sourcesOf(all []Source, field string) []Source {
	var out []Source
	for _, s := range all {
		if s.Field == field {
			out = append(out, s)
		}
	}
	return out
}

// Nothing reports whether nothing is known of where a value comes from.
func (o Origin) Nothing() bool { return o.Changed == nil && len(o.Sources) == 0 && o.Ours == "" }

// Text says where the value comes from, such as "Annex 3, VIII, row 4", or
// "changed by A. Desk, copak, 12 Apr 2012; was 1,000".
func (o Origin) Text() string {
	switch {
	case o.Changed != nil:
		return o.changedText()
	case o.Ours != "":
		return "assigned by us: " + o.Ours
	}
	return places(o.Sources)
}

func (o Origin) changedText() string {
	by := o.Changed.By() + ", " + DateOf(o.Changed.At).Shown()
	s := "changed by " + by
	if o.Changed.Creates != "" {
		s = "added by " + by
	} else {
		s += "; was " + ValueOf(o.Kind, o.Field, o.Was).Shown()
	}
	if o.Values > 0 {
		s += "; in conflict, " + countOf(o.Values, "value")
	}
	return s
}

// Difference says what was printed and what was taken where the two differ,
// and why; empty where the value is the printed one, or comes from a change.
func (o Origin) Difference() string {
	var parts []string
	for _, s := range o.Sources {
		text := ""
		switch {
		case o.Changed != nil:
		case s.Taken != "" && s.Printed != "":
			text = "printed " + s.Printed + ", taken " + s.Taken
		case s.Taken != "":
			text = "taken " + s.Taken
		}
		if s.Assumed && text != "" {
			text += " (assumed)"
		}
		if s.Why != "" && o.Changed == nil {
			text = strings.TrimPrefix(text+": "+s.Why, ": ")
		}
		if text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "; ")
}

package portfolio

import (
	"slices"
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
	o := Origin{Kind: r.Kind, Field: field, Sources: SourcesOf(sources, field)}
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

func SourcesOf(all []Source, field string) []Source {
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

// Plain is as Shown.
func (o Origin) Plain() string { return o.Shown() }

// Shown says where the value comes from, such as "Annex 3, VIII, row 4", or
// "changed by A. Desk, copak, 12 Apr 2012; was 1,000".
func (o Origin) Shown() string { return o.phrase().Shown() }

// Spoken is as Shown, for the ear.
func (o Origin) Spoken() string { return o.phrase().Spoken() }

func (o Origin) phrase() Value {
	switch {
	case o.Changed != nil:
		return o.change()
	case o.Ours != "":
		return Text("assigned by us: " + o.Ours)
	}
	return Text(Places(o.Sources))
}

func (o Origin) change() Phrase {
	by := Say("%s, %s", o.Changed.By(), DateOf(o.Changed.At))
	s := Say("added by %s", by)
	if o.Changed.Creates == "" {
		s = Say("changed by %s; was %s", by, ValueOf(o.Kind, o.Field, o.Was))
	}
	if o.Values > 0 {
		s = Say("%s; in conflict, %s", s, CountOf(o.Values, "value"))
	}
	return s
}

// Difference says what was printed and what was taken where the two differ,
// and why; not ok where the value is the printed one, or comes from a change.
func (o Origin) Difference() (_ Phrase, ok bool) {
	var parts []Value
	for _, s := range o.Sources {
		text, ok := s.difference()
		if o.Changed == nil && ok && !slices.ContainsFunc(parts, func(p Value) bool { return p.Shown() == text.Shown() }) {
			parts = append(parts, text)
		}
	}
	return Join(parts, "; "), len(parts) > 0
}

// difference says what was printed, what was taken and why; not ok where that is
// the same.
func (s Source) difference() (_ Phrase, ok bool) {
	text := Say("taken %s", s.Taken)
	if s.Printed != "" {
		text = Say("printed %s, taken %s", s.Printed, s.Taken)
	}
	if s.Assumed {
		text = Say("%s%s", text, Signed(" (assumed)", ", assumed"))
	}
	switch {
	case s.Taken == "" && s.Why == "":
		return Phrase{}, false
	case s.Taken == "":
		return Say("%s", s.Why), true
	case s.Why == "":
		return text, true
	}
	return Say("%s: %s", text, s.Why), true
}

// Places returns the first place in the document that sources name.
func Places(sources []Source) string {
	for _, s := range sources {
		if s.Where != "" {
			return s.Where
		}
	}
	return ""
}

package provenance

import (
	"slices"

	"fieldfolio/portfolio"
)

// Origin says where a value comes from: a place in the document, a change, or
// neither, for what is ours. The zero value says nothing.
type Origin struct {
	Kind    portfolio.RecordKind
	Field   string
	Sources []portfolio.Source   // what the document says of the value; none where it does not print it
	Changed *portfolio.Change    // that the value comes from; nil for the document's own
	Was     portfolio.FieldValue // before the change
	Values  int                  // how many are in conflict; 0 if none are
	Ours    string               // why it is as it is, where it is assigned by us
}

// FieldOf names a field of a record.
type FieldOf struct{ Record, Field string }

// Origins has the origins of fields.
type Origins map[FieldOf]Origin

// OriginOf says where the value of a field comes from. sources are those of the
// record.
func OriginOf(r *portfolio.Record, field string, sources []portfolio.Source) Origin {
	o := Origin{Kind: r.Kind, Field: field, Sources: SourcesOf(sources, field)}
	s := r.Log.State(field)
	if s.By == nil || !s.Conflict && s.Value == r.Seeded(field) && s.By.Creates == "" {
		return o
	}
	o.Changed = s.By
	o.Was = before(r, s.By, field)
	if s.Conflict {
		o.Values = len(s.Heads)
	}
	return o
}

func SourcesOf(all []portfolio.Source, field string) []portfolio.Source {
	var out []portfolio.Source
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

func (o Origin) phrase() portfolio.Value {
	switch {
	case o.Changed != nil:
		return o.change()
	case o.Ours != "":
		return portfolio.Text("assigned by us: " + o.Ours)
	}
	return portfolio.Text(Places(o.Sources))
}

func (o Origin) change() portfolio.Phrase {
	by := portfolio.Say("%s, %s", o.Changed.By(), portfolio.DateOf(o.Changed.At))
	s := portfolio.Say("added by %s", by)
	if o.Changed.Creates == "" {
		s = portfolio.Say("changed by %s; was %s", by, ValueOf(o.Kind, o.Field, o.Was))
	}
	if o.Values > 0 {
		s = portfolio.Say("%s; in conflict, %s", s, portfolio.CountOf(o.Values, "value"))
	}
	return s
}

// Difference says what was printed and what was taken where the two differ,
// and why; not ok where the value is the printed one, or comes from a change.
func (o Origin) Difference() (_ portfolio.Phrase, ok bool) {
	var parts []portfolio.Value
	for _, s := range o.Sources {
		text, ok := differenceOf(s)
		if o.Changed == nil && ok && !slices.ContainsFunc(parts,
			func(p portfolio.Value) bool { return p.Shown() == text.Shown() }) {
			parts = append(parts, text)
		}
	}
	return portfolio.Join(parts, "; "), len(parts) > 0
}

// differenceOf says what was printed, what was taken and why; not ok where that is
// the same.
func differenceOf(s portfolio.Source) (_ portfolio.Phrase, ok bool) {
	text := portfolio.Say("taken %s", s.Taken)
	if s.Printed != "" {
		text = portfolio.Say("printed %s, taken %s", s.Printed, s.Taken)
	}
	if s.Assumed {
		text = portfolio.Say("%s%s", text, portfolio.Signed(" (assumed)", ", assumed"))
	}
	switch {
	case s.Taken == "" && s.Why == "":
		return portfolio.Phrase{}, false
	case s.Taken == "":
		return portfolio.Say("%s", s.Why), true
	case s.Why == "":
		return text, true
	}
	return portfolio.Say("%s: %s", text, s.Why), true
}

// Places returns the first place in the document that sources name.
func Places(sources []portfolio.Source) string {
	for _, s := range sources {
		if s.Where != "" {
			return s.Where
		}
	}
	return ""
}

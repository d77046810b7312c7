package provenance

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Origin is the source of a value: a place in the document, a change, or
// neither if it is assigned by us. The zero value means that it is not known.
type Origin struct {
	Kind    portfolio.RecordKind
	Field   string
	Sources []portfolio.Source   // what the document states about the value; none if it does not print it
	Changed *portfolio.Change    // the change that set the value; nil for the document's value
	Was     portfolio.FieldValue // the value before the change
	First   portfolio.FieldValue // the value before any change; unknown if nothing was changed
	Ruling  portfolio.Judgement  // headquarters' ruling on that change
	Values  int                  // number of values in conflict; 0 if there is no conflict
	Ours    string               // why the value was assigned by us; empty if it was not
}

// FieldOf identifies a field of a record.
type FieldOf struct{ Record, Field string }

// Origins maps fields to their origins.
type Origins map[FieldOf]Origin

// OriginOf returns the origin of a field's value. sources are those of the
// record.
func OriginOf(r *portfolio.Record, field string, sources []portfolio.Source) Origin {
	o := Origin{Kind: r.Kind, Field: field, Sources: SourcesOf(sources, field)}
	s := r.Log.State(field)
	if s.By == nil || !s.Conflict && s.Value == r.Seeded(field) && s.By.Creates == "" {
		return o
	}
	o.Changed, o.Ruling = s.By, r.Rulings[s.By.ID]
	o.Was, o.First = enteredBefore(r, s.By, field), r.Seeded(field)
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

// Unknown reports whether the origin is not known.
func (o Origin) Unknown() bool { return o.Changed == nil && len(o.Sources) == 0 && o.Ours == "" }

// AtFirst is the word before the value that the field had before any change:
// printed, if the document prints that value and not only what it was read from.
func (o Origin) AtFirst() string {
	taken := func(s portfolio.Source) bool { return s.Taken != "" || s.Assumed }
	if len(o.Sources) == 0 || slices.ContainsFunc(o.Sources, taken) {
		return "at first"
	}
	return "printed"
}

// Plain is as Shown.
func (o Origin) Plain() string { return o.Shown() }

// Shown returns the origin, such as "Annex 3, VIII, row 4", or "changed by A.
// Desk, copak, 12 Apr 2012; was 1,000".
func (o Origin) Shown() string { return o.phrase().Shown() }

// Spoken is as Shown, for the ear.
func (o Origin) Spoken() string { return o.phrase().Spoken() }

func (o Origin) phrase() portfolio.Value {
	switch {
	case o.Changed != nil:
		return o.change()
	case o.Ours != "":
		return portfolio.Text("assigned by us: " + strings.TrimRight(o.Ours, "."))
	}
	return portfolio.Text(Places(o.Sources))
}

func (o Origin) change() portfolio.Phrase {
	by := portfolio.Say("%s, %s", o.Changed.By(), portfolio.DateOf(o.Changed.At))
	s := portfolio.Say("added by %s", by)
	if o.Changed.Creates == "" {
		s = portfolio.Say("changed by %s; was %s", by, ValueOf(o.Kind, o.Field, o.Was))
		if o.First.Known && o.First != o.Was {
			s = portfolio.Say("%s, %s %s", s, o.AtFirst(), ValueOf(o.Kind, o.Field, o.First))
		}
	}
	if o.Ruling.Accepted() {
		s = portfolio.Say("%s; %s", s, portfolio.Sentence(o.Ruling.Sentence()))
	}
	if o.Values > 0 {
		s = portfolio.Say("%s; in conflict, %s", s, portfolio.CountOf(o.Values, "value"))
	}
	return s
}

// InFull is Shown with what Difference says.
func (o Origin) InFull() portfolio.Value {
	if text, ok := o.Difference(); ok {
		return portfolio.Say("%s; %s", o, text)
	}
	return o
}

// Difference says what was printed, what is used instead and why; ok is false
// if the printed value is used, or a changed one.
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

// differenceOf says what was printed, what is used instead and why; ok is false
// if the two are the same.
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

// Places returns the first place in the document that the sources name.
func Places(sources []portfolio.Source) string {
	for _, s := range sources {
		if s.Where != "" {
			return s.Where
		}
	}
	return ""
}

// Reasons returns why values of the sources differ from the printed ones.
func Reasons(sources []portfolio.Source) string {
	var out []string
	for _, s := range sources {
		if s.Why != "" {
			out = append(out, s.Why)
		}
	}
	return strings.Join(out, " ")
}

package portfolio

import (
	"strings"

	"fieldfolio/portfolio/fault"
)

// naming returns the names that entries of the field's list can have; nil for
// fields that are not lists of portions.
func (f FieldSpec) naming(cat *Catalogue) *naming {
	if f.choose == nil || f.choose.naming == nil {
		return nil
	}
	return f.choose.naming(cat)
}

// Shared reports whether the field is a list of portions.
func (f FieldSpec) Shared() bool { return f.naming(&Catalogue{}) != nil }

// Tally is the running total of a list of portions while it is typed. An entry
// without a share is shown with a dash.
type Tally struct {
	Sum   Percent
	Parts Value
}

// Missing returns the share that is missing from 100 %, at least 0.
func (t Tally) Missing() Percent { return max(whole-t.Sum, 0) }

// Phrase returns the tally for people, with what is missing first: "10 %
// missing: DRG 60 %, LEI 30 %", or "100 %: …".
func (t Tally) Phrase() Phrase {
	if t.Sum == whole {
		return Say("%s: %s", whole.Exactly(), t.Parts)
	}
	return Say("%s: %s", offWhole(t.Sum), t.Parts)
}

// Tally adds up a list of portions while it is typed. The last entry is left
// out until its name is known. ok is false for other fields and if an entry is
// invalid.
func (f FieldSpec) Tally(cat *Catalogue, text string) (_ Tally, ok bool) {
	known := f.naming(cat)
	if known == nil {
		return Tally{}, false
	}
	entries := entriesOf(text, known)
	if n := len(entries); n > 0 && entries[n-1].code == "" && entries[n-1].kind == shareNone {
		entries = entries[:n-1]
	}
	if len(entries) == 0 || namesFault(entries, known) != nil {
		return Tally{}, false
	}
	_ = shareOut(entries) // entries without a share get a dash below
	var sum Percent
	parts := make([]Value, len(entries))
	for i, e := range entries {
		parts[i] = Say("%s –", known.shownAs(e.code))
		if e.kind == shareGiven {
			parts[i] = Say("%s %s", known.shownAs(e.code), e.share.Exactly())
		}
		sum += e.share
	}
	return Tally{Sum: sum, Parts: Join(parts, ", ")}, true
}

// GiveRest returns a list of portions whose shares add up to 100 %: the rest is
// divided equally among the entries without a share, or added to the last one
// if all have one. Names stay as entered. It returns an *Invalid that names the
// entry if that is not possible.
func (f FieldSpec) GiveRest(cat *Catalogue, text string) (string, error) {
	known := f.naming(cat)
	if known == nil {
		return "", &fault.Invalid{Field: f.Name, Why: "has no shares"}
	}
	entries := entriesOf(text, known)
	if len(entries) == 0 {
		return "", f.named(&fault.Invalid{Value: text, Why: "names nothing yet"})
	}
	open := 0
	for i := range entries {
		if e := &entries[i]; e.kind == shareNone || e.kind == shareRest {
			e.kind = shareRest
			open++
		}
	}
	if last := &entries[len(entries)-1]; open == 0 {
		last.kind, last.share = shareRest, 0
	}
	fault := namesFault(entries, known)
	if fault == nil {
		fault = shareOut(entries)
	}
	if fault != nil {
		return "", f.named(fault)
	}
	parts := make([]string, len(entries))
	for i, e := range entries {
		parts[i] = e.name + ":" + e.share.Plain()
	}
	if strings.ContainsAny(text, ",;") {
		return strings.Join(parts, ", "), nil
	}
	return strings.Join(parts, " "), nil
}

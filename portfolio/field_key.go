package portfolio

import (
	"slices"
	"strings"
)

// Comparison says how query terms compare a field.
type Comparison int

// The comparisons.
const (
	CompareWords    Comparison = iota // each word begins a word of the field
	CompareIndexed                    // as words, of which the store keeps an index
	CompareNumbers                    // project numbers however they are printed
	CompareCodes                      // one of several codes
	CompareKinds                      // as codes; field and global also match projects that are both
	ComparePortions                   // codes of a list of portions
	CompareStatus                     // status as of a date
	CompareDays                       // before, after, or within a day, month or year
	CompareAmounts                    // less, more or equal
)

// KeySpec says how projects are searched and sorted by a field. The zero value
// is for fields that have no key.
type KeySpec struct {
	Key     Key
	Compare Comparison
	Example string                        // of a term, such as line:DRG
	Sort    int                           // position among the sort keys, from 1; 0 if lists cannot be sorted by it
	Choices func(cat *Catalogue) []Choice // nil if any value is valid
	In      []*StoredColumn               // the portions to compare, if they are not the field's own
}

// keySpecs maps the query keys to the fields of projects.
var keySpecs = func() map[Key]*FieldSpec {
	out := map[Key]*FieldSpec{}
	for i := range projectSpecs {
		if k := projectSpecs[i].Project.Key.Key; k != "" {
			out[k] = &projectSpecs[i]
		}
	}
	return out
}()

// Keys lists every key, in the order of the columns of the list command.
var Keys = func() []Key {
	var out []Key
	for i := range projectSpecs {
		if k := projectSpecs[i].Project.Key.Key; k != "" {
			out = append(out, k)
		}
	}
	return out
}()

// SortKeys lists the keys by which lists can be sorted, the most frequently
// used first.
var SortKeys = func() []Key {
	keys := slices.DeleteFunc(slices.Clone(Keys), func(k Key) bool { return keySpecs[k].Project.Key.Sort == 0 })
	slices.SortStableFunc(keys, func(a, b Key) int { return keySpecs[a].Project.Key.Sort - keySpecs[b].Project.Key.Sort })
	return keys
}()

// Field returns the project field of a key, and false for free text and
// KeyPart.
func (k Key) Field() (*FieldSpec, bool) {
	f, ok := keySpecs[k]
	return f, ok
}

// compares returns how terms of the key compare.
func (k Key) compares() Comparison {
	if f, ok := keySpecs[k]; ok {
		return f.Project.Key.Compare
	}
	return CompareWords
}

// Opening returns the beginning of a term of the key, such as approved> or
// line:.
func (k Key) Opening() string {
	switch k.compares() {
	case CompareAmounts:
		return string(k) + string(More)
	case CompareDays:
		return string(k) + string(Less)
	case CompareWords, CompareIndexed, CompareNumbers, CompareCodes, CompareKinds, ComparePortions, CompareStatus:
	}
	return string(k) + string(Is)
}

// Portions returns the columns of portions that terms compare.
func (f *ProjectField) Portions() []*StoredColumn {
	if len(f.Key.In) > 0 {
		return f.Key.In
	}
	return []*StoredColumn{&f.Column}
}

// FindKey returns the key with a name: the key's own name, or that of its
// column in lists.
func FindKey(name string) (Key, bool) {
	name = strings.ToLower(name)
	for _, k := range Keys {
		if string(k) == name || keySpecs[k].Project.List.Name == name {
			return k, true
		}
	}
	return "", false
}

// The choices of keys.

func KindChoices(*Catalogue) []Choice {
	out := make([]Choice, len(Kinds))
	for i, k := range Kinds {
		out[i] = Choice{Code: k.String()}
	}
	return out
}

func StatusChoices(*Catalogue) []Choice { return codesOf(Statuses) }

func programmeChoices(cat *Catalogue) []Choice {
	var out []Choice
	for _, p := range cat.Programmes {
		out = append(out, Choice{Code: p.Code, Name: p.Name})
	}
	return out
}

func lineChoices(cat *Catalogue) []Choice {
	var out []Choice
	for _, l := range cat.Lines {
		out = append(out, Choice{Code: l.Code, Label: l.Label, Name: l.Name})
	}
	return out
}

func placeChoices(cat *Catalogue) []Choice {
	var out []Choice
	for _, p := range cat.Places {
		out = append(out, Choice{Code: p.Code, Name: p.Name})
	}
	return out
}

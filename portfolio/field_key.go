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
	CompareScope                      // region or countries: those that an office with this scope receives
	CompareStatus                     // status as of a date
	CompareDays                       // before, after, or within a day, month or year
	CompareAmounts                    // less, more or equal
	CompareRates                      // as amounts, in per cent
	CompareYears                      // calendar years of amounts: see Term.Confines
	ComparePlaces                     // places of amounts, with the places within them
)

// KeySpec says how projects are searched and sorted by a field. The zero value
// is for fields that have no key.
type KeySpec struct {
	Key     Key
	Also    []string // other names, beside those of the field and its column
	Compare Comparison
	Example string                        // of a term, such as line:DRG
	Sort    int                           // position among the sort keys, from 1; 0 if lists cannot be sorted by it
	Choices func(cat *Catalogue) []Choice // nil if any value is valid
	In      []*StoredColumn               // the portions to compare, if they are not the field's own
}

// keyEntry is an entry of the table of keys.
type keyEntry struct {
	*KeySpec
	field *FieldSpec // nil for keys that confine amounts, for a project has no such field
}

// confiningKeys are the keys whose terms confine amounts.
var confiningKeys = []KeySpec{
	{Key: KeyYear, Compare: CompareYears, Example: "year:2010..2013"},
	{Key: KeyPlace, Compare: ComparePlaces, Example: "place:west-africa", Choices: placeChoices},
}

// keyTable holds every key: those of fields in the order of the columns of the
// list command, then those that confine amounts.
var keyTable = func() (out []keyEntry) {
	for i := range projectSpecs {
		if spec := &projectSpecs[i].Project.Key; spec.Key != "" {
			out = append(out, keyEntry{spec, &projectSpecs[i]})
		}
	}
	for i := range confiningKeys {
		out = append(out, keyEntry{&confiningKeys[i], nil})
	}
	return out
}()

// keySpecs maps the keys to their entries.
var keySpecs = func() map[Key]keyEntry {
	out := map[Key]keyEntry{}
	for _, e := range keyTable {
		out[e.Key] = e
	}
	return out
}()

// Keys lists every key, in order.
var Keys = func() (out []Key) {
	for _, e := range keyTable {
		out = append(out, e.Key)
	}
	return out
}()

// SortKeys lists the keys by which lists can be sorted, the most frequently
// used first.
var SortKeys = func() []Key {
	keys := slices.DeleteFunc(slices.Clone(Keys), func(k Key) bool { return keySpecs[k].Sort == 0 })
	slices.SortStableFunc(keys, func(a, b Key) int { return keySpecs[a].Sort - keySpecs[b].Sort })
	return keys
}()

// Field returns the project field of a key, and false for free text, for
// KeyPart and for keys that confine amounts.
func (k Key) Field() (*FieldSpec, bool) {
	f := keySpecs[k].field
	return f, f != nil
}

// compares returns how terms of the key compare.
func (k Key) compares() Comparison {
	if e, ok := keySpecs[k]; ok {
		return e.Compare
	}
	return CompareWords
}

// ordered reports whether terms of the key compare values that have an order and
// may be unknown.
func (k Key) ordered() bool {
	c := k.compares()
	return c == CompareAmounts || c == CompareRates || c == CompareDays
}

// Opening returns the beginning of a term of the key, such as approved> or
// line:.
func (k Key) Opening() string {
	switch k.compares() {
	case CompareAmounts:
		return string(k) + string(More)
	case CompareDays, CompareRates:
		return string(k) + string(Less)
	case CompareWords, CompareIndexed, CompareNumbers, CompareCodes, CompareKinds, ComparePortions, CompareScope,
		CompareStatus, CompareYears, ComparePlaces:
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

// FindKey returns the key with a name: the key's own name, that of its column in
// lists or of its field, or what screens call the field, with or without an s:
// ends, starts, service lines, approved budget.
func FindKey(name string) (Key, bool) {
	name = keyName(name)
	for _, called := range []func(e keyEntry) bool{
		func(e keyEntry) bool { return string(e.Key) == name },
		func(e keyEntry) bool { return slices.Contains(e.names(), name) },
		func(e keyEntry) bool { return slices.Contains(e.names(), strings.TrimSuffix(name, "s")) },
		func(e keyEntry) bool { return slices.Contains(e.names(), name+"s") },
	} {
		if i := slices.IndexFunc(keyTable, called); i >= 0 && name != "" {
			return keyTable[i].Key, true
		}
	}
	return "", false
}

// Names returns what the key is called.
func (k Key) Names() []string { return keySpecs[k].names() }

// keyName returns a name in the form in which the names of keys are compared.
func keyName(name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), ":")
	name = strings.NewReplacer("_", " ", "-", " ", "us$", "", "%", "").Replace(name)
	return strings.Join(strings.Fields(name), " ")
}

// names returns what the key is called, in the form of keyName.
func (e keyEntry) names() []string {
	names := append([]string{string(e.Key)}, e.Also...)
	if f := e.field; f != nil {
		list, screen := &f.Project.List, &f.Project.Screen
		names = append(names, f.Name, f.Label, f.Noun, list.Name, list.Head, screen.Head, screen.Label)
		names = append(names, f.Also...)
	}
	for i, n := range names {
		names[i] = keyName(n)
	}
	return names
}

// The choices of keys.

func KindChoices(*Catalogue) []Choice {
	out := make([]Choice, len(Kinds))
	for i, k := range Kinds {
		out[i] = Choice{Code: k.String(), Also: alsoCalled[k.String()]}
	}
	return out
}

// alsoCalled holds what people and IATI call kinds and statuses.
var alsoCalled = map[string]string{
	Field.String(): "field projects,field project", Global.String(): "global projects,global project,global programmes",
	(Field | Global).String(): "both,field and global", string(Planned): "pipeline,upcoming,not started",
	string(Active): "ongoing,current,running,open,under way,implementation", string(Ended): "over,finished,completed,past",
	string(Cancelled): "canceled", string(StatusUnknown): "none,no dates",
}

func StatusChoices(*Catalogue) []Choice {
	out := codesOf(Statuses)
	for i := range out {
		out[i].Also = alsoCalled[out[i].Code]
	}
	return out
}

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

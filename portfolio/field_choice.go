package portfolio

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Completion is a text that completes what was typed into a field.
type Completion struct {
	Text   string // the whole text of the field
	Choice        // what the unfinished entry is completed to
}

// choosing holds the choices for a field, or for an entry of its list.
type choosing struct {
	from    func(cat *Catalogue, offices []string) []Choice
	entry   func(c Choice) string        // text by which a choice is entered; nil: its code
	naming  func(cat *Catalogue) *naming // of the entries of a list of portions; nil for others
	several bool                         // a list of names
}

// ofCatalogue adapts choices that do not depend on the register.
func ofCatalogue(from func(*Catalogue) []Choice) func(*Catalogue, []string) []Choice {
	return func(cat *Catalogue, _ []string) []Choice { return from(cat) }
}

// oneOfCodes returns the choosing of a fixed list of codes.
func oneOfCodes[T ~string](codes ...T) *choosing {
	return &choosing{from: func(*Catalogue, []string) []Choice { return codesOf(codes) }}
}

// Listed reports whether the field, or an entry of its list, has known choices
// and can be completed.
func (f FieldSpec) Listed() bool { return f.choose != nil }

func officeChoices(_ *Catalogue, offices []string) []Choice { return codesOf(offices) }

func codesOf[T ~string](codes []T) []Choice {
	out := make([]Choice, len(codes))
	for i, c := range codes {
		out[i] = Choice{Code: string(c)}
	}
	return out
}

// heldChoices returns the fields whose changes headquarters can hold.
func heldChoices(*Catalogue) []Choice {
	out := []Choice{{Code: noFields}}
	for _, kind := range sharedKinds {
		for _, s := range kind.Fields {
			if c := (Choice{Code: s.Name, Name: s.Label}); !slices.ContainsFunc(out,
				func(o Choice) bool { return o.Code == c.Code }) {
				out = append(out, c)
			}
		}
	}
	return out
}

// entry returns the text by which a choice is entered in the field.
func (f FieldSpec) entry(c Choice) string {
	if f.choose.entry != nil {
		return f.choose.entry(c)
	}
	return c.Code
}

// Complete returns the completions of a field's text; for a list, of its last
// entry. Choices come first whose code or short name begins with the text, then
// those whose name does, then those with a word in the name that does; case and
// accents are ignored. An empty text returns every choice. Left out are choices
// that the list already has and text that is complete. offices are those of the
// register, for fields that name one.
func (f FieldSpec) Complete(cat *Catalogue, offices []string, text string) []Completion {
	if f.choose == nil {
		return nil
	}
	all, known := f.choose.from(cat, offices), f.naming(cat)
	start := 0
	switch {
	case known != nil:
		if start = entryStart(text, all); start < 0 {
			return nil
		}
		for _, e := range entriesOf(text[:start], known) {
			all = slices.DeleteFunc(all, func(c Choice) bool { return c.Code == e.code })
		}
	case f.choose.several:
		start = strings.LastIndexAny(text, ", ") + 1
		before := splitNames(text[:start])
		all = slices.DeleteFunc(all, func(c Choice) bool { return slices.Contains(before, strings.ToLower(c.Code)) })
	}
	var out []Completion
	for _, c := range matching(all, text[start:]) {
		if entry := f.entry(c); entry != strings.TrimSpace(text[start:]) {
			out = append(out, Completion{Text: text[:start] + entry, Choice: c})
		}
	}
	return out
}

// entryStart returns where the last entry of a list of portions begins, or a
// negative number if the entry has a share, so that nothing is left to
// complete.
func entryStart(text string, all []Choice) int {
	start := strings.LastIndexAny(text, ",;") + 1
	commas := start > 0
	for start < len(text) && text[start] == ' ' {
		start++
	}
	entry := text[start:]
	if commas {
		if strings.ContainsAny(entry, ":%") {
			return -1
		}
		return start
	}
	if i := strings.LastIndexAny(entry, ":%"); i >= 0 {
		next := strings.IndexByte(entry[i:], ' ')
		if next < 0 {
			return -1
		}
		start += i + next + 1
	}
	return start + wordsStart(text[start:], all)
}

// wordsStart returns where the longest run of words at the end of text begins
// that is the beginning of a choice; the start of the last word if there is
// none.
func wordsStart(text string, all []Choice) int {
	last := strings.LastIndexByte(text, ' ') + 1
	words := strings.Count(text, " ")
	for i := 0; i < last; words-- {
		if words < longestName && text[i] != ' ' && len(matching(all, text[i:])) > 0 {
			return i
		}
		i += strings.IndexByte(text[i:], ' ') + 1
	}
	return last
}

// matching returns the choices that begin with text, the best match first.
func matching(all []Choice, text string) []Choice {
	begun := folded(strings.TrimLeft(text, " "))
	var ranked [3][]Choice
	for _, c := range all {
		if r := rankOf(c, begun); r < len(ranked) {
			ranked[r] = append(ranked[r], c)
		}
	}
	return slices.Concat(ranked[:]...)
}

// rankOf returns how well text matches the beginning of a choice: 0 its code or
// short name, 1 its name, 2 a word of its name, 3 not at all.
func rankOf(c Choice, begun string) int {
	name := folded(c.Name)
	switch {
	case strings.HasPrefix(folded(c.Code), begun) || strings.HasPrefix(folded(c.Label), begun):
		return 0
	case strings.HasPrefix(name, begun):
		return 1
	}
	for i, r := range name {
		if !unicode.IsLetter(r) && strings.HasPrefix(strings.TrimLeft(name[i+len(string(r)):], " ("), begun) {
			return 2
		}
	}
	return 3
}

// folded returns a text in lower case without accents.
func folded(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return strings.ToLower(s)
}

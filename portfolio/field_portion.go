package portfolio

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// naming holds the names that entries of a list can have.
type naming struct {
	what  string            // such as place
	codes map[string]string // code by name, in lower case
	known []string          // names to suggest
	shown map[string]string // short names for people, by code
}

func newNaming(what string) *naming {
	return &naming{what: what, codes: map[string]string{}, shown: map[string]string{}}
}

// shownAs returns the short name of a code, or the code if it has none.
func (n *naming) shownAs(code string) string { return cmp.Or(n.shown[code], code) }

func (n *naming) name(code string, names ...string) {
	for _, name := range append(names, code) {
		if name = strings.ToLower(name); name != "" && n.codes[name] == "" {
			n.codes[name] = code
		}
	}
}

// find returns the code for a name, empty if there is none.
func (n *naming) find(name string) string { return n.codes[strings.ToLower(name)] }

func namedLines(cat *Catalogue) *naming {
	n := newNaming("service line")
	for _, l := range cat.Lines {
		n.name(l.Code, l.Label, l.Name, strings.ReplaceAll(l.Code, "-", " "))
		n.shown[l.Code] = l.Label
		n.known = append(n.known, l.Label, l.Code)
	}
	return n
}

func namedPlaces(cat *Catalogue) *naming {
	n := newNaming("place")
	for _, p := range cat.Places {
		n.name(p.Code, p.Name)
		n.shown[p.Code] = p.Name
		n.known = append(n.known, p.Name)
	}
	return n
}

func readLines(cat *Catalogue, text string) (string, error) {
	return readPortions(text, namedLines(cat))
}

func readPlaces(cat *Catalogue, text string) (string, error) {
	return readPortions(text, namedPlaces(cat))
}

// readPlaceNames reads places without shares, as codes between blanks. An
// *Invalid names the entry.
func readPlaceNames(cat *Catalogue, text string) (string, error) {
	known := namedPlaces(cat)
	entries := entriesOf(text, known)
	if fault := namesFault(entries, known); fault != nil {
		return "", fault
	}
	codes := make([]string, len(entries))
	for i, e := range entries {
		if codes[i] = e.code; e.kind != shareNone {
			return "", &fault.Invalid{Value: e.text, Why: "has a share"}
		}
	}
	return strings.Join(codes, " "), nil
}

// readPortions reads codes or names with shares, such as DRG:60, LEI:40,
// separated by commas, or by blanks if there is no comma. Without any share all
// are equal; * stands for the rest, divided equally among several. An *Invalid
// names the entry.
func readPortions(text string, known *naming) (string, error) {
	entries := entriesOf(text, known)
	if fault := namesFault(entries, known); fault != nil {
		return "", fault
	}
	if codes, equal := undivided(entries); equal {
		return FormatPortions(EqualPortions(codes...)), nil
	}
	if fault := shareOut(entries); fault != nil {
		return "", fault
	}
	portions := make([]Portion, len(entries))
	var sum Percent
	for i, e := range entries {
		portions[i] = Portion{Code: e.code, Share: e.share}
		sum += e.share
	}
	if sum != whole {
		return "", &fault.Invalid{Value: text, Why: "adds up to " + sum.Plain() + " %, " + offWhole(sum).Shown()}
	}
	return FormatPortions(portions), nil
}

// undivided returns the codes of entries of which none has a number, so that all
// shares are equal.
func undivided(entries []portionEntry) (codes []string, equal bool) {
	for _, e := range entries {
		codes = append(codes, e.code)
	}
	other := func(e portionEntry) bool { return e.kind == shareGiven || e.kind != entries[0].kind }
	return codes, !slices.ContainsFunc(entries, other)
}

// whole is 100 %.
const whole Percent = 10_000

// offWhole says how far a sum is below or above 100 %.
func offWhole(sum Percent) Phrase {
	if sum > whole {
		return Say("%s too much", (sum - whole).Exactly())
	}
	return Say("%s missing", (whole - sum).Exactly())
}

// shareKind says how an entry of a list states its share.
type shareKind int

const (
	shareNone  shareKind = iota // no share
	shareGiven                  // a number
	shareRest                   // *: what the others leave
	shareWrong                  // not a share
)

// portionEntry is one entry of a list of portions as entered.
type portionEntry struct {
	text  string // the whole entry
	name  string
	code  string // empty if the name is unknown
	kind  shareKind
	share Percent
}

// entriesOf parses a list of portions, finished or not.
func entriesOf(text string, known *naming) []portionEntry {
	var out []portionEntry
	for _, part := range portionParts(text, known) {
		name, share, shared := cutShare(part)
		e := portionEntry{text: part, name: name, code: known.find(name)}
		switch {
		case !shared:
		case share == "*":
			e.kind = shareRest
		default:
			e.kind = shareWrong
			if parsed, err := ParsePortions("x:" + share); err == nil && len(parsed) == 1 && parsed[0].Share > 0 {
				e.kind, e.share = shareGiven, parsed[0].Share
			}
		}
		out = append(out, e)
	}
	return out
}

// namesFault returns the fault in single entries, whatever the others are: all
// unknown names, otherwise the first of another kind.
func namesFault(entries []portionEntry, known *naming) error {
	var unknown fault.Unknown
	seen := map[string]bool{}
	for _, e := range entries {
		if e.code == "" {
			unknown.Add(e.text, known.suggest(e))
		}
	}
	if len(unknown) > 0 {
		return unknown.Invalid("names no "+known.what, "name no "+known.what)
	}
	for _, e := range entries {
		switch {
		case seen[e.code]:
			return &fault.Invalid{Value: e.text, Why: "names " + e.code + " twice"}
		case e.kind == shareWrong:
			return &fault.Invalid{Value: e.text, Why: "has no share in per cent, over 0 and at most 100"}
		}
		seen[e.code] = true
	}
	return nil
}

// suggest returns a hint for an entry without a known name: how its share is written if one follows a known name,
// such as TIP:60 for TIP=60 and for TIP60, otherwise the nearest names.
func (n *naming) suggest(e portionEntry) string {
	rest := strings.TrimRight(strings.TrimSuffix(e.text, "%"), "0123456789. ")
	share := strings.Trim(strings.TrimPrefix(e.text, rest), "% ")
	if name := strings.TrimRight(rest, " =-/("); share != "" && n.find(name) != "" {
		return "enter " + name + ":" + share
	}
	return fault.Suggest(e.name, n.known)
}

// shareOut gives a share to every entry without a number: to all if none has
// one, otherwise the rest to those with *. Remainders of the division go to the
// first entries.
func shareOut(entries []portionEntry) error {
	given, rest, bare := whole, []*portionEntry{}, 0
	for i := range entries {
		switch e := &entries[i]; e.kind {
		case shareGiven:
			given -= e.share
		case shareRest:
			rest = append(rest, e)
		case shareNone:
			bare++
		case shareWrong:
		}
	}
	if bare == len(entries) {
		for i := range entries {
			rest = append(rest, &entries[i])
		}
		bare = 0
	}
	for _, e := range entries {
		if bare > 0 && e.kind == shareNone {
			return &fault.Invalid{Value: e.text, Why: "has no share while others have one",
				Do: fmt.Sprintf("write %s:50, or %s:* for the rest", e.name, e.name)}
		}
	}
	if len(rest) > 0 && given < Percent(len(rest)) {
		return &fault.Invalid{Value: rest[0].text, Why: "gets nothing: the others have " + (whole - given).Plain() + " %",
			Do: "take something from them"}
	}
	for i, share := range shareEqually(len(rest), given) {
		rest[i].kind, rest[i].share = shareGiven, share
	}
	return nil
}

// tidyShares matches the blanks around shares, which must go before a list is
// split at blanks.
var tidyShares = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s*(:|%)\s*`)
})

// portionParts splits a list of portions at commas or, if it has none, at
// blanks that are not part of a name. A text that is a single name, even one
// with commas, is one part.
func portionParts(text string, known *naming) []string {
	if oneEntry(text, known) {
		return []string{text}
	}
	var parts []string
	if strings.ContainsAny(text, ",;") {
		for _, p := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' }) {
			if p = strings.TrimSpace(p); p != "" {
				parts = append(parts, p)
			}
		}
		return joinNames(parts, known)
	}
	text = tidyShares().ReplaceAllStringFunc(text, func(s string) string {
		if strings.Contains(s, ":") {
			return ":"
		}
		return "% "
	})
	for words := strings.Fields(text); len(words) > 0; {
		n := nameWords(words, known)
		if part := strings.Join(words[:n], " "); part != "and" || len(parts) == 0 {
			parts = append(parts, part)
		}
		words = words[n:]
	}
	return parts
}

// joinNames joins parts that were split at a comma within a name, such as
// Border, port and airport control.
func joinNames(parts []string, known *naming) []string {
	var out []string
	for len(parts) > 0 {
		n := len(parts)
		for n > 1 && !oneEntry(strings.Join(parts[:n], ", "), known) {
			n--
		}
		out, parts = append(out, strings.Join(parts[:n], ", ")), parts[n:]
	}
	return out
}

// longestName is the largest number of words in a name.
const longestName = 8

// nameWords returns how many of the first words form one entry: as many as the
// longest known name, otherwise one.
func nameWords(words []string, known *naming) int {
	for n := min(len(words), longestName); n > 1; n-- {
		if oneEntry(strings.Join(words[:n], " "), known) {
			return n
		}
	}
	return 1
}

// oneEntry reports whether text is a single name, with or without a share.
func oneEntry(text string, known *naming) bool {
	name, share, _ := cutShare(text)
	return known.find(name) != "" && !strings.ContainsAny(share, " ,;:")
}

// cutShare splits a portion into name and share: DRG:60, DRG: 60 %, DRG 60 % or
// DRG 60.
func cutShare(part string) (name, share string, shared bool) {
	part = strings.TrimSpace(part)
	trimmed := strings.TrimSpace(strings.TrimSuffix(part, "%"))
	if name, share, ok := strings.Cut(trimmed, ":"); ok {
		return strings.TrimSpace(name), strings.TrimSpace(share), true
	}
	if i := strings.LastIndexByte(trimmed, ' '); i > 0 && (trimmed != part || digits(trimmed[i+1:])) {
		return strings.TrimSpace(trimmed[:i]), trimmed[i+1:], true
	}
	return part, "", false
}

// digits reports whether text begins with a digit and goes on like a number.
func digits(text string) bool {
	return text[0] >= '0' && text[0] <= '9' && strings.Trim(text, "0123456789.") == ""
}

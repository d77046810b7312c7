package fault

import (
	"slices"
	"strings"
)

// Suggest returns a hint with the valid names nearest to the given one; if none
// is near, with all of them if they are few, otherwise with the nearest.
func Suggest(given string, valid []string) string {
	if near := Nearest(given, valid, 3); len(near) > 0 {
		return "did you mean " + Either(near) + "?"
	}
	if len(valid) <= 15 {
		return "use one of " + strings.Join(valid, ", ")
	}
	return "the nearest are " + Either(leastFar(given, valid, 3))
}

// Either joins names as a, b or c.
func Either(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// leastFar returns the n names with the fewest edits, each once.
func leastFar(given string, valid []string, n int) []string {
	names := slices.Clone(valid)
	slices.Sort(names)
	names = slices.Compact(names)
	g := strings.ToLower(given)
	slices.SortStableFunc(names, func(a, b string) int {
		return edits(g, strings.ToLower(a)) - edits(g,
			strings.ToLower(b))
	})
	return names[:min(n, len(names))]
}

// Nearest returns at most n valid names near the given one: those that contain
// it, or need at most a third of its length in edits, or two.
func Nearest(given string, valid []string, n int) []string {
	type near struct {
		name string
		far  int
	}
	var found []near
	g := strings.ToLower(given)
	for _, v := range valid {
		l := strings.ToLower(v)
		far := edits(g, l)
		if len(g) >= 3 && strings.Contains(l, g) {
			far = min(far, 1)
		}
		if v != "" && far <= max(2, len(g)/3) && far < max(len(l), len(g)) {
			found = append(found, near{v, far})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.far - b.far })
	var names []string
	for _, f := range found {
		if len(names) < n && f.far <= found[0].far+1 && !slices.Contains(names, f.name) {
			names = append(names, f.name)
		}
	}
	return names
}

// Slip returns the valid name for which the given one was probably mistyped: one
// with the same first letter that differs in a single letter, or in one of four;
// empty if there is none.
func Slip(given string, valid []string) string {
	g := strings.ToLower(given)
	for _, near := range leastFar(given, valid, 1) {
		n := strings.ToLower(near)
		if g != "" && strings.HasPrefix(n, g[:1]) && edits(g, n) <= max(1, len(g)/4) {
			return near
		}
	}
	return ""
}

// edits returns the Levenshtein distance of two strings, in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// Unknown is the names in a list that are not valid, with a hint for each.
type Unknown []struct{ name, hint string }

// Add adds a name that is not valid.
func (u *Unknown) Add(name, hint string) { *u = append(*u, struct{ name, hint string }{name, hint}) }

// Invalid returns the error that names all of them; one says what is wrong with
// a single name, many with several.
func (u Unknown) Invalid(one, many string) *Invalid {
	var names, hints []string
	for _, x := range u {
		names = append(names, x.name)
		if !slices.Contains(hints, x.hint) {
			hints = append(hints, x.hint)
		}
	}
	in := &Invalid{Value: strings.Join(names, ", "), Why: one, Do: strings.Join(hints, "; ")}
	if len(u) > 1 {
		in.Why = many
	}
	return in
}

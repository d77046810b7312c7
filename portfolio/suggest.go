package portfolio

import (
	"fmt"
	"slices"
	"strings"
)

// suggest returns a hint that names the valid names nearest to what was given,
// or all of them where none is near.
func suggest(given string, valid []string) string {
	near := Nearest(given, valid, 3)
	switch len(near) {
	case 0:
		if len(valid) > 15 {
			return ""
		}
		return "use one of " + strings.Join(valid, ", ")
	case 1:
		return fmt.Sprintf("did you mean %s?", near[0])
	}
	return fmt.Sprintf("did you mean %s or %s?", strings.Join(near[:len(near)-1], ", "), near[len(near)-1])
}

// Nearest returns at most n of the valid names that are near to the given one:
// those that contain it or need the fewest edits, at most a third of its
// length and at least two.
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

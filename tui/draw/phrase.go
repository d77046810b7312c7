package draw

import (
	"strings"
)

// Sentence returns a text that ends as a sentence does.
func Sentence(s string) string {
	s = strings.TrimRight(s, " …,;")
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return strings.TrimSuffix(s, ":") + "."
}

// Joined returns the parts that say something, between commas.
func Joined(parts ...string) string { return strings.Join(NonEmpty(parts...), ", ") }

func NonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

package draw

import (
	"strings"
)

// Sentence returns a text with a full stop, unless it ends in a punctuation mark already.
func Sentence(s string) string {
	s = strings.TrimRight(s, " …,;")
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return strings.TrimSuffix(s, ":") + "."
}

// Dots returns a sentence with three dots for each ellipsis. In ASCII, two would say that it was cut.
func Dots(s string) string { return strings.ReplaceAll(s, "…", "...") }

// Joined joins the parts that are not empty with commas.
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

// Otherwise marks a total that differs from the one that the document prints.
const Otherwise = "≠"

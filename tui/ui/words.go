package ui

import "strings"

// HasWords reports whether a text contains each of some words, in any case.
func HasWords(text, words string) bool {
	text = strings.ToLower(text)
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

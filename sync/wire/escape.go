package wire

import (
	"fmt"
	"strings"
)

// plain are the characters besides letters and digits that mailers do not
// alter.
const plain = ".,;:'()/-+!?=%"

// escape returns the characters of a text as they are written in a diff. Those
// that mailers alter, convert, link or read as markup become \uXXXX.
func escape(s string) []string {
	parts := make([]string, 0, len(s))
	var last, lastBut1 rune
	for i, r := range s {
		keep := false
		switch r {
		case ' ':
			keep = i > 0 && i < len(s)-1 && last != ' '
		case '-':
			keep = last != '-'
		case '/':
			keep = last != ':'
		case '.':
			keep = last != '.' && (last != 'w' || lastBut1 != 'w')
		default:
			keep = r < 0x80 && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
				strings.ContainsRune(plain, r))
		}
		switch {
		case keep:
			parts = append(parts, s[i:i+1]) // ASCII
		case r > 0xffff:
			parts = append(parts, fmt.Sprintf(`\U%08x`, r))
		default:
			parts = append(parts, fmt.Sprintf(`\u%04x`, r))
		}
		lastBut1, last = last, r
	}
	return parts
}

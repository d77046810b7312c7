package paint

import (
	"bytes"
	"unicode/utf8"
)

// longestPaste is the number of bytes of a paste from which on the rest is dropped. It is a little more than the
// longest text that anything takes, so that nothing takes a part of a text for the whole.
const longestPaste = 8<<20 + 1

// paste is a pasted text.
type paste struct {
	text bytes.Buffer
	cut  bool // its end was dropped
}

// add adds a character to a paste. What is no character is not taken.
func (p *paste) add(c []byte) {
	switch {
	case len(c) == 1 && c[0] >= utf8.RuneSelf:
	case p.text.Len() >= longestPaste:
		p.cut = true
	default:
		p.text.Write(c)
	}
}

// pastedLength is keyLength within a paste, where only what ends it is more than a character.
func pastedLength(b []byte) int {
	if b[0] != esc {
		return keyLength(b)
	}
	for _, end := range []string{pasteEnd, ctrlCKitty} {
		switch n := min(len(end), len(b)); {
		case string(b[:n]) != end[:n]:
		case n == len(end):
			return n
		default:
			return 0
		}
	}
	return 1
}

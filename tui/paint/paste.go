package paint

import (
	"bytes"
	"sync"
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

// pastes keeps pasted texts beside the keys: among those are only their starts and ends.
type pastes struct {
	open  *paste // between the start and the end of one
	mu    sync.Mutex
	whole []*paste
}

func (p *pastes) begin() { p.open = &paste{} }

// add adds a character to a paste. What is no character is not taken.
func (p *pastes) add(c []byte) {
	switch {
	case len(c) == 1 && c[0] >= utf8.RuneSelf:
	case p.open.text.Len() >= longestPaste:
		p.open.cut = true
	default:
		p.open.text.Write(c)
	}
}

func (p *pastes) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.whole = append(p.whole, p.open)
	p.open = nil
}

// next returns the first paste that nobody has taken.
func (p *pastes) next() *paste {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.whole) == 0 {
		return &paste{}
	}
	first := p.whole[0]
	p.whole = p.whole[1:]
	return first
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

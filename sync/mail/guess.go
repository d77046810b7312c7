package mail

import (
	"bytes"
	"iter"
	"slices"

	"fieldfolio/sync/mail/charset"
	"fieldfolio/sync/mail/undo"
)

// leaf is a part without parts, as text.
type leaf struct {
	data    []byte
	charset string // as declared
}

// maxGuessed is the maximum number of bytes of all guesses at a message; the
// last may exceed it.
const maxGuessed = 4 * maxDecoded

// guesses yields other ways to read a message whose description of itself is
// wrong or missing: first as the ASCII that it was, then with characters
// instead of their codes.
func (w *walk) guesses(raw []byte) func(func(view) bool) {
	if noText(raw) {
		return func(func(view) bool) {}
	}
	all := append(slices.Clone(w.leaves), leaf{data: raw[:min(len(raw), maxDecoded)]})
	return func(yield func(view) bool) {
		left := effort(maxGuessed)
		for _, wide := range []bool{false, true} {
			for i, l := range all {
				for text := range l.texts(wide || i == len(all)-1) {
					if v := viewOf(text, wide); !left.spend(v.text) || !yield(v) {
						return
					}
				}
			}
		}
	}
}

func viewOf(text []byte, wide bool) view {
	if wide {
		return view{text: charset.Wide(text), wide: true}
	}
	return view{text: charset.ASCII(text)}
}

// texts yields what a part may be: itself, if it is to be in it, in another
// character set, or decoded without a declaration.
func (l leaf) texts(itself bool) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if itself && !yield(l.data) {
			return
		}
		for text := range charset.Others(l.data, l.charset) {
			if !yield(text) || bytes.IndexByte(text, '<') >= 0 && !yield(undo.HTML(text)) {
				return
			}
		}
		for text := range undo.Texts(l.data) {
			if !yield(text) {
				return
			}
		}
	}
}

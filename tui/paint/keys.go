package paint

import (
	"bytes"
	"io"
	"slices"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

const (
	esc        = 0x1b
	ctrlC      = "\x03"
	ctrlCKitty = "\x1b[99;5u"
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"

	// longestKey is the number of bytes of a sequence from which on the rest of it is dropped. No key has that
	// many, nor any answer of a terminal that is asked for.
	longestKey = 4096

	// pasteSilence ends a paste whose end never arrives.
	pasteSilence = time.Second

	// stillTime is how long nothing may arrive, once the program is to end, until all counts as read that
	// had arrived before, and longestStill how long that may take in all.
	stillTime    = 30 * time.Millisecond
	longestStill = 300 * time.Millisecond
)

// keys reads what is typed and passes on whole keys: escape sequences and characters that arrive in
// pieces are held until they are complete, at most for patience.
type keys struct {
	patience atomic.Int64 // in nanoseconds
	in       chan []byte
	failed   error // why reading ended; set before in is closed

	asked chan struct{} // closed: no more is to be read than had arrived
	done  chan struct{} // closed: nobody reads keys any more
	until time.Time     // when that ends at the latest; zero: nobody has asked

	held  []byte // read, not passed on: the beginning of a sequence
	since int    // bytes of held that were there before the latest read
	cut   bool   // held is what is left of a sequence that is too long; it is not passed on
	open  *paste // between the start and the end of one
	ready []input
	over  error // why no more keys come
}

// input is a whole key, as it was sent, or a pasted text.
type input struct {
	key   string
	paste *paste // nil: it is a key
}

// newKeys reads from a terminal until it fails; then it calls gone.
func newKeys(from io.Reader, gone func()) *keys {
	k := &keys{in: make(chan []byte), asked: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(k.in)
		for p := make([]byte, 4096); ; {
			n, err := from.Read(p)
			if n > 0 {
				select {
				case k.in <- bytes.Clone(p[:n]):
				case <-k.done:
					return
				}
			}
			if err != nil {
				k.failed = err
				gone()
				return
			}
		}
	}()
	return k
}

// stop has keys end with what has arrived. It is called once.
func (k *keys) stop() { close(k.asked) }

// close is called when nobody reads any more.
func (k *keys) close() { close(k.done) }

// next returns what was typed next, and an error once nothing more is.
func (k *keys) next() (input, error) {
	for len(k.ready) == 0 {
		if k.over != nil {
			return input{}, k.over
		}
		k.wait()
	}
	in := k.ready[0]
	k.ready = k.ready[1:]
	return in, nil
}

// wait takes the next piece, or gives up waiting for the rest of a held one.
func (k *keys) wait() {
	var late, still <-chan time.Time
	switch {
	case len(k.held) > 0:
		late = time.After(time.Duration(k.patience.Load()))
	case k.open != nil:
		late = time.After(pasteSilence)
	}
	asked := k.asked
	if !k.until.IsZero() {
		asked, still = nil, time.After(min(stillTime, time.Until(k.until)))
	}
	select {
	case piece, ok := <-k.in:
		if !ok {
			k.end(k.failed)
			return
		}
		k.since = len(k.held)
		k.held = append(k.held, piece...)
		k.split()
	case <-asked:
		k.until = time.Now().Add(longestStill)
	case <-still:
		k.end(io.EOF)
	case <-late:
		k.giveUp()
	case <-k.done:
		k.end(io.EOF)
	}
}

// end ends the keys. What is held is no key, and might be the beginning of any: that it was Esc, which drops
// what is typed, cannot be known any more. A paste is over.
func (k *keys) end(why error) {
	k.over, k.held = why, nil
	if k.open != nil {
		k.pass([]byte(pasteEnd))
	}
}

// split passes on the whole keys at the beginning of what is held.
func (k *keys) split() {
	for len(k.held) > 0 {
		length := keyLength
		if k.open != nil {
			length = pastedLength
		}
		n := length(k.held)
		if n == 0 {
			k.shorten()
			return
		}
		if k.since == 1 && n >= 2 && k.held[0] == esc && !introduces(k.held[1]) {
			n = 1 // esc was a key of its own: alt+key arrives in one piece
		}
		if !k.cut {
			k.pass(k.held[:n])
		}
		k.cut = false
		k.held = k.held[n:]
		k.since = max(k.since-n, 0)
	}
}

// shorten leaves of a sequence that is too long what tells where it ends.
func (k *keys) shorten() {
	if len(k.held) <= longestKey {
		return
	}
	last := k.held[len(k.held)-1]
	k.held = slices.Clone(k.held[:3])
	if last == esc { // perhaps it begins ST
		k.held = append(k.held, esc)
	}
	k.since, k.cut = len(k.held), true
}

// pass passes on one key, or a paste once it has ended. What is no character is not passed on.
func (k *keys) pass(key []byte) {
	switch text := string(key); {
	case k.open == nil && text == pasteStart:
		k.open = &paste{}
	case k.open != nil && text == pasteEnd:
		k.finish()
	case k.open != nil && (text == ctrlC || text == ctrlCKitty):
		k.finish()
		k.ready = append(k.ready, input{key: text})
	case k.open != nil:
		k.open.add(key)
	case text != pasteEnd && (len(key) > 1 || key[0] < utf8.RuneSelf):
		k.ready = append(k.ready, input{key: text})
	}
}

// finish passes on the paste that is open.
func (k *keys) finish() {
	k.ready = append(k.ready, input{paste: k.open})
	k.open = nil
}

// giveUp stops waiting: what looked like the beginning of a sequence was the key Esc, perhaps with a
// character after it, or the rest of a sequence is lost. A paste is over.
func (k *keys) giveUp() {
	if len(k.held) == 0 {
		k.pass([]byte(pasteEnd))
		return
	}
	held := k.held
	k.held, k.since, k.cut = nil, 0, false
	if held[0] != esc || len(held) > 2 && k.open == nil {
		return // part of a character, or of a sequence
	}
	for i := range held {
		k.pass(held[i : i+1])
	}
}

// introduces reports whether a character after esc begins a longer sequence.
func introduces(c byte) bool { return bytes.IndexByte([]byte("[O]P_^X"), c) >= 0 }

// keyLength returns the length of the key at the beginning of b, 0 if it is not complete.
func keyLength(b []byte) int {
	switch {
	case b[0] != esc && utf8.FullRune(b):
		_, n := utf8.DecodeRune(b)
		return n
	case b[0] != esc || len(b) == 1:
		return 0
	case b[1] == esc:
		return 1 // esc, then another sequence
	case b[1] == '[':
		return controlLength(b)
	case b[1] == 'O':
		return afterParameters(b, 2)
	case introduces(b[1]):
		return stringLength(b)
	}
	if n := keyLength(b[1:]); n > 0 {
		return 1 + n // alt and a character
	}
	return 0
}

// controlLength returns the length of a control sequence, CSI.
func controlLength(b []byte) int {
	if len(b) == 2 {
		return 0
	}
	switch b[2] {
	case '[': // function keys of the Linux console
		return whole(b, 4)
	case 'M': // the mouse, in its first encoding
		return whole(b, 6)
	}
	return afterParameters(b, 2)
}

// afterParameters returns the length of a sequence that ends with the first byte from i on that is
// not a parameter. A control character does not belong to it.
func afterParameters(b []byte, i int) int {
	for ; i < len(b); i++ {
		switch {
		case b[i] < 0x20 || b[i] >= 0x7f:
			return i
		case b[i] >= 0x40:
			return i + 1
		}
	}
	return 0
}

// stringLength returns the length of a string, such as OSC: it ends with BEL or with ST.
func stringLength(b []byte) int {
	for i := 2; i < len(b); i++ {
		switch {
		case b[i] == '\a':
			return i + 1
		case b[i] == esc && i+1 < len(b):
			if b[i+1] == '\\' {
				return i + 2
			}
			return i
		}
	}
	return 0
}

func whole(b []byte, n int) int {
	if len(b) < n {
		return 0
	}
	return n
}

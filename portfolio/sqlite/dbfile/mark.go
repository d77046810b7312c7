package dbfile

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// A Mark names one state of a database and those before it. It is in the
// database, and each transaction that writes sets the next one. It tells whether
// a file continues a state that was seen before, and whether a journal is of the
// file that it is beside.
type Mark struct {
	n       uint64 // how many states there were before
	journal uint32 // the nonce of the journal with which this one was written
	states  [remembered]state
}

// state is a random name, so that two copies of a file that are changed apart
// have different ones.
type state [8]byte

// remembered is how many states a mark names, the latest first.
const remembered = 128

// markHead begins a mark. A page of a journal is searched for it.
const markHead = "FFOL state mark\x00"

// markSize is the length of an encoded mark.
const markSize = markStart + remembered*len(state{})

// markStart is the length of what is before the states.
const markStart = len(markHead) + 8 + 4

// NewMark returns the mark of a database that continues no other one.
func NewMark() Mark { return Mark{}.Next() }

// Next returns the mark of the state after m.
func (m Mark) Next() Mark {
	next := Mark{n: m.n + 1}
	copy(next.states[1:], m.states[:])
	_, _ = rand.Read(next.states[0][:]) // never fails
	return next
}

// Copied returns the mark for a copy in which the pages are in another order: it
// continues nothing, and is the same for each copy of one state.
func (m Mark) Copied() Mark {
	copied := Mark{n: 1}
	sum := sha256.Sum256(m.Bytes())
	copy(copied.states[0][:], sum[:])
	return copied
}

// Continues reports whether a database with this mark has all that one with the
// mark seen had. If that is too long ago to tell, it is assumed.
func (m Mark) Continues(seen Mark) bool {
	if seen.n == 0 { // none was seen
		return true
	}
	if m.n < seen.n {
		return false
	}
	ago := m.n - seen.n
	return ago >= remembered || m.states[ago] == seen.states[0]
}

// Bytes encodes a mark. All marks have one length, so that a mark is written
// over the one before.
func (m Mark) Bytes() []byte {
	b := binary.BigEndian.AppendUint64([]byte(markHead), m.n)
	b = binary.BigEndian.AppendUint32(b, m.journal)
	for _, s := range m.states {
		b = append(b, s[:]...)
	}
	return b
}

// ParseMark decodes a mark.
func ParseMark(b []byte) (Mark, error) {
	if len(b) != markSize || !bytes.HasPrefix(b, []byte(markHead)) {
		return Mark{}, errors.New("not the mark of a database")
	}
	m := Mark{n: binary.BigEndian.Uint64(b[len(markHead):]), journal: binary.BigEndian.Uint32(b[len(markHead)+8:])}
	for i := range m.states {
		copy(m.states[i][:], b[markStart+i*len(state{}):])
	}
	return m, nil
}

// markIn returns the mark on a page of a database. Should a page have former
// ones too, where SQLite has not written over them, the last counts.
func markIn(page []byte) (last Mark, found bool) {
	for {
		i := bytes.Index(page, []byte(markHead))
		if i < 0 || len(page) < i+markSize {
			return last, found
		}
		if m, err := ParseMark(page[i : i+markSize]); err == nil && (!found || m.n > last.n) {
			last, found = m, true
		}
		page = page[i+1:]
	}
}

// String returns the number and the name of the state.
func (m Mark) String() string { return fmt.Sprintf("%d-%x", m.n, m.states[0]) }

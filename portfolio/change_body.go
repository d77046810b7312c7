package portfolio

import (
	"encoding/binary"
	"errors"
	"time"
)

// The body of a change is all of its content but office, incarnation, number
// and record: texts with their length in front and numbers, both as varints,
// in this order: kind of the new record, person with login as JoinAuthor joins
// them, second, number of fields, each with name, a zero or one for unset,
// value; number of over, each with office, incarnation, number, hash; reason,
// step.

// Body returns the canonical encoding of the content, for storage.
func (c *Change) Body() []byte { return c.appendBody(make([]byte, 0, 128)) }

func (c *Change) appendBody(b []byte) []byte {
	b = appendText(b, string(c.Creates))
	b = appendText(b, c.AuthorText())
	b = appendNumber(b, c.At.Unix())
	b = appendNumber(b, int64(len(c.Fields)))
	for _, f := range c.Fields {
		b = appendText(b, f.Field)
		unset := int64(0)
		if f.Unset {
			unset = 1
		}
		b = appendNumber(b, unset)
		b = appendText(b, f.Value)
	}
	b = appendNumber(b, int64(len(c.Over)))
	for _, o := range c.Over {
		b = appendText(b, o.Office)
		b = appendText(b, o.Incarnation)
		b = appendNumber(b, o.N)
		b = appendText(b, o.Hash)
	}
	b = appendText(b, c.Reason)
	return appendText(b, c.Step)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendNumber(b []byte, n int64) []byte { return binary.AppendVarint(b, n) }

// ErrBody is returned for a body that no release could have written.
var ErrBody = errors.New("the body of a change is damaged")

// SetBody decodes what Body returns into c and leaves c's id and record as they
// are. It returns ErrBody for anything else.
func (c *Change) SetBody(body []byte) error {
	r := bodyReader{rest: string(body)}
	c.Creates = RecordKind(r.text())
	c.Person, c.Login = SplitAuthor(r.text())
	c.At = time.Unix(r.number(), 0).UTC()
	c.Fields, c.Over = nil, nil
	for range r.count(3) {
		c.Fields = append(c.Fields, Setting{Field: r.text(), Unset: r.number() != 0, Value: r.text()})
	}
	for range r.count(4) {
		c.Over = append(c.Over, ID{Office: r.text(), Incarnation: r.text(), N: r.number(), Hash: r.text()})
	}
	c.Reason, c.Step = r.text(), r.text()
	if r.bad || r.rest != "" {
		return ErrBody
	}
	return nil
}

// bodyReader reads from a string, so that the texts that it returns share its
// memory.
type bodyReader struct {
	rest string
	bad  bool
}

func (r *bodyReader) uvarint() uint64 {
	var n uint64
	for i := range min(len(r.rest), binary.MaxVarintLen64) {
		c := r.rest[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.bad, r.rest = true, ""
	return 0
}

func (r *bodyReader) number() int64 {
	n := r.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *bodyReader) text() string {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.bad, r.rest = true, ""
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// count reads the length of a list whose entries take at least size bytes each.
func (r *bodyReader) count(size int) int {
	n := r.number()
	if n < 0 || n > int64(len(r.rest)/size) {
		r.bad, r.rest = true, ""
		return 0
	}
	return int(n)
}

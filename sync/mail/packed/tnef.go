package packed

import (
	"bytes"
	"encoding/binary"
)

// The attributes of a winmail.dat (TNEF) that have texts or files.
const (
	tnefBody       = 0x0002800c
	tnefAttachment = 0x0006800f
	tnefProperties = 0x00069003
)

// The properties of MAPI with the text of a message.
const (
	mapiBody = 0x1000
	mapiRTF  = 0x1009
	mapiHTML = 0x1013
)

// openTNEF takes the text and the attachments out of a winmail.dat.
func openTNEF(f *File, data []byte, most int) {
	const head = 6
	if len(data) < head {
		f.Why = broken
		return
	}
	for data = data[head:]; len(data) > 9; {
		id, size := binary.LittleEndian.Uint32(data[1:]), int(binary.LittleEndian.Uint32(data[5:]))
		data = data[9:]
		if size < 0 || size > len(data) {
			f.Why = broken
			return
		}
		value := data[:size]
		data = data[min(size+2, len(data)):] // a checksum follows
		switch id {
		case tnefBody, tnefAttachment:
			f.add(value, &most)
		case tnefProperties:
			for _, text := range properties(value, most) {
				f.add(text, &most)
			}
		}
	}
}

// fixed are the sizes of values by their type, with their padding.
var fixed = map[uint16]int{0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0a: 4, 0x0b: 4, 0x14: 8,
	0x40: 8, 0x48: 16}

// cursor reads little-endian values, zero behind the end.
type cursor struct{ data []byte }

func (c *cursor) take(n int) []byte {
	n = max(0, min(n, len(c.data)))
	out := c.data[:n]
	c.data = c.data[n:]
	return out
}

func (c *cursor) uint32() int {
	b := c.take(4)
	if len(b) < 4 {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

// value reads a value of variable size, which is padded to four bytes.
func (c *cursor) value() []byte {
	n := c.uint32()
	out := c.take(n)
	c.take(-n & 3)
	return out
}

// properties returns the texts among the properties of MAPI.
func properties(data []byte, most int) (texts [][]byte) {
	c := &cursor{data}
	for n := c.uint32(); n > 0 && len(c.data) > 0; n-- {
		tag := c.uint32()
		kind, id := uint16(tag), tag>>16
		if id >= 0x8000 { // it has a name
			c.take(16)
			if c.uint32() == 0 {
				c.take(4)
			} else {
				c.value()
			}
		}
		count := 1
		if _, known := fixed[kind]; !known || kind&0x1000 != 0 {
			count = c.uint32()
		}
		for ; count > 0 && len(c.data) > 0; count-- {
			var value []byte
			if size, known := fixed[kind&^0x1000]; known {
				value = c.take(size)
			} else {
				value = c.value()
			}
			switch id {
			case mapiBody, mapiHTML:
				texts = append(texts, bytes.TrimRight(value, "\x00"))
			case mapiRTF:
				texts = append(texts, rtfText(unpackRTF(value, most)))
			}
		}
	}
	return texts
}

// rtfStart is what the window of compressed RTF begins with.
const rtfStart = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript ` +
	`\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" +
	`\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// unpackRTF decompresses RTF as Outlook compresses it (MS-OXRTFCP): of each
// eight items, a byte says which are characters and which are positions in a
// window of 4,096 bytes with a length.
func unpackRTF(data []byte, most int) []byte {
	const head = 16
	if len(data) < head {
		return nil
	}
	if string(data[8:12]) == "MELA" {
		return data[head:]
	}
	var window [4096]byte
	at := copy(window[:], rtfStart)
	var out []byte
	put := func(c byte) {
		window[at] = c
		at = (at + 1) % len(window)
		out = append(out, c)
	}
	for c := (&cursor{data[head:]}); len(c.data) > 0 && len(out) < most; {
		flags := c.take(1)[0]
		for bit := 0; bit < 8 && len(c.data) > 0; bit++ {
			if flags>>bit&1 == 0 {
				put(c.take(1)[0])
				continue
			}
			b := c.take(2)
			if len(b) < 2 {
				return out
			}
			from, size := int(b[0])<<4|int(b[1])>>4, int(b[1]&15)+2
			if from == at {
				return out
			}
			for i := range size {
				put(window[(from+i)%len(window)])
			}
		}
	}
	return out
}

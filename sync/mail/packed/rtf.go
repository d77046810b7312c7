package packed

import (
	"bytes"
	"strconv"

	"golang.org/x/text/encoding/charmap"
)

func openRTF(f *File, data []byte, most int) { f.add(rtfText(data), &most) }

// apart are the destinations of RTF that are not part of its text.
var apart = map[string]bool{"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true,
	"header": true, "footer": true, "object": true, "themedata": true, "listtable": true, "generator": true}

// spelled are the control words that stand for characters.
var spelled = map[string]string{"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": " ",
	"cell": " ", "emdash": "-", "endash": "-", "lquote": "'", "rquote": "'", "ldblquote": `"`, "rdblquote": `"`,
	"bullet": "*", "emspace": " ", "enspace": " "}

// rtf is the state of a reader of RTF.
type rtf struct {
	in    []byte
	out   bytes.Buffer
	outer []group
	now   group
}

// group is what holds up to the end of a group.
type group struct {
	hidden bool
	skip   int // characters that stand for one of Unicode, and follow it
}

// rtfText returns the text of RTF.
func rtfText(data []byte) []byte {
	r := &rtf{in: data, now: group{skip: 1}}
	for len(r.in) > 0 {
		c := r.in[0]
		r.in = r.in[1:]
		switch c {
		case '{':
			r.outer = append(r.outer, r.now)
		case '}':
			if n := len(r.outer); n > 0 {
				r.now, r.outer = r.outer[n-1], r.outer[:n-1]
			}
		case '\\':
			r.control()
		case '\r', '\n', 0:
		default:
			r.write(string(rune(c)))
		}
	}
	return r.out.Bytes()
}

func (r *rtf) write(s string) {
	if !r.now.hidden {
		r.out.WriteString(s)
	}
}

// control reads what follows a backslash.
func (r *rtf) control() {
	if len(r.in) == 0 {
		return
	}
	c := r.in[0]
	if !letter(c) {
		r.in = r.in[1:]
		r.symbol(c)
		return
	}
	n := 0
	for n < len(r.in) && letter(r.in[n]) {
		n++
	}
	word := string(r.in[:n])
	start := n
	if n < len(r.in) && r.in[n] == '-' {
		n++
	}
	for n < len(r.in) && r.in[n] >= '0' && r.in[n] <= '9' {
		n++
	}
	number, err := strconv.Atoi(string(r.in[start:n]))
	if n < len(r.in) && r.in[n] == ' ' {
		n++
	}
	r.in = r.in[n:]
	r.word(word, number, err == nil)
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// word does what a control word says.
func (r *rtf) word(word string, number int, numbered bool) {
	switch {
	case apart[word]:
		r.now.hidden = true
	case word == "uc" && numbered:
		r.now.skip = max(0, min(number, 10))
	case word == "u" && numbered:
		r.write(string(rune(uint16(number)))) // it is written as a signed number
		r.pass(r.now.skip)
	case word == "bin" && numbered:
		r.in = r.in[max(0, min(number, len(r.in))):]
	default:
		r.write(spelled[word])
	}
}

// symbol does what a control symbol says.
func (r *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if len(r.in) >= 2 {
			if n, err := strconv.ParseUint(string(r.in[:2]), 16, 8); err == nil {
				r.write(string(charmap.Windows1252.DecodeByte(byte(n))))
				r.in = r.in[2:]
			}
		}
	case '*':
		r.now.hidden = true
	case '~':
		r.write(" ")
	case '_':
		r.write("-")
	case '\r', '\n':
		r.write("\n")
	case '\\', '{', '}':
		r.write(string(rune(c)))
	}
}

// pass skips characters, each of which may be written as a code.
func (r *rtf) pass(n int) {
	for ; n > 0 && len(r.in) > 0; n-- {
		switch {
		case bytes.HasPrefix(r.in, []byte(`\'`)):
			r.in = r.in[min(4, len(r.in)):]
		case r.in[0] == '\\' || r.in[0] == '{' || r.in[0] == '}':
			return
		default:
			r.in = r.in[1:]
		}
	}
}

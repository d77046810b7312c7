package cells

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ASCII returns s in printable ASCII, each character in as many cells as before: letters without
// their marks, the program's own signs as ones that look alike, and a question mark for each cell
// of anything else. Signs that need two cells take a blank beside them: an arrow, since a > alone
// reads as "more than", and ≠. An ellipsis becomes two dots, the first in place of what stands
// before it: one dot reads as a full stop, and behind a figure as a decimal point. Escape sequences
// and line ends stay.
func (m Measure) ASCII(s string) string {
	if !strings.ContainsFunc(s, beyondASCII) {
		return s
	}
	s = twoCells.Replace(s)
	var b []byte
	text := 0 // where it goes on behind the last escape sequence or line end
	for s != "" {
		if s[0] >= ' ' && s[0] <= '~' && (len(s) == 1 || s[1] <= '~') { // no mark follows
			b = append(b, s[0])
			s = s[1:]
			continue
		}
		part, w := m.character(s)
		s = s[len(part):]
		switch {
		case part == "…":
			dotEnd(b[text:])
			b = append(b, '.')
		case strings.ContainsFunc(part, beyondASCII):
			b = append(b, asciiOf(part, w)...)
		default:
			if b = append(b, part...); part[0] < ' ' {
				text = len(b)
			}
		}
	}
	return string(b)
}

// twoCells are signs that take a blank beside them.
var twoCells = strings.NewReplacer("→ ", "->", "  ≠", " !=", "≠ ", "!=")

// dotEnd puts dots in place of the last character of a text, or of all digits of the figure with
// which it ends: a figure without its last digit would be another one, and dots behind it leave open
// whether it is whole.
func dotEnd(text []byte) {
	isDigit := func(at int) bool { return at >= 0 && text[at] >= '0' && text[at] <= '9' }
	at := len(text) - 1
	if at < 0 {
		return
	}
	if !isDigit(at) {
		text[at] = '.'
		at--
	}
	for isDigit(at) || isDigit(at-1) && (text[at] == ',' || text[at] == '.') {
		text[at] = '.'
		at--
	}
}

func beyondASCII(r rune) bool { return r > '~' }

// asciiOf returns one character that is not ASCII in w cells.
func asciiOf(character string, w int) string {
	if w == 0 {
		return ""
	}
	r := []rune(character)[0]
	if sign, ok := asciiSigns[r]; ok {
		return sign + strings.Repeat(" ", w-1)
	}
	for _, r := range norm.NFKD.String(character) {
		if sign, ok := asciiSigns[r]; ok {
			return sign + strings.Repeat(" ", w-1)
		}
		if r > ' ' && r <= '~' {
			return string(r) + strings.Repeat(" ", w-1)
		}
		if !unicode.Is(unicode.M, r) && r != ' ' {
			break
		}
	}
	return strings.Repeat("?", w)
}

// asciiSigns are signs and letters in ASCII that have no decomposition into it. A shade or a bar is
// darker in the same order as before.
var asciiSigns = map[rune]string{
	'»': ">", '«': "<", '›': ">", '‹': "<", '→': ">", '←': "<", '↑': "^", '↓': "v", '▲': "^", '▼': "v",
	'·': ".", '•': "*", '–': "-", '—': "-", '−': "-", '‐': "-", '‑': "-", '─': "-", '│': "|", '┃': "|",
	'“': `"`, '”': `"`, '„': `"`, '‘': "'", '’': "'", '‚': "'", '×': "x", '≠': "x", '≤': "<", '≥': ">", '≈': "~", '±': "+",
	'°': "o", '◌': "o", '§': "S", '€': "E", '£': "L", '¡': "!", '¿': "?",
	'░': ".", '▒': "+", '▓': "*", '█': "#", '▏': " ", '▎': " ", '▍': " ", '▌': "#", '▋': "#", '▊': "#", '▉': "#",
	'▁': "_", '▂': "_", '▃': "_", '▄': "-", '▅': "-", '▆': "-", '▇': "#",
	'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'þ': "t", 'Þ': "T", 'ı': "i",
	'æ': "a", 'Æ': "A", 'œ': "o", 'Œ': "O", 'ß': "s", '\u00a0': " ", '\u202f': " ",
}

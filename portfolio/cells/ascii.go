package cells

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ASCII returns s in printable ASCII, each character in as many cells as before: letters without
// their marks, the program's own signs as ones that look alike, and a question mark for each cell
// of anything else. An arrow takes the blank behind it, since a > alone reads as "more than".
// Escape sequences and line ends stay.
func (m Measure) ASCII(s string) string {
	if !strings.ContainsFunc(s, beyondASCII) {
		return s
	}
	s = strings.ReplaceAll(s, "→ ", "->")
	var b strings.Builder
	for s != "" {
		if s[0] <= '~' && (len(s) == 1 || s[1] <= '~') { // no mark follows
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		part, w := m.character(s)
		if s = s[len(part):]; strings.ContainsFunc(part, beyondASCII) {
			part = asciiOf(part, w)
		}
		b.WriteString(part)
	}
	return b.String()
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
	'·': ".", '•': "*", '…': ".", '–': "-", '—': "-", '−': "-", '‐': "-", '‑': "-", '─': "-", '│': "|", '┃': "|",
	'“': `"`, '”': `"`, '„': `"`, '‘': "'", '’': "'", '‚': "'", '×': "x", '≠': "!", '≤': "<", '≥': ">", '≈': "~", '±': "+",
	'°': "o", '◌': "o", '§': "S", '€': "E", '£': "L", '¡': "!", '¿': "?",
	'░': ".", '▒': "+", '▓': "*", '█': "#", '▏': " ", '▎': " ", '▍': " ", '▌': "#", '▋': "#", '▊': "#", '▉': "#",
	'▁': "_", '▂': "_", '▃': "_", '▄': "-", '▅': "-", '▆': "-", '▇': "#",
	'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'þ': "t", 'Þ': "T", 'ı': "i",
	'æ': "a", 'Æ': "A", 'œ': "o", 'Œ': "O", 'ß': "s", '\u00a0': " ", '\u202f': " ",
}

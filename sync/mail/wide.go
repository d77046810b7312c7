package mail

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// A program that reads escapes may write the characters themselves: \u00e9
// becomes é, \u0022 a quotation mark, \u000a the end of a line. Such a diff is
// read as it stands, and its characters are written as codes again.

// widened yields a text in which characters stand for their codes as clean
// TOML, for each way in which its lines may have ended.
func widened(text string, left *effort, yield func(string) bool) bool {
	all, whole := parse(text, true)
	if !whole {
		return true
	}
	m := &mender{s: text, wide: true}
	last := ""
	for m.wrap = atBlanks; m.wrap <= anywhere; m.wrap++ {
		if !left.spend(text) {
			return false
		}
		r := m.write(all)
		if r != last && !yield(r) {
			return false
		}
		last = r
	}
	return true
}

// next matches what follows a string: the end of an item of a list, or the next
// statement.
var next = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[ \n>|]*(?:$|[,\]]|\[{1,2} ?[a-z]+ ?\]|[a-z_.]+ ?= ?["0-9\[t])`)
})

// wideText reads a string in which quotation marks may stand.
func (p *parser) wideText() (span, bool) {
	mark := `"`
	if strings.HasPrefix(p.s[p.at:], `"""`) {
		mark = `"""`
	}
	p.at += len(mark)
	start := p.at
	for {
		i := strings.Index(p.s[p.at:], mark)
		if i < 0 {
			p.at = len(p.s)
			return span{start, p.at}, false
		}
		end := p.at + i
		p.at = end + 1
		behind := end + len(mark)
		if next().MatchString(p.s[behind:min(len(p.s), behind+120)]) {
			p.at = behind
			return span{start, end}, true
		}
	}
}

// verbatim returns a string with codes for all but plain characters. A line end
// was a character of the text, or the place where the format broke a line:
// behind a blank, or where the line is full.
func (m *mender) verbatim(v span) string {
	var b strings.Builder
	s := strings.TrimPrefix(m.s[v.start:v.end], "\n")
	m.since = 0
	var last, lastBut1 rune
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case r == '\\':
			n = m.escape(&b, s[at:])
		case r == '\n':
			b.WriteString(m.lineEnd(last))
		case isPlain(r):
			b.WriteByte(byte(r))
		default:
			b.WriteString(codeOf(r))
		}
		m.since += width(r, last, lastBut1)
		last, lastBut1 = r, last
		at += n
	}
	return b.String()
}

func isPlain(r rune) bool {
	return r == ' ' || r < utf8.RuneSelf && (isWord(byte(r)|0x20) || strings.IndexByte(signs, byte(r)) >= 0)
}

// width returns the number of columns in which the format writes a character
// behind two others.
func width(r, last, lastBut1 rune) int {
	again := r == last && (r == ' ' || r == '-' || r == '.')
	if !isPlain(r) || again || r == '/' && last == ':' || r == '.' && last == 'w' && lastBut1 == 'w' {
		return len(codeOf(r))
	}
	return 1
}

// solid removes blanks and line ends from what has none.
var solid = strings.NewReplacer(" ", "", codeOf('\n'), "", codeOf('\u00a0'), "")

func codeOf(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// escape writes what begins with a backslash and returns its length.
func (m *mender) escape(b *strings.Builder, s string) int {
	for _, code := range []string{wideCode().FindString(s), longCode().FindString(s)} {
		if code != "" {
			b.WriteString(code)
			return len(code)
		}
	}
	if rest := strings.TrimLeft(s[1:], " "); strings.HasPrefix(rest, "\n") { // it joins the lines
		return len(s) - len(strings.TrimLeft(rest, " \n"))
	}
	if len(s) > 1 {
		if i := strings.IndexByte(`"\nrt`, s[1]); i >= 0 {
			b.WriteString(codeOf(rune("\"\\\n\r\t"[i])))
			return 2
		}
	}
	b.WriteString(codeOf('\\'))
	return 1
}

var (
	wideCode = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\\u[0-9a-fA-F]{4}`)
	})
	longCode = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\\U[0-9a-fA-F]{8}`)
	})
)

// fullLine is the length from which a line may be one that the format has
// broken because the next character had no room.
const fullLine = 60

// lineEnd returns what a line end in a string was, behind a character.
func (m *mender) lineEnd(last rune) string {
	full := m.since >= fullLine
	switch {
	case m.wrap == atBlanks || !full && last != ' ':
		return codeOf('\n')
	case full && last != ' ' && m.wrap == inWords:
		m.since = -len(codeOf('\n'))
		return " "
	}
	m.since = -len(codeOf('\n'))
	return ""
}

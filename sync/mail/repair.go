package mail

import (
	"regexp"
	"strings"
	"sync"

	"fieldfolio/sync/mail/undo"
)

// wrapping says what a line end within a string was before the line was
// wrapped.
type wrapping int

const (
	atBlanks wrapping = iota // a blank
	inWords                  // nothing within what is longer than a line, otherwise a blank
	anywhere                 // nothing, unless a blank stands beside it
	atColumn                 // nothing after a full line, otherwise a blank
	delSp                    // nothing, also with one blank before it
	atSigns                  // nothing at a slash or behind a hyphen in a word, otherwise a blank
	atCodes                  // nothing there and before a backslash, otherwise a blank
	broken                   // nothing after a full line, also with one blank behind it
	wrappings
)

// effort is how many bytes of text may still be processed. The last text may
// exceed it, so that large diffs are read at least once.
type effort int

// spend reports whether a text may be processed, and deducts its length.
func (e *effort) spend(text string) bool {
	if *e <= 0 {
		return false
	}
	*e -= effort(len(text))
	return true
}

// readings yields what the block may have been, likeliest first, until the
// effort is spent. It returns false if yield did.
func (b block) readings(left *effort, yield func(string) bool) bool {
	armoured := b.armoured()
	for text := range b.versions() {
		switch {
		case !left.spend(text):
			return false
		case armoured && !armours(text, yield):
			return false
		case b.wide && !armoured && !widened(text, left, yield):
			return false
		case !b.wide && !armoured && !repairs(clean(text), left, yield):
			return false
		}
	}
	return true
}

// repairs yields a text as clean TOML, for each way in which its lines may
// have been wrapped.
func repairs(text string, left *effort, yield func(string) bool) bool {
	all, whole := parse(text, false)
	if !whole {
		return true
	}
	m := &mender{s: text}
	m.measure(all)
	last := ""
	for _, m.cut = range m.cuts() {
		for m.wrap = atBlanks; m.wrap < wrappings; m.wrap++ {
			if !left.spend(text) {
				return false
			}
			r := m.write(all)
			if r != last && !yield(r) {
				return false
			}
			last = r
		}
	}
	return true
}

// armours yields the base64 of a block: of all lines, then of the lines that
// are base64 only.
func armours(text string, yield func(string) bool) bool {
	var all, pure strings.Builder
	for line := range strings.Lines(clean(text)) {
		line = strings.TrimSpace(line)
		before := all.Len()
		for i := range len(line) {
			if undo.IsBase64(line[i]) {
				all.WriteByte(line[i])
			}
		}
		if all.Len()-before == len(line) && (len(line) == 64 || len(line) > 0) {
			pure.WriteString(line)
		}
	}
	return yield(all.String()) && (pure.String() == all.String() || yield(pure.String()))
}

// cutCode is where a line end may have come between a backslash and its code.
var cutCode = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\[ \n]+(?:u[0-9a-fA-F]|U0)`)
})

// cuts returns the values that cut may have.
func (m *mender) cuts() []bool {
	if cutCode().MatchString(m.s) {
		return []bool{false, true}
	}
	return []bool{false}
}

// mender rewrites statements as clean TOML.
type mender struct {
	s     string // the text they stand in
	wrap  wrapping
	since int  // bytes of a string that were written up to the last gap
	wide  bool // characters stand in it of which a diff has only the codes
	cut   bool // lines were wrapped between backslashes and their codes too
	width int  // of the longest line that ends within a string
	out   strings.Builder
}

// measure finds the width at which lines were wrapped.
func (m *mender) measure(all []statement) {
	for i := range all {
		for _, v := range all[i].values {
			for at := v.start; at < v.end; at++ {
				if m.s[at] == '\n' && !m.continued(at) {
					m.width = max(m.width, m.column(at))
				}
			}
		}
	}
}

// column returns the length of the line that ends at a line end.
func (m *mender) column(at int) int { return at - 1 - strings.LastIndexByte(m.s[:at], '\n') }

// continued reports whether a backslash joins the lines here.
func (m *mender) continued(at int) bool {
	return strings.HasSuffix(strings.TrimRight(m.s[max(0, at-20):at], " \n"), `\`)
}

func (m *mender) write(all []statement) string {
	m.out.Reset()
	m.out.Grow(len(m.s))
	tables := false
	for i := range all {
		st := &all[i]
		switch {
		case st.table == "end":
		case st.table != "":
			tables = true
			m.out.WriteString("[[" + lower(st.table) + "]]\n")
		default:
			if st.key == "sign" && tables {
				m.out.WriteString("[end]\n")
			}
			m.setting(st)
		}
	}
	return m.out.String()
}

func (m *mender) setting(st *statement) {
	m.out.WriteString(st.key + " = ")
	if st.list {
		m.out.WriteByte('[')
	}
	for i, v := range st.values {
		if i > 0 {
			m.out.WriteString(", ")
		}
		m.out.WriteByte('"')
		blanks := !st.list && hasBlanks(st.key)
		switch {
		case !m.wide:
			m.out.WriteString(m.inside(v, blanks))
		case blanks:
			m.out.WriteString(m.verbatim(v))
		default:
			m.out.WriteString(solid.Replace(m.verbatim(v)))
		}
		m.out.WriteByte('"')
	}
	if st.list {
		m.out.WriteByte(']')
	}
	m.out.WriteString(strings.ToUpper(st.bare) + "\n")
}

// hasBlanks reports whether the values of a key are texts; the others are ids
// and codes, which have no blanks.
func hasBlanks(key string) bool {
	switch key {
	case "by", "reason", "doubt", "told", "program":
		return true
	}
	return strings.HasPrefix(key, "set.")
}

// signs are the characters that stand in strings beside letters and digits.
const signs = ".,;:'()/-+!?=%"

// inside returns the original content of a string.
func (m *mender) inside(v span, blanks bool) string {
	var b strings.Builder
	b.Grow(v.end - v.start)
	m.since = 0
	for at := v.start; at < v.end; {
		c := m.s[at]
		switch {
		case c == '\\':
			at = m.backslash(&b, at, v.end)
			continue
		case c == ' ' || c == '\n':
			end := at
			for end < v.end && (m.s[end] == ' ' || m.s[end] == '\n') {
				end++
			}
			if blanks && m.blank(v, at, end) {
				if !m.whole(&b, m.s[at:end]) {
					b.WriteByte(' ')
				}
				m.since = b.Len()
			}
			at = end
			continue
		case c == '[':
			at += reference(m.s[at:v.end])
		case c == '.' && at > v.start && m.s[at-1] == '.': // a line's first dot doubled
		case isWord(c|0x20) || strings.IndexByte(signs, c) >= 0:
			b.WriteByte(c)
		}
		at++
	}
	return strings.Trim(b.String(), " ")
}

// reference returns the length of a number in brackets, without its last
// character, as programs put it in front of links; 0 if there is none.
func reference(s string) int {
	end := strings.IndexByte(s[:min(len(s), 5)], ']')
	if end < 2 || strings.Trim(s[1:end], "0123456789") != "" {
		return 0
	}
	return end
}

// backslash writes what begins with a backslash: a code. At the end of a line
// it joins it to the next; before a sign, it was put there.
func (m *mender) backslash(b *strings.Builder, at, end int) int {
	i := at + 1
	if m.cut {
		i = m.behind(at, end)
	}
	digits := 0
	if i < end && m.s[i] == 'u' {
		digits = 4
	} else if i < end && m.s[i] == 'U' {
		digits = 8
	}
	code := make([]byte, 0, 10)
	for j := i + 1; digits > 0 && j < end; j++ {
		switch c := m.s[j]; {
		case undo.IsHex(c):
			code = append(code, c)
		case c != ' ' && c != '\n':
			digits = -1
		}
		if len(code) == digits {
			b.WriteByte('\\')
			b.WriteByte(m.s[i])
			b.Write(code)
			return j + 1
		}
	}
	i = m.behind(at, end)
	if m.cut && strings.HasSuffix(m.s[at:i], "\n ") {
		b.WriteByte(' ')
	}
	return i
}

// behind returns the position after a sign and the blanks that follow it.
func (m *mender) behind(at, end int) int {
	at++
	for at < end && (m.s[at] == ' ' || m.s[at] == '\n') {
		at++
	}
	return at
}

func isCode(s string) bool { return strings.HasPrefix(s, `\u`) || strings.HasPrefix(s, `\U`) }

// whole reports whether a word ends at a line end here that is as long as
// those that the format cuts for their length. The backslash may be lost.
func (m *mender) whole(b *strings.Builder, gap string) bool {
	size := b.Len() - m.since
	return m.wrap != atBlanks && size >= 60 && size <= 69 && strings.Contains(gap, "\n")
}

// blank reports whether there was one where blanks or line ends stand now.
func (m *mender) blank(v span, start, end int) bool {
	at := strings.IndexByte(m.s[start:end], '\n')
	if at < 0 {
		return true
	}
	at += start
	beside := end-start > strings.Count(m.s[start:end], "\n")
	switch m.wrap {
	case inWords:
		return m.column(at) < m.width || m.word(v, start, end) <= m.width
	case anywhere:
		return beside
	case atColumn:
		return beside || m.column(at) < m.width
	case delSp:
		return at-start >= 2
	case atSigns:
		return !m.atSign(start, end)
	case atCodes:
		return !m.atSign(start, end) && !isCode(m.s[end:])
	case broken:
		return m.column(at) < m.width || end-start > 2
	default:
	}
	return true
}

// atSign reports whether a gap is where programs wrap within words.
func (m *mender) atSign(start, end int) bool {
	last := m.s[start-1]
	return last == '/' || m.s[end] == '/' || last == '-' && m.s[start-2] != ' '
}

// word returns the length that the words on both sides of a gap have together.
func (m *mender) word(v span, start, end int) int {
	for start > v.start && m.s[start-1] != ' ' && m.s[start-1] != '\n' {
		start--
	}
	from := end
	for end < v.end && m.s[end] != ' ' && m.s[end] != '\n' {
		end++
	}
	return end - from + len(strings.TrimRight(m.s[start:from], " \n"))
}

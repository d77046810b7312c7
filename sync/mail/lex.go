package mail

import "strings"

// statement is a table's header or a key with its value, as they stand in the
// damaged text.
type statement struct {
	table  string
	key    string
	list   bool
	bare   string // a number, time or truth value
	values []span // strings
}

// span is the inside of a string: a range of the text.
type span struct{ start, end int }

// parser reads statements from a text that may have blanks and line ends at any
// position or at none, and other lines between.
type parser struct {
	s    string
	at   int
	wide bool // there may be quotation marks in strings
}

// parse returns the statements up to the signature. whole reports whether it
// reached the signature's end.
func parse(s string, wide bool) (all []statement, whole bool) {
	p := &parser{s: s, wide: wide}
	for {
		st, ok := p.next()
		if !ok {
			return all, false
		}
		all = append(all, st)
		if st.key == "sign" {
			return all, true
		}
	}
}

// next returns the next statement, skipping anything else.
func (p *parser) next() (statement, bool) {
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == '[' || c == '\\' && p.at+1 < len(p.s) && p.s[p.at+1] == '[':
			if name := p.table(); name != "" {
				return statement{table: name}, true
			}
		case isKey(c):
			if st, ok := p.setting(); ok {
				return st, true
			}
		default:
			p.at++
		}
	}
	return statement{}, false
}

func isKey(c byte) bool {
	return isWord(c|0x20) || c == '_' || c == '.'
}

// maxKey is longer than any key with its blanks.
const maxKey = 100

// table reads a header: brackets around a word.
func (p *parser) table() string {
	name := ""
	i := p.at
	for ; i < len(p.s) && i-p.at < maxKey; i++ {
		c := p.s[i]
		switch {
		case strings.IndexByte("[]\\ \n", c) >= 0:
			if c == ']' && name != "" {
				for i < len(p.s) && strings.IndexByte("]\\", p.s[i]) >= 0 {
					i++
				}
				p.at = i
				return name
			}
		case isKey(c):
			name += string(c)
		default:
			p.at++
			return ""
		}
	}
	p.at++
	if name == "" {
		p.at = i // nothing but brackets
	}
	return ""
}

// setting reads a key and its value; false if there is no = after the key.
func (p *parser) setting() (statement, bool) {
	start := p.at
	i := start
	for i < len(p.s) && (isKey(p.s[i]) || p.s[i] == '\\') {
		i++
	}
	word := strings.ReplaceAll(p.s[start:i], `\`, "")
	for i < len(p.s) && (p.s[i] == ' ' || p.s[i] == '\n' || p.s[i] == '\\') {
		i++
	}
	p.at = max(i, start+1)
	if i >= len(p.s) || p.s[i] != '=' || len(word) > maxKey {
		return statement{}, false
	}
	p.at = i + 1
	p.blanks()
	st := statement{key: lower(word)}
	return st, p.value(&st)
}

func (p *parser) blanks() {
	for p.at < len(p.s) && (p.s[p.at] == ' ' || p.s[p.at] == '\n' || p.s[p.at] == '\\') {
		p.at++
	}
}

func (p *parser) value(st *statement) bool {
	if p.at >= len(p.s) {
		return false
	}
	switch c := p.s[p.at]; {
	case c == '"' || c == '?' || c == '\'':
		v, ok := p.text()
		st.values = []span{v}
		return ok
	case c == '[':
		st.list = true
		p.at++
		return p.items(st)
	case c >= '0' && c <= '9':
		st.bare = p.number()
		return true
	case isWord(c | 0x20):
		start := p.at
		p.at += len("true")
		st.bare = p.s[start:min(p.at, len(p.s))]
		return lower(st.bare) == "true"
	}
	return false
}

// number reads a number, day or time. Its line may have been wrapped at a sign.
func (p *parser) number() string {
	var b strings.Builder
	for p.at < len(p.s) {
		c := p.s[p.at]
		sign := strings.IndexByte("-:T.", c) >= 0
		last := c == 'Z' || c == 'z'
		if !last && !sign && (c < '0' || c > '9') {
			break
		}
		b.WriteByte(c)
		p.at++
		if last {
			break
		}
		if rest := strings.TrimLeft(p.s[p.at:min(len(p.s), p.at+40)], " \n"); sign && rest != "" && rest[0] >= '0' &&
			rest[0] <= '9' {
			p.blanks()
		}
	}
	return b.String()
}

// text reads a string with however many marks around it: a diff has neither
// empty strings nor marks in strings.
func (p *parser) text() (span, bool) {
	if p.wide && p.s[p.at] == '"' {
		return p.wideText()
	}
	mark := p.s[p.at]
	for p.at < len(p.s) && p.s[p.at] == mark {
		p.at++
		behind := strings.TrimLeft(p.s[p.at:], " ")
		if strings.HasPrefix(behind, string(mark)) { // blanks within marks, as French has them
			p.at = len(p.s) - len(behind)
		}
	}
	start := p.at
	for p.at < len(p.s) && !p.closes(mark) {
		p.at++
	}
	v := span{start, p.at}
	for p.at < len(p.s) && p.s[p.at] == mark {
		p.at++
	}
	return v, v.end < len(p.s)
}

// closes reports whether a string ends here. Where a sign stands for the marks
// that got lost, only one in front of what may follow a string does.
func (p *parser) closes(mark byte) bool {
	if p.s[p.at] != mark {
		return false
	}
	if mark == '"' {
		return true
	}
	behind := strings.TrimLeft(p.s[p.at:min(len(p.s), p.at+8)], string(mark))
	return behind == "" || strings.IndexByte("\n,]", behind[0]) >= 0
}

// items reads the strings of a list.
func (p *parser) items(st *statement) bool {
	for p.at < len(p.s) {
		switch c := p.s[p.at]; c {
		case '"', '?', '\'':
			v, ok := p.text()
			if !ok {
				return false
			}
			st.values = append(st.values, v)
		case ']':
			p.at++
			return true
		default:
			p.at++
		}
	}
	return false
}

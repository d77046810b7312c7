package mail

import (
	"hash/fnv"
	"regexp"
	"strings"
	"sync"

	"fieldfolio/sync/mail/undo"
)

// format is the version of the format that is read.
const format = 1

// view is one way to see a message, or a part of it, as text: as ASCII, or wide,
// with characters of which a diff has only the codes.
type view struct {
	text string
	wide bool
}

// block is the text between two fences, or between a fence and the end.
type block struct {
	text   string
	prefix string // text before the first fence in its line
	closed bool   // by its second fence
	wide   bool   // there are characters in it of which a diff has only the codes
}

// fence is one of the two lines around a diff, at any position in a line and
// with any text around it.
type fence struct {
	start, end int // in the text
	opens      bool
	version    int
}

// fences returns the fences of a text in order, at most twice maxBlocks.
func (v view) fences() []fence {
	low := lower(v.text)
	const name = "fieldfolio"
	var found []fence
	for at := 0; len(found) < 2*maxBlocks; {
		i := strings.Index(low[at:], name)
		if i < 0 {
			break
		}
		start := at + i
		at = start + len(name)
		f := fence{start: start}
		word := wordBefore(low, start)
		f.opens = word == "begin"
		if !f.opens && word != "end" {
			continue
		}
		f.start = strings.LastIndex(low[:start], word)
		if f.version, f.end = numberBehind(low, at); f.version > 0 {
			found = append(found, f)
		}
	}
	return found
}

// lower converts ASCII letters to lower case, byte for byte.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// between is the maximum number of signs and blanks between the words of a
// fence.
const between = 12

// wordBefore returns the word that ends before a position, skipping signs and
// blanks.
func wordBefore(s string, at int) string {
	end := at
	for end > 0 && at-end < between && !isWord(s[end-1]) {
		end--
	}
	start := end
	for start > 0 && end-start < len("begin") && isWord(s[start-1]) {
		start--
	}
	switch word := s[start:end]; {
	case end == at:
		return ""
	case word == "begin":
		return word
	case strings.HasSuffix(word, "end"):
		return "end"
	}
	return ""
}

// numberBehind returns the number after a position, and where it ends.
func numberBehind(s string, at int) (n, end int) {
	i := at
	for i < len(s) && i-at < between && !isWord(s[i]) {
		i++
	}
	if i == at || i >= len(s) || s[i] < '1' || s[i] > '9' {
		return 0, i
	}
	return int(s[i] - '0'), i + 1
}

func isWord(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// blocks returns the diffs of a text. newer is the format version of one that
// this program cannot read, 0 if there is none.
func (v view) blocks() (found []block, newer int) {
	all := v.fences()
	for i, f := range all {
		if !f.opens || len(found) == maxBlocks {
			continue
		}
		b := block{text: v.text[f.end:], wide: v.wide, prefix: v.prefix(f.start)}
		if i+1 < len(all) {
			b.text, b.closed = v.text[f.end:all[i+1].start], !all[i+1].opens
		}
		if !b.likely() {
			continue
		}
		if f.version > format {
			newer = f.version
			continue
		}
		found = append(found, b)
	}
	return found, newer
}

// maxPrefix is the length of the longest mark of quoting, in bytes.
const maxPrefix = 60

// prefix returns the text before a position in its line; empty if it is too
// long for a mark of quoting.
func (v view) prefix(at int) string {
	line := v.text[max(0, at-maxPrefix):at]
	start := strings.LastIndexByte(line, '\n') + 1
	if start == 0 && at > maxPrefix {
		return ""
	}
	return line[start:]
}

// escapedLine matches the end of a line as JSON and programming languages write
// it.
var escapedLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^["'.*]{0,3}\\+[nr]`)
})

// likely reports whether the block may be a diff, and not only a sentence about
// one.
func (b block) likely() bool {
	head := lower(b.text[:min(len(b.text), 2000)])
	if escapedLine().MatchString(head) {
		return false // the text has to be unescaped first
	}
	from := strings.Index(head, "from")
	return from >= 0 && strings.Contains(head[from:], "=") || b.armoured()
}

// armoured reports whether the block is base64 rather than TOML.
func (b block) armoured() bool {
	head := b.text[:min(len(b.text), 600)]
	longest := 0
	for _, word := range strings.Fields(head) {
		n := 0
		for n < len(word) && undo.IsBase64(word[len(word)-1-n]) {
			n++
		}
		longest = max(longest, n)
	}
	return longest >= 20 && !strings.Contains(head, `= "`) && !strings.Contains(head, `="`) &&
		!strings.Contains(head, `=3D`)
}

// whole reports whether all statements are found in a version of the block.
func (b block) whole() bool {
	if b.armoured() {
		return true
	}
	left := effort(4 * len(b.text))
	for text := range b.versions() {
		if !left.spend(text) {
			break
		}
		if _, whole := b.parse(text); whole {
			return true
		}
	}
	return false
}

// parse returns the statements of a version of the block.
func (b block) parse(text string) (all []statement, whole bool) {
	if b.wide {
		return parse(text, true)
	}
	return parse(clean(text), false)
}

// key returns the same for two copies of a diff that differ in blanks and signs
// only.
func (b block) key() uint64 {
	h := fnv.New64a()
	letters := make([]byte, 0, min(len(b.text), 1<<16))
	for i := range len(b.text) {
		c := b.text[i]
		if isWord(c | 0x20) {
			letters = append(letters, c|0x20)
		}
	}
	_, _ = h.Write(letters)
	return h.Sum64()
}

// cut reports whether the end is missing, and the number of lines.
func (b block) cut() (lines int, cut bool) {
	if b.closed {
		return 0, false
	}
	if !b.armoured() {
		if _, whole := b.parse(b.text); whole {
			return 0, false
		}
	}
	return strings.Count(strings.TrimSpace(b.text), "\n") + 1, true
}

package mail

import (
	"regexp"
	"strings"
	"sync"
)

// The signs < > & # * @ ^ $ { } | ~ and the grave accent never occur in a diff:
// where they occur, a program has inserted them.
var (
	tag = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`<[^<>\n]{0,300}>`)
	})
	link = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\[([^\[\]\n]*)\]\((?:https?|mailto|ftp):[^()\s]*\)`)
	})
	cutOff = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`!\n `)
	})
)

// clean removes from a block what was inserted around and between its lines:
// quoting, links, markup, wraps of old mail servers.
func clean(text string) string {
	if strings.Contains(text, "<") {
		text = tag().ReplaceAllString(text, "")
	}
	if strings.Contains(text, "](") {
		text = link().ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "!\n ") {
		text = cutOff().ReplaceAllString(text, "")
	}
	if !strings.ContainsAny(text, "<>&#*@^$|~`{}") {
		return text
	}
	if strings.Contains(text, "`") {
		text = apostrophes(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		if at := strings.LastIndexByte(line, '>'); at >= 0 && isQuoting(line[:at]) {
			line = line[at+1:]
		}
		if item := strings.TrimLeft(line, " "); strings.HasPrefix(item, "* ") {
			line = "- " + item[len("* "):] // a hyphen converted to a list marker
		}
		for i := range len(line) {
			if strings.IndexByte("<>&#*@^$|~{}", line[i]) < 0 {
				b.WriteByte(line[i])
			}
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "``", `"`), "`", "")
}

// apostrophes replaces grave accents closed by an apostrophe, as in `this'.
func apostrophes(text string) string {
	b := []byte(text)
	open := -1
	for i, c := range b {
		switch {
		case c == '`' && (i == 0 || b[i-1] != '`'):
			open = i
		case c == '`' || c == '"':
			open = -1
		case c == '\'' && open >= 0:
			b[open], open = c, -1
		}
	}
	return string(b)
}

// isQuoting reports whether the text before the last > of a line is such as
// mail programs write: other >, blanks, initials.
func isQuoting(s string) bool { return len(s) <= 24 && !strings.ContainsAny(s, `="\[`) }

package mail

import (
	"regexp"
	"strings"
)

// The signs < > & # * @ ^ $ { } | ~ and the grave accent never stand in a diff:
// where they are found, somebody put them there.
var (
	tag    = regexp.MustCompile(`<[^<>\n]{0,300}>`)
	link   = regexp.MustCompile(`\[([^\[\]\n]*)\]\((?:https?|mailto|ftp):[^()\s]*\)`)
	broken = regexp.MustCompile(`!\n `)
)

// clean takes out of a block what was put around and between its lines:
// quoting, links, markup, wraps of old mail servers.
func clean(text string) string {
	if strings.Contains(text, "<") {
		text = tag.ReplaceAllString(text, "")
	}
	if strings.Contains(text, "](") {
		text = link.ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "!\n ") {
		text = broken.ReplaceAllString(text, "")
	}
	if !strings.ContainsAny(text, "<>&#*@^$|~`{}") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		if at := strings.LastIndexByte(line, '>'); at >= 0 && isQuoting(line[:at]) {
			line = line[at+1:]
		}
		for i := range len(line) {
			if strings.IndexByte("<>&#*@^$|~{}", line[i]) < 0 {
				b.WriteByte(line[i])
			}
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "``", `"`), "`", "")
}

// isQuoting reports whether what stands before the last > of a line is such
// as mail programs put there: other >, blanks, initials.
func isQuoting(s string) bool { return len(s) <= 24 && !strings.ContainsAny(s, `="\[`) }

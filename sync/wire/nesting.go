package wire

import (
	"errors"
	"strings"
)

// The limits of what is outside strings: a diff has arrays of strings and keys
// of two parts. The TOML parser recurses for each bracket and could run out of
// stack.
const (
	maxDepth = 4
	maxDots  = 40 // in a line
)

var errNested = errors.New("it has tables or lists within one another")

// nested returns errNested for a text with brackets nested too deeply, or keys
// of too many parts. It reads TOML only as far as strings and comments.
func nested(text string) error {
	depth, dots := 0, 0
	for at := 0; at < len(text); at++ {
		switch text[at] {
		case '"', '\'':
			at += stringLen(text[at:]) - 1
		case '#':
			at += max(strings.IndexByte(text[at:], '\n'), 1) - 1
		case '\n':
			dots = 0
		case '.':
			dots++
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > maxDepth || dots > maxDots {
			return errNested
		}
	}
	return nil
}

// stringLen returns the length of the string at the beginning of text, with its
// quotation marks; the length of text if the string is not closed.
func stringLen(text string) int {
	mark := text[:1]
	if strings.HasPrefix(text, strings.Repeat(mark, 3)) {
		mark = text[:3]
	}
	for at := len(mark); at < len(text); at++ {
		switch {
		case text[at] == '\\' && mark[0] == '"':
			at++
		case strings.HasPrefix(text[at:], mark):
			at += len(mark)
			for range len(mark) - 1 { // two more may precede the three that end it
				if at < len(text) && text[at] == mark[0] {
					at++
				}
			}
			return at
		case text[at] == '\n' && len(mark) == 1:
			return at // the parser reports that it is not closed
		}
	}
	return len(text)
}

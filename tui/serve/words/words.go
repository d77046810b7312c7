// Package words splits the command that an SSH client sent into words, as a POSIX shell would if it knew no variables,
// patterns, operators or comments: these stand for themselves. No shell ever reads the command.
//
//	words.Split(`edit PERU08 "title=Law enforcement" note='ends in June'`)
//	// edit, PERU08, title=Law enforcement, note=ends in June
package words

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Bounds of a command.
const (
	MaxBytes = 32 << 10
	MaxWords = 256
)

// Errors of Split.
var (
	ErrQuote   = errors.New("a quote is not closed; close it, or write \\' or \\\" for the character")
	ErrEscape  = errors.New("a backslash is at the end; remove it, or write \\\\ for the character")
	ErrControl = errors.New("the command contains control characters or is not UTF-8; remove them")
	ErrLong    = fmt.Errorf("the command is longer than %d kB or %d words; send long text on standard input",
		MaxBytes>>10, MaxWords)
)

// Split returns the words of a command: separated by blanks and line ends, with quotes and backslashes removed. Within
// '…' everything stands for itself, within "…" everything but \" \\ \$ \` and an escaped line end. It returns one of
// the errors above for a command that it does not take.
func Split(command string) ([]string, error) {
	if len(command) > MaxBytes {
		return nil, ErrLong
	}
	if !utf8.ValidString(command) || strings.ContainsFunc(command, control) {
		return nil, ErrControl
	}
	s := splitter{rest: command}
	for s.rest != "" {
		if err := s.next(); err != nil {
			return nil, err
		}
	}
	s.finish()
	if len(s.words) > MaxWords {
		return nil, ErrLong
	}
	return s.words, nil
}

// control reports whether a character does something instead of standing for something.
func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r >= 0x80 && r <= 0x9f
}

// splitter holds the words that are complete, and the one that is not.
type splitter struct {
	rest  string
	words []string
	word  strings.Builder
	begun bool // there is a word, perhaps an empty one
}

// next takes one character, or all between two quotes.
func (s *splitter) next() error {
	c := s.rest[0]
	s.rest = s.rest[1:]
	switch c {
	case ' ', '\t', '\n':
		s.finish()
		return nil
	case '\'':
		quoted, rest, closed := strings.Cut(s.rest, "'")
		if !closed {
			return ErrQuote
		}
		s.add(quoted)
		s.rest = rest
		return nil
	case '"':
		return s.double()
	case '\\':
		return s.escape()
	}
	s.add(string([]byte{c}))
	return nil
}

// escape takes what follows a backslash outside quotes. A line end continues the line.
func (s *splitter) escape() error {
	if s.rest == "" {
		return ErrEscape
	}
	if s.rest[0] != '\n' {
		s.add(s.rest[:1])
	}
	s.rest = s.rest[1:]
	return nil
}

// double takes what stands between double quotes.
func (s *splitter) double() error {
	s.add("")
	for s.rest != "" {
		c := s.rest[0]
		s.rest = s.rest[1:]
		if c == '"' {
			return nil
		}
		if c == '\\' && s.rest != "" && strings.IndexByte("\"\\$`\n", s.rest[0]) >= 0 {
			if err := s.escape(); err != nil {
				return err
			}
			continue
		}
		s.add(string([]byte{c}))
	}
	return ErrQuote
}

func (s *splitter) add(text string) {
	s.begun = true
	s.word.WriteString(text)
}

func (s *splitter) finish() {
	if s.begun {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.begun = false
}

// Join returns a command that Split, and a POSIX shell, take apart into these words.
func Join(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = Quote(word)
	}
	return strings.Join(quoted, " ")
}

// Remote returns what a person types after ssh HOST in a POSIX shell, so that these words arrive: that shell takes
// one layer of quotes away, and Split the other.
func Remote(words []string) string {
	typed := make([]string, len(words))
	for i, word := range words {
		if Quote(word) != word {
			word = escape(word)
		}
		typed[i] = Quote(word)
	}
	return strings.Join(typed, " ")
}

// escape returns a word as Split reads it outside quotes, so that those of a shell can stand around it.
func escape(word string) string {
	if word == "" || strings.ContainsAny(word, "\n'") {
		return Quote(word)
	}
	var b strings.Builder
	for _, c := range []byte(word) {
		if strings.IndexByte(" \t\"\\", c) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// Quote returns a word so that it stays one, as plainly as that can be.
func Quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-+.,/:@%=", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

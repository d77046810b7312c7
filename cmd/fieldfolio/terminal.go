package main

import (
	"cmp"
	"io"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/format"
)

// ascii reports whether nothing but ASCII is to be shown on the screens, and why if nobody asked for
// it.
func (a *app) ascii() (on bool, why string) { return a.asciiOn(a.stdout) }

// asciiOn is ascii for a stream. The flag goes before the configuration, and that before what is known
// of the terminal.
func (a *app) asciiOn(stream io.Writer) (on bool, why string) {
	if s, err := a.screenSettings(); err == nil && s.ASCII.given {
		return s.ASCII.on, ""
	}
	if runtime.GOOS != "windows" && a.isTerminal(stream) {
		why = noUnicode(a.env)
	}
	return why != "", why
}

// noUnicode says why a terminal with this environment can show nothing but ASCII, empty if it can.
func noUnicode(env func(string) string) string {
	switch kind := env("TERM"); kind {
	case "":
		return "TERM is not set"
	case "linux", "vt100":
		return "TERM is " + kind
	}
	locale := strings.ToLower(cmp.Or(env("LC_ALL"), env("LC_CTYPE"), env("LANG")))
	if strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8") {
		return ""
	}
	return "the locale does not name UTF-8"
}

// asciiTerminal is standard output or standard error, which shows what people read in ASCII if it is a
// terminal where that is wanted. Formats for programs, and other streams, get everything as it is.
type asciiTerminal struct {
	a    *app
	to   io.Writer
	rest []byte // the beginning of a character whose end has not been written yet
}

func (s *asciiTerminal) Write(p []byte) (int, error) {
	if !s.a.isTerminal(s.to) || s.to == s.a.stdout && !format.ForPeople(s.a.format) {
		return s.to.Write(p)
	}
	if on, _ := s.a.asciiOn(s.to); !on {
		return s.to.Write(p)
	}
	text := slices.Concat(s.rest, p)
	n := wholeRunes(text)
	s.rest = text[n:]
	_, err := io.WriteString(s.to, cells.CodePoints.ASCII(string(text[:n])))
	return len(p), err
}

// wholeRunes returns the number of bytes of a text without the beginning of a character at its end.
func wholeRunes(text []byte) int {
	for i := len(text) - 1; i >= max(len(text)-utf8.UTFMax, 0); i-- {
		if utf8.RuneStart(text[i]) {
			if utf8.FullRune(text[i:]) {
				break
			}
			return i
		}
	}
	return len(text)
}

package tui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// spoken is what a screen says to those who hear it or feel it line by line:
// linear mode prints it and nothing else. One fact is one line; what can be
// chosen has numbers from 1.
type spoken struct {
	title string   // what is shown, in one sentence
	facts []string // before the choices

	count int                 // choices
	item  func(i int) string  // one in words; empty while it is not loaded
	pick  func(i int) tea.Cmd // selects it, as moving there does

	after []string // totals and notes
	now   string   // what changes with most steps, such as how much is marked: said each time
	ask   string   // what is being typed, with its value now; empty if nothing is
}

// factsOf returns what a text of labelled lines says, one fact a line: what is only
// drawn is left out, and columns become commas.
func factsOf(lines []string) []string {
	var out []string
	for _, l := range lines {
		if s := inWords(l); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// inWords returns a drawn line as words: the parts that blanks keep apart,
// between commas, without bars.
func inWords(line string) string {
	line = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.So, r) && r >= '▁' && r <= '▟' {
			return -1
		}
		return r
	}, line)
	var parts []string
	for _, p := range strings.Split(strings.TrimSpace(line), "  ") {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// spokenList are choices of which all are known.
func spokenList(n int, item func(i int) string, at *int, settle func()) spoken {
	return spoken{count: n, item: item, pick: func(i int) tea.Cmd {
		*at = i
		settle()
		return nil
	}}
}

// spokenFault is what a screen says that could not load, and spokenWait one
// that is loading.
func spokenFault(what string, err error) spoken {
	n := failure("", err)
	return spoken{title: what + ".", facts: append([]string{n.text}, nonEmpty(n.hint)...)}
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// joined returns the parts that say something, between commas.
func joined(parts ...string) string { return strings.Join(nonEmpty(parts...), ", ") }

// sentence returns a text that ends as a sentence does.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":") {
		return s
	}
	return s + "."
}

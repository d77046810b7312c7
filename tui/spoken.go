package tui

import (
	"fieldfolio/portfolio"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// spoken is what a screen says to those who hear it or feel it line by line:
// linear mode prints it and nothing else. One fact is one line; what can be
// chosen has numbers from 1.
type spoken struct {
	title string   // what is shown, in one sentence; another title is another thing that is shown
	facts []string // before the choices

	count int                  // choices
	at    int                  // the selected one
	item  func(i int) string   // one in words, what tells it apart first; empty while it is not loaded
	name  func(i int) string   // what tells one apart; nil: the item does
	under func(i int) []string // further facts of one; may be nil
	pick  func(i int) tea.Cmd  // selects it, as moving there does

	after []string // after the last choice
	ask   string   // what is being typed, with its value now; empty if nothing is

	columns []string            // of a table, each with a figure for every choice
	column  func(i int) tea.Cmd // selects one
}

// question reports whether the screen waits for a text and for nothing else.
func (s *spoken) question() bool { return s.count == 0 && s.ask != "" }

// itemText returns a choice in words, and what to say where it is not loaded.
func (s *spoken) itemText(i int) string {
	if text := s.item(i); text != "" {
		return text
	}
	return "still loading"
}

// below returns the further facts of a choice.
func (s *spoken) below(i int) []string {
	if s.under == nil {
		return nil
	}
	return s.under(i)
}

// place says what is shown and what is selected there.
func (s *spoken) place() string {
	text := strings.TrimRight(s.title, ".?")
	if s.count > 0 && s.at < s.count {
		text += ", at " + s.placeOf(s.at)
	}
	return sentence(text)
}

// placeOf says the number of a choice and what tells it apart.
func (s *spoken) placeOf(i int) string {
	text := s.itemText(i)
	if s.name != nil {
		text = s.name(i)
	}
	return shownInt(i+1) + ": " + text
}

// spokenList are choices of which all are known.
func spokenList(n int, item func(i int) string, at *int, settle func()) spoken {
	return spoken{count: n, at: *at, item: item, pick: func(i int) tea.Cmd {
		*at = i
		settle()
		return nil
	}}
}

// with returns what is said with one more fact, if there is one.
func (s spoken) with(fact string) spoken {
	if fact != "" {
		s.facts = append(s.facts, sentence(fact))
	}
	return s
}

// spokenDay says the day that the figures are seen from.
func (f *face) spokenDay() string {
	text := "As of " + f.asOf.Spoken()
	if f.past.Known() {
		return sentence(text + ", as it stood on " + f.past.Spoken())
	}
	if f.asOf == f.cat.Reference {
		text += ", the day of the document"
	}
	return sentence(text)
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
	s = strings.TrimRight(s, " …,;")
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return strings.TrimSuffix(s, ":") + "."
}

// labelled returns a fact with its label, which ends with a colon.
func labelled(label, value string) string {
	if label == "" {
		return value
	}
	return strings.TrimSuffix(label, ":") + ": " + value
}

// spokenNumber says a project's number, and where it is only provisional.
func spokenNumber(p *portfolio.Project) string {
	if p.Provisional {
		return clean(p.Number) + ", provisional number"
	}
	return clean(p.Number)
}

func shownInt(n int) string { return portfolio.Count(n).Shown() }

// capital returns a text that begins as a sentence does.
func capital(s string) string {
	if s == "" || s[0] >= utf8.RuneSelf {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return clean(s)
}

package tui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// notice is what the status line says: a sentence, and what to do.
type notice struct {
	text  string
	aloud string // in words, where text has signs; empty: as text
	hint  string
	bad   bool // something went wrong
	tip   bool // gives way to the footer where there is one line for both
}

// noticeOf is the notice of a sentence that is shown and spoken in two ways.
func noticeOf(v portfolio.Value) notice { return notice{text: shownText(v), aloud: spokenText(v)} }

func (n notice) empty() bool { return n.text == "" }

// after says the notice when a command is done, unless that has something else
// to say.
func (n notice) after(c tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		if c != nil {
			if m := c(); m != nil {
				return m
			}
		}
		return n
	}
}

// failure is the notice of an error: what was tried, the reason, and the
// remedy where the error knows one.
func failure(tried string, err error) notice {
	n := notice{text: clean(portfolio.Sentence(err, remedies)), hint: clean(portfolio.RemedyOf(err).Words(remedies)),
		bad: true}
	if errors.Is(err, context.Canceled) {
		n.text = "it was cancelled"
	}
	if tried != "" {
		n.text = tried + ": " + n.text
	}
	if strings.HasSuffix(n.text, n.hint) { // some reasons say what to do themselves
		n.hint = ""
	}
	return n
}

// lines returns the notice in at most n lines of a width, shortest form first.
func (n notice) line(look *styles, width int) string {
	text := " " + n.text
	if n.hint != "" {
		text += "; " + n.hint
	}
	if whole := " f5"; cut(text, width) != text && width > len(whole)+10 {
		text = cut(text, width-len(whole)) + whole
	}
	text = cut(text, width)
	if n.bad {
		return look.bad.Render(text)
	}
	return look.muted.Render(text)
}

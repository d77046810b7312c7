package ui

import (
	"cmp"
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/draw"
)

// Notice is what the status line says: a sentence, and what to do.
type Notice struct {
	Text  string
	aloud string // in words, where text has signs; empty: as text
	Hint  string
	Bad   bool // something went wrong
	Tip   bool // gives way to the footer where there is one line for both
}

// NoticeOf is the notice of a sentence that is shown and spoken in two ways.
func NoticeOf(v portfolio.Value) Notice {
	return Notice{Text: draw.ShownText(v), aloud: draw.SpokenText(v)}
}

func (n Notice) Empty() bool { return n.Text == "" }

// After says the notice when a command is done, unless that has something else
// to say.
func (n Notice) After(c tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		if c != nil {
			if m := c(); m != nil {
				return m
			}
		}
		return n
	}
}

// Failure is the notice of an error: what was tried, the reason, and the
// remedy where the error knows one.
func Failure(tried string, err error) Notice {
	n := Notice{Text: draw.Clean(fault.Sentence(err, Remedies)), Hint: draw.Clean(fault.RemedyOf(err).Words(Remedies)),
		Bad: true}
	if errors.Is(err, context.Canceled) {
		n.Text = "it was cancelled"
	}
	if tried != "" {
		n.Text = tried + ": " + n.Text
	}
	if strings.HasSuffix(n.Text, n.Hint) { // some reasons say what to do themselves
		n.Hint = ""
	}
	return n
}

// lines returns the notice in at most n lines of a width, shortest form first.
func (n Notice) Line(look *draw.Styles, width int) string {
	text := " " + n.Text
	if n.Hint != "" {
		text += "; " + n.Hint
	}
	if whole := " f5"; draw.Cut(text, width) != text && width > len(whole)+10 {
		text = draw.Cut(text, width-len(whole)) + whole
	}
	text = draw.Cut(text, width)
	if n.Bad {
		return look.Bad.Render(text)
	}
	return look.Muted.Render(text)
}

func Say(n Notice) tea.Cmd { return func() tea.Msg { return n } }

// NoticeWords returns what a notice says; tips are of the keyboard.
func NoticeWords(n Notice) string {
	if n.Empty() || n.Tip {
		return ""
	}
	text := Capital(cmp.Or(n.aloud, n.Text))
	if n.Hint != "" {
		text = strings.TrimSuffix(text, ".") + "; " + n.Hint
	}
	return draw.Sentence(fillerKeys.Replace(text))
}

// fillerKeys are keys of a text field that notices name, and what is typed for them.
var fillerKeys = strings.NewReplacer("ctrl+n: ", ":complete gives ", "Ctrl+n: ", ":complete gives ")

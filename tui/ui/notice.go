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
	aloud string // for linear mode, where Text has signs; empty: as Text
	Hint  string
	Bad   bool // something went wrong
	Tip   bool // gives way to the footer where both share a line
}

// NoticeOf returns a notice with forms for the eye and the ear.
func NoticeOf(v portfolio.Value) Notice {
	return Notice{Text: draw.ShownText(v), aloud: draw.SpokenText(v)}
}

func (n Notice) Empty() bool { return n.Text == "" }

// And returns the notice with a further clause, and with what to do about that first.
func (n Notice) And(text, hint string) Notice {
	n.Text += "; " + text
	if n.aloud != "" {
		n.aloud += "; " + text
	}
	n.Hint = strings.Join(draw.NonEmpty(hint, n.Hint), ", ")
	return n
}

// InWords returns the notice with the arrow keys by name.
func (n Notice) InWords() Notice {
	if strings.ContainsAny(n.Text+n.Hint, "↑↓") {
		n.Text, n.Hint = arrows.Replace(n.Text), arrows.Replace(n.Hint)
	}
	return n
}

// After shows the notice once a command is done, unless that has a notice of its own.
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

// Failure returns the notice of an error: what was tried, the reason, and the remedy if the error
// has one.
func Failure(tried string, err error) Notice {
	n := Notice{Text: draw.Clean(fault.Sentence(err, Remedies)), Hint: draw.Clean(fault.RemedyOf(err).Words(Remedies)),
		Bad: true}
	var file interface{ Brief() string }
	switch {
	case errors.Is(err, context.Canceled):
		n.Text = "it was cancelled"
	case errors.As(err, &file):
		n.Text = draw.Clean(file.Brief())
	}
	if strings.HasPrefix(tried, "Nothing was ") {
		n.Hint = strings.TrimSuffix(strings.TrimSuffix(n.Hint, "nothing was changed"), "; ")
	}
	if tried != "" {
		n.Text = tried + ": " + n.Text
	}
	if strings.HasSuffix(n.Text, n.Hint) { // some reasons contain the remedy
		n.Hint = ""
	}
	return n
}

// sentence returns what is said, and what to do.
func (n Notice) sentence() string {
	if n.Hint != "" {
		return n.Text + "; " + n.Hint
	}
	return n.Text
}

// within returns the notice in a width. Where it is cut, the key that shows it in full follows.
func (n Notice) within(width int) string {
	text := " " + n.sentence()
	if whole := " f5"; draw.Cut(text, width) != text && width > len(whole)+10 {
		text = draw.Cut(text, width-len(whole)) + whole
	}
	return draw.Cut(text, width)
}

// Line returns the notice in a width.
func (n Notice) Line(look *draw.Styles, width int) string {
	text := n.within(width)
	if n.Bad {
		return look.Bad.Render(text)
	}
	return look.Muted.Render(text)
}

func Say(n Notice) tea.Cmd { return func() tea.Msg { return n } }

// NoticeWords returns a notice for linear mode, without tips, which are about the keyboard.
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

// fillerKeys replaces keys of text fields in notices by what is typed for them in linear mode.
var fillerKeys = strings.NewReplacer("ctrl+n: ", ":complete gives ", "Ctrl+n: ", ":complete gives ",
	"ctrl+x ", ":form-drop ", "Ctrl+x ", ":form-drop ", "ctrl+s again", ":form-save again", "esc leaves and keeps",
	":leave leaves and keeps")

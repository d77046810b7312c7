package ui

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/draw"
)

// Notice is what the status line says: a sentence, and what to do.
type Notice struct {
	Text  string
	aloud string // for linear mode, where Text has signs; empty: as Text
	Hint  string
	Bad   bool   // something went wrong
	Tip   bool   // gives way to the footer where both share a line
	Lasts bool   // stays until a key: a person may copy from it
	Copy  string // ends the sentence: a command to copy, in a line of its own where it would break
	Row   bool   // is about the selected row: beside it the footer has what can be done with that
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

// Then returns the notice followed by another one.
func (n Notice) Then(other Notice) Notice {
	n.Text, n.Hint, n.aloud = n.sentence()+"; "+other.sentence(), "", ""
	return n
}

// InWords returns the notice in ASCII: with the arrow keys by name, and dots that end a sentence,
// not a text that is cut.
func (n Notice) InWords() Notice {
	n.Text, n.Hint = draw.Dots(arrows.Replace(n.Text)), draw.Dots(arrows.Replace(n.Hint))
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
	all := faultsOf(err)
	err = all[0]
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
	if more := len(all) - 1; more > 0 {
		n.Text += " (and " + portfolio.Count(more).Shown() + " more)"
	}
	return n
}

// faultsOf returns the faults that an error consists of, at least itself.
func faultsOf(err error) fault.Faults {
	var all fault.Faults
	if errors.As(err, &all) && len(all) > 1 {
		return all
	}
	return fault.Faults{err}
}

// sentence returns what is said, and what to do.
func (n Notice) sentence() string {
	said := n.Text
	if n.Hint != "" {
		said += "; " + n.Hint
	}
	return strings.Join(draw.NonEmpty(said, n.Copy), " ")
}

// wrapped returns the notice in lines of w cells.
func (n Notice) wrapped(m *draw.Measure, w int) []string {
	lines := m.Wrap(n.sentence(), w)
	whole := func(line string) bool { return strings.Contains(line, n.Copy) }
	if n.Copy == "" || slices.ContainsFunc(lines, whole) {
		return lines
	}
	command := n.Copy
	n.Copy = ""
	lines = m.Wrap(n.sentence(), w)
	for _, line := range m.WrapWords(command, w) { // a hyphen at the end of a line may belong to a flag
		lines = append(lines, m.Wrap(line, w)...)
	}
	return lines
}

// Lines returns the notice in lines of w cells, at most so many. Where it is cut, the key that shows
// all of it follows. A tip is one line, and is not kept for that key.
func (n Notice) Lines(m *draw.Measure, w, most int) []string {
	text := n.sentence()
	if 1+m.Cells(text) <= w || most < 1 || w < 2 || n.Tip {
		return []string{m.Cut(" "+text, w)}
	}
	lines := n.wrapped(m, w-1)
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], rest)
		if all := " f5 all"; w > len(all)+10 {
			lines[most-1] = m.Cut(rest, w-1-len(all)) + all
		}
	}
	for i, l := range lines {
		lines[i] = m.Cut(" "+l, w)
	}
	return lines
}

// Ink returns the style of the notice.
func (n Notice) Ink(look *draw.Styles) lipgloss.Style {
	if n.Bad {
		return look.Bad
	}
	return look.Muted
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
	text = strings.Join(draw.NonEmpty(text, n.Copy), " ")
	return draw.Sentence(fillerKeys.Replace(text))
}

// fillerKeys replaces keys of text fields in notices by what is typed for them in linear mode.
var fillerKeys = strings.NewReplacer("ctrl+n: ", ":complete gives ", "Ctrl+n: ", ":complete gives ",
	"ctrl+x ", ":form-drop ", "Ctrl+x ", ":form-drop ", "ctrl+s again", ":form-save again",
	"ctrl+r takes", ":form-theirs takes", "esc takes theirs", ":leave takes theirs", "esc leaves and keeps",
	":leave leaves and keeps", "a in Portfolio continues", "add in Portfolio continues", "E continues", ":form continues",
	"; typing replaces it, end keeps it", "")

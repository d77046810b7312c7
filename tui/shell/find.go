package shell

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// find is the line in which words are typed, over a screen whose rows have no query. It selects the next row that
// has all of them.
type find struct {
	ui.Screen // the one below
	root      *Root
	line      edit.Prompt
	from      int   // the row that was selected before
	found     []int // the rows with the words
	at        int   // index in found of the selected one
}

// searching is the action that finds a row where the screen has no search of its own, or goes back to the search of
// the list below a page.
func (r *Root) searching() ui.Action {
	return ui.Action{Name: "search", Keys: []string{"/"}, Show: "/",
		Help: "find a row by its words; on a page, search the list that it was opened from", Off: r.whyNoSearch, Do: r.search}
}

// whyNoSearch says that there is nothing to search, empty if there is.
func (r *Root) whyNoSearch() string {
	if r.leaves() {
		return "esc first leaves what is open"
	}
	for _, s := range slices.Backward(r.Views[r.At].Stack) {
		if len(s.Keys().Named("search")) > 0 || s.Spoken().Count > 0 {
			return ""
		}
	}
	return "there are no rows to search here"
}

// search opens the line for words, or closes the page on top and searches what is below.
func (r *Root) search() tea.Cmd {
	s := r.Top()
	page, _ := s.(ui.PageOfList)
	if own := r.Own().Named("search"); len(own) > 0 {
		return r.Act(own[0])
	}
	if s.Spoken().Count > 0 && (page == nil || !page.OfList()) {
		return r.push(newFind(s, r))
	}
	r.pop(s)
	return r.search()
}

func newFind(below ui.Screen, r *Root) *find {
	f := &find{Screen: below, root: r, from: below.Spoken().At}
	_ = f.line.Ask(edit.Prompt{Label: "Find:", Typed: f.typed, Check: f.check, Left: f.leave, Do: f.take}, "")
	return f
}

func (f *find) Init() tea.Cmd { return nil }

// Update handles keys; the screen below gets everything else itself.
func (f *find) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return f.line.Update(msg)
	}
	return nil
}

// typed selects the first row with the words, from the one that was selected before.
func (f *find) typed(words string) tea.Cmd {
	if f.look(words, f.from); len(f.found) == 0 || words == "" {
		return f.pick(f.from)
	}
	return f.pick(f.found[f.at])
}

// look finds the rows with all of some words, and the first of them from a row on.
func (f *find) look(words string, from int) {
	s := f.Screen.Spoken()
	f.found, f.at = nil, 0
	for i := range s.Count {
		if words == "" || !ui.HasWords(s.ItemText(i), words) {
			continue
		}
		if i < from {
			f.at++
		}
		f.found = append(f.found, i)
	}
	if len(f.found) > 0 {
		f.at %= len(f.found)
	}
}

func (f *find) pick(row int) tea.Cmd {
	s := f.Screen.Spoken()
	if row >= s.Count {
		return nil
	}
	return s.Pick(row)
}

// next selects the next row with the words, or the one before.
func (f *find) next(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if len(f.found) == 0 {
			return nil
		}
		f.at = (f.at + by + len(f.found)) % len(f.found)
		return f.pick(f.found[f.at])
	}
}

// check says how many rows have the words.
func (f *find) check(words string) ui.Notice {
	switch {
	case words == "" && f.root.words != "":
		return ui.Notice{Text: "words of the row; enter finds the next with " + draw.Clean(f.root.words), Tip: true}
	case words == "":
		return ui.Notice{Text: "words of the row", Tip: true}
	}
	return f.result(words)
}

func (f *find) result(words string) ui.Notice {
	if len(f.found) == 0 {
		return ui.Notice{Text: "no row has: " + draw.Clean(words)}
	}
	return ui.Notice{Text: "row " + ui.ShownInt(f.at+1) + " of " + ui.ShownInt(len(f.found)) + " with: " +
		draw.Clean(words)}
}

// take keeps the row that is selected. Without words it selects the next one with those of the last time.
func (f *find) take(words string) tea.Cmd {
	var picked tea.Cmd
	if words == "" {
		if words = f.root.words; words == "" {
			return ui.CloseOf(f)
		}
		if f.look(words, f.from+1); len(f.found) > 0 {
			picked = f.pick(f.found[f.at])
		}
	}
	f.root.words = words
	n := f.result(words)
	if s := f.Screen.Spoken(); f.root.Linear {
		n.Hint = s.Place()
	} else if len(f.found) > 1 {
		n.Hint = "/ and enter: the next"
	}
	return tea.Batch(picked, ui.CloseOf(f), ui.Say(n))
}

// leave selects the row that was selected before.
func (f *find) leave() tea.Cmd { return tea.Batch(f.pick(f.from), ui.CloseOf(f)) }

func (f *find) Keys() ui.KeyMap {
	return append(f.line.Keys(),
		ui.Action{Name: "find-next", Keys: []string{"down", "ctrl+n"}, Show: "↓", Foot: "next",
			Help: "the next row with the words", Do: f.next(1)},
		ui.Action{Name: "find-previous", Keys: []string{"up", "ctrl+p"}, Show: "↑", Help: "the row before with the words",
			Do: f.next(-1)})
}

// View draws the screen below, with the line in place of its first.
func (f *find) View() string {
	line, _ := f.line.Line(f.root.Width)
	return over(f.Screen, line)
}

// over draws a screen with a line in place of its first.
func over(below ui.Screen, line string) string {
	if _, rest, more := strings.Cut(below.View(), "\n"); more {
		return line + "\n" + rest
	}
	return line
}

func (f *find) Typing() bool { return f.line.Open }

func (f *find) Cursor() (x, y int) {
	_, x = f.line.Line(f.root.Width)
	return x, 0
}

func (f *find) Notice() ui.Notice { return f.line.Notice() }

func (*find) Name() string { return "find" }

func (f *find) Spoken() ui.Spoken { return f.line.Spoken() }

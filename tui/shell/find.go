package shell

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// find is the line in which words are typed, over a screen whose rows have no query. It selects the row that they
// fit best.
type find struct {
	asked
	from  int   // the row that was selected before
	found []int // the rows with the words, the best first
	at    int   // index in found of the selected one
}

// searching is the action that finds a row where the screen has no search of its own.
func (r *Root) searching() ui.Action {
	return ui.Action{Name: "search", Keys: []string{"/"}, Show: "/",
		Help: "find a row by its words; on a page without rows, search what is below it", Off: r.whyNoSearch, Do: r.search}
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

// search opens the line for words, or closes a page without rows and searches what is below.
func (r *Root) search() tea.Cmd {
	s := r.Top()
	if own := r.Own().Named("search"); len(own) > 0 {
		return r.Act(own[0])
	}
	if s.Spoken().Count > 0 {
		return r.push(newFind(s, r))
	}
	r.pop(s)
	return r.search()
}

func newFind(below ui.Screen, r *Root) *find {
	f := &find{asked: asked{Screen: below, root: r}, from: below.Spoken().At}
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

// typed selects the row that the words fit best.
func (f *find) typed(words string) tea.Cmd {
	if f.look(words); len(f.found) == 0 || words == "" {
		return f.pick(f.from)
	}
	return f.pick(f.found[f.at])
}

// look finds the rows with all of some words.
func (f *find) look(words string) { f.found, f.at = rowsWith(f.Screen, words), 0 }

// rowsWith returns the rows of a screen with all of some words, the best first: those that are about the words,
// before those that mention them.
func rowsWith(of ui.Screen, words string) []int {
	s := of.Spoken()
	var found []int
	fit := map[int]match{}
	for i := range s.Count {
		text := s.ItemText(i)
		if words == "" || !ui.HasWords(text, words) {
			continue
		}
		if s.Name != nil {
			text = s.Name(i)
		}
		found, fit[i] = append(found, i), matchOf(text, words)
	}
	slices.SortStableFunc(found, func(a, b int) int {
		x, y := fit[a], fit[b]
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(x.words, y.words))
	})
	return found
}

// match is how well a row fits words: the less, the better.
type match struct{ rank, words int }

// matchOf compares the parts of a row's name, between commas and colons, with words.
func matchOf(name, words string) match {
	plain := func(s string) string { return strings.Join(portfolio.SearchWords(s), " ") }
	want := plain(words)
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(",:;", r) })
	m := match{rank: 4, words: len(portfolio.SearchWords(name))}
	for i, part := range parts {
		switch part = plain(part); {
		case part == want && i == len(parts)-1:
			m.rank = 0
		case part == want:
			m.rank = min(m.rank, 1)
		case strings.HasPrefix(part, want):
			m.rank = min(m.rank, 2)
		case strings.Contains(" "+part, " "+want):
			m.rank = min(m.rank, 3)
		}
	}
	return m
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

func (f *find) result(words string) ui.Notice { return foundNotice(words, f.at, len(f.found)) }

// foundNotice says which of some rows with words is selected.
func foundNotice(words string, at, n int) ui.Notice {
	if n == 0 {
		return ui.Notice{Text: "no row has: " + draw.Clean(words)}
	}
	return ui.Notice{Text: "row " + ui.ShownInt(at+1) + " of " + ui.ShownInt(n) + " with: " + draw.Clean(words)}
}

// take keeps the row that is selected. Without words it selects the next one with those of the last time.
func (f *find) take(words string) tea.Cmd {
	if words == "" {
		if f.root.words == "" {
			return ui.CloseOf(f)
		}
		return tea.Batch(ui.CloseOf(f), f.root.nextFound(f.Screen, 1))
	}
	f.root.words = words
	return tea.Batch(ui.CloseOf(f), ui.Say(f.root.saidFound(f.Screen, f.result(words), len(f.found))))
}

// saidFound completes what is said of a row that was found.
func (r *Root) saidFound(s ui.Screen, n ui.Notice, rows int) ui.Notice {
	switch below := s.Spoken(); {
	case r.Linear:
		n.Hint = below.Place()
	case rows > 1:
		n.Hint = "n: the next"
		if _, has := s.Keys().Find("n"); has { // the next of something else
			n.Hint = "/ and enter: the next"
		}
	}
	n.Row = rows > 0
	return n
}

// nextFound selects the next row of a screen with the words that were looked for last, or the one before.
func (r *Root) nextFound(s ui.Screen, by int) tea.Cmd {
	found, below := rowsWith(s, r.words), s.Spoken()
	if len(found) == 0 {
		return ui.Say(foundNotice(r.words, 0, 0))
	}
	at := slices.Index(found, below.At)
	switch {
	case at >= 0:
		at = (at + by + len(found)) % len(found)
	case by < 0:
		at = len(found) - 1
	default:
		at = 0
	}
	picked := below.Pick(found[at])
	return tea.Batch(picked, ui.Say(r.saidFound(s, foundNotice(r.words, at, len(found)), len(found))))
}

// findingAgain returns the actions that select further rows with the words that were looked for last.
func (r *Root) findingAgain() ui.KeyMap {
	off := func() string {
		switch s := r.Top().Spoken(); {
		case r.words == "":
			return "nothing was looked for yet; / finds a row by its words"
		case s.Count == 0:
			return "there are no rows here"
		}
		return ""
	}
	again := func(by int) func() tea.Cmd { return func() tea.Cmd { return r.nextFound(r.Top(), by) } }
	return ui.KeyMap{
		{Name: "find-next", Keys: []string{"n"}, Show: "n", Help: "the next row with the words that / has found", Off: off,
			Do: again(1)},
		{Name: "find-previous", Keys: []string{"N"}, Show: "N", Help: "the row before with these words", Off: off,
			Do: again(-1)},
	}
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

func (*find) Name() string { return "find" }

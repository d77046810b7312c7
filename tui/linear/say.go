package linear

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio/legible"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// heard is what was said of a screen.
type heard struct {
	title  string
	lines  map[string]bool
	from   int  // index of the first unit of the last page
	next   int  // index of the first unit not said yet
	whole  bool // everything was said, so additions are said too
	at     int  // index of the selected choice
	notice string
}

// The number of choices, or of facts without choices, on a page.
const (
	pageChoices = 10
	pageFacts   = 20
)

// longestFact is the maximum length of a line in bytes. Only notes are longer; they continue in a
// line that says so.
const longestFact = 1_900

// line says one fact, without control characters: it may quote text from outside.
func (l *Mode) line(text string) {
	text = strings.Join(strings.Fields(legible.Line(draw.Unmarked(text))), " ")
	for len(text) > longestFact {
		cut := strings.LastIndexByte(text[:longestFact], ' ')
		if cut < longestFact/2 {
			cut = len(strings.ToValidUTF8(text[:longestFact], ""))
		}
		l.broken(text[:cut])
		text = "goes on: " + strings.TrimSpace(text[cut:])
	}
	l.broken(text)
}

// broken says a line, broken at blanks where the terminal would break it within a word.
func (l *Mode) broken(text string) {
	face := l.Root.Face()
	l.put(strings.Join(l.Root.Measure.WrapWords(face.Drawn(text), l.width()), "\n") + "\n")
}

func (l *Mode) put(text string) {
	l.spoke = true
	face := l.Root.Face()
	if _, err := l.out.WriteString(face.Drawn(text)); err != nil && l.failed == nil {
		l.failed = fmt.Errorf("write to the output: %w", err)
	}
}

func (l *Mode) Flush() {
	if err := l.out.Flush(); err != nil && l.failed == nil {
		l.failed = fmt.Errorf("write to the output: %w", err)
	}
}

func (l *Mode) prompt() {
	l.put("> ")
	l.Flush()
	l.spoke = false
}

// say says the result of the last line: its notice, and what is new on the screen.
func (l *Mode) say() {
	s := l.Root.Top().Spoken()
	h := l.heard[l.Root.Top()]
	l.sayNotice(h)
	switch {
	case s.Question() || l.form.asked:
		l.ask(&s)
	case h == nil || h.title != s.Title:
		l.open(&s)
	case l.top != l.Root.Top():
		l.back(&s, h)
	case !l.changed(&s, h) && h.at != s.At && s.At < s.Count:
		l.line("At " + ui.ShownInt(s.At+1) + ": " + s.ItemText(s.At)) // moving through a list is reading it
	case !l.spoke:
		l.line(s.Place())
	}
	if h = l.heard[l.Root.Top()]; h != nil {
		h.at = s.At
	}
	l.top = l.Root.Top()
	l.forget()
	l.prompt()
}

// back says a screen to which the person has returned: its place, and what is new there.
func (l *Mode) back(s *ui.Spoken, h *heard) {
	l.line(s.Place())
	if s.At < s.Count && s.Name == nil {
		h.lines[ui.ShownInt(s.At+1)+". "+s.ItemText(s.At)] = true
	}
	l.changed(s, h)
}

// sayNotice says the result of the last action, or else the screen's own notice, once.
func (l *Mode) sayNotice(h *heard) {
	text := ui.NoticeWords(l.Root.Said())
	if text == "" {
		return
	}
	if h != nil && l.Root.Status.Empty() && !l.asking() {
		if h.notice == text {
			return
		}
		h.notice = text
	}
	l.line(text)
}

// open says a screen from its beginning.
func (l *Mode) open(s *ui.Spoken) {
	h := &heard{lines: map[string]bool{}}
	l.heard[l.Root.Top()] = h
	h.notice = ui.NoticeWords(l.Root.Top().Notice())
	h.begin(s)
	l.line(draw.Sentence(s.Title))
	l.page(s, h)
	l.teach("screen "+l.Root.Top().Name(), l.hint(s))
}

func (h *heard) begin(s *ui.Spoken) {
	h.title, h.from, h.next = s.Title, 0, 0
	clear(h.lines)
}

// page says the next page of a screen.
func (l *Mode) page(s *ui.Spoken, h *heard) {
	h.from = h.next
	choices, facts := 0, 0
	for h.next < s.Units() && choices < pageChoices && facts < pageFacts {
		l.unit(s, h, h.next)
		if at := h.next - len(s.Facts); at >= 0 && at < s.Count {
			choices++
			facts = 0
		} else {
			facts++
		}
		h.next++
	}
	h.whole = h.next == s.Units()
	if left := leftOf(s, h); left != "" {
		l.line(left)
	}
}

func (l *Mode) unit(s *ui.Spoken, h *heard, i int) {
	for _, x := range s.Unit(i) {
		h.lines[x] = true
		l.line(x)
	}
}

// leftOf says how much of a screen has not been said yet.
func leftOf(s *ui.Spoken, h *heard) string {
	choices := len(s.Facts) + s.Count - max(h.next, len(s.Facts))
	switch {
	case h.next >= s.Units():
		return ""
	case choices > 0:
		return ui.ShownInt(choices) + " more."
	}
	return ui.Number(s.Units()-h.next, "line", "lines") + " more."
}

// changed says what is new on a screen and reports whether anything is. If most of it is new, it
// says the screen from the beginning.
func (l *Mode) changed(s *ui.Spoken, h *heard) bool {
	var fresh []int
	end := min(h.next, s.Units())
	if h.whole {
		end = s.Units()
	}
	for i := range end {
		if slices.ContainsFunc(s.Unit(i), func(x string) bool { return !h.lines[x] }) {
			fresh = append(fresh, i)
		}
		if len(fresh) > pageChoices {
			h.begin(s)
			l.page(s, h)
			return true
		}
	}
	for _, i := range fresh {
		l.unit(s, h, i)
	}
	h.next = end
	h.keep(s)
	return len(fresh) > 0
}

// keep forgets what is no longer on the screen, so that it is said if it comes back.
func (h *heard) keep(s *ui.Spoken) {
	clear(h.lines)
	for i := range h.next {
		for _, x := range s.Unit(i) {
			h.lines[x] = true
		}
	}
}

// forget forgets screens that are closed.
func (l *Mode) forget() {
	for s := range l.heard {
		if !slices.ContainsFunc(l.Root.Views, func(v *shell.View) bool { return slices.Contains(v.Stack, s) }) {
			delete(l.heard, s)
		}
	}
}

// teach says an explanation once.
func (l *Mode) teach(what, text string) {
	if !l.taught[what] && text != "" {
		l.taught[what] = true
		l.line(text)
	}
}

// isEnter reports whether an action is what a number does.
func isEnter(name string) bool { return name == "open" || name == "choose" || name == "pick" }

// hint says in few words what can be typed on a screen; help says all.
func (l *Mode) hint(s *ui.Spoken) string {
	var parts, words []string
	if s.Count > 0 {
		parts = append(parts, "a number opens")
	}
	if h := l.heard[l.Root.Top()]; h != nil && h.next < s.Units() {
		parts = append(parts, "an empty line says more")
	}
	if len(s.Columns) > 0 {
		parts = append(parts, "column and its name or number chooses one")
	}
	for _, a := range l.Root.Own() {
		if a.Foot != "" && a.Why() == "" && len(a.Keys) > 0 && !isEnter(a.Name) && !ui.IsMove(a.Name) {
			words = append(words, strings.TrimPrefix(a.Name, "pick-"))
		}
	}
	if l.Root.Searches() && !slices.Contains(words, "search") {
		words = append(words, "search")
	}
	if len(words) > 0 {
		parts = append(parts, "other words: "+strings.Join(words, ", "))
	}
	return draw.Sentence(ui.Capital(strings.Join(append(parts, "help says all"), "; ")))
}

package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio/legible"
)

// heard is what was said of a screen.
type heard struct {
	title  string
	lines  map[string]bool
	from   int  // the first unit of the page that was said last
	next   int  // the first unit that was not said yet
	whole  bool // all was said, so that what is added is said too
	at     int  // the choice that was selected
	notice string
}

// How many choices, or facts without choices, a page has.
const (
	pageChoices = 10
	pageFacts   = 20
)

// longestFact is how many bytes a line has at most. Nothing that a person writes is
// so long but a note; it goes on in a line that says so.
const longestFact = 1_900

// line says one fact. It may be of outside: nothing but text gets through.
func (l *linear) line(text string) {
	text = strings.Join(strings.Fields(legible.Line(unmarked(text))), " ")
	for len(text) > longestFact {
		cut := strings.LastIndexByte(text[:longestFact], ' ')
		if cut < longestFact/2 {
			cut = len(strings.ToValidUTF8(text[:longestFact], ""))
		}
		l.put(text[:cut] + "\n")
		text = "goes on: " + strings.TrimSpace(text[cut:])
	}
	l.put(text + "\n")
}

func (l *linear) put(text string) {
	l.spoke = true
	if _, err := l.out.WriteString(text); err != nil && l.failed == nil {
		l.failed = fmt.Errorf("write to the output: %w", err)
	}
}

func (l *linear) flush() {
	if err := l.out.Flush(); err != nil && l.failed == nil {
		l.failed = fmt.Errorf("write to the output: %w", err)
	}
}

func (l *linear) prompt() {
	l.put("> ")
	l.flush()
	l.spoke = false
}

// say says what came of the last line: its notice, and the screen as far as it is
// not known to the person yet.
func (l *linear) say() {
	s := l.root.top().Spoken()
	h := l.heard[l.root.top()]
	l.sayNotice(h)
	switch {
	case s.question() || l.form.asked:
		l.ask(&s)
	case h == nil || h.title != s.title:
		l.open(&s)
	case l.top != l.root.top():
		l.back(&s, h)
	case !l.changed(&s, h) && h.at != s.at && s.at < s.count:
		l.line("At " + shownInt(s.at+1) + ": " + s.itemText(s.at)) // moving through a list is reading it
	case !l.spoke:
		l.line(s.place())
	}
	if h = l.heard[l.root.top()]; h != nil {
		h.at = s.at
	}
	l.top = l.root.top()
	l.forget()
	l.prompt()
}

// back says a screen to which a person has come back: its place, and what is new
// there.
func (l *linear) back(s *spoken, h *heard) {
	l.line(s.place())
	if s.at < s.count && s.name == nil {
		h.lines[shownInt(s.at+1)+". "+s.itemText(s.at)] = true
	}
	l.changed(s, h)
}

// sayNotice says what the last action came to, or what the screen has to say; the
// latter once.
func (l *linear) sayNotice(h *heard) {
	text := noticeWords(l.root.said())
	if text == "" {
		return
	}
	if h != nil && l.root.status.empty() && !l.asking() {
		if h.notice == text {
			return
		}
		h.notice = text
	}
	l.line(text)
}

// fillerKeys are keys of a text field that notices name, and what is typed for them.
var fillerKeys = strings.NewReplacer("ctrl+n: ", ":complete gives ", "Ctrl+n: ", ":complete gives ")

// noticeWords returns what a notice says; tips are of the keyboard.
func noticeWords(n notice) string {
	if n.empty() || n.tip {
		return ""
	}
	text := capital(cmp.Or(n.aloud, n.text))
	if n.hint != "" {
		text = strings.TrimSuffix(text, ".") + "; " + n.hint
	}
	return sentence(fillerKeys.Replace(text))
}

// open says a screen from its beginning.
func (l *linear) open(s *spoken) {
	h := &heard{lines: map[string]bool{}}
	l.heard[l.root.top()] = h
	h.notice = noticeWords(l.root.top().Notice())
	h.begin(s)
	l.line(sentence(s.title))
	l.page(s, h)
	l.teach("screen "+l.root.top().Name(), l.hint(s))
}

func (h *heard) begin(s *spoken) {
	h.title, h.from, h.next = s.title, 0, 0
	clear(h.lines)
}

// units is how many things a screen says: facts, choices, and what follows them.
func (s *spoken) units() int { return len(s.facts) + s.count + len(s.after) }

// unit returns one of them as the lines that it is said in.
func (s *spoken) unit(i int) []string {
	switch at := i - len(s.facts); {
	case at < 0:
		return s.facts[i : i+1]
	case at < s.count:
		return append([]string{shownInt(at+1) + ". " + s.itemText(at)}, s.below(at)...)
	default:
		return s.after[at-s.count : at-s.count+1]
	}
}

// page says the next page of a screen.
func (l *linear) page(s *spoken, h *heard) {
	h.from = h.next
	choices, facts := 0, 0
	for h.next < s.units() && choices < pageChoices && facts < pageFacts {
		l.unit(s, h, h.next)
		if at := h.next - len(s.facts); at >= 0 && at < s.count {
			choices++
			facts = 0
		} else {
			facts++
		}
		h.next++
	}
	h.whole = h.next == s.units()
	if left := s.left(h); left != "" {
		l.line(left)
	}
}

func (l *linear) unit(s *spoken, h *heard, i int) {
	for _, x := range s.unit(i) {
		h.lines[x] = true
		l.line(x)
	}
}

// left says how much of a screen was not said yet.
func (s *spoken) left(h *heard) string {
	choices := len(s.facts) + s.count - max(h.next, len(s.facts))
	switch {
	case h.next >= s.units():
		return ""
	case choices > 0:
		return shownInt(choices) + " more."
	}
	return number(s.units()-h.next, "line", "lines") + " more."
}

// changed says what is new among what was said of a screen, and reports whether
// there was anything. Where most of it is new, the screen is said from the
// beginning.
func (l *linear) changed(s *spoken, h *heard) bool {
	var fresh []int
	end := min(h.next, s.units())
	if h.whole {
		end = s.units()
	}
	for i := range end {
		if slices.ContainsFunc(s.unit(i), func(x string) bool { return !h.lines[x] }) {
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

// keep forgets what was said and does not stand there any more: if it comes back,
// it is said again.
func (h *heard) keep(s *spoken) {
	clear(h.lines)
	for i := range h.next {
		for _, x := range s.unit(i) {
			h.lines[x] = true
		}
	}
}

// forget drops what was said of screens that are closed.
func (l *linear) forget() {
	for s := range l.heard {
		if !slices.ContainsFunc(l.root.views, func(v *view) bool { return slices.Contains(v.stack, s) }) {
			delete(l.heard, s)
		}
	}
}

// teach says something that is explained once.
func (l *linear) teach(what, text string) {
	if !l.taught[what] && text != "" {
		l.taught[what] = true
		l.line(text)
	}
}

// isEnter reports whether an action is what a number does.
func isEnter(name string) bool { return name == "open" || name == "choose" || name == "pick" }

// hint says what can be typed on a screen, in few words; help says all.
func (l *linear) hint(s *spoken) string {
	var parts, words []string
	if s.count > 0 {
		parts = append(parts, "a number opens")
	}
	if h := l.heard[l.root.top()]; h != nil && h.next < s.units() {
		parts = append(parts, "an empty line says more")
	}
	if len(s.columns) > 0 {
		parts = append(parts, "column and its name or number chooses one")
	}
	for _, a := range l.root.own() {
		if a.foot != "" && a.why() == "" && len(a.keys) > 0 && !isEnter(a.name) && !isMove(a.name) {
			words = append(words, strings.TrimPrefix(a.name, "pick-"))
		}
	}
	if len(words) > 0 {
		parts = append(parts, "other words: "+strings.Join(words, ", "))
	}
	return sentence(capital(strings.Join(append(parts, "help says all"), "; ")))
}

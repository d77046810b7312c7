package tui

import (
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
)

// sayMore says the next page.
func (l *linear) sayMore() {
	s, h := l.root.top().Spoken(), l.heard[l.root.top()]
	if h == nil {
		return
	}
	if h.next >= s.units() {
		l.line("That is all; again says the last page once more, top the first.")
		return
	}
	if at := h.next - len(s.facts); at >= 0 && at < s.count && s.item(at) == "" {
		was := s.at
		l.doing = "loading more"
		l.do(s.pick(at))
		l.settle()
		s = l.root.top().Spoken()
		defer l.do(s.pick(was))
	}
	l.page(&s, h)
}

// again says the title and the last page once more, or the question.
func (l *linear) again() {
	s, h := l.root.top().Spoken(), l.heard[l.root.top()]
	if h == nil || l.asking() {
		return
	}
	l.line(sentence(s.title))
	h.next = h.from
	l.page(&s, h)
}

// fromTop says the screen from its beginning and selects its first choice.
func (l *linear) fromTop() {
	s := l.root.top().Spoken()
	if s.count > 0 {
		l.do(s.pick(0))
		l.settle()
	}
	delete(l.heard, l.root.top())
}

// where says what is shown, from where it was opened, what is selected, and what
// waits to be saved.
func (l *linear) where() {
	v := l.root.views[l.root.at]
	l.line("View " + v.name + ".")
	for _, x := range v.stack[:len(v.stack)-1] {
		s := x.Spoken()
		l.line("Opened from: " + s.place())
	}
	if s := l.root.top().Spoken(); s.question() {
		l.line("Asked for: " + sentence(s.ask))
	} else {
		l.line(s.place())
	}
	waits := l.waiting()
	for _, w := range waits {
		l.line("Waits to be saved: " + w)
	}
	if len(waits) == 0 {
		l.line("Nothing waits to be saved.")
	}
}

// waiting says what was begun in this run and is not saved, by record.
func (l *linear) waiting() []string {
	var out []string
	d := l.root.desk
	for id, b := range d.begin {
		if b.any() {
			name := nameOf(l.ctx, d.src, id)
			out = append(out, sentence(labelled(name, strings.Join(b.names(portfolio.KindOf(id)), ", "))))
		}
	}
	slices.Sort(out)
	return out
}

// chooseColumn selects a column of a table by its number or its name.
func (l *linear) chooseColumn(name string) {
	s := l.root.top().Spoken()
	if len(s.columns) == 0 {
		l.root.status = notice{text: "there are no columns to choose here"}
		return
	}
	i, err := strconv.Atoi(name)
	if err != nil || i < 1 || i > len(s.columns) || slices.Contains(s.columns, name) {
		i = 1 + slices.IndexFunc(s.columns, func(c string) bool { return strings.EqualFold(c, name) })
	}
	if i < 1 {
		i = 1 + s.onlyColumn(name)
	}
	if i < 1 {
		l.root.status = notice{text: "there is no one column " + quoted(name), hint: "there are " + strings.Join(s.columns, ", ")}
		return
	}
	l.do(s.column(i - 1))
	l.settle()
	if now := l.root.top().Spoken(); slices.Equal(now.facts, s.facts) {
		l.root.status = notice{text: "the column " + s.columns[i-1] + " is chosen already"}
	}
}

// onlyColumn returns the only column whose name begins so, -1 if there is none or
// there are several.
func (s *spoken) onlyColumn(name string) int {
	found := -1
	for i, c := range s.columns {
		if name != "" && strings.HasPrefix(strings.ToLower(c), strings.ToLower(name)) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// ownHelp is what linear mode adds to the actions of the screens.
var ownHelp = []helpText{
	{"number", "opens that choice; a number and an action do it to that choice, such as 2 open"},
	{"more", "what comes next; an empty line too"},
	{"again", "what was said last, once more"},
	{"top", "the screen from its beginning"},
	{"where", "what is shown, what is selected, and what waits to be saved"},
	{"column", "with a name or a number: chooses a column of a table"},
	{"all", "in a form: asks for one field after the other"},
	{"leave", "back from what asks for something"},
	{"cancel", "ends what is at work, as ctrl+c does"},
	{"help", "with a word: only what has to do with it; help query explains queries"},
}

// help says every action with its name and key, one a line, or those that have to do
// with some words.
func (l *linear) help(words string) {
	words = strings.ToLower(words)
	n := 0
	say := func(name, does string) {
		if words == "" || strings.Contains(strings.ToLower(name+" "+does), words) {
			l.line(sentence(labelled(name, does)))
			n++
		}
	}
	for _, a := range l.actions() {
		say(a.name, actionWords(a))
	}
	for _, t := range ownHelp {
		say(t.what, t.does)
	}
	if strings.HasPrefix(words, "quer") {
		for _, t := range queryHelp {
			l.line(sentence(labelled(t.what, t.does)))
			n++
		}
	}
	if n == 0 {
		l.root.status = notice{text: "nothing here has to do with " + quoted(words), hint: "help alone says all that can be done"}
	}
}

// actionWords says what an action does, its key, and why it cannot be done now.
func actionWords(a action) string {
	text := a.help
	if k := spokenKeys(strings.Join(a.keys, " ")); k != "" {
		text += "; key " + k
	}
	if why := a.why(); why != "" {
		text += "; not now, " + why
	}
	return text
}

// signNames are the names of keys that are signs.
var signNames = map[string]string{"/": "slash", ":": "colon", "?": "question mark", "!": "exclamation mark", "%": "per cent", "+": "plus", "-": "minus",
	"=": "equals", ".": "full stop", ",": "comma", ";": "semicolon", "<": "less than", ">": "greater than", "[": "opening bracket", "]": "closing bracket",
	"↑": "up", "↓": "down", "←": "left", "→": "right", "pgup": "page up", "pgdown": "page down", "pgdn": "page down", "esc": "escape"}

// spokenKeys names keys, capital letters as such.
func spokenKeys(keys string) string {
	var out []string
	for _, k := range strings.Fields(keys) {
		rest, ctrl := strings.CutPrefix(k, "ctrl+")
		name := rest
		if is, ok := signNames[rest]; ok {
			name = is
		} else if len(rest) == 1 && rest >= "A" && rest <= "Z" {
			name = "capital " + rest
		}
		if ctrl {
			name = "control " + name
		}
		out = append(out, strings.ReplaceAll(name, "shift+", "shift "))
	}
	return strings.Join(out, " or ")
}

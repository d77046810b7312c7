package linear

import (
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/help"
	"fieldfolio/tui/ui"
)

// sayMore says the next page.
func (l *Mode) sayMore() {
	s, h := l.Root.Top().Spoken(), l.heard[l.Root.Top()]
	if h == nil {
		return
	}
	if h.next >= s.Units() {
		l.line("That is all; again says the last page once more, top the first.")
		return
	}
	if at := h.next - len(s.Facts); at >= 0 && at < s.Count && s.Item(at) == "" {
		was := s.At
		l.Doing = "loading more"
		l.do(s.Pick(at))
		l.settle()
		s = l.Root.Top().Spoken()
		defer l.do(s.Pick(was))
	}
	l.page(&s, h)
}

// again repeats the title and the last page, or the question.
func (l *Mode) again() {
	s, h := l.Root.Top().Spoken(), l.heard[l.Root.Top()]
	if h == nil || l.asking() {
		return
	}
	l.line(draw.Sentence(s.Title))
	h.next = h.from
	l.page(&s, h)
}

// fromTop says the screen from its beginning and selects its first choice.
func (l *Mode) fromTop() {
	s := l.Root.Top().Spoken()
	if s.Count > 0 {
		l.do(s.Pick(0))
		l.settle()
	}
	delete(l.heard, l.Root.Top())
}

// where says which screen this is, from where it was opened, what is selected, and which drafts are
// unsaved.
func (l *Mode) where() {
	v := l.Root.Views[l.Root.At]
	l.line("View " + v.Name + ".")
	for _, x := range v.Stack[:len(v.Stack)-1] {
		s := x.Spoken()
		l.line("Opened from: " + s.Place())
	}
	if s := l.Root.Top().Spoken(); s.Question() {
		l.line("Asked for: " + draw.Sentence(s.Ask))
	} else {
		l.line(s.Place())
	}
	waits := l.waiting()
	for _, w := range waits {
		l.line("Waits to be saved: " + w)
	}
	if len(waits) == 0 {
		l.line("Nothing waits to be saved.")
	}
}

// waiting names the unsaved drafts of this run, by record.
func (l *Mode) waiting() []string {
	var out []string
	d := l.Root.Editor
	for id, b := range d.Begin {
		if !b.Any() {
			continue
		}
		text := edit.NameOfDraft(l.Ctx, d.Src, &b.Draft)
		if fields := b.Names(portfolio.KindOf(id)); len(fields) > 0 {
			text = ui.Labelled(text, strings.Join(fields, ", "))
		}
		out = append(out, draw.Sentence(text))
	}
	slices.Sort(out)
	return out
}

// chooseColumn selects a column of a table by its number or name.
func (l *Mode) chooseColumn(name string) {
	s := l.Root.Top().Spoken()
	if len(s.Columns) == 0 {
		l.Root.Status = ui.Notice{Text: "there are no columns to choose here"}
		return
	}
	i, err := strconv.Atoi(name)
	if err != nil || i < 1 || i > len(s.Columns) || slices.Contains(s.Columns, name) {
		i = 1 + slices.IndexFunc(s.Columns, func(c string) bool { return strings.EqualFold(c, name) })
	}
	if i < 1 {
		i = 1 + s.OnlyColumn(name)
	}
	if i < 1 {
		l.Root.Status = ui.Notice{Text: "there is no one column " + l.quoted(name),
			Hint: "there are " + strings.Join(s.Columns, ", ")}
		return
	}
	l.do(s.Column(i - 1))
	l.settle()
	if now := l.Root.Top().Spoken(); slices.Equal(now.Facts, s.Facts) {
		l.Root.Status = ui.Notice{Text: "the column " + s.Columns[i-1] + " is chosen already"}
	}
}

// ownHelp is what linear mode adds to the actions of the screens.
var ownHelp = []struct{ word, does string }{
	{"number", "opens that choice; a number and an action do it to that choice, such as 2 open"},
	{"more", "what comes next; an empty line too"},
	{"again", "what was said last, once more"},
	{"top", "the screen from its beginning"},
	{"where", "what is shown, what is selected, and what waits to be saved"},
	{"column", "with a name or a number: chooses a column of a table"},
	{"all", "in a form: asks for one field after the other"},
	{"leave", "back from what asks for something"},
	{"cancel", "ends what is at work, as ctrl+c does"},
	{"search", "with a query, on every screen: shows what it finds, such as search place:west-africa"},
	{"help", "with a word: only what has to do with it; help query explains queries"},
}

// help says every action with its name and key, one in a line, or only those that contain some
// words.
func (l *Mode) help(words string) {
	words = strings.ToLower(words)
	n := 0
	say := func(name, does string) {
		if words == "" || strings.Contains(strings.ToLower(name+" "+does), words) {
			l.line(draw.Sentence(ui.Labelled(name, does)))
			n++
		}
	}
	for _, a := range l.Actions() {
		say(a.Name, actionWords(a))
	}
	for _, t := range ownHelp {
		say(t.word, t.does)
	}
	if strings.HasPrefix(words, "quer") {
		for _, t := range help.Queries {
			l.line(draw.Sentence(ui.Labelled(t.What, t.Does)))
			n++
		}
	}
	if n == 0 {
		l.Root.Status = ui.Notice{Text: "nothing here has to do with " + l.quoted(words),
			Hint: "help alone says all that can be done"}
	}
}

// actionWords says what an action does, its key, and why it cannot be done now.
func actionWords(a ui.Action) string {
	text := a.Help
	if k := ui.SpokenKeys(strings.Join(a.Keys, " ")); k != "" {
		text += "; key " + k
	}
	if why := a.Why(); why != "" {
		text += "; not now, " + why
	}
	return text
}

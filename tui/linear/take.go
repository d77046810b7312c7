package linear

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// take obeys a line.
func (l *Mode) take(line string) {
	switch {
	case l.asking():
		l.answer(line)
	case line == "":
		l.sayMore()
	default:
		l.Command(line)
	}
}

// Command obeys a line: a number, which opens that choice; a number and an action for it; an action
// by key or name; or a word of linear mode.
func (l *Mode) Command(line string) {
	text := line
	if len(line) > 1 {
		line = strings.TrimSpace(strings.TrimPrefix(line, ":"))
	}
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	if query, ok := strings.CutPrefix(line, "/"); ok {
		word, rest = "/", strings.TrimSpace(query)
	}
	if n, err := strconv.Atoi(word); err == nil {
		l.choose(n, rest)
		return
	}
	if strings.EqualFold(word, "search") && rest != "" && l.Root.Typing() == nil {
		l.search(rest)
		return
	}
	if a, ok := l.exactly(line); ok {
		l.act(a)
		return
	}
	if do := l.ownWord(strings.ToLower(word)); do != nil {
		do(rest)
		return
	}
	if a, ok := l.exactly(word); ok && a.Name == "search" && rest != "" {
		l.act(a)
		l.answerIf(rest)
		return
	}
	if l.narrows(text) {
		l.fill(text)
		return
	}
	if i := l.named(line); i >= 0 {
		l.choose(i+1, "")
		return
	}
	l.nearly(line)
}

// search opens the nearest query and takes a text for it. Without a text the word does as its key,
// which finds a row where a screen has no query.
func (l *Mode) search(text string) {
	l.Doing = "the search"
	l.do(l.Root.Query())
	l.settle()
	l.answerIf(text)
}

// answerIf answers the question that is open, if there is a question and a text.
func (l *Mode) answerIf(text string) {
	if text != "" && l.asking() {
		l.answer(text)
	}
}

// narrows reports whether a text narrows the choices of a picker. A leading colon makes it an
// action instead.
func (l *Mode) narrows(line string) bool {
	s := l.Root.Top().Spoken()
	return l.Root.Typing() != nil && s.Ask == "" && !strings.HasPrefix(line, ":")
}

// mostNamed is the maximum number of choices among which one is searched by name.
const mostNamed = 200

// named returns the index of the choice with a name, -1 if there is none.
func (l *Mode) named(name string) int {
	s := l.Root.Top().Spoken()
	of := s.Name
	if of == nil {
		of = s.Item
	}
	for i := range min(s.Count, mostNamed) {
		if strings.EqualFold(of(i), name) {
			return i
		}
	}
	return -1
}

// nearly does the only action whose name begins with a text, or says which ones do.
func (l *Mode) nearly(line string) {
	found := l.near(line)
	switch len(found) {
	case 0:
		l.Root.Status = l.Root.Unknown(line)
		l.Root.Status.Text = l.quoted(line) + " does nothing here"
		l.Root.Status.Hint = strings.Replace(l.Root.Status.Hint, "? shows the keys, : all that can be done",
			"help says all that can be done", 1)
	case 1:
		l.act(found[0])
	default:
		names := make([]string, len(found))
		for i, a := range found {
			names[i] = a.Name
		}
		l.Root.Status = ui.Notice{Text: l.quoted(line) + " may be " + strings.Join(names, ", "), Hint: "write more of it"}
	}
}

// quoted returns what was typed in quotation marks; of a long text its beginning.
func (l *Mode) quoted(line string) string {
	return `"` + l.Root.Measure.Cut(draw.Clean(line), 60) + `"`
}

// ownWord returns what a word of linear mode does, nil if it is not one. rest is the words after
// it.
func (l *Mode) ownWord(word string) func(rest string) {
	bare := func(do func()) func(string) { return func(string) { do() } }
	switch word {
	case "help", "?":
		return l.help
	case "more":
		return bare(l.sayMore)
	case "again":
		return bare(l.again)
	case "top":
		return bare(l.fromTop)
	case "where":
		return bare(l.where)
	case "all":
		return bare(l.askAll)
	case "column":
		return l.chooseColumn
	case "back", "leave":
		return bare(l.goBack)
	case "quit", "exit":
		return bare(func() { l.byName("quit") })
	case "cancel":
		return bare(func() { l.Root.Status = ui.Notice{Text: "nothing is under way"} })
	}
	return nil
}

// goBack closes the screen; a screen with a text field has an action of its own for that.
func (l *Mode) goBack() {
	if a, ok := l.Root.Own().Find("esc"); ok {
		l.act(a)
		return
	}
	l.byName("back")
}

// choose selects a choice and opens it, or does an action to it.
func (l *Mode) choose(n int, line string) {
	s := l.Root.Top().Spoken()
	switch {
	case s.Count == 0:
		l.Root.Status = ui.Notice{Text: "there is nothing to choose here", Hint: "views are opened by their names"}
		return
	case n < 1 || n > s.Count:
		l.Root.Status = ui.Notice{Text: "there is no choice " + strconv.Itoa(n),
			Hint: "the last one is " + ui.ShownInt(s.Count)}
		return
	}
	l.Doing = "loading choice " + ui.ShownInt(n)
	l.do(s.Pick(n - 1))
	l.settle()
	switch {
	case line != "":
		l.toChoice(line)
	case s.Ask != "":
		l.form.asked = true
	default:
		l.byKey("enter")
	}
}

// toChoice does an action to the selected choice.
func (l *Mode) toChoice(line string) {
	if a, ok := l.exactly(line); ok {
		l.act(a)
		return
	}
	l.nearly(line)
}

// exactly returns the action with a key or name; names of views and footer words count too.
func (l *Mode) exactly(name string) (ui.Action, bool) {
	all := l.Actions()
	if a, ok := all.Find(name); ok {
		return a, true
	}
	name = strings.ToLower(name)
	for _, is := range []func(ui.Action) bool{
		func(a ui.Action) bool { return a.Name == name },
		func(a ui.Action) bool { return a.Name == "view-"+name },
		func(a ui.Action) bool { return a.Foot == name && name != "" },
		func(a ui.Action) bool { return strings.HasSuffix(a.Name, "-"+name) },
	} {
		if found := l.those(is); len(found) == 1 {
			return found[0], true
		}
	}
	return ui.Action{}, false
}

// near returns the actions whose names begin with a text.
func (l *Mode) near(name string) ui.KeyMap {
	name = strings.ToLower(name)
	if len(name) < 2 {
		return nil
	}
	return l.those(func(a ui.Action) bool {
		return strings.HasPrefix(a.Name, name) || strings.HasPrefix(a.Name, "view-"+name)
	})
}

func (l *Mode) those(is func(ui.Action) bool) ui.KeyMap {
	var out ui.KeyMap
	for _, a := range l.Actions() {
		if is(a) {
			out = append(out, a)
		}
	}
	return out
}

// Actions are all actions possible now. While a text field is open, global actions have only those
// keys that leave it.
func (l *Mode) Actions() ui.KeyMap {
	if l.Root.Typing() != nil {
		quit := slices.DeleteFunc(l.Root.Everywhere(), func(a ui.Action) bool { return a.Name != "quit" })
		quit[0].Keys = []string{"ctrl+c"}
		return append(l.Root.Own(), quit...)
	}
	return append(l.Root.Own(), l.Root.Keys()...)
}

func (l *Mode) byName(name string) {
	if a, ok := l.exactly(name); ok {
		l.act(a)
	}
}

func (l *Mode) byKey(key string) {
	if a, ok := l.Actions().Find(key); ok {
		l.act(a)
		return
	}
	l.Root.Status = ui.Notice{Text: "there is nothing to open here"}
}

// act does an action. Those of a text field are done by pressing their key; help is said line by
// line.
func (l *Mode) act(a ui.Action) {
	l.Doing = a.Help
	switch {
	case a.Name == "help":
		l.help("")
	case a.Do == nil:
		i := slices.IndexFunc(l.Root.Top().Keys(), func(b ui.Action) bool { return b.Name == a.Name })
		l.press(keyPress(l.Root.Top().Keys()[i].Keys[0]))
	default:
		l.do(l.Root.Act(a))
		l.settle()
	}
}

// keyPress returns the press of a key of a text field's action.
func keyPress(name string) tea.KeyPressMsg {
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	switch name {
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

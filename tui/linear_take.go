package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// take does what a line asks for.
func (l *linear) take(line string) {
	switch {
	case l.asking():
		l.answer(line)
	case line == "":
		l.sayMore()
	default:
		l.command(line)
	}
}

// command takes a number, which opens; a number and an action, which does it to
// that choice; an action by its key or name; or a word of linear mode itself.
func (l *linear) command(line string) {
	text := line
	if len(line) > 1 {
		line = strings.TrimSpace(strings.TrimPrefix(line, ":"))
	}
	word, rest, _ := strings.Cut(line, " ")
	if n, err := strconv.Atoi(word); err == nil {
		l.choose(n, strings.TrimSpace(rest))
		return
	}
	if a, ok := l.exactly(line); ok {
		l.act(a)
		return
	}
	if do := l.ownWord(strings.ToLower(word)); do != nil {
		do(strings.TrimSpace(rest))
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

// narrows reports whether a text narrows the choices of a picker. A colon before a
// word makes it an action.
func (l *linear) narrows(line string) bool {
	s := l.root.top().Spoken()
	return l.root.typing() != nil && s.ask == "" && !strings.HasPrefix(line, ":")
}

// mostNamed is among how many choices one is sought by its name.
const mostNamed = 200

// named returns the choice that is called so, -1 if there is none.
func (l *linear) named(name string) int {
	s := l.root.top().Spoken()
	of := s.name
	if of == nil {
		of = s.item
	}
	for i := range min(s.count, mostNamed) {
		if strings.EqualFold(of(i), name) {
			return i
		}
	}
	return -1
}

// nearly does the only action whose name begins so, or says which there are.
func (l *linear) nearly(line string) {
	found := l.near(line)
	switch len(found) {
	case 0:
		l.root.status = l.root.unknown(line)
		l.root.status.text = quoted(line) + " does nothing here"
		l.root.status.hint = strings.Replace(l.root.status.hint, "? shows the keys, : all that can be done", "help says all that can be done", 1)
	case 1:
		l.act(found[0])
	default:
		names := make([]string, len(found))
		for i, a := range found {
			names[i] = a.name
		}
		l.root.status = notice{text: quoted(line) + " may be " + strings.Join(names, ", "), hint: "write more of it"}
	}
}

// quoted returns what was typed, as it is cited; of a long text its beginning.
func quoted(line string) string { return `"` + cut(clean(line), 60) + `"` }

// ownWord returns what a word of linear mode does; the words that follow are its
// argument.
func (l *linear) ownWord(word string) func(rest string) {
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
		return bare(func() { l.root.status = notice{text: "nothing is under way"} })
	}
	return nil
}

// goBack closes the screen; one that takes text has an action of its own for it.
func (l *linear) goBack() {
	if a, ok := l.root.own().find("esc"); ok {
		l.act(a)
		return
	}
	l.byName("back")
}

// choose selects a choice and opens it, or does an action to it.
func (l *linear) choose(n int, line string) {
	s := l.root.top().Spoken()
	switch {
	case s.count == 0:
		l.root.status = notice{text: "there is nothing to choose here", hint: "views are opened by their names"}
		return
	case n < 1 || n > s.count:
		l.root.status = notice{text: "there is no choice " + strconv.Itoa(n), hint: "the last one is " + shownInt(s.count)}
		return
	}
	l.doing = "loading choice " + shownInt(n)
	l.do(s.pick(n - 1))
	l.settle()
	switch {
	case line != "":
		l.toChoice(line)
	case s.ask != "":
		l.form.asked = true
	default:
		l.byKey("enter")
	}
}

// toChoice does an action to the choice that is selected now.
func (l *linear) toChoice(line string) {
	if a, ok := l.exactly(line); ok {
		l.act(a)
		return
	}
	l.nearly(line)
}

// exactly returns the action of a key or a name; views and the words of the footer
// are names too.
func (l *linear) exactly(name string) (action, bool) {
	all := l.actions()
	if a, ok := all.find(name); ok {
		return a, true
	}
	name = strings.ToLower(name)
	for _, is := range []func(action) bool{
		func(a action) bool { return a.name == name },
		func(a action) bool { return a.name == "view-"+name },
		func(a action) bool { return a.foot == name && name != "" },
		func(a action) bool { return strings.HasSuffix(a.name, "-"+name) },
	} {
		if found := l.those(is); len(found) == 1 {
			return found[0], true
		}
	}
	return action{}, false
}

// near returns the actions whose names begin so.
func (l *linear) near(name string) keyMap {
	name = strings.ToLower(name)
	if len(name) < 2 {
		return nil
	}
	return l.those(func(a action) bool {
		return strings.HasPrefix(a.name, name) || strings.HasPrefix(a.name, "view-"+name)
	})
}

func (l *linear) those(is func(action) bool) keyMap {
	var out keyMap
	for _, a := range l.actions() {
		if is(a) {
			out = append(out, a)
		}
	}
	return out
}

// actions are all that can be done now. Where a screen takes text, what holds
// everywhere has no keys but those with which one leaves.
func (l *linear) actions() keyMap {
	if l.root.typing() != nil {
		quit := slices.DeleteFunc(l.root.everywhere(), func(a action) bool { return a.name != "quit" })
		quit[0].keys = []string{"ctrl+c"}
		return append(l.root.own(), quit...)
	}
	return append(l.root.own(), l.root.keys()...)
}

func (l *linear) byName(name string) {
	if a, ok := l.exactly(name); ok {
		l.act(a)
	}
}

func (l *linear) byKey(key string) {
	if a, ok := l.actions().find(key); ok {
		l.act(a)
		return
	}
	l.root.status = notice{text: "there is nothing to open here"}
}

// act does an action. Those of a text field are done by their key; help is said
// line by line.
func (l *linear) act(a action) {
	l.doing = a.help
	switch {
	case a.name == "help":
		l.help("")
	case a.do == nil:
		i := slices.IndexFunc(l.root.top().Keys(), func(b action) bool { return b.name == a.name })
		l.press(keyPress(l.root.top().Keys()[i].keys[0]))
	default:
		l.do(l.root.act(a))
		l.settle()
	}
}

// keyPress returns the press of a key of a text field's actions.
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

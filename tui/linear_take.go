package tui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// take does what a line asks for.
func (l *linear) take(ctx context.Context, line string) {
	s := l.root.top().Spoken()
	switch {
	case l.asked:
		l.asked = false
		l.fill(ctx, line)
		l.said = ""
	case s.count == 0 && s.ask != "":
		l.answer(ctx, line)
	case line == "" && l.first < s.count:
		l.more(ctx, s)
	case line == "" || line == "again":
		l.said = ""
	default:
		l.choose(ctx, s, line)
	}
}

// answer types a line into the open text field and takes it; :name does one of
// the actions of the field instead, and nothing takes what stands there.
func (l *linear) answer(ctx context.Context, line string) {
	if name, ok := strings.CutPrefix(line, ":"); ok {
		if a, found := l.action(name); found {
			l.act(ctx, a)
			return
		}
	}
	if line != "" {
		l.fill(ctx, line)
	}
	l.press(ctx, tea.KeyPressMsg{Code: tea.KeyEnter})
}

// fill puts a line in the place of the text that stands in a field; nothing
// leaves it, and a single minus clears it.
func (l *linear) fill(ctx context.Context, line string) {
	if line == "" {
		return
	}
	l.press(ctx, tea.KeyPressMsg{Code: 'e', Mod: tea.ModCtrl})
	l.press(ctx, tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	if line != "-" {
		l.send(ctx, tea.PasteMsg{Content: line})
		l.settle(ctx)
	}
}

func (l *linear) press(ctx context.Context, k tea.KeyPressMsg) {
	l.send(ctx, k)
	l.settle(ctx)
}

// more goes to the next page of choices.
func (l *linear) more(ctx context.Context, s spoken) {
	l.do(ctx, s.pick(l.first))
	l.settle(ctx)
	l.choices(l.root.top().Spoken())
}

// choose takes a number, which opens; a number and an action, which does it to
// that choice; or an action by its key or name.
func (l *linear) choose(ctx context.Context, s spoken, line string) {
	word, rest, _ := strings.Cut(line, " ")
	n, err := strconv.Atoi(word)
	switch {
	case err == nil && (n < 1 || n > s.count):
		l.root.status = notice{text: "there is no choice " + clean(word)}
		return
	case err == nil:
		l.do(ctx, s.pick(n-1))
		l.settle(ctx)
		if rest == "" {
			l.open(ctx, s)
			return
		}
		line = rest
	}
	a, ok := l.action(line)
	switch {
	case ok:
		l.act(ctx, a)
	case l.root.typing() != nil: // the list of a picker is narrowed
		l.fill(ctx, line)
	default:
		l.root.status = l.root.unknown(line)
	}
}

// open does what enter does with a choice; in a form it asks for the text.
func (l *linear) open(ctx context.Context, s spoken) {
	if s.ask != "" {
		l.asked = true
		return
	}
	if a, ok := l.action("enter"); ok {
		l.act(ctx, a)
	}
}

// action returns an action of the screen by its key, its name, or the only one
// whose name begins so.
func (l *linear) action(name string) (action, bool) {
	all := append(l.root.own(), l.root.keys()...)
	if l.root.typing() != nil {
		all = append(all, l.root.everywhere().named("quit", "help")...)
	}
	if a, ok := all.find(name); ok {
		return a, true
	}
	var near keyMap
	for _, a := range all {
		switch {
		case a.name == name:
			return a, true
		case len(name) > 2 && strings.HasPrefix(a.name, name):
			near = append(near, a)
		}
	}
	if len(near) == 1 {
		return near[0], true
	}
	return action{}, false
}

// act does an action; those of a text field are done by their key.
func (l *linear) act(ctx context.Context, a action) {
	l.root.status = notice{}
	if a.do == nil {
		l.press(ctx, keyPress(a.keys[0]))
		return
	}
	l.do(ctx, l.root.act(a))
	l.settle(ctx)
}

// named returns the actions of some names.
func (m keyMap) named(names ...string) keyMap {
	return slices.DeleteFunc(m, func(a action) bool { return !slices.Contains(names, a.name) })
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

package linear

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/ui"
)

// formTalk is how far a form has been asked through.
type formTalk struct {
	asked bool // the next line is the text of the selected field
	walk  bool // and then the next field is asked for
}

// asking reports whether the next line is taken as a text.
func (l *Mode) asking() bool {
	if l.form.asked {
		return true
	}
	s := l.Root.Top().Spoken()
	return s.Question()
}

// howToAnswer is said once, at the first question.
const howToAnswer = "Type the text. An empty line leaves it as it is, a single minus clears it. :leave leaves the question, :help says what else can be done, :quit quits; what was begun is kept. An equals sign before a text takes it as it is."

// howToComplete is said once, at the first question that offers completion.
const howToComplete = ":complete and the beginning of a text completes it, :complete again gives the next choice, an empty line takes it."

// ask says what is asked for.
func (l *Mode) ask(s *ui.Spoken) {
	if s.Title != "" && !l.form.asked && l.top != nil && l.top == l.Root.Top() && s.Question() {
		l.line(draw.Sentence(s.Title))
	}
	if s.Question() {
		for _, f := range s.Facts {
			l.line(f)
		}
	}
	l.teach("question", howToAnswer)
	if len(l.Root.Own().Named(fieldFillers...)) > 0 {
		l.teach("complete", howToComplete)
	}
	if l.form.walk {
		l.teach("walk", ":stop ends the walk through the fields.")
	}
	l.line(draw.Sentence(s.Ask))
}

// wordsOfWay are not taken as a text: whoever types one of them wants to leave, or to hear
// something.
var wordsOfWay = []string{"quit", "exit", "back", "help", "cancel", "again", "where", "stop", "leave"}

// answer handles a line typed at a question.
func (l *Mode) answer(line string) {
	if word, ok := strings.CutPrefix(line, ":"); ok {
		l.aside(strings.TrimSpace(word))
		return
	}
	if _, ok := l.Root.Top().(ui.Lined); ok {
		l.send(tea.PasteMsg{Content: line + "\n"})
		l.settle()
		return
	}
	if l.isWord(strings.ToLower(line)) {
		w := strings.ToLower(line)
		does := "does it"
		if w == "quit" || w == "exit" {
			does = "quits and keeps what was begun"
		}
		l.Root.Status = ui.Notice{Text: "the word " + w + " was not taken as the text",
			Hint: ":" + w + " " + does + ", =" + w + " is the text"}
		return
	}
	if fill := l.Root.Own().Named("fill-shares"); line == "=" && len(fill) > 0 {
		l.act(fill[0])
		return
	}
	l.fill(line)
	if !l.form.asked {
		l.press(tea.KeyPressMsg{Code: tea.KeyEnter})
		return
	}
	l.form.asked = l.form.walk
	last := l.Root.Top().Spoken()
	l.byName("form-next")
	if l.form.walk && last.At == last.Count-1 {
		l.form = formTalk{}
		l.Root.Status = ui.Notice{Text: "that was the last field", Hint: "save saves, leave keeps it for later"}
	}
}

// isWord reports whether a line is unlikely to be meant as a text: a word that leaves, or the name
// of an action of the screen behind the question.
func (l *Mode) isWord(line string) bool {
	if slices.Contains(wordsOfWay, line) {
		return true
	}
	name := l.Root.Top().Name()
	return slices.ContainsFunc(l.Root.Reference(), func(s remap.Section) bool {
		return s.Screen == name && len(s.Actions.Named(line)) > 0
	})
}

// aside does an action at a question; in a form it ends the questions.
func (l *Mode) aside(word string) {
	was := l.form
	l.form = formTalk{}
	switch word {
	case "":
		l.form = was
		l.Root.Status = ui.Notice{Text: "write a word behind the colon",
			Hint: ":leave, :help and :quit always mean something"}
	case "stop":
		if !was.asked {
			l.Root.Status = ui.Notice{Text: "there is no walk to stop", Hint: ":leave leaves the question"}
		}
	case "help", "where", "again":
		l.form = was
		l.Command(word)
	default:
		l.completing(word, was)
	}
}

// completing does an action of the text field, after replacing the field's text by the words after
// the action's name. The question stays; any other action ends it.
func (l *Mode) completing(line string, was formTalk) {
	word, text, _ := strings.Cut(line, " ")
	a, ok := l.exactly(word)
	if near := l.near(word); !ok && len(near) == 1 {
		a, ok = near[0], true
	}
	switch {
	case ok && slices.Contains(fieldFillers, a.Name):
	case !ok && slices.ContainsFunc(fieldFillers, func(name string) bool {
		return strings.HasPrefix(name,
			strings.ToLower(word))
	}):
		l.form = was
		l.Root.Status = ui.Notice{Text: "there is nothing to fill in here"}
		return
	default:
		l.Command(line)
		return
	}
	l.form = was
	l.fill(strings.TrimSpace(text))
	l.act(a)
}

// fieldFillers are the actions that complete or fill in a text.
var fieldFillers = []string{"complete", "complete-back", "fill-shares"}

// fill replaces the text of a field by a line. An empty line keeps it, a single minus clears it.
func (l *Mode) fill(line string) {
	if line == "" {
		return
	}
	l.press(tea.KeyPressMsg{Code: 'e', Mod: tea.ModCtrl})
	l.press(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	if line == "-" {
		return
	}
	l.send(tea.PasteMsg{Content: strings.TrimPrefix(line, "=")})
	l.settle()
}

// askAll asks for every field of a form, starting with the selected one.
func (l *Mode) askAll() {
	s := l.Root.Top().Spoken()
	if s.Question() || s.Ask == "" {
		l.Root.Status = ui.Notice{Text: "all is for forms: it asks for every field"}
		return
	}
	l.form = formTalk{asked: true, walk: true}
}

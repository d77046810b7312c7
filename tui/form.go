package tui

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// form is all fields of a record, one a line, of a new project too. What is
// typed is kept as it is typed; leaving the form drops nothing.
type form struct {
	face   face
	desk   *desk
	record *portfolio.Record
	drafts *drafts // nil until what was begun is known
	lines  []formLine
	at     int // the line that is typed in
	top    int // the first line that is shown
	loading
	saving requests
}

// formLine is a field of a form.
type formLine struct {
	inline
	was   string
	fault error // found when it was left, or saved
}

func newForm(d *desk, r *portfolio.Record, f face) *form {
	if r == nil {
		r = &portfolio.Record{Kind: portfolio.ProjectRecord}
	}
	return &form{face: f, desk: d, record: r, saving: requests{base: d.ctx},
		loading: newLoading(d.ctx, "Loading the form…", "The form could not be loaded")}
}

// Init asks for the record as it is now and for what was begun in it.
func (f *form) Init() tea.Cmd { return f.desk.load(f.asked.next(), f.record.ID) }

// Update takes sizes, answers, and what is typed.
func (f *form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		f.face.resize(msg)
		f.keep()
	case answer[begun]:
		if m, ok := msg.to(&f.loading); ok {
			f.take(m)
		}
	case answer[saved]:
		return f.saved(msg)
	case tea.PasteMsg:
		if l := f.line(); l != nil && !f.saving.waiting() && l.insert(msg.Content) {
			return f.changed(l)
		}
	case tea.KeyPressMsg:
		if f.saving.waiting() { // what is typed now would be lost with what is saved
			return nil
		}
		if a, ok := f.Keys().find(msg.String()); ok && a.do != nil {
			return a.do()
		}
		if l := f.line(); l != nil && l.press(msg, f.face.cat) {
			return f.changed(l)
		}
	}
	return nil
}

func (f *form) line() *formLine {
	if f.at < len(f.lines) {
		return &f.lines[f.at]
	}
	return nil
}

// take fills the form; the second time only what the fields were changed over
// has become another.
func (f *form) take(m begun) {
	if m.record != nil {
		f.record = m.record
	}
	overtaken := f.drafts != nil
	if f.drafts = f.desk.drafts(f.record, m.stored); overtaken {
		f.drafts.lookAgain(f.record)
		return
	}
	f.lines = nil
	for _, spec := range portfolio.FieldsOf(f.record.Kind) {
		was := f.record.Value(spec.Name).Plain()
		f.drafts.look(f.record, spec.Name)
		text, begun := f.drafts.text(spec.Name)
		if !begun {
			text = was
		}
		f.lines = append(f.lines, formLine{inline: newInline(spec, text), was: was})
	}
	f.at = max(slices.IndexFunc(f.lines, func(l formLine) bool { _, begun := f.drafts.text(l.spec.Name); return begun }), 0)
	f.keep()
}

// changed keeps what is typed.
func (f *form) changed(l *formLine) tea.Cmd {
	l.fault = nil
	if l.field.String() == l.was {
		return f.drafts.drop(l.spec.Name)
	}
	return f.drafts.set(l.spec.Name, l.field.String())
}

// Keys returns what can be done; all other keys are text.
func (f *form) Keys() keyMap {
	m := keyMap{
		{name: "form-save", keys: []string{"ctrl+s"}, show: "ctrl+s", foot: "save", help: "save all that was changed", do: f.save},
		{name: "form-next", keys: []string{"tab", "down", "enter"}, show: "tab ↓ enter", foot: "next", help: "next field", do: f.step(1)},
		{name: "form-previous", keys: []string{"shift+tab", "up"}, show: "shift+tab ↑", help: "previous field", do: f.step(-1)},
		{name: "form-leave", keys: []string{"esc"}, show: "esc", foot: "leave", help: "leave; what was typed is kept for later", do: f.leave},
		{name: "form-drop", keys: []string{"ctrl+x"}, show: "ctrl+x", foot: "drop", help: "leave and drop what was typed", do: f.drop},
		{name: "form-page-down", keys: []string{"pgdown"}, show: "pgdn", help: "some fields down", do: f.step(5)},
		{name: "form-page-up", keys: []string{"pgup"}, show: "pgup", help: "some fields up", do: f.step(-5)},
	}
	if l := f.line(); l != nil {
		m = append(m, l.more()...)
	}
	return m
}

// step goes to another field, and checks the one that is left.
func (f *form) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		l := f.line()
		if l == nil {
			return nil
		}
		if l.fault = nil; l.field.String() != l.was {
			_, l.fault = f.record.ReadField(f.face.cat, l.spec.Name, l.field.String(), f.edited()...)
		}
		switch n := len(f.lines); by {
		case 1, -1:
			f.at = (f.at + by + n) % n
		default:
			f.at = max(min(f.at+by, n-1), 0)
		}
		f.keep()
		return nil
	}
}

func (f *form) leave() tea.Cmd {
	if f.drafts != nil && len(f.edited()) > 0 {
		return tea.Batch(closeOf(f), say(notice{text: "what you typed is kept", hint: "the form goes on with it"}))
	}
	return closeOf(f)
}

func (f *form) drop() tea.Cmd {
	if f.drafts == nil {
		return closeOf(f)
	}
	return tea.Batch(f.drafts.dropAll(), closeOf(f), say(notice{text: "what was typed is dropped"}))
}

// edited returns the fields whose text differs from their value.
func (f *form) edited() []portfolio.Setting {
	var out []portfolio.Setting
	for i := range f.lines {
		l := &f.lines[i]
		if text := l.field.String(); text != l.was || f.record.Log.State(l.spec.Name).Conflict && f.typedInto(l) {
			out = append(out, portfolio.Setting{Field: l.spec.Name, Value: text})
		}
	}
	return out
}

func (f *form) typedInto(l *formLine) bool {
	_, ok := f.drafts.text(l.spec.Name)
	return ok
}

// edit returns what is to be saved.
func (f *form) edit() portfolio.Edit {
	e := portfolio.Edit{Record: f.record.ID, Fields: f.edited()}
	if e.Record == "" {
		e.Creates = f.record.Kind
		if e.Creates == portfolio.ProjectRecord {
			e.Fields = portfolio.NewProjectDefaults(f.face.cat, e.Fields)
		}
		return e
	}
	e.Seen = f.drafts.heads(e.Fields)
	return e
}

// save saves all fields as one edit, if all can be taken.
func (f *form) save() tea.Cmd {
	if f.drafts == nil || f.saving.waiting() {
		return nil
	}
	e := f.edit()
	if _, err := e.Read(f.record, f.face.cat); err != nil {
		return f.refuse(err)
	}
	said := "saved: " + number(len(e.Fields), "field", "fields") + " of " + f.record.Name()
	if e.Creates != "" {
		said = "saved: the new project " + e.Fields[0].Value
	}
	return f.desk.save(f.saving.next(), portfolio.Text(said), e)
}

// refuse puts faults to their fields and goes to the first of them.
func (f *form) refuse(err error) tea.Cmd {
	faults := portfolio.Faults{err}
	errors.As(err, &faults)
	for i := range f.lines {
		f.lines[i].fault = nil
	}
	first := -1
	for _, fault := range faults {
		var in *portfolio.Invalid
		if !errors.As(fault, &in) {
			continue
		}
		i := slices.IndexFunc(f.lines, func(l formLine) bool { return l.spec.Name == in.Field })
		if i < 0 {
			continue
		}
		f.lines[i].fault = fault
		if first < 0 || i < first {
			first = i
		}
	}
	if first < 0 {
		return say(failure("", err))
	}
	f.at = first
	f.keep()
	n := count(portfolio.Count(len(faults)).Shown(), "value", "values")
	if len(faults) == 1 {
		return say(failure("", faults[0]))
	}
	return say(notice{text: n + " cannot be taken; nothing was saved", bad: true})
}

// saved closes the form; who was overtaken saves over it the second time.
func (f *form) saved(m answer[saved]) tea.Cmd {
	if !f.saving.done(m.req) {
		return nil
	}
	var late *portfolio.Overtaken
	switch {
	case errors.As(m.err, &late):
		return f.Init()
	case m.err != nil:
		return nil
	}
	return tea.Batch(f.drafts.dropAll(), closeOf(f))
}

// Typing reports whether there are fields.
func (f *form) Typing() bool { return len(f.lines) > 0 }

// Notice says what is wrong with the text, or what it would become.
func (f *form) Notice() notice {
	l := f.line()
	switch {
	case f.fault != nil || l == nil:
		return notice{}
	case f.saving.waiting():
		return notice{text: "saving…"}
	case l.fault != nil:
		return failure("", l.fault)
	case l.field.String() == l.was && l.all == nil && l.said.empty():
		return notice{text: l.spec.Form, tip: true}
	}
	return l.notice(f.record, f.face.cat, f.edited()...)
}

// Name returns form.
func (*form) Name() string { return "form" }

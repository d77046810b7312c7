package project

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// form is all fields of a record, or of a new project, one in a line. Drafts are kept as they are
// typed; leaving the form loses nothing.
type form struct {
	face    draw.Frame
	editor  *edit.Editor
	record  *portfolio.Record
	drafts  *edit.Drafts // nil until loaded
	lines   []formLine
	late    bool      // a change came before the one that was to be saved
	others  ui.Notice // who has changed other fields meanwhile, until the next key
	leaves  bool      // ctrl+x was pressed: pressed again, it drops what was typed
	at      int       // index of the active line
	lacking []string  // required fields that a new record still needs
	top     int       // index of the first line in sight
	ui.Loading
	saving ui.Requests
	number numberCheck
	beside ui.Beside
	back   ui.Spot // the field in which the person goes on
}

// formLine is a field of a form.
type formLine struct {
	edit.Inline
	was   string
	fault error // found when the field was left or saved
}

func NewForm(d *edit.Editor, r *portfolio.Record, f draw.Frame) *form {
	if r == nil {
		r = &portfolio.Record{Kind: portfolio.ProjectRecord}
	}
	return &form{face: f, editor: d, record: r, saving: ui.Requests{Base: d.Ctx},
		number:  numberCheck{asked: ui.Requests{Base: d.Ctx}},
		Loading: ui.NewLoading(d.Ctx, "Loading the form…", "The form could not be loaded")}
}

func (f *form) Init() tea.Cmd { return f.editor.Load(f.Asked.Next(), f.record.ID) }

func (f *form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		f.face.Resize(msg)
		f.keep()
	case ui.Answer[edit.Begun]:
		if m, ok := msg.To(&f.Loading); ok {
			return f.take(m)
		}
	case ui.Beside:
		f.beside.About(f.record.ID, msg)
	case ui.Answer[edit.Saved]:
		return f.saved(msg)
	case ui.Answer[ui.Next]:
		return f.number.asked.GoOn(msg)
	case edit.Changed:
		if f.record.ID != "" && !f.saving.Waiting() {
			return f.Init()
		}
	case tea.PasteMsg:
		if l := f.line(); l != nil && !f.saving.Waiting() && l.Insert(msg.Content) {
			return f.changed(l)
		}
	case tea.KeyPressMsg:
		if f.saving.Waiting() { // what is typed while saving would be lost
			return nil
		}
		f.leaves, f.others = false, ui.Notice{}
		if l := f.line(); l != nil && l.Press(msg, f.face.Cat) {
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

// take fills the form. After another person's change, it keeps the texts that were typed. If that
// came before the one that was to be saved, the person has been told, and saving again supersedes it.
// It says so where it goes on with an earlier draft.
func (f *form) take(m edit.Begun) tea.Cmd {
	if m.Record != nil {
		f.record = m.Record
	}
	again := f.drafts != nil
	f.drafts = f.editor.Drafts(f.record, m.Stored)
	if f.late {
		f.drafts.LookAgain(f.record)
	}
	if f.late = false; again {
		f.others = f.changedByOthers(f.renew())
		return nil
	}
	f.lines = nil
	for _, spec := range portfolio.FormFields(f.record.Kind) {
		// A field drops what cannot be seen, which is no edit of a stored value that has it.
		line := edit.NewInline(spec, f.record.Entered(spec.Name).Plain())
		was := line.Field.String()
		f.drafts.Look(f.record, spec.Name)
		if text, begun := f.drafts.Text(spec.Name); begun {
			line.Field.Set(text)
			line.Field.Selected = false
		}
		f.lines = append(f.lines, formLine{Inline: line, was: was})
	}
	f.at = max(slices.IndexFunc(f.lines, func(l formLine) bool { _, begun := f.drafts.Text(l.Spec.Name); return begun }),
		0)
	f.goTo(f.back.Typing)
	f.back = ui.Spot{}
	f.count()
	f.keep()
	if n := len(f.edited()); n > 0 {
		return ui.Say(ui.Notice{Text: ui.Number(n, "field is", "fields are") + " from your draft", Hint: "ctrl+x drops it"})
	}
	return nil
}

// changedByOthers says who has changed fields that show something else now, empty if there are none.
func (f *form) changedByOthers(fields []string) ui.Notice {
	if len(fields) == 0 {
		return ui.Notice{}
	}
	who, labels := "", make([]string, len(fields))
	for i, field := range fields {
		labels[i] = provenance.InSentence(f.record.Kind, field)
		by := f.record.Log.State(field).By
		switch {
		case by == nil || who != "" && who != by.Person:
			who = "others"
		default:
			who = by.Person
		}
	}
	return ui.Notice{Text: draw.Clean(who) + " changed " + portfolio.Enumerate(labels)}
}

// renew shows the present values in the fields that nobody has typed into, which it returns, and compares the others
// with them.
func (f *form) renew() (shown []string) {
	for i := range f.lines {
		l := &f.lines[i]
		now := edit.NewInline(l.Spec, f.record.Value(l.Spec.Name).Plain())
		was := now.Field.String()
		if l.Field.String() == l.was && l.was != was {
			l.Field.Set(was)
			shown = append(shown, l.Spec.Name)
		}
		f.drafts.Look(f.record, l.Spec.Name)
		l.was = was
	}
	f.keep()
	return shown
}

// changed keeps the text of a line as a draft.
func (f *form) changed(l *formLine) tea.Cmd {
	l.fault = nil
	f.count()
	if l.Field.String() == l.was {
		return f.drafts.Drop(l.Spec.Name)
	}
	return f.drafts.Set(l.Spec.Name, l.Field.String())
}

// Keys returns the actions of the form; all other keys are text.
func (f *form) Keys() ui.KeyMap {
	m := ui.KeyMap{
		{Name: "form-save", Keys: []string{"ctrl+s"}, Show: "ctrl+s", Foot: "save", Help: "save all that was changed",
			Do: f.save, Saves: true},
		{Name: "form-next", Keys: []string{"tab", "down", "enter"}, Show: "tab ↓ enter", Foot: "next", Help: "next field",
			Do: f.step(1)},
		{Name: "form-previous", Keys: []string{"shift+tab", "up"}, Show: "shift+tab ↑", Help: "previous field",
			Do: f.step(-1)},
		{Name: "form-leave", Keys: []string{"esc"}, Show: "esc", Foot: "leave",
			Help: "leave; what was typed is kept for later", Do: f.leave},
		{Name: "form-drop", Keys: []string{"ctrl+x"}, Show: "ctrl+x", Foot: "drop", Help: "leave and drop what was typed; pressed twice",
			Do: f.drop},
		{Name: "form-theirs", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "drop what was typed into this field",
			Off: f.whyNothingTyped, Do: f.theirs},
		{Name: "form-page-down", Keys: []string{"pgdown"}, Show: "pgdn", Help: "some fields down", Do: f.step(5)},
		{Name: "form-page-up", Keys: []string{"pgup"}, Show: "pgup", Help: "some fields up", Do: f.step(-5)},
	}
	if l := f.line(); l != nil {
		m = append(m, l.More()...)
	}
	return m
}

// step moves to another field, and checks the one that is left.
func (f *form) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		l := f.line()
		if l == nil {
			return nil
		}
		if l.fault = nil; l.Field.String() != l.was {
			_, l.fault = f.record.ReadField(f.face.Cat, l.Spec.Name, l.Field.String(), f.edited()...)
		}
		f.leaves = false
		check := f.checkNumber(l)
		switch n := len(f.lines); by {
		case 1, -1:
			f.at = (f.at + by + n) % n
		default:
			f.at = max(min(f.at+by, n-1), 0)
		}
		if l := f.line(); l.Field.String() == l.was { // as it was when the form was opened
			l.Field.Selected = l.was != "" && l.Spec.Retyped()
		}
		f.keep()
		return check
	}
}

func (f *form) leave() tea.Cmd {
	if f.drafts != nil && len(f.edited()) > 0 {
		if f.drafts.Unkept {
			return ui.Say(ui.Notice{Text: "what you typed could not be kept", Hint: "copy it; ctrl+x drops it"})
		}
		again := "E continues it"
		if f.record.ID == "" {
			again = "a in Portfolio continues it"
		}
		return tea.Batch(ui.CloseOf(f), ui.Say(ui.Notice{Text: "what you typed is kept as a draft", Hint: again}))
	}
	return ui.CloseOf(f)
}

// drop leaves, and drops what was typed if it is pressed twice.
func (f *form) drop() tea.Cmd {
	if f.drafts == nil || !f.drafts.Any() {
		return ui.CloseOf(f)
	}
	if !f.leaves {
		f.leaves = true
		n := ui.Number(len(f.drafts.Draft.Fields), "field", "fields")
		return ui.Say(ui.Notice{Text: "ctrl+x again drops what was typed, " + n, Hint: "esc leaves and keeps it"})
	}
	return tea.Batch(f.drafts.DropAll(), ui.CloseOf(f), ui.Say(ui.Notice{Text: "what was typed is dropped"}))
}

// whyNothingTyped says why there is nothing to drop in the field, empty if there is.
func (f *form) whyNothingTyped() string {
	if l := f.line(); l == nil || l.Field.String() == l.was {
		return "nothing was typed into this field"
	}
	return ""
}

// theirs puts the present value into the field again.
func (f *form) theirs() tea.Cmd {
	l := f.line()
	l.Field.Set(l.was)
	dropped := f.changed(l)
	f.drafts.Look(f.record, l.Spec.Name)
	return dropped
}

// goTo makes the line of a field the active one.
func (f *form) goTo(field string) {
	if i := slices.IndexFunc(f.lines, func(l formLine) bool { return l.Spec.Name == field }); i >= 0 {
		f.at = i
		f.keep()
	}
}

// edited returns the fields whose text differs from their value.
func (f *form) edited() []portfolio.Setting {
	var out []portfolio.Setting
	for i := range f.lines {
		l := &f.lines[i]
		if text := l.Field.String(); text != l.was || f.record.InConflict(l.Spec.Name) && f.typedInto(l) {
			out = append(out, portfolio.Setting{Field: l.Spec.Name, Value: text})
		}
	}
	return out
}

func (f *form) typedInto(l *formLine) bool {
	_, ok := f.drafts.Text(l.Spec.Name)
	return ok
}

// edit returns the edit to save.
func (f *form) edit() portfolio.Edit {
	e := portfolio.Edit{Record: f.record.ID, Fields: f.edited()}
	if e.Record == "" {
		e.Creates = f.record.Kind
		if e.Creates == portfolio.ProjectRecord {
			e.Fields = portfolio.NewProjectDefaults(f.face.Cat, e.Fields)
		}
		return e
	}
	e.Seen = f.drafts.Heads(e.Fields)
	return e
}

// save saves all fields as one edit if all are valid.
func (f *form) save() tea.Cmd {
	if f.drafts == nil || f.saving.Waiting() {
		return nil
	}
	e := f.edit()
	if _, err := e.Read(f.record, f.face.Cat); err != nil {
		refused := f.refuse(f.alsoTaken(err))
		return tea.Batch(refused, f.checkNumber(f.find(portfolio.FieldNumber)))
	}
	said := "saved: " + ui.Number(len(e.Fields), "field", "fields") + " of " + f.record.Name()
	if e.Creates != "" {
		said = "saved: the new project " + e.Fields[0].Value + f.derivedKind(e)
	}
	for _, x := range e.Fields {
		if doubt := edit.Remark(f.record, f.face.Cat, x.Field, x.Value, e.Fields...); doubt != "" {
			said += "; " + doubt
			break
		}
	}
	return f.editor.Save(f.saving.Next(), portfolio.Text(said), e)
}

// derivedKind says which kind a new project gets if none was entered.
func (f *form) derivedKind(e portfolio.Edit) string {
	isKind := func(s portfolio.Setting) bool { return s.Field == portfolio.FieldKind }
	if i := slices.IndexFunc(e.Fields, isKind); i >= 0 && !slices.ContainsFunc(f.edited(), isKind) {
		return ", kind " + e.Fields[i].Value + " as its programme"
	}
	return ""
}

// refuse shows faults beside their fields, and moves to the first.
func (f *form) refuse(err error) tea.Cmd {
	faults := fault.Faults{err}
	errors.As(err, &faults)
	for i := range f.lines {
		f.lines[i].fault = nil
	}
	first := -1
	for _, one := range faults {
		var in *fault.Invalid
		if !errors.As(one, &in) {
			continue
		}
		i := slices.IndexFunc(f.lines, func(l formLine) bool { return l.Spec.Name == in.Field })
		if i < 0 {
			continue
		}
		f.lines[i].fault = one
		if first < 0 || i < first {
			first = i
		}
	}
	if first < 0 {
		return ui.Say(edit.Failure("Not saved", f.record.Kind, err))
	}
	f.at = first
	f.keep()
	tried := "Not saved"
	if n := len(faults); n > 1 {
		tried += ", " + strconv.Itoa(n) + " to correct"
	}
	return ui.Say(edit.Failure(tried, f.record.Kind, f.lines[first].fault))
}

// saved closes the form. If another person's change came first, saving again supersedes it.
func (f *form) saved(m ui.Answer[edit.Saved]) tea.Cmd {
	if !f.saving.Done(m.Req) {
		return nil
	}
	var late *portfolio.Overtaken
	switch {
	case errors.As(m.Err, &late):
		f.late = true
		f.goTo(portfolio.Together(late.Field)[0])
		return tea.Batch(f.Init(), ui.Say(f.drafts.Late(f.record, late, &f.face, "ctrl+s", "ctrl+r")))
	case m.Err != nil:
		return f.refuse(m.Err)
	}
	return tea.Batch(f.drafts.DropAll(), ui.CloseOf(f))
}

func (f *form) Typing() bool { return len(f.lines) > 0 }

// Notice says what is wrong with the active text, or how it is read.
func (f *form) Notice() ui.Notice {
	l := f.line()
	switch {
	case f.Fault != nil || l == nil:
		return ui.Notice{}
	case f.saving.Waiting():
		return ui.Notice{Text: "saving…"}
	}
	n, wrong := f.faultOf(l)
	gone, withdrawn := edit.Withdrawn(f.record)
	switch {
	case withdrawn:
		return gone
	case wrong:
		return n
	case !f.others.Empty():
		return f.others
	case l.Field.String() == l.was && l.All == nil && l.Said.Empty():
		n = ui.Notice{Text: strings.Join(draw.NonEmpty(l.Spec.About, l.Spec.Form), "; "), Tip: true}
		if f.face.Cells(n.Text) >= f.face.Width {
			n.Text = l.Spec.Form
		}
		if (l.was == "" || l.Field.Selected) && l.Spec.Listed() {
			n.Hint = "ctrl+n: choices"
		}
		return n
	}
	return l.Notice(f.record, f.face.Cat, f.edited()...)
}

// faultOf says what is wrong with a line: what was found when it was left or saved, or that others
// have changed the field meanwhile. It returns false if nothing is.
func (f *form) faultOf(l *formLine) (ui.Notice, bool) {
	if l.fault != nil {
		return edit.Failure("", f.record.Kind, l.fault), true
	}
	if late := f.drafts.Overtaken(f.record, l.Spec.Name); late != nil {
		return f.drafts.Late(f.record, late, &f.face, "", "ctrl+r"), true
	}
	return ui.Notice{}, false
}

// lacks reports whether a new record still needs a value of a field.
func (f *form) lacks(field string) bool { return slices.Contains(f.lacking, field) }

// count notes which fields a new record still needs. What follows from other fields is not needed.
func (f *form) count() {
	if f.record.ID != "" {
		return
	}
	f.lacking = f.edit().Lacking()
	for i := range f.lines {
		if l := &f.lines[i]; l.Field.String() == "" && !f.lacks(l.Spec.Name) {
			l.fault = nil
		}
	}
}

func (*form) Name() string { return "form" }

// Record returns the record, which is edited here.
func (f *form) Record() (id string, edited bool) { return f.record.ID, true }

package project

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// editKeys are the actions that change the project or show its changes.
func (p *project) editKeys() ui.KeyMap {
	return ui.KeyMap{
		{Name: "edit", Keys: []string{"e"}, Show: "e", Foot: "edit", Help: "edit the field", Off: p.whyNoEdit,
			Do: p.editField},
		{Name: "form", Keys: []string{"E"}, Show: "E", Foot: "form", Help: "edit all fields in a form", Off: p.whyNoForm,
			Do: p.openForm},
		{Name: "choose", Keys: []string{"enter"}, Show: "enter",
			Help: "edit the field, or choose among its values if it has several", Off: p.whyNoEdit, Do: p.enter},
		{Name: "undo", Keys: []string{"u"}, Show: "u", Foot: "undo", Help: "undo the last change of the project",
			Off: p.whyNoUndo, Do: p.undoLast, Saves: true},
		p.editor.Redoing(&p.saving),
		{Name: "history", Keys: []string{"h"}, Show: "h", Foot: "history", Help: "everything that was changed",
			Off: p.whyNoHistory, Do: p.openHistory},
		{Name: "note", Keys: []string{"a"}, Show: "a", Foot: "note", Help: "add a note", Off: p.whyNoForm, Do: p.writeNote},
		{Name: "withdraw", Keys: []string{"W"}, Show: "W", Help: "withdraw the project from the portfolio",
			Off: p.whyNoWithdraw,
			Do:  p.withdraw},
		{Name: "drop-draft", Keys: []string{"D"}, Show: "D", Help: "drop what was begun and not saved", Off: p.whyNoDraft,
			Do: p.dropDraft, Saves: true},
	}
}

// whyNoForm says why the project cannot be edited, empty if it can.
func (p *project) whyNoForm() string {
	switch {
	case p.editor.Off() != "":
		return p.editor.Off()
	case !p.Ready():
		return "there is no project to edit"
	case p.shown.drafts == nil:
		return ui.Failure("this project cannot be edited", p.shown.closed).Text
	case p.saving.Waiting():
		return "still saving"
	}
	return ""
}

func (p *project) whyNoEdit() string {
	if why := p.whyNoForm(); why != "" {
		return why
	}
	if len(p.text().anchors) == 0 {
		return "there is no field to edit"
	}
	return ""
}

func (p *project) whyNoHistory() string {
	switch {
	case !p.Ready():
		return "there is no project"
	case p.shown.record == nil:
		return ui.Failure("the history cannot be read", p.shown.closed).Text
	}
	return ""
}

func (p *project) whyNoDraft() string {
	if why := p.whyNoForm(); why != "" {
		return why
	}
	if !p.shown.drafts.Any() {
		return "nothing was begun here"
	}
	return ""
}

func (p *project) whyNoWithdraw() string {
	if why := p.whyNoForm(); why != "" {
		return why
	}
	if p.shown.project.Withdrawn {
		return "it is withdrawn already; u undoes that"
	}
	return ""
}

func (p *project) whyNoUndo() string {
	if why := p.whyNoForm(); why != "" {
		return why
	}
	if p.lastChange() == nil && !p.noted {
		return "there is no change to undo"
	}
	return ""
}

// lastChange returns the newest change that can be undone.
func (p *project) lastChange() *portfolio.Change {
	r := p.shown.record
	all := r.Log.Changes()
	for i := len(all) - 1; i >= 0; i-- {
		if provenance.Undoable(r, &all[i]) {
			return &all[i]
		}
	}
	return nil
}

// undoLast undoes the newest change; if another person made it, after asking for a reason, and if it was not saved in
// this session, after asking whether to.
func (p *project) undoLast() tea.Cmd {
	if p.noted { // a note is a record of its own
		p.noted = false
		return p.editor.UndoAsking(p.saving.Next(), portfolio.ID{})
	}
	c := p.lastChange()
	if c.Person == p.editor.Person {
		return p.editor.UndoAsking(p.saving.Next(), c.ID)
	}
	return edit.AskUndo(p.editor, &p.prompt, &p.saving, c, p.shown.record.Name())
}

// begunHere reports whether the project has an unsaved draft.
func (p *project) begunHere() bool {
	return p.Ready() && p.shown.drafts != nil && p.shown.drafts.Any()
}

// editField opens the selected field, with its draft if there is one.
func (p *project) editField() tea.Cmd {
	field := p.selected()
	if _, is := p.shown.drafts.Text(field); !is && p.begunHere() {
		field = p.shown.drafts.Draft.Fields[0].Field
	}
	if field == portfolio.FieldText {
		return p.writeNote()
	}
	return p.editAt(field)
}

func (p *project) editAt(field string) tea.Cmd {
	spec, err := portfolio.FindField(portfolio.ProjectRecord, field)
	if err != nil {
		return ui.Say(ui.Failure("", err))
	}
	p.shown.drafts.Look(p.shown.record, field)
	text, begun := p.shown.drafts.Text(field)
	if !begun {
		text = p.shown.record.Entered(field).Plain()
	}
	e := edit.NewInline(spec, text)
	e.Field.Selected = e.Field.Selected && !begun
	p.edit = &e
	t := p.text()
	if i := slices.IndexFunc(t.anchors, func(s stop) bool { return s.field == field }); i >= 0 {
		p.anchors.Show(i, t.at(), len(t.lines), p.page())
	}
	return nil
}

// enter edits the selected field, or opens its conflict.
func (p *project) enter() tea.Cmd {
	field := p.selected()
	if p.shown.record.InConflict(field) {
		return ui.Open(p.opens.Conflict(p.shown.record.ID, field))
	}
	return p.editField()
}

// typed passes a message to the open field.
func (p *project) typed(msg tea.Msg) tea.Cmd {
	if p.edit == nil || p.saving.Waiting() { // what is typed while the value is being saved would be lost
		return nil
	}
	changed := false
	switch msg := msg.(type) {
	case tea.PasteMsg:
		changed = p.edit.Insert(msg.Content)
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter":
			return p.saveField()
		case "esc":
			field := p.edit.Spec.Name
			p.edit = nil
			p.settle()
			return p.shown.drafts.Drop(field)
		}
		changed = p.edit.Press(msg, p.face.Cat)
	}
	if !changed {
		return nil
	}
	return p.shown.drafts.Set(p.edit.Spec.Name, p.edit.Field.String())
}

// saveField saves the value if it is valid.
func (p *project) saveField() tea.Cmd {
	r, spec, text := p.shown.record, p.edit.Spec, p.edit.Field.String()
	v, err := r.ReadField(p.face.Cat, spec.Name, text)
	if err != nil {
		return nil // the status line says why
	}
	if v == r.Entered(spec.Name) && !r.InConflict(spec.Name) {
		p.edit = nil
		return tea.Batch(p.shown.drafts.Drop(spec.Name),
			ui.Say(ui.Notice{Text: spec.InSentence() + " has that value already"}))
	}
	p.begun = spec.Name
	set := []portfolio.Setting{{Field: spec.Name, Value: text}}
	said := portfolio.Say("saved: %s of %s is %s", spec.InSentence(), r.Name(), edit.ValueOf(r.Kind, spec.Name, v))
	if spec.Name == portfolio.FieldCountry {
		said = portfolio.Say("%s; its places stay %s", said,
			edit.ValueOf(r.Kind, portfolio.FieldPlaces, r.Value(portfolio.FieldPlaces)))
	}
	if doubt := edit.Remark(r, p.face.Cat, spec.Name, text); doubt != "" {
		said = portfolio.Say("%s; %s", said, doubt)
	}
	return p.editor.Save(p.saving.Next(), said, portfolio.Edit{Record: r.ID, Fields: set, Seen: p.shown.drafts.Heads(set)})
}

// saved closes the field once its value is saved. If another person's change came first, it shows
// the present value, and saving again supersedes it.
func (p *project) saved(m ui.Answer[edit.Saved]) tea.Cmd {
	if !p.saving.Done(m.Req) {
		return nil
	}
	field := p.begun
	p.begun = ""
	used := p.prompt.Done(m.Err)
	var late *portfolio.Overtaken
	switch {
	case errors.As(m.Err, &late) && field != "":
		said := p.shown.drafts.Late(p.shown.record, late, &p.face, "enter", "esc")
		return tea.Batch(p.load(p.same(), p.shown.drafts), ui.Say(said))
	case errors.As(m.Err, &late):
		return p.load(p.same(), p.shown.drafts)
	case m.Err != nil || field == "":
		return used
	}
	p.edit, p.noted = nil, field == portfolio.FieldText
	return tea.Batch(used, p.shown.drafts.Drop(field))
}

func (p *project) openForm() tea.Cmd { return ui.Open(p.opens.Form(p.shown.record)) }

func (p *project) openHistory() tea.Cmd { return ui.Open(p.opens.History(p.shown.record)) }

// noteLabel is what stands before a note that is typed.
const noteLabel = "Note:"

// writeNote asks for a note, which is kept as a draft like a field.
func (p *project) writeNote() tea.Cmd {
	b, r := p.shown.drafts, p.shown.record
	text, _ := b.Text(portfolio.FieldText)
	note := edit.Prompt{Label: noteLabel, Needs: "write something; esc leaves", Doing: &p.saving}
	note.Typed = func(text string) tea.Cmd { return b.Set(portfolio.FieldText, text) }
	note.Left = func() tea.Cmd { return b.Drop(portfolio.FieldText) }
	note.Do = func(text string) tea.Cmd {
		fields := []portfolio.Setting{{Field: portfolio.FieldOn, Value: r.ID}, {Field: portfolio.FieldText, Value: text}}
		p.begun = portfolio.FieldText
		return p.editor.Save(p.saving.Next(), portfolio.Text("the note is saved"),
			portfolio.Edit{Creates: portfolio.NoteRecord, Fields: fields})
	}
	return p.prompt.Ask(note, text)
}

func (p *project) dropDraft() tea.Cmd {
	return tea.Batch(p.shown.drafts.DropAll(), ui.Say(ui.Notice{Text: "what was begun is dropped"}))
}

// withdraw asks for a reason and withdraws the project from the portfolio.
func (p *project) withdraw() tea.Cmd {
	id, name := p.shown.record.ID, draw.Clean(p.shown.record.Name())
	why := edit.Purpose{Of: "withdraw " + id, Words: "a reason to withdraw " + name}
	return p.prompt.AskFor(p.editor, why, edit.Prompt{Label: "Why withdraw " + name + ":",
		Needs: "write a reason; esc leaves", Doing: &p.saving,
		Do: func(reason string) tea.Cmd {
			r := p.shown.record // as it is by now
			set := []portfolio.Setting{{Field: portfolio.FieldWithdrawn, Value: portfolio.Yes}}
			seen := append([]portfolio.ID{}, r.Log.Heads(portfolio.FieldWithdrawn)...)
			return p.editor.Save(p.saving.Next(), portfolio.Text(r.Name()+" is withdrawn"),
				portfolio.Edit{Record: r.ID, Fields: set, Seen: seen, Reason: reason})
		}}, "")
}

func (p *project) Typing() bool { return p.prompt.Open || p.edit != nil }

func (p *project) Cursor() (x, y int) {
	if p.prompt.Open {
		_, x = p.prompt.Line(&p.face)
		return x, 0
	}
	t := p.text()
	return t.x, 1 + t.y - p.anchors.Top
}

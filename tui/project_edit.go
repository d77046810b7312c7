package tui

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// editKeys are those that change the project or show what was changed.
func (p *project) editKeys() keyMap {
	return keyMap{
		{name: "edit", keys: []string{"e"}, show: "e", foot: "edit", help: "edit the field", off: p.noEdit, do: p.editField},
		{name: "form", keys: []string{"E"}, show: "E", foot: "form", help: "edit all fields in a form", off: p.noForm, do: p.openForm},
		{name: "choose", keys: []string{"enter"}, show: "enter", help: "edit the field, or choose among its values if it has several", off: p.noEdit, do: p.enter},
		{name: "undo", keys: []string{"u"}, show: "u", foot: "undo", help: "undo the last change of the project", off: p.noUndo, do: p.undoLast},
		{name: "history", keys: []string{"h"}, show: "h", foot: "history", help: "everything that was changed", off: p.noHistory, do: p.openHistory},
		{name: "note", keys: []string{"a"}, show: "a", foot: "note", help: "add a note", off: p.noForm, do: p.writeNote},
		{name: "withdraw", keys: []string{"W"}, show: "W", help: "withdraw the project from the portfolio", off: p.noWithdraw, do: p.withdraw},
		{name: "drop-draft", keys: []string{"x"}, show: "x", help: "drop what was begun and not saved", off: p.noDraft, do: p.dropDraft},
	}
}

// noForm says why nothing can be changed.
func (p *project) noForm() string {
	switch {
	case p.desk.off() != "":
		return p.desk.off()
	case !p.ready():
		return "there is no project to edit"
	case p.shown.drafts == nil:
		return failure("this project cannot be edited", p.shown.closed).text
	case p.saving.waiting():
		return "still saving"
	}
	return ""
}

func (p *project) noEdit() string {
	if why := p.noForm(); why != "" {
		return why
	}
	if len(p.text().stops) == 0 {
		return "there is no field to edit"
	}
	return ""
}

func (p *project) noHistory() string {
	switch {
	case !p.ready():
		return "there is no project"
	case p.shown.record == nil:
		return failure("the history cannot be read", p.shown.closed).text
	}
	return ""
}

func (p *project) noDraft() string {
	if why := p.noForm(); why != "" {
		return why
	}
	if !p.shown.drafts.any() {
		return "nothing was begun here"
	}
	return ""
}

func (p *project) noWithdraw() string {
	if why := p.noForm(); why != "" {
		return why
	}
	if p.shown.project.Withdrawn {
		return "it is withdrawn already; u undoes that"
	}
	return ""
}

func (p *project) noUndo() string {
	if why := p.noForm(); why != "" {
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
		if r.Undoable(&all[i]) {
			return &all[i]
		}
	}
	return nil
}

// undoLast undoes the newest change; if it is somebody else's, with a reason.
func (p *project) undoLast() tea.Cmd {
	if p.noted { // a note is a record of its own
		p.noted = false
		return p.desk.undo(p.saving.next(), portfolio.ID{}, "")
	}
	return askUndo(p.desk, &p.prompt, &p.saving, p.lastChange())
}

// askUndo undoes a change, and asks for a reason first if it is somebody
// else's.
func askUndo(d *desk, line *prompt, saving *requests, c *portfolio.Change) tea.Cmd {
	undo := func(reason string) tea.Cmd { return d.undo(saving.next(), c.ID, reason) }
	if c.Person == d.person {
		return undo("")
	}
	return line.ask(prompt{label: "Why undo what " + clean(c.Person) + " did:", needs: "write a reason; esc leaves", do: undo}, "")
}

// begunHere reports whether something was begun and not saved.
func (p *project) begunHere() bool {
	return p.ready() && p.shown.drafts != nil && p.shown.drafts.any()
}

// editField opens the selected field, or goes on with what was begun.
func (p *project) editField() tea.Cmd {
	field := p.selected()
	if _, is := p.shown.drafts.text(field); !is && p.begunHere() {
		field = p.shown.drafts.draft.Fields[0].Field
	}
	if field == portfolio.FieldText {
		return p.writeNote()
	}
	return p.editAt(field)
}

func (p *project) editAt(field string) tea.Cmd {
	spec, err := portfolio.FindField(portfolio.ProjectRecord, field)
	if err != nil {
		return say(failure("", err))
	}
	p.shown.drafts.look(p.shown.record, field)
	text, begun := p.shown.drafts.text(field)
	if !begun {
		text = p.shown.record.Value(field).Plain()
	}
	e := newInline(spec, text)
	p.edit = &e
	t := p.text()
	if i := slices.IndexFunc(t.stops, func(s stop) bool { return s.field == field }); i >= 0 {
		p.stops.show(i, t.at(), len(t.lines), p.page())
	}
	return nil
}

func say(n notice) tea.Cmd { return func() tea.Msg { return n } }

// enter edits the selected field, or opens its conflict.
func (p *project) enter() tea.Cmd {
	field := p.selected()
	if p.shown.record.Log.State(field).Conflict {
		return open(p.opens.conflict(p.shown.record.ID, field))
	}
	return p.editField()
}

// typed takes what is typed into the field.
func (p *project) typed(msg tea.Msg) tea.Cmd {
	if p.edit == nil || p.saving.waiting() { // what is typed into a value that is on its way would be lost with it
		return nil
	}
	changed := false
	switch msg := msg.(type) {
	case tea.PasteMsg:
		changed = p.edit.insert(msg.Content)
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter":
			return p.saveField()
		case "esc":
			field := p.edit.spec.Name
			p.edit = nil
			p.settle()
			return p.shown.drafts.drop(field)
		}
		changed = p.edit.press(msg, p.face.cat)
	}
	if !changed {
		return nil
	}
	return p.shown.drafts.set(p.edit.spec.Name, p.edit.field.String())
}

// saveField saves the value if it can be taken.
func (p *project) saveField() tea.Cmd {
	r, spec, text := p.shown.record, p.edit.spec, p.edit.field.String()
	v, err := r.ReadField(p.face.cat, spec.Name, text)
	if err != nil {
		return nil // the status line says why
	}
	if v == r.Value(spec.Name) && !r.Log.State(spec.Name).Conflict {
		p.edit = nil
		return tea.Batch(p.shown.drafts.drop(spec.Name), say(notice{text: lower(spec.Label) + " has that value already"}))
	}
	p.begun = spec.Name
	set := []portfolio.Setting{{Field: spec.Name, Value: text}}
	said := portfolio.Say("saved: %s of %s is %s", lower(spec.Label), r.Name(), valueOf(r.Kind, spec.Name, v))
	if spec.Name == portfolio.FieldCountry {
		said = portfolio.Say("%s; its places stay %s", said, valueOf(r.Kind, portfolio.FieldPlaces, r.Value(portfolio.FieldPlaces)))
	}
	return p.desk.save(p.saving.next(), said, portfolio.Edit{Record: r.ID, Fields: set, Seen: p.shown.drafts.heads(set)})
}

// saved closes the field once its value is saved. Who was overtaken sees what
// there is now, and saves over it the second time.
func (p *project) saved(m answer[saved]) tea.Cmd {
	if !p.saving.done(m.req) {
		return nil
	}
	field := p.begun
	p.begun = ""
	var late *portfolio.Overtaken
	switch {
	case errors.As(m.err, &late):
		return p.load(p.same(), p.shown.drafts)
	case m.err != nil || field == "":
		return nil
	}
	p.edit, p.noted = nil, field == portfolio.FieldText
	return p.shown.drafts.drop(field)
}

func (p *project) openForm() tea.Cmd { return open(p.opens.form(p.shown.record)) }

func (p *project) openHistory() tea.Cmd { return open(p.opens.history(p.shown.record)) }

// writeNote asks for a note. What is typed is kept like a field of the project.
func (p *project) writeNote() tea.Cmd {
	b, r := p.shown.drafts, p.shown.record
	text, _ := b.text(portfolio.FieldText)
	note := prompt{label: "Note:", needs: "write something; esc leaves"}
	note.typed = func(text string) tea.Cmd { return b.set(portfolio.FieldText, text) }
	note.left = func() tea.Cmd { return b.drop(portfolio.FieldText) }
	note.do = func(text string) tea.Cmd {
		fields := []portfolio.Setting{{Field: portfolio.FieldOn, Value: r.ID}, {Field: portfolio.FieldText, Value: text}}
		p.begun = portfolio.FieldText
		return p.desk.save(p.saving.next(), portfolio.Text("the note is saved"), portfolio.Edit{Creates: portfolio.NoteRecord, Fields: fields})
	}
	return p.prompt.ask(note, text)
}

func (p *project) dropDraft() tea.Cmd {
	return tea.Batch(p.shown.drafts.dropAll(), say(notice{text: "what was begun is dropped"}))
}

// withdraw asks for a reason and takes the project out of the portfolio.
func (p *project) withdraw() tea.Cmd {
	r := p.shown.record
	return p.prompt.ask(prompt{label: "Why withdraw " + clean(r.Name()) + ":", needs: "write a reason; esc leaves", do: func(reason string) tea.Cmd {
		set := []portfolio.Setting{{Field: portfolio.FieldWithdrawn, Value: portfolio.Yes}}
		seen := append([]portfolio.ID{}, r.Log.Heads(portfolio.FieldWithdrawn)...)
		return p.desk.save(p.saving.next(), portfolio.Text(r.Name()+" is withdrawn"), portfolio.Edit{Record: r.ID, Fields: set, Seen: seen, Reason: reason})
	}}, "")
}

// Typing reports whether a field or a line is open.
func (p *project) Typing() bool { return p.prompt.open || p.edit != nil }

// Cursor returns where the next letter goes.
func (p *project) Cursor() (x, y int) {
	if p.prompt.open {
		_, x = p.prompt.line(p.face.width)
		return x, 0
	}
	t := p.text()
	return t.x, 1 + t.y - p.stops.top
}

package list

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// maxTogether is the maximum number of projects edited in one step; more would lock the database
// for too long.
const maxTogether = 5000

// together is an edit of one field of several projects.
type together struct {
	spec    portfolio.FieldSpec
	ids     []string            // of the records
	records []*portfolio.Record // those read so far, as the person saw them
}

// of names the field and the projects, such as "last day of 12 projects" or "last day of XAMT72".
func (t *together) of() string {
	whom := draw.Count(portfolio.Count(len(t.ids)).Shown(), "project", "projects")
	if len(t.records) == 1 {
		whom = draw.Clean(t.records[0].Name())
	}
	return t.spec.InSentence() + " of " + whom
}

// whomToEdit names what is edited: with marks, that need not be what is selected, or in the list at all.
func (p *Projects) whomToEdit() string {
	switch len(p.marks.rows) {
	case 0:
		return draw.Clean(p.list.Row(p.list.At).NumberShown())
	case 1:
		return draw.Clean(p.marks.rows[0].NumberShown()) + ", which is marked"
	}
	return draw.Count(portfolio.Count(len(p.marks.rows)).Shown(), "project", "projects")
}

// toEdit returns the records of the marked projects, or of the selected one if none is marked.
func (p *Projects) toEdit() []string {
	if !p.marks.any() {
		return []string{p.list.Row(p.list.At).ID}
	}
	ids := make([]string, len(p.marks.rows))
	for i := range p.marks.rows {
		ids[i] = p.marks.rows[i].ID
	}
	return ids
}

// whyNoEditing says why projects cannot be edited here, empty if they can.
func (p *Projects) whyNoEditing() string {
	switch {
	case p.Conf.Editor.Off() != "":
		return p.Conf.Editor.Off()
	case p.working() != "":
		return p.working()
	case len(p.marks.rows) > maxTogether:
		return "at most " + portfolio.Count(maxTogether).Shown() + " projects can be edited in one step; mark fewer"
	case !p.marks.any():
		return p.whyNotOpen()
	}
	return ""
}

// chooseField opens a picker of the fields that can be edited.
func (p *Projects) chooseField() tea.Cmd { return ui.Open(p.fieldPicker(p.toEdit())) }

func (p *Projects) fieldPicker(ids []string) *picker.Screen {
	var specs []portfolio.FieldSpec
	var items []picker.Item
	for _, s := range portfolio.FormFields(portfolio.ProjectRecord) {
		if s.Name == portfolio.FieldNumber { // project numbers are unique
			continue
		}
		specs = append(specs, s)
		items = append(items, picker.Item{Label: s.Label, Words: s.Name})
	}
	return picker.New(picker.Config{Screen: "fields", Title: "Edit " + p.whomToEdit(), Items: items, Do: func(i int) tea.Cmd {
		return p.readRecords(&together{spec: specs[i], ids: ids}, p.edit)
	}}, p.face)
}

// readRecords reads the projects to be edited, without those that were withdrawn meanwhile.
func (p *Projects) readRecords(t *together, then func(*together, error) tea.Cmd) tea.Cmd {
	src, q := p.Conf.Editor.Src, p.work.Next()
	n := draw.Count(portfolio.Count(len(t.ids)).Shown(), "project", "projects")
	return ui.StartJob(q, "reading "+n, func(report func(string)) tea.Msg {
		all := func(ctx context.Context) (*together, error) {
			read := together{spec: t.spec}
			for i, id := range t.ids {
				report(portfolio.Count(i).Shown() + " of " + n)
				r, err := src.Record(ctx, portfolio.ByID(id))
				if err == nil {
					err = ctx.Err()
				}
				if err != nil {
					return nil, err
				}
				if !r.Withdrawn() {
					read.ids, read.records = append(read.ids, id), append(read.records, r)
				}
			}
			return &read, nil
		}
		return ui.AskThen(q, all, then)()
	})
}

// edit asks for the new value once the projects have been read.
func (p *Projects) edit(t *together, err error) tea.Cmd {
	switch {
	case err != nil:
		return ui.Say(stoppedOr("The projects could not be read", err))
	case len(t.ids) == 0:
		return ui.Say(ui.Notice{Text: "there is nothing to edit any more: withdrawn meanwhile"})
	}
	return p.askValue(t, t.common(), ui.Notice{})
}

// stoppedOr returns the notice of an error, or none if a person has stopped the job.
func stoppedOr(tried string, err error) ui.Notice {
	if errors.Is(err, context.Canceled) {
		return ui.Notice{Text: "stopped; nothing was changed"}
	}
	return ui.Failure(tried, err)
}

// common returns the value that all the projects share, empty if they differ.
func (t *together) common() string {
	first := t.records[0].Entered(t.spec.Name)
	for _, r := range t.records {
		if r.Entered(t.spec.Name) != first {
			return ""
		}
	}
	return first.Plain()
}

// present returns the value that a record has, marked if it is assumed.
func (t *together) present(r *portfolio.Record, cat *portfolio.Catalogue) portfolio.Value {
	v := t.spec.WithUnit(r.Entered(t.spec.Name))
	if p, _ := r.Project(cat); p != nil && t.spec.IsAssumed(p) {
		return portfolio.Say("%s%s", v, portfolio.Signed(" (assumed)", ", assumed"))
	}
	return v
}

// counted reports whether a text is a date relative to each project's own, such as +6m.
func (t *together) counted(text string) bool { return t.spec.Day && portfolio.Counted(text) }

// askValue asks for the new value. said is what was wrong with the previous text.
func (p *Projects) askValue(t *together, text string, said ui.Notice) tea.Cmd {
	label := t.of()
	p.prompt.Ask(edit.Prompt{
		Label: strings.ToUpper(label[:1]) + label[1:] + ":",
		Check: func(text string) ui.Notice {
			if t.counted(text) {
				return ui.Notice{Text: t.spec.InSentence() + " of each, counted from its own: " + draw.Clean(text)}
			}
			v, err := t.spec.Enter(p.face.Cat, text)
			return edit.ValueRead(t.spec, v, err)
		},
		Do: func(text string) tea.Cmd {
			q := p.work.Next()
			return ui.AsJob(q, "checking "+draw.Count(portfolio.Count(len(t.ids)).Shown(), "project", "projects"),
				ui.AskThen(q, checkEdits(p.face.Cat, t, text), p.checked))
		},
	}, text)
	p.prompt.Field.Input.CharLimit = max(portfolio.MaxQuery, t.spec.Limit+100)
	p.prompt.Field.Selected = text != "" && said.Empty() && t.spec.Retyped()
	p.prompt.Said = said
	return nil
}

// editsChecked is a set of edits that can be saved, with a description of each.
type editsChecked struct {
	of     *together
	text   string
	value  portfolio.FieldValue // of all projects; unknown for a relative date
	edits  []portfolio.Edit
	facts  []portfolio.Value // what each edit changes
	faults []namedFault
}

// namedFault is why a project cannot take the value.
type namedFault struct {
	name string
	err  error
}

// checkEdits reads the text for each of the projects, and skips those that have the value already.
func checkEdits(cat *portfolio.Catalogue, t *together, text string) func(context.Context) (editsChecked, error) {
	return func(ctx context.Context) (editsChecked, error) {
		m := editsChecked{of: t, text: text}
		if !t.counted(text) {
			m.value, _ = t.spec.Enter(cat, text) // the prompt accepts only texts that can be read
		}
		for _, r := range t.records {
			e := portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{{Field: t.spec.Name, Value: text}},
				Seen: append([]portfolio.ID{}, r.Log.Heads(portfolio.Together(t.spec.Name)...)...)}
			_, err := e.Read(r, cat)
			switch {
			case errors.Is(err, portfolio.ErrNothing):
			case err != nil:
				m.faults = append(m.faults, namedFault{draw.Clean(r.Name()), err})
			default:
				m.edits = append(m.edits, e)
				v, _ := r.ReadField(cat, t.spec.Name, text) // cannot fail: the text was read before
				name := nameBefore(r.Name())
				fact := portfolio.Say("%s%s%s%s", name, t.present(r, cat), portfolio.To, t.spec.WithUnit(v))
				if edit.Doubt(r, cat, t.spec.Name, text) != "" {
					fact = portfolio.Say("%s, above its budget", fact)
				}
				m.facts = append(m.facts, fact)
			}
		}
		return m, ctx.Err()
	}
}

// nameBefore puts the name of a project before a description: in a column for the eye, as words for
// the ear.
func nameBefore(name string) portfolio.Value {
	name = draw.Clean(name)
	return portfolio.Signed(draw.Left(name, max(8, draw.Width(name)))+"  ", name+", ")
}

// checked asks to confirm the edits, or for another value if some projects cannot take it.
func (p *Projects) checked(m editsChecked, err error) tea.Cmd {
	switch {
	case err != nil:
		return ui.Say(stoppedOr("", err))
	case len(m.faults) > 0:
		return p.askValue(m.of, m.text, faultsNotice(m.faults))
	case len(m.edits) == 0:
		return ui.Say(ui.Notice{Text: "nothing to do: " + m.of.of() + " is that already"})
	}
	ask := ui.NewConfirm(m.question(), m.facts, func() tea.Cmd { return p.saveTogether(m) }, p.face)
	return ui.Open(ask.Back(func() tea.Cmd { return p.askValue(m.of, m.text, ui.Notice{}) }))
}

// faultsNotice names the projects that cannot take the value, and the reason of the first.
func faultsNotice(faults []namedFault) ui.Notice {
	n := ui.Failure(faults[0].name+" cannot take it", faults[0].err)
	if len(faults) == 1 {
		return n
	}
	var others []string
	for _, f := range faults[1:min(len(faults), 4)] {
		others = append(others, f.name)
	}
	rest := ""
	if more := len(faults) - 1 - len(others); more > 0 {
		rest = " and " + portfolio.Count(more).Shown() + " more"
	}
	n.Hint = "nor " + strings.Join(others, ", ") + rest
	return n
}

// whom names the projects that change.
func (m *editsChecked) whom() string {
	if len(m.edits) == 1 {
		for _, r := range m.of.records {
			if r.ID == m.edits[0].Record {
				return draw.Clean(r.Name())
			}
		}
	}
	return ui.Number(len(m.edits), "project", "projects")
}

// question describes the edits to confirm.
func (m *editsChecked) question() portfolio.Value {
	field, n := m.of.spec.InSentence(), m.whom()
	q := portfolio.Say("Set %s of %s to %s", field, n, m.of.spec.WithUnit(m.value))
	switch {
	case m.of.counted(m.text):
		q = portfolio.Say("Move %s of %s by %s", field, n, draw.Clean(m.text))
	case !m.value.Known:
		q = portfolio.Say("Leave %s of %s without a value", field, n)
	}
	if same := len(m.of.records) - len(m.edits); same > 0 {
		return portfolio.Say("%s (%s it already)?", q, ui.Number(same, "has", "have"))
	}
	return portfolio.Say("%s?", q)
}

// saveTogether saves all edits in one step, or none.
func (p *Projects) saveTogether(m editsChecked) tea.Cmd {
	n := m.whom()
	src, person, q := p.Conf.Editor.Src, p.Conf.Editor.Person, p.work.Next()
	said := ui.NoticeOf(portfolio.Say("saved: %s of %s is %s", m.of.spec.InSentence(), n,
		m.of.spec.WithUnit(m.value)))
	if m.of.counted(m.text) {
		said = ui.NoticeOf(portfolio.Say("saved: %s of %s is moved by %s", m.of.spec.InSentence(), n,
			draw.Clean(m.text)))
	}
	said.Hint = "u undoes it"
	edits, list, names := slices.Clone(m.edits), p.Conf.Editor.Below(), make([]string, len(m.of.records))
	for i, r := range m.of.records {
		names[i] = r.Name()
	}
	p.saving = m
	return ui.AsJob(q, "saving "+n, ui.Ask(q, func(ctx context.Context) (edit.Saved, error) {
		made, err := src.Change(ctx, person, edits...)
		return edit.Saved{Said: list.Hides(ctx, said, names), Tried: "Nothing was changed", Step: edit.StepOf(made)},
			edit.OrStopped(err)
	}))
}

// askAgain asks for the value that could not be saved, so that what was typed is not lost. The
// projects are read again: the person has been told what others have changed.
func (p *Projects) askAgain(err error) tea.Cmd {
	m := p.saving
	p.saving = editsChecked{}
	if err == nil || m.of == nil || edit.IsStopped(err) {
		return nil
	}
	said := ui.Failure("Nothing was changed", err)
	return p.readRecords(m.of, func(now *together, err error) tea.Cmd {
		if err != nil || len(now.ids) == 0 {
			now = m.of
		}
		return p.askValue(now, m.text, said)
	})
}

package list

import (
	"context"
	"errors"
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
		return p.readRecords(&edit.Bulk{Field: specs[i], IDs: ids}, p.edit)
	}}, p.face)
}

// readRecords reads the projects to be edited, without those that were withdrawn meanwhile.
func (p *Projects) readRecords(b *edit.Bulk, then func(*edit.Bulk, error) tea.Cmd) tea.Cmd {
	src, q := p.Conf.Editor.Src, p.work.Next()
	return ui.StartJob(q, "reading "+b.Projects(), func(report func(string)) tea.Msg {
		all := func(ctx context.Context) (*edit.Bulk, error) { return b.Read(ctx, src, report) }
		return ui.AskThen(q, all, then)()
	})
}

// edit asks for the new value once the projects have been read.
func (p *Projects) edit(b *edit.Bulk, err error) tea.Cmd {
	switch {
	case err != nil:
		return ui.Say(stoppedOr("The projects could not be read", err))
	case len(b.IDs) == 0:
		return ui.Say(ui.Notice{Text: "there is nothing to edit any more: withdrawn meanwhile"})
	}
	return p.askValue(b, b.Common(), ui.Notice{})
}

// stoppedOr returns the notice of an error, or none if a person has stopped the job.
func stoppedOr(tried string, err error) ui.Notice {
	if errors.Is(err, context.Canceled) {
		return ui.Notice{Text: "stopped; nothing was changed"}
	}
	return ui.Failure(tried, err)
}

// askValue asks for the new value. said is what was wrong with the previous text.
func (p *Projects) askValue(b *edit.Bulk, text string, said ui.Notice) tea.Cmd {
	label := b.Of()
	do := p.prompt.AskFor(p.Conf.Editor, b.Purpose(), edit.Prompt{
		Limit: b.Field.Limit + 100,
		Label: strings.ToUpper(label[:1]) + label[1:] + ":",
		Check: func(text string) ui.Notice { return b.Typed(p.face.Cat, text) },
		Do: func(text string) tea.Cmd {
			q := p.work.Next()
			return ui.AsJob(q, "checking "+b.Projects(), ui.AskThen(q, b.Check(p.face, text), p.checked))
		},
	}, text)
	if !said.Empty() {
		p.prompt.Said = said
	}
	p.prompt.Field.Selected = text != "" && p.prompt.Said.Empty() && b.Field.Retyped()
	return do
}

// checked asks to confirm the edits, or for another value if some projects cannot take it.
func (p *Projects) checked(m edit.BulkEdits, err error) tea.Cmd {
	switch {
	case err != nil:
		return ui.Say(stoppedOr("", err))
	case m.Faults() != nil:
		return p.askValue(m.Of, m.Text, *m.Faults())
	case len(m.Edits) == 0:
		return tea.Batch(p.Conf.Editor.Used(m.Of.Purpose()),
			ui.Say(ui.Notice{Text: "nothing to do: " + m.Of.Of() + " is that already"}))
	}
	ask := ui.NewConfirm(m.Question(), m.Facts, func() tea.Cmd { return p.saveTogether(m) }, p.face)
	return ui.Open(ask.Back(func() tea.Cmd { return p.askValue(m.Of, m.Text, ui.Notice{}) }))
}

// saveTogether saves all edits in one step, or none.
func (p *Projects) saveTogether(m edit.BulkEdits) tea.Cmd {
	q := p.work.Next()
	p.saving = m
	return ui.AsJob(q, "saving "+m.Whom(), p.Conf.Editor.SaveBulk(q, &m))
}

// savedTogether drops the draft of the value that was saved, or asks for the one that could not be, so that what
// was typed is not lost. The projects are read again: the person has been told what others have changed.
func (p *Projects) savedTogether(err error) tea.Cmd {
	m := p.saving
	p.saving = edit.BulkEdits{}
	switch {
	case m.Of == nil || edit.IsStopped(err):
		return nil
	case err == nil:
		return p.Conf.Editor.Used(m.Of.Purpose())
	}
	said := ui.Failure("Nothing was changed", err)
	return p.readRecords(m.Of, func(now *edit.Bulk, err error) tea.Cmd {
		if err != nil || len(now.IDs) == 0 {
			now = m.Of
		}
		return p.askValue(now, m.Text, said)
	})
}

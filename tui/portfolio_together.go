package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// maxTogether is how many projects can be edited in one step: more would keep
// the database for too long.
const maxTogether = 5000

// together is one field that is set in several projects at once.
type together struct {
	spec    portfolio.FieldSpec
	ids     []string            // of the records
	records []*portfolio.Record // as the person saw them, as far as they are read
}

// of says of how many projects the field is, such as last day of 12 projects.
func (t *together) of() string {
	return lower(t.spec.Label) + " of " + count(portfolio.Count(len(t.ids)).Shown(), "project", "projects")
}

// toEdit returns the records of the marked projects, of the selected one if none
// is marked.
func (p *projects) toEdit() []string {
	if !p.marks.any() {
		return []string{p.list.row(p.list.at).ID}
	}
	ids := make([]string, len(p.marks.rows))
	for i := range p.marks.rows {
		ids[i] = p.marks.rows[i].ID
	}
	return ids
}

// noEditing says why nothing can be edited here.
func (p *projects) noEditing() string {
	switch {
	case p.conf.desk.off() != "":
		return p.conf.desk.off()
	case p.working() != "":
		return p.working()
	case len(p.marks.rows) > maxTogether:
		return "at most " + portfolio.Count(maxTogether).Shown() + " projects can be edited in one step; mark fewer"
	case !p.marks.any():
		return p.nothing()
	}
	return ""
}

// chooseField opens the list of fields that can be edited.
func (p *projects) chooseField() tea.Cmd { return open(p.fieldPicker(p.toEdit())) }

func (p *projects) fieldPicker(ids []string) *picker {
	var specs []portfolio.FieldSpec
	var items []pick
	for _, s := range portfolio.FieldsOf(portfolio.ProjectRecord) {
		if s.Name == portfolio.FieldNumber { // no two have the same
			continue
		}
		specs = append(specs, s)
		items = append(items, pick{label: s.Label, words: s.Name})
	}
	title := "Edit, of " + count(portfolio.Count(len(ids)).Shown(), "project", "projects")
	return newPicker(pickerConfig{name: "fields", title: title, items: items, do: func(i int) tea.Cmd {
		return p.readRecords(&together{spec: specs[i], ids: ids})
	}}, p.face)
}

// readRecords reads the projects that are to be edited, and asks for the value.
func (p *projects) readRecords(t *together) tea.Cmd {
	src, q := p.conf.desk.src, p.work.next()
	n := count(portfolio.Count(len(t.ids)).Shown(), "project", "projects")
	return startJob(q, "reading "+n, func(report func(string)) tea.Msg {
		read := func(ctx context.Context) (*together, error) {
			for i, id := range t.ids {
				report(portfolio.Count(i).Shown() + " of " + n)
				r, err := src.Record(ctx, portfolio.ByID(id))
				if err == nil {
					err = ctx.Err()
				}
				if err != nil {
					return nil, err //nolint:wrapcheck // the store's own sentence
				}
				t.records = append(t.records, r)
			}
			return t, nil
		}
		return askThen(q, read, p.edit)()
	})
}

// edit asks for the value of the field of the projects that were read.
func (p *projects) edit(t *together, err error) tea.Cmd {
	if err != nil {
		return say(stoppedOr("The projects could not be read", err))
	}
	return p.askValue(t, t.common(), notice{})
}

// stoppedOr is the notice of an error of what takes longer; stopping it is none.
func stoppedOr(tried string, err error) notice {
	if errors.Is(err, context.Canceled) {
		return notice{text: "stopped; nothing was changed"}
	}
	return failure(tried, err)
}

// common returns the value that all of the projects have, empty if they differ.
func (t *together) common() string {
	first := t.records[0].Value(t.spec.Name)
	for _, r := range t.records {
		if r.Value(t.spec.Name) != first {
			return ""
		}
	}
	return first.Plain()
}

// counted reports whether a text counts a day of each project from its own.
func (t *together) counted(text string) bool { return t.spec.Day && portfolio.Counted(text) }

// askValue asks for the value that the field shall have; said is what was wrong
// with the text.
func (p *projects) askValue(t *together, text string, said notice) tea.Cmd {
	label := t.of()
	p.prompt.ask(prompt{
		label: strings.ToUpper(label[:1]) + label[1:] + ":",
		check: func(text string) notice {
			if t.counted(text) {
				return notice{text: lower(t.spec.Label) + " of each, counted from its own: " + clean(text)}
			}
			v, err := t.spec.Read(p.face.cat, text)
			return valueRead(t.spec, v, err)
		},
		do: func(text string) tea.Cmd {
			q := p.work.next()
			return asJob(q, "checking "+count(portfolio.Count(len(t.ids)).Shown(), "project", "projects"),
				askThen(q, checkEdits(p.face.cat, t, text), p.checked))
		},
	}, text)
	p.prompt.field.input.CharLimit = max(portfolio.MaxQuery, t.spec.Limit+100)
	p.prompt.said = said
	return nil
}

// editsChecked are the edits that a text comes to.
type editsChecked struct {
	of     *together
	text   string
	value  portfolio.FieldValue // of all; unknown where each is counted from its own
	edits  []portfolio.Edit
	facts  []portfolio.Value // what each edit does
	faults []namedFault
}

// namedFault is why a project cannot take a value.
type namedFault struct {
	name string
	err  error
}

// checkEdits reads the text for each of the projects. Those that have the value
// already are left as they are.
func checkEdits(cat *portfolio.Catalogue, t *together, text string) func(context.Context) (editsChecked, error) {
	return func(ctx context.Context) (editsChecked, error) {
		m := editsChecked{of: t, text: text}
		if !t.counted(text) {
			m.value, _ = t.spec.Read(cat, text) // the prompt takes nothing else
		}
		for _, r := range t.records {
			e := portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{{Field: t.spec.Name, Value: text}}, Seen: append([]portfolio.ID{}, r.Log.Heads(t.spec.Name)...)}
			_, err := e.Read(r, cat)
			switch {
			case errors.Is(err, portfolio.ErrNothing):
			case err != nil:
				m.faults = append(m.faults, namedFault{clean(r.Name()), err})
			default:
				m.edits = append(m.edits, e)
				v, _ := r.ReadField(cat, t.spec.Name, text) // was read before
				name := nameBefore(r.Name())
				m.facts = append(m.facts, portfolio.Say("%s%s%s%s", name, t.spec.WithUnit(r.Value(t.spec.Name)), portfolio.To, t.spec.WithUnit(v)))
			}
		}
		return m, ctx.Err() //nolint:wrapcheck // only whether it was stopped
	}
}

// nameBefore returns the name of a project before what is done to it: a column for
// the eye, a word for the ear.
func nameBefore(name string) portfolio.Value {
	name = clean(name)
	return portfolio.Signed(left(name, max(8, width(name)))+"  ", name+", ")
}

// checked asks whether the edits shall be made, or for another value.
func (p *projects) checked(m editsChecked, err error) tea.Cmd {
	switch {
	case err != nil:
		return say(stoppedOr("", err))
	case len(m.faults) > 0:
		return p.askValue(m.of, m.text, faultsNotice(m.faults))
	case len(m.edits) == 0:
		return say(notice{text: "nothing to do: " + m.of.of() + " is that already"})
	}
	return open(newConfirm(m.question(), m.facts, func() tea.Cmd { return p.saveTogether(m) }, p.face))
}

// faultsNotice names the projects that cannot take a value, and why the first
// cannot.
func faultsNotice(faults []namedFault) notice {
	n := failure(faults[0].name+" cannot take it", faults[0].err)
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
	n.hint = "nor " + strings.Join(others, ", ") + rest
	return n
}

// question says what will be done.
func (m *editsChecked) question() portfolio.Value {
	field, n := lower(m.of.spec.Label), number(len(m.edits), "project", "projects")
	q := portfolio.Say("Set %s of %s to %s", field, n, m.of.spec.WithUnit(m.value))
	switch {
	case m.of.counted(m.text):
		q = portfolio.Say("Move %s of %s by %s", field, n, clean(m.text))
	case !m.value.Known:
		q = portfolio.Say("Leave %s of %s without a value", field, n)
	}
	if same := len(m.of.records) - len(m.edits); same > 0 {
		return portfolio.Say("%s (%s it already)?", q, number(same, "has", "have"))
	}
	return portfolio.Say("%s?", q)
}

// saveTogether makes all edits in one step, or none.
func (p *projects) saveTogether(m editsChecked) tea.Cmd {
	n := number(len(m.edits), "project", "projects")
	src, person, q := p.conf.desk.src, p.conf.desk.person, p.work.next()
	said := noticeOf(portfolio.Say("saved: %s of %s is %s", lower(m.of.spec.Label), n, m.of.spec.WithUnit(m.value)))
	if m.of.counted(m.text) {
		said = noticeOf(portfolio.Say("saved: %s of %s is moved by %s", lower(m.of.spec.Label), n, clean(m.text)))
	}
	said.hint = "u undoes it"
	edits := slices.Clone(m.edits)
	return asJob(q, "saving "+n, ask(q, func(ctx context.Context) (saved, error) {
		_, err := src.Change(ctx, person, edits...)
		return saved{said, "Nothing was changed"}, orStopped(err)
	}))
}

package edit

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Bulk is an edit of one field of several projects.
type Bulk struct {
	Field   portfolio.FieldSpec
	IDs     []string            // of the records
	records []*portfolio.Record // those read so far, as the person saw them
}

// Of names the field and the projects, such as "last day of 12 projects" or "last day of XAMT72".
func (b *Bulk) Of() string {
	whom := b.Projects()
	if len(b.records) == 1 {
		whom = draw.Clean(b.records[0].Name())
	}
	return b.Field.InSentence() + " of " + whom
}

// Purpose is what the value is for while it is typed. It is offered again for any projects: those that were
// marked are not known for long.
func (b *Bulk) Purpose() Purpose { return Purpose{"set " + b.Field.Name, b.Of()} }

// Projects says how many there are.
func (b *Bulk) Projects() string {
	return draw.Count(portfolio.Count(len(b.IDs)).Shown(), "project", "projects")
}

// Read reads the projects, without those that were withdrawn meanwhile, and reports how far it is.
func (b *Bulk) Read(ctx context.Context, src ui.DeskSource, report func(string)) (*Bulk, error) {
	read := Bulk{Field: b.Field}
	for i, id := range b.IDs {
		report(portfolio.Count(i).Shown() + " of " + b.Projects())
		r, err := src.Record(ctx, portfolio.ByID(id))
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if !r.Withdrawn() {
			read.IDs, read.records = append(read.IDs, id), append(read.records, r)
		}
	}
	return &read, nil
}

// Common returns the value that all the projects share, empty if they differ.
func (b *Bulk) Common() string {
	first := b.records[0].Entered(b.Field.Name)
	for _, r := range b.records {
		if r.Entered(b.Field.Name) != first {
			return ""
		}
	}
	return first.Plain()
}

// present returns the value that a record has, marked if it is assumed.
func (b *Bulk) present(r *portfolio.Record, cat *portfolio.Catalogue) portfolio.Value {
	v := b.Field.WithUnit(r.Entered(b.Field.Name))
	if p, _ := r.Project(cat); p != nil && b.Field.IsAssumed(p) {
		return portfolio.Say("%s%s", v, portfolio.Signed(" (assumed)", ", assumed"))
	}
	return v
}

// counted reports whether a text is a date relative to each project's own, such as +6m.
func (b *Bulk) counted(text string) bool { return b.Field.Day && portfolio.Counted(text) }

// Typed describes the value that is typed.
func (b *Bulk) Typed(cat *portfolio.Catalogue, text string) ui.Notice {
	if b.counted(text) {
		return ui.Notice{Text: b.Field.InSentence() + " of each, counted from its own: " + draw.Clean(text)}
	}
	v, err := b.Field.Enter(cat, text)
	return ValueRead(b.Field, v, err)
}

// BulkEdits is a set of edits that can be saved, with a description of each.
type BulkEdits struct {
	Of     *Bulk
	Text   string
	value  portfolio.FieldValue // of all projects; unknown for a relative date
	Edits  []portfolio.Edit
	Facts  []portfolio.Value // what each edit changes
	faults []namedFault
}

// namedFault is why a project cannot take the value.
type namedFault struct {
	name string
	err  error
}

// Check reads the text for each of the projects, to ask in a frame, and skips those that have the value already.
func (b *Bulk) Check(face draw.Frame, text string) func(context.Context) (BulkEdits, error) {
	cat := face.Cat
	return func(ctx context.Context) (BulkEdits, error) {
		m := BulkEdits{Of: b, Text: text}
		if !b.counted(text) {
			m.value, _ = b.Field.Enter(cat, text) // the prompt accepts only texts that can be read
		}
		for _, r := range b.records {
			e := portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{{Field: b.Field.Name, Value: text}},
				Seen: append([]portfolio.ID{}, r.Log.Heads(portfolio.Together(b.Field.Name)...)...)}
			_, err := e.Read(r, cat)
			if err == nil && b.counted(text) && !r.Value(b.Field.Name).Known {
				err = &fault.Invalid{Field: b.Field.InSentence(), Why: "is not known, so it cannot be moved", Do: "enter a date"}
			}
			switch {
			case errors.Is(err, portfolio.ErrNothing):
			case err != nil:
				m.faults = append(m.faults, namedFault{draw.Clean(r.Name()), err})
			default:
				m.Edits = append(m.Edits, e)
				m.Facts = append(m.Facts, b.fact(r, &face, text))
			}
		}
		return m, ctx.Err()
	}
}

// fact describes what the text changes in a record.
func (b *Bulk) fact(r *portfolio.Record, face *draw.Frame, text string) portfolio.Value {
	cat := face.Cat
	v, _ := r.ReadField(cat, b.Field.Name, text) // cannot fail: the text was read before
	fact := portfolio.Say("%s%s%s%s", nameBefore(face, r.Name()), b.present(r, cat), portfolio.To, b.Field.WithUnit(v))
	if Doubt(r, cat, b.Field.Name, text) != "" {
		fact = portfolio.Say("%s, above its budget", fact)
	}
	return fact
}

// nameBefore puts the name of a project before a description: in a column for the eye, as words for
// the ear.
func nameBefore(face *draw.Frame, name string) portfolio.Value {
	name = draw.Clean(name)
	return portfolio.Signed(face.Left(name, max(8, face.Cells(name)))+"  ", name+", ")
}

// Faults names the projects that cannot take the value, and the reason of the first; nil if all can.
func (m *BulkEdits) Faults() *ui.Notice {
	if len(m.faults) == 0 {
		return nil
	}
	faults := m.faults
	n := ui.Failure(faults[0].name+" cannot take it", faults[0].err)
	if len(faults) == 1 {
		return &n
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
	return &n
}

// Whom names the projects that change.
func (m *BulkEdits) Whom() string {
	if len(m.Edits) == 1 {
		for _, r := range m.Of.records {
			if r.ID == m.Edits[0].Record {
				return draw.Clean(r.Name())
			}
		}
	}
	return ui.Number(len(m.Edits), "project", "projects")
}

// Question describes the edits to confirm.
func (m *BulkEdits) Question() portfolio.Value {
	field, n := m.Of.Field.InSentence(), m.Whom()
	q := portfolio.Say("Set %s of %s to %s", field, n, m.Of.Field.WithUnit(m.value))
	switch {
	case m.Of.counted(m.Text):
		q = portfolio.Say("Move %s of %s by %s", field, n, draw.Clean(m.Text))
	case !m.value.Known:
		q = portfolio.Say("Leave %s of %s without a value", field, n)
	}
	if same := len(m.Of.records) - len(m.Edits); same > 0 {
		return portfolio.Say("%s (%s it already)?", q, ui.Number(same, "has", "have"))
	}
	return portfolio.Say("%s?", q)
}

// SaveBulk saves all edits in one step, or none.
func (d *Editor) SaveBulk(q *ui.Request, m *BulkEdits) tea.Cmd {
	said := m.saved()
	edits, list, names := slices.Clone(m.Edits), d.below(), make([]string, len(m.Of.records))
	for i, r := range m.Of.records {
		names[i] = r.Name()
	}
	src, person := d.Src, d.Person
	return ui.Ask(q, func(ctx context.Context) (Saved, error) {
		made, err := src.Change(ctx, person, edits...)
		said := heldSaying(ctx, src, list.hides(ctx, said, names), made)
		return Saved{Said: said, Tried: "Nothing was changed", Step: StepOf(made)}, OrStopped(err)
	})
}

// saved says what was saved.
func (m *BulkEdits) saved() ui.Notice {
	field, n := m.Of.Field.InSentence(), m.Whom()
	said := portfolio.Say("saved: %s of %s is %s", field, n, m.Of.Field.WithUnit(m.value))
	if m.Of.counted(m.Text) {
		said = portfolio.Say("saved: %s of %s is moved by %s", field, n, draw.Clean(m.Text))
	}
	note := ui.NoticeOf(said)
	note.Hint = "u undoes it"
	return note
}

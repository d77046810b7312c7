package tui

import (
	"context"
	"errors"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// desk is where a person edits: who, in what, and what has been begun.
type desk struct {
	ctx    context.Context //nolint:containedctx // the life of the program
	src    deskSource
	cat    *portfolio.Catalogue
	person string
	past   portfolio.Date // the day of which the portfolio is shown; 0: as it is now
	begin  map[string]*drafts
}

func newDesk(ctx context.Context, src deskSource, cat *portfolio.Catalogue, person string, past portfolio.Date) *desk {
	return &desk{ctx: ctx, src: src, cat: cat, person: person, past: past, begin: map[string]*drafts{}}
}

// off says why nothing can be edited, empty if it can.
func (d *desk) off() string {
	if d.past.Known() {
		return "this is the portfolio as of " + d.past.Shown() + "; leave out --at to edit"
	}
	return ""
}

// drafts returns what has been begun in a record, of which stored is what an
// earlier run of the program has kept. What was typed in this run is newer, and
// what was dropped in it stays so: stored may have been read just before.
func (d *desk) drafts(r *portfolio.Record, stored *portfolio.Draft) *drafts {
	b := d.begin[r.ID]
	if b == nil {
		b = newDrafts(d, r)
		d.begin[r.ID] = b
		if stored != nil {
			b.restore(r, stored)
		}
	}
	return b
}

// begun is a record with what an earlier run of the program has kept of it.
type begun struct {
	record *portfolio.Record // nil for a new one
	stored *portfolio.Draft
}

// load asks for a record and what was begun in it; an empty id is a new record.
func (d *desk) load(q *request, id string) tea.Cmd {
	src, person := d.src, d.person
	return ask(q, func(ctx context.Context) (b begun, err error) {
		if id != "" {
			b.record, err = src.Record(ctx, portfolio.ByID(id))
		}
		if err == nil {
			b.stored, err = src.Draft(ctx, person, id)
		}
		return b, err //nolint:wrapcheck // the store's own sentence
	})
}

// keeping reports whether something that was typed is just being kept.
func (d *desk) keeping() bool {
	for _, b := range d.begin {
		if b.busy() {
			return true
		}
	}
	return false
}

// begun says what was begun and not saved when the program starts.
func (d *desk) begun() tea.Cmd {
	if d.past.Known() {
		return nil
	}
	ctx, src, person := d.ctx, d.src, d.person
	return func() tea.Msg {
		all, err := src.Drafts(ctx, person)
		if err != nil {
			return failure("What was begun could not be read", err)
		}
		if len(all) == 0 {
			return nil
		}
		names := make([]string, len(all))
		for i, x := range all {
			names[i] = nameOf(ctx, src, x.Record)
		}
		n := count(portfolio.Count(len(all)).Shown(), "edit", "edits")
		return notice{text: n + " begun and not saved: " + strings.Join(names, ", ")}
	}
}

// nameOf returns how people call a record; its id where that is not known.
func nameOf(ctx context.Context, src recordSource, id string) string {
	if id == "" {
		return "a new project"
	}
	if r, err := src.Record(ctx, portfolio.ByID(id)); err == nil {
		return clean(r.Name())
	}
	return clean(id)
}

// changed has screens ask again: something was saved.
type changed struct{}

// saved is what saving came to. The root says it.
type saved struct {
	said  notice // what was done
	tried string // what was not, after an error
}

// save makes an edit; said is what it comes to.
func (d *desk) save(q *request, said portfolio.Value, e portfolio.Edit) tea.Cmd {
	n := noticeOf(said)
	n.hint = "u undoes it"
	return d.saving(q, n, e)
}

// saving is as save with all that is said.
func (d *desk) saving(q *request, said notice, e portfolio.Edit) tea.Cmd {
	src, person := d.src, d.person
	return ask(q, func(ctx context.Context) (saved, error) {
		_, err := src.Change(ctx, person, e)
		return saved{said: said}, err //nolint:wrapcheck // the store's own sentence
	})
}

// undoing is the action of a screen that takes back the last change of the
// person.
func (d *desk) undoing(doing *requests) action {
	return action{name: "undo", keys: []string{"u"}, show: "u", help: "undo the last change that you have made, with all of its step", off: func() string {
		if doing.waiting() {
			return "still at work"
		}
		return d.off()
	}, do: func() tea.Cmd { return d.undo(doing.next(), portfolio.ID{}, "") }}
}

// undo undoes a change; the zero id is the latest step of the person.
func (d *desk) undo(q *request, id portfolio.ID, reason string) tea.Cmd {
	src, person := d.src, d.person
	return asJob(q, "undoing", ask(q, func(ctx context.Context) (saved, error) {
		made, err := src.Undo(ctx, person, id, reason)
		if err != nil {
			return saved{tried: "Nothing was undone"}, orStopped(err)
		}
		return saved{said: noticeOf(undone(ctx, src, made))}, nil
	}))
}

var errStopped = errors.New("it was stopped")

// orStopped returns an error, in words where it is that of something which a
// person has stopped.
func orStopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return errStopped
	}
	return err
}

// undone says what the changes of an undo have restored.
func undone(ctx context.Context, src recordSource, made []portfolio.Change) portfolio.Value {
	if len(made) != 1 {
		return portfolio.Text("undone: " + number(len(made), "change", "changes") + " of one step")
	}
	c := &made[0]
	name, kind := clean(c.Target()), portfolio.ProjectRecord
	if r, err := src.Record(ctx, portfolio.ByID(c.Target())); err == nil {
		name, kind = clean(r.Name()), r.Kind
	}
	parts := make([]portfolio.Value, len(c.Fields))
	for i, f := range c.Fields {
		v := portfolio.FieldValue{Text: f.Value, Known: !f.Unset}
		switch {
		case f.Field != portfolio.FieldWithdrawn:
			parts[i] = portfolio.Say("%s is %s again", lower(labelOf(kind, f.Field)), valueOf(kind, f.Field, v))
		case f.Unset:
			parts[i] = portfolio.Text("it is back")
		default:
			parts[i] = portfolio.Text("it is withdrawn")
		}
	}
	return portfolio.Say("undone: %s, %s", name, portfolio.Join(parts, ", "))
}

// labelOf returns the name of a field for people.
func labelOf(kind portfolio.RecordKind, field string) string {
	if spec, err := portfolio.FindField(kind, field); err == nil {
		return spec.Label
	}
	return clean(strings.ReplaceAll(field, "_", " "))
}

func lower(s string) string {
	if s == "" || len(s) > 1 && unicode.IsUpper(rune(s[1])) { // SDG stays as it is
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// valueOf returns a value for people.
func valueOf(kind portfolio.RecordKind, field string, v portfolio.FieldValue) portfolio.Value {
	switch {
	case field != portfolio.FieldWithdrawn:
		return portfolio.ValueOf(kind, field, v)
	case v.Text == portfolio.Yes:
		return portfolio.Text("withdrawn")
	}
	return portfolio.Text("in the portfolio")
}

// shownValue returns a value for the eye, on one line.
func shownValue(kind portfolio.RecordKind, field string, v portfolio.FieldValue) string {
	return clean(valueOf(kind, field, v).Shown())
}

// by says who made a change, where and when.
func by(c *portfolio.Change) string {
	return clean(c.Person) + ", " + clean(c.Office()) + ", " + portfolio.DateOf(c.At).Shown()
}

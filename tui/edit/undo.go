package edit

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Undoing is the action that undoes the person's last change.
func (d *Editor) Undoing(doing *ui.Requests) ui.Action {
	return ui.Action{Name: "undo", Keys: []string{"u"}, Show: "u",
		Help: "undo your last change and all that was saved with it", Off: d.offWhile(doing),
		Do: func() tea.Cmd { return d.UndoAsking(doing.Next(), portfolio.ID{}) }, Saves: true}
}

// Redoing is the action that makes again what the person has undone last.
func (d *Editor) Redoing(doing *ui.Requests) ui.Action {
	return ui.Action{Name: "redo", Keys: []string{"U"}, Show: "U",
		Help: "redo all that your last undo took back", Off: d.offWhile(doing),
		Do: func() tea.Cmd { return d.redo(doing.Next()) }, Saves: true}
}

// offWhile says why nothing can be undone or made again, such as that it is being done.
func (d *Editor) offWhile(doing *ui.Requests) func() string {
	return func() string {
		if doing.Waiting() {
			return "still at work"
		}
		return d.Off()
	}
}

func (d *Editor) redo(q *ui.Request) tea.Cmd {
	src, person, own := d.Src, d.Person, maps.Clone(d.own)
	take := d.taking("Nothing was redone", "redone", "u undoes it", func(ctx context.Context) ([]portfolio.Change, error) {
		return src.Redo(ctx, person)
	})
	return ui.AsJob(q, "redoing", ui.Ask(q, func(ctx context.Context) (Saved, error) {
		of, err := src.Redoing(ctx, person)
		if err == nil && !own[StepOf(of)] {
			again := func(q *ui.Request) tea.Cmd { return ui.AsJob(q, "redoing", ui.Ask(q, take)) }
			return asks(ctx, src, "Redo what %s, undid on %s UTC", of, again), nil
		}
		return take(ctx)
	}))
}

// UndoAsking undoes a change; the zero id means the person's latest step. It asks first if the step was not saved in
// this session, or if newer ones are passed over.
func (d *Editor) UndoAsking(q *ui.Request, id portfolio.ID) tea.Cmd {
	src, person, own := d.Src, d.Person, maps.Clone(d.own)
	return ui.AsJob(q, "undoing", ui.Ask(q, func(ctx context.Context) (Saved, error) {
		of, err := src.Undoing(ctx, person, id)
		if err != nil {
			return Saved{Tried: notUndone}, OrStopped(err)
		}
		id := of.Changes[0].ID
		if passed := of.PassedOver(); passed != "" || !own[StepOf(of.Changes)] {
			undo := func(q *ui.Request) tea.Cmd { return d.Undo(q, id, "") }
			return asks(ctx, src, "Undo what %s, saved on %s UTC", of.Changes, undo).noting(passed), nil
		}
		return d.undo(id, "")(ctx)
	}))
}

// Undo undoes a change.
func (d *Editor) Undo(q *ui.Request, id portfolio.ID, reason string) tea.Cmd {
	return ui.AsJob(q, "undoing", ui.Ask(q, d.undo(id, reason)))
}

func (d *Editor) undo(id portfolio.ID, reason string) func(context.Context) (Saved, error) {
	src, person := d.Src, d.Person
	return d.taking(notUndone, "undone", "U redoes it", func(ctx context.Context) ([]portfolio.Change, error) {
		return src.Undo(ctx, person, id, reason)
	})
}

// notUndone is said before the reason why an undo failed.
const notUndone = "Nothing was undone"

// taking returns a function that takes back changes and says how, and what undoes that. tried is said if it fails.
func (d *Editor) taking(tried, how, hint string, take func(context.Context) ([]portfolio.Change, error),
) func(context.Context) (Saved, error) {
	src, list := d.Src, d.below()
	return func(ctx context.Context) (Saved, error) {
		made, err := take(ctx)
		if err != nil {
			return Saved{Tried: tried}, OrStopped(err)
		}
		said := ui.NoticeOf(restored(ctx, src, how, made))
		said.Hint = hint
		return Saved{Said: heldSaying(ctx, src, list.saved(ctx, src, said, made), made), Step: StepOf(made)}, nil
	}
}

// Question is asked before something is changed that a person may not have meant.
type Question struct {
	Text  portfolio.Value
	Facts []portfolio.Value // what would be changed, one by one
	Do    func(*ui.Request) tea.Cmd
}

// asks returns the question whether to take back changes of one step. form has who made them and when.
func asks(ctx context.Context, src ui.DeskSource, form string, of []portfolio.Change,
	do func(*ui.Request) tea.Cmd) Saved {
	c := &of[0]
	q := &Question{Text: portfolio.Say(form+"?", draw.Clean(c.By()), portfolio.Moment(c.At).Brief()), Do: do}
	for i := range of {
		q.Facts = append(q.Facts, takenBack(ctx, src, &of[i])...)
	}
	return Saved{Asks: q}
}

// noting adds a fact to the question.
func (s Saved) noting(fact string) Saved {
	if fact != "" {
		s.Asks.Facts = append(s.Asks.Facts, portfolio.Text(ui.Capital(draw.Clean(fact))))
	}
	return s
}

// takenBack says what a record would have again without a change, field by field.
func takenBack(ctx context.Context, src ui.DeskSource, c *portfolio.Change) []portfolio.Value {
	r, err := src.Record(ctx, portfolio.ByID(c.Target()))
	if err != nil {
		return []portfolio.Value{portfolio.Text(draw.Clean(c.Target()))}
	}
	set, err := provenance.UndoOf(r, c)
	switch {
	case err != nil:
		return []portfolio.Value{portfolio.Say("%s: %s", draw.Clean(r.Name()), Failure("", r.Kind, err).Text)}
	case r.Proposals[c.ID]:
		return []portfolio.Value{portfolio.Say("%s, which waits for a coordinator: %s", draw.Clean(r.Name()), gave(c))}
	}
	out := make([]portfolio.Value, len(set))
	for i, s := range set {
		out[i] = portfolio.Say("%s, %s: %s%s%s", draw.Clean(r.Name()), provenance.InSentence(r.Kind, s.Field),
			ValueOf(r.Kind, s.Field, r.Value(s.Field)), portfolio.To, ValueOf(r.Kind, s.Field, s.FieldValue()))
	}
	return out
}

// StepOf returns the step of changes that were saved together, empty if there are none.
func StepOf(made []portfolio.Change) string {
	if len(made) == 0 {
		return ""
	}
	return provenance.StepOf(&made[0])
}

// Own notes that a step was saved in this session.
func (d *Editor) Own(step string) {
	if step != "" {
		d.own[step] = true
	}
}

// restored describes the values that an undo or a redo has restored.
func restored(ctx context.Context, src ui.RecordSource, how string, made []portfolio.Change) portfolio.Value {
	if len(made) != 1 {
		return portfolio.Text(how + ": " + ui.Number(len(made), "change", "changes") + " of one step")
	}
	c := &made[0]
	name, kind := draw.Clean(c.Target()), portfolio.ProjectRecord
	if r, err := src.Record(ctx, portfolio.ByID(c.Target())); err == nil {
		name, kind = draw.Clean(r.Name()), r.Kind
	}
	fields := c.Entered(kind)
	parts := make([]portfolio.Value, len(fields))
	for i, f := range fields {
		v := portfolio.FieldValue{Text: f.Value, Known: !f.Unset}
		switch {
		case f.Field != portfolio.FieldWithdrawn:
			parts[i] = portfolio.Say("%s is %s again", provenance.InSentence(kind, f.Field), ValueOf(kind, f.Field, v))
		case f.Unset:
			parts[i] = portfolio.Text("it is back")
		default:
			parts[i] = portfolio.Text("it is withdrawn")
		}
	}
	return portfolio.Say(how+": %s, %s", name, portfolio.Join(parts, ", "))
}

// AskUndo undoes a change of a record that a person has selected; if another person made it, after asking for a
// reason.
func AskUndo(d *Editor, line *Prompt, saving *ui.Requests, c *portfolio.Change, record string) tea.Cmd {
	undo := func(reason string) tea.Cmd { return d.Undo(saving.Next(), c.ID, reason) }
	if c.Person == d.Person {
		return undo("")
	}
	says := func(string) ui.Notice { return ui.NoticeOf(portfolio.Say("%s: %s", By(c), gave(c))) }
	why := Purpose{"undo " + c.ID.String(), "a reason to undo a change of " + draw.Clean(record)}
	return line.AskFor(d, why, Prompt{Label: "Why undo what " + draw.Clean(c.Person) + " did:",
		Needs: "write a reason; esc leaves", Doing: saving, Check: says, Do: undo}, "")
}

// gave says which values a change set.
func gave(c *portfolio.Change) portfolio.Phrase {
	kind := portfolio.KindOf(c.Target())
	fields := c.Entered(kind)
	parts := make([]portfolio.Value, len(fields))
	for i, f := range fields {
		v := portfolio.FieldValue{Text: f.Value, Known: !f.Unset}
		parts[i] = portfolio.Say("%s: %s", provenance.InSentence(kind, f.Field), ValueOf(kind, f.Field, v))
	}
	return portfolio.Join(parts, ", ")
}

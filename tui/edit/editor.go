package edit

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Editor edits records for one person, and holds that person's drafts.
type Editor struct {
	Ctx    context.Context //nolint:containedctx // until the program ends
	Src    ui.DeskSource
	cat    *portfolio.Catalogue
	Person string
	Past   portfolio.Date // the date for which the portfolio is shown; 0: the present
	Frozen string         // why nothing can be changed; empty: it can
	Begin  map[string]*Drafts
	own    map[string]bool // steps that were saved in this session

	Lists   Totals         // adds up lists, to say what a list hides; may be nil
	Beneath func() Listing // the list on the screen or below it, nil if there is none; may be nil
}

func NewEditor(ctx context.Context, src ui.DeskSource, cat *portfolio.Catalogue, person string,
	past portfolio.Date) *Editor {
	return &Editor{Ctx: ctx, Src: src, cat: cat, Person: person, Past: past, Begin: map[string]*Drafts{},
		own: map[string]bool{}}
}

// Off says why nothing can be edited, empty if it can.
func (d *Editor) Off() string {
	if d.Past.Known() {
		return "this is the portfolio as of " + d.Past.Shown() + "; leave out --at to edit"
	}
	return d.Frozen
}

// Waiting heads what is to be settled. For a person who may settle nothing, which off says, it does not wait for them.
func Waiting(off string) string {
	if off != "" {
		return "Waiting"
	}
	return "Waiting for you"
}

// Drafts returns the drafts of a record. stored is what an earlier run has stored; drafts of this
// run are newer, and those dropped in it stay dropped, since stored may have been read just before.
func (d *Editor) Drafts(r *portfolio.Record, stored *portfolio.Draft) *Drafts {
	b := d.Begin[r.ID]
	if b == nil {
		b = newDrafts(d, r)
		d.Begin[r.ID] = b
		if stored != nil {
			b.restore(r, stored)
		}
	}
	return b
}

// Begun is a record with the drafts that an earlier run has stored.
type Begun struct {
	Record *portfolio.Record // nil for a new one
	Stored *portfolio.Draft
}

// Load requests a record with its drafts; an empty id means a new record.
func (d *Editor) Load(q *ui.Request, id string) tea.Cmd {
	src, person := d.Src, d.Person
	return ui.Ask(q, func(ctx context.Context) (b Begun, err error) {
		if id != "" {
			b.Record, err = src.Record(ctx, portfolio.ByID(id))
		}
		if err == nil {
			b.Stored, err = src.Draft(ctx, person, id)
		}
		return b, err
	})
}

// Keeping reports whether a draft is being stored.
func (d *Editor) Keeping() bool {
	for _, b := range d.Begin {
		if b.busy() {
			return true
		}
	}
	return false
}

// Unkept reports whether only the screen has something that was typed: it could not be stored.
func (d *Editor) Unkept() bool {
	for _, b := range d.Begin {
		if b.Unkept && b.Any() {
			return true
		}
	}
	return false
}

// Keep stores what was typed and is not stored yet, once nothing else does. It reports whether there
// are drafts.
func (d *Editor) Keep(ctx context.Context) (drafts bool, err error) {
	for _, b := range d.Begin {
		drafts = drafts || b.Any()
		if b.busy() || b.Unkept {
			err = errors.Join(err, b.store(ctx, b.now()))
		}
	}
	return drafts, err
}

// Left names the drafts of this run for the shell, which has no screen to show them; empty if there are none.
func (d *Editor) Left(ctx context.Context) string {
	var names []string
	for _, b := range d.Begin {
		if b.Any() {
			names = append(names, NameOfDraft(ctx, d.Src, &b.Draft))
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return draw.Count(portfolio.Count(len(names)).Shown(), "edit", "edits") + " kept as draft, not saved: " +
		strings.Join(names, ", ")
}

// Unsaved is what earlier sessions have left. The zero value has nothing.
type Unsaved struct {
	Said ui.Notice
	At   []ui.Spot // where the newest of it is typed, as the first of these that exists
}

// Unsaved returns a function that finds the drafts that earlier sessions have left; nil if nothing can be changed.
func (d *Editor) Unsaved() func() Unsaved {
	if d.Off() != "" {
		return nil
	}
	ctx, src, person := d.Ctx, d.Src, d.Person
	return func() Unsaved {
		all, err := src.Drafts(ctx, person)
		if err == nil {
			all, err = dropOld(ctx, src, all)
		}
		if err != nil {
			return Unsaved{Said: ui.Failure("What was begun could not be read", err)}
		}
		if len(all) == 0 {
			return Unsaved{}
		}
		names := make([]string, len(all))
		for i := range all {
			names[i] = NameOfDraft(ctx, src, &all[i])
		}
		n := draw.Count(portfolio.Count(len(all)).Shown(), "edit", "edits")
		return Unsaved{ui.Notice{Text: n + " begun and not saved: " + strings.Join(names, ", ")}, spotsOf(&all[0])}
	}
}

// spotsOf returns where a draft may be typed. That of a text, such as a reason, waits where it is asked for again.
func spotsOf(d *portfolio.Draft) []ui.Spot {
	if _, _, text := d.Text(); text {
		return nil
	}
	if d.Record == "" {
		return []ui.Spot{{Screen: "form"}}
	}
	return []ui.Spot{{Screen: "project", Of: d.Record}, {Screen: "record", Of: d.Record}}
}

// NameOf returns the name of a record, its id if the name is unknown.
func NameOf(ctx context.Context, src ui.RecordSource, id string) string {
	if id == "" {
		return "a new project"
	}
	if r, err := src.Record(ctx, portfolio.ByID(id)); err == nil {
		return draw.Clean(r.Name())
	}
	return draw.Clean(id)
}

// Changed tells the screen on top to load again: something was changed since it did, here or by
// others. It keeps what is selected, scrolled to, marked and typed.
type Changed struct{}

// Saved is the result of saving. The root reports it.
type Saved struct {
	Said  ui.Notice // after success
	Tried string    // what was tried, after an error
	Added string    // record of the project that was added; empty if none was
	Step  string    // that was saved, see provenance.StepOf; empty if nothing was
	Asks  *Question // to be confirmed before anything is changed; nil if nothing is
}

// Save saves an edit. said describes it.
func (d *Editor) Save(q *ui.Request, said portfolio.Value, e portfolio.Edit) tea.Cmd {
	n := ui.NoticeOf(said)
	n.Hint = "u undoes it"
	return d.Saving(q, n, e)
}

// Saving is as Save, with a whole notice.
func (d *Editor) Saving(q *ui.Request, said ui.Notice, e portfolio.Edit) tea.Cmd {
	src, person, list := d.Src, d.Person, d.below()
	return ui.Ask(q, func(ctx context.Context) (Saved, error) {
		made, err := src.Change(ctx, person, e)
		saved := Saved{Said: heldSaying(ctx, src, list.saved(ctx, src, said, made), made), Step: StepOf(made)}
		if err == nil && e.Creates == portfolio.ProjectRecord {
			saved.Added = made[0].Target()
		}
		return saved, err
	})
}

var errStopped = errors.New("it was stopped")

// OrStopped returns an error; one caused by a person's stopping is worded as such.
func OrStopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return errStopped
	}
	return err
}

// IsStopped reports whether an error is that a person stopped the work.
func IsStopped(err error) bool { return errors.Is(err, errStopped) }

// ValueOf returns the value of a field for people.
func ValueOf(kind portfolio.RecordKind, field string, v portfolio.FieldValue) portfolio.Value {
	switch {
	case field != portfolio.FieldWithdrawn:
		return provenance.ValueOf(kind, field, v)
	case v.Text == portfolio.Yes:
		return portfolio.Text("withdrawn")
	}
	return portfolio.Text("in the portfolio")
}

// ShownValue returns the value of a field for the eye, on one line.
func ShownValue(kind portfolio.RecordKind, field string, v portfolio.FieldValue) string {
	return draw.Clean(ValueOf(kind, field, v).Shown())
}

// By says who made a change, where and when.
func By(c *portfolio.Change) string {
	return draw.Clean(c.Person) + ", " + draw.Clean(c.Office()) + ", " + portfolio.DateOf(c.At).Shown()
}

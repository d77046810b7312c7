package edit

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/ui"
)

// Drafts stores what a person types into the fields of one record until it is saved, so that
// neither a crash nor a lost connection loses it. At most one text is being stored at a time; the
// newest follows once that is done.
type Drafts struct {
	src     ui.DraftSource
	Draft   portfolio.Draft           // with the present texts
	seen    map[string][]portfolio.ID // heads of each field when its draft was begun
	asked   ui.Requests
	storing chan struct{} // holds one element while texts are being stored, the newest of them last
	behind  bool          // texts have changed since they were sent
	Unkept  bool          // they could not be stored the last time: only the screen has them
}

func newDrafts(d *Editor, r *portfolio.Record) *Drafts {
	b := &Drafts{src: d.Src, asked: ui.Requests{Base: d.Ctx, Lasting: true}, seen: map[string][]portfolio.ID{},
		storing: make(chan struct{}, 1)}
	b.Draft = portfolio.Draft{Person: d.Person, Record: r.ID}
	if r.ID == "" {
		b.Draft.Creates = r.Kind
	}
	return b
}

// restore takes over drafts stored earlier.
func (b *Drafts) restore(r *portfolio.Record, stored *portfolio.Draft) {
	b.Draft.Fields = slices.Clone(stored.Fields)
	for _, f := range stored.Fields {
		b.seen[f.Field] = []portfolio.ID{}
		for _, id := range stored.Seen {
			if c := r.Log.Find(id); c != nil {
				touches := func(field string) bool { _, sets := c.Setting(field); return sets }
				if slices.ContainsFunc(portfolio.Together(f.Field), touches) {
					b.seen[f.Field] = append(b.seen[f.Field], id)
				}
			}
		}
	}
}

func (b *Drafts) Any() bool { return len(b.Draft.Fields) > 0 }

// busy reports whether texts are being stored or have to be.
func (b *Drafts) busy() bool { return b.asked.Waiting() }

// Text returns the draft of a field.
func (b *Drafts) Text(field string) (string, bool) {
	i := b.find(field)
	if i < 0 {
		return "", false
	}
	return b.Draft.Fields[i].Value, true
}

func (b *Drafts) find(field string) int {
	return slices.IndexFunc(b.Draft.Fields, func(s portfolio.Setting) bool { return s.Field == field })
}

// Look records the heads that a person sees when opening a field, unless it has a draft already.
func (b *Drafts) Look(r *portfolio.Record, field string) {
	if _, begun := b.Text(field); !begun {
		b.seen[field] = r.Log.Heads(portfolio.Together(field)...)
	}
}

// Overtaken returns the error for a field with a draft that was changed since the person looked at
// it, nil if it was not.
func (b *Drafts) Overtaken(r *portfolio.Record, field string) *portfolio.Overtaken {
	if _, begun := b.Text(field); !begun {
		return nil
	}
	return r.Unseen(field, b.seen[field])
}

// LookAgain records the heads that a person sees after another person's change.
func (b *Drafts) LookAgain(r *portfolio.Record) {
	for field := range b.seen {
		b.seen[field] = r.Log.Heads(portfolio.Together(field)...)
	}
}

// Heads returns the heads that the person has seen of some fields. It is never nil, which would
// mean the present ones.
func (b *Drafts) Heads(fields []portfolio.Setting) []portfolio.ID {
	all := []portfolio.ID{}
	for _, f := range fields {
		all = append(all, b.seen[f.Field]...)
	}
	slices.SortFunc(all, portfolio.ID.Compare)
	return slices.Compact(all)
}

// Set stores the draft of a field.
func (b *Drafts) Set(field, text string) tea.Cmd {
	if i := b.find(field); i >= 0 {
		b.Draft.Fields[i].Value = text
	} else {
		b.Draft.Fields = append(b.Draft.Fields, portfolio.Setting{Field: field, Value: text})
	}
	return b.keep()
}

// Drop deletes the drafts of fields.
func (b *Drafts) Drop(fields ...string) tea.Cmd {
	before := len(b.Draft.Fields)
	b.Draft.Fields = slices.DeleteFunc(b.Draft.Fields,
		func(s portfolio.Setting) bool { return slices.Contains(fields, s.Field) })
	if len(b.Draft.Fields) == before {
		return nil
	}
	return b.keep()
}

// DropAll deletes all drafts.
func (b *Drafts) DropAll() tea.Cmd {
	b.Draft.Fields = nil
	return b.keep()
}

// keep stores the texts, now or after those being stored.
func (b *Drafts) keep() tea.Cmd {
	if b.asked.Waiting() {
		b.behind = true
		return nil
	}
	b.behind = false
	d := b.now()
	return ui.Ask(b.asked.Next(), func(ctx context.Context) (*Drafts, error) { return b, b.store(ctx, d) })
}

// now returns a copy of the drafts as they are.
func (b *Drafts) now() portfolio.Draft {
	d := b.Draft
	d.Fields, d.Seen = slices.Clone(d.Fields), b.Heads(d.Fields)
	return d
}

func (b *Drafts) store(ctx context.Context, d portfolio.Draft) error {
	select {
	case b.storing <- struct{}{}:
		defer func() { <-b.storing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if len(d.Fields) == 0 {
		return b.src.DropDraft(ctx, d.Person, d.Record)
	}
	return b.src.SaveDraft(ctx, d)
}

// Kept handles the answer, and stores what was typed meanwhile.
func (b *Drafts) Kept(q *ui.Request) tea.Cmd {
	if !b.asked.Done(q) || !b.behind {
		return nil
	}
	return b.keep()
}

// Names returns the labels of the fields with drafts; none for a text that is no field.
func (b *Drafts) Names(kind portfolio.RecordKind) []string {
	if _, _, ok := b.Draft.Text(); ok {
		return nil
	}
	names := make([]string, len(b.Draft.Fields))
	for i, f := range b.Draft.Fields {
		if names[i] = provenance.InSentence(kind, f.Field); f.Field == portfolio.FieldText {
			names[i] = "a note"
		}
	}
	return names
}

package edit

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/ui"
)

// Drafts keeps what somebody types into the fields of one record until it is
// saved, so that neither a crash nor a dropped line loses it. One text at most
// is on its way; the newest follows as soon as that has arrived.
type Drafts struct {
	src    ui.DraftSource
	Draft  portfolio.Draft           // with the texts as they are now
	seen   map[string][]portfolio.ID // heads of each field when it was begun
	asked  ui.Requests
	behind bool // the texts have changed since they were sent
}

func newDrafts(d *Editor, r *portfolio.Record) *Drafts {
	b := &Drafts{src: d.Src, asked: ui.Requests{Base: d.Ctx, Lasting: true}, seen: map[string][]portfolio.ID{}}
	b.Draft = portfolio.Draft{Person: d.Person, Record: r.ID}
	if r.ID == "" {
		b.Draft.Creates = r.Kind
	}
	return b
}

// restore takes over what was kept earlier.
func (b *Drafts) restore(r *portfolio.Record, stored *portfolio.Draft) {
	b.Draft.Fields = slices.Clone(stored.Fields)
	for _, f := range stored.Fields {
		b.seen[f.Field] = []portfolio.ID{}
		for _, id := range stored.Seen {
			if c := r.Log.Find(id); c != nil {
				if _, touches := c.Setting(f.Field); touches {
					b.seen[f.Field] = append(b.seen[f.Field], id)
				}
			}
		}
	}
}

func (b *Drafts) Any() bool { return len(b.Draft.Fields) > 0 }

// busy reports whether texts are on their way or have to be sent.
func (b *Drafts) busy() bool { return b.asked.Waiting() }

// Text returns what was typed into a field.
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

// Look remembers what a person sees in a field that is opened, unless it was
// begun before.
func (b *Drafts) Look(r *portfolio.Record, field string) {
	if _, begun := b.Text(field); !begun {
		b.seen[field] = r.Log.Heads(field)
	}
}

// LookAgain remembers what a person sees after having been overtaken.
func (b *Drafts) LookAgain(r *portfolio.Record) {
	for field := range b.seen {
		b.seen[field] = r.Log.Heads(field)
	}
}

// Heads returns what the person has seen of some fields. It is never nil,
// which would mean whatever is there.
func (b *Drafts) Heads(fields []portfolio.Setting) []portfolio.ID {
	all := []portfolio.ID{}
	for _, f := range fields {
		all = append(all, b.seen[f.Field]...)
	}
	slices.SortFunc(all, portfolio.ID.Compare)
	return slices.Compact(all)
}

// Set keeps what is typed into a field.
func (b *Drafts) Set(field, text string) tea.Cmd {
	if i := b.find(field); i >= 0 {
		b.Draft.Fields[i].Value = text
	} else {
		b.Draft.Fields = append(b.Draft.Fields, portfolio.Setting{Field: field, Value: text})
	}
	return b.keep()
}

// Drop forgets what was typed into fields.
func (b *Drafts) Drop(fields ...string) tea.Cmd {
	before := len(b.Draft.Fields)
	b.Draft.Fields = slices.DeleteFunc(b.Draft.Fields,
		func(s portfolio.Setting) bool { return slices.Contains(fields, s.Field) })
	if len(b.Draft.Fields) == before {
		return nil
	}
	return b.keep()
}

// DropAll forgets everything.
func (b *Drafts) DropAll() tea.Cmd {
	b.Draft.Fields = nil
	return b.keep()
}

// keep sends the texts, or remembers to.
func (b *Drafts) keep() tea.Cmd {
	if b.asked.Waiting() {
		b.behind = true
		return nil
	}
	b.behind = false
	d := b.Draft
	d.Fields, d.Seen = slices.Clone(d.Fields), b.Heads(d.Fields)
	return ui.Ask(b.asked.Next(), func(ctx context.Context) (*Drafts, error) {
		if len(d.Fields) == 0 {
			return b, b.src.DropDraft(ctx, d.Person, d.Record)
		}
		return b, b.src.SaveDraft(ctx, d)
	})
}

// Kept takes the answer, and sends what was typed meanwhile.
func (b *Drafts) Kept(q *ui.Request) tea.Cmd {
	if !b.asked.Done(q) || !b.behind {
		return nil
	}
	return b.keep()
}

// Names lists the fields that were begun, for people.
func (b *Drafts) Names(kind portfolio.RecordKind) []string {
	names := make([]string, len(b.Draft.Fields))
	for i, f := range b.Draft.Fields {
		if names[i] = portfolio.LowerFirst(provenance.LabelOf(kind, f.Field)); f.Field == portfolio.FieldText {
			names[i] = "a note"
		}
	}
	return names
}

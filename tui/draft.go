package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// drafts keeps what somebody types into the fields of one record until it is
// saved, so that neither a crash nor a dropped line loses it. One text at most
// is on its way; the newest follows as soon as that has arrived.
type drafts struct {
	src    draftSource
	draft  portfolio.Draft           // with the texts as they are now
	seen   map[string][]portfolio.ID // heads of each field when it was begun
	asked  requests
	behind bool // the texts have changed since they were sent
}

func newDrafts(d *desk, r *portfolio.Record) *drafts {
	b := &drafts{src: d.src, asked: requests{base: d.ctx, lasting: true}, seen: map[string][]portfolio.ID{}}
	b.draft = portfolio.Draft{Person: d.person, Record: r.ID}
	if r.ID == "" {
		b.draft.Creates = r.Kind
	}
	return b
}

// restore takes over what was kept earlier.
func (b *drafts) restore(r *portfolio.Record, stored *portfolio.Draft) {
	b.draft.Fields = slices.Clone(stored.Fields)
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

func (b *drafts) any() bool { return len(b.draft.Fields) > 0 }

// busy reports whether texts are on their way or have to be sent.
func (b *drafts) busy() bool { return b.asked.waiting() }

// text returns what was typed into a field.
func (b *drafts) text(field string) (string, bool) {
	i := b.find(field)
	if i < 0 {
		return "", false
	}
	return b.draft.Fields[i].Value, true
}

func (b *drafts) find(field string) int {
	return slices.IndexFunc(b.draft.Fields, func(s portfolio.Setting) bool { return s.Field == field })
}

// look remembers what a person sees in a field that is opened, unless it was
// begun before.
func (b *drafts) look(r *portfolio.Record, field string) {
	if _, begun := b.text(field); !begun {
		b.seen[field] = r.Log.Heads(field)
	}
}

// lookAgain remembers what a person sees after having been overtaken.
func (b *drafts) lookAgain(r *portfolio.Record) {
	for field := range b.seen {
		b.seen[field] = r.Log.Heads(field)
	}
}

// heads returns what the person has seen of some fields. It is never nil,
// which would mean whatever is there.
func (b *drafts) heads(fields []portfolio.Setting) []portfolio.ID {
	all := []portfolio.ID{}
	for _, f := range fields {
		all = append(all, b.seen[f.Field]...)
	}
	slices.SortFunc(all, portfolio.ID.Compare)
	return slices.Compact(all)
}

// set keeps what is typed into a field.
func (b *drafts) set(field, text string) tea.Cmd {
	if i := b.find(field); i >= 0 {
		b.draft.Fields[i].Value = text
	} else {
		b.draft.Fields = append(b.draft.Fields, portfolio.Setting{Field: field, Value: text})
	}
	return b.keep()
}

// drop forgets what was typed into fields.
func (b *drafts) drop(fields ...string) tea.Cmd {
	before := len(b.draft.Fields)
	b.draft.Fields = slices.DeleteFunc(b.draft.Fields, func(s portfolio.Setting) bool { return slices.Contains(fields, s.Field) })
	if len(b.draft.Fields) == before {
		return nil
	}
	return b.keep()
}

// dropAll forgets everything.
func (b *drafts) dropAll() tea.Cmd {
	b.draft.Fields = nil
	return b.keep()
}

// keep sends the texts, or remembers to.
func (b *drafts) keep() tea.Cmd {
	if b.asked.waiting() {
		b.behind = true
		return nil
	}
	b.behind = false
	d := b.draft
	d.Fields, d.Seen = slices.Clone(d.Fields), b.heads(d.Fields)
	return ask(b.asked.next(), func(ctx context.Context) (*drafts, error) {
		if len(d.Fields) == 0 {
			return b, b.src.DropDraft(ctx, d.Person, d.Record) //nolint:wrapcheck // the store's own sentence
		}
		return b, b.src.SaveDraft(ctx, d) //nolint:wrapcheck // likewise
	})
}

// kept takes the answer, and sends what was typed meanwhile.
func (b *drafts) kept(q *request) tea.Cmd {
	if !b.asked.done(q) || !b.behind {
		return nil
	}
	return b.keep()
}

// names lists the fields that were begun, for people.
func (b *drafts) names(kind portfolio.RecordKind) []string {
	names := make([]string, len(b.draft.Fields))
	for i, f := range b.draft.Fields {
		if names[i] = lower(labelOf(kind, f.Field)); f.Field == portfolio.FieldText {
			names[i] = "a note"
		}
	}
	return names
}

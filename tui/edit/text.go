package edit

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// textTime is how long a text is kept that was typed into no field of a record. What it was for may be done
// meanwhile by others, and then nothing asks for it again.
const textTime = 30 * 24 * time.Hour

// Purpose is what a text is for that is typed into no field of a record, such as a reason.
type Purpose struct {
	Of    string // what is to be done and with what, as no other draft has it, such as "withdraw" and an id
	Words string // in words, such as a reason to withdraw XEAU75
}

// Resume reads the texts that earlier sessions have left, which are offered where they are asked for.
func (d *Editor) Resume(ctx context.Context) error {
	if d.Off() != "" {
		return nil
	}
	all, err := d.Src.Drafts(ctx, d.Person)
	for i := range all {
		if _, _, ok := all[i].Text(); !ok || old(&all[i]) {
			continue
		}
		one, err := d.Src.Draft(ctx, d.Person, all[i].Record) // this session's from now on
		if err != nil {
			return err
		}
		if one != nil {
			b := newDrafts(d, &portfolio.Record{ID: one.Record})
			b.Draft.Fields, b.Draft.Saved = one.Fields, one.Saved
			d.Begin[one.Record] = b
		}
	}
	return err
}

// old reports whether a draft is of a text that nobody has asked for any more.
func old(d *portfolio.Draft) bool {
	_, _, ok := d.Text()
	return ok && time.Since(d.Saved) > textTime
}

// dropOld drops the texts that nobody has asked for any more, and returns the other drafts.
func dropOld(ctx context.Context, src ui.DraftSource, all []portfolio.Draft) (rest []portfolio.Draft, err error) {
	for i := range all {
		if !old(&all[i]) {
			rest = append(rest, all[i])
			continue
		}
		if _, err = src.Draft(ctx, all[i].Person, all[i].Record); err == nil {
			err = src.DropDraft(ctx, all[i].Person, all[i].Record)
		}
		if err != nil {
			return nil, err
		}
	}
	return rest, nil
}

// textOf returns the draft of a text.
func (d *Editor) textOf(of Purpose) *Drafts {
	id := portfolio.TextDraft("", of.Of, "", "").Record
	b := d.Begin[id]
	if b == nil {
		b = newDrafts(d, &portfolio.Record{ID: id})
		d.Begin[id] = b
	}
	return b
}

// typeText stores a text while it is typed; an empty one is dropped.
func (d *Editor) typeText(of Purpose, text string) tea.Cmd {
	b := d.textOf(of)
	had := b.Any()
	if b.Draft = portfolio.TextDraft(d.Person, of.Of, of.Words, text); !had && !b.Any() {
		return nil
	}
	return b.keep()
}

// Used drops the draft of a text once what it was for is done, or nobody wants it any more.
func (d *Editor) Used(of Purpose) tea.Cmd { return d.typeText(of, "") }

// AskFor is Ask for a text that is kept as a draft while it is typed, and offered again until it is used or
// dropped.
func (p *Prompt) AskFor(d *Editor, of Purpose, q Prompt, text string) tea.Cmd {
	q.Typed = func(text string) tea.Cmd { return d.typeText(of, text) }
	q.Left = func() tea.Cmd { return d.Used(of) }
	q.used = q.Left
	b := d.textOf(of)
	words, begun, ok := b.Draft.Text()
	if !ok {
		return p.Ask(q, text)
	}
	if at := b.Draft.Saved; !at.IsZero() {
		q.Said = ui.Notice{Text: "your draft of " + portfolio.Moment(at).Brief() + " UTC", Hint: "esc drops it"}
		if words != of.Words {
			q.Said.Text += ", typed for " + draw.Clean(words)
		}
	}
	return p.Ask(q, begun)
}

// NameOfDraft names the record of a draft, or says in words what its text is.
func NameOfDraft(ctx context.Context, src ui.RecordSource, d *portfolio.Draft) string {
	if words, _, ok := d.Text(); ok {
		return draw.Clean(words)
	}
	return NameOf(ctx, src, d.Record)
}

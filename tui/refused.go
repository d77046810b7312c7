package tui

import (
	"context"
	"fieldfolio/portfolio"

	tea "charm.land/bubbletea/v2"
)

// refused is the page of a mail that was not taken in.
type refused struct {
	pager
	desk  *desk
	ex    review
	of    RefusedMail
	doing requests
}

func newRefused(d *desk, ex review, of RefusedMail, f face) *refused {
	r := &refused{desk: d, ex: ex, of: of}
	r.pager = pager{face: f, text: r.lines}
	r.doing.base = d.ctx
	return r
}

// Update takes sizes and the answer.
func (r *refused) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.resize(msg)
	case answer[saved]:
		if r.doing.done(msg.req) && msg.err == nil {
			return closeOf(r)
		}
	}
	return nil
}

// Keys returns what can be done.
func (r *refused) Keys() keyMap {
	return append(keyMap{
		{name: "dismiss", keys: []string{"x"}, show: "x", foot: "done with it", help: "done with it: the mail stays in a directory of its own", off: r.busy, do: r.dismiss},
	}, r.pager.Keys()...)
}

func (r *refused) busy() string {
	if r.doing.waiting() {
		return "still at work"
	}
	return ""
}

func (r *refused) dismiss() tea.Cmd {
	ex, name := r.ex, r.of.Name
	done := saved{notice{text: "done with: the mail is kept, and not shown here again"}, "The mail could not be put away"}
	return ask(r.doing.next(), func(ctx context.Context) (saved, error) {
		return done, ex.Dismiss(ctx, name) //nolint:wrapcheck // a sentence of its own
	})
}

func (r *refused) lines() []string {
	return drawPage(r.content(), r.face)
}

func (r *refused) content() portfolio.Page {
	p := portfolio.Page{Title: "A mail that was not taken in"}
	p.Row("When", moment(r.of.At))
	p.Row("Why", portfolio.Text(r.of.Why))
	p.Row("To do", portfolio.Text(r.of.Do))
	p.Row("Kept in", portfolio.Text(r.of.File)).Section().Say(portfolio.Text("Nothing of it was used."))
	return p
}

// Name returns refused.
func (*refused) Name() string { return "refused" }

// Spoken says why the mail was not taken in.
func (r *refused) Spoken() spoken { return spokenPage("", r.content()) }

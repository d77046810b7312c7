package mailroom

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// refused is the page of a rejected mail.
type refused struct {
	ui.Pager
	editor *edit.Editor
	ex     ui.Mailroom
	of     ui.RefusedMail
	doing  ui.Requests
}

func NewRefused(d *edit.Editor, ex ui.Mailroom, of ui.RefusedMail, f draw.Frame) *refused {
	r := &refused{editor: d, ex: ex, of: of}
	r.Pager = ui.Pager{Face: f, Text: r.lines}
	r.doing.Base = d.Ctx
	return r
}

func (r *refused) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.Resize(msg)
	case ui.Answer[edit.Saved]:
		if r.doing.Done(msg.Req) && msg.Err == nil {
			return ui.CloseOf(r)
		}
	}
	return nil
}

func (r *refused) Keys() ui.KeyMap {
	return append(ui.KeyMap{
		{Name: "dismiss", Keys: []string{"D"}, Show: "D", Foot: "done with it",
			Help: "done with it: the mail stays in a directory of its own", Off: r.busy, Do: r.dismiss, Saves: true},
	}, r.Pager.Keys()...)
}

func (r *refused) busy() string {
	if r.doing.Waiting() {
		return "still at work"
	}
	return r.ex.Frozen()
}

func (r *refused) dismiss() tea.Cmd {
	ex, name := r.ex, r.of.Name
	done := edit.Saved{Said: ui.Notice{Text: "done with: the mail is kept, and not shown here again"},
		Tried: "The mail could not be put away"}
	return ui.Ask(r.doing.Next(), func(ctx context.Context) (edit.Saved, error) {
		return done, ex.Dismiss(ctx, name)
	})
}

func (r *refused) lines() []string {
	return sheet.Lines(r.content(), r.Face)
}

func (r *refused) content() facts.Page {
	p := facts.Page{Title: "A rejected mail"}
	p.Row("When", draw.Moment(r.of.At))
	p.Row("Why", portfolio.Text(r.of.Why))
	p.Row("To do", portfolio.Text(r.of.Do))
	kept, in := "Kept in", portfolio.Text(r.of.File)
	if r.of.File == "" {
		kept, in = "Kept", portfolio.Text("on the server")
	}
	p.Row(kept, in).Section().Say(portfolio.Text("Nothing of it was used."))
	return p
}

func (*refused) Name() string { return "refused" }

func (r *refused) Spoken() ui.Spoken { return sheet.Spoken("", r.content()) }

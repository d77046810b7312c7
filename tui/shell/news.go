package shell

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Moved says that others have changed something.
type Moved struct {
	News provenance.News
	Err  error // why nothing more is to come
}

// news is what others have changed, until it is told or turns out not to be on screen.
type news struct {
	provenance.News
	until  time.Time // when it is not told any more
	on     ui.Screen // that loads again
	before string    // what that showed
	shown  bool      // it shows something else now
}

// newsLast is how long news waits for the screen to load, or for the end of what is typed.
const newsLast = 5 * time.Second

// watch waits for the next change by others. Line by line, nothing is said unasked.
func (r *Root) watch() tea.Cmd {
	if r.Watch == nil || r.Linear {
		return nil
	}
	w, ctx := r.Watch, r.Editor.Ctx
	return func() tea.Msg {
		n, err := w.Wait(ctx)
		return Moved{n, err}
	}
}

// Look looks once for what others have changed, line by line: nothing is said there unasked.
func (r *Root) Look() tea.Cmd {
	if r.Watch == nil {
		return nil
	}
	w, ctx := r.Watch, r.Editor.Ctx
	return func() tea.Msg {
		n, changed, err := w.Look(ctx)
		if !changed && err == nil {
			return nil
		}
		return Moved{n, err}
	}
}

// moved has the top screen load again after a change by others.
func (r *Root) moved(m Moved) tea.Cmd {
	if m.Err != nil {
		if !errors.Is(m.Err, context.Canceled) {
			r.Status = ui.Failure("What others change is no longer shown", m.Err)
		}
		r.Watch = nil
		return nil
	}
	if r.Linear {
		return r.renew()
	}
	if n := &r.news; n.on == r.Top() {
		n.News, n.until = m.News.After(n.News), time.Now().Add(newsLast)
	} else {
		*n = news{News: m.News, until: time.Now().Add(newsLast), on: r.Top(), before: r.Top().View()}
	}
	return tea.Batch(r.renew(), r.watch())
}

// renew has the top screen load again after a change. The others do so when they come to the top.
func (r *Root) renew() tea.Cmd {
	top := r.Top()
	for _, v := range r.Views {
		for _, s := range v.Stack {
			r.stale[s] = s != top
		}
	}
	return top.Update(edit.Changed{})
}

// surfaced has the top screen load again if something was changed since it loaded, also a query or a
// scope that it shares with others.
func (r *Root) surfaced() tea.Cmd {
	top := r.Top()
	var load tea.Cmd
	if r.stale[top] {
		delete(r.stale, top)
		load = top.Update(edit.Changed{})
	}
	if s, ok := top.(ui.Fronted); ok {
		load = tea.Batch(load, s.Front())
	}
	if load == nil {
		return nil
	}
	return r.Held.wait(top, load)
}

// tellNews says who changed what once the top screen shows it. What a person does changes the
// screen too, and is not taken for that.
func (r *Root) tellNews(after tea.Msg) {
	n := &r.news
	if n.on == nil {
		return
	}
	if n.on != r.Top() || time.Now().After(n.until) {
		*n = news{}
		return
	}
	if !n.shown {
		now := n.on.View()
		switch after.(type) {
		case tea.KeyMsg, tea.MouseMsg, tea.PasteMsg, tea.WindowSizeMsg:
			n.before = now
		}
		n.shown = now != n.before
	}
	if text := draw.Clean(n.Sentence()); n.shown && text != "" && r.canTell() {
		r.Status = ui.Notice{Text: text}
		*n, r.told = news{}, r.Status
	}
}

// canTell reports whether the status line is free or has earlier news: they cover neither a result,
// an error or work under way, nor what is said about the text that is typed.
func (r *Root) canTell() bool {
	return (r.Status.Empty() || r.Status == r.told) && len(r.Jobs) == 0 && r.Typing() == nil && !r.Top().Notice().Bad
}

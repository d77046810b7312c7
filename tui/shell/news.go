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
	until  time.Time // when the screen no longer counts as loading again
	on     ui.Screen // that loads again
	before string    // what that showed
	shown  bool      // it shows something else now
	waits  bool      // for the end of the time in which a result may be read
}

// newsLoads is how long news waits for the screen to load. Once that shows it, it waits as long as
// something is typed.
const newsLoads = 5 * time.Second

// result is what the status line says. Later news may make it untrue, and covers it once it could
// be read.
type result struct {
	ui.Notice
	since time.Time
	read  bool // for sure
}

// resultRead is how long news leaves a result on the status line.
const resultRead = 3 * time.Second

// resultEnds says that news may cover the result of a time.
type resultEnds struct{ since time.Time }

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

// Look looks once for what others have changed, and earlier sessions have left, line by line: nothing is said there
// unasked.
func (r *Root) Look() tea.Cmd { return tea.Batch(r.lookAround(), r.lookLeft()) }

func (r *Root) lookAround() tea.Cmd {
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
			r.Status = ui.Failure("Changes by others are no longer shown", m.Err)
		}
		r.Watch = nil
		return nil
	}
	if r.Linear {
		return r.renew()
	}
	if n := &r.news; n.on == r.Top() {
		n.News, n.until = m.News.After(n.News), r.now().Add(newsLoads)
	} else {
		*n = news{News: m.News, until: r.now().Add(newsLoads), on: r.Top()}
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
func (r *Root) tellNews(after tea.Msg) tea.Cmd {
	if m, ok := after.(resultEnds); ok {
		r.resultEnded(m)
	}
	n := &r.news
	if n.on == nil {
		return nil
	}
	if n.on != r.Top() || !n.shown && r.now().After(n.until) {
		*n = news{}
		return nil
	}
	if !n.shown {
		now := r.see()
		switch after.(type) {
		case Moved, tea.KeyMsg, tea.MouseMsg, tea.PasteMsg, tea.WindowSizeMsg:
			n.before = now
		}
		n.shown = now != n.before
	}
	text := draw.Clean(n.Sentence())
	switch {
	case !n.shown || text == "" || !r.canTell():
		return nil
	case !r.resultRead():
		return r.waitForResult()
	}
	r.Status = ui.Notice{Text: text}
	*n, r.told = news{}, r.Status
	return nil
}

// canTell reports whether news may have the status line: it covers neither an error, what a person may
// copy, work under way, nor what is said about the text that is typed.
func (r *Root) canTell() bool {
	return !r.Status.Bad && !r.Status.Lasts && len(r.Jobs) == 0 && r.Typing() == nil && !r.Top().Notice().Bad
}

// timeStatus notes when the status line began to say what it says.
func (r *Root) timeStatus() {
	if r.Status != r.result.Notice {
		r.result = result{Notice: r.Status, since: r.now()}
	}
}

// resultRead reports whether no result is on the status line that may still be read.
func (r *Root) resultRead() bool {
	return r.Status.Empty() || r.Status == r.told || r.result.read || r.now().Sub(r.result.since) >= resultRead
}

// waitForResult has the news told when the result could be read.
func (r *Root) waitForResult() tea.Cmd {
	if r.news.waits {
		return nil
	}
	r.news.waits = true
	ends := resultEnds{r.result.since}
	return tea.Tick(resultRead-r.now().Sub(ends.since), func(time.Time) tea.Msg { return ends })
}

// resultEnded lets news cover a result, unless it is a later one.
func (r *Root) resultEnded(m resultEnds) {
	r.news.waits = false
	if m.since.Equal(r.result.since) {
		r.result.read = true
	}
}

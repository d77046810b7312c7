package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report/revision"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/help"
	"fieldfolio/tui/linear"
	"fieldfolio/tui/paint"
	"fieldfolio/tui/palette"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// Options configure Run.
type Options struct {
	AsOf  portfolio.Date // determines which projects are planned, active or ended
	Color bool           // write colour, bold and dim; false writes no escape sequences for them
	In    io.Reader      // nil means standard input; required in linear mode without Terminal
	Out   io.Writer      // nil means standard output; required in linear mode without Terminal
	Width func() int     // how wide Out is now, for linear mode; nil or 0: it is not a terminal
	// Terminal is a terminal that is not this process's own, in place of In and Out; nil: there is none.
	Terminal *paint.Terminal
	Query    string // the first query of Portfolio, Breakdown, Timeline and Funding

	Office []string // the regions and countries that this copy's office receives; none if it receives everything
	Scope  string   // the query that all views start with, in place of the office's; empty: not set

	Person   string         // the person who edits
	Past     portfolio.Date // the past date whose portfolio src holds; 0: the present
	Frozen   string         // why this person can change nothing in src; empty: it can be done
	ReadOnly bool           // src stores nothing at all, not even preferences: so does one of the past
	Opened   string         // what happened when the portfolio was opened, to be said once; empty: nothing

	Theme string // name of a theme; empty: the one chosen earlier, or else the first
	Slow  bool   // fewer columns and plain bars; a slow round trip turns it on too
	ASCII bool   // draw nothing but ASCII
	Plain string // why ASCII was turned on, if nobody asked for it, to be said once
	Mouse bool   // handle clicks and the wheel

	Revisions []revision.Revision // what upgrades changed in the figures, the newest first
	Untold    []revision.Revision // those of them that the person has not been told yet

	Clock string // why this machine's clock is far off; empty if nothing speaks against it

	Company   ui.Company          // nil: nobody else can be here
	Trail     ui.Trail            // nil: this person may not read the audit trail
	Session   string              // the name of this session among the company
	Login     string              // who has logged in to it, to be said as it begins; empty: nobody has to
	Mailroom  ui.Mailroom         // nil: there is no view Sync
	Left      func(told string)   // is told what was typed and not saved once the screens are gone; nil: nobody is
	Export    ui.Exporter         // nil: nothing can be exported
	Watch     ui.Watch            // nil: nobody else changes anything in src
	Linear    bool                // print lines instead of drawing, see tui/linear
	Interrupt <-chan struct{}     // ctrl+c in linear mode, which cancels running work before it quits; closed: quit
	Keys      map[string][]string // keys of actions, by qualified name
}

// searchPace is the minimum time between two requests while a query is typed.
const searchPace = 150 * time.Millisecond

// findPause is how long typing in the palette pauses before projects are asked for.
const findPause = 200 * time.Millisecond

// How long the rest of an escape sequence may take to arrive, and on a slow line.
const (
	patience     = 400 * time.Millisecond
	slowPatience = time.Second
)

// Run shows the screens until the user quits or ctx is done. It returns a *fault.Invalid if the
// keys or the query of the options cannot be read, or the theme does not exist.
func Run(ctx context.Context, src ui.Source, o Options) error {
	life, end := lasting(ctx)
	defer end()
	life, w := ui.WithWorks(life)
	o.Color = o.Color && !o.Linear // linear mode has no colour
	r, err := newProgram(life, src, o)
	if err != nil {
		return err
	}
	if o.Linear {
		err = lineByLine(ctx, life, linear.New(r, w, streams(ctx, life, o)))
	} else {
		r.Suspends = o.Terminal == nil && paint.CanSuspend()
		err = paint.Run(ctx, r, terminal(r, o))
	}
	if errors.Is(err, paint.ErrStopped) {
		end()
		return stopped(ctx, r)
	}
	if err == nil {
		_ = withinKeepTime(ctx, r.KeepPlace) // where the person was is a convenience: quitting succeeds without it
	}
	if told := r.Editor.Left(life); told != "" && err == nil && o.Left != nil && !o.Linear {
		o.Left(told)
	}
	return err
}

// streams returns what linear mode reads and writes until life ends.
func streams(ctx, life context.Context, o Options) linear.Streams {
	if t := o.Terminal; t != nil {
		return linear.Streams{In: t.In, Out: t.Out, Stop: ctx.Done(), Raw: true, Width: widthOf(life, t)}
	}
	return linear.Streams{In: o.In, Out: o.Out, Interrupt: o.Interrupt, Stop: ctx.Done(), Width: o.Width}
}

// widthOf returns what tells how wide a terminal is now, until ctx is done.
func widthOf(ctx context.Context, t *paint.Terminal) func() int {
	var now atomic.Int64
	now.Store(int64(max(t.Width, 0)))
	go func() {
		for {
			select {
			case size, ok := <-t.Sizes:
				if !ok {
					return
				}
				now.Store(int64(max(size.Width, 0)))
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() int { return int(now.Load()) }
}

// lineByLine runs linear mode, until the person quits, the input ends or ctx is done. Requests last for life.
// A terminal that is not this process's own is gone when nothing can be written to it.
func lineByLine(ctx, life context.Context, l *linear.Mode) error {
	err := l.Run(life)
	if ctx.Err() != nil || l.Dropped() || l.Unread() {
		return paint.ErrStopped
	}
	return err
}

// lasting returns the context of requests. It outlives ctx by what the end of the screens takes, so that what
// is being stored or saved then is not cut off.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(paint.EndTime, end) })
	return life, func() { stop(); end() }
}

// keepTime is how long storing may take what was typed and is not stored when the screens have ended.
const keepTime = time.Second

// stopped keeps what was typed, whatever has ended the screens. A database that another program keeps locked
// may not care for ctx, so that is not relied on.
func stopped(ctx context.Context, r *shell.Root) *StoppedError {
	kept := make(chan *StoppedError, 1)
	err := withinKeepTime(ctx, func(ctx context.Context) error {
		drafts, err := r.Editor.Keep(ctx)
		kept <- &StoppedError{Kept: drafts, Lost: err}
		return r.KeepPlace(ctx) // a convenience: nobody is told without it
	})
	select {
	case e := <-kept:
		return e
	default:
		return &StoppedError{Lost: err}
	}
}

// withinKeepTime runs a function for keepTime at most, whatever has become of ctx.
func withinKeepTime(ctx context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTime)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- do(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// StoppedError is the error of Run for screens that did not end by themselves: ctx was done, or
// their terminal is gone.
type StoppedError struct {
	Kept bool  // there are drafts
	Lost error // why not all of what was typed could be kept; nil: it was
}

// Error says what has become of what was typed.
func (e *StoppedError) Error() string {
	switch {
	case e.Lost != nil:
		return "stopped; what was typed could not be kept: " + e.Lost.Error()
	case e.Kept:
		return "stopped; what was typed is kept for the next start"
	}
	return "stopped"
}

// arrival is when keys have come. Those that came at once have the same time, however long handling them takes.
type arrival struct{ at atomic.Int64 }

func (a *arrival) last() time.Time { return time.Unix(0, a.at.Load()) }

// terminal returns where and how the screens are shown.
func terminal(r *shell.Root, o Options) paint.Options {
	wait := func() time.Duration {
		if r.Styles.Slow {
			return slowPatience
		}
		return patience
	}
	came := &arrival{}
	r.Now = came.last
	return paint.Options{Terminal: o.Terminal, In: file(o.In), Out: file(o.Out), Colour: o.Color, Patience: wait,
		Cut:  ui.Notice{Text: "the paste was too long: what follows its first 8 MB is dropped", Bad: true},
		Came: func() { came.at.Store(time.Now().UnixNano()) }}
}

// file returns what is a terminal, nil for the standard one.
func file(f any) uv.File {
	t, _ := f.(uv.File)
	return t
}

// newProgram returns the root model with everything that it needs.
func newProgram(ctx context.Context, src ui.Source, o Options) (*shell.Root, error) {
	cat, err := src.Catalogue(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	prefs := ui.LoadPreferences(ctx, src, o.Person, o.Past.Known() || o.ReadOnly)
	look, err := o.look(prefs)
	if err != nil {
		return nil, err
	}
	scope, err := o.scope(cat, prefs)
	if err != nil {
		return nil, err
	}
	s := &screens{ctx: ctx, src: src, cat: cat, asOf: o.AsOf, styles: look, cells: new(draw.Measure), pace: searchPace,
		editor: edit.NewEditor(ctx, src, cat, o.Person, o.Past), ex: o.Mailroom, prefs: prefs,
		filter: scope.Filter, company: o.Company, events: o.Trail, session: o.Session, once: o.Linear}
	s.editor.Frozen, s.editor.Lists = o.Frozen, src
	_ = s.editor.Resume(ctx) // what could not be read is said by Begun
	steps := &shell.FirstSteps{Ctx: ctx, Prefs: s.prefs, Ex: o.Mailroom, Plain: o.Plain}
	if o.Login != "" { // what has just become of the copy is for whoever runs it
		steps.Ex = nil
	}
	r := shell.New(shell.Config{Views: s.views(), Editor: s.editor, Styles: s.styles, Measure: s.cells, Color: o.Color,
		Remap: o.Keys, Reference: s.reference, Known: known, Export: o.Export, Opened: o.Opened, Login: o.Login,
		Clock: o.Clock, Watch: o.Watch,
		Mailroom: o.Mailroom,
		First:    steps, Prefs: prefs, Scope: scope,
		Revisions: shell.Revisions{All: o.Revisions, Untold: o.Untold}, Codes: lineCodes(cat),
		Spots: shell.Spots{Reopen: s.reopen}, Find: palette.Finder{Pause: findPause, Projects: s.found}})
	if o.Trail != nil {
		r.Trail = s.trail
	}
	if o.Company != nil {
		r.Company = &shell.Company{Company: o.Company, Session: o.Session, Page: s.who}
	}
	r.Mouse = o.Mouse
	if !o.Linear {
		r.Held.Patience = shell.Patience
	}
	return r, r.CheckKeys()
}

// lineCodes returns the short names of service lines with their names, for the help.
func lineCodes(cat *portfolio.Catalogue) []help.Text {
	var out []help.Text
	for _, l := range cat.Lines {
		if l.Label != "" {
			out = append(out, help.Text{What: draw.Clean(l.Label), Does: draw.Clean(l.Name)})
		}
	}
	return out
}

// look returns the styles of the chosen theme, plain ones without colour, with what the person has
// turned on before. A remembered theme that no longer exists counts as the first.
func (o *Options) look(prefs *ui.Preferences) (*draw.Styles, error) {
	t, err := draw.ThemeNamed(o.Theme)
	if err != nil {
		return nil, err
	}
	if before, err := draw.ThemeNamed(prefs.Get(shell.PrefTheme)); o.Theme == "" && err == nil {
		t = before
	}
	look := &draw.Styles{Slow: o.Slow || prefs.Get(shell.PrefSlow) == shell.On,
		ASCII: o.ascii(prefs.Get(shell.PrefASCII))}
	if o.Color {
		look.Wear(t)
	}
	return look, nil
}

// ascii reports whether nothing but ASCII is drawn; before is what the person chose before.
func (o *Options) ascii(before string) bool {
	chosen := o.Plain != "" && before == o.Plain
	return before == shell.On || o.ASCII && !chosen
}

// scope returns the scope with which all views start: the one set, else the one chosen earlier, else
// the office's. A remembered scope that cannot be read any more counts as none.
func (o *Options) scope(cat *portfolio.Catalogue, prefs *ui.Preferences) (shell.Scope, error) {
	s := shell.Scope{Filter: &edit.Filter{}, Cat: cat, Fixed: o.Scope != ""}
	if len(o.Office) > 0 && !slices.Contains(o.Office, portfolio.ScopeAll) {
		s.Office = portfolio.Query{}.And(portfolio.OneOf(portfolio.KeyScope, o.Office...))
	}
	var err error
	if s.Filter.Query, err = portfolio.ParseQuery(o.Query, cat); err != nil {
		return s, err
	}
	switch before := prefs.Get(shell.PrefScope); {
	case s.Fixed:
		s.Filter.Scope, err = ReadScope(o.Scope, cat)
	case before != "":
		s.Filter.Scope, _ = ReadScope(before, cat)
	default:
		s.Filter.Scope = s.Office
	}
	return s, err
}

// ReadScope reads a scope as it is set: a query, or portfolio.ScopeAll for none.
func ReadScope(text string, cat *portfolio.Catalogue) (portfolio.Query, error) {
	if text == portfolio.ScopeAll {
		return portfolio.Query{}, nil
	}
	return portfolio.ParseQuery(text, cat)
}

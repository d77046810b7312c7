package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui"
)

// openScreens shows the screens. Without a terminal it prints the list and says why.
func (a *app) openScreens(ctx context.Context) error {
	look, err := a.screenSettings()
	if err != nil {
		return err
	}
	switch why := a.noScreens(); {
	case look.Linear || why == "":
	case a.guest != nil, a.isTerminal(a.stdout) && a.isTerminal(a.stdin):
		look.Linear = true
		_, _ = fmt.Fprintf(a.notes, "%s, so the screens are said line by line\n", why)
	default:
		_, _ = fmt.Fprintf(a.notes, "%s, so here is the list; fieldfolio --linear has all of it line by line\n", why)
		return a.list(ctx, nil)
	}
	if a.guest != nil && len(a.guest.command) > 0 && !look.Linear {
		return usageError("leave the flags out, or add --linear", "over SSH the screens take no flags")
	}
	person, err := a.who()
	if err != nil {
		return err
	}
	a.quiet = true // the screens tell it
	return a.opened(ctx, a.toShow, func(s *session) error {
		o, err := a.screenOptions(ctx, s, look)
		if err != nil {
			return err
		}
		o.Person = person
		o.Trail = a.trailOf(s)
		a.asGuest(&o)
		src := &deskSource{screenSource: screenSource{s.store}}
		return watched(ctx, s.store, o, func(o tui.Options) error {
			if o.Linear {
				return a.lineByLine(ctx, src, o)
			}
			return tui.Run(ctx, src, o)
		})
	})
}

// screenOptions returns what the screens show of a database, and how.
func (a *app) screenOptions(ctx context.Context, s *session, look screenSettings) (o tui.Options, err error) {
	o = tui.Options{AsOf: s.asOf, Color: a.color(), In: a.stdin, Out: a.stdout, Theme: look.Theme, Slow: look.Slow,
		Mouse: look.Mouse, Linear: look.Linear, Keys: look.Keys, Scope: look.Scope, Past: s.past}
	o.Left = func(told string) { _, _ = fmt.Fprintln(a.notes, told) }
	o.ASCII, o.Plain = a.ascii()
	if s.store.Kept != "" {
		o.Opened = "brought up to date; as it was before, the database is kept as " + filepath.Base(s.store.Kept)
	}
	if s.store.Frozen() != nil {
		o.Frozen, o.ReadOnly = frozen, true
		o.Opened = "nothing can be changed: " + frozen
	}
	if o.Office, err = a.scopeOf(ctx, s, look.Scope); err != nil {
		return o, err
	}
	if o.Export, err = a.exporter(ctx, s); err != nil {
		return o, err
	}
	if !s.past.Known() {
		o.Mailroom = mailroom{a, s}
		if a.guest != nil {
			o.Mailroom = guestMailroom{mailroom{a, s}}
		}
		if o.Clock, err = clockFault(ctx, s.store); err != nil {
			return o, err
		}
	}
	if o.Untold, err = a.untold(ctx, s.store); err != nil {
		return o, err
	}
	if o.Revisions, err = s.store.Revisions(ctx); err != nil {
		return o, fmt.Errorf("read what changed in the figures: %w", err)
	}
	return o, nil
}

// lineByLine runs linear mode, which draws in ASCII itself where that is wanted.
func (a *app) lineByLine(ctx context.Context, src *deskSource, o tui.Options) error {
	a.lines.to = a.stdout
	if a.guest != nil {
		return tui.Run(ctx, src, o)
	}
	interrupt, stop := interrupts()
	defer stop()
	o.Interrupt, o.Out = interrupt, reporting{a.lines}
	o.Width = func() int {
		columns, _ := a.width(a.stdout)
		return columns
	}
	err := tui.Run(context.WithoutCancel(ctx), src, o)
	if a.lines.failed != nil {
		return nil // finish says it
	}
	return err
}

// watched runs the screens, which show what others change meanwhile.
func watched(ctx context.Context, store *sqlite.Store, o tui.Options, run func(tui.Options) error) (err error) {
	w, err := store.Watch(ctx)
	if err != nil {
		return fmt.Errorf("watch for changes by others: %w", err)
	}
	if w != nil {
		o.Watch = w
		defer func() { err = errors.Join(err, w.Close()) }()
	}
	return run(o)
}

// frozen says why nothing can be changed in a database that the screens can only read.
const frozen = "this database is read-only; to change it, open a copy"

// noScreens says why screens cannot be shown, empty if they can.
func (a *app) noScreens() string {
	switch {
	case !a.isTerminal(a.stdout):
		return "the output is not a terminal"
	case !a.isTerminal(a.stdin):
		return "the input is not a terminal"
	case a.env("TERM") == "dumb":
		return "this terminal cannot move its cursor (TERM=dumb)"
	}
	return ""
}

// screenSource is the store as the source of the screens.
type screenSource struct{ *sqlite.Store }

// Findings returns every published figure with the causes of differences.
func (s screenSource) Findings(ctx context.Context) ([]reconcile.Finding, error) {
	return s.Store.Findings(ctx, true, false)
}

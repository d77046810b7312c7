package main

import (
	"context"
	"fmt"
	"os"
	"os/user"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui"
)

// openScreens opens the terminal UI. Where there is no terminal for it, it
// prints the list and says why.
func (a *app) openScreens(ctx context.Context) error {
	if why := a.noScreens(); why != "" {
		_, _ = fmt.Fprintf(a.stderr, "%s, so here is the list; fieldfolio --help has the commands\n", why)
		return a.list(ctx, nil)
	}
	return a.with(ctx, func(s *session) error {
		return tui.Run(ctx, screenSource{s.store}, tui.Options{AsOf: s.asOf, Color: a.color(), In: a.stdin, Out: a.stdout, Person: loginName()}) //nolint:wrapcheck // a sentence of its own
	})
}

// loginName returns the name of who edits, for want of a better one that of
// the login.
func loginName() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "somebody"
}

// noScreens says why screens cannot be shown, empty if they can.
func (a *app) noScreens() string {
	switch {
	case !isTerminal(a.stdout):
		return "the output is no terminal"
	case !isTerminal(a.stdin):
		return "the input is no terminal"
	case os.Getenv("TERM") == "dumb":
		return "this terminal cannot move its cursor (TERM=dumb)"
	}
	return ""
}

// screenSource is the store as the screens ask it.
type screenSource struct{ *sqlite.Store }

// Findings returns every published figure with the causes of differences.
func (s screenSource) Findings(ctx context.Context) ([]portfolio.Finding, error) {
	return s.Store.Findings(ctx, true, false)
}

package main

import (
	"context"
	"fmt"
	stdsync "sync"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
)

// now is the clock by which changes are made and received. Tests replace it.
var now = time.Now

// clockFault says why this machine's clock is far off, empty if nothing speaks against it.
func clockFault(ctx context.Context, store *sqlite.Store) (string, error) {
	f, err := store.ClockFacts(ctx)
	if err != nil {
		return "", err
	}
	return f.Fault(), nil
}

// tellClock says that this machine's clock is far off, before something is saved.
func (a *app) tellClock(ctx context.Context, store *sqlite.Store) error {
	why, err := clockFault(ctx, store)
	if err == nil && why != "" && !a.quiet {
		a.tell(why + "; " + fault.Remedy{Action: fault.SetClock}.Words(commands))
	}
	return err
}

// tellDays says that the past that is shown rests on days that cannot be right.
func (a *app) tellDays(ctx context.Context, store *sqlite.Store) error {
	days, err := store.DoubtfulDays(ctx, false)
	if err != nil {
		return fmt.Errorf("look at the days of receipt: %w", err)
	}
	if note := exchange.DaysNote(days); note.Text != "" {
		a.tell(note.Words(commands))
	}
	return nil
}

// deskSource is the source of screens in which something is edited. With a clock that is far off,
// what is saved first is refused, so that a person can set the clock; saved again, it is saved.
type deskSource struct {
	screenSource

	lock stdsync.Mutex
	told string // what was said of the clock
}

// Change saves edits of a person, all or none.
func (s *deskSource) Change(ctx context.Context, person string, edits ...portfolio.Edit) ([]portfolio.Change, error) {
	if err := s.compareClock(ctx); err != nil {
		return nil, err
	}
	return s.Store.Change(ctx, person, edits...)
}

// compareClock returns a *exchange.ClockError if the clock is far off and nobody was told.
func (s *deskSource) compareClock(ctx context.Context) error {
	why, err := clockFault(ctx, s.Store)
	s.lock.Lock()
	defer s.lock.Unlock()
	if err != nil || why == "" || why == s.told {
		return err
	}
	s.told = why
	return &exchange.ClockError{Fault: why}
}

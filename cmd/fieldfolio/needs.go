package main

import (
	"context"
	"fmt"
	"math"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
)

// statusOf returns the status of a copy's exchange with others, with what needs a person beside it.
func (a *app) statusOf(ctx context.Context, s *session, p *sync.Peer) (exchange.SyncStatus, error) {
	st, err := p.Status(ctx)
	if err != nil {
		return st, err
	}
	conflicts, misfits, err := s.store.Conflicts(ctx)
	if err != nil {
		return st, fmt.Errorf("look for conflicts: %w", err)
	}
	refused, err := refusedIn(rejectedBeside(s), math.MaxInt)
	st.Desk = exchange.Desk{Conflicts: len(conflicts), Misfits: len(misfits), Refused: len(refused),
		Keyless: !keyBeside(s.store.Path())}
	if key, err := readKeyFile(s.store.Path()); err == nil {
		st.Desk.Key = publicOf(key)
	}
	if err == nil && !a.reviews() {
		err = a.countOwn(ctx, s, p, &st)
	}
	return st, err
}

// judged returns the changes with a ruling that a person is needed for, as far as the person may see them.
func (a *app) judged(ctx context.Context, s *session, p *sync.Peer) ([]exchange.HeldChange, error) {
	all, err := p.Judged(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what is held: %w", err)
	}
	return a.ownHeld(ctx, s, all)
}

// countOwn counts of the changes with a ruling those that the person may see.
func (a *app) countOwn(ctx context.Context, s *session, p *sync.Peer, st *exchange.SyncStatus) error {
	all, err := a.judged(ctx, s, p)
	st.Held, st.Rejected = 0, 0
	for i := range all {
		if all[i].Ruling == portfolio.Held {
			st.Held++
		} else {
			st.Rejected++
		}
	}
	return err
}

// neededNow returns the error that says everything that a person is needed for, nil if nothing.
func neededNow(st *exchange.SyncStatus) error {
	return neededFor(st, "; ", func(n exchange.Need) string {
		return fmt.Sprintf("%s (%s)", n.What, n.Do.Words(commands))
	})
}

// neededShortly is as neededNow, for a command that has printed the rest.
func neededShortly(st *exchange.SyncStatus) error {
	return neededFor(st, ", ", func(n exchange.Need) string { return n.Short })
}

func neededFor(st *exchange.SyncStatus, between string, words func(exchange.Need) string) error {
	var what []string
	for _, n := range st.Needs() {
		what = append(what, words(n))
	}
	if len(what) == 0 {
		return nil
	}
	return needed("", "a person is needed: %s", strings.Join(what, between))
}

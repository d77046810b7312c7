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
	of, err := a.exchangedOf(ctx, s, p)
	if err != nil {
		return exchange.SyncStatus{}, err
	}
	return a.withDesk(s, of)
}

// exchanged is what a state of the database says of the exchange with other offices.
type exchanged struct {
	exchange.SyncStatus
	judged             []exchange.HeldChange
	conflicts, misfits int
}

// exchangedOf returns what the present state says, as far as the person may see it. All sessions of a server share
// most of it: nobody may modify it.
func (a *app) exchangedOf(ctx context.Context, s *session, p *sync.Peer) (of *exchanged, err error) {
	err = p.Filled(ctx, func(ctx context.Context) error {
		x, err := s.store.Shared(ctx, fmt.Sprintf("exchange %q %q", p.KeysOf, p.Recipients()), func(ctx context.Context) (any, error) {
			return newExchanged(ctx, s, p)
		})
		of, _ = x.(*exchanged)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.asSeen(ctx, s, of)
}

func newExchanged(ctx context.Context, s *session, p *sync.Peer) (of *exchanged, err error) {
	of = &exchanged{}
	if of.SyncStatus, err = p.StatusAsItIs(ctx); err != nil {
		return nil, err
	}
	conflicts, misfits, err := s.store.Conflicts(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for conflicts: %w", err)
	}
	of.conflicts, of.misfits = len(conflicts), len(misfits)
	if !of.Self.Alone() {
		of.judged, err = p.Judged(ctx)
	}
	return of, err
}

// withDesk returns the status with what is beside the database.
func (a *app) withDesk(s *session, of *exchanged) (exchange.SyncStatus, error) {
	st := of.SyncStatus
	refused, err := refusedIn(rejectedBeside(s), math.MaxInt)
	st.Desk = exchange.Desk{Conflicts: of.conflicts, Misfits: of.misfits, Refused: len(refused),
		Keyless: !keyBeside(s.store.Path())}
	if key, err := readKeyFile(s.store.Path()); err == nil {
		st.Desk.Key = publicOf(key)
	}
	return st, err
}

// asSeen returns what the present state says, with those of the changes with a ruling that the person may see.
func (a *app) asSeen(ctx context.Context, s *session, of *exchanged) (*exchanged, error) {
	if a.reviews() {
		return of, nil
	}
	seen := *of
	var err error
	seen.judged, err = a.ownHeld(ctx, s, of.judged)
	seen.Held, seen.Rejected = 0, 0
	for i := range seen.judged {
		if seen.judged[i].Ruling == portfolio.Held {
			seen.Held++
		} else {
			seen.Rejected++
		}
	}
	return &seen, err
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

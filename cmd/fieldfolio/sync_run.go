package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
)

func newSyncRun(a *app) *cobra.Command {
	quiet := false
	cmd := &cobra.Command{
		Use:   "run",
		Short: "run a round without a person: fetch, answer, report",
		Long: `Does one round by itself, for cron or a timer: fetches from the mailbox, takes in
what has come, sends what is owed and due, and reports. How mail goes out and
comes in is in the configuration: see fieldfolio config. A server that cannot be
reached loses nothing; the next round goes on from there. Exit status 3 if a
person is needed: for held changes at headquarters, changes that it has rejected,
conflicts, or mail that could not be taken in.`,
		Example: `  fieldfolio sync run
  */30 * * * *  fieldfolio sync run --quiet    # in a crontab`,
		Args: exactly(0, "", "fieldfolio sync run takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.round(cmd.Context(), quiet) },
	}
	cmd.Flags().BoolVar(&quiet, "quiet", false, "say nothing unless something came or went, or failed")
	return cmd
}

func (a *app) round(ctx context.Context, quiet bool) error {
	c, err := a.configuration()
	if err != nil {
		return err
	}
	by := c.Out()
	if by == nil || c.In() == nil {
		return usageError("fieldfolio config --init makes a file with all that can be set",
			"%s has no way out or no mailbox, and a round needs both", c.path)
	}
	a.quiet = true // a round is unattended
	return a.with(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		r := a.reception(s, p)
		fetched := r.fetch(ctx, &c)
		if len(r.Mails) > 0 {
			a.done = "mail was received"
		}
		if err := a.sayReceived(&r.Reception); err != nil {
			return err
		}
		list, err := p.Compose(ctx, sync.Which{Due: true})
		if err != nil {
			return err
		}
		sent := dispatch(ctx, p, by, list, a.gone)
		if err := bothOf(fetched, sent); err != nil {
			return err
		}
		idle := len(r.Mails)+len(r.Skipped) == 0 && len(list) == 0
		if !quiet && idle {
			if err := a.say("nothing came in, and nothing is owed now"); err != nil {
				return err
			}
		}
		err = a.needs(ctx, s, p, &r.Reception, quiet && idle)
		var status *statusError
		if quiet && idle && errors.As(err, &status) {
			return silent(status.status)
		}
		return err
	})
}

// bothOf returns two errors as one sentence.
func bothOf(one, other error) error {
	switch {
	case one == nil:
		return other
	case other == nil:
		return one
	}
	return &hinted{one.Error() + "; " + hintOf(one) + "; and " + other.Error(), hintOf(other)}
}

// needs reports offices not heard from for long, unless mute, and returns what a person is needed
// for after a round.
func (a *app) needs(ctx context.Context, s *session, p *sync.Peer, r *exchange.Reception, mute bool) error {
	st, err := p.Status(ctx)
	if err != nil {
		return err
	}
	for _, l := range st.Links {
		if !mute && l.Stale && !l.HeardAt.IsZero() {
			if err := a.say("%s has been silent for %s: stale", l.Office, l.Heard(st.Now).Age()); err != nil {
				return err
			}
		}
	}
	conflicts, _, err := s.store.Conflicts(ctx)
	if err != nil {
		return err
	}
	var needs []string
	_, rejected, refused := r.Needs()
	if st.Held > 0 && st.Self.AtHeadquarters() {
		needs = append(needs, fmt.Sprintf("%d held (fieldfolio sync held)", st.Held))
	}
	if len(conflicts) > 0 {
		needs = append(needs, portfolio.CountOf(len(conflicts), "conflict")+" (fieldfolio conflicts)")
	}
	if rejected > 0 {
		needs = append(needs, fmt.Sprintf("%d rejected by headquarters (fieldfolio sync held --rejected)", rejected))
	}
	if refused > 0 {
		needs = append(needs, fmt.Sprintf("%d not taken in (the directory rejected beside the database)", refused))
	}
	if n := len(r.Skipped); n > 0 {
		needs = append(needs, portfolio.CountOf(n, "mail")+" skipped")
	}
	if b := st.Barred(nil); b != nil {
		needs = append(needs, fmt.Sprintf("%s (%s)", b, unbar(b)))
	}
	if len(needs) == 0 {
		return nil
	}
	return needed("", "a person is needed: %s", strings.Join(needs, ", "))
}

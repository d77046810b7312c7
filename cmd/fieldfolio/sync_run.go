package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"

	"github.com/spf13/cobra"

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
comes in is in the configuration: see fieldfolio config. With [ssh] in it, a round
exchanges with the office at that host over SSH, without mail or before it; what
that office is owed goes by mail if no connection can be made. A server that cannot be
reached loses nothing; the next round goes on from there. While one round is at
work on a database, another one leaves it alone and says so.

Mail without a diff stays unread. A mail that the mailbox does not give out is
skipped, and tried again in the next nine rounds. A round fetches for at most 20
minutes, 256 MB or 2,000 mails, and says what is left for the next one.

Exit status 3 as long as a person is needed, which fieldfolio sync status lists:
for held changes at headquarters, changes that it has rejected, conflicts, values
that do not fit together, rejected mails, mails not given out, offices not heard from for 30 days,
invitations that end unanswered, a signing key that is missing or was replaced, and
mail that cannot be encrypted. Exit status 1
if something failed, such as a server, and no person is needed besides.`,
		Example: `  fieldfolio sync run
  */30 * * * *  fieldfolio sync run --quiet    # in a crontab`,
		Args: exactly(0, "", "fieldfolio sync run takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.round(cmd.Context(), quiet) },
	}
	cmd.Flags().BoolVar(&quiet, "quiet", false, "print nothing unless a person is needed or something failed")
	return cmd
}

// round runs one round, unless another one is at work.
func (a *app) round(ctx context.Context, quiet bool) error {
	c, err := a.configuration()
	if err != nil {
		return err
	}
	if c.SSH == nil && (c.Out() == nil || c.In() == nil) {
		return usageError("add what is missing; fieldfolio config shows what is there, and with --help all that can be set",
			"sync run needs a host for SSH, or both a way to send mail and a mailbox, and %s does not have that", c.path)
	}
	a.quiet = true // a round is unattended
	return a.exchanging(ctx, func(s *session) error {
		unlock, err := lockRound(s.store.Path())
		if errors.Is(err, errRoundRuns) {
			if quiet {
				return nil
			}
			return a.say("another round is at work on this database, which does what this one would have done")
		}
		if err != nil {
			return err
		}
		defer unlock()
		var report bytes.Buffer
		out := a.out
		a.out = bufio.NewWriter(&report)
		err = a.rounds(ctx, s, &c)
		err = errors.Join(a.out.Flush(), err)
		if a.out = out; err == nil && quiet {
			return nil
		}
		_, _ = out.Write(report.Bytes()) // finish names the output
		return err
	})
}

// rounds receives, sends and reports. A step that fails keeps none of the others from what it does:
// the report has everything that went wrong and everything that needs a person.
func (a *app) rounds(ctx context.Context, s *session, c *configuration) error {
	p, err := s.peer()
	if err != nil {
		return err
	}
	r := a.reception(s, p)
	failed, refused := r.comeIn(ctx, a, c)
	if len(r.Mails) > 0 {
		a.done, a.told = "mail was received", true
	}
	failed = append(failed, a.sayReceived(&r.Reception))
	if err := ctx.Err(); err != nil {
		return errors.Join(err, failed[0])
	}
	var list []exchange.Mail
	if by := c.Out(); by != nil {
		list, err = p.Compose(ctx, sync.Which{Due: true})
		failed = append(failed, err, dispatch(ctx, p, by, list, a.gone))
	}
	if bothOf(failed...) == nil && len(r.Mails)+len(r.Skipped)+len(list) == 0 {
		failed = append(failed, a.say("nothing came in, and nothing is owed now"))
	}
	st, err := a.statusOf(ctx, s, p)
	st.Desk.Skipped = len(r.Skipped)
	if failed = append(failed, err); err == nil {
		failed = append(failed, a.sayWaiting(&st))
	}
	needs := neededNow(&st)
	if refused != nil {
		needs = &statusError{exitNeeded, bothOf(refused, needs)}
	}
	return alsoNeeded(bothOf(failed...), needs)
}

// comeIn fetches the mailbox, and exchanges over SSH, as far as these are configured.
func (r *reception) comeIn(ctx context.Context, a *app, c *configuration) (failed []error, refused error) {
	failed = make([]error, 2)
	if c.In() != nil {
		failed[0] = r.fetch(ctx, c)
	}
	if c.SSH != nil && ctx.Err() == nil {
		refused, failed[1] = r.callInRound(ctx, a, c)
	}
	return failed, refused
}

// bothOf returns errors as one sentence, nil if there is none.
func bothOf(all ...error) error {
	var out error
	for _, err := range all {
		switch {
		case err == nil:
		case out == nil:
			out = err
		default:
			out = &hinted{out.Error() + "; " + hintOf(out) + "; and " + err.Error(), hintOf(err)}
		}
	}
	return out
}

// sayWaiting says which offices have not answered yet, and when they are sent the same again.
func (a *app) sayWaiting(st *exchange.SyncStatus) error {
	for i := range st.Links {
		if u, waits := st.Links[i].Waits(st.Now); waits {
			if err := a.say("%s", u.Sentence(st.Links[i].Office)); err != nil {
				return err
			}
		}
	}
	return nil
}

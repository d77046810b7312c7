package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
	"fieldfolio/sync/ssh"
)

func newSyncExchange(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "exchange",
		Short: "answer another office over SSH",
		Long: `Exchanges changes with the office that calls, on standard input and output: the
other end of fieldfolio sync send --ssh and of fieldfolio sync run with [ssh] in
its configuration. An SSH server starts it, by a forced command or by the name
that the caller gives. The signatures say who the office is and what it may send,
as by mail.`,
		Example: `  ssh hq.example.org fieldfolio sync exchange --db /srv/fieldfolio/hq.db
  command="fieldfolio sync exchange",restrict ssh-ed25519 AAAA… office key`,
		Args: exactly(0, "", "fieldfolio sync exchange takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.answer(cmd.Context()) },
	}
}

// answer is the end of a line over SSH that was called.
func (a *app) answer(ctx context.Context) error {
	if a.isTerminal(a.stdout) {
		return usageError("the other office runs fieldfolio sync send --ssh HOST, which starts this one",
			"sync exchange is not for people to type")
	}
	a.quiet = true // what is told here would be read at the other end
	a.signed = true
	return a.exchanging(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		so, err := ssh.End{Peer: p, Words: commands}.Serve(ctx, a.stdin, a.stdout)
		a.exchanged(&so, err)
		return refusal("the office that has called", err)
	})
}

// refusal returns the refusal of a diff as what a person is needed for, as by mail; other errors as
// they are. host is where the diff came from.
func refusal(host string, err error) error {
	var own *sync.Refused
	var theirs *ssh.Refused
	switch {
	case errors.As(err, &own):
		return needed(hintOf(own), "rejected, %s: %s", host, own)
	case errors.As(err, &theirs) && !theirs.Failed:
		return needed(hintOf(theirs), "%s", theirs)
	}
	return err
}

// call returns the connection that is configured.
func (c *configuration) call() (call ssh.Call) {
	if c.SSH != nil {
		call.Settings = *c.SSH
	}
	return call
}

// sendBySSH exchanges with the office at a host.
func (a *app) sendBySSH(ctx context.Context, call ssh.Call) error {
	if err := ssh.CheckHost(call.Host); err != nil {
		return wrongUsage(err)
	}
	return a.exchanging(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		r := a.reception(s, p)
		so, err := r.call(ctx, call)
		if failed := errors.Join(a.sayExchanged(&so), a.sayReceived(&r.Reception)); failed != nil {
			return failed
		}
		if err != nil {
			return refusal(call.Host, err)
		}
		return neededAfter(&r.Reception)
	})
}

// call exchanges with the office at a host. What came in is a mail of the reception.
func (r *reception) call(ctx context.Context, call ssh.Call) (ssh.Result, error) {
	so, err := ssh.End{Peer: r.peer, Words: commands}.Call(ctx, call)
	if so.Diffs > 0 {
		r.Mails = append(r.Mails, exchange.ReceivedMail{Where: call.Host, Diffs: []exchange.ReceivedDiff{so.Got}})
	}
	return so, err
}

// sayExchanged prints what has gone to the other office.
func (a *app) sayExchanged(so *ssh.Result) error {
	if so.With == "" {
		return nil
	}
	a.done, a.told = "what was exchanged is saved", true
	return a.say("to %s: %s over SSH, %d bytes", so.With, portfolio.CountOf(so.Changes, "change"), so.Sent)
}

// callInRound exchanges with the office of [ssh]. What was refused is what a person is needed for.
func (r *reception) callInRound(ctx context.Context, a *app, c *configuration) (needs, failed error) {
	call := c.call()
	call.Unattended = true
	so, err := r.call(ctx, call)
	if so.Got.Idle() && so.Changes == 0 { // the positions alone are nothing to report
		r.Mails = r.Mails[:len(r.Mails)-min(so.Diffs, 1)]
	} else if said := a.sayExchanged(&so); err == nil {
		err = said
	}
	err = refusal(call.Host, err)
	switch {
	case err == nil || ctx.Err() != nil:
		return nil, err
	case done(err):
		return err, nil
	case c.Out() != nil:
		return nil, &hinted{err.Error(), hintOf(err) + "; what is owed goes by mail"}
	}
	return nil, err
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/durable"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
	"fieldfolio/sync/mailbox"
	"fieldfolio/sync/wire"
)

func newSyncJoin(a *app) *cobra.Command {
	leave := ""
	cmd := &cobra.Command{
		Use:   "join INVITATION",
		Short: "make this database that of an office",
		Long: `Makes this database the copy of the office that the invitation is for, with a new
signing key in a file beside the database; one that was there is set aside. What was changed here before stays and
goes along. The next fieldfolio sync send tells headquarters.

If this office exchanges with another headquarters, say so with --leave. The
changes of this office then go to the new one. Those of the old headquarters and
of its other offices are set aside: they stay in the file and in fieldfolio
history, without effect, and are not sent. Without --leave this only lists what
that would do. An office whose headquarters has lost its key does not leave it: see
fieldfolio sync confirm.`,
		Example: `  fieldfolio sync join roea.invitation
  fieldfolio sync join new.invitation --leave hq`,
		Args: exactly(1, "the file of the invitation",
			"write fieldfolio sync join INVITATION; headquarters makes it with fieldfolio office add"),
		RunE: func(cmd *cobra.Command, args []string) error {
			inv, err := readInvitation(args[0])
			if err != nil {
				return err
			}
			if err := inv.Check(); err != nil {
				return err
			}
			a.founds = true
			begin := a.writing
			if leave != "" {
				begin = a.asOffice
			}
			return begin(cmd.Context(), func(s *session, _ string) error {
				left, err := a.joinAs(cmd.Context(), s, inv, leave)
				if err != nil {
					return err
				}
				a.done = "this database is office " + inv.Office
				return a.sayJoined(&inv, left)
			})
		},
	}
	groupFlagOf(cmd, a)
	cmd.Flags().StringVar(&leave, "leave", "", "`CODE` of the headquarters that this office leaves")
	return cmd
}

// sayJoined prints which office this database is, and what became of what it had if it has left
// another headquarters.
func (a *app) sayJoined(inv *wire.Invitation, left *sync.Leaving) error {
	if err := a.say("this database is office %s; fieldfolio sync send tells headquarters, %s", inv.Office,
		inv.Headquarters); err != nil || left == nil {
		return err
	}
	if err := a.sayLeaving("it has left", left); err != nil || !left.Encrypted {
		return err
	}
	return a.say("once headquarters has answered, fieldfolio sync encrypt asks for it")
}

// sayLeaving prints what leaving a headquarters for another one does.
func (a *app) sayLeaving(verb string, l *sync.Leaving) error {
	if err := a.say("%s headquarters %s, fingerprint %s, for %s, fingerprint %s:", verb, l.From, l.Left, l.To,
		l.Joined); err != nil {
		return err
	}
	for _, line := range l.Lines() {
		if err := a.say("  %s", line); err != nil {
			return err
		}
	}
	return nil
}

// readInvitation reads an invitation: the file that headquarters made, or a mail that has it as text
// or as an attachment.
func readInvitation(name string) (wire.Invitation, error) {
	f, err := os.Open(name)
	var raw []byte
	if err == nil {
		raw, err = io.ReadAll(io.LimitReader(f, mailbox.MaxSize))
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		why := durable.Reason(err).Error()
		return wire.Invitation{}, &hinted{fmt.Sprintf("the invitation %s cannot be read: %s", name, why),
			"name the file that headquarters sent"}
	}
	what := ""
	for m := range mail.Messages(raw) {
		switch {
		case m.Diffs > 0:
			what = "it is a mail with changes; fieldfolio sync receive " + name + " takes it in"
		case len(m.Faults) > 0:
			what = m.Faults[0].What
		}
	}
	if what == "" && mail.InvitationCut(raw) {
		what = "its end is missing or altered"
	}
	return wire.ReadInvitation(mail.Invitations(raw), what)
}

// joinAs makes the database the copy of the invited office, with a new key: an existing one may be
// why the office was invited again. The same invitation a second time changes no key. It returns what
// was left, nil if the office has left no headquarters.
func (a *app) joinAs(
	ctx context.Context, s *session, inv wire.Invitation, leave string,
) (left *sync.Leaving, err error) {
	p := &sync.Peer{Store: s.store, Program: programVersion, Login: a.login()}
	st, err := p.Status(ctx)
	if err != nil {
		return nil, err
	}
	if left, err = p.Leaving(ctx, &inv); err != nil {
		return nil, err
	}
	if left != nil && leave != left.From {
		if err := a.sayLeaving("if this office leaves", left); err != nil {
			return nil, err
		}
	}
	key, err := readKeyFile(s.store.Path())
	if err != nil {
		return nil, err
	}
	accept := func(signingKey) error { return p.Accept(ctx, inv, leave) }
	if sync.Answered(&inv, &st, publicOf(key)) {
		return left, withKey(s.store.Path(), inv.Office, nil, accept)
	}
	return left, withOtherKey(s.store.Path(), inv.Office, nil, accept)
}

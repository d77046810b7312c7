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
history, without effect, and are not sent. Without --leave nothing is changed.`,
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
				cut, err := joinAs(cmd.Context(), s, inv, leave)
				if err != nil {
					return err
				}
				err = a.say("this database is office %s; fieldfolio sync send tells headquarters, %s", inv.Office,
					inv.Headquarters)
				if cut != "" {
					err = errors.Join(err, a.say("%s", cut))
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&leave, "leave", "", "`CODE` of the headquarters that this office leaves")
	return cmd
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
// becomes of the offices that exchanged through one that has left its headquarters.
func joinAs(ctx context.Context, s *session, inv wire.Invitation, leave string) (cut string, err error) {
	p := &sync.Peer{Store: s.store, Program: programVersion, Login: login()}
	st, err := p.Status(ctx)
	if err != nil {
		return "", err
	}
	key, err := readKeyFile(s.store.Path())
	if err != nil {
		return "", err
	}
	if leave != "" {
		cut = sync.CutOff(st.Register.Hanging(st.Self.Office), st.Self.Headquarter)
	}
	accept := func(signingKey) error { return p.Accept(ctx, inv, leave) }
	if sync.Answered(&inv, &st, publicOf(key)) {
		return cut, withKey(s.store.Path(), inv.Office, nil, accept)
	}
	return cut, withOtherKey(s.store.Path(), inv.Office, nil, accept)
}

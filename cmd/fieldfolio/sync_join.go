package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/durable"
	"fieldfolio/sync"
)

func newSyncJoin(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "join INVITATION",
		Short: "make this database that of an office",
		Long: `Makes this database the copy of the office that the invitation is for, with a new
signing key in a file beside the database; one that was there is set aside. What was changed here before stays and
goes along. The next fieldfolio sync send tells headquarters.`,
		Example: "  fieldfolio sync join roea.invitation",
		Args: exactly(1, "the file of the invitation",
			"write fieldfolio sync join INVITATION; headquarters makes it with fieldfolio office add"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return &hinted{fmt.Sprintf("the invitation %s cannot be read: %s", args[0], durable.Reason(err).Error()),
					"name the file that headquarters sent"}
			}
			inv, err := sync.ParseInvitation(string(text))
			if err != nil {
				return err
			}
			a.founds = true
			return a.writing(cmd.Context(), func(s *session, _ string) error {
				if err := joinAs(cmd.Context(), s, inv); err != nil {
					return err
				}
				return a.say("this database is office %s; fieldfolio sync send tells headquarters, %s", inv.Office,
					inv.Headquarters)
			})
		},
	}
}

// joinAs makes the database the copy of the invited office, with a new key: an existing one may be
// why the office was invited again. The same invitation a second time changes no key.
func joinAs(ctx context.Context, s *session, inv sync.Invitation) error {
	p := &sync.Peer{Store: s.store, Program: programVersion, Login: login()}
	st, err := p.Status(ctx)
	if err != nil {
		return err
	}
	putBack := func() error { return nil }
	if !inv.AnsweredBy(&st) {
		if putBack, err = setKeyAside(s.store.Path()); err != nil {
			return err
		}
	}
	if _, err = newKey(s.store.Path()); err == nil {
		err = p.Accept(ctx, inv)
	}
	if err != nil {
		return errors.Join(err, putBack())
	}
	return nil
}

package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"fieldfolio/sync"
)

func newSyncJoin(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "join INVITATION",
		Short: "make this database that of an office",
		Long: `Makes this database the copy of the office that the invitation is for, with a
signing key in a file beside the database. What was changed here before stays and
goes along. The next fieldfolio sync send tells headquarters.`,
		Example: "  fieldfolio sync join roea.invitation",
		Args:    exactly(1, "the file of the invitation", "write fieldfolio sync join INVITATION; headquarters makes it with fieldfolio office add"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return &hinted{fmt.Sprintf("the invitation %s cannot be read: %s", args[0], plainly(err)), "name the file that headquarters sent"}
			}
			inv, err := sync.ParseInvitation(string(text))
			if err != nil {
				return err //nolint:wrapcheck // says what is wrong
			}
			return a.writing(cmd.Context(), func(s *session, _ string) error {
				key, err := newKey(s.store.Path())
				if err != nil {
					return err
				}
				p := &sync.Peer{Store: s.store, Key: key, Program: programVersion}
				if err := p.Accept(cmd.Context(), inv); err != nil {
					return err //nolint:wrapcheck // says what is wrong
				}
				return a.say("this database is office %s; fieldfolio sync send tells headquarters, %s", inv.Office, inv.Headquarters)
			})
		},
	}
}

package main

import (
	"github.com/spf13/cobra"

	"fieldfolio/sync"
)

func newSync(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sync COMMAND",
		Short: "exchange changes with other offices by mail or SSH",
		Long: `Exchanges changes with headquarters and other offices by signed diffs in ordinary
mails, or over SSH. A change is safe once one other copy has taken it in and either that copy
or yours survives; lost, repeated and late mail changes nothing.`,
		Example: `  fieldfolio sync join roea.invitation
  fieldfolio sync send --out outgoing/
  fieldfolio sync receive mail.eml
  fieldfolio sync send --ssh ff@hq.example.org
  fieldfolio sync run`,
		Args: noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSyncJoin(a), newSyncSend(a), newSyncReceive(a), newSyncRun(a), newSyncStatus(a), newSyncEncrypt(a),
		newSyncConfirm(a), newSyncRetire(a), newSyncHeld(a), newSyncAccept(a), newSyncReject(a), newSyncRejected(a),
		newSyncDismiss(a), newCorrectDay(a), newSyncExchange(a))
	return cmd
}

func newSyncStatus(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "show when offices were last heard from, and what is owed",
		Long: `Lists the copies with which this one exchanges: when each was last heard (stale
after 30 days), in which directions mail is encrypted, how many changes are to be
sent and how many were sent and not acknowledged yet, since when mail waits for an
answer, and the day of the next mail. Below is everything that needs a person;
exit status 3 if there is anything.`,
		Example: "  fieldfolio sync status",
		Args:    exactly(0, "", "fieldfolio sync status takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(s *session) error {
				p, err := s.reader()
				if err != nil {
					return err
				}
				st, err := a.statusOf(cmd.Context(), s, p)
				if err != nil {
					return err
				}
				if err := a.writeTable(sync.StatusTable(&st)); err != nil {
					return err
				}
				if !a.reviews() {
					return nil // another person is needed
				}
				return neededShortly(&st)
			})
		},
	}
}

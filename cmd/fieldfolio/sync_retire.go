package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/sync"
	"fieldfolio/sync/wire"
)

func newSyncRetire(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "retire COPY…",
		Short: "send nothing more to copies that nobody uses",
		Long: `Ends the exchange with single copies of an office, such as that of a laptop that
was replaced: no mail is composed for them, and nothing counts as owed to them. What
came from them stays. If a copy turns out to be in use, its next mail begins the
exchange with it again, and nothing is lost. The copy of an office that was heard
last cannot be retired; the office itself can, with fieldfolio office retire.`,
		Example: "  fieldfolio sync retire roea.k3f9ab12",
		RunE: func(cmd *cobra.Command, args []string) error {
			copies, err := copiesOf(args)
			if err != nil {
				return err
			}
			return a.whole(cmd.Context(), a.toChange, func(s *session) error {
				if err := (&sync.Peer{Store: s.store}).RetireCopies(cmd.Context(), copies...); err != nil {
					return err
				}
				a.done = "the copies are retired"
				for _, c := range copies {
					a.noted(access.Synced, retiredCopy(c.String()))
				}
				return a.say("%s; a mail from there begins the exchange again", retiredCopies(len(copies)))
			})
		},
	}
}

func copiesOf(args []string) ([]wire.Copy, error) {
	if len(args) == 0 {
		return nil, usageError("fieldfolio sync status lists them", "the copy is missing")
	}
	copies := make([]wire.Copy, len(args))
	for i, arg := range args {
		var err error
		if copies[i], err = sync.ParseCopy(strings.ToLower(arg)); err != nil {
			return nil, wrongUsage(err)
		}
	}
	return copies, nil
}

func retiredCopies(n int) string {
	if n == 1 {
		return "nothing more is sent to this copy"
	}
	return fmt.Sprintf("nothing more is sent to these %s copies", portfolio.Count(n).Shown())
}

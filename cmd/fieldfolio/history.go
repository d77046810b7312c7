package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

func newHistory(a *app) *cobra.Command {
	limit := 0
	cmd := &cobra.Command{
		Use:   "history [RECORD]",
		Short: "show who changed what, when, from what to what",
		Long: `Lists the changes since the document, the newest first: of all records, or of one
with the notes on it. What was saved together is one step, which one undo takes
back. Of a step of more than 100 changes the newest 100 are listed, all with
--limit 0. Times are those of the author's clock, in UTC.

csv, tsv, json and toml have rows of when, person, office, record, name, field,
from, to, stands, change, reason, step, headquarters, ruled_by, ruled_at,
ruling_reason, earlier_rulings, login, received and received_doubt. stands is
current, replaced, conflict, held, absent if the change waits for its record, which
is not here, or left if its headquarters was left; headquarters says whether a
change waits for it, or how it ruled; ruled_by is who ruled, the program or a person, ruled_at the
day by headquarters' clock; login is that of the operating system beside the name
that the person gave; received is the day on which the change reached
headquarters, or this copy, and received_doubt why that day cannot be right.`,
		Example: `  fieldfolio history
  fieldfolio history PERU08
  fieldfolio history --limit 0 --format csv > history.csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("fieldfolio history takes one record, or none for all", "%q is one argument too many", args[1])
			}
			return nil
		},
		ValidArgsFunction: a.completeNumber,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			if len(args) > 0 {
				name = args[0]
			}
			return a.history(cmd.Context(), name, a.historyLimit(cmd, limit))
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 100, "at most `N` steps; 0 for all (default 100 for people, all for programs)")
	return cmd
}

// historyLimit returns the maximum number of steps: for people 100 by default.
func (a *app) historyLimit(cmd *cobra.Command, limit int) int {
	if !cmd.Flags().Changed("limit") && !format.ForPeople(a.format) {
		return 0
	}
	return limit
}

func (a *app) history(ctx context.Context, name string, limit int) error {
	return a.with(ctx, func(s *session) error {
		report := report.History{}
		spec := provenance.HistorySpec{Limit: limit}
		if limit > 0 && format.ForPeople(a.format) {
			spec.PerStep = provenance.FewChanges
		}
		if name != "" {
			var err error
			if spec.Record, report.Of, err = recordOf(ctx, s, name); err != nil {
				return err
			}
		}
		var err error
		if report.History, err = s.store.History(ctx, spec); err != nil {
			return fmt.Errorf("read the history: %w", err)
		}
		return a.write(report.Table, report.Page)
	})
}

// recordOf returns the id and the name of a record, also of one that is not here and of which
// changes are.
func recordOf(ctx context.Context, s *session, name string) (id, shown string, err error) {
	r, err := s.store.Record(ctx, name)
	if err == nil {
		return r.ID, r.Name(), nil
	}
	if id, _, failed := s.store.Absent(ctx, name); failed != nil || id != "" {
		return id, name, failed
	}
	return "", "", err
}

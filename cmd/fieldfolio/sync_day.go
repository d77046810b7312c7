package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/sync"
)

func newCorrectDay(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "correct-day DAY CHANGE…|WRONG-DAY…",
		Short: "correct days of receipt that a wrong clock gave",
		Long: `Sets the day on which changes were received to DAY: of changes by their id, or of
everything that was received, or ruled on, on a wrong day. --at and --since go by
these days. At headquarters the correction is sent to every office, and counts
whatever other days are known; with the day that they have, it confirms the day.
Elsewhere it sets the day in this copy alone, of changes that headquarters has not
received yet.

To list the days that cannot be right, run fieldfolio check; the history marks
them.`,
		Example: `  fieldfolio sync correct-day 2026-11-29 2031-01-03
  fieldfolio sync correct-day 2026-11-29 roea.k3f9ab12:118-7qd2m0xz`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError("fieldfolio sync correct-day 2026-11-29 2031-01-03 corrects all of one day",
					"the right day, or what has a wrong one, is missing")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.correctDay(cmd.Context(), args[0], args[1:]) },
	}
}

func (a *app) correctDay(ctx context.Context, day string, of []string) error {
	to, err := portfolio.ParseDate(day)
	if err != nil {
		return usageError("use a date such as 2026-11-29", "%q is not a date", day)
	}
	var ids []portfolio.ID
	var wrong []portfolio.Date
	for _, arg := range of {
		if d, err := portfolio.ParseDate(arg); err == nil {
			wrong = append(wrong, d)
			continue
		}
		id, err := portfolio.ParseID(arg)
		if err != nil {
			return usageError("fieldfolio history lists the ids of changes", "%q is not a date, nor the id of a change", arg)
		}
		ids = append(ids, id)
	}
	return a.asOffice(ctx, func(s *session, person string) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		n, err := p.CorrectDay(ctx, person, sync.Correction{Day: to, Changes: ids, Days: wrong})
		if err != nil {
			return err
		}
		a.done = changeSaved
		st, err := p.Status(ctx)
		if err != nil {
			return err
		}
		where := "in this copy, until headquarters has received them"
		if st.Self.AtHeadquarters() {
			where = "the next mails tell the offices"
		}
		return a.say("%s received on %s; %s", fmt.Sprint(portfolio.CountOf(n, "change")), to.Shown(), where)
	})
}

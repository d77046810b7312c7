package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/report"
)

func newTimeline(a *app) *cobra.Command {
	return a.asQuery(&cobra.Command{
		Use:   "timeline [QUERY…]",
		Short: "draw durations as bars, what ends first on top",
		Long: `Draws the durations of the projects that the query selects as bars, ordered by
their last day, with the as-of day marked in each.

The other formats have rows of number, title, start, end, status and assumed,
which names the columns whose value is only assumed.`,
		Example: `  fieldfolio timeline region:eastern-africa,southern-africa
  fieldfolio timeline status:active --as-of 2011-12-31`,
	}, a.timeline)
}

func (a *app) timeline(ctx context.Context, args []string) error {
	return a.with(ctx, func(s *session) error {
		q, err := s.query(args)
		if err != nil {
			return err
		}
		list, err := s.store.Projects(ctx, breakdown.ListSpec{Query: q, AsOf: s.asOf})
		if err != nil {
			return fmt.Errorf("list projects: %w", err)
		}
		t := report.NewTimeline(q, s.asOf, s.catalogue, list)
		if a.format == format.TableFormat {
			t.Past = s.past
			return format.WriteTimeline(a.out, t, a.drawing())
		}
		return a.writeTable(t.Table())
	})
}

package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report/programme"
)

func newProgramme(a *app) *cobra.Command {
	regional := false
	cmd := &cobra.Command{
		Use:   "programme [--regional]",
		Short: "show budgets and shortfalls of outcomes and activities",
		Long: `Lists the sub-programmes of the thematic programme with their outcomes and
priority activities: indicative budgets, what is not funded, and the sums.

Where the document prints another total, it stands below ours with the difference.
If it prints several, it is the last of the most exact ones; its section is named.

csv, tsv, json and toml have rows of level, record, code, label, budget,
shortfall, where and why; then what is printed: budget_printed,
budget_difference (computed less printed), budget_printed_in, shortfall_printed,
shortfall_difference and shortfall_printed_in; then places and places_name, the
codes and names of the places that the text of an activity names. Budgets of
sub-programmes and shortfalls of outcomes
are sums of the rows below them, so add up only rows of one level.

With --regional it lists the regional programmes instead: their years, the
number of States, and the approved budgets of their projects beside the printed
totals. Its columns for programs begin with programme, the code, and name, which
programme_name repeats as list and breakdown call it.`,
		Example: `  fieldfolio programme
  fieldfolio programme --regional
  fieldfolio programme --format csv > programme.csv`,
		Args: exactly(0, "", "fieldfolio programme takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if regional {
				return a.regional(cmd.Context())
			}
			return a.programme(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&regional, "regional", false, "the regional programmes: years, States, budgets")
	return cmd
}

func (a *app) programme(ctx context.Context) error {
	return a.with(ctx, func(s *session) error {
		subs, err := s.store.SubProgrammes(ctx)
		if err != nil {
			return fmt.Errorf("read the sub-programmes: %w", err)
		}
		r := programme.Thematic{Catalogue: s.catalogue, SubProgrammes: subs}
		if r.Published, err = s.store.Published(ctx); err != nil {
			return fmt.Errorf("read the published figures: %w", err)
		}
		return a.write(r.Table, r.Page)
	})
}

func (a *app) regional(ctx context.Context) error {
	return a.with(ctx, func(s *session) error {
		r := programme.Regional{Catalogue: s.catalogue}
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByProgramme}, AsOf: s.asOf,
			Measures: []breakdown.Measure{breakdown.Approved, breakdown.ProjectCount}}
		var err error
		if r.Cells, err = s.store.Cells(ctx, spec); err != nil {
			return fmt.Errorf("add up the programmes: %w", err)
		}
		if r.Published, err = s.store.Published(ctx); err != nil {
			return fmt.Errorf("read the published figures: %w", err)
		}
		return a.write(r.Table, r.Page)
	})
}

package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
)

func newProgramme(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "programme",
		Short: "sub-programmes, outcomes and activities: budgets and shortfalls",
		Long: `Lists the sub-programmes of the thematic programme with their outcomes and
priority activities: indicative budgets, what is not funded, and the sums.

The other formats have rows of level, record, code, label, budget, shortfall,
where and why. Budgets of sub-programmes and shortfalls of outcomes are sums of
the rows below them, so add up only rows of one level.`,
		Example: `  fieldfolio programme
  fieldfolio programme --format csv > programme.csv`,
		Args: exactly(0, "", "fieldfolio programme takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.programme(cmd.Context()) },
	}
}

func (a *app) programme(ctx context.Context) error {
	return a.with(ctx, func(s *session) error {
		subs, err := s.store.SubProgrammes(ctx)
		if err != nil {
			return fmt.Errorf("read the sub-programmes: %w", err)
		}
		r := portfolio.ProgrammeReport{SubProgrammes: subs}
		return a.write(r.Table, r.Page)
	})
}

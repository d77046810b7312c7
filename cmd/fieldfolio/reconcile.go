package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report"
)

func newReconcile(a *app) *cobra.Command {
	var explain, current, status bool
	cmd := &cobra.Command{
		Use:   "reconcile [--explain] [--current] [--exit-code]",
		Short: "compare every published figure with the sum of its rows",
		Long: `Recomputes every total, share and count that the document prints from the
document's own rows, and compares what it prints twice. The verdict is agrees,
differs or cannot be checked; the difference is computed minus published. A
figure printed in round numbers, or computed from others that are, agrees within
the sum of their tolerances; the remarks say which.

With --explain it looks for the cause of each difference, as an auditor would: a
row or two left out or counted twice, a printed form read literally, a factor of
10, 100 or 1000, two digits swapped, another printed figure. It names a cause
only if the arithmetic is exact; if several are, it lists them all and calls
none the cause.

With --current it recomputes from today's values instead, and says where later
changes explain a difference.

csv, tsv, json and toml have rows of id, where, statement, published, computed,
difference, verdict, explanation, unit and tolerance. The unit is usd, percent,
or what is counted, such as states.`,
		Example: `  fieldfolio reconcile
  fieldfolio reconcile --explain
  fieldfolio reconcile --format csv --explain > figures.csv
  fieldfolio reconcile --exit-code > /dev/null || echo something differs`,
		Args: exactly(0, "", "fieldfolio reconcile takes no arguments; it looks at every published figure"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.reconcile(cmd.Context(), explain, current, status)
		},
	}
	cmd.Flags().BoolVar(&explain, "explain", false, "look for the cause of each difference")
	cmd.Flags().BoolVar(&current, "current", false, "recompute from today's values, and say what later changes explain")
	cmd.Flags().BoolVar(&status, "exit-code", false, "exit with 4 if a figure differs")
	return cmd
}

func (a *app) reconcile(ctx context.Context, explain, current, status bool) error {
	return a.with(ctx, func(s *session) error {
		findings, err := s.store.Findings(ctx, explain, false)
		if err != nil {
			return fmt.Errorf("reconcile: %w", err)
		}
		r := report.Reconciliation{Findings: findings, Explained: explain}
		if current {
			today, err := s.store.Findings(ctx, false, true)
			if err != nil {
				return fmt.Errorf("reconcile: %w", err)
			}
			r.Findings = reconcile.AgainstBase(findings, today)
		}
		if err := a.write(r.Table, r.Page); err != nil {
			return err
		}
		if status && r.Differs() {
			return differs("%s", r.Summary())
		}
		return nil
	})
}

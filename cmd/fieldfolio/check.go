package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

func newCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "whether the database is sound",
		Long: `Checks the database: the file itself, that all slices of a project add up to its
amounts, that sums kept for speed are right, and that the search index is
complete. It changes nothing.

Exit status 4 if there is a fault. The other formats have rows of where and
what.`,
		Example: `  fieldfolio check
  fieldfolio check --db copy.db --format csv`,
		Args: exactly(0, "", "fieldfolio check takes no arguments; --db names another database"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.check(cmd.Context()) },
	}
}

func (a *app) check(ctx context.Context) error {
	return a.withExisting(ctx, func(s *session) error {
		faults, err := s.store.Check(ctx)
		if err != nil {
			return fmt.Errorf("check: %w", err)
		}
		if len(faults) == 0 && a.format == exchange.TableFormat {
			_, err := fmt.Fprintf(a.out, "%s is sound: no fault found\n", s.store.Path())
			return err //nolint:wrapcheck // finish names the output
		}
		if err := a.writeTable(faultTable(faults)); err != nil {
			return err
		}
		if len(faults) > 0 {
			return differs("database %s has faults, %d in all; restore a backup", s.store.Path(), len(faults))
		}
		return nil
	})
}

func faultTable(faults []portfolio.Fault) portfolio.Table {
	t := portfolio.Table{Name: "fault", Columns: []portfolio.Column{{Name: "where", Head: "WHERE"}, {Name: "what", Head: "FAULT"}}}
	for _, f := range faults {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(f.Where), portfolio.Text(f.What)})
	}
	return t
}

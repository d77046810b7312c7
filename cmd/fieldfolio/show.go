package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/report/facts"
)

func newShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show NUMBER",
		Short: "show all that is known of a project, and its history",
		Long: `Shows one project: its fields, where each stands in the document, and what was
printed, what was taken and why, wherever the two differ; the service lines with
their parts of the amount, and the amount of each calendar year. Fields that were
changed since say by whom and from what; notes and the newest history stand below.

The other formats have rows of field, value, where, printed, taken, why, assumed,
changed_by, changed_at, was, change, warning (values that do not fit together),
ruled_by, ruled_at and ruling_reason (by headquarters, on the change).`,
		Example: `  fieldfolio show KGZT90
  fieldfolio show XAMT72 --format json`,
		Args:              exactly(1, "the number of the project", "fieldfolio list lists the numbers"),
		ValidArgsFunction: a.completeNumber,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.show(cmd.Context(), args[0]) },
	}
}

func (a *app) show(ctx context.Context, number string) error {
	return a.with(ctx, func(s *session) error {
		p, err := s.store.Project(ctx, strings.TrimSpace(number))
		if err != nil {
			return err
		}
		sheet := facts.Sheet{Project: p, Catalogue: s.catalogue, AsOf: s.asOf, Past: s.past}
		if sheet.Record, err = s.store.Record(ctx, portfolio.ByID(p.ID)); err != nil {
			return fmt.Errorf("read the history: %w", err)
		}
		if sheet.Notes, err = s.store.Notes(ctx, p.ID); err != nil {
			return fmt.Errorf("read the notes: %w", err)
		}
		if a.format == format.TableFormat {
			return format.WriteSheet(a.out, sheet, a.drawing())
		}
		return a.writeTable(sheet.Table())
	})
}

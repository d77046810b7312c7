package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/report"
)

// listLong is the help of the command, with the existing columns.
func listLong() string {
	columns := portfolio.ListColumns()
	last := slices.Index(columns, portfolio.AssumedColumn)
	all := "table and md show what people read. csv, tsv, json and toml have all columns: " +
		strings.Join(columns[:last], ", ") + " and " + columns[last] +
		", which names the columns whose value is only assumed; then " + strings.Join(columns[last+1:], ", ") +
		" and warning, which says which values do not fit together."
	return `Lists projects in order of their numbers, with the totals of what is listed.
Without a query it lists all of them; fieldfolio --help explains queries.

` + strings.Join(cells.Clusters.WrapWords(all, 80), "\n") + `

programme, region and line are codes, and NAME_name is the name, as in breakdown.
country is the text of the document, country_code and country_name are the
countries in it; recipient_region_code, of OECD DAC, and recipient_region_name
are the regions. Blanks separate several codes, semicolons several names.`
}

func newList(a *app) *cobra.Command {
	return a.asQuery(&cobra.Command{
		Use:   "list [QUERY…]",
		Short: "list the projects that a query selects, with their totals",
		Long:  listLong(),
		Example: `  fieldfolio list
  fieldfolio list piracy
  fieldfolio list region:eastern-africa status:active
  fieldfolio list end:+6m                       # what ends within six months
  fieldfolio list line:TIP,SOM end\<2012 -country:MY
  fieldfolio list kind:field --format csv > field.csv`,
	}, a.list)
}

func (a *app) list(ctx context.Context, args []string) error {
	return a.with(ctx, func(s *session) error {
		r, err := s.listReport(ctx, args)
		if err != nil {
			return err
		}
		a.noteBeside(append(r.OutsideNotes(), r.YearNote(), r.PrintedNote())...)
		return a.write(r.Table, r.Page)
	})
}

func (s *session) listReport(ctx context.Context, args []string) (report.List, error) {
	q, err := s.query(args)
	if err != nil {
		return report.List{}, err
	}
	r := report.List{Catalogue: s.catalogue, Spec: breakdown.ListSpec{Query: q, AsOf: s.asOf}}
	if r.Rows, err = s.store.Projects(ctx, r.Spec); err != nil {
		return r, fmt.Errorf("list projects: %w", err)
	}
	if r.Totals, err = s.store.Totals(ctx, r.Spec); err != nil {
		return r, fmt.Errorf("add up projects: %w", err)
	}
	if r.Published, err = s.store.Published(ctx); err != nil {
		return r, fmt.Errorf("read published figures: %w", err)
	}
	return r, nil
}

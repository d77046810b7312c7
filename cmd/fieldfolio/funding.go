package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report/funding"
)

func newFunding(a *app) *cobra.Command {
	return a.asQuery(&cobra.Command{
		Use:   "funding [QUERY…]",
		Short: "list what is unfunded: shortfalls of projects and activities",
		Long: `Lists the shortfalls of the projects that the query selects, then those of the
priority activities, each with the places that it names. Projects carry out
activities, so the two are never added up. How many projects state no shortfall
is said below: that is not the same as none.

place:west-africa covers what falls to West Africa and the countries in it, and
year:2012 what falls to 2012: the shortfall of a project is divided among its
places, and among the days after the one on which it was stated. The shortfall
of an activity is not divided.

csv, tsv, json and toml have rows of kind, record, code, title, shortfall, which
is what the query covers of whole_shortfall, and places, those that it covers.`,
		Example: `  fieldfolio funding
  fieldfolio funding place:west-africa
  fieldfolio funding place:kenya year:2012 --format csv`,
	}, a.funding)
}

func (a *app) funding(ctx context.Context, args []string) error {
	return a.with(ctx, func(s *session) error {
		q, err := s.query(args)
		if err != nil {
			return err
		}
		f, err := funding.Load(ctx, s.store, s.catalogue, q, s.asOf)
		if err != nil {
			return fmt.Errorf("load what is unfunded: %w", err)
		}
		a.noteBeside(portfolio.ShownOf(f.Notes())...)
		return a.write(f.Table, f.Page)
	})
}

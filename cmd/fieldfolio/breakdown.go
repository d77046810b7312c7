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
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/report"
)

func newBreakdown(a *app) *cobra.Command {
	var by, measure, since string
	cmd := a.asQuery(&cobra.Command{
		Use:   "breakdown --by DIM[,DIM…] [--measure M[,M…]] [--years A-B] [QUERY…]",
		Short: "add up amounts and projects by region, line, country, year …",
		Long: `Adds up what the query selects by one or more dimensions:
  ` + wrapped(dimensionsWithLabels()) + `

What is added up are the measures:
  ` + wrapped(measuresWithHelp()) + `

Every amount is divided among service lines, places and days to the cent, so all
breakdowns of the same projects have the same total. A query selects whole
projects; only its terms year and place confine their amounts, and what is
outside is stated. --years 2010-2013 is the same as year:2010..2013. Totals of
projects count each project once and are not sums. A cell is empty where none of
its projects has the figure.

The measures spent and rate have only projects whose expenditure is known; a note
says how many. A rate, also of a total, is the sum of their expenditure in per cent
of the sum of their budgets (against).

By year, amounts are ` + breakdown.EvenlyByDays + `, as there are no phased budgets; a
shortfall over the days after the one on which it was stated.

With --since DATE, not before the document's, it shows what changed after that
day, of each cell that did: what it was then, what came with projects that are
new in it, went with those that are gone from it, was raised and lowered in the
others, and what it is now.

table and md show what people read, in rows and columns if there are two
dimensions and one measure. csv, tsv, json and toml have the dimensions, then the
measures with their cents, then the names of the codes, and a last row total.
A dimension is a code, and NAME_name its name, as in list: region, region_name.
The dimension country has countries and regions: country_code and country_name, as
in list, or, in the last columns, recipient_region_code and recipient_region_name.
If the query confines amounts, the last columns, such as approved_outside, say in
the total row what is outside.`,
		Example: `  fieldfolio breakdown --by region kind:field
  fieldfolio breakdown --by region,line kind:field
  fieldfolio breakdown --by year --measure approved,projects region:west-africa
  fieldfolio breakdown --by line --measure overall,shortfall --format csv
  fieldfolio breakdown --by region --measure spent,against,rate
  fieldfolio breakdown --by line,year --years 2010-2013 region:west-africa
  fieldfolio breakdown --by region --since 2011-06-30`,
	}, func(ctx context.Context, args []string) error {
		spec, err := breakdownSpec(by, measure)
		if err != nil {
			return err
		}
		if since != "" {
			return a.since(ctx, spec, since, args)
		}
		return a.breakdown(ctx, spec, args)
	})
	cmd.Flags().StringVar(&by, "by", "", "dimensions `DIM[,DIM…]`, the rows first")
	cmd.Flags().StringVar(&measure, "measure", string(breakdown.Approved), "measures `M[,M…]`")
	cmd.Flags().StringVar(&since, "since", "", "what changed after `DATE`: new, gone, raised and lowered, of each cell")
	a.complete(cmd, "by", listed(breakdown.Dimensions))
	a.complete(cmd, "measure", listed(breakdown.Measures))
	return cmd
}

// wrapped lists names for help, in indented lines of 80 columns.
func wrapped(names []string) string {
	return strings.Join(cells.Clusters.WrapWords(strings.Join(names, ", "), 78), "\n  ")
}

// dimensionsWithLabels returns the dimensions for help, such as "line (service line)".
func dimensionsWithLabels() []string {
	names := make([]string, len(breakdown.Dimensions))
	for i, d := range breakdown.Dimensions {
		if names[i] = string(d); d.Label() != string(d) {
			names[i] += " (" + d.Label() + ")"
		}
	}
	return names
}

func measuresWithHelp() []string {
	names := make([]string, len(breakdown.Measures))
	for i, m := range breakdown.Measures {
		names[i] = m.Help()
	}
	return names
}

func breakdownSpec(by, measure string) (breakdown.BreakdownSpec, error) {
	var spec breakdown.BreakdownSpec
	if by == "" {
		return spec, usageError("write --by region, --by line or --by region,year", "the dimension is missing")
	}
	var err error
	if spec.By, err = breakdown.ParseDimensions(by); err != nil {
		return spec, wrongUsage(err)
	}
	spec.Measures, err = breakdown.ParseMeasures(measure)
	return spec, wrongUsage(err)
}

func (a *app) breakdown(ctx context.Context, spec breakdown.BreakdownSpec, args []string) error {
	return a.with(ctx, func(s *session) error {
		var err error
		spec.AsOf = s.asOf
		if spec.Query, err = s.query(args); err != nil {
			return err
		}
		b, err := breakdown.BreakDown(ctx, s.store, spec, s.catalogue)
		if err != nil {
			return fmt.Errorf("break down: %w", err)
		}
		published, err := s.store.Published(ctx)
		if err != nil {
			return fmt.Errorf("read published figures: %w", err)
		}
		fresh, err := s.freshness(ctx, breakdown.ListSpec{Query: b.Spec.Query, AsOf: b.Spec.AsOf})
		if err != nil {
			return fmt.Errorf("break down: %w", err)
		}
		printed := report.PrintedLists(b, published)
		a.noteBeside(slices.Concat([]string{spec.YearNote()}, report.EntriesNotes(b), report.OutsideNotes(b),
			[]string{report.AssumedNote(b), printed}, fresh)...)
		return a.write(func() portfolio.Table { return report.BreakdownTable(b) }, func() portfolio.Table {
			t := report.BreakdownPage(b, s.catalogue, a.pivotColumns(spec, s.catalogue))
			if printed != "" {
				t.Notes = append(t.Notes, report.CauseRemark(printed))
			}
			for _, n := range fresh {
				t.Notes = append(t.Notes, fault.Remarks(portfolio.SentenceOf(n))...)
			}
			return t
		})
	})
}

// freshness says how old the figures of a list are; not of a past one, whose gaps were told before.
func (s *session) freshness(ctx context.Context, spec breakdown.ListSpec) ([]string, error) {
	if s.past.Known() {
		return nil, nil
	}
	notes, err := exchange.FreshnessNotes(ctx, s.store, spec, 0)
	return portfolio.ShownOf(notes), err
}

// since compares a breakdown with the one at the end of a day.
func (a *app) since(ctx context.Context, spec breakdown.BreakdownSpec, since string, args []string) error {
	day, err := portfolio.ParseDate(since)
	if err != nil {
		return usageError("use a date such as 2011-06-30", "--since: %q is not a date", since)
	}
	if len(spec.Measures) != 1 {
		return usageError("give one, such as --measure approved", "--since compares one measure, not %d", len(spec.Measures))
	}
	if m := spec.Measures[0]; !m.AddsUp() && !m.Counts() {
		return usageError("compare an amount, such as --measure approved",
			"--since says what was raised and lowered, and %s is in per cent", m)
	}
	if a.at != "" {
		return usageError("leave out one of the two", "--since compares with today, so it does not go with --at")
	}
	return a.with(ctx, func(s *session) error {
		spec.AsOf = s.asOf
		if spec.Query, err = s.query(args); err != nil {
			return err
		}
		report, err := s.moved(ctx, spec, day)
		if err != nil {
			return lookBack("--since", day, err)
		}
		if err := a.tellGaps(ctx, s, day); err != nil {
			return err
		}
		a.noteBeside(append(report.OutsideNotes(), spec.YearNote())...)
		return a.write(report.Table, report.Page)
	})
}

func (s *session) moved(ctx context.Context, spec breakdown.BreakdownSpec, day portfolio.Date) (*report.Since, error) {
	then, err := s.store.CellsOn(ctx, day, spec)
	if err != nil {
		return nil, err
	}
	is, err := breakdown.BreakDown(ctx, s.store, spec, s.catalogue)
	if err != nil {
		return nil, err
	}
	before, after, err := s.store.ChangedSince(ctx, day)
	if err != nil {
		return nil, err
	}
	was := breakdown.NewBreakdown(spec, s.catalogue, then)
	return report.NewSince(day, s.catalogue, was, is, before, after), nil
}

// pivotColumns returns the number of columns of figures that fit beside the row names and the
// totals.
func (a *app) pivotColumns(spec breakdown.BreakdownSpec, cat *portfolio.Catalogue) int {
	if a.format != format.TableFormat {
		return 1000
	}
	const names = 28
	column := 8
	if spec.By[len(spec.By)-1].LongNames(cat) {
		column = 12 // for names, which wrap
	}
	return (a.tableWidth(a.stdout)-names)/column - 1
}

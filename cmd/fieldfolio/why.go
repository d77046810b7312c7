package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/facts"
)

// whyFlags are the flags of the command why.
type whyFlags struct {
	cell, measure string
	limit         int
}

const whyLong = `Shows how a figure is made up, so that it can be computed again by hand: the rows
that add up to it, each with its amount, its share of service lines and places,
its days, what rounding adds, and where every value comes from.

  fieldfolio why NUMBER FIELD        a field of a project, such as end
  fieldfolio why outcome:2.3 FIELD   budget or shortfall of a part of the plan;
                                     also activity:2.2/4, subprogramme:2,
                                     programme
  fieldfolio why ID                  a published figure: annex3-iii-total
  fieldfolio why QUERY…              the total of what a query selects
  fieldfolio why --cell CELL QUERY…  a cell of a breakdown: dimensions with
                                     a code or name each; a year can be
                                     unknown

Without arguments it shows the total of the whole portfolio. csv, tsv, json and
toml have a row for each row of the figure; calculation can be computed as it
stands, and with rounding it is the part.`

func newWhy(a *app) *cobra.Command {
	var f whyFlags
	cmd := &cobra.Command{
		Use:   "why [--measure M] [--cell CELL] [--years A-B] [FIGURE | QUERY…]",
		Short: "show how a figure is made up, to compute it again by hand",
		Long:  whyLong,
		Example: `  fieldfolio why TAJE24 end
  fieldfolio why outcome:2.3 shortfall
  fieldfolio why annex3-iii-total
  fieldfolio why --measure shortfall region:global
  fieldfolio why --cell region=west-africa,line=DRG,year=2012
  fieldfolio why --cell year=unknown --measure shortfall --format csv`,
		Annotations:       map[string]string{takesQuery: "yes"},
		ValidArgsFunction: a.completeFigure,
	}
	within := yearsFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		terms, err := within(args)
		if err != nil {
			return err
		}
		return a.why(cmd, f, terms)
	}
	cmd.Flags().StringVar(&f.cell, "cell", "", "`CELL` of a breakdown, such as region=west-africa,year=2012")
	cmd.Flags().StringVar(&f.measure, "measure", string(breakdown.Approved), "measure `M` of a cell or a total")
	cmd.Flags().IntVar(&f.limit, "limit", 0, "at most `N` rows, and one for the others (default all)")
	a.complete(cmd, "cell", a.completeCell)
	a.complete(cmd, "measure", listed(breakdown.Measures))
	return cmd
}

func (a *app) why(cmd *cobra.Command, f whyFlags, args []string) error {
	asksTotal := f.cell != "" || cmd.Flags().Changed("measure")
	return a.with(cmd.Context(), func(s *session) error {
		q := figureNames{cmd.Context(), s}
		if !asksTotal {
			switch named, err := q.find(args); {
			case err != nil:
				return err
			case named.origin != nil:
				return a.write(named.origin.Table, named.origin.Page)
			case named.spec != nil:
				return a.prove(q, named.spec.Rows(f.limit))
			}
		}
		spec, err := s.totalFigure(f, args)
		if err != nil {
			return err
		}
		if !asksTotal && len(args) == 1 {
			if err := q.check(args[0], spec); err != nil {
				return err
			}
		}
		return a.prove(q, spec.Rows(f.limit))
	})
}

// prove writes the proof of a figure.
func (a *app) prove(q figureNames, spec proof.Spec) error {
	p, err := proof.Prove(q.ctx, screenSource{q.s.store}, spec, q.s.catalogue)
	if err != nil {
		return fmt.Errorf("prove the figure: %w", err)
	}
	if a.format != format.TableFormat {
		return a.writeTable(facts.ProofTable(p))
	}
	return format.WriteProof(a.out, facts.NewProofPage(p, q.s.past), a.drawing())
}

// totalFigure returns the total of what a query selects, or a cell of a
// breakdown.
func (s *session) totalFigure(f whyFlags, args []string) (proof.ListFigure, error) {
	of := proof.ListFigure{AsOf: s.asOf}
	measures, err := breakdown.ParseMeasures(f.measure)
	if err != nil {
		return of, wrongUsage(err)
	}
	if len(measures) > 1 {
		return of, usageError("give one, such as --measure approved", "--measure: a figure has one measure, not %d",
			len(measures))
	}
	if of.Query, err = s.query(args); err != nil {
		return of, err
	}
	if of.Cell, err = breakdown.ParseCell(f.cell, s.catalogue); err != nil {
		return of, wrongUsage(fmt.Errorf("--cell: %w", err))
	}
	of.Cell.Measure = measures[0]
	return of, nil
}

// completeCell completes the last part of a cell: a dimension, or a code of it.
func (a *app) completeCell(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	const still = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	before := begun[:strings.LastIndex(begun, ",")+1]
	name, _, chosen := strings.Cut(begun[len(before):], "=")
	var out []string
	if !chosen {
		for _, d := range breakdown.Dimensions {
			out = append(out, before+string(d)+"=")
		}
		return out, still
	}
	for _, c := range breakdown.Dimension(name).Choices(a.catalogue(cmd)) {
		out = append(out, before+name+"="+c.Code+"\t"+oneLine(c.Name))
	}
	return out, still
}

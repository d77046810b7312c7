package report

import (
	"context"
	"strconv"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
)

// Overview is a summary of the programme as of a date.
type Overview struct {
	AsOf  portfolio.Date
	Kinds []OverviewKind // field, then global; a project of both kinds is counted in both
	All   int64          // number of projects, each counted once
	Both  int64          // projects of both kinds
	named []string       // numbers of the first of them

	// Regions, Lines and Years add up approved budgets; their totals are
	// equal.
	Regions, Lines, Years *breakdown.Breakdown

	Ending OverviewList // projects that end soon, see SoonDays
	Plan   PlanRow      // the total of the thematic programme, with the printed one

	// Printed holds the totals that the document prints below the lists of
	// regions, by region.
	Printed map[string]portfolio.Published

	Verdicts  reconcile.Verdicts // number of published figures with each verdict
	Latest    provenance.History // the newest changes, and the number of all
	Conflicts int64              // number of fields in conflict
	Misfits   int64              // number of inconsistencies
	Fresh     []portfolio.Value  // one sentence each on how old the figures are; none if nothing is old
}

// OverviewKind is the projects of one kind.
type OverviewKind struct {
	OverviewList
	Kind     portfolio.Kind
	Measure  breakdown.Measure          // the main amount of this kind
	Statuses map[portfolio.Status]int64 // number of projects with each status
}

// OverviewList is a list of projects with its totals.
type OverviewList struct {
	Query  portfolio.Query
	Totals breakdown.ListTotals
}

// OverviewSource supplies the data of an overview, usually a store.
type OverviewSource interface {
	breakdown.CellSource
	exchange.FreshSource
	Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error)
	Findings(ctx context.Context) ([]reconcile.Finding, error)
	SubProgrammes(ctx context.Context) ([]portfolio.SubProgramme, error)
	History(ctx context.Context, spec provenance.HistorySpec) (provenance.History, error)
	Conflicts(ctx context.Context) ([]provenance.Conflict, []portfolio.Inconsistency, error)
}

// latestChanges is the maximum number of newest changes in an overview.
const latestChanges = 5

// Survey builds an overview as of a date. Errors are those of the source.
func Survey(ctx context.Context, src OverviewSource, asOf portfolio.Date, cat *portfolio.Catalogue) (*Overview, error) {
	o := &Overview{AsOf: asOf}
	for _, part := range []func(context.Context, OverviewSource, *portfolio.Catalogue) error{
		o.surveyKinds, o.surveyBoth, o.surveyMoney, o.surveyEnding, o.surveyPlan, o.surveyChanges, o.surveyFreshness,
	} {
		if err := part(ctx, src, cat); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// surveyKinds counts the projects of each kind by status, and adds up the
// kind's main amount.
func (o *Overview) surveyKinds(ctx context.Context, src OverviewSource, cat *portfolio.Catalogue) error {
	for _, k := range []struct {
		kind    portfolio.Kind
		measure breakdown.Measure
	}{{portfolio.Field, breakdown.Approved}, {portfolio.Global, breakdown.Overall}} {
		of := OverviewKind{Kind: k.kind, Measure: k.measure, Statuses: map[portfolio.Status]int64{}}
		of.Query = portfolio.Query{}.And(portfolio.OneOf(portfolio.KeyKind, k.kind.String()))
		b, err := breakdown.BreakDown(ctx, src, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByStatus},
			Measures: []breakdown.Measure{breakdown.ProjectCount}, Query: of.Query, AsOf: o.AsOf}, cat)
		if err != nil {
			return err
		}
		for _, c := range b.Cells {
			of.Statuses[portfolio.Status(c.Codes[0])] = c.Projects
		}
		if of.Totals, err = src.Totals(ctx, breakdown.ListSpec{Query: of.Query, AsOf: o.AsOf}); err != nil {
			return err
		}
		o.Kinds = append(o.Kinds, of)
	}
	return nil
}

// BothKindsQuery returns the query that selects the projects of both kinds.
func BothKindsQuery() portfolio.Query {
	return portfolio.Query{}.And(portfolio.OneOf(portfolio.KeyKind, portfolio.Field.String()),
		portfolio.OneOf(portfolio.KeyKind, portfolio.Global.String()))
}

// surveyBoth counts all projects and those of both kinds, and finds the names
// of the latter.
func (o *Overview) surveyBoth(ctx context.Context, src OverviewSource, cat *portfolio.Catalogue) error {
	b, err := breakdown.BreakDown(ctx, src, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByKind},
		Measures: []breakdown.Measure{breakdown.ProjectCount}, AsOf: o.AsOf}, cat)
	if err != nil {
		return err
	}
	o.All = b.Total.Projects
	if o.Both = b.At((portfolio.Field | portfolio.Global).String()).Projects; o.Both == 0 {
		return nil
	}
	named, err := src.Projects(ctx, breakdown.ListSpec{Query: BothKindsQuery(), AsOf: o.AsOf, Limit: mostNamed})
	for i := range named {
		o.named = append(o.named, named[i].Number)
	}
	return err
}

// mostNamed is the maximum number of projects of both kinds that are named.
const mostNamed = 3

// KindsAddUp says why the projects of the two kinds are more than all projects,
// such as: 83 projects in all: XAMT72 is both field and global. The short form
// is for narrow screens.
func (o *Overview) KindsAddUp() (sentence, short string) {
	all := portfolio.CountOf(int(o.All), "project") + " in all"
	few := portfolio.Count(o.All).Shown() + " in all"
	who := portfolio.Count(o.Both).Shown()
	switch {
	case o.Both == 0:
		return all, few
	case o.Both == 1:
		return all + ": " + o.named[0] + " is both field and global", few + ": " + o.named[0] + " is both"
	case o.Both <= mostNamed:
		who = portfolio.Enumerate(o.named)
	}
	return all + ": " + who + " are both field and global", few + ": " + who + " are both"
}

func (o *Overview) surveyMoney(ctx context.Context, src OverviewSource, cat *portfolio.Catalogue) (err error) {
	for _, b := range []struct {
		by   breakdown.Dimension
		into **breakdown.Breakdown
	}{{breakdown.ByRegion, &o.Regions}, {breakdown.ByLine, &o.Lines}, {breakdown.ByYear, &o.Years}} {
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{b.by}, Measures: []breakdown.Measure{breakdown.Approved},
			AsOf: o.AsOf}
		if *b.into, err = breakdown.BreakDown(ctx, src, spec, cat); err != nil {
			return err
		}
	}
	return nil
}

func (o *Overview) surveyEnding(ctx context.Context, src OverviewSource, _ *portfolio.Catalogue) (err error) {
	o.Ending.Query = EndingSoonQuery()
	o.Ending.Totals, err = src.Totals(ctx, breakdown.ListSpec{Query: o.Ending.Query, AsOf: o.AsOf})
	return err
}

// surveyPlan adds up the thematic programme, and counts the verdicts on
// published figures.
func (o *Overview) surveyPlan(ctx context.Context, src OverviewSource, _ *portfolio.Catalogue) error {
	var r Programme
	findings, err := src.Findings(ctx)
	if err != nil {
		return err
	}
	o.Verdicts = reconcile.CountVerdicts(findings)
	for i := range findings {
		r.Published = append(r.Published, findings[i].Published)
	}
	o.Printed = map[string]portfolio.Published{}
	for _, c := range o.Regions.Cells {
		if p, ok := portfolio.PrintedTotal(r.Published, c.Codes[0]); ok {
			o.Printed[c.Codes[0]] = p
		}
	}
	if r.SubProgrammes, err = src.SubProgrammes(ctx); err != nil {
		return err
	}
	_, o.Plan = r.Rows()
	return nil
}

func (o *Overview) surveyChanges(ctx context.Context, src OverviewSource, _ *portfolio.Catalogue) (err error) {
	if o.Latest, err = src.History(ctx, provenance.HistorySpec{Limit: latestChanges}); err != nil {
		return err
	}
	conflicts, misfits, err := src.Conflicts(ctx)
	o.Conflicts, o.Misfits = int64(len(conflicts)), int64(len(misfits))
	return err
}

func (o *Overview) surveyFreshness(ctx context.Context, src OverviewSource, _ *portfolio.Catalogue) (err error) {
	o.Fresh, err = exchange.FreshnessNotes(ctx, src, breakdown.ListSpec{AsOf: o.AsOf}, 0)
	return err
}

// PrintedOtherwise returns the total that the document prints below the list of
// a region, and false if it prints none or the computed one.
func (o *Overview) PrintedOtherwise(region string) (portfolio.Published, bool) {
	p, ok := o.Printed[region]
	return p, ok && !p.Prints(int64(o.Regions.At(region).Money(breakdown.Approved)))
}

// YearAmount is the total of approved budgets for one calendar year.
type YearAmount struct {
	Year   int
	Amount portfolio.Cents
}

// Phasing returns the approved budgets of each year from the first to the last
// that has any, including years without any between them, and the amount
// without a year, from projects with an unknown start or end date. Together
// they are the total of Years.
func (o *Overview) Phasing() (years []YearAmount, unknown portfolio.Cents) {
	for _, c := range o.Years.Cells {
		year, _ := strconv.Atoi(c.Codes[0])
		if year == portfolio.UnknownYear {
			unknown = c.Money(breakdown.Approved)
			continue
		}
		if !c.Figure(breakdown.Approved).Known {
			continue
		}
		amount := c.Money(breakdown.Approved)
		for n := len(years); n > 0 && years[n-1].Year+1 < year; n++ {
			years = append(years, YearAmount{Year: years[n-1].Year + 1})
		}
		years = append(years, YearAmount{year, amount})
	}
	return years, unknown
}

// Peak returns the year with the largest amount, the first of several, and
// false if there is none.
func Peak(years []YearAmount) (peak YearAmount, ok bool) {
	for _, y := range years {
		if !ok || y.Amount > peak.Amount {
			peak, ok = y, true
		}
	}
	return peak, ok
}

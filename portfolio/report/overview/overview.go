package overview

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report"
	"fieldfolio/portfolio/report/programme"
)

// Spec says what an overview is of.
type Spec struct {
	AsOf  portfolio.Date
	Scope portfolio.Query // the projects that are counted and added up; what the document prints, and changes, are of all
}

// Report is a summary of the programme as of a date.
type Report struct {
	Spec
	First bool              // only what a first look has is known: see FirstLook
	Kinds []Kind            // field, then global; a project of both kinds is counted in both
	All   int64             // number of projects, each counted once
	Both  int64             // projects of both kinds
	Whole portfolio.Amounts // main amounts of the kinds, of all projects
	named []string          // numbers of the first of them

	// Regions, Lines and Years add up approved budgets; their totals are
	// equal.
	Regions, Lines, Years *breakdown.Breakdown

	Ending List          // projects that end soon, see report.SoonDays
	Plan   programme.Row // the total of the thematic programme, with the printed one

	// Printed holds the totals that the document prints below the lists of
	// regions, by region.
	Printed map[string]portfolio.Published

	Verdicts  reconcile.Verdicts // number of published figures with each verdict
	Latest    provenance.History // the newest changes, and the number of all
	Conflicts int64              // number of fields in conflict
	Misfits   int64              // number of inconsistencies
	Fresh     []portfolio.Value  // one sentence each on how old the figures are; none if nothing is old
}

// Kind is the projects of one kind.
type Kind struct {
	List
	Kind     portfolio.Kind
	Measure  breakdown.Measure          // the main amount of this kind
	Statuses map[portfolio.Status]int64 // number of projects with each status
}

// List is a list of projects with its totals.
type List struct {
	Query  portfolio.Query
	Totals breakdown.ListTotals
}

// Source supplies the data of an overview, usually a store.
type Source interface {
	// Shared returns the answer to a question that is the same for all who ask: what read returns, or what it
	// returned to somebody else in the same state. What read asks with the context that it is given is answered
	// from one state.
	Shared(ctx context.Context, question string, read func(context.Context) (any, error)) (any, error)
	Catalogue(ctx context.Context) (*portfolio.Catalogue, error)
	breakdown.CellSource
	exchange.FreshSource
	Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error)
	Published(ctx context.Context) ([]portfolio.Published, error)
	Findings(ctx context.Context) ([]reconcile.Finding, error)
	SubProgrammes(ctx context.Context) ([]portfolio.SubProgramme, error)
	History(ctx context.Context, spec provenance.HistorySpec) (provenance.History, error)
	Conflicts(ctx context.Context) ([]provenance.Conflict, []portfolio.Inconsistency, error)
}

// latestChanges is the maximum number of newest changes in an overview.
const latestChanges = 5

type survey = func(context.Context, Source, *portfolio.Catalogue) error

// FirstLook returns what an overview has that is known at once, however many
// projects there are: the regions and the plan, each with what is printed, and
// which lists there are. All else is unknown. Nobody may modify the report: it may be
// that of others too.
func FirstLook(ctx context.Context, src Source, of Spec) (*Report, error) {
	return shared(ctx, src, &Report{Spec: of, First: true})
}

// Survey builds an overview, which nobody may modify. Errors are those of the source.
func Survey(ctx context.Context, src Source, of Spec) (*Report, error) {
	return shared(ctx, src, &Report{Spec: of})
}

// shared makes the parts of an overview, or returns one that somebody else has made.
func shared(ctx context.Context, src Source, o *Report) (*Report, error) {
	question := fmt.Sprintf("overview %v %d %s", o.First, o.AsOf, o.Scope)
	x, err := src.Shared(ctx, question, func(ctx context.Context) (any, error) {
		cat, err := src.Catalogue(ctx)
		if err != nil {
			return nil, err
		}
		return o, o.make(ctx, src, cat)
	})
	if err != nil {
		return nil, err
	}
	return x.(*Report), nil // the question has answers of one type
}

// make makes the parts of an overview, all from one state: figures of two states would not add up.
func (o *Report) make(ctx context.Context, src Source, cat *portfolio.Catalogue) error {
	parts := []survey{o.surveyRegions, o.surveyPlan}
	if !o.First {
		parts = append(parts, o.surveyKinds, o.surveyMoney, o.surveyEnding, o.surveyVerdicts, o.surveyChanges,
			o.surveyFreshness)
	}
	o.Kinds = []Kind{o.kind(portfolio.Field, breakdown.Approved), o.kind(portfolio.Global, breakdown.Overall)}
	o.Ending.Query = o.Scope.And(report.EndingSoonQuery().Terms...)
	for _, part := range parts {
		if err := part(ctx, src, cat); err != nil {
			return err
		}
	}
	return nil
}

// kind is a kind of which nothing has been counted yet.
func (o *Report) kind(k portfolio.Kind, m breakdown.Measure) Kind {
	of := Kind{Kind: k, Measure: m, Statuses: map[portfolio.Status]int64{}}
	of.Query = o.Scope.And(portfolio.OneOf(portfolio.KeyKind, k.String()))
	return of
}

// surveyKinds counts the projects of each kind by status, adds up the kind's main
// amount, and finds the names of projects of both kinds: all in one scan.
func (o *Report) surveyKinds(ctx context.Context, src Source, cat *portfolio.Catalogue) error {
	b, err := cellsBy(ctx, src, cat, breakdown.BreakdownSpec{
		By:       []breakdown.Dimension{breakdown.ByKind, breakdown.ByStatus},
		Measures: []breakdown.Measure{breakdown.ProjectCount, breakdown.Approved, breakdown.Overall}, Query: o.Scope,
		AsOf: o.AsOf})
	if err != nil {
		return err
	}
	both := (portfolio.Field | portfolio.Global).String()
	for _, c := range b.Cells {
		o.All += c.Projects
		for i := range o.Kinds {
			m := o.Kinds[i].Measure
			sum := breakdown.StoredAmount(&o.Whole, m)
			*sum = sum.Plus(c.Amount(m))
		}
		if c.Codes[0] == both {
			o.Both += c.Projects
		}
		for i := range o.Kinds {
			if k := &o.Kinds[i]; c.Codes[0] == k.Kind.String() || c.Codes[0] == both {
				k.add(c)
			}
		}
	}
	if o.Both == 0 {
		return nil
	}
	named, err := src.Projects(ctx, breakdown.ListSpec{Query: o.BothKinds(), AsOf: o.AsOf, Limit: mostNamed})
	for i := range named {
		o.named = append(o.named, named[i].Number)
	}
	return err
}

// add adds the projects of a cell by kind and status.
func (k *Kind) add(c breakdown.Cell) {
	k.Statuses[portfolio.Status(c.Codes[1])] += c.Projects
	k.Totals.Projects += c.Projects
	sum := breakdown.StoredAmount(&k.Totals.Amounts, k.Measure)
	*sum = sum.Plus(c.Amount(k.Measure))
}

// cellsBy returns a breakdown without the number of assumed days, which an
// overview does not state.
func cellsBy(ctx context.Context, src Source, cat *portfolio.Catalogue,
	spec breakdown.BreakdownSpec) (*breakdown.Breakdown, error) {
	cells, err := src.Cells(ctx, spec)
	if err != nil {
		return nil, err
	}
	return breakdown.NewBreakdown(spec, cat, cells), nil
}

// BothKinds returns the query that selects the projects of both kinds.
func (o *Report) BothKinds() portfolio.Query {
	return o.Scope.And(portfolio.OneOf(portfolio.KeyKind, portfolio.Field.String()),
		portfolio.OneOf(portfolio.KeyKind, portfolio.Global.String()))
}

// mostNamed is the maximum number of projects of both kinds that are named.
const mostNamed = 3

// KindsAddUp says why the projects of the two kinds are more than all projects,
// such as: 83 projects in all: XAMT72 is both field and global. The short form
// is for narrow screens.
func (o *Report) KindsAddUp() (sentence, short string) {
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

// surveyRegions adds up the regions, and finds the totals that are printed below
// their lists.
func (o *Report) surveyRegions(ctx context.Context, src Source, cat *portfolio.Catalogue) (err error) {
	if o.Regions, err = cellsBy(ctx, src, cat, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByRegion},
		Measures: []breakdown.Measure{breakdown.Approved}, Query: o.Scope, AsOf: o.AsOf}); err != nil {
		return err
	}
	published, err := src.Published(ctx)
	o.Printed = map[string]portfolio.Published{}
	for _, c := range o.Regions.Cells {
		if p, ok := portfolio.PrintedTotal(published, c.Codes[0]); ok && o.wholeRegion(c.Codes[0]) {
			o.Printed[c.Codes[0]] = p
		}
	}
	return err
}

// wholeRegion reports whether the scope has all projects of a region: what is printed is not compared
// with a part of it.
func (o *Report) wholeRegion(region string) bool {
	return !slices.ContainsFunc(o.Scope.Terms, func(t portfolio.Term) bool {
		byRegion := t.Key == portfolio.KeyScope || t.Key == portfolio.KeyRegion || t.Key == portfolio.KeyProgramme
		return !byRegion || t.Not || !t.Has(region)
	})
}

// surveyMoney adds up the service lines and the years, both in one scan.
func (o *Report) surveyMoney(ctx context.Context, src Source, cat *portfolio.Catalogue) error {
	b, err := cellsBy(ctx, src, cat, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByLine, breakdown.ByYear},
		Measures: []breakdown.Measure{breakdown.Approved}, Query: o.Scope, AsOf: o.AsOf})
	if err != nil {
		return err
	}
	o.Lines, o.Years = b.Along(0, cat), b.Along(1, cat)
	return nil
}

func (o *Report) surveyEnding(ctx context.Context, src Source, _ *portfolio.Catalogue) (err error) {
	o.Ending.Totals, err = src.Totals(ctx, breakdown.ListSpec{Query: o.Ending.Query, AsOf: o.AsOf})
	return err
}

// surveyPlan adds up the thematic programme.
func (o *Report) surveyPlan(ctx context.Context, src Source, _ *portfolio.Catalogue) (err error) {
	var r programme.Thematic
	if r.Published, err = src.Published(ctx); err != nil {
		return err
	}
	if r.SubProgrammes, err = src.SubProgrammes(ctx); err != nil {
		return err
	}
	_, o.Plan = r.Rows()
	return nil
}

func (o *Report) surveyVerdicts(ctx context.Context, src Source, _ *portfolio.Catalogue) error {
	findings, err := src.Findings(ctx)
	o.Verdicts = reconcile.CountVerdicts(findings)
	return err
}

func (o *Report) surveyChanges(ctx context.Context, src Source, _ *portfolio.Catalogue) (err error) {
	if o.Latest, err = src.History(ctx, provenance.HistorySpec{Limit: latestChanges,
		PerStep: provenance.FewChanges}); err != nil {
		return err
	}
	conflicts, misfits, err := src.Conflicts(ctx)
	o.Conflicts, o.Misfits = int64(len(conflicts)), int64(len(misfits))
	return err
}

func (o *Report) surveyFreshness(ctx context.Context, src Source, _ *portfolio.Catalogue) (err error) {
	o.Fresh, err = exchange.FreshnessNotes(ctx, src, breakdown.ListSpec{Query: o.Scope, AsOf: o.AsOf}, 0)
	return err
}

// PrintedOtherwise returns the total that the document prints below the list of
// a region, and false if it prints none or the computed one.
func (o *Report) PrintedOtherwise(region string) (portfolio.Published, bool) {
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
func (o *Report) Phasing() (years []YearAmount, unknown portfolio.Cents) {
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

package overview

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
)

// plainSource is a Source over projects in memory, by the plain rules.
type plainSource struct {
	projects []portfolio.Project
	plan     []portfolio.SubProgramme
}

func (plainSource) Shared(ctx context.Context, _ string, read func(context.Context) (any, error)) (any, error) {
	return read(ctx)
}

func (plainSource) Catalogue(context.Context) (*portfolio.Catalogue, error) {
	return &portfolio.Catalogue{}, nil
}

func (s plainSource) Cells(_ context.Context, spec breakdown.BreakdownSpec) ([]breakdown.Cell, error) {
	return breakdown.CellsOf(spec, &portfolio.Catalogue{}, s.projects), nil
}

func (s plainSource) Assumed(context.Context, portfolio.Query, portfolio.Date) (int64, error) {
	return 0, nil
}

func (s plainSource) Freshness(context.Context, portfolio.Date) (exchange.Freshness, error) {
	return exchange.Freshness{}, nil
}

func (s plainSource) Totals(_ context.Context, spec breakdown.ListSpec) (t breakdown.ListTotals, _ error) {
	for i := range s.projects {
		if p := &s.projects[i]; spec.Query.Matches(p, &portfolio.Catalogue{}, spec.AsOf) {
			t.Projects++
			t.Approved, t.Overall = t.Approved.Plus(p.Amounts.Approved), t.Overall.Plus(p.Amounts.Overall)
		}
	}
	return t, nil
}

func (s plainSource) Projects(_ context.Context, spec breakdown.ListSpec) (out []breakdown.Listed, _ error) {
	for i := range s.projects {
		if p := &s.projects[i]; spec.Query.Matches(p, &portfolio.Catalogue{}, spec.AsOf) {
			out = append(out, breakdown.Listed{Project: *p})
		}
	}
	return out, nil
}

func (s plainSource) Published(context.Context) ([]portfolio.Published, error) { return nil, nil }

func (s plainSource) Findings(context.Context) ([]reconcile.Finding, error) {
	return []reconcile.Finding{{Verdict: reconcile.Agrees}, {Verdict: reconcile.Differs}, {Verdict: reconcile.Agrees}}, nil
}

func (s plainSource) SubProgrammes(context.Context) ([]portfolio.SubProgramme, error) {
	return s.plan, nil
}

func (s plainSource) History(context.Context, provenance.HistorySpec) (provenance.History, error) {
	return provenance.History{Changes: 7}, nil
}

func (s plainSource) Conflicts(context.Context) ([]provenance.Conflict, []portfolio.Inconsistency, error) {
	return make([]provenance.Conflict, 2), make([]portfolio.Inconsistency, 1), nil
}

// The worked example: one field project that ends soon, one that is of both
// kinds, one global project.
func TestSurvey(t *testing.T) {
	dollars := func(n int64) portfolio.Amount { return portfolio.Known(portfolio.Dollars(n)) }
	whole := []portfolio.Portion{{Code: "x", Share: 10_000}}
	src := plainSource{
		projects: []portfolio.Project{
			{ID: "A", Kind: portfolio.Field, Programme: "r", Lines: whole, Places: whole, Duration: portfolio.Duration{Start: 20100101, End: 20110630}, Amounts: portfolio.Amounts{Approved: dollars(100)}},
			{ID: "B", Number: "XB", Kind: portfolio.Field | portfolio.Global, Programme: "g", Lines: whole, Places: whole, Duration: portfolio.Duration{Start: 20100101, End: 20101231}, Amounts: portfolio.Amounts{Approved: dollars(10), Overall: dollars(20)}},
			{ID: "C", Kind: portfolio.Global, Programme: "g", Lines: whole, Places: whole, Amounts: portfolio.Amounts{Overall: dollars(5)}},
		},
		plan: []portfolio.SubProgramme{{Code: "1", Requirement: dollars(200), Shortfall: dollars(50)}},
	}
	o, err := Survey(t.Context(), src, Spec{AsOf: 20110430})
	if err != nil {
		t.Fatal(err)
	}
	field, global := o.Kinds[0], o.Kinds[1]
	if field.Totals.Projects != 2 || field.Totals.Approved != dollars(110) || field.Statuses[portfolio.Active] != 1 || field.Statuses[portfolio.Ended] != 1 {
		t.Errorf("field: %+v", field)
	}
	if global.Totals.Projects != 2 || global.Totals.Overall != dollars(25) || global.Statuses[portfolio.Ended] != 1 || global.Statuses[portfolio.StatusUnknown] != 1 {
		t.Errorf("global: %+v", global)
	}
	// field 2, global 2, of which B is both: 2 + 2 - 1 = 3
	if o.All != 3 || o.Both != 1 {
		t.Errorf("%d projects, %d of both kinds", o.All, o.Both)
	}
	if o.Ending.Totals.Projects != 1 || o.Ending.Totals.Approved != dollars(100) {
		t.Errorf("ending: %+v", o.Ending)
	}
	if share, _ := o.Plan.Unfunded(); share != 2_500 {
		t.Errorf("unfunded: %s", share.Shown())
	}
	if o.Verdicts.All() != 3 || o.Verdicts[reconcile.Agrees] != 2 || o.Conflicts != 2 || o.Misfits != 1 || o.Latest.Changes != 7 {
		t.Errorf("%+v", o)
	}
}

// Regions, lines and years add up to the same total, the phasing too; it has
// every year between the first and the last, and its peak is one of them.
func TestSurveyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var src plainSource
		for i := range rapid.IntRange(0, 12).Draw(t, "projects") {
			year := rapid.IntRange(1998, 2012).Draw(t, "year")
			p := portfolio.Project{ID: string(rune('A' + i)), Kind: portfolio.Field, Programme: rapid.SampledFrom([]string{"r", "s"}).Draw(t, "region"),
				Lines: []portfolio.Portion{{Code: "x", Share: 5_000}, {Code: "y", Share: 5_000}}, Places: []portfolio.Portion{{Code: "z", Share: 10_000}}}
			p.Amounts.Approved = portfolio.Known(portfolio.Cents(rapid.Int64Range(0, 1_000_000).Draw(t, "amount")))
			if rapid.Bool().Draw(t, "known") {
				p.Duration = portfolio.Duration{Start: portfolio.Date(year*10_000 + 101), End: portfolio.Date((year+rapid.IntRange(0, 3).Draw(t, "years"))*10_000 + 630)}
			}
			src.projects = append(src.projects, p)
		}
		o, err := Survey(context.Background(), src, Spec{AsOf: 20110430})
		if err != nil {
			t.Fatal(err)
		}
		years, sum := o.Phasing()
		peak, _ := Peak(years)
		for i, y := range years {
			sum += y.Amount
			if i > 0 && y.Year != years[i-1].Year+1 || y.Amount > peak.Amount {
				t.Errorf("years %v, peak %v", years, peak)
			}
		}
		want := o.Kinds[0].Totals.Approved.Cents
		for _, got := range []portfolio.Cents{sum, o.Regions.Total.Money(breakdown.Approved), o.Lines.Total.Money(breakdown.Approved), o.Years.Total.Money(breakdown.Approved)} {
			if got != want {
				t.Errorf("%d, the total is %d", got, want)
			}
		}
	})
}

// The sum of the kinds is explained by the projects of both.
func TestKindsAddUp(t *testing.T) {
	for want, o := range map[string]Report{
		"84 projects in all": {All: 84},
		"1 project in all":   {All: 1},
		"83 projects in all: X is both field and global":        {All: 83, Both: 1, named: []string{"X"}},
		"82 projects in all: X and Y are both field and global": {All: 82, Both: 2, named: []string{"X", "Y"}},
		"1,080 projects in all: 4 are both field and global":    {All: 1080, Both: 4, named: []string{"X", "Y", "Z", "V"}},
	} {
		if got, _ := o.KindsAddUp(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

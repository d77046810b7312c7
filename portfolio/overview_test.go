package portfolio

import (
	"context"
	"testing"

	"pgregory.net/rapid"
)

// plainSource is an OverviewSource over projects in memory, by the plain rules.
type plainSource struct {
	projects []Project
	plan     []SubProgramme
}

func (s plainSource) Cells(_ context.Context, spec BreakdownSpec) ([]Cell, error) {
	return CellsOf(spec, &Catalogue{}, s.projects), nil
}

func (s plainSource) Assumed(context.Context, Query, Date) (int64, error) { return 0, nil }

func (s plainSource) Freshness(context.Context) (Freshness, error) { return Freshness{}, nil }

func (s plainSource) Totals(_ context.Context, spec ListSpec) (t ListTotals, _ error) {
	for i := range s.projects {
		if p := &s.projects[i]; spec.Query.Matches(p, &Catalogue{}, spec.AsOf) {
			t.Projects++
			t.Approved, t.Overall = t.Approved.Plus(p.Amounts.Approved), t.Overall.Plus(p.Amounts.Overall)
		}
	}
	return t, nil
}

func (s plainSource) Findings(context.Context) ([]Finding, error) {
	return []Finding{{Verdict: Agrees}, {Verdict: Differs}, {Verdict: Agrees}}, nil
}

func (s plainSource) SubProgrammes(context.Context) ([]SubProgramme, error) { return s.plan, nil }

func (s plainSource) History(context.Context, HistorySpec) (History, error) {
	return History{Changes: 7}, nil
}

func (s plainSource) Conflicts(context.Context) ([]Conflict, []Inconsistency, error) {
	return make([]Conflict, 2), make([]Inconsistency, 1), nil
}

// The worked example: one field project that ends soon, one that is of both
// kinds, one global project.
func TestSurvey(t *testing.T) {
	dollars := func(n int64) Amount { return Known(Dollars(n)) }
	whole := []Portion{{Code: "x", Share: 10_000}}
	src := plainSource{
		projects: []Project{
			{ID: "A", Kind: Field, Programme: "r", Lines: whole, Places: whole, Duration: Duration{Start: 20100101, End: 20110630}, Amounts: Amounts{Approved: dollars(100)}},
			{ID: "B", Kind: Field | Global, Programme: "g", Lines: whole, Places: whole, Duration: Duration{Start: 20100101, End: 20101231}, Amounts: Amounts{Approved: dollars(10), Overall: dollars(20)}},
			{ID: "C", Kind: Global, Programme: "g", Lines: whole, Places: whole, Amounts: Amounts{Overall: dollars(5)}},
		},
		plan: []SubProgramme{{Code: "1", Requirement: dollars(200), Shortfall: dollars(50)}},
	}
	o, err := Survey(t.Context(), src, 20110430, &Catalogue{})
	if err != nil {
		t.Fatal(err)
	}
	field, global := o.Kinds[0], o.Kinds[1]
	if field.Totals.Projects != 2 || field.Totals.Approved != dollars(110) || field.Statuses[Active] != 1 || field.Statuses[Ended] != 1 {
		t.Errorf("field: %+v", field)
	}
	if global.Totals.Projects != 2 || global.Totals.Overall != dollars(25) || global.Statuses[Ended] != 1 || global.Statuses[StatusUnknown] != 1 {
		t.Errorf("global: %+v", global)
	}
	if o.Ending.Totals.Projects != 1 || o.Ending.Totals.Approved != dollars(100) {
		t.Errorf("ending: %+v", o.Ending)
	}
	if share, _ := o.Plan.Unfunded(); share != 2_500 {
		t.Errorf("unfunded: %s", share.Shown())
	}
	if o.Verdicts.All() != 3 || o.Verdicts[Agrees] != 2 || o.Conflicts != 2 || o.Misfits != 1 || o.Latest.Changes != 7 {
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
			p := Project{ID: string(rune('A' + i)), Kind: Field, Programme: rapid.SampledFrom([]string{"r", "s"}).Draw(t, "region"),
				Lines: []Portion{{"x", 5_000}, {"y", 5_000}}, Places: []Portion{{"z", 10_000}}}
			p.Amounts.Approved = Known(Cents(rapid.Int64Range(0, 1_000_000).Draw(t, "amount")))
			if rapid.Bool().Draw(t, "known") {
				p.Duration = Duration{Start: Date(year*10_000 + 101), End: Date((year+rapid.IntRange(0, 3).Draw(t, "years"))*10_000 + 630)} //nolint:gosec // a year has four digits
			}
			src.projects = append(src.projects, p)
		}
		o, err := Survey(context.Background(), src, 20110430, &Catalogue{})
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
		for _, got := range []Cents{sum, o.Regions.Total.Money(Approved), o.Lines.Total.Money(Approved), o.Years.Total.Money(Approved)} {
			if got != want {
				t.Errorf("%d, the total is %d", got, want)
			}
		}
	})
}

// The query finds what a timeline says ends soon.
func TestEndingSoonQuery(t *testing.T) {
	q := EndingSoonQuery(20110430)
	if q.String() != "end>=2011-04-30 end<=2011-10-30" {
		t.Error(q.String())
	}
	if again, err := ParseQuery(q.String(), &Catalogue{}); err != nil || again.String() != q.String() {
		t.Errorf("%v, %v", again, err)
	}
	for _, end := range []Date{0, 20110429, 20110430, 20111030, 20111031} {
		p := Project{Duration: Duration{End: end}}
		soon := len(NewTimeline(Query{}, 20110430, nil, []Listed{{Project: p}}).EndingSoon()) == 1
		if q.Matches(&p, &Catalogue{}, 20110430) != soon {
			t.Errorf("%s: soon is %v", end.Plain(), soon)
		}
	}
}

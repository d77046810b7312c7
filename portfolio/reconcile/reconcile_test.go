package reconcile

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// reconcileDocument is a small document: three projects, two sub-programmes
// and an evaluation beside them.
func reconcileDocument(published ...portfolio.Published) Input {
	projects := []portfolio.Project{
		{ID: "ABCX12", Number: "ABCX12", Amounts: portfolio.Amounts{Approved: portfolio.Known(portfolio.Dollars(1_234_567)), Overall: portfolio.Known(portfolio.Dollars(9_900_000))},
			Sources: []portfolio.Source{{Field: "title", Printed: "no"}, {Field: "approved", Printed: "1.234,567"}}},
		{ID: "DEFX34", Number: "DEFX34", Amounts: portfolio.Amounts{Approved: portfolio.Known(portfolio.Dollars(2_000_000))}},
		{ID: "GHIX56", Number: "GHIX56"},
	}
	programmes := []portfolio.SubProgramme{
		{Code: "1", Outcomes: []portfolio.Outcome{
			{Code: "1.1", Budget: portfolio.Known(portfolio.Dollars(100)), Activities: []portfolio.Activity{{Code: "1.1/1", Shortfall: portfolio.Known(portfolio.Dollars(70))}}},
			{Code: "1.2", Budget: portfolio.Known(portfolio.Dollars(250)), Activities: []portfolio.Activity{
				{Code: "1.2/1", Shortfall: portfolio.Known(portfolio.Dollars(30)), Parts: []portfolio.ActivityPart{{Label: "a", Shortfall: portfolio.Dollars(10)}, {Label: "b", Shortfall: portfolio.Dollars(20)}}},
				{Code: "1.2/2"},
			}},
		}},
		{Code: "2", Outcomes: []portfolio.Outcome{{Code: "2.1", Budget: portfolio.Known(portfolio.Dollars(500))}}},
		{Code: "evaluation", Label: "Evaluation", Requirement: portfolio.Known(portfolio.Dollars(80)), Shortfall: portfolio.Known(portfolio.Dollars(40))},
	}
	return Input{Published: published, SubProgrammes: programmes, Explain: true,
		Find: func(query string) ([]portfolio.Project, error) {
			switch query {
			case "all":
				return projects, nil
			case "none":
				return nil, nil
			case "unknown":
				return projects[2:], nil
			}
			return nil, errors.New("broken query")
		}}
}

// dollars makes a figure in whole US dollars.
func dollars(id string, value int64, rule portfolio.Rule) portfolio.Published {
	return portfolio.Published{ID: id, Where: "Section " + id, Statement: "figure " + id, Unit: portfolio.USDollars, Value: value * 100, RoundedTo: 100, Rule: rule}
}

func TestReconcileRules(t *testing.T) {
	outcomes := func(codes ...string) portfolio.Rule {
		return portfolio.Rule{Records: portfolio.RuleOutcomes, Measure: "budget", Codes: codes}
	}
	tests := []struct {
		name     string
		rule     portfolio.Rule
		computed int64 // US dollars
		rows     int
		missing  int
	}{
		{"projects", portfolio.Rule{Records: portfolio.RuleProjects, Measure: "approved", Query: "all"}, 3_234_567, 2, 1},
		{"another measure", portfolio.Rule{Records: portfolio.RuleProjects, Measure: "overall", Query: "all"}, 9_900_000, 1, 2},
		{"the worked example", outcomes("1"), 350, 2, 0},
		{"an outcome", outcomes("1.2"), 250, 1, 0},
		{"outcomes and the evaluation", outcomes("1", "2", "evaluation"), 930, 4, 0},
		{"activities of a sub-programme", portfolio.Rule{Records: portfolio.RuleActivities, Codes: []string{"1"}}, 100, 2, 1},
		{"activities of an outcome", portfolio.Rule{Records: portfolio.RuleActivities, Codes: []string{"1.2"}}, 30, 1, 1},
		{"one activity", portfolio.Rule{Records: portfolio.RuleActivities, Codes: []string{"1.1/1"}}, 70, 1, 0},
		{"the evaluation's shortfall", portfolio.Rule{Records: portfolio.RuleActivities, Codes: []string{"evaluation"}}, 40, 1, 0},
		{"parts", portfolio.Rule{Records: portfolio.RuleParts, Codes: []string{"1.2/1"}}, 30, 2, 0},
		{"figures", portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"other", "other"}}, 14, 2, 0},
		{"figures subtracted", portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"evaluation", "-other"}}, 73, 2, 0},
		{"a shortfall among figures", portfolio.Rule{Records: portfolio.RuleFigures, Measure: "shortfall", Codes: []string{"other", "evaluation"}}, 47, 2, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			other := dollars("other", 7, portfolio.Rule{Records: portfolio.RuleNone, Why: "not printed"})
			findings, err := Findings(reconcileDocument(dollars("it", 300, tt.rule), other))
			if err != nil {
				t.Fatal(err)
			}
			f := findings[0]
			if f.Computed != tt.computed*100 || f.Difference != (tt.computed-300)*100 || len(f.Rows) != tt.rows || f.Missing != tt.missing || f.Verdict != Differs {
				t.Errorf("got %+v", f)
			}
			u := findings[1]
			if u.Verdict != CannotBeChecked || u.Explanation.Text() != "not printed" || u.ComputedValue().Plain() != "" || u.DifferenceValue().Shown() != "–" {
				t.Errorf("unchecked: %+v", u)
			}
		})
	}
}

func TestReconcileCounts(t *testing.T) {
	number := func(id string, value int64, rule portfolio.Rule) portfolio.Published {
		p := dollars(id, value, rule)
		p.Unit = "outcomes"
		return p
	}
	five, range23 := number("five", 5, portfolio.Rule{Records: portfolio.RuleNone}), number("range", 0, portfolio.Rule{Records: portfolio.RuleNone})
	range23.Value, range23.Spread = 250, 50 // 2-3
	tests := []struct {
		name            string
		rule            portfolio.Rule
		computed, rows  int64
		verdict         Verdict // of 6
		tolerance, text string
	}{
		{"projects, whatever is known of them", portfolio.Rule{Records: portfolio.RuleProjects, Query: "all"}, 300, 3, Differs, "0", ""},
		{"no project", portfolio.Rule{Records: portfolio.RuleProjects, Query: "none"}, 0, 0, Differs, "0", ""},
		{"outcomes", portfolio.Rule{Records: portfolio.RuleOutcomes, Codes: []string{"1"}}, 200, 2, Differs, "0", ""},
		{"sub-programmes without the evaluation", portfolio.Rule{Records: portfolio.RuleSubProgrammes}, 200, 2, Differs, "0", ""},
		{"what is listed", portfolio.Rule{Records: portfolio.RuleListed, Listed: []string{"a", "b", "c", "c", "d", "e"}}, 600, 6, Agrees, "0", ""},
		{"another number", ofFigures("five"), 500, 1, Differs, "0", ""},
		// 2-3 a year are 2.5 within 0.5, and 7.5 within 1.5 in three years: 6 to 9.
		{"a range", ofFigures("range", "range", "range"), 750, 3, Agrees, "1.5",
			"agrees within 1.5, 3 times the tolerance of “2-3 per year” (figure range, Section range)"},
	}
	range23.Printed = "2-3 per year"
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			findings, err := Findings(reconcileDocument(number("it", 6, tt.rule), five, range23))
			if err != nil {
				t.Fatal(err)
			}
			f := findings[0]
			if f.Computed != tt.computed || int64(len(f.Rows)) != tt.rows || f.Verdict != tt.verdict || f.ToleranceValue().Plain() != tt.tolerance ||
				f.Tolerance() != tt.text || f.Missing != 0 {
				t.Errorf("got %+v", f)
			}
			if f.Explanation.Text() != "" {
				t.Errorf("got %s", f.Explanation.Text())
			}
		})
	}
	mixed := dollars("it", 6, ofFigures("five"))
	if _, err := Findings(reconcileDocument(mixed, five)); err == nil {
		t.Error("things are added up to dollars")
	}
}

// A multiple of one figure, such as a yearly rate, has no rows that could be
// left out; 1,500 elsewhere is no cause.
func TestReconcileMultiple(t *testing.T) {
	none := portfolio.Rule{Records: portfolio.RuleNone}
	findings, err := Findings(reconcileDocument(dollars("it", 3_000, ofFigures("rate", "rate", "rate")), dollars("rate", 500, none), dollars("elsewhere", 1_500, none)))
	if err != nil {
		t.Fatal(err)
	}
	if f := findings[0]; f.Computed != 150_000 || f.Explanation.Text() != "" {
		t.Errorf("got %d, %s", f.Computed, f.Explanation.Text())
	}
}

func TestReconcileExplains(t *testing.T) {
	// 1,234,567 is printed 1.234,567 and was added up as 1,234.57.
	rule := portfolio.Rule{Records: portfolio.RuleProjects, Measure: "approved", Query: "all"}
	in := reconcileDocument(dollars("it", 2_001_235, rule))
	findings, err := Findings(in)
	if err != nil {
		t.Fatal(err)
	}
	cause, sole := findings[0].Explanation.Sole()
	if !sole || cause.Kind != CauseReadLiterally || cause.Records[0] != "ABCX12" {
		t.Errorf("got %s", findings[0].Explanation.Text())
	}
	in.Explain = false
	if findings, _ = Findings(in); findings[0].Explanation.Text() != "" {
		t.Errorf("unasked: %s", findings[0].Explanation.Text())
	}
}

func TestReconcileFindsOtherFigures(t *testing.T) {
	sum := portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"part", "evaluation"}}
	none := portfolio.Rule{Records: portfolio.RuleNone}
	findings, err := Findings(reconcileDocument(dollars("it", 1_733, sum), dollars("part", 1_111, none), dollars("elsewhere", 1_191, none)))
	if err != nil {
		t.Fatal(err)
	}
	want := "cause found: the document prints the computed figure, 1,191, elsewhere: Section elsewhere"
	if got := findings[0].Explanation.Text(); got != want {
		t.Errorf("got %q", got)
	}
	// The figure that is added up is no other figure.
	findings, err = Findings(reconcileDocument(dollars("it", 5, portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"part"}}), dollars("part", 1_111, none)))
	if err != nil || findings[0].Explanation.Text() != "no cause found" {
		t.Errorf("got %q, %v", findings[0].Explanation.Text(), err)
	}
}

func TestReconcileShares(t *testing.T) {
	share := portfolio.Published{ID: "share", Unit: portfolio.PerCent, Value: 3_100, RoundedTo: 100,
		Rule: portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"whole", "-rest"}, Of: "whole"}}
	whole, rest := dollars("whole", 1_000, portfolio.Rule{Records: portfolio.RuleNone}), dollars("rest", 686, portfolio.Rule{Records: portfolio.RuleNone})
	findings, err := Findings(reconcileDocument(share, whole, rest))
	if err != nil {
		t.Fatal(err)
	}
	f := findings[0]
	if f.Verdict != Agrees || f.ComputedValue().Plain() != "31.4" || f.DifferenceValue().Shown() != "+0.4 pts" || f.ShareText() != "314 of 1,000 is 31.4 %" || f.PublishedValue().Shown() != "31.0 %" ||
		f.Tolerance() != "agrees within 0.5 percentage points, as it is printed to the whole per cent" {
		t.Errorf("got %+v, %s", f, f.Tolerance())
	}
	rest = dollars("rest", 600, portfolio.Rule{Records: portfolio.RuleNone})
	findings, _ = Findings(reconcileDocument(share, whole, rest))
	if got := findings[0].Explanation.Text(); findings[0].Verdict != Differs || got != "no cause is looked for: a share is not a sum of rows" {
		t.Errorf("got %s: %s", findings[0].Verdict, got)
	}
}

func TestReconcileTolerance(t *testing.T) {
	rule := portfolio.Rule{Records: portfolio.RuleProjects, Measure: "approved", Query: "all"} // 3,234,567
	tests := []struct {
		name    string
		value   int64
		unit    int64
		wording string
		verdict Verdict
		want    string
	}{
		{"to the dollar", 3_234_567, 1, "", Agrees, ""},
		{"to the million", 3_000_000, 1_000_000, "just under", Agrees, "agrees within 500,000, as it is printed to the million (“just under”)"},
		{"not even so", 4_000_000, 1_000_000, "", Differs, "would agree within 500,000, as it is printed to the million"},
		{"to the thousand", 3_235_000, 1_000, "", Agrees, "agrees within 500, as it is printed to the thousand"},
		{"an odd unit", 3_250_000, 50_000, "", Agrees, "agrees within 25,000, as it is printed to the nearest 50,000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := dollars("it", tt.value, rule)
			p.RoundedTo, p.Wording = tt.unit*100, tt.wording
			findings, err := Findings(reconcileDocument(p))
			if err != nil || findings[0].Verdict != tt.verdict || findings[0].Tolerance() != tt.want {
				t.Errorf("got %s, %q, %v", findings[0].Verdict, findings[0].Tolerance(), err)
			}
		})
	}
}

func TestReconcileWithoutRows(t *testing.T) {
	for _, query := range []string{"none", "unknown"} {
		findings, err := Findings(reconcileDocument(dollars("it", 5, portfolio.Rule{Records: portfolio.RuleProjects, Measure: "approved", Query: query})))
		if err != nil || findings[0].Verdict != CannotBeChecked || findings[0].Explanation.Text() != "there is no row with an amount to add up" {
			t.Errorf("%s: got %+v, %v", query, findings, err)
		}
	}
}

func TestReconcileErrors(t *testing.T) {
	none := portfolio.Rule{Records: portfolio.RuleNone}
	share := dollars("share", 5, portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"other"}, Of: "nothing"})
	share.Unit = portfolio.PerCent
	tests := []struct {
		name  string
		p     portfolio.Published
		value string // of the *Invalid
	}{
		{"unknown figure", dollars("it", 5, portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"othr"}}), "othr"},
		{"unknown outcome", dollars("it", 5, portfolio.Rule{Records: portfolio.RuleOutcomes, Codes: []string{"9.9"}}), "9.9"},
		{"unknown activity", dollars("it", 5, portfolio.Rule{Records: portfolio.RuleActivities, Codes: []string{"1.1/9"}}), "1.1/9"},
		{"parts of an outcome", dollars("it", 5, portfolio.Rule{Records: portfolio.RuleParts, Codes: []string{"1.1"}}), "1.1"},
		{"unknown measure", dollars("it", 5, portfolio.Rule{Records: portfolio.RuleProjects, Measure: "budget", Query: "all"}), "budget"},
		{"measure of other records", dollars("it", 5, portfolio.Rule{Records: portfolio.RuleOutcomes, Measure: "approved", Codes: []string{"1"}}), "approved"},
		{"unknown records", dollars("it", 5, portfolio.Rule{Records: "regions"}), "regions"},
		{"share of nothing", share, "nothing"},
		{"whole that is not a share", dollars("it", 5, portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"other"}, Of: "other"}), "other"},
		{"twice", dollars("other", 5, none), "other"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Findings(reconcileDocument(dollars("other", 7, none), tt.p))
			var invalid *fault.Invalid
			if !errors.As(err, &invalid) || invalid.Value != tt.value {
				t.Errorf("got %v", err)
			}
		})
	}
	_, err := Findings(reconcileDocument(dollars("it", 5, portfolio.Rule{Records: portfolio.RuleProjects, Measure: "approved", Query: "("})))
	if err == nil || !strings.HasPrefix(err.Error(), "published figure it: ") {
		t.Errorf("got %v", err)
	}
}

func TestReconcileShown(t *testing.T) {
	rule := portfolio.Rule{Records: portfolio.RuleOutcomes, Codes: []string{"1"}} // 350
	tests := []struct {
		value               int64
		shown, plain, whole string
	}{
		{350, "0", "0", "350"},
		{300, "+50", "50", "300"},
		{1_350, "-1,000", "-1000", "1,350"},
	}
	for _, tt := range tests {
		findings, err := Findings(reconcileDocument(dollars("it", tt.value, rule)))
		if err != nil {
			t.Fatal(err)
		}
		f := findings[0]
		if f.DifferenceValue().Shown() != tt.shown || f.DifferenceValue().Plain() != tt.plain || f.PublishedValue().Shown() != tt.whole || f.ComputedValue().Shown() != "350" {
			t.Errorf("%d: %s %s %s %s", tt.value, f.DifferenceValue().Shown(), f.DifferenceValue().Plain(), f.PublishedValue().Shown(), f.ComputedValue().Shown())
		}
	}
	f := Finding{Missing: 2}
	if got := f.MissingText(); got != "2 rows have no amount and count as nothing" {
		t.Errorf("got %q", got)
	}
}

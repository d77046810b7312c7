package reconcile

import (
	"testing"

	"fieldfolio/portfolio"
)

// rounded returns a figure printed to a unit of US dollars, with a wording.
func rounded(p portfolio.Published, unit int64, printed, wording string) portfolio.Published {
	p.RoundedTo, p.Printed, p.Wording = unit*100, printed, wording
	return p
}

// ofFigures is the rule of a figure computed from others.
func ofFigures(codes ...string) portfolio.Rule {
	return portfolio.Rule{Records: portfolio.RuleFigures, Codes: codes}
}

// percent returns a share printed to whole per cent.
func percent(id string, value int64, of string, codes ...string) portfolio.Published {
	rule := ofFigures(codes...)
	rule.Of = of
	return portfolio.Published{ID: id, Unit: portfolio.PerCent, Value: value * 100, RoundedTo: 100, Rule: rule}
}

// TestCarriedTolerance recomputes figures from 254,901,105, printed exactly, and "some $180
// million", printed to ten million, so within 5,000,000. Their difference is 74,901,105.
func TestCarriedTolerance(t *testing.T) {
	none := portfolio.Rule{Records: portfolio.RuleNone}
	whole := dollars("whole", 254_901_105, none)
	graph := rounded(dollars("graph", 180_000_000, none), 10_000_000, "$180 million", "some")
	rest := rounded(dollars("rest", 75_000_000, ofFigures("whole", "-graph")), 1_000_000, "$75million", "approximately")
	ten := rounded(dollars("ten", 100_000_000, none), 10_000_000, "$100 million", "")
	for _, tt := range []struct {
		name    string
		p       portfolio.Published
		within  string
		verdict Verdict
		text    string
	}{
		// 500,000 of its own and 5,000,000 of the graph; the difference is 98,895.
		{"both rounded", rest, "5500000", Agrees, "agrees within 5,500,000, the sum of 500,000 as it is printed to the million " +
			"(“approximately”) and 5,000,000, the tolerance of “$180 million” (figure graph, Section graph)"},
		// 80,401,105 would be the most that agrees.
		{"too far", rounded(dollars("it", 81_000_000, ofFigures("whole", "-graph")), 1_000_000, "", ""), "5500000", Differs,
			"would agree within 5,500,000, the sum of 500,000 as it is printed to the million and 5,000,000, the tolerance of " +
				"“$180 million” (figure graph, Section graph)"},
		{"printed exactly", dollars("it", 79_901_105, ofFigures("whole", "-graph")), "5000000", Agrees,
			"agrees within 5,000,000, the tolerance of “$180 million” (figure graph, Section graph)"},
		{"a dollar too far", dollars("it", 79_901_106, ofFigures("whole", "-graph")), "5000000", Differs,
			"would agree within 5,000,000, the tolerance of “$180 million” (figure graph, Section graph)"},
		// 2 × 180,000,000, each within 5,000,000.
		{"twice the same", dollars("it", 369_000_000, ofFigures("graph", "graph")), "10000000", Agrees,
			"agrees within 10,000,000, 2 times the tolerance of “$180 million” (figure graph, Section graph)"},
		// 75,000,000 as printed, within 500,000 and the 5,000,000 that it has from the graph.
		{"a chain", dollars("it", 80_000_000, ofFigures("rest")), "5500000", Agrees,
			"agrees within 5,500,000, the tolerance of “$75million” (figure rest, Section rest)"},
		// 180 million printed twice is within 5,000,000, not 10,000,000.
		{"from a repeated one", dollars("it", 184_000_000, ofFigures("again")), "5000000", Agrees,
			"agrees within 5,000,000, the tolerance of “180 million” (figure again, Section again)"},
		{"only exact ones", dollars("it", 254_901_105, ofFigures("whole")), "0", Agrees, ""},
		// 74,901,105 of 254,901,105 is 29.38 %; 5,000,000 of it is 1.96 %; 31 % is 1.62 more.
		{"a share", percent("it", 31, "whole", "whole", "-graph"), "2.46", Agrees,
			"agrees within 2.46 percentage points, the sum of 0.5 as it is printed to the whole per cent and 1.96 for the " +
				"5,000,000 of “$180 million” (figure graph, Section graph)"},
		{"a share too far", percent("it", 32, "whole", "whole", "-graph"), "2.46", Differs,
			"would agree within 2.46 percentage points, the sum of 0.5 as it is printed to the whole per cent and 1.96 for the " +
				"5,000,000 of “$180 million” (figure graph, Section graph)"},
		// 254.9 % of 100,000,000, which is within 5 %: 12.75 points of 254.9.
		{"a rounded whole", percent("it", 268, "ten", "whole"), "13.25", Agrees,
			"agrees within 13.25 percentage points, the sum of 0.5 as it is printed to the whole per cent and 12.75 for the " +
				"5,000,000 of “$100 million” (figure ten, Section ten)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			again := rounded(dollars("again", 180_000_000, ofFigures("graph")), 10_000_000, "180 million", "")
			all := []portfolio.Published{tt.p, whole, graph, again, ten}
			if tt.p.ID != rest.ID {
				all = append(all, rest)
			}
			findings, err := Findings(reconcileDocument(all...))
			if err != nil {
				t.Fatal(err)
			}
			f := findings[0]
			if f.Verdict != tt.verdict || f.ToleranceValue().Plain() != tt.within || f.Tolerance() != tt.text {
				t.Errorf("got %s, %s, %s", f.Verdict, f.ToleranceValue().Plain(), f.Tolerance())
			}
		})
	}
}

// Two figures that are compared with each other carry each other's tolerance once.
func TestToleranceOfEachOther(t *testing.T) {
	a := rounded(dollars("a", 5_000_000, ofFigures("b")), 1_000_000, "5 million", "")
	b := rounded(dollars("b", 6_000_000, ofFigures("a")), 1_000_000, "6 million", "")
	findings, err := Findings(reconcileDocument(a, b))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Verdict != Agrees || f.ToleranceValue().Plain() != "1000000" {
			t.Errorf("%s: %s within %s", f.Published.ID, f.Verdict, f.ToleranceValue().Plain())
		}
	}
}

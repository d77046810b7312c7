package sqlite_test

import (
	"context"
	"testing"

	"fieldfolio/portfolio/reconcile"
)

// TestFindingsOfDocument recomputes figures that the document prints twice, or
// prints with what they are made of. The computed ones were worked out by hand.
func TestFindingsOfDocument(t *testing.T) {
	findings, err := open(t, document(t)).Findings(context.Background(), true, false)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]reconcile.Finding{}
	for _, f := range findings {
		byID[f.Published.ID] = f
	}
	for _, c := range []struct {
		id, computed, difference, tolerance string
		verdict                             reconcile.Verdict
	}{
		// 254,901,105 less 180,000,000, within 5,000,000; printed 75,000,000 within 500,000.
		{"ix-a-multi-regional", "74901105", "-98895", "5500000", reconcile.Agrees},
		// 74,901,105 of 254,901,105; 5,000,000 of it is 1.96 %, and 31 % is printed within 0.5.
		{"ix-a-multi-regional-share", "29.38", "-1.62", "2.46", reconcile.Agrees},
		// Section XI(C) adds up 22,650,000, 38,570,000, 26,730,000 and 80,000.
		{"xi-c-requirement-total", "88030000", "0", "0", reconcile.Agrees},
		// Three years of 500,000 are half of 3,000,000.
		{"trust-fund-shortfall", "1500000", "-1500000", "0", reconcile.Differs},
		{"annex1-target-3.5-trust-fund", "500000", "0", "0", reconcile.Agrees},
		{"annex2-trust-fund-goal", "500000", "0", "0", reconcile.Agrees},
		// Annex 2(i): 8,700,000 and 5,580,000 for GLOT60; Annex 2(iv): 5,927,000 and 3,250,000 for GLOX34.
		{"vi-b-1.2-glot60", "8700000", "0", "0", reconcile.Agrees},
		{"glot60-shortfall", "5580000", "1353860", "0", reconcile.Differs},
		{"vii-b-2.5-glox34", "5927000", "0", "0", reconcile.Agrees},
		{"glox34-shortfall", "3250000", "2050000", "0", reconcile.Differs},
		// Annex 2(i): 1,483,700 for GLOT32.
		{"glot32-shortfall", "1483700", "-116300", "0", reconcile.Differs},
		// Five outcomes each in Sections VI(B) and VII(B); three sub-programmes have any.
		{"vi-c-outcomes", "5", "0", "0", reconcile.Agrees},
		{"vii-c-outcomes", "5", "1", "0", reconcile.Differs},
		{"section-i-sub-programmes", "3", "0", "0", reconcile.Agrees},
		// Parties: 159 and 158; 141 and 143; 126 and 127; 83 twice.
		{"x-a-convention-parties", "159", "1", "0", reconcile.Differs},
		{"iv-a-trafficking-parties", "143", "2", "0", reconcile.Differs},
		{"annex1-target-3.2-trafficking-baseline", "143", "0", "0", reconcile.Agrees},
		{"iv-a-smuggling-parties", "127", "1", "0", reconcile.Differs},
		{"iv-a-firearms-parties", "83", "0", "0", reconcile.Agrees},
		// At least 2 States in Section VII(C), at least 6 in Annex 1.
		{"annex1-target-2.5-accession", "2", "-4", "0", reconcile.Differs},
		// 2-3 a year are 2.5 within 0.5; three years 7.5 within 1.5. 12 is too many.
		{"target-2.1-missions", "7.5", "-4.5", "1.5", reconcile.Differs},
		// 3-5 a year are 4 within 1; three years 12 within 3.
		{"target-1.5-tools", "12", "0", "3", reconcile.Agrees},
		// The same for the Convention and for drugs: 24 within 6; 20 is printed.
		{"target-1.2-countries", "24", "4", "6", reconcile.Agrees},
		// 1-2 in each of eight regions are 12 within 4.
		{"target-2.3-trainings", "12", "-18", "4", reconcile.Differs},
		// One in each of eight regions for three years.
		{"target-2.4-legislation", "24", "0", "0", reconcile.Agrees},
		// Two campaigns and one activity of UN.GIFT a year, for three years.
		{"target-3.4-activities", "9", "0", "0", reconcile.Agrees},
		// Annex 1 has the outputs 3.3.1 to 3.3.8 and a second 3.3.3.
		{"annex1-outputs-3.3", "9", "1", "0", reconcile.Differs},
		// Section IX(C) says two examples of West Africa and names three; no annex lists one of them.
		{"ix-c-west-africa", "3", "1", "0", reconcile.Differs},
		{"named-communication", "1", "0", "0", reconcile.Agrees},
		{"named-forensic", "0", "-1", "0", reconcile.Differs},
		{"named-balkans", "0", "-1", "0", reconcile.Differs},
		{"named-kyrgyzstan", "0", "-1", "0", reconcile.Differs},
		{"unit-costs-3.1", "", "", "", reconcile.CannotBeChecked},
	} {
		f := byID[c.id]
		got := []string{f.ComputedValue().Plain(), f.DifferenceValue().Plain(), f.ToleranceValue().Plain(), string(f.Verdict)}
		for i, want := range []string{c.computed, c.difference, c.tolerance, string(c.verdict)} {
			if got[i] != want {
				t.Errorf("%s: got %q, want %q", c.id, got, want)
				break
			}
		}
	}
}

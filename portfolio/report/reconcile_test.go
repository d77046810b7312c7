package report

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/reconcile"
)

func TestReconcilePageHasDifferencesFirst(t *testing.T) {
	r := Reconciliation{Findings: []reconcile.Finding{
		{Published: portfolio.Published{ID: "a", Where: "Annex 9, X, last row", Statement: "one", Unit: portfolio.USDollars, Value: 300, RoundedTo: 100}, Computed: 300, Verdict: reconcile.Agrees},
		{Published: portfolio.Published{ID: "b", Where: "Annex 9", Statement: "two", Unit: portfolio.USDollars, Value: 300, Printed: "3", RoundedTo: 100}, Computed: 100, Difference: -200, Verdict: reconcile.Differs},
		{Published: portfolio.Published{ID: "c", Where: "Annex 9", Statement: "three", Unit: portfolio.PerCent, Value: 300}, Verdict: reconcile.CannotBeChecked, Explanation: reconcile.Explanation{Why: "no rows"}},
	}}
	var first []string
	for _, row := range r.Page().Rows {
		first = append(first, row[0].Shown()+"|"+row[1].Shown())
	}
	want := "differs:|/  Annex 9|two/|/cannot be checked:|/  Annex 9|three/|/agrees:|/  Annex 9, X|one"
	if got := strings.Join(first, "/"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := r.Summary(); got != "3 published figures: 1 agrees, 1 differs, 1 cannot be checked" {
		t.Error(got)
	}
	row := r.Table().Rows[1]
	if row[3].Plain() != "3" || row[5].Plain() != "-2" || row[6].Plain() != "differs" {
		t.Errorf("row %v", row)
	}
	if row := r.Table().Rows[2]; row[4].Plain() != "" || row[7].Plain() != "No rows." {
		t.Errorf("row %v", row)
	}
}

// A remark begins with a capital letter, whatever it is written in, and with a
// whole letter.
func TestRemarksBeginWhole(t *testing.T) {
	for note, want := range map[string]string{"the list is long": "The list is long.", "éléments": "Éléments.", "加强边境": "加强边境."} {
		f := reconcile.Finding{Published: portfolio.Published{Note: note}, Verdict: reconcile.CannotBeChecked}
		if got := f.Remarks(); len(got) == 0 || got[len(got)-1] != want {
			t.Errorf("%s: got %q", note, got)
		}
	}
}

package report

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// TestHistoryOfLargeStep: of a step of which not all changes are read, the page says how many others
// there are, and how to list them.
func TestHistoryOfLargeStep(t *testing.T) {
	entry := func(n int64) provenance.Entry {
		return provenance.Entry{Kind: portfolio.ProjectRecord, Name: "PERU08", Field: portfolio.FieldApproved,
			Change: &portfolio.Change{Person: "Awa", Step: "local.x:1", ID: portfolio.ID{Office: "local", Incarnation: "x", N: n}}}
	}
	all := []provenance.Entry{entry(1004), entry(1003)}
	all[1].Rest = 1002
	page := History{History: provenance.History{Entries: all, Steps: 1, Changes: 1004}}.Page()
	var said []string
	for _, n := range page.Notes {
		said = append(said, n.Text)
	}
	text := strings.Join(said, "\n")
	for _, want := range []string{"and 1,003 more, saved together", "  and 1,002 more changes; %s"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said:\n%s", want, text)
		}
	}
}

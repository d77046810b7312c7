package provenance

import (
	"testing"

	"fieldfolio/portfolio"
)

// TestNewsNamesWithdrawals: a withdrawal among changes of several projects is not lost in their number.
func TestNewsNamesWithdrawals(t *testing.T) {
	change := func(record, field, value string) NewChange {
		return NewChange{Name: record, Kind: portfolio.ProjectRecord, Change: portfolio.Change{Record: record,
			Person: "Ben", Fields: []portfolio.Setting{{Field: field, Value: value}}}}
	}
	title, gone := change("A", portfolio.FieldTitle, "x"), change("B", portfolio.FieldWithdrawn, portfolio.Yes)
	for want, changes := range map[string][]NewChange{
		"Ben withdrew B":                          {gone},
		"Ben changed 2 projects; B is withdrawn":  {title, gone},
		"Ben changed 3 projects; 2 are withdrawn": {title, gone, change("C", portfolio.FieldWithdrawn, portfolio.Yes)},
		"Ben changed 2 projects":                  {title, change("C", portfolio.FieldTitle, "y")},
	} {
		if got := (News{Changes: changes}).Sentence(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

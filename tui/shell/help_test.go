package shell

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// Every example of a query can be read.
func TestQueriesOfHelp(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range QueryHelp {
		if _, err := portfolio.ParseQuery(q.What, &doc.Catalogue); err != nil {
			t.Errorf("%s: %v", q.What, err)
		}
	}
}

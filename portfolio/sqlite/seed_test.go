package sqlite_test

import (
	"context"
	"reflect"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// TestRoundTrip reads back everything that was seeded.
func TestRoundTrip(t *testing.T) {
	ctx := context.Background()
	doc := document(t)
	s := open(t, doc)
	cat, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*cat, doc.Catalogue) {
		t.Errorf("catalogue\n%+v\nwant\n%+v", *cat, doc.Catalogue)
	}
	for _, want := range doc.Projects {
		got, err := s.Project(ctx, want.Number)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(*got, want) {
			t.Errorf("project\n%+v\nwant\n%+v", *got, want)
		}
	}
	subs, err := s.SubProgrammes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(subs, doc.SubProgrammes) {
		t.Errorf("sub-programmes\n%+v\nwant\n%+v", subs, doc.SubProgrammes)
	}
	published, err := s.Published(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(published) != len(doc.Published) {
		t.Fatalf("%d published figures, want %d", len(published), len(doc.Published))
	}
	for i := range published {
		p, w := published[i], doc.Published[i]
		if len(p.Rule.Codes) == 0 {
			p.Rule.Codes = w.Rule.Codes
		}
		if !reflect.DeepEqual(p, w) {
			t.Errorf("published\n%+v\nwant\n%+v", p, w)
		}
	}
}

// TestSeedTwice shows that seeding a seeded database changes nothing.
func TestSeedTwice(t *testing.T) {
	ctx := context.Background()
	doc := document(t)
	s := open(t, doc)
	if err := s.Seed(ctx, doc); err != nil {
		t.Fatal(err)
	}
	totals, err := s.Totals(ctx, breakdown.ListSpec{AsOf: asOf})
	if err != nil || totals.Projects != int64(len(doc.Projects)) {
		t.Errorf("%d projects, %v", totals.Projects, err)
	}
}

// TestSeedFails shows that a seed with a fault leaves nothing behind.
func TestSeedFails(t *testing.T) {
	ctx := context.Background()
	doc := document(t)
	s := open(t, &portfolio.Document{Catalogue: portfolio.Catalogue{Document: asOf, Reference: asOf}})
	doc.Projects[80].Programme = "nowhere"
	if err := s.Seed(ctx, doc); err == nil {
		t.Error("seeded an unknown programme")
	}
	if empty, err := s.Empty(ctx); !empty || err != nil {
		t.Errorf("not empty, %v", err)
	}
}

package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// asOf is the day that tests look from: the document's reference date.
const asOf portfolio.Date = 20110430

// open returns a store in a temporary directory that holds doc.
func open(t testing.TB, doc *portfolio.Document) *sqlite.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test?#%.db")
	if err := sqlite.Create(context.Background(), path, doc); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func document(t testing.TB) *portfolio.Document {
	t.Helper()
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func query(t testing.TB, text string, cat *portfolio.Catalogue) portfolio.Query {
	t.Helper()
	q, err := portfolio.ParseQuery(text, cat)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

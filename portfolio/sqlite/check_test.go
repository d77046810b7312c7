package sqlite

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

func checked(t *testing.T) *Store {
	t.Helper()
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	return seeded(t, doc)
}

// small is a store with a few projects of the document, for tests that check
// it very often.
func small(t *testing.T) *Store {
	t.Helper()
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	doc.Projects = slices.DeleteFunc(doc.Projects, func(p portfolio.Project) bool {
		return !slices.Contains([]string{"MLIU58", "RERF23", "XAMT72", "COLU99"}, p.ID)
	})
	doc.SubProgrammes, doc.Published = doc.SubProgrammes[:1], doc.Published[:2]
	return seeded(t, doc)
}

func seeded(t *testing.T, doc *portfolio.Document) *Store {
	t.Helper()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "test.db")
	if err := Create(ctx, path, doc); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestCheck damages one thing at a time and sees it found.
func TestCheck(t *testing.T) {
	for name, damage := range map[string]string{
		"nothing":           "",
		"slice amount":      "UPDATE slice SET approved = approved + 1 WHERE project = 1 AND year = 2010",
		"slice gone":        "DELETE FROM slice WHERE project = 5",
		"slice too many":    "INSERT INTO slice SELECT project, line, place, 1990, 0, 0, 0, 0, NULL, NULL, NULL FROM slice LIMIT 1",
		"slice first":       "UPDATE slice SET first = 0 WHERE project = 9",
		"slice no project":  "PRAGMA foreign_keys = 0; INSERT INTO slice VALUES (9999, 1, 1, 0, 7, 0, 0, 0, NULL, NULL, NULL)",
		"summary amount":    "UPDATE summary SET overall = overall - 1 WHERE kind = 2",
		"summary count":     "UPDATE summary SET n5 = n5 + 1 WHERE kind = 3",
		"summary gone":      "DELETE FROM summary WHERE kind = 3",
		"project amount":    "UPDATE project SET approved = approved + 100 WHERE number = 'RERF23'",
		"project duration":  "UPDATE project SET last_day = 20140101 WHERE number = 'RERF23'",
		"project shares":    "UPDATE project SET lines = 'drug-trafficking:100' WHERE number = 'RERF23'",
		"project title":     "UPDATE project SET title = 'another' WHERE number = 'RERF23'",
		"search gone":       "DELETE FROM search WHERE rowid = 3",
		"search index":      "DELETE FROM search_docsize WHERE id = 4",
		"search text":       "UPDATE search_content SET c0 = 'another' WHERE id = 3",
		"search extra":      "INSERT INTO search (rowid, title, rest) VALUES (777, 'a', 'b')",
		"programme missing": "PRAGMA foreign_keys = 0; DELETE FROM programme WHERE id = 3",
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := checked(t), context.Background()
			s.pool.SetMaxOpenConns(2)
			if _, err := s.db.ExecContext(ctx, damage); damage != "" && err != nil {
				t.Fatal(err)
			}
			faults, err := s.Check(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if (len(faults) > 0) != (damage != "") {
				t.Errorf("%d faults: %v", len(faults), faults)
			}
		})
	}
}

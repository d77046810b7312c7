package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"

	"fieldfolio/portfolio"
)

// At opens the portfolio as it stood at the end of a day, by the arrival of
// changes at this copy. It can only be read, and has to be closed. Only records
// that changed since are derived again; the rest is read where it is.
func (s *Store) At(ctx context.Context, day portfolio.Date) (*Store, error) {
	x, err := s.scratch(ctx)
	if err != nil {
		return nil, err
	}
	if err := x.goBack(ctx, day); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	x.past = day
	return x, nil
}

func (s *Store) goBack(ctx context.Context, day portfolio.Date) error {
	if _, err := s.db.ExecContext(ctx, fmt.Sprintf(`
		CREATE TEMP TABLE changed (id INTEGER PRIMARY KEY);
		INSERT INTO changed SELECT DISTINCT record FROM main.change WHERE arrived > %d;
		CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE arrived <= %[1]d;
		CREATE TEMP VIEW derived AS SELECT id FROM changed UNION SELECT id FROM record WHERE kind IN ('subprogramme', 'outcome', 'activity')`, day)); err != nil {
		return fileError(s.path, err)
	}
	if err := s.makeTables(ctx); err != nil {
		return err
	}
	if err := s.deriveInto(ctx, "derived", true); err != nil {
		return err
	}
	for _, t := range derivedTables {
		view := "SELECT * FROM " + then + t.name
		if t.record != "" {
			view = fmt.Sprintf("SELECT * FROM main.%s WHERE %s NOT IN (SELECT id FROM changed) UNION ALL ", t.name, t.record) + view
		}
		if _, err := s.db.ExecContext(ctx, "CREATE TEMP VIEW "+t.name+" AS "+view); err != nil {
			return fileError(s.path, err)
		}
	}
	return nil
}

// pastParts remembers what of a past has been made: most looks at it need no
// slices and no words.
type pastParts struct {
	sync.Mutex
	slices, words bool
}

// prepare makes the parts of a past that a list or breakdown needs.
func (s *Store) prepare(ctx context.Context, q portfolio.Query, slices bool) error {
	if s.past == 0 {
		return nil
	}
	s.parts.Lock()
	defer s.parts.Unlock()
	words := containsText(q)
	if (s.parts.slices || !slices) && (s.parts.words || !words) {
		return nil
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	w := newWriter(ctx, s.db, cat)
	w.to = then
	for _, p := range w.pastProjects() {
		if slices && !s.parts.slices {
			all := portfolio.Slices(&p.record)
			w.sum(1, &p.record, all)
			w.slices(p.id, all)
		}
		if words && !s.parts.words {
			w.search(p.id, nil, &p.record)
		}
	}
	if err := w.close(); err != nil {
		return fileError(s.path, err)
	}
	if slices && !s.parts.slices {
		if err := s.pastSummary(ctx); err != nil {
			return err
		}
	}
	s.parts.slices, s.parts.words = s.parts.slices || slices, s.parts.words || words
	return nil
}

func containsText(q portfolio.Query) bool {
	return slices.ContainsFunc(q.Terms, func(t portfolio.Term) bool { return t.Key == portfolio.KeyText || t.Key == portfolio.KeyTitle })
}

// pastProject is a project that changed since, as it was.
type pastProject struct {
	id     int64
	record portfolio.Project
}

func (w *writer) pastProjects() []pastProject {
	var all []pastProject
	w.each("SELECT "+projectColumns+", p.id FROM then_project p ORDER BY p.id", nil, func(rows *sql.Rows) error {
		var p pastProject
		err := scanProject(rows, &p.record, &p.id)
		all = append(all, p)
		return err
	})
	return all
}

// pastSummary makes the sums of then from those of now: without what the
// changed records add to them now, which are there already as they were.
func (s *Store) pastSummary(ctx context.Context) error {
	const columns = `programme, kind, line, place, year, sum(approved), sum(overall), sum(shortfall),
		sum(n0), sum(n1), sum(n2), sum(n3), sum(n4), sum(n5), sum(n6), sum(n7)`
	_, err := s.db.ExecContext(ctx, `
		CREATE TEMP TABLE sums AS SELECT * FROM then_summary UNION ALL SELECT * FROM main.summary UNION ALL
			SELECT p.programme, p.kind, s.line, s.place, s.year, -s.approved, -s.overall, -s.shortfall,
			-1, -(s.first & 1 = 1), -(s.first & 2 = 2), -(s.first & 3 = 3), -(s.first & 4 = 4), -(s.first & 5 = 5), -(s.first & 6 = 6), -(s.first & 7 = 7)
			FROM changed c CROSS JOIN main.project p ON p.id = c.id JOIN main.slice s ON s.project = p.id;
		DELETE FROM then_summary;
		INSERT INTO then_summary SELECT `+columns+` FROM sums GROUP BY 1, 2, 3, 4, 5 HAVING sum(n0) > 0;
		DROP TABLE sums`)
	return fileError(s.path, err)
}

// ChangedSince returns the projects that changed after a day, as they were at
// its end and as they are. A project that is not in the portfolio at one of the
// two is nil there.
func (s *Store) ChangedSince(ctx context.Context, day portfolio.Date) (before, after []*portfolio.Project, err error) {
	x, err := s.At(ctx, day)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	place := map[string]int{}
	at := func(record string) int {
		i, ok := place[record]
		if !ok {
			i = len(before)
			place[record] = i
			before, after = append(before, nil), append(after, nil)
		}
		return i
	}
	err = x.scan(ctx, "SELECT "+projectColumns+" FROM then_project p ORDER BY p.id", nil, func(rows *sql.Rows) error {
		var p portfolio.Project
		err := scanProject(rows, &p)
		before[at(p.ID)] = &p
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	err = x.scan(ctx, "SELECT "+projectColumns+" FROM changed c CROSS JOIN main.project p ON p.id = c.id ORDER BY p.id", nil, func(rows *sql.Rows) error {
		var p portfolio.Project
		err := scanProject(rows, &p)
		after[at(p.ID)] = &p
		return err
	})
	return before, after, err
}

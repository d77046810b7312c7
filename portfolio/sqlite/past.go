package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// At opens the portfolio as it stood at the end of a day, by the days on which
// changes reached headquarters, or this copy where no receipt has come yet. It
// can only be read, and has to be closed before s. Only records that changed since
// are derived again; the rest is read where it is. It returns an *Invalid for a
// day that is not among KnownDays.
func (s *Store) At(ctx context.Context, day portfolio.Date) (*Store, error) {
	known, err := s.KnownDays(ctx)
	if err != nil {
		return nil, err
	}
	if err := known.Check(day); err != nil {
		return nil, err
	}
	x, err := s.scratch(ctx)
	if err != nil {
		return nil, err
	}
	if err := x.goBack(ctx, day); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	x.past, x.present, x.visitor = day, s, s.visitor
	return x, nil
}

// KnownDays returns the days for which At can open the portfolio: up to today or,
// as clocks may be wrong, to a later one on which a change is said to have come.
func (s *Store) KnownDays(ctx context.Context) (portfolio.KnownDays, error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return portfolio.KnownDays{}, err
	}
	first, latest := cat.Document, int64(0)
	err = s.db.QueryRowContext(ctx, "SELECT coalesce(max(arrived), 0) FROM change").Scan(&latest)
	last := max(first, portfolio.DateOf(s.now()), portfolio.Date(latest))
	return portfolio.KnownDays{First: first, Last: last}, fileError(s.path, err)
}

func (s *Store) goBack(ctx context.Context, day portfolio.Date) error {
	if _, err := s.db.ExecContext(ctx, fmt.Sprintf(`
		CREATE TEMP TABLE changed (id INTEGER PRIMARY KEY);
		INSERT INTO changed SELECT DISTINCT record FROM main.change WHERE arrived > %d;
		INSERT OR IGNORE INTO changed SELECT c.record FROM main.receipt x JOIN main.change c ON c.n = x.n AND c.author = x.author AND c.hash = x.hash
			WHERE x.given > %[1]d AND (x.verdict <> '' OR EXISTS (SELECT 1 FROM main.receipt y WHERE y.n = x.n AND y.author = x.author AND y.hash = x.hash AND y.verdict <> ''));
		CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE arrived <= %[1]d;
		CREATE TEMP VIEW receipt AS SELECT * FROM main.receipt WHERE given <= %[1]d OR corrects;
		CREATE TEMP TABLE derived (id INTEGER PRIMARY KEY);
		INSERT INTO derived SELECT id FROM record WHERE kind IN ('subprogramme', 'outcome', 'activity')
			UNION SELECT id FROM changed c WHERE EXISTS (SELECT 1 FROM change WHERE record = c.id)`, day)); err != nil {
		return fileError(s.path, err)
	}
	if err := s.makeTables(ctx); err != nil {
		return err
	}
	if err := s.deriveInto(ctx, "derived", true); err != nil {
		return err
	}
	// Projects without an earlier change are as the document has them.
	if _, err := s.db.ExecContext(ctx, `INSERT INTO then_project SELECT * FROM base_project
		WHERE id IN (SELECT id FROM changed) AND id NOT IN (SELECT id FROM derived)`); err != nil {
		return fileError(s.path, err)
	}
	for _, t := range derivedTables {
		view := "SELECT * FROM " + then + t.name
		switch {
		case t.made != "":
			view = fmt.Sprintf(t.made, "")
		case t.record != "":
			view = fmt.Sprintf("SELECT * FROM main.%s WHERE %s NOT IN (SELECT id FROM changed) UNION ALL ", t.name, t.record) +
				view
		}
		if _, err := s.db.ExecContext(ctx, "CREATE TEMP VIEW "+t.name+" AS "+view); err != nil {
			return fileError(s.path, err)
		}
	}
	return nil
}

// need says which parts of a past portfolio are needed besides rows.
type need struct{ sums, slices, words bool }

// pastParts records which parts of a past portfolio have been made.
type pastParts struct {
	sync.Mutex
	made need
}

// prepare makes the parts of a past portfolio that a list or breakdown needs.
func (s *Store) prepare(ctx context.Context, n need, q portfolio.Query) error {
	if s.past == 0 {
		return nil
	}
	s.parts.Lock()
	defer s.parts.Unlock()
	n.words = containsText(q)
	made := s.parts.made
	n = need{n.sums && !made.sums, n.slices && !made.slices, n.words && !made.words}
	if n == (need{}) {
		return nil
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	w := newWriter(ctx, s.db, cat)
	w.to = then
	if n.sums {
		w.exec("INSERT INTO then_summary SELECT * FROM main.summary")
		w.takeOut()
	}
	for _, p := range w.listed("SELECT " + projectColumns + ", p.id FROM then_project p") {
		w.part(n, p.id, &p.project)
	}
	if err := w.close(); err != nil {
		return fileError(s.path, err)
	}
	s.parts.made = need{made.sums || n.sums, made.slices || n.slices, made.words || n.words}
	return nil
}

// summedOfSlices are the SQL expressions of slices that add up to the columns
// of summed.
var summedOfSlices = func() string {
	var amounts, known, counts []string
	for _, m := range breakdown.StoredMeasures {
		amount, n := ofSlices.money(m)
		amounts, known = append(amounts, amount), append(known, n)
	}
	for mask := range countSets {
		counts = append(counts, ofSlices.count(mask))
	}
	return strings.Join(slices.Concat(amounts, known, counts), ", ")
}()

// takeOut subtracts the current figures of the changed records from the sums.
func (w *writer) takeOut() {
	var blob []byte
	w.row(`SELECT fold((((p.programme * 4 + p.kind) * 10000 + s.line) * 10000 + s.place) * 10000 + s.year, `+summedOfSlices+`)
		FROM changed c CROSS JOIN main.project p ON p.id = c.id JOIN main.slice s ON s.project = p.id`, nil, &blob)
	if w.err != nil {
		return
	}
	w.fail(unfold(blob, len(summed), func(r []int64) {
		group := r[0]
		key := sumKey{year: int(group % base), place: w.cat.Places[group/base%base-1].Code,
			line: w.cat.Lines[group/base/base%base-1].Code}
		group /= base * base * base
		key.kind, key.programme = portfolio.Kind(group%4), w.cat.Programmes[group/4-1].Code
		s := &sums{}
		for i := range s.amounts {
			s.amounts[i], s.known[i] = -portfolio.Cents(r[1+i]), -r[1+len(s.amounts)+i]
		}
		for i := range s.n {
			s.n[i] = -r[1+2*len(s.amounts)+i]
		}
		w.sums[key] = s
	}))
}

// part makes the required parts for one project.
func (w *writer) part(n need, id int64, p *portfolio.Project) {
	all := breakdown.Slices(p)
	if n.sums {
		w.sum(1, p, all)
	}
	if n.slices {
		w.slices(id, all)
	}
	if n.words {
		w.search(id, nil, p)
	}
}

func containsText(q portfolio.Query) bool {
	for t := range q.Each() {
		if t.Key == portfolio.KeyText || t.Key == portfolio.KeyTitle {
			return true
		}
	}
	return false
}

// listedProject is a project with its row ID.
type listedProject struct {
	id      int64
	project portfolio.Project
}

func (w *writer) listed(query string) []listedProject {
	var all []listedProject
	w.each(query, nil, func(rows *sql.Rows) error {
		var p listedProject
		err := scanProject(rows, &p.project, &p.id)
		all = append(all, p)
		return err
	})
	return all
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
	err = x.scan(ctx, "SELECT "+projectColumns+" FROM changed c CROSS JOIN main.project p ON p.id = c.id ORDER BY p.id",
		nil, func(rows *sql.Rows) error {
			var p portfolio.Project
			err := scanProject(rows, &p)
			after[at(p.ID)] = &p
			return err
		})
	return before, after, err
}

package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"fieldfolio/portfolio"
)

// Check looks for what in the database does not fit together: the file itself,
// references, slices against the projects' amounts, the summary against the
// slices, and the search index, in this order; it stops after the first of
// these that has faults, for the rest would follow from them. It changes
// nothing and returns no faults for a sound database.
func (s *Store) Check(ctx context.Context) ([]portfolio.Fault, error) {
	var faults []portfolio.Fault
	for _, check := range []func(context.Context) ([]portfolio.Fault, error){
		s.checkFile, s.checkReferences, s.checkProjects, s.checkSummary, s.checkSearch,
	} {
		found, err := check(ctx)
		if err != nil {
			return faults, err
		}
		if faults = append(faults, found...); len(faults) > 0 {
			break
		}
	}
	return faults, nil
}

func (s *Store) checkFile(ctx context.Context) ([]portfolio.Fault, error) {
	var faults []portfolio.Fault
	err := s.scan(ctx, "PRAGMA integrity_check", nil, func(rows *sql.Rows) error {
		var what string
		err := rows.Scan(&what)
		if what != "ok" {
			faults = append(faults, portfolio.Fault{Where: "file", What: what})
		}
		return err
	})
	return faults, err
}

func (s *Store) checkReferences(ctx context.Context) ([]portfolio.Fault, error) {
	var faults []portfolio.Fault
	err := s.scan(ctx, `SELECT "table", coalesce(rowid, 0), parent FROM pragma_foreign_key_check`, nil, func(rows *sql.Rows) error {
		var table, parent string
		var row int64
		err := rows.Scan(&table, &row, &parent)
		faults = append(faults, portfolio.Fault{Where: fmt.Sprintf("%s, row %d", table, row), What: "refers to a missing " + parent})
		return err
	})
	return faults, err
}

// checkProjects splits every project again and compares with its slices and
// its search text.
func (s *Store) checkProjects(ctx context.Context) ([]portfolio.Fault, error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var faults []portfolio.Fault
	slices, err := s.db.QueryContext(ctx, //nolint:rowserrcheck // sliceReader checks it
		`SELECT s.project, l.code, c.code, s.year, s.first, s.approved, s.overall, s.shortfall
		FROM slice s JOIN line l ON l.id = s.line JOIN place c ON c.id = s.place ORDER BY s.project`)
	if err != nil {
		return nil, fileError(s.path, err)
	}
	stored := &sliceReader{rows: slices}
	err = s.scan(ctx, "SELECT "+projectColumns+`, p.id, coalesce(f.title, ''), coalesce(f.rest, '')
		FROM project p LEFT JOIN search f ON f.rowid = p.id ORDER BY p.id`, nil, func(rows *sql.Rows) error {
		var p portfolio.Project
		var id int64
		var title, rest string
		if err := scanProject(rows, &p, &id, &title, &rest); err != nil {
			return err
		}
		have, err := stored.of(id)
		if err != nil {
			return err
		}
		faults = append(faults, sliceFaults(&p, have, cat)...)
		if t, r := searchColumns(&p, cat); t != title || r != rest {
			faults = append(faults, portfolio.Fault{Where: "search, project " + p.Number, What: "is not the text of the project"})
		}
		return nil
	})
	left, err2 := stored.close()
	if left > 0 {
		faults = append(faults, portfolio.Fault{Where: "slice", What: fmt.Sprintf("%d slices have no project", left)})
	}
	if err == nil {
		err = err2
	}
	return faults, fileError(s.path, err)
}

type storedSlice struct {
	portfolio.Slice
	first int
}

// sliceReader reads slices project by project, in the order of projects.
type sliceReader struct {
	rows *sql.Rows
	next *storedSlice // read but not yet asked for
	id   int64        // its project
}

// of returns the slices of a project, by line, place and year. Projects must
// be asked for in order.
func (r *sliceReader) of(project int64) (map[portfolio.Slice]storedSlice, error) {
	out := map[portfolio.Slice]storedSlice{}
	for {
		if r.next == nil {
			if !r.rows.Next() {
				return out, r.rows.Err()
			}
			var s storedSlice
			if err := r.rows.Scan(&r.id, &s.Line, &s.Place, &s.Year, &s.first, &s.Approved, &s.Overall, &s.Shortfall); err != nil {
				return nil, err
			}
			r.next = &s
		}
		if r.id != project {
			return out, nil
		}
		out[portfolio.Slice{Line: r.next.Line, Place: r.next.Place, Year: r.next.Year}] = *r.next
		r.next = nil
	}
}

// close returns how many slices were not asked for.
func (r *sliceReader) close() (left int, err error) {
	if r.next != nil {
		left++
	}
	for r.rows.Next() {
		left++
	}
	if err := r.rows.Err(); err != nil {
		return left, err
	}
	return left, r.rows.Close()
}

func sliceFaults(p *portfolio.Project, have map[portfolio.Slice]storedSlice, cat *portfolio.Catalogue) []portfolio.Fault {
	want := portfolio.Slices(p)
	var faults []portfolio.Fault
	for _, w := range want {
		key := portfolio.Slice{Line: w.Line, Place: w.Place, Year: w.Year}
		h, ok := have[key]
		delete(have, key)
		where := sliceName(p, w, cat)
		switch {
		case !ok:
			faults = append(faults, portfolio.Fault{Where: where, What: "is missing"})
		case h.Slice != w || h.first != firstBits(w, want[0]):
			faults = append(faults, portfolio.Fault{Where: where, What: "does not match the project's amounts, shares and duration"})
		}
	}
	for k := range have {
		faults = append(faults, portfolio.Fault{Where: sliceName(p, k, cat), What: "should not be there"})
	}
	return faults
}

// sliceName names a slice for people.
func sliceName(p *portfolio.Project, s portfolio.Slice, cat *portfolio.Catalogue) string {
	line, place, year := s.Line, s.Place, fmt.Sprint(s.Year)
	if l, ok := cat.Line(s.Line); ok {
		line = l.Label
	}
	if x, ok := cat.Place(s.Place); ok {
		place = x.Name
	}
	if s.Year == portfolio.UnknownYear {
		year = "year unknown"
	}
	return fmt.Sprintf("slice of %s: %s, %s, %s", p.Number, line, place, year)
}

// checkSummary adds up all slices again and compares with the summary.
func (s *Store) checkSummary(ctx context.Context) ([]portfolio.Fault, error) {
	var faults []portfolio.Fault
	again := `WITH again AS (SELECT * FROM (` + summarySQL + `))
		SELECT programme, kind, line, place, year FROM (SELECT * FROM summary EXCEPT SELECT * FROM again)
		UNION SELECT programme, kind, line, place, year FROM (SELECT * FROM again EXCEPT SELECT * FROM summary)`
	err := s.scan(ctx, again, []any{1, 0}, func(rows *sql.Rows) error {
		var programme, kind, line, place, year int
		err := rows.Scan(&programme, &kind, &line, &place, &year)
		faults = append(faults, portfolio.Fault{
			Where: fmt.Sprintf("summary, programme %d, kind %d, line %d, place %d, year %d", programme, kind, line, place, year),
			What:  "is not the sum of its slices",
		})
		return err
	})
	return faults, err
}

// checkSearch compares the search index with its text, and its rows with the
// projects.
func (s *Store) checkSearch(ctx context.Context) ([]portfolio.Fault, error) {
	var faults []portfolio.Fault
	if _, err := s.db.ExecContext(ctx, "INSERT INTO search (search) VALUES ('integrity-check')"); err != nil {
		faults = append(faults, portfolio.Fault{Where: "search", What: "the index does not match its text: " + err.Error()})
	}
	var extra int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT id FROM project)").Scan(&extra)
	if extra > 0 {
		faults = append(faults, portfolio.Fault{Where: "search", What: fmt.Sprintf("%d entries have no project", extra)})
	}
	return faults, fileError(s.path, err)
}

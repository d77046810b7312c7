package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// Record returns a record by a project's number in any printing, a key such as
// outcome:2.3, or the id of the record, before which id: may stand. Where there
// is none it returns an error that wraps fault.ErrNotFound and names the
// nearest numbers.
func (s *Store) Record(ctx context.Context, name string) (*portfolio.Record, error) {
	id, err := s.resolve(ctx, name)
	if err != nil {
		return nil, err
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var r portfolio.Record
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		row, ok := w.find(id)
		if ok {
			r = w.load(id, row)
			w.said(&r, row, w.ofCopy(portfolio.DateOf(s.now())))
			by, err := s.visitorsLogin(ctx, tx)
			w.fail(err)
			w.proposed(&r, by)
		}
		return w.close()
	})
	if err == nil && r.Base != nil {
		var sources map[string][]portfolio.Source
		sources, err = s.sources(ctx, id)
		r.Base.Sources = sources[id]
	}
	return &r, err
}

// resolve returns the id of the record with the name that a person gave.
func (s *Store) resolve(ctx context.Context, name string) (string, error) {
	name = strings.TrimSpace(name)
	id, exact := strings.CutPrefix(name, portfolio.IDPrefix)
	plain := portfolio.PlainNumber(name)
	for _, table := range []string{"project", "withdrawn"} {
		if exact || plain == "" {
			break
		}
		var found []string
		err := s.scan(ctx, "SELECT record FROM "+table+" WHERE plain = ? ORDER BY record", []any{plain},
			func(rows *sql.Rows) error {
				var r string
				err := rows.Scan(&r)
				found = append(found, r)
				return err
			})
		switch {
		case err != nil:
			return "", err
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return "", &fault.Invalid{Field: "project", Value: name,
				Why: fmt.Sprintf("is the number of %d projects", len(found)),
				Do:  "name one of them: " + portfolio.IDPrefix + strings.Join(found, ", "+portfolio.IDPrefix)}
		}
	}
	var have string
	err := s.scan(ctx, "SELECT name FROM record WHERE name IN (?, ?, ?) AND kind <> ''",
		[]any{id, strings.ToUpper(id), strings.ToLower(id)}, func(rows *sql.Rows) error {
			return rows.Scan(&have)
		})
	switch {
	case err != nil || have != "":
	case strings.Contains(id, ":"):
		if err = s.notHere(ctx, name); err != nil {
			break
		}
		err = &fault.Invalid{Field: "record", Value: name, Why: "does not exist", Action: fault.ListPlan}
	default:
		err = s.noProject(ctx, name)
	}
	return have, err
}

// Notes returns the notes on a record, the newest first.
func (s *Store) Notes(ctx context.Context, record string) ([]portfolio.Note, error) {
	records, err := s.recordsOf(ctx, "SELECT r.name FROM note n JOIN record r ON r.id = n.id WHERE n.target = ? ORDER BY n.id DESC", record)
	var out []portfolio.Note
	for i := range records {
		if n, ok := records[i].Note(); ok {
			out = append(out, n)
		}
	}
	return out, err
}

// recordsOf returns the records whose names a query gives.
func (s *Store) recordsOf(ctx context.Context, query string, args ...any) ([]portfolio.Record, error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var out []portfolio.Record
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		var names []string
		w.each(query, args, func(rows *sql.Rows) error {
			var n string
			err := rows.Scan(&n)
			names = append(names, n)
			return err
		})
		for _, n := range names {
			if row, ok := w.find(n); ok {
				r := w.load(n, row)
				w.nameOffices(&r)
				out = append(out, r)
			}
		}
		return w.close()
	})
	return out, err
}

// Conflicts returns what waits for a person to choose, and what does not fit
// together: within a record, and numbers that several projects have.
func (s *Store) Conflicts(ctx context.Context) ([]provenance.Conflict, []portfolio.Inconsistency, error) {
	records, err := s.recordsOf(ctx, "SELECT r.name FROM record r WHERE r.id IN (SELECT record FROM conflict) ORDER BY r.name")
	if err != nil {
		return nil, nil, err
	}
	var conflicts []provenance.Conflict
	for i := range records {
		conflicts = append(conflicts, provenance.ConflictsOf(&records[i])...)
	}
	var wrong []portfolio.Inconsistency
	collect := func(rows *sql.Rows) error {
		var x portfolio.Inconsistency
		err := rows.Scan(&x.Record, &x.Name, &x.Field, &x.What)
		wrong = append(wrong, x)
		return err
	}
	err = s.scan(ctx, `SELECT r.name, coalesce(p.number, r.name), i.field, i.what FROM inconsistency i
		JOIN record r ON r.id = i.record LEFT JOIN project p ON p.id = i.record ORDER BY 2, i.record, i.seq`, nil, collect)
	if err == nil {
		err = s.scan(ctx, `SELECT p.record, p.number, 'number', 'id:' || p.record || ', "' || p.title || '", is one of ' || d.n || ' projects with this number; all count until one is withdrawn or renumbered'
			FROM (SELECT plain, (SELECT count(*) FROM project q WHERE q.plain = s.plain) n FROM same_number s) d CROSS JOIN project p ON p.plain = d.plain
			ORDER BY p.plain, p.record`, nil, collect)
	}
	return conflicts, wrong, err
}

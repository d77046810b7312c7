package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"modernc.org/sqlite"

	"fieldfolio/portfolio/breakdown"
)

// derivedTable is a table that is derived from the base and the changes.
type derivedTable struct {
	name    string
	columns string // that name a row, for faults
	record  string // the column with the row ID of the record; empty for the summary, the plan and what is made
	made    string // the query that makes it, with a place for the prefix of tables; empty: see writer.derive
}

// derivedTables lists every derived table but the search index.
var derivedTables = []derivedTable{
	{"project", "'project ' || number", "id", ""},
	{"withdrawn", "'withdrawn project ' || number", "id", ""},
	{"slice", "'slice of project ' || coalesce((SELECT number FROM main.project WHERE id = project), project) || ', line ' || line || ', place ' || place || ', year ' || year", "project", ""},
	{"note", "'note ' || id", "id", ""},
	{"conflict", "'conflict of record ' || record || ', field ' || field", "record", ""},
	{"inconsistency", "'inconsistency of record ' || record || ', field ' || field", "record", ""},
	{"subprogramme", "'subprogramme:' || code", "", ""},
	{"outcome", "'outcome:' || code", "", ""},
	{"activity", "'activity:' || code", "", ""},
	{"summary", "'summary, programme ' || programme || ', kind ' || kind || ', line ' || line || ', place ' || place || ', year ' || year", "", ""},
	{"same_number", "'number ' || plain", "", "SELECT plain FROM %sproject GROUP BY plain HAVING count(*) > 1"},
}

// scratch returns a private copy of the database, which is deleted when it is
// closed: one state of it for as long as it is open, and room for temporary
// tables. A transaction that read that state where it is would make writers wait.
func (s *Store) scratch(ctx context.Context) (*Store, error) {
	values := url.Values{"_pragma": {"cache_size(-64000)", "temp_store(FILE)"}}
	db, err := sql.Open("sqlite", "file:?"+values.Encode())
	if err != nil {
		return nil, fileError(s.path, err)
	}
	db.SetMaxOpenConns(1)
	if err = s.opened.Check(ctx); err == nil {
		err = copyOver(ctx, db, s.dsn)
	}
	if err != nil {
		return nil, errors.Join(fileError(s.path, err), db.Close())
	}
	x := newStore(&database{pool: db, path: s.path}, db)
	x.now = s.now
	return x, nil
}

// copyOver writes a copy of the database that dsn names over another one.
func copyOver(ctx context.Context, db *sql.DB, dsn string) (err error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return c.Raw(func(driver any) error {
		to, ok := driver.(interface {
			NewRestore(from string) (*sqlite.Backup, error)
		})
		if !ok {
			return fmt.Errorf("copy the database: the driver's %T cannot", driver)
		}
		backup, err := to.NewRestore(dsn)
		if err != nil {
			return err
		}
		_, err = backup.Step(-1)
		return errors.Join(err, backup.Finish())
	})
}

// then is the prefix of the derived tables of a scratch copy.
const then = "then_"

// makeTables makes empty copies of the derived tables, without their indexes.
func (s *Store) makeTables(ctx context.Context) error {
	for _, t := range derivedTables {
		create := "CREATE TEMP TABLE " + then + t.name + " AS SELECT * FROM main." + t.name + " WHERE 0"
		if t.made != "" {
			create = "CREATE TEMP VIEW " + then + t.name + " AS " + fmt.Sprintf(t.made, then)
		}
		if _, err := s.db.ExecContext(ctx, create); err != nil {
			return fileError(s.path, err)
		}
	}
	_, err := s.db.ExecContext(ctx, `
		CREATE UNIQUE INDEX temp.then_project_id ON then_project (id);
		CREATE INDEX temp.then_project_plain ON then_project (plain);
		CREATE INDEX temp.then_slice_project ON then_slice (project);
		CREATE UNIQUE INDEX temp.then_subprogramme_code ON then_subprogramme (code);
		CREATE UNIQUE INDEX temp.then_outcome_code ON then_outcome (code);
		CREATE UNIQUE INDEX temp.then_activity_code ON then_activity (code);
		CREATE UNIQUE INDEX temp.then_summary_key ON then_summary (programme, kind, line, place, year);
		CREATE VIRTUAL TABLE temp.then_search USING fts5 (title, rest, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', detail = column);
		INSERT INTO then_subprogramme SELECT * FROM base_subprogramme;
		INSERT INTO then_outcome SELECT * FROM base_outcome;
		INSERT INTO then_activity SELECT * FROM base_activity;`)
	return fileError(s.path, err)
}

// faultsOf compares the derived tables with those of a scratch copy.
func (s *Store) faultsOf(ctx context.Context) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	for _, t := range derivedTables {
		for _, side := range []struct{ have, lack, what string }{
			{"main." + t.name, then + t.name, "does not follow from the base and the changes"},
			{then + t.name, "main." + t.name, "follows from the base and the changes, and is not there so"},
		} {
			query := fmt.Sprintf("SELECT %s FROM (SELECT * FROM %s EXCEPT SELECT * FROM %s) LIMIT 20", t.columns, side.have,
				side.lack)
			err := s.scan(ctx, query, nil, func(rows *sql.Rows) error {
				var where string
				err := rows.Scan(&where)
				faults = append(faults, breakdown.Fault{Where: where, What: side.what})
				return err
			})
			if err != nil {
				return faults, err
			}
		}
	}
	found, err := s.searchFaults(ctx)
	return append(faults, found...), err
}

func (s *Store) searchFaults(ctx context.Context) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	err := s.scan(ctx, `SELECT coalesce(p.number, 'row ' || coalesce(m.rowid, t.rowid)) FROM main.search m FULL JOIN then_search t ON t.rowid = m.rowid
		LEFT JOIN then_project p ON p.id = t.rowid WHERE m.title IS NOT t.title OR m.rest IS NOT t.rest LIMIT 20`, nil,
		func(rows *sql.Rows) error {
			var where string
			err := rows.Scan(&where)
			faults = append(faults, breakdown.Fault{Where: "search, project " + where, What: "is not the text of the project"})
			return err
		})
	return faults, err
}

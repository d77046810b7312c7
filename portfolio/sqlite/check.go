package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// Check looks for faults in the database: in the file, references, the content
// of the document, the log of changes, everything that is derived from these
// two (by deriving it again), and the search index. It stops after the first of
// these with faults, because the later ones would follow from them. It changes
// nothing and returns no faults for a sound database.
func (s *Store) Check(ctx context.Context) ([]breakdown.Fault, error) {
	return s.faults(ctx, slices.Concat(s.checksOfSource(), s.checksOfDerived(), []check{s.checkLogins}))
}

type check func(context.Context) ([]breakdown.Fault, error)

// checksOfSource check what is not derived.
func (s *Store) checksOfSource() []check {
	return []check{s.checkFile, s.checkReferences, s.checkBase, s.checkLog, s.checkExchange}
}

// checksOfDerived check what is derived from that.
func (s *Store) checksOfDerived() []check { return []check{s.checkDerived, s.checkSearch} }

// faults returns the faults of the first check that finds any.
func (s *Store) faults(ctx context.Context, checks []check) ([]breakdown.Fault, error) {
	for _, c := range checks {
		if found, err := c(ctx); err != nil || len(found) > 0 {
			return found, err
		}
	}
	return nil, nil
}

func (s *Store) checkFile(ctx context.Context) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	err := s.scan(ctx, "PRAGMA integrity_check", nil, func(rows *sql.Rows) error {
		var what string
		err := rows.Scan(&what)
		if what != "ok" {
			faults = append(faults, breakdown.Fault{Where: "file", What: what})
		}
		return err
	})
	return faults, err
}

func (s *Store) checkReferences(ctx context.Context) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	err := s.scan(ctx, `SELECT "table", coalesce(rowid, 0), parent FROM pragma_foreign_key_check`, nil,
		func(rows *sql.Rows) error {
			var table, parent string
			var row int64
			err := rows.Scan(&table, &row, &parent)
			faults = append(faults, breakdown.Fault{Where: fmt.Sprintf("%s, row %d", table, row),
				What: "refers to a missing " + parent})
			return err
		})
	return faults, err
}

// checkBase compares the tables of the base with their hashes, and the records
// with the base.
func (s *Store) checkBase(ctx context.Context) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	for _, table := range baseTables {
		kept, err := s.digest(ctx, table)
		if err != nil {
			return nil, err
		}
		sum, err := tableDigest(ctx, s.db, table)
		if err != nil {
			return nil, fileError(s.path, err)
		}
		if !bytes.Equal(kept, sum) {
			faults = append(faults, breakdown.Fault{Where: table, What: "is not as the document was taken in"})
		}
	}
	err := s.scan(ctx, `SELECT b.name FROM (
			SELECT id, record AS name, 'project' AS kind FROM base_project
			UNION ALL SELECT NULL, 'subprogramme:' || code, 'subprogramme' FROM base_subprogramme
			UNION ALL SELECT NULL, 'outcome:' || code, 'outcome' FROM base_outcome
			UNION ALL SELECT NULL, 'activity:' || code, 'activity' FROM base_activity) b
		LEFT JOIN record r ON r.name = b.name WHERE r.kind IS NOT b.kind OR r.id <> coalesce(b.id, r.id)`, nil,
		func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			faults = append(faults, breakdown.Fault{Where: "record " + name,
				What: "is not in the list of records as the document has it"})
			return err
		})
	return faults, err
}

// digest returns a stored hash, nil if there is none.
func (s *Store) digest(ctx context.Context, name string) ([]byte, error) {
	var sum []byte
	err := s.db.QueryRowContext(ctx, "SELECT hash FROM digest WHERE name = ?", name).Scan(&sum)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return sum, fileError(s.path, err)
}

// checkLog checks every change against the hash in its id, and the whole log
// against its digest.
func (s *Store) checkLog(ctx context.Context) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	var sum [32]byte
	made := map[string]portfolio.RecordKind{}
	err := s.scan(ctx, "SELECT c.arrived, "+changeColumns, nil, func(rows *sql.Rows) error {
		var c portfolio.Change
		var arrived portfolio.Date
		err := scanChange(afterFirst{rows, []any{&arrived}}, &c)
		if errors.Is(err, portfolio.ErrBody) {
			err = nil
			faults = append(faults, breakdown.Fault{Where: "change " + c.ID.String(), What: "is damaged"})
		} else if check := c.Check(); err == nil && check != nil {
			faults = append(faults, breakdown.Fault{Where: "change " + c.ID.String(),
				What: "is not as it was made: " + check.Error()})
		}
		if c.Creates != "" {
			made[c.ID.String()] = c.Creates
		}
		fold(&sum, c.Digest(), arrived)
		return err
	})
	if err != nil || len(faults) > 0 {
		return faults, err
	}
	kept, err := s.digest(ctx, "change")
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(kept, sum[:]) && (kept != nil || sum != [32]byte{}) {
		faults = append(faults, breakdown.Fault{Where: "change",
			What: "the log is not what was written: changes are missing or too many, or their days of arrival were altered"})
	}
	found, err := s.checkMade(ctx, made)
	return append(faults, found...), err
}

// afterFirst scans the first columns into places of its own.
type afterFirst struct {
	rows  *sql.Rows
	first []any
}

// Scan scans the other columns.
func (a afterFirst) Scan(dest ...any) error { return a.rows.Scan(slices.Concat(a.first, dest)...) }

// checkMade compares the list of records with the changes that create them.
func (s *Store) checkMade(ctx context.Context, made map[string]portfolio.RecordKind) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	err := s.scan(ctx, "SELECT name, kind FROM record", nil, func(rows *sql.Rows) error {
		var name string
		var kind portfolio.RecordKind
		err := rows.Scan(&name, &kind)
		if _, notID := portfolio.ParseID(name); notID != nil {
			if kind != portfolio.KindOf(name) {
				faults = append(faults, breakdown.Fault{Where: "record " + name, What: "has the wrong kind"})
			}
			return err
		}
		if kind != made[name] {
			faults = append(faults, breakdown.Fault{Where: "record " + name, What: "is not what the change of this id makes"})
		}
		delete(made, name)
		return err
	})
	for name := range made {
		faults = append(faults, breakdown.Fault{Where: "record " + name, What: "is not in the list of records"})
	}
	return faults, err
}

// checkDerived derives everything again and compares.
func (s *Store) checkDerived(ctx context.Context) (faults []breakdown.Fault, err error) {
	x, err := s.scratch(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	if err := x.makeTables(ctx); err != nil {
		return nil, err
	}
	if err := x.deriveInto(ctx, "record", false); err != nil {
		return nil, err
	}
	return x.faultsOf(ctx)
}

// checkSearch compares the search index with its text.
func (s *Store) checkSearch(ctx context.Context) ([]breakdown.Fault, error) {
	var faults []breakdown.Fault
	if _, err := s.db.ExecContext(ctx, "INSERT INTO search (search) VALUES ('integrity-check')"); err != nil {
		faults = append(faults, breakdown.Fault{Where: "search", What: "the index does not match its text: " + err.Error()})
	}
	return faults, nil
}

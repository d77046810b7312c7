package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
)

// Rebuild makes the indices of a file with faults again, and every derived table
// from the base and the changes, in one transaction. It returns the faults that it
// found, and those that are left, which only a backup mends. It refuses to build on
// a damaged base or log.
func (s *Store) Rebuild(ctx context.Context) (found, left []breakdown.Fault, err error) {
	inFile, err := s.checkFile(ctx)
	if err != nil {
		return nil, nil, err
	}
	if found = inFile; len(inFile) == 0 {
		if found, err = s.derivedFaults(ctx); err != nil {
			return found, nil, err
		}
	}
	err = s.updateRecords(ctx, manage, func(tx *sql.Tx) error {
		return s.within(tx).deriveAgain(ctx, tx, len(inFile) > 0)
	})
	if err != nil {
		return found, nil, err
	}
	left, err = s.Check(ctx)
	return found, left, err
}

// derivedFaults returns all faults of what is derived.
func (s *Store) derivedFaults(ctx context.Context) ([]breakdown.Fault, error) {
	if found, err := s.faults(ctx, []check{s.checkBase, s.checkLog}); err != nil || len(found) > 0 {
		return found, errors.Join(err, damagedBase(found))
	}
	found, err := s.checkDerived(ctx)
	if err != nil {
		return found, err
	}
	more, err := s.checkSearch(ctx)
	return append(found, more...), err
}

// deriveAgain is Rebuild in a transaction. What it builds on is read after the
// indices have been made again: through one that lacks rows, they would be missed.
func (s *Store) deriveAgain(ctx context.Context, tx *sql.Tx, indices bool) error {
	if indices {
		if _, err := tx.ExecContext(ctx, "REINDEX"); err != nil {
			return &FileError{Path: s.path, Why: "is damaged, and its indices cannot be made again", Do: fault.Remedy{
				Action: fault.RestoreDatabase, Text: unchanged}, Err: err}
		}
	}
	if found, err := s.faults(ctx, []check{s.checkBase, s.checkLog}); err != nil || len(found) > 0 {
		return errors.Join(err, damagedBase(found))
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	if err := rebuild(ctx, tx, cat, nil); err != nil {
		return err
	}
	return writeDigest(ctx, tx, rebuilt, []byte(rand.Text()))
}

// rebuilt is the name of the digest of what is derived: another one each time
// that it is derived again. See State.
const rebuilt = "rebuilt"

// Rebuildable reports whether Rebuild leaves no fault. It tries that on a copy in
// memory.
func (s *Store) Rebuildable(ctx context.Context) (bool, error) {
	x, err := inMemory(ctx, s.path)
	if err != nil {
		return false, err
	}
	if err = s.opened.Check(ctx); err == nil {
		err = copyOver(ctx, x.pool, s.dsn)
	}
	var left []breakdown.Fault
	if err == nil {
		_, left, err = x.Rebuild(ctx)
	}
	return err == nil && len(left) == 0, errors.Join(ctx.Err(), x.Close())
}

func damagedBase(found []breakdown.Fault) error {
	if len(found) == 0 {
		return nil
	}
	return &fault.Invalid{Field: found[0].Where, Why: found[0].What + "; nothing can be rebuilt from it",
		Action: fault.RestoreDatabase, Do: unchanged}
}

func rebuild(ctx context.Context, tx queryer, cat *portfolio.Catalogue, told Progress) error {
	w := newWriter(ctx, tx, cat)
	for _, query := range []string{
		"DROP TABLE search", searchTable,
		"DELETE FROM slice", "DELETE FROM summary", "DELETE FROM project", "DELETE FROM withdrawn", "DELETE FROM note",
		"DELETE FROM conflict", "DELETE FROM inconsistency",
		"PRAGMA defer_foreign_keys = 1",
		"DELETE FROM activity", "DELETE FROM outcome", "DELETE FROM subprogramme",
	} {
		w.exec(query)
	}
	w.planOfBase()
	w.deriveAll("record", w.counting(told))
	return w.close()
}

// searchTable creates the search index, as the migrations do.
const searchTable = `CREATE VIRTUAL TABLE search USING fts5 (
	title, rest, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', detail = column)`

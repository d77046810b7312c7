package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"testing"

	"fieldfolio/portfolio/sqlite/dbfile"
)

// WithMigrations lets a test know versions to come. It must not run beside
// others.
func WithMigrations(t *testing.T, of func(now fs.FS) fs.FS) {
	t.Helper()
	was := migrations
	migrations = of(was)
	t.Cleanup(func() { migrations = was })
}

// WithoutMigrations runs what a program does that does not know the versions to come.
func WithoutMigrations(fn func()) {
	was := migrations
	migrations = embedded
	defer func() { migrations = was }()
	fn()
}

// SeenMark returns the mark that a store saw last.
func (s *Store) SeenMark() dbfile.Mark { return s.seen.get() }

// Untold lets a watch wait as where the file system does not tell of changes.
func (w *Watch) Untold(t *testing.T) {
	t.Helper()
	if err := w.f.silence(); err != nil {
		t.Error(err)
	}
	w.f.listen(&dbfile.Changes{})
}

// Once is once of a number that is read elsewhere.
func (s *Store) Once(ctx context.Context, question string, read func() (int, error)) (int, error) {
	return once(ctx, s, question, func(*Store) (int, error) { return read() })
}

// Connections is how many connections a store has at most.
const Connections = connections

// AnswersKept returns how many answers are kept.
func (s *Store) AnswersKept() int { return len(s.answers.all) }

// RehashBase keeps the hashes of the base of a file as its tables are.
func RehashBase(path string) (err error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := writeDigests(context.Background(), tx, baseTables); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

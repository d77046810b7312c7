package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
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

// Execute runs statements, as a later release or a person with a tool may.
func (s *Store) Execute(ctx context.Context, statements string) error {
	_, err := s.pool.ExecContext(ctx, statements)
	return err
}

// TrimAudit keeps so many of the latest refusals and of the latest other events.
func (s *Store) TrimAudit(ctx context.Context, refused, others int) error {
	return s.update(ctx, noted, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		w.trimAudit(refused, others)
		return w.close()
	})
}

// FloodAudit fills the trail with events, every third one a refusal, and then notes more.
func (s *Store) FloodAudit(ctx context.Context, filled, noted int) error {
	return s.update(ctx, keepOwn, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		w.exec(`INSERT INTO audit SELECT value, 0, iif(value % 3 = 0, 'refused', 'export'), 'Awa', '', '', '', 'figures'
			FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ?) SELECT value FROM n)`, filled)
		for range noted {
			w.event(access.Event{Kind: access.Exported, Person: "Awa"}, s.now())
		}
		return w.close()
	})
}

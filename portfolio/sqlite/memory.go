package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// A store that must not write to its file, or that has none, is in memory: what
// it shows is brought up to date there, and edits are refused.

// ReadDocument returns a store with a document, for reading: the portfolio where
// no database has been made yet. path is where it would be made.
func ReadDocument(ctx context.Context, path string, doc *portfolio.Document) (*Store, error) {
	s, err := inMemory(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := s.fill(ctx, doc, newUpgrade(0, nil)); err != nil {
		return nil, errors.Join(fileError(path, err), s.Close())
	}
	s.frozen = &FileError{Path: path, Why: "does not exist yet", Do: missingDo}
	return s, nil
}

// inMemory returns a store with an empty database in memory.
func inMemory(ctx context.Context, path string) (*Store, error) {
	u := url.URL{Scheme: "file", Path: "/" + rand.Text(), OmitHost: true, RawQuery: url.Values{"vfs": {"memdb"},
		"_txlock": {"immediate"}, "_pragma": {busyTimeout(), "foreign_keys(1)", "temp_store(MEMORY)"}}.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fileError(path, err)
	}
	kept, err := db.Conn(ctx) // the database lives as long as a connection
	if err != nil {
		return nil, errors.Join(fileError(path, err), db.Close())
	}
	return newStore(&database{pool: db, path: path, dsn: u.String(), kept: kept}, pooled{db}), nil
}

// copied returns a store with a copy of a file in memory, brought up to date
// there. The file and what is beside it are not written to.
func copied(ctx context.Context, path string, u *upgrade) (*Store, error) {
	s, err := inMemory(ctx, path)
	if err != nil {
		return nil, err
	}
	err = s.take(ctx, path)
	if err == nil {
		err = s.migrate(ctx, u)
	}
	if err == nil {
		err = s.upgrade(ctx, u)
	}
	if err != nil {
		return nil, errors.Join(fileError(path, err), s.Close())
	}
	return s, nil
}

// take copies a file into the empty database of s.
func (s *Store) take(ctx context.Context, path string) (err error) {
	db, err := single(path, onlyReading(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", s.dsn)
	return err
}

// onlyReading returns the values of a connection string for reading. A file of an
// earlier release may have a write-ahead log: only a connection that may write
// leaves nothing behind beside it.
func onlyReading(path string) url.Values {
	values := url.Values{"mode": {"ro"}, "_pragma": {busyTimeout()}}
	switch {
	case canWrite(path):
		values.Set("mode", "rw")
	case logUnused(path):
		values.Set("immutable", "1")
	}
	return values
}

// logUnused reports whether a file uses a write-ahead log and nobody has it open,
// so that it does not change while it is read.
func logUnused(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // only read from
	const readVersion, withLog = 19, 2
	var b [1]byte
	_, err = f.ReadAt(b[:], readVersion)
	return err == nil && b[0] == withLog && !dbfile.Exists(path+dbfile.LogEnd)
}

// readable calls fn with a path at which the content of a database can be read.
// That is the path itself, or else a temporary copy: a write that was
// interrupted has to be taken back, which SQLite does in a file that it can
// write to.
func readable(ctx context.Context, path string, fn func(path string) error) (err error) {
	if err := fn(path); !isReadOnly(err) {
		return err
	}
	file, err := dbfile.Resolve(path)
	if err != nil {
		return err
	}
	ends, err := dbfile.Journals(ctx, file, logFits)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "fieldfolio-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	whole := filepath.Join(dir, "copy.db")
	if err := copyFiles(file, whole, append(ends, "")...); err != nil {
		return err
	}
	if err := recoverAt(ctx, whole); err != nil {
		return err
	}
	return fn(whole)
}

// recoverAt has SQLite take back or complete what was interrupted in a file.
func recoverAt(ctx context.Context, path string) (err error) {
	db, err := single(path, url.Values{"_pragma": {"journal_mode(DELETE)"}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, "SELECT count(*) FROM sqlite_schema")
	return err
}

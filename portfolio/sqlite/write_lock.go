package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"

	"fieldfolio/portfolio/sqlite/dbfile"
)

// A writeLock keeps everybody else from writing to a file; they can read it.
type writeLock struct {
	file *dbfile.Opened
	db   *sql.DB // nil after release
}

// lockWriters waits until nobody writes to a file, and locks it. It returns nil if
// there is none. One that is so damaged that SQLite does not lock it, nobody can
// write to.
func lockWriters(ctx context.Context, path string) (*writeLock, error) {
	if !dbfile.Exists(path) {
		return nil, nil
	}
	file, err := dbfile.Open(path)
	if err != nil {
		return nil, err
	}
	// On an empty file, and one that was cut, the lock would make a journal.
	db, err := single(path, url.Values{"_pragma": {busyTimeout(), "writable_schema(1)", "journal_mode(MEMORY)"}})
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil && !isDamage(err) && !isReadOnly(err) {
		return nil, errors.Join(fileError(path, err), db.Close())
	}
	return &writeLock{file: file, db: db}, nil
}

// release ends the lock. It may be called twice, and of none.
func (l *writeLock) release() error {
	if l == nil || l.db == nil {
		return nil
	}
	db := l.db
	l.db = nil
	return db.Close()
}

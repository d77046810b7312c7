package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"

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
	pragmas := []string{busyTimeout(), "writable_schema(1)"}
	if empty, err := keepJournal(path); err != nil {
		return nil, err
	} else if empty {
		pragmas = append(pragmas, "journal_mode(MEMORY)") // otherwise the lock makes a journal
	}
	db, err := single(path, url.Values{"_pragma": pragmas})
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil && !isDamage(err) && !isReadOnly(err) {
		return nil, errors.Join(fileError(path, err), db.Close())
	}
	return &writeLock{file: file, db: db}, nil
}

// keepJournal reports whether a file is empty. It sets aside a journal beside an
// empty one, which SQLite would delete.
func keepJournal(path string) (empty bool, err error) {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return false, err
	}
	_, err = dbfile.SetAside(path+dbfile.JournalEnd, "aside")
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return true, err
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

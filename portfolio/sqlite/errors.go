package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// FileError says in one sentence why the database file cannot be used.
type FileError struct {
	Path string
	Why  string // continues the sentence "database PATH …"
	Do   string // what to do
	Err  error  // the cause; may be nil
}

// Error returns the sentence.
func (e *FileError) Error() string { return fmt.Sprintf("database %s %s", e.Path, e.Why) }

// Hint returns what to do.
func (e *FileError) Hint() string { return e.Do }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// fileError translates what SQLite or the file system say, by code, into a
// sentence. Other errors are returned as they are.
func fileError(path string, err error) error {
	var known *FileError
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	why, do := "", ""
	var e *sqlite.Error
	switch {
	case errors.As(err, &e):
		why, do = sentence(e.Code())
	case errors.Is(err, fs.ErrPermission):
		why, do = cannotOpen, cannotOpenDo
	case errors.As(err, new(*fs.PathError)):
		why, do = cannotOpen, cannotOpenDo
	}
	if why == "" {
		return err
	}
	return &FileError{Path: path, Why: why, Do: do, Err: err}
}

const (
	cannotOpen   = "cannot be opened or made"
	cannotOpenDo = "check that the directory exists and that you may write there, or name another file with --db"
)

// isBusy reports whether another connection holds a lock.
func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_BUSY
}

func sentence(code int) (why, do string) {
	switch code & 0xff {
	case lib.SQLITE_NOTADB:
		return "is no database: the file holds something else", "name another file with --db or, if it was one, run fieldfolio restore with a backup; nothing was changed"
	case lib.SQLITE_CORRUPT:
		return "is damaged", "run fieldfolio restore with a backup, which saves what can still be read; nothing was changed"
	case lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_AUTH:
		return cannotOpen, cannotOpenDo
	case lib.SQLITE_READONLY:
		return "cannot be written: the file or its directory is read-only", "ask for the right to write, or copy it and name the copy with --db"
	case lib.SQLITE_FULL:
		return "cannot grow: the disk is full", "free some space and try again; nothing was changed"
	case lib.SQLITE_IOERR:
		return "cannot be read or written: the disk is full or failing", "check the disk and try again; nothing was changed"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return "is being written by another process, which did not finish within 5 seconds", "try again in a moment"
	}
	return "", ""
}

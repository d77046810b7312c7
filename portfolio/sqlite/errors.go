package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// FileError is the error for a database file that cannot be used.
type FileError struct {
	Path string
	Why  string // continues the sentence "database PATH …"
	Do   fault.Remedy
	Err  error // the cause; may be nil
}

// Error returns the sentence.
func (e *FileError) Error() string { return fmt.Sprintf("database %s %s", e.Path, e.Why) }

// Brief returns the error without the path, for the screens, which show one database.
func (e *FileError) Brief() string {
	if at := strings.LastIndex(e.Why, ": "); at >= 0 {
		return e.Why[at+2:]
	}
	return "the database " + e.Why
}

// Remedy returns what to do.
func (e *FileError) Remedy() fault.Remedy { return e.Do }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// fileError converts errors of SQLite or the file system, by code, into a
// FileError. Other errors are returned as they are.
func fileError(path string, err error) error {
	var known *FileError
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	var why string
	var do fault.Remedy
	var e *sqlite.Error
	switch {
	case movedBy(err) != nil:
		return movedError(path, err)
	case errors.As(err, &e):
		why, do = sentence(e.Code())
	case errors.As(err, new(*fs.PathError)), errors.As(err, new(*os.LinkError)), errors.Is(err, fs.ErrPermission):
		why, do = fileSentence(path, err)
	}
	if why == "" {
		return err
	}
	return &FileError{Path: path, Why: why, Do: do, Err: err}
}

// fileSentence is sentence for an error of the file system. What stands beside a database may be
// closed to a user who may read that.
func fileSentence(path string, err error) (why string, do fault.Remedy) {
	var at *fs.PathError
	if errors.As(err, &at) && at.Op == "open" && errors.Is(err, fs.ErrPermission) {
		if name := filepath.Base(at.Path); strings.HasPrefix(name, filepath.Base(path)+"-") {
			return "cannot be opened: " + name + ", which belongs to it, cannot be read by this user",
				fault.Remedy{Text: "ask its owner for access"}
		}
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
		return cannotOpen, fault.Remedy{Action: fault.CheckDirectory}
	}
	why, text := durable.Refusal(err)
	do = fault.Remedy{Text: text}
	switch {
	case text == "":
		do.Action = fault.CheckDirectory
	case errors.Is(err, syscall.EROFS):
		do = fault.Remedy{Action: fault.NameDatabase}
	}
	return cannotOpen + ": " + why, do
}

// movedError says that the file that was opened is not at its path any more.
func movedError(path string, err error) error {
	return &FileError{Path: path, Why: movedBy(err).Error(), Do: fault.Remedy{Action: fault.StartAgain, Text: unchanged},
		Err: err}
}

// movedBy returns what became of the file that was opened, nil if it is still
// there. SQLite too may be the first to find it moved.
func movedBy(err error) error {
	for _, moved := range []error{dbfile.ErrReplaced, dbfile.ErrGone, dbfile.ErrEmptied} {
		if errors.Is(err, moved) {
			return moved
		}
	}
	var e *sqlite.Error
	if errors.As(err, &e) && e.Code() == lib.SQLITE_READONLY_DBMOVED {
		return dbfile.ErrGone
	}
	return nil
}

const cannotOpen = "cannot be opened or made"

// unchanged says that nothing was done, not even in part.
const unchanged = "nothing was changed"

// isBusy reports whether another connection holds a lock.
func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_BUSY
}

// isReadOnly reports whether SQLite cannot write to a file, or beside it.
func isReadOnly(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == lib.SQLITE_READONLY || e.Code()&0xff == lib.SQLITE_CANTOPEN)
}

func sentence(code int) (why string, do fault.Remedy) {
	switch code & 0xff {
	case lib.SQLITE_NOTADB:
		return "is not a database of this program", fault.Remedy{Action: fault.RestoreOrName,
			Text: unchanged}
	case lib.SQLITE_CORRUPT:
		return "is damaged", fault.Remedy{Action: fault.RestoreDatabase, Text: unchanged}
	case lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_AUTH:
		return cannotOpen, fault.Remedy{Action: fault.CheckDirectory}
	case lib.SQLITE_READONLY:
		return "cannot be written: the file or its directory is read-only",
			fault.Remedy{Action: fault.CopyDatabase}
	case lib.SQLITE_FULL:
		return "cannot grow: the disk is full",
			fault.Remedy{Text: "free some space and try again; nothing was changed"}
	case lib.SQLITE_IOERR:
		return "cannot be read or written: the disk is full or failing",
			fault.Remedy{Text: "check the disk and try again; nothing was changed"}
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return "is being written by another process, which did not finish within 5 seconds",
			fault.Remedy{Text: "try again in a moment"}
	}
	return "", do
}

package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// Backup writes a complete and consistent copy of the database to file, even
// while others write. It does not overwrite a file, nor take a name that a file of
// the database may come to have, such as that of a journal, or one of others. Of a
// store that is in memory, because its file cannot be written or is of an earlier
// release, it copies the file itself.
func (s *Store) Backup(ctx context.Context, file string, others ...string) error {
	if err := s.reads(ctx, manage); err != nil {
		return err
	}
	if err := backupFault(file, append(s.companions(), others...)); err != nil {
		return err
	}
	err := durable.Build(file, durable.Private, func(temporary string) error {
		if err := s.copyTo(ctx, temporary); err != nil {
			return err
		}
		if version, err := inspect(ctx, temporary); err != nil || version == 0 {
			return errors.Join(errors.New("the copy is not whole"), err)
		}
		return renewMark(ctx, temporary)
	})
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, fs.ErrExist) { // made meanwhile, or a link that leads nowhere
		return backupTaken(file)
	}
	why, do := refusal(err)
	return &fault.Invalid{Field: "backup file", Value: file, Why: "cannot be written: " + why, Do: do}
}

// copyTo writes a compact copy into an empty file. A database in memory cannot do
// that: SQLite would write a second one in memory, under the name of the file.
func (s *Store) copyTo(ctx context.Context, file string) error {
	if s.kept == nil {
		_, err := s.db.ExecContext(ctx, "VACUUM INTO ?", file)
		return err
	}
	return readable(ctx, s.path, func(path string) error { return vacuum(ctx, path, file, onlyReading(path)) })
}

// companions returns the names of all files that SQLite and Restore make beside
// the database.
func (s *Store) companions() []string {
	var all []string
	for _, end := range append(dbfile.Ends(), restoringEnd, restoredEnd, checkingEnd, lockEnd) {
		all = append(all, dbfile.Beside(s.path, func(name string) string { return name + end }))
	}
	return all
}

// backupFault returns why a file cannot be created, as far as can be seen from
// its path. taken are names that it must not have.
func backupFault(file string, taken []string) error {
	invalid := backupTaken(file)
	info, err := os.Stat(file)
	switch {
	case err == nil && info.IsDir():
		invalid.Why = "is a directory"
		return invalid
	case err == nil:
		return invalid
	case !errors.Is(err, fs.ErrNotExist):
		invalid.Why = "cannot be made: " + reason(err)
		return invalid
	}
	if dir, err := os.Stat(filepath.Dir(file)); err != nil || !dir.IsDir() {
		invalid.Why, invalid.Do = "cannot be made: its directory does not exist", "make the directory first, or name a file in another one"
		return invalid
	}
	if slices.ContainsFunc(taken, func(name string) bool { return dbfile.SameName(file, name) }) {
		invalid.Why, invalid.Do = "has the name of a file that belongs to the database", "name another file; nothing was written"
		return invalid
	}
	return nil
}

func backupTaken(file string) *fault.Invalid {
	return &fault.Invalid{Field: "backup file", Value: file, Why: "exists already",
		Do: "name a new file; nothing was overwritten"}
}

// reason returns the cause of an error without the name of the file.
func reason(err error) string {
	why, _ := refusal(err)
	return why
}

// refusal is durable.Refusal for errors of SQLite too, with a remedy for any of them.
func refusal(err error) (why, do string) {
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case lib.SQLITE_FULL:
			err = syscall.ENOSPC
		case lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_READONLY:
			err = fs.ErrPermission
		}
	}
	if why, do = durable.Refusal(err); do == "" {
		do = "name a file in a directory where you may write and where there is room"
	}
	return why, do
}

package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
)

// Backup writes a complete and consistent copy of the database to file, even
// while others write. It does not overwrite a file. Of a store that is in memory,
// because its file cannot be written or is of an earlier release, it copies the
// file itself.
func (s *Store) Backup(ctx context.Context, file string) error {
	if err := backupFault(file); err != nil {
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

// backupFault returns why a file cannot be created, as far as can be seen from
// its path.
func backupFault(file string) error {
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

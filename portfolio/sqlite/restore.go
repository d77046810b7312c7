package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// Restoring is a copy of a backup that is to replace a lost or damaged
// database. Until Finish, nothing is changed there.
type Restoring struct {
	Store *Store              // the copy
	Saved []exchange.Incoming // changes that could be read from the damaged file; the backup may have them
	Lost  bool                // not all of the damaged file could be read

	path    string
	options []Option
}

// The suffixes of file names during a restore.
const (
	restoringEnd = ".restoring" // incomplete; of no use after a crash
	restoredEnd  = ".restored"  // complete, and about to replace the database
)

// Restore copies a backup and reads what can be saved from the database at
// path, which has to be missing, damaged or without changes. The caller adds
// what was saved to the copy's store, then calls Finish or Drop. After a crash
// in Finish, Restore continues with the complete copy.
func Restore(ctx context.Context, backup, path string, options ...Option) (*Restoring, error) {
	options = append(slices.Clip(options), withoutCopy)
	r := &Restoring{path: path, options: options}
	_, err := os.Stat(path + restoredEnd)
	switch {
	case err == nil:
		r.Store, err = Open(ctx, path+restoredEnd, options...)
	case errors.Is(err, fs.ErrNotExist):
		err = r.begin(ctx, backup)
	}
	if err != nil {
		return nil, errors.Join(fileError(path, err), r.Drop())
	}
	return r, nil
}

func (r *Restoring) begin(ctx context.Context, backup string) error {
	if err := os.MkdirAll(filepath.Dir(r.path), 0o750); err != nil {
		return err
	}
	if err := removeDatabase(r.path + restoringEnd); err != nil {
		return err
	}
	if err := sameFile(backup, r.path); err != nil {
		return err
	}
	if err := copyBackup(ctx, backup, r.path+restoringEnd); err != nil {
		return ofBackup(backup, err)
	}
	var err error
	if r.Store, err = Open(ctx, r.path+restoringEnd, r.options...); err != nil {
		return err
	}
	faults, err := r.Store.Check(ctx)
	if err != nil {
		return fileError(backup, err)
	}
	if len(faults) > 0 {
		return &fault.Invalid{Field: "backup", Value: backup, Why: "has faults: " + faults[0].Where + " " + faults[0].What,
			Do: "take another backup; nothing was changed"}
	}
	return r.replaceable(ctx)
}

func sameFile(backup, path string) error {
	b, err := os.Stat(backup)
	if err != nil {
		return &fault.Invalid{Field: "backup", Value: backup, Why: "cannot be read: " + reason(err),
			Action: fault.NameBackup, Do: unchanged}
	}
	if p, err := os.Stat(path); err == nil && os.SameFile(b, p) {
		return &fault.Invalid{Field: "backup", Value: backup, Why: "is the database itself",
			Action: fault.NameBackup, Do: unchanged}
	}
	return nil
}

// ofBackup adapts an error about a database to a backup: the remedy is to name
// another backup, not to use --db.
func ofBackup(backup string, err error) error {
	var e *FileError
	if !errors.As(err, &e) || e.Path != backup {
		return err
	}
	if e.Do.Action == fault.UseRelease {
		return &fault.Invalid{Field: "backup", Value: backup, Why: e.Why, Action: e.Do.Action, Of: e.Do.Of, Do: e.Do.Text}
	}
	return &fault.Invalid{Field: "backup", Value: backup, Why: e.Why, Action: fault.NameAnyBackup,
		Do: unchanged}
}

// copyBackup writes a copy of a backup without changing the backup, not even
// where it stands on something that is read-only.
func copyBackup(ctx context.Context, backup, to string) (err error) {
	if _, err := inspect(ctx, backup); err != nil {
		return err
	}
	values := url.Values{"mode": {"ro"}, "_pragma": {busyTimeout()}}
	if _, err := os.Stat(backup + "-wal"); errors.Is(err, fs.ErrNotExist) {
		values.Set("immutable", "1")
	}
	dsn, err := connection(backup, values)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := private(to); err != nil {
		return fileError(to, err)
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		if isDamage(err) {
			return fileError(backup, err)
		}
		return fileError(to, err)
	}
	return nil
}

// replaceable checks whether the file at path may be replaced, and saves what
// it can. A sound database with changes is not replaced.
func (r *Restoring) replaceable(ctx context.Context) error {
	info, err := os.Stat(r.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	s, err := Open(ctx, r.path, r.options...)
	if errors.Is(err, ErrEmpty) {
		return nil
	}
	if isDamage(err) {
		return r.save(ctx)
	}
	if err != nil {
		return err
	}
	damaged, err := r.damaged(ctx, s)
	if err == nil && !damaged {
		err = (&salvage{ctx: ctx, db: s.pool}).preferences(r.Store)
	}
	if err = errors.Join(err, s.Close()); err != nil || !damaged {
		return err
	}
	return r.save(ctx)
}

// damaged reports whether the base or the log is damaged, and returns an error
// if the database must not be replaced.
func (r *Restoring) damaged(ctx context.Context, s *Store) (bool, error) {
	faults, err := s.faults(ctx, s.checksOfSource())
	if isDamage(err) || err == nil && len(faults) > 0 {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	refuse := func(why string, do fault.Action) (bool, error) {
		return false, &fault.Invalid{Field: "database", Value: r.path, Why: why, Action: do, Do: unchanged}
	}
	if faults, err = s.faults(ctx, s.checksOfDerived()); err != nil {
		return false, err
	}
	if len(faults) > 0 {
		return refuse("has all its changes; only what follows from them has faults", fault.RebuildDerived)
	}
	n := 0
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM change").Scan(&n); err != nil {
		return false, err
	}
	if n > 0 {
		return refuse("is sound and has changes, so there is nothing to restore", fault.UndoOrLookBack)
	}
	return false, nil
}

// Finish moves the copy into place. A file that was there is kept, complete,
// under the returned name, which is empty if there was none.
func (r *Restoring) Finish() (kept string, err error) {
	from := r.Store.Path()
	if err := r.Store.Close(); err != nil {
		return "", fileError(from, err)
	}
	if from != r.path+restoredEnd {
		if err := syncFile(from); err != nil {
			return "", err
		}
		if err := os.Rename(from, r.path+restoredEnd); err != nil {
			return "", err
		}
	}
	if kept, err = setAside(r.path); err != nil {
		return "", err
	}
	if err := os.Rename(r.path+restoredEnd, r.path); err != nil {
		return "", err
	}
	return kept, durable.SyncDir(filepath.Dir(r.path))
}

// Drop deletes a copy that is not to be used.
func (r *Restoring) Drop() error {
	if r.Store != nil {
		if err := r.Store.Close(); err != nil {
			return err
		}
	}
	return removeDatabase(r.path + restoringEnd)
}

// setAside renames a database with its write-ahead log, the log first: beside
// another database it would be taken for that one's.
func setAside(path string) (kept string, err error) {
	stem := path + ".replaced-" + time.Now().Format("2006-01-02")
	kept = stem
	for n := 2; exists(kept); n++ {
		kept = fmt.Sprintf("%s-%d", stem, n)
	}
	if exists(path + "-wal") {
		if err := os.Rename(path+"-wal", kept+"-wal"); err != nil {
			return "", err
		}
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if !exists(path) {
		return "", nil
	}
	return kept, os.Rename(path, kept)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// removeDatabase removes a database with what SQLite keeps beside it.
func removeDatabase(path string) error {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(path, err)
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// interrupted says that a database was being restored.
func interrupted(path string) error {
	if !exists(path + restoredEnd) {
		return nil
	}
	return &FileError{Path: path, Why: "was being restored when that was interrupted",
		Do: fault.Remedy{Action: fault.RestoreAgain}}
}

// isDamage reports whether SQLite says that a file is damaged.
func isDamage(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == lib.SQLITE_CORRUPT || e.Code()&0xff == lib.SQLITE_NOTADB)
}

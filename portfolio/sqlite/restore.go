package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// Restoring is a copy of a backup that is to replace a lost or damaged
// database. Until Finish, nothing is changed there, and nobody else writes to
// what is there.
type Restoring struct {
	Store *Store              // the copy
	Saved []exchange.Incoming // changes that could be read from the damaged file; the backup may have them
	Lost  bool                // not all of the damaged file could be read
	// Logins is how many logins the copy has. They are those of the file that is
	// replaced if LoginsKept, otherwise those of the backup: then those that were
	// removed since it was written are there again.
	Logins     int
	LoginsKept bool

	path    string // as it was named
	file    string // that is replaced
	alone   *restoreLock
	lock    *writeLock
	options []Option
}

// The suffixes of file names during a restore.
const (
	restoringEnd = ".restoring" // incomplete; of no use after a crash
	restoredEnd  = ".restored"  // complete, and about to replace the database
	checkingEnd  = ".checking"  // a copy of what is to be replaced; of no use after a crash
)

// Restore copies a backup and reads what can be saved from the database at
// path, which has to be missing, damaged or without changes. The caller adds
// what was saved to the copy's store, then calls Finish or Drop. After a crash
// in Finish, Restore continues with the complete copy.
func Restore(ctx context.Context, backup, path string, options ...Option) (*Restoring, error) {
	r := &Restoring{path: path, options: append(slices.Clip(options), withoutCopy)}
	err := r.start(ctx, backup)
	if err == nil {
		r.Logins, err = r.Store.countLogins(ctx)
	}
	if err != nil {
		_ = r.Drop() // the next restore removes what this one leaves
		return nil, r.named(fileError(path, err))
	}
	return r, nil
}

// named gives an error about one of the copies the name of what is restored.
func (r *Restoring) named(err error) error {
	var e *FileError
	if errors.As(err, &e) && strings.HasPrefix(e.Path, r.file+".") {
		e.Path = r.path
	}
	return err
}

func (r *Restoring) start(ctx context.Context, backup string) (err error) {
	switch info, err := os.Stat(r.path); {
	case errors.Is(err, syscall.ELOOP):
		return err
	case err == nil && noFile(r.path, info) != nil:
		return noFile(r.path, info)
	}
	if r.file, err = placeOf(r.path); err != nil {
		return err
	}
	if r.alone, err = lockRestoring(ctx, r.path, r.file); err != nil {
		return err
	}
	if err := halfWritten(ctx, r.path); err != nil {
		return err
	}
	if err := newUpgrade(0, r.options).settle(ctx, r.path); err != nil {
		return err
	}
	if r.lock, err = lockWriters(ctx, r.file); err != nil {
		return err
	}
	if dbfile.Exists(r.file + restoredEnd) {
		return r.open(ctx, r.file+restoredEnd)
	}
	return r.begin(ctx, backup)
}

// open opens the copy, whose errors name what is restored.
func (r *Restoring) open(ctx context.Context, file string) (err error) {
	if r.Store, err = Open(ctx, file, r.options...); err == nil {
		r.Store.path = r.path
	}
	return err
}

func (r *Restoring) begin(ctx context.Context, backup string) error {
	for _, end := range []string{restoringEnd, checkingEnd} {
		if err := dbfile.Remove(r.file + end); err != nil {
			return err
		}
	}
	if err := sameFile(backup, r.file); err != nil {
		return err
	}
	if err := copyBackup(ctx, backup, r.file+restoringEnd); err != nil {
		return ofBackup(backup, err)
	}
	if err := r.open(ctx, r.file+restoringEnd); err != nil {
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

// replaceable checks whether the file at path may be replaced, and saves what
// it can. A sound database with changes is not replaced. It looks at a copy, so
// that the file stays as it is.
func (r *Restoring) replaceable(ctx context.Context) error {
	info, err := os.Stat(r.file)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	if r.lock == nil { // the file came only now, and others may be writing to it
		return r.madeMeanwhile(err)
	}
	checked := r.file + checkingEnd
	err = copyAsIs(ctx, r.file, checked)
	if isDamage(err) { // not even its head can be read
		if err := copyWithHead(r.file, checked, r.Store.opened.Path); err != nil {
			return err
		}
		return r.save(ctx, checked)
	}
	if err != nil {
		return err
	}
	s, err := Open(ctx, checked, r.options...)
	if errors.Is(err, ErrEmpty) {
		return nil
	}
	if isDamage(err) {
		return r.save(ctx, checked)
	}
	if err != nil {
		return ofFile(r.path, err)
	}
	damaged, err := r.damaged(ctx, s)
	if err == nil && !damaged {
		err = r.keepChoices(&salvage{ctx: ctx, db: s.pool})
	}
	if err = errors.Join(err, s.Close()); err != nil || !damaged {
		return err
	}
	return r.save(ctx, checked)
}

// keepChoices takes over what is not in the log: preferences, logins and the audit trail.
func (r *Restoring) keepChoices(v *salvage) (err error) {
	if r.LoginsKept, err = v.access(r.Store); err != nil {
		return err
	}
	return v.preferences(r.Store)
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
		if mends, err := s.Rebuildable(ctx); err != nil || !mends {
			return true, err
		}
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
	defer func() {
		err = errors.Join(err, r.lock.release(), dbfile.Remove(r.file+checkingEnd), r.alone.release())
	}()
	from := r.Store.opened.Path
	if err := r.Store.Close(); err != nil {
		return "", fileError(from, err)
	}
	whole := r.file + restoredEnd
	if from != whole {
		if err := errors.Join(durable.SyncFile(from), os.Rename(from, whole)); err != nil {
			return "", err
		}
	}
	if runtime.GOOS == "windows" { // which renames no open file
		if err := r.lock.release(); err != nil {
			return "", err
		}
	}
	if r.lock == nil {
		return "", r.place(whole, from != whole)
	}
	if err := r.lock.file.Check(context.Background()); err != nil {
		return "", fileError(r.path, err)
	}
	kept, err = dbfile.Replace(whole, r.file)
	time.Sleep(linger)
	return kept, err
}

// linger is how long the former file stays locked once it is replaced: until
// everybody who was about to write to it has looked at it again. Without the
// lock, SQLite could apply the new file's journal to it.
const linger = 5 * glance

// place moves the copy to where no database was. A fresh one is of no use if there
// is a database by now; one that an earlier Restore has left may hold more.
func (r *Restoring) place(whole string, fresh bool) error {
	err := dbfile.Place(whole, r.file)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if fresh {
		err = errors.Join(err, dbfile.Remove(whole))
	}
	return r.madeMeanwhile(err)
}

// madeMeanwhile says that there was no database when Restore began, and that there
// is one by now.
func (r *Restoring) madeMeanwhile(err error) error {
	return &FileError{Path: r.path, Why: "was made by another process meanwhile",
		Do: fault.Remedy{Action: fault.RestoreAgain}, Err: err}
}

// Drop deletes a copy that is not to be used.
func (r *Restoring) Drop() error {
	if r.alone == nil { // what is there, another process is restoring
		return nil
	}
	var err error
	if r.Store != nil {
		err = r.Store.Close()
	}
	return errors.Join(err, dbfile.Remove(r.file+restoringEnd), dbfile.Remove(r.file+checkingEnd), r.lock.release(),
		r.alone.release())
}

// interrupted says that a database was being restored.
func interrupted(path string) error {
	if file, err := dbfile.Resolve(path); err != nil || !dbfile.Exists(file+restoredEnd) {
		return err
	}
	return &FileError{Path: path, Why: "was being restored when that was interrupted",
		Do: fault.Remedy{Action: fault.RestoreAgain}}
}

// isDamage reports whether SQLite says that a file is damaged.
func isDamage(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == lib.SQLITE_CORRUPT || e.Code()&0xff == lib.SQLITE_NOTADB)
}

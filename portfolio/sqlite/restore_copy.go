package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

func sameFile(backup, path string) error {
	b, err := os.Stat(backup)
	if err != nil {
		return &fault.Invalid{Field: "backup", Value: backup, Why: "cannot be read: " + durable.Reason(err).Error(),
			Action: fault.NameBackup, Do: unchanged}
	}
	var e *FileError
	if errors.As(Readable(backup), &e) && errors.Is(e, fs.ErrPermission) {
		return &fault.Invalid{Field: "backup", Value: backup, Why: e.Why, Do: e.Do.Text + "; " + unchanged}
	}
	if err := noFile(backup, b); err != nil {
		return ofBackup(backup, err)
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
func copyBackup(ctx context.Context, backup, to string) error {
	if err := halfWritten(ctx, backup); err != nil {
		return err
	}
	left, err := dbfile.Journals(ctx, backup, logFits)
	if err != nil {
		return err
	}
	if len(left) > 0 { // a copy that was made by hand after a program was killed
		return copyFiles(backup, to, append(left, "")...)
	}
	if _, err := inspect(ctx, backup); err != nil {
		return err
	}
	err = vacuum(ctx, backup, to, url.Values{"mode": {"ro"}, "_pragma": {busyTimeout()}})
	if isReadOnly(err) { // a backup of a release that wrote ahead, where nothing can be written beside it
		err = vacuum(ctx, backup, to, url.Values{"immutable": {"1"}})
	}
	switch {
	case err == nil:
		return renewMark(ctx, to)
	case isDamage(err):
		return fileError(backup, err)
	}
	return fileError(to, err)
}

// vacuum writes a compact copy of a database.
func vacuum(ctx context.Context, from, to string, values url.Values) (err error) {
	db, err := single(from, values)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := private(to); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	return err
}

// single returns one connection to a file.
func single(path string, values url.Values) (*sql.DB, error) {
	dsn, err := dbfile.URL(path, values)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn)
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// copyFiles copies a file with those beside it that have some endings.
func copyFiles(from, to string, ends ...string) error {
	for _, end := range ends {
		if err := copyFile(from+end, to+end); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close(), durable.Share(to))
}

// copyAsIs writes a copy of a database page by page, whatever is on them.
func copyAsIs(ctx context.Context, from, to string) (err error) {
	// writable_schema reads even a file that is cut.
	dsn, err := dbfile.URL(from, url.Values{"mode": {"ro"}, "_pragma": {busyTimeout(), "writable_schema(1)"}})
	if err != nil {
		return err
	}
	if err := private(to); err != nil {
		return err
	}
	db, err := single(to, url.Values{"_pragma": {"synchronous(OFF)", "journal_mode(OFF)"}})
	if err != nil {
		return err
	}
	return errors.Join(copyOver(ctx, db, dsn), db.Close())
}

// copyWithHead writes a copy of a file whose head cannot be read, with that of
// another database.
func copyWithHead(from, to, other string) (err error) {
	if err := dbfile.Remove(to); err != nil {
		return err
	}
	if err := copyFile(from, to); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	head, err := dbfile.HeadFor(info.Size(), other)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(head, 0)
	return err
}

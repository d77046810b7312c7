package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// keepCopy writes a copy of a database of an earlier version beside it, unless
// the same copy is there already, and returns its path. The caller holds the
// write lock. It never overwrites a file.
func (s *Store) keepCopy(ctx context.Context, version int) (string, error) {
	path, err := dbfile.Resolve(s.path)
	if err != nil {
		return "", err
	}
	ext := filepath.Ext(path)
	stem := fmt.Sprintf("%s-version%d", strings.TrimSuffix(path, ext), version)
	for n := 1; ; n++ {
		name := stem + ext
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", stem, n, ext)
		}
		err := s.copyNew(ctx, name)
		switch {
		case err == nil:
			return name, nil
		case errors.Is(err, errSame):
			return name, nil
		case !errors.Is(err, fs.ErrExist):
			return "", s.noCopy(err)
		}
	}
}

// errSame is the error for a file that is already what was to be written.
var errSame = errors.New("is the same")

// copyNew writes a copy to a new file.
func (s *Store) copyNew(ctx context.Context, name string) error {
	write := func(file string) error {
		if _, err := s.pool.ExecContext(ctx, "VACUUM INTO ?", file); err != nil {
			return err
		}
		return renewMark(ctx, file)
	}
	err := durable.Build(name, durable.Private, write)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(name), ".fieldfolio-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	again := filepath.Join(dir, "again.db")
	if err := write(again); err != nil {
		return err
	}
	if same, err := sameContent(name, again); err != nil || !same {
		return errors.Join(err, fs.ErrExist)
	}
	return errSame
}

func sameContent(one, other string) (bool, error) {
	a, err := os.ReadFile(one)
	if err != nil {
		return false, err
	}
	b, err := os.ReadFile(other)
	return bytes.Equal(a, b), err
}

// noCopy is the error for a copy that cannot be written. Without it the database
// is not upgraded.
func (s *Store) noCopy(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return &FileError{Path: s.path, Why: "is not brought up to date, because no copy of it can be kept beside it: " +
		reason(err), Do: fault.Remedy{Action: fault.MakeRoom, Text: unchanged}, Err: err}
}

// keepUpgrade records which program upgraded the file, and where the copy from
// before is.
func (s *Store) keepUpgrade(ctx context.Context, tx *sql.Tx, program, kept string) error {
	if kept != "" {
		kept = filepath.Base(kept)
	}
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO upgrade VALUES (?,?,?,?)", latest(), program,
		int64(portfolio.DateOf(s.now())), kept)
	return err
}

// newerError is the error for a database that a newer release has upgraded. The
// table that says which one stays the same in all versions.
func newerError(ctx context.Context, db *sql.DB, path string, have int) error {
	e := &FileError{Path: path, Why: fmt.Sprintf("has version %d; this program knows versions up to %d", have, latest()),
		Do: fault.Remedy{Action: fault.UseNewerProgram, Text: unchanged}}
	var program, kept string
	err := db.QueryRowContext(ctx, `SELECT program, coalesce((SELECT copy FROM upgrade WHERE copy <> '' AND version > ?
		ORDER BY version LIMIT 1), '') FROM upgrade ORDER BY version DESC LIMIT 1`, latest()).Scan(&program, &kept)
	if err != nil || program == "" {
		return e
	}
	e.Do.Action, e.Do.Of = fault.UseRelease, program
	if kept = filepath.Join(filepath.Dir(path), filepath.Base(kept)); kept != filepath.Dir(path) && dbfile.Exists(kept) {
		e.Do.Text += "; as it was before, it is kept as " + kept
	}
	return e
}

package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
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
	name, there := stem+ext, []string(nil)
	for n := 2; dbfile.Exists(name); n++ {
		there, name = append(there, name), fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
	same := ""
	err = durable.Build(name, durable.Private, func(temporary string) error {
		if _, err := s.pool.ExecContext(ctx, "VACUUM INTO ?", temporary); err != nil {
			return err
		}
		if err := renewMark(ctx, temporary); err != nil {
			return err
		}
		if same, err = sameAs(temporary, there); same != "" {
			return errSame
		}
		return err
	})
	switch {
	case err == nil:
		return name, nil
	case errors.Is(err, errSame):
		return same, nil
	}
	return "", s.noCopy(err)
}

// errSame keeps a copy from being written that is there already.
var errSame = errors.New("the same copy is there already")

// sameAs returns the name of the file that has the content of another one, empty
// if there is none.
func sameAs(file string, others []string) (string, error) {
	for _, other := range others {
		same, err := sameContent(file, other)
		if err != nil {
			return "", err
		}
		if same {
			return other, nil
		}
	}
	return "", nil
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

// rowReader is a database or a transaction.
type rowReader interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// newerError is the error for a database that a newer release has upgraded. The
// table that says which one stays the same in all versions.
func newerError(ctx context.Context, db rowReader, path string, have int) error {
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

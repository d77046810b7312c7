package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"fieldfolio/portfolio/sqlite/dbfile"
)

// logFits reports whether the write-ahead log of an earlier release belongs to
// the file that it is beside, and not to one that was there before. Nothing in
// the log says so. It does not belong to the file if that is sound, and with the
// log is not, or lacks changes. Both are tried on copies.
func logFits(ctx context.Context, path string) (fits bool, err error) {
	dir, err := os.MkdirTemp("", "fieldfolio-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	alone, whole := filepath.Join(dir, "alone.db"), filepath.Join(dir, "whole.db")
	if steady, err := copySteady(ctx, path, whole); err != nil || !steady {
		return true, err // who writes to it has it open, and so the log is its own
	}
	if err := copyFile(whole, alone); err != nil {
		return false, err
	}
	with, err := soundCopy(ctx, whole)
	if err != nil {
		return false, err
	}
	if with {
		return hasAllOf(ctx, whole, alone)
	}
	without, err := soundCopy(ctx, alone)
	return !without, err
}

// copySteady copies a file with its write-ahead log, and reports whether neither
// was changed meanwhile.
func copySteady(ctx context.Context, from, to string) (steady bool, err error) {
	const tries = 5
	for range tries {
		before, err := statLog(from)
		if err != nil {
			return false, err
		}
		if err := copyFiles(from, to, dbfile.LogEnd, ""); err != nil {
			return false, err
		}
		if after, err := statLog(from); err != nil || after == before {
			return err == nil, err
		}
		if err := dbfile.Remove(to); err != nil {
			return false, err
		}
		if err := pause(ctx, glance); err != nil {
			return false, err
		}
	}
	return false, nil
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// logState is what a write to a file or its write-ahead log alters.
type logState struct {
	size, logSize       int64
	written, logWritten time.Time
}

func statLog(path string) (st logState, err error) {
	file, err := os.Stat(path)
	if err != nil {
		return st, err
	}
	log, err := os.Stat(path + dbfile.LogEnd)
	if err != nil {
		return st, err
	}
	return logState{file.Size(), log.Size(), file.ModTime(), log.ModTime()}, nil
}

// soundCopy reports whether a copy of a database, with what is beside it, is
// sound: the file, the base and the log. It brings the copy up to date.
func soundCopy(ctx context.Context, path string) (sound bool, err error) {
	if err := recoverAt(ctx, path); err != nil {
		return false, ofContent(err)
	}
	from, err := inspect(ctx, path)
	if err != nil {
		return false, ofContent(err)
	}
	s, err := openFile(ctx, path)
	if err != nil {
		return false, ofContent(err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.migrate(ctx, newUpgrade(from, []Option{withoutCopy})); err != nil {
		return false, ofContent(err)
	}
	faults, err := s.faults(ctx, []check{s.checkFile, s.checkBase, s.checkLog})
	return err == nil && len(faults) == 0, ofContent(err)
}

// hasAllOf reports whether a database has all changes of another one, as far as
// that can be read.
func hasAllOf(ctx context.Context, path, other string) (all bool, err error) {
	db, err := single(path, nil)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "ATTACH ? AS other", other); err != nil {
		return true, ofContent(err)
	}
	err = db.QueryRowContext(ctx,
		"SELECT NOT EXISTS (SELECT n, hash FROM other.change EXCEPT SELECT n, hash FROM main.change)").Scan(&all)
	return all || err != nil, ofContent(err)
}

// ofContent drops the errors that a file causes by what is in it.
func ofContent(err error) error {
	var of *sqlite.Error
	if errors.As(err, &of) {
		switch of.Code() & 0xff {
		case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB, lib.SQLITE_ERROR, lib.SQLITE_CONSTRAINT, lib.SQLITE_MISMATCH:
			return nil
		}
		return err
	}
	if errors.As(err, new(*FileError)) {
		return nil
	}
	return err
}

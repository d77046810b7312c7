package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

//go:embed migrations/*.sql
var embedded embed.FS

// migrations is a variable for tests of the versions to come.
var migrations fs.FS = embedded

// applicationID marks the files of fieldfolio: "FFOL".
const applicationID = 0x46464F4C

// latest returns the schema version that this program knows: the number of
// migrations.
func latest() int {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	return len(names)
}

// migrate updates the schema, all or nothing. If two processes do so at once, the
// second has nothing left to do. Before it changes a database with a portfolio,
// it keeps a copy of it.
func (s *Store) migrate(ctx context.Context, u *upgrade) error {
	if u.from >= latest() {
		return nil
	}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("list the migrations: %w", err)
	}
	update := s.update
	if u.from < marksBegin {
		update = func(ctx context.Context, _ permission, fn func(*sql.Tx) error) error { return s.transact(ctx, nil, fn) }
	}
	return update(ctx, manage, func(tx *sql.Tx) error {
		var have int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have >= len(names) {
			return err
		}
		if have > 0 && !u.discards && s.opened != nil {
			if s.Kept, err = s.keepCopy(ctx, have); err != nil {
				return err
			}
		}
		for n := have + 1; n <= len(names); n++ {
			text, err := fs.ReadFile(migrations, names[n-1])
			if err != nil {
				return fmt.Errorf("read a migration: %w", err)
			}
			if err := migrateTo(ctx, tx, n, string(text)); err != nil {
				return err
			}
		}
		return s.keepUpgrade(ctx, tx, u.program, s.Kept)
	})
}

func migrateTo(ctx context.Context, tx *sql.Tx, n int, text string) error {
	sound, err := soundTables(ctx, tx, n)
	if err != nil {
		return err
	}
	text = fmt.Sprintf("%s;\nPRAGMA user_version = %d; PRAGMA application_id = %d", text, n, applicationID)
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return err
	}
	if n == marksBegin {
		if err := writeMark(ctx, tx, dbfile.NewMark()); err != nil {
			return err
		}
	}
	if n == offices {
		if err := readAgain(ctx, tx); err != nil {
			return err
		}
	}
	return writeDigests(ctx, tx, sound)
}

// changesBegin is the version from which databases have changes, and hashes of
// the tables of the base.
const changesBegin = 3

// soundTables returns the tables of the base whose hash is to be stored after
// the migration to a version, which may alter them: those whose hash is right,
// or all if there is a base without hashes. The hash of a damaged table stays,
// so that the damage is found afterwards too.
func soundTables(ctx context.Context, tx *sql.Tx, n int) ([]string, error) {
	if n < changesBegin {
		return nil, nil
	}
	var rows int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM programme").Scan(&rows); err != nil || rows == 0 {
		return nil, err
	}
	if n == changesBegin {
		return baseTables, nil
	}
	var sound []string
	for _, table := range baseTables {
		sum, err := tableDigest(ctx, tx, table)
		if err != nil {
			return nil, err
		}
		var same bool
		if err := hasDigest(ctx, tx, table, sum, &same); err != nil {
			return nil, err
		}
		if same {
			sound = append(sound, table)
		}
	}
	return sound, nil
}

// ErrEmpty is wrapped by the error for a file with nothing in it, not even the
// document.
var ErrEmpty = errors.New("is empty")

// emptyError is the error for such a file. It is never filled: it may be what is
// left of a database.
func emptyError(path, why string) error {
	return &FileError{Path: path, Why: why, Do: fault.Remedy{Action: fault.RestoreOrRemove}, Err: ErrEmpty}
}

// inspect returns the schema version of a file, and refuses files without
// content, of newer versions and of other programs. It only reads.
func inspect(ctx context.Context, path string) (version int, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return 0, err
	case noFile(path, info) != nil:
		return 0, noFile(path, info)
	case info.Size() == 0:
		return 0, emptyError(path, "is an empty file")
	}
	db, err := single(path, onlyReading(path))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var have, id, tables int
	err = db.QueryRowContext(ctx,
		`SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),
		        (SELECT count(*) FROM sqlite_schema)`).Scan(&have, &id, &tables)
	switch {
	case err != nil:
		return 0, fileError(path, err)
	case tables > 0 && id != applicationID:
		return 0, &FileError{Path: path, Why: "is an SQLite database of another program",
			Do: fault.Remedy{Action: fault.NameDatabase, Text: unchanged}}
	case tables == 0 && id != applicationID:
		return 0, &FileError{Path: path, Why: "holds no portfolio", Do: fault.Remedy{Action: fault.RestoreOrName,
			Text: unchanged}, Err: ErrEmpty}
	case have > latest():
		return 0, newerError(ctx, db, path, have)
	}
	var programmes int
	if tables > 0 {
		err = db.QueryRowContext(ctx, "SELECT count(*) FROM programme").Scan(&programmes)
	}
	if err == nil && programmes == 0 {
		err = emptyError(path, "holds no portfolio: the program was ended when it made the file")
	}
	return have, err
}

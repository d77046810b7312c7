package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"

	"fieldfolio/portfolio/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

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

// migrate updates the schema from the version that the file has, each migration
// in its own transaction. If two processes do so at once, the second has
// nothing left to do.
func (s *Store) migrate(ctx context.Context, have int) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("list the migrations: %w", err)
	}
	for n := have + 1; n <= len(names); n++ {
		text, err := migrations.ReadFile(names[n-1])
		if err != nil {
			return fmt.Errorf("read a migration: %w", err)
		}
		if err := s.update(ctx, func(tx *sql.Tx) error { return migrateTo(ctx, tx, n, string(text)) }); err != nil {
			return err
		}
	}
	return nil
}

func migrateTo(ctx context.Context, tx *sql.Tx, n int, text string) error {
	var now int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil || now >= n {
		return err
	}
	sound, err := soundTables(ctx, tx, n)
	if err != nil {
		return err
	}
	text = fmt.Sprintf("%s;\nPRAGMA user_version = %d; PRAGMA application_id = %d", text, n, applicationID)
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return err
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

// inspect returns the schema version of a file, 0 if there is none yet, and
// refuses files of newer versions and of other programs. It only reads: a
// connection for writing would put the file into WAL mode.
func inspect(ctx context.Context, path string) (version int, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0:
		return 0, nil
	case err != nil:
		return 0, err
	case info.IsDir():
		return 0, &FileError{Path: path, Why: "cannot be opened: it is a directory",
			Do: fault.Remedy{Action: fault.NameDatabaseWithin}}
	}
	dsn, err := connection(path, url.Values{"mode": {"ro"}, "_pragma": {busyTimeout()}})
	if err != nil {
		return 0, err
	}
	db, err := sql.Open("sqlite", dsn)
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
	case have > latest():
		const newer = "has version %d and was written by a newer fieldfolio; this program knows versions up to %d"
		return 0, &FileError{Path: path, Why: fmt.Sprintf(newer, have, latest()),
			Do: fault.Remedy{Action: fault.UseNewerProgram, Text: unchanged}}
	}
	return have, nil
}

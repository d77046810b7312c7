package dbfile

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Astray returns the journal without which a file is half written, if a killed
// program left it under another name than the file has now, which SQLite does not
// look at: the file was renamed alone, or the name is another link to it. It is
// looked for beside the file and beside the name. It returns "" if there is none.
func Astray(ctx context.Context, name string) (journal string, err error) {
	path, err := Resolve(name)
	if err != nil || !holdsAny(path) {
		return "", err
	}
	if left, strange, err := lookAtJournal(ctx, path); err != nil || left && !strange {
		return "", err
	}
	for _, dir := range slices.Compact([]string{filepath.Dir(name), filepath.Dir(path)}) {
		entries, _ := os.ReadDir(dir) // not every directory can be listed
		for _, e := range entries {
			j := filepath.Join(dir, e.Name())
			if !strings.HasSuffix(j, JournalEnd) || !e.Type().IsRegular() || j == path+JournalEnd {
				continue
			}
			if needed, err := neededBy(ctx, path, j); err != nil || needed {
				return j, err
			}
		}
	}
	return "", nil
}

// neededBy reports whether a journal under another name belongs to a file by its
// mark, and undoes a change that was half written. By its mark it also belongs to a
// copy from before that change, which does not need it.
func neededBy(ctx context.Context, path, journal string) (needed bool, err error) {
	b, err := readJournal(journal)
	if err != nil || !b.marked {
		return false, ignoreUnopened(err)
	}
	db, err := hold(ctx, path)
	if db == nil || err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if m, found, err := fileMark(ctx, db, b.at); err != nil || !found || !b.follows(m) {
		return false, err
	}
	return undoes(ctx, journal, db)
}

// hold keeps everybody from writing to a file until the returned database is
// closed. Otherwise the journal of a program that is at work, by another link to
// the file, would look like one of a killed program. It waits for such a program,
// and returns nil if that takes too long.
func hold(ctx context.Context, path string) (*sql.DB, error) {
	db, err := beginReading(ctx, path, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)", "writable_schema(1)"}})
	var e *sqlite.Error
	switch {
	case err == nil || !errors.As(err, &e):
		return db, err
	case e.Code()&0xff == lib.SQLITE_BUSY:
		return nil, nil
	}
	// It is damaged, or a strange journal is beside it: nobody can write to it.
	return readOnly(path, url.Values{"immutable": {"1"}, "_pragma": {"writable_schema(1)"}})
}

// beginReading begins to read a file in one transaction.
func beginReading(ctx context.Context, path string, values url.Values) (*sql.DB, error) {
	db, err := readOnly(path, values)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "BEGIN; SELECT count(*) FROM sqlite_schema"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// undoes reports whether a journal has a page that is another one in a file.
func undoes(ctx context.Context, journal string, db *sql.DB) (differs bool, err error) {
	_, err = eachPage(journal, func(number uint32, was []byte) (more bool, err error) {
		is, err := readPage(ctx, db, number)
		differs = !bytes.Equal(content(number, is), content(number, was))
		return !differs, err
	})
	return differs, ignoreUnopened(err)
}

// content returns a page without the counters in the header of the database, which
// SQLite sets anew in a copy that it makes.
func content(number uint32, page []byte) []byte {
	if number != 1 || len(page) < fileHead {
		return page
	}
	page = bytes.Clone(page)
	clear(page[atCounter : atCounter+4])
	clear(page[atCookie : atCookie+4])
	clear(page[atCounted : atCounted+8])
	return page
}

// ignoreUnopened drops the errors of a journal that is gone by now, or is another
// user's.
func ignoreUnopened(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

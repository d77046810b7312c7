package dbfile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// URL returns the name of a file with parameters, as SQLite takes it.
func URL(path string, values url.Values) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", path, err)
	}
	u := url.URL{Scheme: "file", Path: inURL(filepath.ToSlash(full)), RawQuery: values.Encode(), OmitHost: true}
	return u.String(), nil
}

// inURL returns an absolute path, with slashes, as the path of a URL. One of
// Windows begins with a drive, or with two slashes and the name of a server,
// which SQLite must not take for the host of the URL.
func inURL(full string) string {
	switch {
	case strings.HasPrefix(full, "//"):
		return "//" + full
	case full[0] != '/':
		return "/" + full
	}
	return full
}

// Journals returns the endings of the journals beside a file without which it is
// not whole.
func Journals(ctx context.Context, path string, fits LogTest) ([]string, error) {
	var all []string
	for _, j := range journals(fits) {
		if left, strange, err := j.look(ctx, path); err != nil {
			return nil, err
		} else if left && !strange {
			all = append(all, j.end)
		}
	}
	return all, nil
}

// lookAtJournal reports whether a killed program left a journal beside a file, and
// whether it is strange: of another file, or of another state of this one.
func lookAtJournal(ctx context.Context, path string) (left, strange bool, err error) {
	if !holdsAny(path + JournalEnd) {
		return false, false, nil
	}
	if !holdsAny(path) { // SQLite would delete it
		return true, true, nil
	}
	if !complete(path + JournalEnd) {
		return false, false, nil
	}
	if hot, err := isHot(ctx, path); err != nil || !hot {
		return false, false, err
	}
	b, err := readJournal(path + JournalEnd)
	if errors.Is(err, fs.ErrNotExist) { // it belonged to the file, and has been applied
		return false, false, nil
	}
	if err != nil {
		return true, false, err
	}
	own, err := b.leadsFrom(ctx, path)
	return true, !own, err
}

// complete reports whether SQLite may apply a journal: its first byte is 0 until
// all of it is on the disk. So hardly any transaction, which has a journal of its
// own, costs a look at the database.
func complete(journal string) bool {
	f, err := os.Open(journal)
	if err != nil {
		return true // the look at it says what is wrong
	}
	defer func() { _ = f.Close() }() // only read from
	var first [1]byte
	n, err := f.Read(first[:])
	return n > 0 && first[0] != 0 || n == 0 && !errors.Is(err, io.EOF)
}

// holdsAny reports whether a file exists and is not empty.
func holdsAny(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Size() > 0
}

// isHot reports whether SQLite would apply the journal of a file: it is whole, and
// no process is writing.
func isHot(ctx context.Context, path string) (hot bool, err error) {
	db, err := readOnly(path, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var n int
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n)
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() == lib.SQLITE_READONLY_ROLLBACK, nil // any other fault is found where the file is opened
	}
	return false, err
}

// leadsFrom reports whether a journal leads back from what a file is now: from
// the state before its transaction, or from a part of the one after it.
func (b *before) leadsFrom(ctx context.Context, path string) (own bool, err error) {
	// Even what is half written is read.
	db, err := readOnly(path, url.Values{"immutable": {"1"}, "_pragma": {"writable_schema(1)"}})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if b.marked {
		if m, found, err := fileMark(ctx, db, b.at); err != nil || found {
			return b.follows(m), err
		}
	}
	page, err := readPage(ctx, db, 1)
	if err != nil || len(page) < fileHead || !b.counted {
		return false, err
	}
	now := counterOf(page)
	return now == b.counter || now == b.counter+1, nil
}

// follows reports whether a mark is that of the state before the transaction of a
// journal, or of the one after it.
func (b *before) follows(m Mark) bool {
	return m == b.mark || m.n == b.mark.n+1 && m.Continues(b.mark) && m.journal == b.nonce
}

// fileMark returns the mark of a file: the one on a page or, where the file was
// put into another order meanwhile, on any page.
func fileMark(ctx context.Context, db *sql.DB, at uint32) (m Mark, found bool, err error) {
	page, err := readPage(ctx, db, at)
	if err != nil {
		return m, false, err
	}
	if m, found = markIn(page); found {
		return m, true, nil
	}
	err = db.QueryRowContext(ctx, "SELECT data FROM sqlite_dbpage WHERE instr(data, ?) LIMIT 1", []byte(markHead)).Scan(&page)
	if err == nil {
		m, found = markIn(page)
	}
	return m, found, ignoreUnreadable(err)
}

// readPage returns a page of a file, nil if there is none that can be read.
func readPage(ctx context.Context, db *sql.DB, number uint32) (page []byte, err error) {
	err = db.QueryRowContext(ctx, "SELECT data FROM sqlite_dbpage WHERE pgno = ?", number).Scan(&page)
	return page, ignoreUnreadable(err)
}

// ignoreUnreadable drops the errors of a file that is damaged or is not a
// database at all.
func ignoreUnreadable(err error) error {
	var e *sqlite.Error
	if errors.Is(err, sql.ErrNoRows) || errors.As(err, &e) {
		return nil
	}
	return err
}

// look reports whether a write-ahead log is beside a file, and whether it is
// strange: the file is not one that writes ahead, or not the one to which the log
// belongs. SQLite would apply it all the same.
func (fits LogTest) look(ctx context.Context, path string) (left, strange bool, err error) {
	if !holdsAny(path + LogEnd) {
		return false, false, nil
	}
	if !holdsAny(path) {
		return true, true, nil
	}
	db, err := readOnly(path, url.Values{"immutable": {"1"}, "_pragma": {"writable_schema(1)"}})
	if err != nil {
		return true, false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	page, err := readPage(ctx, db, 1)
	if err != nil || len(page) < fileHead || string(page[atVersions:atVersions+2]) != walVersions {
		return true, err == nil, err
	}
	own, err := fits(ctx, path)
	return true, !own, err
}

func readOnly(path string, values url.Values) (*sql.DB, error) {
	dsn, err := URL(path, values)
	if err != nil {
		return nil, err
	}
	return sql.Open("sqlite", dsn)
}

package dbfile

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	db, err := readOnly(path, url.Values{"immutable": {"1"}, "_pragma": {"writable_schema(1)"}})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if m, found, err := fileMark(ctx, db, b.at); err != nil || !found || !b.follows(m) {
		return false, err
	}
	if _, err := isHot(ctx, path); err != nil { // by another link somebody may be writing: this waits
		return false, err
	}
	return undoes(journal, path)
}

// undoes reports whether a journal has a page that is another one in a file.
func undoes(journal, path string) (differs bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = eachPage(journal, func(number uint32, was []byte) (more bool, err error) {
		is := make([]byte, len(was))
		_, err = f.ReadAt(is, int64(number-1)*int64(len(was)))
		differs = !bytes.Equal(is, was)
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return !differs, err
	})
	return differs, ignoreUnopened(err)
}

// ignoreUnopened drops the errors of a journal that is gone by now, or is another
// user's.
func ignoreUnopened(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

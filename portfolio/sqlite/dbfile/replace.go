package dbfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"fieldfolio/portfolio/durable"
)

// Replace gives a database the path of another one, which is kept, with its
// journal, under the returned name. There is a database at the path at any time,
// where the file system has links.
func Replace(by, path string) (kept string, err error) {
	kept = FreeName(path, "replaced")
	if err := os.Link(path, kept); err != nil {
		if err := os.Rename(path, kept); err != nil {
			return "", err
		}
	}
	for _, end := range []string{JournalEnd, LogEnd} {
		if err := os.Rename(path+end, kept+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if err := os.Remove(path + indexEnd); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.Rename(by, path); err != nil {
		return "", err
	}
	return kept, durable.SyncDir(filepath.Dir(path))
}

// Place gives a database a path at which nothing is. If something is there, it
// returns fs.ErrExist.
func Place(database, path string) error {
	if err := durable.Move(database, path); err != nil {
		return err
	}
	return durable.SyncDir(filepath.Dir(path))
}

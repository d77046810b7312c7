// Package dbfile knows a database as a file: where it is, what stands beside
// it, and whether it is still the one that was opened. It knows nothing of what
// is in it.
package dbfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// The file that is at a path is not the one that was opened.
var (
	ErrReplaced = errors.New("was replaced by another file while it was open here")
	ErrGone     = errors.New("was moved or deleted while it was open here")
)

// Resolve returns the path of the file that a name stands for: the name itself
// or, where it is a symbolic link, its target, which need not exist.
func Resolve(name string) (string, error) {
	path := name
	for range maxLinks {
		target, err := os.Readlink(path)
		if err != nil { // no link: a file, or nothing
			return path, nil
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return "", &fs.PathError{Op: "open", Path: name, Err: errors.New("too many symbolic links")}
}

// maxLinks is how many links are followed, as many as Linux follows.
const maxLinks = 40

// Beside returns the path of a file that belongs to a database, whose name
// follows from the database's. Where a database is opened by a symbolic link,
// such files are beside its target, so that they are found by any name; one that
// is beside the link and not there is found too.
func Beside(database string, name func(database string) string) string {
	linked := name(database)
	target, err := Resolve(database)
	if err != nil || target == database || Exists(linked) && !Exists(name(target)) {
		return linked
	}
	return name(target)
}

// Exists reports whether there is something at a path.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// An Identity tells a file from another one with the same path.
type Identity struct {
	path string
	info fs.FileInfo
}

// Identify returns the identity of the file at a path.
func Identify(path string) (*Identity, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	return &Identity{path: path, info: info}, nil
}

// Check returns ErrReplaced or ErrGone if another file is at the path now, or
// none.
func (id *Identity) Check() error {
	info, err := os.Stat(id.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrGone
	case err != nil:
		return err
	case !os.SameFile(info, id.info):
		return ErrReplaced
	}
	return nil
}

// Package dbfile knows a database as a file: where it is, what stands beside
// it, and whether it is still the one that was opened. It knows nothing of what
// is in it.
package dbfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The file that is at a path is not the one that was opened.
var (
	ErrReplaced = errors.New("was replaced by another file while it was open here")
	ErrGone     = errors.New("was moved or deleted while it was open here")
	ErrEmptied  = errors.New("was emptied while it was open here")
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

// SameName reports whether two paths, at which there need not be anything, are one
// name in one directory. Some file systems do not tell capitals from small letters.
func SameName(one, other string) bool {
	if !strings.EqualFold(filepath.Base(one), filepath.Base(other)) {
		return false
	}
	a, err := os.Stat(filepath.Dir(one))
	if err != nil {
		return false
	}
	b, err := os.Stat(filepath.Dir(other))
	return err == nil && os.SameFile(a, b)
}

// Exists reports whether there is something at a path.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// An Opened is a file that is in use. It tells it from another one that comes to
// the same name.
type Opened struct {
	Path string // of the file itself, without any link in it: SQLite makes its journals beside that

	name string // by which it was opened
	info fs.FileInfo
}

// Open returns the file that a name stands for.
func Open(name string) (*Opened, error) {
	path, err := Resolve(name)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, fmt.Errorf("find %s: %w", name, err)
	}
	if whole, err := filepath.EvalSymlinks(path); err == nil { // otherwise a kind of link that Go does not read
		path = whole
	}
	return &Opened{Path: path, name: name, info: info}, nil
}

// Check returns an error if the name stands for another file now, for none or for
// an empty one, or if the file is not where it was. It returns nil for a database
// that is in no file, a nil Opened.
func (o *Opened) Check(ctx context.Context) error {
	if o == nil {
		return nil
	}
	if err := o.sameAt(o.name, os.Stat); err != nil {
		return err
	}
	if err := o.sameAt(o.Path, os.Lstat); err != nil {
		return err
	}
	if !Exists(o.Path + JournalEnd) {
		return nil
	}
	if _, strange, err := lookAtJournal(ctx, o.Path); err != nil || !strange {
		return err
	}
	return ErrReplaced // by one that was written over it
}

// sameAt looks whether the file is still at a path, and still holds something. A
// link at the path of the file itself leads to where it was moved.
func (o *Opened) sameAt(path string, look func(string) (fs.FileInfo, error)) error {
	info, err := look(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && info.Mode()&fs.ModeSymlink != 0:
		return ErrGone
	case err != nil:
		return err
	case !os.SameFile(info, o.info):
		return ErrReplaced
	case info.Size() == 0 && o.info.Size() > 0:
		return ErrEmptied
	}
	return nil
}

// With returns a mark with the journal that leads back from it: the one that is
// beside the file as long as the transaction lasts.
func (o *Opened) With(m Mark) (Mark, error) {
	if o == nil {
		return m, nil
	}
	head, err := readHead(o.Path + JournalEnd)
	m.journal = head.Nonce
	return m, err
}

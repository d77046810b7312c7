package durable

import (
	"errors"
	"io/fs"
	"os"
)

// Move renames a file in one step, which fails with fs.ErrExist if the new name is
// taken.
func Move(from, to string) error {
	err := renameNew(from, to)
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	if err := os.Link(from, to); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// A file system that can do neither, such as a network folder. Of two programs
	// that choose one name in the same instant, the second wins.
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// named adds the operation and the names to an error of the system.
func named(from, to string, err error) error {
	if err == nil {
		return nil
	}
	return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
}

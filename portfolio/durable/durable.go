// Package durable makes files that outlive a crash or a power cut: each is there whole
// or not at all, on the disk itself.
package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Create makes a file that only the user can read, under a name that nobody else has.
// The error is fs.ErrExist if somebody has.
func Create(name string, raw []byte) error {
	temporary, err := writeSynced(filepath.Dir(name), raw)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, Reason(err))
	}
	defer func() { _ = os.Remove(temporary) }()
	if err := moveNew(temporary, name); err != nil {
		return fmt.Errorf("write %s: %w", name, Reason(err))
	}
	return SyncDir(filepath.Dir(name))
}

// writeSynced writes raw to a new file in a directory, whose name begins with a dot
// so that nobody takes it for a mail.
func writeSynced(dir string, raw []byte) (name string, err error) {
	f, err := os.CreateTemp(dir, ".fieldfolio-*.tmp")
	if err != nil {
		return "", err
	}
	_, err = f.Write(raw)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return f.Name(), err
}

// moveNew gives a file its final name. A link does this in one step and fails
// if the name is taken. File systems without links (those of sticks) get an
// empty file first, which holds the name until the rename.
func moveNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	held, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(held.Close(), os.Rename(from, to)); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// SyncDir makes the names in a directory last through a power cut. Windows has no
// such call and needs none.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Reason returns why a file could not be used, without its name.
func Reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

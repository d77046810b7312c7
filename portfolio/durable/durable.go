// Package durable writes files that survive a crash or a power failure: each is
// on the disk completely or not at all.
package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Create writes a new file that only the user can read. It returns fs.ErrExist
// if there is a file with that name.
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

// writeSynced writes raw to a new file in a directory. The name begins with a
// dot, so that no program takes the file for a mail.
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

// moveNew gives a file its final name. A hard link does this in one step and
// fails if the name exists. File systems without links (those of USB sticks)
// get an empty file first, which reserves the name until the rename.
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

// SyncDir flushes a directory to disk, so that its names survive a power
// failure. Windows has no such call and needs none.
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

// Reason returns the cause of a file error without the file's name.
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

// Package durable writes files that survive a crash or a power failure: each is
// on the disk completely or not at all.
package durable

import (
	"crypto/rand"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Create writes a new private file. It returns fs.ErrExist if there is a file with
// that name.
func Create(name string, raw []byte) error {
	return Build(name, Private, func(temporary string) error { return os.WriteFile(temporary, raw, private) })
}

// Build makes a new file. fill writes it under a temporary name in the same
// directory, where an empty file with its mode is; when it is done, the file is
// flushed to disk and gets its name. However the program ends, name is the whole
// file or does not exist. It returns fs.ErrExist if there is a file with that
// name.
func Build(name string, access Access, fill func(temporary string) error) error {
	if _, err := os.Lstat(name); err == nil {
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrExist}
	}
	return finish(name, access, fill, Move)
}

// Replace is Build for a name that exists or not: a file that is there is
// replaced in one step.
func Replace(name string, access Access, fill func(temporary string) error) error {
	return finish(name, access, fill, os.Rename)
}

func finish(name string, access Access, fill func(string) error, move func(from, to string) error) error {
	dir := filepath.Dir(name)
	removeStale(dir)
	temporary, err := reserve(dir, access)
	if err != nil {
		return &fs.PathError{Op: "write", Path: name, Err: Reason(err)}
	}
	defer func() { _ = os.Remove(temporary) }()
	if err := fill(temporary); err != nil {
		return err
	}
	err = SyncFile(temporary)
	if err == nil {
		err = move(temporary, name)
	}
	if err != nil {
		return &fs.PathError{Op: "write", Path: name, Err: Reason(err)}
	}
	return SyncDir(dir)
}

// The names of temporary files: the machine, the process, and something random
// are in between. They begin with a dot, so that no program takes one for a mail.
const temporaryStart, temporaryEnd = ".fieldfolio-", ".tmp"

// reserve makes an empty file with a temporary name.
func reserve(dir string, access Access) (string, error) {
	for {
		name := filepath.Join(dir, fmt.Sprintf("%s%s-%d-%s%s", temporaryStart, machine(), os.Getpid(), rand.Text(), temporaryEnd))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, access.mode())
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		if err = f.Close(); err == nil && access != Secret {
			err = Share(name)
		}
		return name, err
	}
}

// machine returns a short name of this machine: a folder may be shared by several.
func machine() string {
	name, _ := os.Hostname() // without one, all such machines are taken for one
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(name)))
}

// stale is how long a temporary file of another machine is left alone since it was
// last written.
const stale = 24 * time.Hour

// removeStale removes the temporary files of programs that were killed, with what
// SQLite kept beside them.
func removeStale(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), temporaryStart) || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err == nil && (ended(e.Name()) || time.Since(info.ModTime()) > stale) {
			_ = os.Remove(filepath.Join(dir, e.Name())) // it is in nobody's way
		}
	}
}

// ended reports whether a temporary file was made on this machine by a process that
// is not there any more.
func ended(name string) bool {
	parts := strings.Split(strings.TrimPrefix(name, temporaryStart), "-")
	if len(parts) < 3 || parts[0] != machine() {
		return false
	}
	id, err := strconv.Atoi(parts[1])
	if err != nil {
		return false
	}
	p, err := os.FindProcess(id)
	if err != nil { // Windows knows
		return true
	}
	defer func() { _ = p.Release() }() // nothing was started
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// SyncFile flushes a file to disk.
func SyncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
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

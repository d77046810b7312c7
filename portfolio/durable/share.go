package durable

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Access says who may use a file. In a directory that a group shares, the group may use all but
// secrets, whatever the umask of who makes them.
type Access int

// Who may use a file.
const (
	Private Access = iota // the user
	Public                // whoever the umask leaves to read it
	Secret                // the user, also in a directory that a group shares
)

// private is the mode of a file that only the user can read.
const private fs.FileMode = 0o600

// mode returns the mode of a new file, of which the umask may take something.
func (a Access) mode() fs.FileMode {
	if a == Public {
		return 0o644
	}
	return private
}

// Shared reports whether a group shares a directory: its members may make files in it, and these
// belong to the group.
func Shared(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && info.Mode()&fs.ModeSetgid != 0 && info.Mode().Perm()&groupWrites != 0
}

const groupWrites fs.FileMode = 0o020

// Share lets the group that shares a directory use a file or directory in it which this user has
// just made. Anywhere else it does nothing.
func Share(name string) error {
	if !Shared(filepath.Dir(name)) {
		return nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	mode := info.Mode()&(fs.ModePerm|fs.ModeSetgid) | 0o060
	if info.IsDir() {
		mode |= 0o070 | fs.ModeSetgid
	}
	if mode == info.Mode()&(fs.ModePerm|fs.ModeSetgid) {
		return nil
	}
	return os.Chmod(name, mode)
}

// MakeDir makes a directory with a mode, and those above it, unless they are there.
func MakeDir(dir string, mode fs.FileMode) error {
	var made []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		made = append(made, d)
	}
	if err := os.MkdirAll(dir, mode); err != nil {
		return err
	}
	for _, d := range slices.Backward(made) {
		if err := Share(d); err != nil {
			return err
		}
	}
	return nil
}

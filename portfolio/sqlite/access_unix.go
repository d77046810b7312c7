//go:build unix

package sqlite

import (
	"path/filepath"

	"golang.org/x/sys/unix"

	"fieldfolio/portfolio/sqlite/dbfile"
)

// canWrite reports whether this user can write to a file and make others beside
// it. It opens nothing: closing the file would release the locks that this
// process has on it.
func canWrite(path string) bool {
	target, err := dbfile.Resolve(path)
	if err != nil {
		return false
	}
	for _, name := range []string{target, filepath.Dir(target)} {
		if unix.Access(name, unix.W_OK) != nil {
			return false
		}
	}
	return true
}

// canRead reports whether this user can read a file.
func canRead(path string) bool { return unix.Access(path, unix.R_OK) == nil }

//go:build unix && !solaris && !illumos && !aix

package durable

import (
	"os"

	"golang.org/x/sys/unix"
)

// flock waits until no other process has a lock on a file, and takes it. SQLite
// does not use such locks.
func flock(f *os.File) error {
	for {
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != unix.EINTR { //nolint:errorlint // never wrapped
			return err
		}
	}
}

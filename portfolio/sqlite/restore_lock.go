package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"

	"github.com/gofrs/flock"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
)

// lockEnd ends the name of the file whose lock keeps everybody else from restoring a
// database: two that restore would write one copy.
const lockEnd = ".restoring-lock"

// A restoreLock is held for as long as a database is restored. Unlike a writeLock it
// needs no database, and the system releases it when a process ends.
type restoreLock struct{ file *flock.Flock }

// lockRestoring waits until nobody restores the database in a file, and keeps others
// from that.
func lockRestoring(ctx context.Context, path, file string) (*restoreLock, error) {
	waiting, cancel := context.WithTimeout(ctx, busyWait)
	defer cancel()
	for {
		l := &restoreLock{flock.New(file+lockEnd, flock.SetPermissions(0o600))}
		switch _, err := l.file.TryLockContext(waiting, glance); {
		case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
			return nil, &FileError{Path: path, Why: "is being restored by another process, which did not finish within 5 seconds",
				Do: fault.Remedy{Text: "try again in a moment"}, Err: err}
		case err != nil:
			return nil, fmt.Errorf("keep others from restoring: %w", err)
		case l.inUse():
			return l, durable.Share(l.file.Path())
		}
		if err := l.file.Close(); err != nil { // the one before removed the file
			return nil, fmt.Errorf("lock the restore again: %w", err)
		}
	}
}

// inUse reports whether the locked file is still the one at its path.
func (l *restoreLock) inUse() bool {
	held, err := l.file.Stat()
	if err != nil {
		return false
	}
	now, err := os.Stat(l.file.Path())
	return err == nil && os.SameFile(held, now)
}

// release removes the file and ends the lock. It may be called twice, and of none.
func (l *restoreLock) release() error {
	if l == nil || !l.file.Locked() {
		return nil
	}
	if runtime.GOOS == "windows" { // which removes no open file: another process may have it open by now, and removes it
		defer func() { _ = os.Remove(l.file.Path()) }()
	} else if err := os.Remove(l.file.Path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, l.file.Close())
	}
	if err := l.file.Close(); err != nil {
		return fmt.Errorf("end the restore: %w", err)
	}
	return nil
}

package serve

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ListenUnix makes a Unix socket that only this account may use, and with a group other than 0 its members too. It
// makes the folder of the socket if there is none. A socket on which nobody answers is removed; it is an error if
// somebody does.
func ListenUnix(path string, group int) (net.Listener, error) {
	if err := makeFolder(filepath.Dir(path), group); err != nil {
		return nil, err
	}
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s.lock: %w", path, err)
	}
	if !held {
		return nil, fmt.Errorf("%s: another server uses this socket; stop it first, or use another --socket", path)
	}
	listener, err := listenLocked(path, group)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return &lockedListener{listener, lock}, nil
}

func listenLocked(path string, group int) (net.Listener, error) {
	if err := removeStale(path); err != nil {
		return nil, err
	}
	listener, err := private(func() (net.Listener, error) { return net.Listen("unix", path) })
	if err != nil {
		return nil, fmt.Errorf("make the socket %s: %w", path, err)
	}
	if err := share(path, group, 0o660); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// makeFolder makes the folder of a socket. One that is there stays as it is.
func makeFolder(path string, group int) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return share(path, group, 0o710)
}

// share lets a group use a path that so far is for its owner only; 0: nobody.
func share(path string, group int, mode fs.FileMode) error {
	if group == 0 {
		return nil
	}
	return errors.Join(os.Chown(path, -1, group), os.Chmod(path, mode))
}

// removeStale removes the socket of a server that is gone.
func removeStale(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode().Type() != fs.ModeSocket {
		return fmt.Errorf("%s is not a socket; remove it, or use another --socket", path)
	}
	conn, err := net.DialTimeout("unix", path, time.Second)
	if err == nil {
		return errors.Join(
			fmt.Errorf("%s: another server uses this socket; stop it first, or use another --socket", path), conn.Close())
	}
	if !refused(err) {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.Remove(path)
}

// lockedListener releases the socket together with its lock, so that the next server may begin while this one waits
// for its sessions.
type lockedListener struct {
	net.Listener
	lock *flock.Flock
}

// Close removes the socket and then its lock.
func (l *lockedListener) Close() error {
	return errors.Join(l.Listener.Close(), l.lock.Unlock())
}

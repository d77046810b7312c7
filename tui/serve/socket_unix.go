//go:build unix

package serve

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/user"
	"slices"
	"strconv"
	"sync"
	"syscall"
)

var umask sync.Mutex

// private makes a socket that nobody else can use before its mode is set.
func private(listen func() (net.Listener, error)) (net.Listener, error) {
	umask.Lock()
	defer umask.Unlock()
	defer syscall.Umask(syscall.Umask(0o177))
	return listen()
}

// refused reports whether nobody answers on a socket.
func refused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }

// account is what the kernel says of who connected to a Unix socket.
type account struct{ uid, gid int }

// peer returns the id of the account at the other end of a Unix socket, and that in words. It returns an error if it
// may not be there: this account, root, and a member of the group unless that is 0 may.
func peer(conn net.Conn, group int) (int, string, error) {
	socket, ok := conn.(*net.UnixConn)
	if !ok {
		return -1, "", errors.New("not a Unix socket")
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return -1, "", fmt.Errorf("ask who connected: %w", err)
	}
	var is account
	var failed error
	if err := raw.Control(func(fd uintptr) { is, failed = accountOf(int(fd)) }); err != nil {
		return -1, "", fmt.Errorf("ask who connected: %w", err)
	}
	if failed != nil {
		return -1, "", fmt.Errorf("ask who connected: %w", failed)
	}
	from := "account " + strconv.Itoa(is.uid)
	if !is.allowed(os.Getuid(), group) {
		return is.uid, from, errors.New("this account may not use the socket; the administrator can share it with a group")
	}
	return is.uid, from, nil
}

func (a account) allowed(own, group int) bool {
	if a.uid == own || a.uid == 0 {
		return true
	}
	return group != 0 && (a.gid == group || a.member(group))
}

// member reports whether the account is listed in a group beside its first one.
func (a account) member(group int) bool {
	who, err := user.LookupId(strconv.Itoa(a.uid))
	if err != nil {
		return false
	}
	groups, err := who.GroupIds()
	return err == nil && slices.Contains(groups, strconv.Itoa(group))
}

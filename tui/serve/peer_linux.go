package serve

import "golang.org/x/sys/unix"

const peersKnown = true

func accountOf(fd int) (account, error) {
	cred, err := unix.GetsockoptUcred(fd, unix.SOL_SOCKET, unix.SO_PEERCRED)
	if err != nil {
		return account{}, err //nolint:wrapcheck // peer says what was asked
	}
	return account{int(cred.Uid), int(cred.Gid)}, nil
}

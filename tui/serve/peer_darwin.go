package serve

import "golang.org/x/sys/unix"

const peersKnown = true

func accountOf(fd int) (account, error) {
	cred, err := unix.GetsockoptXucred(fd, unix.SOL_LOCAL, unix.LOCAL_PEERCRED)
	if err != nil {
		return account{}, err //nolint:wrapcheck // peer says what was asked
	}
	return account{int(cred.Uid), int(cred.Groups[0])}, nil
}

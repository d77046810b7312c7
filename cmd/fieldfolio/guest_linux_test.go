package main

import (
	"bytes"
	"encoding/binary"
	"testing"

	"golang.org/x/sys/unix"
)

// watchFiles returns a function that says which files of a directory were opened, read, looked for or
// made since it was called last.
func watchFiles(t *testing.T, dir string) func() []string {
	t.Helper()
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Close(fd) })
	const any = unix.IN_OPEN | unix.IN_ACCESS | unix.IN_CREATE | unix.IN_MODIFY | unix.IN_MOVED_TO | unix.IN_DELETE
	if _, err := unix.InotifyAddWatch(fd, dir, any); err != nil {
		t.Fatal(err)
	}
	return func() (names []string) {
		buf := make([]byte, 64<<10)
		n, err := unix.Read(fd, buf)
		if err != nil {
			return nil // nothing happened
		}
		for rest := buf[:n]; len(rest) >= unix.SizeofInotifyEvent; {
			size := int(binary.NativeEndian.Uint32(rest[12:16]))
			name, _, _ := bytes.Cut(rest[16:16+size], []byte{0})
			names, rest = append(names, string(name)+" "), rest[16+size:]
		}
		return names
	}
}

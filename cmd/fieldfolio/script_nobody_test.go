//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
)

// nobody is the user without rights on most systems.
const nobody = 65534

// asNobody runs the program as a user to whom nothing here belongs, so that
// modes of files hold for the tests of root too; another user has no need of it:
// nobody fieldfolio ARGUMENT…
func asNobody() {
	os.Args = os.Args[1:]
	if os.Geteuid() == 0 {
		reachable()
		orPanic(os.Setenv("TMPDIR", "/tmp")) // the script's is not for everybody
		orPanic(syscall.Setgroups(nil))
		orPanic(syscall.Setgid(nobody))
		orPanic(syscall.Setuid(nobody))
	}
	program()
}

// reachable lets other users go through the directories above this one.
func reachable() {
	dir, err := os.Getwd()
	orPanic(err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		orPanic(err)
		if info.Mode().Perm()&0o011 != 0o011 {
			orPanic(os.Chmod(dir, info.Mode().Perm()|0o011))
		}
	}
}

func orPanic(err error) {
	if err != nil {
		panic(err)
	}
}

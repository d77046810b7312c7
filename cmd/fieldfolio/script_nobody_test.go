//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
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
		reachable(here())
		orPanic(os.Setenv("TMPDIR", "/tmp")) // the script's is not for everybody
		orPanic(syscall.Setgroups(nil))
		orPanic(syscall.Setgid(nobody))
		orPanic(syscall.Setuid(nobody))
	}
	program()
}

// asMember runs a program as a user of a group, who keeps new files to herself:
// as USER GROUP PROGRAM ARGUMENT…, both as numbers. It needs root.
func asMember() {
	id, err := strconv.Atoi(os.Args[1])
	orPanic(err)
	group, err := strconv.Atoi(os.Args[2])
	orPanic(err)
	path, err := exec.LookPath(os.Args[3])
	orPanic(err)
	reachable(here())
	reachable(filepath.Dir(path))
	orPanic(os.Setenv("TMPDIR", "/tmp"))
	syscall.Umask(0o077)
	orPanic(syscall.Setgroups([]int{group}))
	orPanic(syscall.Setgid(id))
	orPanic(syscall.Setuid(id))
	orPanic(syscall.Exec(path, os.Args[3:], os.Environ()))
}

// here returns the current directory.
func here() string {
	dir, err := os.Getwd()
	orPanic(err)
	return dir
}

// reachable lets other users go through a directory and those above it.
func reachable(dir string) {
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

//go:build !windows

package main

import (
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// ownerOf returns the name of another user to whom a file belongs and who alone may read it; empty if
// this user may, or there is no such file. It does not open the file.
func ownerOf(file string) string {
	info, err := os.Stat(file)
	me := os.Geteuid()
	if err != nil || me == 0 || info.Mode().Perm()&0o044 != 0 {
		return ""
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int64(stat.Uid) == int64(me) {
		return ""
	}
	id := strconv.FormatUint(uint64(stat.Uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}

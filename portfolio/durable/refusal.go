package durable

import (
	"errors"
	"io/fs"
	"syscall"
)

// Refusal says why a file cannot be made, written or read, and what to do about it; do is empty
// where that is not known.
func Refusal(err error) (why, do string) {
	is := func(codes ...error) bool {
		for _, c := range codes {
			if errors.Is(err, c) {
				return true
			}
		}
		return false
	}
	switch {
	case is(syscall.ENOSPC, syscall.EDQUOT):
		return "the disk is full", "free some space and try again"
	case is(syscall.EROFS):
		return "its file system is read-only", "name a file where you may write"
	case is(fs.ErrExist):
		return "a file with that name exists already", "name a new file"
	case is(fs.ErrPermission):
		return "you may not write to its directory", "make the directory writable, or name a file in another one"
	case is(fs.ErrNotExist):
		return "its directory does not exist", "make the directory first"
	case is(syscall.ELOOP):
		return "its symbolic links lead in a circle", "name the file itself"
	}
	return Reason(err).Error(), ""
}

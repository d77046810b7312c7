package main

import (
	"errors"
	"io/fs"
	"os"
)

// ownerOf returns the name of another user to whom a file belongs and who alone may read it; empty if
// this user may, or there is no such file. Here the file does not say who that is.
func ownerOf(file string) string {
	f, err := os.Open(file)
	if err == nil {
		_ = f.Close()
	}
	if errors.Is(err, fs.ErrPermission) {
		return "another user"
	}
	return ""
}

package sqlite

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// canWrite reports whether this user can write to a file. That files can be made
// beside it is seen only by making one; Windows directories that refuse it refuse
// to have their files written too, but for rare cases.
func canWrite(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil { // whatever else is wrong, opening the database says
		return !errors.Is(err, fs.ErrPermission) && !errors.Is(err, windows.ERROR_WRITE_PROTECT)
	}
	return f.Close() == nil
}

// canRead reports whether this user can read a file.
func canRead(path string) bool {
	f, err := os.Open(path)
	if err != nil { // as above
		return !errors.Is(err, fs.ErrPermission)
	}
	return f.Close() == nil
}

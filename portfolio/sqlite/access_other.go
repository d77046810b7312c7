//go:build !unix

package sqlite

import "os"

// canWrite reports whether this user can write to a file. That files can be made
// beside it is seen only by making one; Windows directories that refuse it refuse
// to have their files written too, but for rare cases.
func canWrite(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return f.Close() == nil
}

package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Each cause has the remedy that fits: room where the disk is full, another name where one is taken.
func TestRefusal(t *testing.T) {
	for _, c := range []struct {
		err     error
		why, do string
	}{
		{&fs.PathError{Op: "write", Path: "a", Err: syscall.ENOSPC}, "the disk is full", "free some space and try again"},
		{&fs.PathError{Op: "open", Path: "a", Err: syscall.EROFS}, "its file system is read-only", "name a file where you may write"},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: fs.ErrExist}, "a file with that name exists already", "name a new file"},
		{&fs.PathError{Op: "open", Path: "a", Err: errors.New("strange")}, "strange", ""},
	} {
		if why, do := Refusal(c.err); why != c.why || do != c.do {
			t.Errorf("%v: %s; %s", c.err, why, do)
		}
	}
	err := Create(filepath.Join(t.TempDir(), "none", "a"), nil)
	if why, do := Refusal(err); why != "its directory does not exist" || do != "make the directory first" {
		t.Errorf("%v: %s; %s", err, why, do)
	}
}

package attach

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestMayComeBack: a socket that is gone is waited for where its folder has just changed, but
// not by who can do without a server: the folder changes with each use of the database.
func TestMayComeBack(t *testing.T) {
	gone := &os.PathError{Op: "dial", Path: "socket", Err: fs.ErrNotExist}
	o := Options{Socket: filepath.Join(t.TempDir(), "socket")}
	if !mayComeBack(&o, gone) {
		t.Error("a server that has just stopped is not waited for")
	}
	if o.Direct = true; mayComeBack(&o, gone) {
		t.Error("nobody's server is waited for")
	}
	if !mayComeBack(&o, syscall.ECONNREFUSED) {
		t.Error("a server whose socket is left is not waited for")
	}
}

//go:build unix

package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"fieldfolio/portfolio/durable"
)

// TestShare makes files and directories in a directory that a group shares, and in one that it does
// not, with a umask that leaves the group nothing.
func TestShare(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for _, shared := range []bool{true, false} {
		dir := t.TempDir()
		want := map[string]fs.FileMode{"private": 0o600, "public": 0o600, "secret": 0o600, "made": 0o700, "made/below": 0o700,
			"made/below/file": 0o600}
		if shared {
			if err := os.Chmod(dir, fs.ModeSetgid|0o770); err != nil {
				t.Fatal(err)
			}
			want = map[string]fs.FileMode{"private": 0o660, "public": 0o660, "secret": 0o600, "made": 0o770, "made/below": 0o770,
				"made/below/file": 0o660}
		}
		in := func(name string) string { return filepath.Join(dir, name) }
		err := errors.Join(durable.Build(in("private"), durable.Private, text("x")),
			durable.Build(in("public"), durable.Public, text("x")), durable.Build(in("secret"), durable.Secret, text("x")),
			durable.MakeDir(in("made/below"), 0o700), durable.Create(in("made/below/file"), []byte("x")))
		if err != nil {
			t.Fatal(err)
		}
		for name, mode := range want {
			if info, err := os.Stat(in(name)); err != nil || info.Mode().Perm() != mode {
				t.Errorf("shared %v: %s has mode %v, want %v; %v", shared, name, info.Mode(), mode, err)
			}
		}
	}
}

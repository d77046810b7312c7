//go:build unix

package serve

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// TestUnixDoor: the user name says who it is, and who has no login is told so.
func TestUnixDoor(t *testing.T) {
	h := newHost(t, Limits{}, func(_ context.Context, s *Session) int {
		if s.Person != awa("") || s.Door != Unix || !strings.HasPrefix(s.From, "account ") {
			t.Errorf("%+v", s)
		}
		return 0
	})
	path := h.serveUnix(t)
	var banner string
	dial := func(user string) (*gossh.Client, error) {
		return gossh.Dial("unix", path, &gossh.ClientConfig{
			User:            user,
			HostKeyCallback: gossh.FixedHostKey(key(t, "host").PublicKey()),
			BannerCallback:  func(message string) error { banner = message; return nil },
		})
	}
	client, err := dial("awa")
	if err != nil {
		t.Fatal(err)
	}
	if err := open(t, client).Run("list"); err != nil {
		t.Error(err)
	}
	_ = client.Close()
	if _, err := dial("mat"); err == nil || banner != "mat has no login\n" {
		t.Errorf("mat: %v, %q", err, banner)
	}
	eventually(t, "it is told", func() bool { return len(h.refusals()) == 1 })
	if got := h.refusals()[0]; got.Door != Unix || got.User != "mat" || got.Reason != "mat has no login" {
		t.Errorf("told %+v", got)
	}
	// The TCP door does not let anybody in without a key, whatever the name.
	if _, err := gossh.Dial("tcp", h.addr, &gossh.ClientConfig{
		User: "awa", HostKeyCallback: gossh.FixedHostKey(key(t, "host").PublicKey()),
	}); err == nil {
		t.Error("the TCP door took a name for a login")
	}
}

// TestPrivateSocket: it is for this account, is not taken from a server that runs, and a stale one is replaced.
func TestPrivateSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "s")
	first, err := ListenUnix(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	const used = ": another server uses this socket; stop it first, or use another --socket"
	if _, err := ListenUnix(path, 0); err == nil || err.Error() != path+used {
		t.Errorf("a second server: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	// One that was made by somebody else, such as systemd, and answers.
	other, err := net.ListenUnix("unix", &net.UnixAddr{Name: path})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ListenUnix(path, 0); err == nil || err.Error() != path+used {
		t.Errorf("beside a foreign server: %v", err)
	}
	// It is killed: its socket stays and does not answer.
	other.SetUnlinkOnClose(false)
	_ = other.Close()
	next, err := ListenUnix(path, 0)
	if err != nil {
		t.Fatalf("in place of a stale socket: %v", err)
	}
	_ = next.Close()
	if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ListenUnix(path, 0); err == nil || !strings.Contains(err.Error(), "is not a socket") {
		t.Errorf("in place of a file: %v", err)
	}
}

// TestSharedSocket: with a group, its members reach the socket.
func TestSharedSocket(t *testing.T) {
	group := os.Getgid()
	if group == 0 {
		group = 12 // root may give it to any group
	}
	path := filepath.Join(t.TempDir(), "new", "s")
	listener, err := ListenUnix(path, group)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	for file, want := range map[string]os.FileMode{path: 0o660, filepath.Dir(path): 0o710} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
}

// TestAccounts: this account, root, and the group.
func TestAccounts(t *testing.T) {
	for _, test := range []struct {
		who        account
		own, group int
		want       bool
	}{
		{account{1000, 1000}, 1000, 0, true},
		{account{0, 0}, 1000, 0, true},
		{account{987654, 1000}, 1000, 0, false},
		{account{987654, 50}, 1000, 50, true},
		{account{987654, 51}, 1000, 50, false},
		{account{987654, 0}, 1000, 0, false},
	} {
		if got := test.who.allowed(test.own, test.group); got != test.want {
			t.Errorf("%+v beside %d, group %d: %v", test.who, test.own, test.group, got)
		}
	}
}

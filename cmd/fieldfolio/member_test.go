//go:build !windows

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// member runs the program as another user of the computer, who is in the group
// that shares a database.
type member struct {
	t                 *testing.T
	dir, program, key string
}

const memberID = 4711

// run runs a command on a database as this user, or as the member, and returns
// its output and exit status.
func (m *member) run(as uint32, db string, args ...string) (said string, status int) {
	m.t.Helper()
	cmd := exec.CommandContext(context.Background(), m.program, append(args, "--db", filepath.Join(m.dir, db))...)
	cmd.Dir = m.dir
	cmd.Env = []string{"FIELDFOLIO_PERSON=A. Desk", "HOME=" + m.dir, "TERM=dumb"}
	if as != 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: as, Gid: memberID}}
	}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		m.t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// TestGroupMember has a member of the group that shares headquarters' database
// read everything about the exchange without the signing key, which belongs to
// one user; what needs it says whose it is.
func TestGroupMember(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can run a program as another user")
	}
	m := newMember(t)
	held, _ := m.run(memberID, "f.db", "sync", "held", "--format", "csv")
	_, held, _ = strings.Cut(held, "\n")
	change, _, _ := strings.Cut(held, ",")
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"sync held", 3, "AFGI77 is outside the scope of roea"},
		{"sync held --rejected", 0, "0 rejected"},
		{"sync status", 3, "1 change held: fieldfolio sync held"},
		{"sync rejected", 0, "0 mails rejected"},
		{"office list", 0, "joined"},
		{"office show roea", 0, "eastern-africa"},
		{"office rules", 0, "all offices"},
		{"sync send roea --show", 0, "shown without a signature: the signing key belongs to the user root"},
		{"list XEAU75", 0, "XEAU75"},
		{"edit XEAU75 country=Kenya", 0, "Kenya"},
		{"sync send roea --out x/", 1, "of hq belongs to the user root, who alone can sign; ask root to do this"},
		{"sync reject CHANGE --reason no", 1, "belongs to the user root"},
		{"office add west --scope west-africa --email west@example.org", 1, "belongs to the user root"},
	} {
		said, status := m.run(memberID, "f.db", strings.Fields(strings.Replace(c.args, "CHANGE", change, 1))...)
		if status != c.status || !strings.Contains(strings.Join(strings.Fields(said), " "), c.says) {
			t.Errorf("%s: status %d, want %d and %q:\n%s", c.args, status, c.status, c.says, said)
		}
	}
	if info, err := os.Stat(m.key); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
}

// newMember makes headquarters and an office with a held change, in a directory
// that a group shares.
func newMember(t *testing.T) *member {
	t.Helper()
	dir, err := os.MkdirTemp("", "fieldfolio-group") // the directories of tests are this user's alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	m := &member{t: t, dir: dir, program: filepath.Join(dir, "fieldfolio"), key: filepath.Join(dir, "f.db.key")}
	must(t, copyProgram(m.program))
	for _, c := range [][2]string{{"f.db", "office init hq --email hq@example.org"},
		{"f.db", "office add roea --scope eastern-africa --email roea@example.org"},
		{"roea.db", "sync join roea.invitation"}, {"roea.db", "edit AFGI77 title=Out"}, {"roea.db", "sync send --out one.eml"},
		{"f.db", "sync receive one.eml"}} {
		if said, status := m.run(0, c[0], strings.Fields(c[1])...); status != 0 && status != 3 {
			t.Fatalf("%s: %s", c[1], said)
		}
	}
	must(t, os.Chmod(dir, 0o770))
	must(t, os.Chown(dir, 0, memberID))
	must(t, os.Chmod(filepath.Join(dir, "f.db"), 0o660))
	must(t, os.Chown(filepath.Join(dir, "f.db"), 0, memberID))
	return m
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// copyProgram copies the program under test to where others can run it.
func copyProgram(to string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	in, err := os.Open(self)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, in.Close(), out.Close())
}

package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptSSHD starts OpenSSH's server on a loopback port, for the user who runs the
// tests: sshd DATABASE. Who logs in with the key named key may run fieldfolio on
// that database, and nothing else. The host is hq in the file ssh_config.
func scriptSSHD(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range []string{"host_key", "key", "other_key"} {
		ts.Check(ts.Exec("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ts.MkAbs(name)))
	}
	me, err := user.Current()
	ts.Check(err)
	port := freePort(ts)
	write := func(name, format string, of ...any) {
		ts.Check(os.WriteFile(ts.MkAbs(name), fmt.Appendf(nil, format, of...), 0o600))
	}
	write("authorized_keys", "restrict,command=\"cd '%s' && PATH='%s' exec fieldfolio $SSH_ORIGINAL_COMMAND --db %s\" %s",
		ts.MkAbs("."), ts.Getenv("PATH"), args[0], ts.ReadFile("key.pub"))
	write("known_hosts", "[127.0.0.1]:%d %s", port, ts.ReadFile("host_key.pub"))
	write("sshd_config", "ListenAddress 127.0.0.1:%d\nHostKey %s\nAuthorizedKeysFile %s\nPidFile none\nUsePAM no\nStrictModes no\n",
		port, ts.MkAbs("host_key"), ts.MkAbs("authorized_keys"))
	write("ssh_config", "IdentitiesOnly yes\nIdentityFile %s\nUserKnownHostsFile %s\nGlobalKnownHostsFile none\nStrictHostKeyChecking yes\nUser %s\n"+
		"Host hq\nHostName 127.0.0.1\nPort %d\nHost closed\nHostName 127.0.0.1\nPort %d\n",
		ts.MkAbs("key"), ts.MkAbs("known_hosts"), me.Username, port, freePort(ts))
	startSSHD(ts, ts.MkAbs("sshd_config"), port)
}

// startSSHD starts OpenSSH's server with a configuration, and waits until it listens on its port.
func startSSHD(ts *testscript.TestScript, config string, port int) {
	if os.Geteuid() == 0 {
		ts.Check(os.MkdirAll("/run/sshd", 0o755)) // which it requires of root
	}
	server, err := exec.LookPath("sshd")
	if err != nil {
		server = "/usr/sbin/sshd"
	}
	cmd := exec.Command(server, "-D", "-e", "-f", config)
	var said strings.Builder
	cmd.Stderr = &said
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		ts.Logf("sshd said:\n%s", said.String())
	})
	for range 200 {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("sshd does not listen: %s", said.String())
}

// freePort returns a loopback port that nobody listens on.
func freePort(ts *testscript.TestScript) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer func() { _ = l.Close() }()
	address, is := l.Addr().(*net.TCPAddr)
	if !is {
		ts.Fatalf("%v is no port", l.Addr())
	}
	return address.Port
}

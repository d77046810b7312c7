//go:build !windows

package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	stdsync "sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// serverConfig is that of Debian, for an account that is not root.
const serverConfig = `ListenAddress 127.0.0.1:%[2]d
HostKey %[1]s/host_key
PidFile none
UsePAM no
StrictModes no
AuthorizedKeysFile %[1]s/.ssh/authorized_keys
AcceptEnv LANG LC_* NO_COLOR
Subsystem sftp internal-sftp
ClientAliveInterval 1
ClientAliveCountMax 3
MaxStartups 100
%[3]s
`

// sshOpenSSH starts OpenSSH's server: openssh [FILE]
func sshOpenSSH(ts *testscript.TestScript, _ bool, args []string) {
	s, own := sshOf(ts), ""
	if len(args) > 0 { // paths and names as they are here
		own = strings.NewReplacer("/usr/local/bin/fieldfolio", "/usr/bin/env HOME="+s.home+" FIELDFOLIO_DB="+
			ts.Getenv("FIELDFOLIO_DB")+" "+programPath(ts), "User fieldfolio", "User "+s.me).Replace(ts.ReadFile(args[0]))
	}
	ts.Check(ts.Exec("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(s.home, "host_key")))
	port, config := freePort(ts), filepath.Join(s.home, "sshd_config")
	ts.Check(os.WriteFile(config, fmt.Appendf(nil, serverConfig, s.home, port, own), 0o600))
	startSSHD(ts, config, port)
	s.open(ts, "sshd", port)
}

// programPath is where the program of the scripts is.
func programPath(ts *testscript.TestScript) string {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if path := filepath.Join(dir, "fieldfolio"); exists(path) {
			return path
		}
	}
	ts.Fatalf("there is no fieldfolio")
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// said is what a process has said so far.
type said struct {
	lock stdsync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.text.String()
}

// sshServe starts our server: serve ARGUMENT…; a port of 2222 is another one here. With !, the server gets the
// socket that an earlier ! has opened, as from systemd.
func sshServe(ts *testscript.TestScript, activated bool, args []string) {
	s, listen := sshOf(ts), 0
	args = slices.Clone(args)
	for i, arg := range args {
		if strings.HasSuffix(arg, ":2222") {
			listen = freePort(ts)
			args[i] = "127.0.0.1:" + strconv.Itoa(listen)
		}
	}
	var out said
	s.server = exec.Command("sh", append([]string{"-c", `test -z "$LISTEN_FDS" || export LISTEN_PID=$$; exec fieldfolio serve "$@"`,
		"sh"}, args...)...)
	s.server.Dir, s.server.Env = ts.MkAbs("."), environment(ts)
	if activated {
		s.server.Env = append(s.server.Env, "LISTEN_FDS=1")
		s.server.ExtraFiles = []*os.File{s.socket(ts)}
	}
	server := s.server
	server.Stdout, server.Stderr = &out, &out
	// It finds the program as the script does.
	server.Path = "/bin/sh"
	ts.Check(server.Start())
	ended := make(chan struct{})
	go func() {
		_ = server.Wait()
		close(ended)
	}()
	s.ended = ended
	ts.Defer(func() {
		_ = server.Process.Kill()
		<-ended
		ts.Logf("the server said:\n%s", out.String())
	})
	if !waitFor(func() bool { return strings.Contains(out.String(), "host key ") }) {
		ts.Fatalf("it does not serve:\n%s", out.String())
	}
	if listen != 0 {
		s.open(ts, "listen", listen)
	}
}

// socket is the Unix socket that is open from one server to the next.
func (s *overSSH) socket(ts *testscript.TestScript) *os.File {
	if s.kept == nil {
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(s.home, "f.db.sock")})
		ts.Check(err)
		ts.Defer(func() { _ = l.Close() })
		s.kept, err = l.File()
		ts.Check(err)
	}
	return s.kept
}

// sshSignal ends our server: signal NAME
func sshSignal(ts *testscript.TestScript, _ bool, args []string) {
	s := sshOf(ts)
	ts.Check(s.server.Process.Signal(unix.SignalNum("SIG" + args[0])))
	begun := time.Now()
	select {
	case <-s.ended:
	case <-time.After(patience):
	}
	if took := time.Since(begun); took > 5*time.Second {
		ts.Fatalf("it took %s to end", took)
	}
}

// sshKill kills processes whose command line has a text and this script's directory: kill9 TEXT
func sshKill(ts *testscript.TestScript, _ bool, args []string) {
	dirs, err := filepath.Glob("/proc/[0-9]*/cmdline")
	ts.Check(err)
	killed := 0
	for _, file := range dirs {
		text, err := os.ReadFile(file)
		line := string(bytes.ReplaceAll(text, []byte{0}, []byte{' '}))
		if err != nil || !strings.Contains(line, args[0]) || !strings.Contains(line, sshOf(ts).home) || strings.HasPrefix(line, "tmux") {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		ts.Check(err)
		ts.Check(syscall.Kill(pid, syscall.SIGKILL))
		killed++
	}
	if killed == 0 {
		ts.Fatalf("no process has %q", args[0])
	}
}

// sshUnread opens screens as the person whose turn it is, presses a key often, and reads nothing: unread
func sshUnread(ts *testscript.TestScript, _ bool, _ []string) {
	cmd := exec.Command(filepath.Join(sshOf(ts).home, "bin", "ssh"), "-tt", "hq.example.org")
	cmd.Env, cmd.Dir = environment(ts), ts.MkAbs(".")
	in, err := cmd.StdinPipe()
	ts.Check(err)
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	_, err = out.Read(make([]byte, 1))
	ts.Check(err)
	for i := range 400 { // more than all buffers on the way hold
		_, err := in.Write([]byte{byte('1' + i%2)})
		ts.Check(err)
		time.Sleep(5 * time.Millisecond)
	}
}

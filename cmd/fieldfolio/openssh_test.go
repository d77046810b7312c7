//go:build !windows

package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"fieldfolio/cmd/fieldfolio/guide"
)

// TestOpenSSH plays the work of several people over SSH, with the OpenSSH, mosh and ssh-audit that are installed
// here and a server of ours. Set FIELDFOLIO_SSH=1 to run it; .ci/ssh does so as the user fieldfolio. The scripts
// have all commands of TestSessions, and these:
//
//	key PERSON…                 makes keys, PERSON and PERSON.pub in ~/keys
//	people                      makes keys for the editors Awa and Bola, the viewer Vi, the coordinator Co, and for Mal,
//	                            who has no login; the logins of the others, and their lines of authorized_keys
//	openssh [FILE]              starts an sshd with the lines of a file in its configuration
//	serve ARGUMENT…             starts fieldfolio serve, with ! on a socket that stays, and waits until it serves
//	signal NAME                 sends a signal to that server, which then has to end within 4 seconds
//	guide LINE                  runs a line of the guide to SSH, as a shell does
//	cut                         breaks all connections
//	freeze                      carries nothing on them any more, and breaks none
//	mark, traffic BYTES         checks how many bytes at most have come from the server since the mark
//	kill9 TEXT                  kills the processes of this script whose command line has a text
//	unread                      opens screens, types, and reads nothing
//	until COMMAND…              repeats a command until it succeeds, with ! until it fails
//
// The program ssh is a wrapper that knows where hq.example.org is, whose key it has to show (that of the person
// whose turn it is), and nothing else.
func TestOpenSSH(t *testing.T) {
	if os.Getenv("FIELDFOLIO_SSH") == "" {
		t.Skip("FIELDFOLIO_SSH is not set")
	}
	for _, program := range []string{"ssh", "sftp", "mosh", "mosh-server", "ssh-audit", "tmux", "systemd-analyze"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("FIELDFOLIO_SSH is set, but %s is not installed here", program)
		}
	}
	cmds := sessionCommands()
	for name, cmd := range map[string]func(*testscript.TestScript, bool, []string){
		"key": sshKey, "people": sshPeople, "openssh": sshOpenSSH, "serve": sshServe, "signal": sshSignal, "guide": sshGuide,
		"cut": sshCut, "freeze": sshFreeze, "mark": sshMark, "traffic": sshTraffic, "kill9": sshKill,
		"unread": sshUnread, "until": sshUntil,
	} {
		cmds[name] = cmd
	}
	testscript.Run(t, testscript.Params{Dir: "testdata/ssh", Setup: setUpSSH, Cmds: cmds})
}

// overSSH is what a script has of SSH.
type overSSH struct {
	home   string           // short: it has sockets
	me     string           // the user that runs the test
	doors  map[string]*line // by the names of the wrapper: sshd, listen
	marked int64            // bytes that had come at the mark
	server *exec.Cmd
	ended  chan struct{} // closed when the server has ended
	kept   *os.File      // the socket of servers that are activated
}

type overSSHKey struct{}

func sshOf(ts *testscript.TestScript) *overSSH { return ts.Value(overSSHKey{}).(*overSSH) }

// wrapper is the program ssh of the scripts. What it gives first, counts.
const wrapper = `#!/bin/sh
port=sshd
case " $* " in *" -p 2222 "*) port=listen ;; esac
exec %s -F "$HOME/ssh_config" -o HostName=127.0.0.1 -o HostKeyAlias="$port" -o User="${SSH_USER:-%s}" \
  -o Port="$(cat "$HOME/$port.port")" -i "$HOME/keys/${SSH_KEY:-$FIELDFOLIO_PERSON}" "$@"
`

// systemUnits is where the units are, below the directory of a script.
const systemUnits = "/root/etc/systemd/system/"

// systemctl enables units with the real one, and starts a socket as systemd does, without systemd.
const systemctl = `#!/bin/sh
cd "$HOME/root/etc/systemd/system" || exit
case $1 in
start) exec systemd-socket-activate -l "$(sed -n s/^ListenStream=//p "$2")" \
  $(sed -n s/^ExecStart=//p "${2%.socket}.service") ;;
*) exec /usr/bin/systemctl --root="$HOME/root" "$@" ;;
esac
`

// clientConfig is that of Debian, and that of each person before it.
const clientConfig = `Include %[1]s/.ssh/config
IdentitiesOnly yes
UserKnownHostsFile %[1]s/known_hosts
GlobalKnownHostsFile none
StrictHostKeyChecking accept-new
UpdateHostKeys no
PasswordAuthentication yes
NumberOfPasswordPrompts 1
SendEnv LANG LC_* NO_COLOR FIELDFOLIO_*
`

func setUpSSH(env *testscript.Env) error {
	home, err := os.MkdirTemp("", "ff")
	if err != nil {
		return err
	}
	env.Defer(func() { _ = os.RemoveAll(home) })
	me, err := user.Current()
	if err != nil {
		return err
	}
	program, err := exec.LookPath("ssh")
	if err != nil {
		return err
	}
	for _, dir := range []string{"bin", "keys", ".ssh", systemUnits} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o700); err != nil {
			return err
		}
	}
	for name, text := range map[string]string{
		"bin/systemctl": systemctl,
		"bin/ssh":       fmt.Sprintf(wrapper, program, me.Username),
		"ssh_config":    fmt.Sprintf(clientConfig, home),
	} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o700); err != nil {
			return err
		}
	}
	env.Setenv("HOME", home)
	env.Setenv("PATH", filepath.Join(home, "bin")+":"+env.Getenv("PATH")+":/usr/sbin")
	env.Setenv("FIELDFOLIO_DB", filepath.Join(home, "f.db"))
	env.Setenv("FIELDFOLIO_PERSON", "A. Desk")
	env.Setenv("LC_ALL", "C.UTF-8")
	env.Setenv("TERM", "xterm-256color")
	env.Setenv("NO_COLOR", "1")
	env.Values[terminalsOf] = terminals{}
	env.Values[overSSHKey{}] = &overSSH{home: home, me: me.Username, doors: map[string]*line{}}
	return nil
}

// TestGuideIsRun: every line of the guide to SSH that is a command or a setting is in one of the scripts.
func TestGuideIsRun(t *testing.T) {
	page, err := guide.Find("ssh")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/ssh/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d scripts, %v", len(files), err)
	}
	used := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			used[line] = true
			if command, ok := strings.CutPrefix(line, "guide '"); ok {
				used[strings.ReplaceAll(strings.TrimSuffix(command, "'"), "''", "'")] = true
			}
			if arguments, ok := strings.CutPrefix(line, "serve"); ok {
				used["fieldfolio serve"+arguments] = true
			}
			for _, prefix := range []string{"terminal 80x24 ", "exec "} {
				command, _ := strings.CutPrefix(line, prefix)
				command, _, _ = strings.Cut(command, " &")
				used[command] = true
			}
		}
	}
	for _, line := range page.Code() {
		if line = strings.TrimSpace(line); line != "" && !used[line] {
			t.Errorf("no script has this line of the guide: %s", line)
		}
	}
}

// sshGuide runs a line of the guide: guide LINE
func sshGuide(ts *testscript.TestScript, neg bool, args []string) {
	page, err := guide.Find("ssh")
	ts.Check(err)
	known := false
	for _, line := range page.Code() {
		known = known || strings.TrimSpace(line) == args[0]
	}
	if len(args) != 1 || !known {
		ts.Fatalf("the guide has no line %q", args)
	}
	s := sshOf(ts)
	here := strings.NewReplacer("/etc/systemd/system/", s.home+systemUnits).Replace(args[0])
	if err := ts.Exec("sh", "-c", here); (err != nil) != neg {
		ts.Fatalf("%s: %v", here, err)
	}
}

// sshKey makes keys: key PERSON…
func sshKey(ts *testscript.TestScript, _ bool, args []string) {
	for _, person := range args {
		ts.Check(ts.Exec("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f",
			filepath.Join(sshOf(ts).home, "keys", person)))
	}
}

// sshUntil repeats a command until it succeeds: until COMMAND…
func sshUntil(ts *testscript.TestScript, neg bool, args []string) {
	var last error
	if !waitFor(func() bool {
		last = ts.Exec(args[0], args[1:]...)
		time.Sleep(look)
		return (last == nil) != neg
	}) {
		ts.Fatalf("%s: %v", strings.Join(args, " "), last)
	}
}

// sshPeople makes some keys and logins: people
func sshPeople(ts *testscript.TestScript, _ bool, _ []string) {
	sshKey(ts, false, []string{"Awa", "Bola", "Vi", "Co", "Mal"})
	keys := filepath.Join(sshOf(ts).home, "keys")
	for person, role := range map[string]string{"Awa": "editor", "Bola": "editor", "Vi": "viewer", "Co": "coordinator"} {
		ts.Check(ts.Exec("fieldfolio", "login", "add", person, filepath.Join(keys, person+".pub"), "--role", role))
	}
	ts.Check(ts.Exec("sh", "-c", "fieldfolio login authorized-keys > ~/.ssh/authorized_keys"))
}

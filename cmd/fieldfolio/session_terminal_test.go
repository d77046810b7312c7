package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long a session waits for what has to come: it bounds how long
// a failure takes, and nothing else.
const patience = 40 * time.Second

// look is how often a session looks at the screen while it waits.
const look = 25 * time.Millisecond

// apart is the time between the keys of two lines of a session: what comes within 20 ms is taken for a paste.
const apart = 50 * time.Millisecond

// readTime is how long a text may take to be read. Not every text changes the screen.
const readTime = time.Second

// terminal is a tmux server with one window. The zero value has none yet.
type terminal struct {
	dir string // has the server's socket
}

// terminals are those of a script, by the name of the person in front of each.
type terminals map[string]*terminal

// terminalsKey is the key of a script's terminals.
type terminalsKey struct{}

var terminalsOf terminalsKey

// in returns the terminal of the person whose turn it is in a script.
func in(ts *testscript.TestScript) *terminal {
	all, person := ts.Value(terminalsOf).(terminals), ts.Getenv("FIELDFOLIO_PERSON")
	if all[person] == nil {
		all[person] = &terminal{}
	}
	return all[person]
}

// settings make a tmux that shows the command's screen and nothing else, and
// that keeps it when the command has ended.
const settings = `
set -g status off
set -g remain-on-exit on
set -g remain-on-exit-format ""
set -g default-terminal screen-256color
set -g escape-time 0
`

// start runs a command in a terminal of a size such as 80x24, in the place of
// the one before.
func (t *terminal) start(ts *testscript.TestScript, size string, command []string) {
	t.stop(ts)
	dir, err := os.MkdirTemp("", "fieldfolio") // not the script's: names of sockets have to be short
	ts.Check(err)
	t.dir = dir
	ts.Defer(func() { t.stop(ts) })
	ts.Check(os.WriteFile(filepath.Join(dir, "conf"), []byte(settings), 0o600))
	w, h, _ := strings.Cut(size, "x")
	t.tmux(ts, append([]string{"new-session", "-d", "-x", w, "-y", h, "-c", ts.MkAbs("."), "--"}, command...)...)
}

// stop ends the server, and with it whatever still runs in it.
func (t *terminal) stop(ts *testscript.TestScript) {
	if t.dir == "" {
		return
	}
	_, _ = t.run(ts, "kill-server") // there is none when its last command was killed
	ts.Check(os.RemoveAll(t.dir))
	t.dir = ""
}

// tmux runs a command of tmux, which has to succeed, and returns its output.
func (t *terminal) tmux(ts *testscript.TestScript, args ...string) string {
	out, err := t.run(ts, args...)
	if err != nil {
		ts.Fatalf("tmux %s: %v: %s", args[0], err, out)
	}
	return out
}

func (t *terminal) run(ts *testscript.TestScript, args ...string) (string, error) {
	if t.dir == "" {
		ts.Fatalf("there is no terminal yet")
	}
	base := []string{"-u", "-S", filepath.Join(t.dir, "s"), "-f", filepath.Join(t.dir, "conf")}
	cmd := exec.Command("tmux", append(base, args...)...)
	cmd.Env = environment(ts)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// environment is that of a script, as far as terminals need it. Whatever a
// person has set for tmux or for the program does not get in.
func environment(ts *testscript.TestScript) []string {
	var out []string
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "LC_ALL", "TERM", "NO_COLOR", "GOCOVERDIR",
		"FIELDFOLIO_DB", "FIELDFOLIO_PERSON", "FIELDFOLIO_CONFIG"} {
		if v := ts.Getenv(name); v != "" {
			out = append(out, name+"="+v)
		}
	}
	return out
}

// screen is what a terminal shows, line by line.
type screen []string

func (t *terminal) screen(ts *testscript.TestScript) screen {
	return strings.Split(strings.TrimRight(t.tmux(ts, "capture-pane", "-p"), "\n"), "\n")
}

// has reports whether a text stands on one of the lines.
func (s screen) has(text string) bool { return s.hasLine([]string{text}) }

// hasLine reports whether one of the lines has all texts, one behind the other.
func (s screen) hasLine(texts []string) bool {
	for _, line := range s {
		ok := true
		for _, text := range texts {
			if _, line, ok = strings.Cut(line, text); !ok {
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// wait waits until the screen is as it has to be.
func (t *terminal) wait(ts *testscript.TestScript, right func(screen) bool) {
	var s screen
	if !waitFor(func() bool { s = t.screen(ts); return right(s) }) {
		ts.Fatalf("this is not on the screen:\n%s", strings.Join(s, "\n"))
	}
}

// ended waits until the command has ended, and returns its status, or the
// number of the signal that ended it. Now and then tmux 3.3 misses that a
// command has ended; it looks again when another one has.
func (t *terminal) ended(ts *testscript.TestScript) string {
	status := ""
	if !waitFor(func() bool {
		dead, rest, _ := strings.Cut(strings.TrimSpace(t.tmux(ts, "list-panes", "-F", "#{pane_dead} #{pane_dead_status}#{pane_dead_signal}")), " ")
		if status = rest; dead == "1" && status == "" {
			t.tmux(ts, "run-shell", "true")
		}
		return status != ""
	}) {
		ts.Fatalf("it has not ended:\n%s", strings.Join(t.screen(ts), "\n"))
	}
	return status
}

// hangup tells the command that its line is gone, as the system does when a
// connection breaks, and waits until it has ended.
func (t *terminal) hangup(ts *testscript.TestScript) {
	pid, err := strconv.Atoi(strings.TrimSpace(t.tmux(ts, "list-panes", "-F", "#{pane_pid}")))
	ts.Check(err)
	p, err := os.FindProcess(pid)
	ts.Check(err)
	ts.Check(p.Signal(syscall.SIGHUP))
	t.ended(ts)
}

// waitFor looks until something is so, and reports whether it has become so.
func waitFor(so func() bool) bool {
	for deadline := time.Now().Add(patience); !so(); time.Sleep(look) {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

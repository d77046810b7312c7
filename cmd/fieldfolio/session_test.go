package main

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"

	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// TestSessions plays whole sessions, each the work of one person or more from start to
// end, with the real program in a real terminal: a tmux of their own. The
// scripts wait for what the screen has to show, never for a time.
//
//	person NAME               turns to another person: commands run under that name, and what
//	                          follows is done in that person's terminal
//	terminal 80x24 COMMAND…   starts a command in a new terminal
//	press KEY…                presses keys, as tmux names them: Down, Enter, C-o
//	type TEXT                 types a text
//	see TEXT…                 waits until all these are on the screen; with !, none
//	line TEXT…                waits until all these are on one line of it; with !, no line has them
//	ended STATUS              waits until the command has ended with a status
//	clean                     waits until the terminal is as it was before the screens
//	hangup [TEXT]             drops the line, right after a text was typed: the command is told, and ends
//	vanish TEXT COMMAND…      starts a command, and takes its terminal away once it shows a text
//	synthetic FILE N          makes a database of N projects
//	old NAME FILE             writes a database of an earlier release
//	lines FILE N              checks how many lines a file has
//
// Commands behind slowline (see slowLine) are reached over a slow line.
func TestSessions(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("FIELDFOLIO_TMUX") != "" {
			t.Fatal("FIELDFOLIO_TMUX is set, but tmux is not installed here")
		}
		t.Skip("sessions are played in tmux, which is not installed here")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/session",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("FIELDFOLIO_DB", "f.db")
			env.Setenv("FIELDFOLIO_PERSON", "A. Desk")
			env.Setenv("LC_ALL", "C.UTF-8")
			env.Setenv("TERM", "xterm-256color")
			env.Values[terminalsOf] = terminals{}
			return nil
		},
		Cmds: sessionCommands(),
	})
}

// sessionCommands are the commands of sessions.
func sessionCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"person":    sessionPerson,
		"terminal":  sessionTerminal,
		"press":     sessionPress,
		"type":      sessionType,
		"see":       sessionSee,
		"line":      sessionLine,
		"ended":     sessionEnded,
		"clean":     sessionClean,
		"hangup":    sessionHangup,
		"vanish":    sessionVanish,
		"unread":    sessionUnread,
		"synthetic": sessionSynthetic,
		"lines":     sessionLines,
		"status":    scriptStatus,
		"old":       scriptOld,
	}
}

// sessionPerson turns to another person: person NAME
func sessionPerson(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: person NAME")
	}
	ts.Setenv("FIELDFOLIO_PERSON", args[0])
}

// sessionTerminal starts a command in a new terminal: terminal WIDTHxHEIGHT
// COMMAND…
func sessionTerminal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: terminal WIDTHxHEIGHT COMMAND…")
	}
	in(ts).start(ts, args[0], args[1:])
}

// sessionPress presses keys at once: press KEY…
func sessionPress(ts *testscript.TestScript, _ bool, args []string) {
	time.Sleep(apart)
	in(ts).tmux(ts, append([]string{"send-keys", "--"}, args...)...)
}

// sessionType types a text, and waits until it has been read, so that the next key does not seem to belong to it:
// type TEXT
func sessionType(ts *testscript.TestScript, _ bool, args []string) {
	time.Sleep(apart)
	t := in(ts)
	before := t.screen(ts)
	t.tmux(ts, append([]string{"send-keys", "-l", "--"}, args...)...)
	for end := time.Now().Add(readTime); time.Now().Before(end) && slices.Equal(t.screen(ts), before); {
		time.Sleep(look)
	}
}

// sessionSee waits until the screen has all texts, or with ! none of them: see
// TEXT…
func sessionSee(ts *testscript.TestScript, neg bool, args []string) {
	in(ts).wait(ts, func(s screen) bool {
		for _, text := range args {
			if s.has(text) == neg {
				return false
			}
		}
		return true
	})
}

// sessionLine waits until one line of the screen has all texts, or with ! none
// has: line TEXT…
func sessionLine(ts *testscript.TestScript, neg bool, args []string) {
	in(ts).wait(ts, func(s screen) bool { return s.hasLine(args) != neg })
}

// sessionEnded waits until the command has ended with a status: ended STATUS
func sessionEnded(ts *testscript.TestScript, _ bool, args []string) {
	if got := in(ts).ended(ts); got != args[0] {
		ts.Fatalf("ended with status %s, not %s", got, args[0])
	}
}

// sessionClean waits until the terminal shows its first screen, with a cursor, and
// sends no clicks: clean
func sessionClean(ts *testscript.TestScript, _ bool, _ []string) {
	const flags = "#{alternate_on}#{cursor_flag}#{mouse_any_flag}"
	if got := ""; !waitFor(func() bool {
		got = strings.TrimSpace(in(ts).tmux(ts, "display-message", "-p", flags))
		return got == "010"
	}) {
		ts.Fatalf("%s is %s, not 010", flags, got)
	}
}

// sessionHangup drops the line, right after a text was typed: hangup [TEXT]
func sessionHangup(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) > 0 {
		time.Sleep(apart)
		in(ts).tmux(ts, append([]string{"send-keys", "-l", "--"}, args...)...)
	}
	in(ts).hangup(ts)
}

// sessionVanish runs a command in a terminal that is not the one that controls it, takes the
// terminal away without a signal once it shows a text, and waits until the command has ended with
// status 1: vanish TEXT COMMAND…
func sessionVanish(ts *testscript.TestScript, _ bool, args []string) {
	far, near, err := pty.Open()
	ts.Check(err)
	ts.Check(pty.Setsize(near, &pty.Winsize{Rows: 24, Cols: 80}))
	cmd := exec.Command(args[1], args[2:]...)
	cmd.Dir, cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = ts.MkAbs("."), environment(ts), near, near, ts.Stderr()
	ts.Check(cmd.Start())
	ts.Check(near.Close())
	late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	shown := ""
	for buf := make([]byte, 4096); !strings.Contains(shown, args[0]); {
		n, err := far.Read(buf)
		ts.Check(err)
		shown += string(buf[:n])
	}
	ts.Check(far.Close())
	_ = cmd.Wait() // the status is looked at below
	late.Stop()
	if status := cmd.ProcessState.ExitCode(); status != 1 {
		ts.Fatalf("ended with status %d, not 1", status)
	}
}

// sessionUnread runs a command in a terminal of which nobody reads more than the first byte, types or
// sends something that ends it, and waits until it has ended: unread q|ctrl+c|HUP|TERM COMMAND…
func sessionUnread(ts *testscript.TestScript, _ bool, args []string) {
	far, near, err := pty.Open()
	ts.Check(err)
	defer func() { _ = far.Close() }()
	ts.Check(pty.Setsize(near, &pty.Winsize{Rows: 24, Cols: 80}))
	cmd := exec.Command(args[1], args[2:]...)
	cmd.Dir, cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = ts.MkAbs("."), environment(ts), near, near, near
	ts.Check(cmd.Start())
	ts.Check(near.Close())
	_, err = far.Read(make([]byte, 1))
	ts.Check(err)
	for i := range 80 { // more than the terminal holds
		_, err := far.WriteString(strconv.Itoa(1 + i%2))
		ts.Check(err)
		time.Sleep(look)
	}
	switch args[0] {
	case "q":
		_, err = far.WriteString("q")
	case "ctrl+c":
		_, err = far.WriteString("\x03")
	case "HUP":
		err = cmd.Process.Signal(syscall.SIGHUP)
	case "TERM":
		err = cmd.Process.Signal(syscall.SIGTERM)
	}
	ts.Check(err)
	late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait() // the status is looked at below
	late.Stop()
	if !cmd.ProcessState.Exited() {
		ts.Fatalf("after %s it had to be killed: %v", args[0], cmd.ProcessState)
	}
}

// sessionSynthetic makes a database of made-up projects: synthetic FILE NUMBER
func sessionSynthetic(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ctx := context.Background()
	doc := seed.Synthetic(n, 1)
	doc.Edition = seed.Edition() // as this release has made it: opening it is no upgrade
	ts.Check(sqlite.Create(ctx, ts.MkAbs(args[0]), doc))
}

// sessionLines checks how many lines a file has: lines FILE NUMBER
func sessionLines(ts *testscript.TestScript, _ bool, args []string) {
	n := 0
	for _, c := range ts.ReadFile(args[0]) {
		if c == '\n' {
			n++
		}
	}
	if strconv.Itoa(n) != args[1] {
		ts.Fatalf("%s has %d lines, not %s", args[0], n, args[1])
	}
}

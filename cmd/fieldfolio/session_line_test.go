package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// slowLine runs a command as it is reached over a slow line, and ends as it
// does: slowline BITS TRIP COMMAND…, such as slowline 9600 600ms fieldfolio.
// Each byte comes half a round trip after it was sent, and not before the line
// had room for it. When the line is dropped, the command is told so.
func slowLine() {
	status, err := overSlowLine(os.Args[1:])
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "slowline:", err)
		status = 1
	}
	os.Exit(status)
}

func overSlowLine(args []string) (int, error) {
	bits, err := strconv.Atoi(args[0])
	if err != nil {
		return 0, fmt.Errorf("bits a second: %w", err)
	}
	trip, err := time.ParseDuration(args[1])
	if err != nil {
		return 0, fmt.Errorf("round trip: %w", err)
	}
	size, err := pty.GetsizeFull(os.Stdin)
	if err != nil {
		return 0, fmt.Errorf("size of the terminal: %w", err)
	}
	before, err := term.MakeRaw(os.Stdin.Fd())
	if err != nil {
		return 0, fmt.Errorf("terminal: %w", err)
	}
	defer func() { _ = term.Restore(os.Stdin.Fd(), before) }()
	cmd := exec.Command(args[2], args[3:]...)
	far, err := pty.StartWithSize(cmd, size)
	if err != nil {
		return 0, fmt.Errorf("start %s: %w", args[2], err)
	}
	dropped := make(chan os.Signal, 1)
	signal.Notify(dropped, syscall.SIGHUP)
	go func() { <-dropped; _ = cmd.Process.Signal(syscall.SIGHUP) }()
	go carry(far, os.Stdin, bits, trip/2)
	carry(os.Stdout, far, bits, trip/2)
	if err := cmd.Wait(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			return 0, fmt.Errorf("wait for %s: %w", args[2], err)
		}
		return exit.ExitCode(), nil
	}
	return 0, nil
}

// parcel is what was sent at once, and when it comes.
type parcel struct {
	bytes []byte
	comes time.Time
}

// carry carries what comes from one end of a line to the other, until one of
// them is closed. A line carries ten bits for each byte.
func carry(to io.Writer, from io.Reader, bits int, delay time.Duration) {
	underway := make(chan parcel, 1<<16)
	go func() {
		defer close(underway)
		free := time.Now() // when the line has room again
		buf := make([]byte, 64)
		for {
			n, err := from.Read(buf)
			if now := time.Now(); free.Before(now) {
				free = now
			}
			free = free.Add(time.Duration(n) * 10 * time.Second / time.Duration(bits))
			underway <- parcel{append([]byte(nil), buf[:n]...), free.Add(delay)}
			if err != nil { // far.Read fails when the command has ended
				return
			}
		}
	}()
	for p := range underway {
		time.Sleep(time.Until(p.comes))
		if _, err := to.Write(p.bytes); err != nil {
			return
		}
	}
}

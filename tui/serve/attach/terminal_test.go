//go:build linux

package attach_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fieldfolio/tui/serve"
	"fieldfolio/tui/serve/attach"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// TestTerminal: keys pass as they are typed, sizes follow, and the terminal is as before, however the session ends.
func TestTerminal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	defer start(t, path, func(ctx context.Context, s *serve.Session) int {
		_, _ = fmt.Fprintf(s.Stdout, "%dx%d %q\r\n", s.Terminal.Width, s.Terminal.Height, s.Env)
		size := <-s.Terminal.Sizes
		_, _ = fmt.Fprintf(s.Stdout, "%dx%d\r\n", size.Width, size.Height)
		b := make([]byte, 1)
		_, _ = s.Stdin.Read(b)
		_, _ = fmt.Fprintf(s.Stdout, "key %q\r\n", b)
		if b[0] == 'x' {
			<-ctx.Done()
		}
		return 4
	})()
	for key, want := range map[string]int{"\x03": 4, "x": 255} {
		screen, mine, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _, _ = screen.Close(), mine.Close() }()
		if err := pty.Setsize(screen, &pty.Winsize{Rows: 30, Cols: 100}); err != nil {
			t.Fatal(err)
		}
		before, err := term.GetState(mine.Fd())
		if err != nil {
			t.Fatal(err)
		}
		hangup := errors.New("hangup")
		ctx, cancel := context.WithCancelCause(t.Context())
		type end struct {
			status int
			err    error
		}
		ended := make(chan end, 1)
		go func() {
			status, err := attach.Run(ctx, attach.Options{
				Socket: path, Person: "awa", Stdin: mine, Stdout: mine, Stderr: mine, Env: []string{"TERM=xterm"},
			})
			ended <- end{status, err}
		}()
		lines := bufio.NewReader(screen)
		says := func(want string) {
			t.Helper()
			_ = screen.SetReadDeadline(time.Now().Add(20 * time.Second))
			line, err := lines.ReadString('\n')
			if strings.TrimRight(line, "\r\n") != want {
				t.Fatalf("screen: %q, %v; want %q", line, err, want)
			}
		}
		says(`100x30 ["TERM=xterm"]`)
		if err := pty.Setsize(screen, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGWINCH); err != nil {
			t.Fatal(err)
		}
		says("120x40")
		if _, err := screen.WriteString(key); err != nil {
			t.Fatal(err)
		}
		says(fmt.Sprintf("key %q", key)) // also ctrl+c, without echo and line end
		if want == 255 {
			cancel(hangup)
		}
		got := <-ended
		if got.status != want || (want == 255) != errors.Is(got.err, hangup) {
			t.Errorf("status %d, %v", got.status, got.err)
		}
		after, err := term.GetState(mine.Fd())
		if err != nil || *after != *before {
			t.Errorf("the terminal is not as before: %v, %v, %v", before, after, err)
		}
		cancel(nil)
	}
}

package mailbox

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fieldfolio/sync/mail/compose"
	"fmt"
	"os/exec"
	"time"
)

// sendmailPatience is the time limit of a local mail program, which only queues
// the mail.
const sendmailPatience = 5 * time.Minute

// usualSendmail is the default program.
const usualSendmail = "/usr/sbin/sendmail"

// Sendmail hands letters to a program that takes the arguments of sendmail:
// postfix, exim, opensmtpd, msmtp and others bring one.
type Sendmail struct {
	Program  string        // empty: /usr/sbin/sendmail
	patience time.Duration // sendmailPatience if 0
}

// Send passes the letter to the program on its standard input. The error has
// the program's standard error and exit status.
func (s Sendmail) Send(ctx context.Context, l compose.Letter) (string, error) {
	return "", s.send(ctx, l)
}

func (s Sendmail) send(ctx context.Context, l compose.Letter) error {
	raw, err := l.Bytes()
	if err != nil {
		return err
	}
	program := cmp.Or(s.Program, usualSendmail)
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(s.patience, sendmailPatience))
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-oi", "-f", l.From, "--", l.To) //nolint:gosec // the user names it
	cmd.Stdin = bytes.NewReader(raw)
	_, err = runProgram(ctx, cmd)
	if errors.Is(err, context.DeadlineExceeded) {
		t := trouble(nil, "run it by hand to see why; nothing is lost, the next round sends it again",
			"%s did not end in time", program)
		t.Unreachable = true // the other letters would wait as long
		return t
	}
	if err != nil {
		return fmt.Errorf("send mail by %s: %w", program, err)
	}
	return nil
}

// Close does nothing: each letter is sent by a new process.
func (s Sendmail) Close() error { return nil }

// runProgram runs cmd and returns the beginning of its output. Its error is the
// program's message, or its exit status.
func runProgram(ctx context.Context, cmd *exec.Cmd) (string, error) {
	var out, said headOfOutput
	cmd.Stdout, cmd.Stderr = &out, &said
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return string(out), nil
	case ctx.Err() != nil:
		return "", fmt.Errorf("it did not end in time: %w", ctx.Err())
	case errors.As(err, &ended) && len(said) > 0:
		return "", fmt.Errorf("%w: %s", err, oneLine(string(said)))
	}
	return "", err //nolint:wrapcheck // callers name the program
}

// headOfOutput keeps the first 64 KB of what is written to it.
type headOfOutput []byte

// Write never fails, so that the program's output does not stop it.
func (h *headOfOutput) Write(p []byte) (int, error) {
	room := 64<<10 - len(*h)
	*h = append(*h, p[:min(len(p), room)]...)
	return len(p), nil
}

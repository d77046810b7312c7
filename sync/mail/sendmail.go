package mail

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// sendmailPatience is how long a local mail program may take: it only puts the
// mail into its queue.
const sendmailPatience = 5 * time.Minute

// usualSendmail is the program where none is named.
const usualSendmail = "/usr/sbin/sendmail"

// Sendmail hands letters to a program that takes the arguments of sendmail:
// postfix, exim, opensmtpd, msmtp and others bring one.
type Sendmail struct {
	Program string // empty: /usr/sbin/sendmail
}

// Send gives the letter to the program on its standard input. What it writes
// to its standard error and its exit status come back in the error.
func (s Sendmail) Send(ctx context.Context, l Letter) (string, error) { return "", s.send(ctx, l) }

func (s Sendmail) send(ctx context.Context, l Letter) error {
	raw, err := l.Bytes()
	if err != nil {
		return err
	}
	program := cmp.Or(s.Program, usualSendmail)
	ctx, cancel := context.WithTimeout(ctx, sendmailPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-oi", "-f", l.From, "--", l.To) //nolint:gosec // the user names it
	cmd.Stdin = bytes.NewReader(raw)
	if _, err := runProgram(ctx, cmd); err != nil {
		return fmt.Errorf("send mail by %s: %w", program, err)
	}
	return nil
}

// Close does nothing: each letter has a program of its own.
func (s Sendmail) Close() error { return nil }

// runProgram runs cmd and returns the beginning of its output. Its error is
// the sentence that the program said, or else how it ended.
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

// Write never fails, so that the program is not stopped by its own words.
func (h *headOfOutput) Write(p []byte) (int, error) {
	room := 64<<10 - len(*h)
	*h = append(*h, p[:min(len(p), room)]...)
	return len(p), nil
}

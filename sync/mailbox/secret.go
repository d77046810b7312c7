package mailbox

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"fieldfolio/portfolio/durable"
	"fieldfolio/sync/mail/charset"

	"github.com/emersion/go-sasl"
)

// errorAs is errors.As with a result.
func errorAs[T error](err error) (T, bool) {
	var t T
	ok := errors.As(err, &t)
	return t, ok
}

// secretPatience is the time limit of the command that prints a password: a
// person may have to unlock something.
const secretPatience = 2 * time.Minute

// secret returns the password, or the token, of the user: the first line of a
// file or of what a command prints.
func (v *Server) secret(ctx context.Context) (string, error) {
	text := ""
	var err error
	if len(v.PasswordCommand) > 0 {
		text, err = v.commanded(ctx)
	} else {
		text, err = readSecret(v.PasswordFile)
	}
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(charset.UTF8([]byte(text))), "\n") // PowerShell writes UTF-16
	line = strings.TrimSuffix(line, "\r")
	if line == "" {
		return "", wrong("the password for "+v.name()+" is empty",
			"check password_file or password_command in the configuration")
	}
	return line, nil
}

func (v *Server) commanded(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, secretPatience)
	defer cancel()
	command := exec.CommandContext(ctx, v.PasswordCommand[0], v.PasswordCommand[1:]...) //nolint:gosec // the user's
	text, err := runProgram(ctx, command)
	if err != nil {
		return "", trouble(err, "run it by hand to see why", "the command %s gives no password", v.PasswordCommand[0])
	}
	return text, nil
}

// readSecret reads a file that only the user may read.
func readSecret(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", trouble(durable.Reason(err), "write the password into it, and chmod 600 it",
			"the password file %s cannot be read", name)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", wrong("the password file "+name+" can be read by others", "chmod 600 it")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", trouble(durable.Reason(err), "make it readable for yourself", "the password file %s cannot be read", name)
	}
	return string(text), nil
}

// mechanism returns the SASL mechanism for the user. If the server does not
// list its mechanisms, it is PLAIN.
func (v *Server) mechanism(ctx context.Context, takes func(string) bool) (sasl.Client, error) {
	secret, err := v.secret(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case v.Auth == byXOAUTH2:
		return xoauth2{v.User, secret}, nil
	case !takes(sasl.Plain) && takes(sasl.Login):
		return sasl.NewLoginClient(v.User, secret), nil
	}
	return sasl.NewPlainClient("", v.User, secret), nil
}

// xoauth2 is the SASL mechanism XOAUTH2, which large providers require instead
// of passwords. The token comes from a program that renews it.
type xoauth2 struct{ user, token string }

// Start returns the initial response.
func (x xoauth2) Start() (mechanism string, response []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the server's error message with an empty response, as XOAUTH2
// requires; the refusal follows.
func (x xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }

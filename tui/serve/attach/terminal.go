package attach

import (
	"errors"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/crypto/ssh"

	"fieldfolio/tui/serve"
)

// terminal asks for a terminal like the one here, and hands its keys over as they are typed.
func terminal(session *ssh.Session, name string, in, out *os.File) (restore func(screens bool), err error) {
	if in == nil || out == nil || !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()) {
		return func(bool) {}, nil
	}
	width, height, err := term.GetSize(out.Fd())
	if err != nil {
		return nil, fmt.Errorf("size of the terminal: %w", err)
	}
	if err := session.RequestPty(name, height, width, ssh.TerminalModes{}); err != nil {
		return nil, errors.New("the server refused the terminal")
	}
	before, err := term.MakeRaw(in.Fd())
	if err != nil {
		return nil, fmt.Errorf("prepare the terminal: %w", err)
	}
	stop := follow(func() {
		if width, height, err := term.GetSize(out.Fd()); err == nil {
			_ = session.WindowChange(height, width)
		}
	})
	return func(screens bool) {
		stop()
		if screens {
			_, _ = out.WriteString(serve.LeaveScreen)
		}
		_ = term.Restore(in.Fd(), before)
	}, nil
}

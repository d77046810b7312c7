package ssh

import (
	"cmp"
	_ "embed" // the template
	"strings"

	"fieldfolio/portfolio/legible"
)

// Settings say how the connection to the other office is made.
type Settings struct {
	Host    string   `toml:"host"`    // as ssh takes it: a name of its configuration, USER@NAME, ssh://USER@NAME:PORT
	Program string   `toml:"program"` // ssh if empty
	Options []string `toml:"options"` // before the host
	Command string   `toml:"command"` // that starts the exchange there; "sync exchange" if empty

	dir string // in which the program runs; empty for the current one
}

// Template is this part of the configuration file, in comments.
//
//go:embed settings.toml
var Template string

// Check returns an error for the first invalid setting.
func (s *Settings) Check() error {
	if s.Host == "" {
		return &Trouble{"host is missing in [ssh]", "name the host of the office with which this one exchanges"}
	}
	if err := CheckHost(s.Host); err != nil {
		return err
	}
	if strings.Contains(strings.Join(append([]string{s.Program, s.Command}, s.Options...), " "), "\x00") {
		return &Trouble{"there is a zero byte in [ssh]", "take it out"}
	}
	return nil
}

// CheckHost returns an error for what cannot be the name of a host: ssh would take
// what begins with a hyphen for an option.
func CheckHost(host string) error {
	odd := strings.ContainsAny(host, " \t\r\n\x00") || legible.Line(host) != host
	if host == "" || strings.HasPrefix(host, "-") || odd {
		return &Trouble{"\"" + oneLine(host) + "\" is not a host", "use a name such as ff@hq.example.org"}
	}
	return nil
}

// Beside makes the names of files in the settings relative to the directory of the
// configuration file: the program runs there.
func (s *Settings) Beside(dir string) { s.dir = dir }

func (s *Settings) command() string { return cmp.Or(s.Command, "sync exchange") }

func (s *Settings) program() string { return cmp.Or(s.Program, "ssh") }

// arguments returns those of the program. Unattended, it asks nothing.
func (s *Settings) arguments(unattended bool) []string {
	args := []string{"-T"}
	if unattended {
		args = append(args, "-o", "BatchMode=yes")
	}
	return append(append(args, s.Options...), "--", s.Host, s.command())
}

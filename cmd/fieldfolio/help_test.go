package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/access"
)

// TestHelpIsAlike looks at every command: a line that fits a list of commands,
// one description of the flag --help, and lines that fit a terminal of 80 columns.
func TestHelpIsAlike(t *testing.T) {
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		if n := utf8.RuneCountInString(c.Short); c.HasParent() && (n == 0 || n > 60 || strings.HasSuffix(c.Short, ".")) {
			t.Errorf("%s is listed as %q, %d characters", c.CommandPath(), c.Short, n)
		}
		help := helpText(c)
		for line := range strings.Lines(help) {
			if line = strings.TrimSuffix(line, "\n"); utf8.RuneCountInString(line) > 80 || strings.Contains(line, "\t") {
				t.Errorf("%s --help has a line that is wider than 80 columns:\n%s", c.CommandPath(), line)
			}
		}
		if !strings.Contains(help, "show this help") || strings.Contains(help, "help for "+c.Name()) {
			t.Errorf("%s --help does not describe --help as others do:\n%s", c.CommandPath(), help)
		}
		for _, sub := range c.Commands() {
			look(sub)
		}
	}
	look(newRoot(newApp(nil, &bytes.Buffer{}, &bytes.Buffer{})))
	a := newApp(nil, &bytes.Buffer{}, &bytes.Buffer{})
	a.guest = &guest{login: access.Login{Role: access.Coordinator}}
	look(newGuestRoot(a))
}

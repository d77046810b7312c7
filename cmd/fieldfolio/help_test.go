package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// TestHelpIsAlike looks at every command: a line that fits a list of commands,
// and one description of the flag --help.
func TestHelpIsAlike(t *testing.T) {
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		if n := utf8.RuneCountInString(c.Short); c.HasParent() && (n == 0 || n > 60 || strings.HasSuffix(c.Short, ".")) {
			t.Errorf("%s is listed as %q, %d characters", c.CommandPath(), c.Short, n)
		}
		if help := helpText(c); !strings.Contains(help, "show this help") || strings.Contains(help, "help for "+c.Name()) {
			t.Errorf("%s --help does not describe --help as others do:\n%s", c.CommandPath(), help)
		}
		for _, sub := range c.Commands() {
			look(sub)
		}
	}
	look(newRoot(newApp(nil, &bytes.Buffer{}, &bytes.Buffer{})))
}

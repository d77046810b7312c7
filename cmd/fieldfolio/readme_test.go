package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeCommands finds each command that the README names, with its flags,
// as it is copied from there.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile("`([^`]+)`")
	n := 0
	for line := range strings.Lines(string(text)) {
		listed := strings.HasPrefix(line, "| `fieldfolio") // a row of commands, and what they are for
		first, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		for _, m := range code.FindAllStringSubmatch(line, -1) {
			words := strings.Fields(m[1])
			switch {
			case words[0] != "fieldfolio" && listed && strings.Contains(first, m[0]):
				t.Errorf("README lists %q, which is no command as it is copied", m[1])
			case words[0] == "fieldfolio":
				n++
				if why := notCommand(words[1:]); why != "" {
					t.Errorf("README has %q: %s", m[1], why)
				}
			}
		}
	}
	if n < 40 {
		t.Errorf("README names only %d commands", n)
	}
}

// TestNotCommand has what copied commands look like that do not exist.
func TestNotCommand(t *testing.T) {
	for line, right := range map[string]bool{"sync config": false, "config": true, "config --init": true, "list --init": false,
		"resolve RECORD FIELD VALUE": true, "": true, "--linear": true, "nothing": false} {
		if why := notCommand(strings.Fields(line)); (why == "") != right {
			t.Errorf("%q: %q", line, why)
		}
	}
}

// notCommand says why words are no command line, empty if they are.
func notCommand(words []string) string {
	root := newRoot(newApp(nil, &bytes.Buffer{}, &bytes.Buffer{}))
	cmd, rest, err := root.Find(words)
	if err != nil {
		return err.Error()
	}
	for _, w := range rest {
		name, isFlag := strings.CutPrefix(w, "--")
		switch {
		case isFlag && cmd.Flag(name) == nil && cmd.InheritedFlags().Lookup(name) == nil:
			return cmd.CommandPath() + " has no flag --" + name
		case !isFlag && isWord(w) && cmd.HasSubCommands():
			return cmd.CommandPath() + " has no command " + w
		}
	}
	return ""
}

// isWord reports whether a word stands for itself, and not for a value.
func isWord(w string) bool { return w == strings.ToLower(w) }

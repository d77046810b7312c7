package main

import (
	"io"
	"regexp"
	"slices"
	"strings"
	stdsync "sync"

	"fieldfolio/portfolio/fault"
)

// namedCommand matches a command of this program in a sentence, with the one above it, and the flag that shows help.
var namedCommand = stdsync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\bfieldfolio ((?:sync |login )?[a-z-]+)`)
})

// ofServer matches what only those can do who run the server: to name another file, and commands on the file as a
// whole.
var ofServer = stdsync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\bwith --db\b|\bfieldfolio (backup|check|config|restore|serve|share)\b`)
})

// toType returns a sentence of the program as a session has it: with the commands as the person types them, and what
// the person cannot do told apart.
func (r reached) toType(sentence string) string {
	text := namedCommand().ReplaceAllStringFunc(sentence, func(found string) string {
		name := strings.TrimPrefix(found, "fieldfolio ")
		if name == "--help" {
			name = "help"
		}
		if inSessions(name) {
			return r.login() + " " + name
		}
		return found
	})
	if ofServer().MatchString(text) {
		text += " (at the server)"
	}
	return text
}

// inSessions reports whether sessions of any role have a command.
func inSessions(name string) bool {
	return slices.ContainsFunc(guestCommands, func(c guestCommand) bool { return c.name == name })
}

// words are the words for remedies here.
func (p *place) words() map[fault.Action]string {
	if p.guest == nil {
		return commands
	}
	return p.guest.at.wordsOf(commands)
}

// wordsOf returns words for remedies as a session has them.
func (r reached) wordsOf(table map[fault.Action]string) map[fault.Action]string {
	all := make(map[fault.Action]string, len(table))
	for action, text := range table {
		all[action] = r.toType(text)
	}
	return all
}

// guestNotes is standard error of a session, to which each sentence is written at once.
type guestNotes struct {
	to io.Writer
	at reached
}

// Write returns how much of p, not of what became of it, was written.
func (n guestNotes) Write(p []byte) (int, error) {
	sentence, end := strings.TrimSuffix(string(p), "\n"), ""
	if len(sentence) < len(p) {
		end = "\n"
	}
	if _, err := io.WriteString(n.to, n.at.toType(sentence)+end); err != nil {
		return 0, err //nolint:wrapcheck // it is that of the stream
	}
	return len(p), nil
}

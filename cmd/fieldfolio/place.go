package main

import (
	"os"
	"strconv"
	"time"

	"github.com/charmbracelet/x/term"
)

// place is where a command runs: what it sees of the world around it. A command asks its place and
// never the process, so that the same command runs in a session over SSH, which sees nothing of
// the server but the database that it is given.
type place struct {
	env   func(name string) string     // a variable of the environment, empty if it is not set
	login func() string                // login name of the user of the computer; empty if it is not known
	now   func() time.Time             // by which changes are made and received
	width func(stream any) (int, bool) // columns of a terminal, 0 if they are not known; false for anything else
	guest *guest                       // who has logged in over SSH; nil: the user of the computer
}

// ownPlace is the place of a program that its user has started.
func ownPlace() place {
	return place{env: os.Getenv, login: login, now: now, width: terminalWidth}
}

// terminalWidth returns the width of a stream of this process that is a terminal.
func terminalWidth(stream any) (columns int, is bool) {
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return 0, false
	}
	columns, _, err := term.GetSize(f.Fd())
	if err != nil {
		columns = 0
	}
	return columns, true
}

// Widths of tables, in columns.
const (
	plainWidth = 100 // without a terminal
	leastWidth = 40
)

// tableWidth returns the width for tables: COLUMNS, else that of the terminal of a stream, else a
// fixed one.
func (p *place) tableWidth(stream any) int {
	if n, err := strconv.Atoi(p.env("COLUMNS")); err == nil && n > 0 {
		return max(n, leastWidth)
	}
	if w, is := p.width(stream); is && w > 0 {
		return max(w, leastWidth)
	}
	return plainWidth
}

// isTerminal reports whether a stream is a terminal.
func (p *place) isTerminal(stream any) bool {
	_, is := p.width(stream)
	return is
}

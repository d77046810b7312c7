package main

import (
	"os"
	"strconv"

	"github.com/charmbracelet/x/term"
)

// Widths of tables, in columns.
const (
	plainWidth = 100 // without a terminal
	leastWidth = 40
)

// tableWidth returns the width for tables: COLUMNS, else that of the terminal of a stream, else a
// fixed one.
func tableWidth(stream any) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return max(n, leastWidth)
	}
	if f, ok := stream.(*os.File); ok && term.IsTerminal(f.Fd()) {
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			return max(w, leastWidth)
		}
	}
	return plainWidth
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

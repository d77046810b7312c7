package ui

import (
	"context"

	"fieldfolio/portfolio"
)

// Exporter knows in which ways a table can leave the screens.
type Exporter interface {
	// Ways returns the ways in which a table can be exported, the best first; nil if there are none.
	Ways(of Extract) []Way
	// Copied is told that something of a table goes to the clipboard, such as 83 rows.
	Copied(ctx context.Context, of Extract, what string)
}

// Way is a way in which a table leaves the screens. Exactly one of Write, Command and Clipboard is set.
type Way struct {
	Label  string // what a person chooses, such as: a file
	Detail string // where the table goes, such as an address; may be empty
	Off    string // why it cannot be chosen, and what to do; empty if it can

	// Write writes the table, and returns a sentence about that. A command that ends the sentence
	// begins a line. name is what the person has entered; empty if none is asked for.
	Write func(ctx context.Context, name string, t portfolio.Table) (told string, err error)
	Names string // what the name that is asked for may be, in words; empty: none is asked for

	Command   string // to be run on the person's own machine; it is shown and copied
	Clipboard bool   // all rows are copied
}

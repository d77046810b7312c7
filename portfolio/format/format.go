package format

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Options say how a table is drawn for people. Formats for programs look at
// none of them.
type Options struct {
	Width int                     // columns of the terminal; 0 means that nothing is shortened
	Bold  bool                    // heads may be bold
	Words map[fault.Action]string // of remedies
}

// TableFormat is the format for people on a terminal.
const TableFormat = "table"

// Formats lists every format of Write.
var Formats = []string{TableFormat, "csv", "tsv", "json", "toml", "md"}

var writers = map[string]func(io.Writer, portfolio.Table, Options) error{
	TableFormat: writeText, "csv": writeCSV, "tsv": writeTSV, "json": writeJSON, "toml": writeTOML, "md": writeMarkdown,
}

// ForPeople reports whether a format shows values as people read them.
func ForPeople(format string) bool { return format == TableFormat || format == "md" }

// CheckFormat returns an *Invalid that names the nearest format if there is no
// such one.
func CheckFormat(format string) error {
	if slices.Contains(Formats, format) {
		return nil
	}
	hint := "use one of " + strings.Join(Formats, ", ")
	if near := fault.Nearest(format, Formats, 1); len(near) == 1 {
		hint = fmt.Sprintf("did you mean %s?", near[0])
	}
	return &fault.Invalid{Field: "format", Value: format, Why: "is not known", Do: hint}
}

// Write writes a table in a format. It returns an *Invalid if the format is not
// known.
func Write(w io.Writer, format string, t portfolio.Table, o Options) error {
	if err := CheckFormat(format); err != nil {
		return err
	}
	return writers[format](w, t, o)
}

// notes returns what stands below a table, with the words of remedies.
func notes(t portfolio.Table, o Options) []string {
	all := make([]string, len(t.Notes))
	for i, n := range t.Notes {
		all[i] = n.Words(o.Words)
	}
	return all
}

// allRows returns the rows of a table with its total row, if there is one.
func allRows(t portfolio.Table) [][]portfolio.Value {
	if t.Total == nil {
		return t.Rows
	}
	return append(slices.Clip(t.Rows), t.Total)
}

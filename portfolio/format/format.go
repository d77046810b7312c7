package format

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Options say how a table is laid out for people, which formats for programs
// ignore, and how a file for a spreadsheet begins.
type Options struct {
	Width int                     // columns of the terminal; 0: nothing is shortened
	Bold  bool                    // heads may be bold
	Words map[fault.Action]string // words for the actions of remedies
	Mark  bool                    // formats that take one begin with a byte order mark; see TakesMark
}

// byteOrderMark at the beginning of a file says that it is UTF-8.
const byteOrderMark = "\uFEFF"

// TableFormat is the format for people on a terminal.
const TableFormat = "table"

// spec is one format. To add one, write its function in a file of its own and give it a
// line in specs.
type spec struct {
	name   string
	ending string // of its files
	people bool   // shows values as people read them
	sheet  bool   // opened by spreadsheets
	write  func(io.Writer, portfolio.Table, Options) error
}

var specs = []spec{
	{name: TableFormat, ending: ".txt", people: true, write: writeText},
	{name: "csv", ending: ".csv", sheet: true, write: writeCSV},
	{name: "tsv", ending: ".tsv", sheet: true, write: writeTSV},
	{name: "json", ending: ".json", write: writeJSON},
	{name: "toml", ending: ".toml", write: writeTOML},
	{name: "md", ending: ".md", people: true, write: writeMarkdown},
}

// Formats lists every format of Write.
var Formats = func() (names []string) {
	for _, s := range specs {
		names = append(names, s.name)
	}
	return names
}()

// find returns a format by its name; false if it is not known.
func find(name string) (spec, bool) {
	i := slices.Index(Formats, name)
	if i < 0 {
		return spec{}, false
	}
	return specs[i], true
}

// ForPeople reports whether a format writes values as people read them.
func ForPeople(format string) bool {
	s, _ := find(format)
	return s.people
}

// TakesMark reports whether files in a format may begin with a byte order mark.
// Excel reads a file as UTF-8 only if it has one; other programs may take it for
// a part of the first name.
func TakesMark(format string) bool {
	s, _ := find(format)
	return s.sheet
}

// OfEnding returns the format of files with an ending such as .csv; false if there is
// none.
func OfEnding(ending string) (format string, ok bool) {
	i := slices.IndexFunc(specs, func(s spec) bool { return s.ending == ending })
	if i < 0 {
		return "", false
	}
	return specs[i].name, true
}

// Endings lists the endings of files, that of plain text last.
func Endings() []string {
	var all []string
	for _, s := range append(slices.Clone(specs[1:]), specs[0]) {
		all = append(all, s.ending)
	}
	return all
}

// CheckFormat returns an *Invalid that names the nearest format if there is no
// format with this name.
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

// Write writes a table in a format. It returns an *Invalid if the format is
// unknown.
func Write(w io.Writer, format string, t portfolio.Table, o Options) error {
	s, ok := find(format)
	if !ok {
		return CheckFormat(format)
	}
	if o.Mark && s.sheet {
		if _, err := w.Write([]byte(byteOrderMark)); err != nil {
			return fmt.Errorf("write the byte order mark: %w", err)
		}
	}
	if s.people {
		t = forPeople(t)
	}
	return s.write(w, t, o)
}

// forPeople returns the table without the columns that only programs need.
func forPeople(t portfolio.Table) portfolio.Table {
	plain := func(c portfolio.Column) bool { return c.Plain }
	if !slices.ContainsFunc(t.Columns, plain) {
		return t
	}
	columns := t.Columns
	only := func(row []portfolio.Value) []portfolio.Value {
		var out []portfolio.Value
		for i, v := range row {
			if !columns[i].Plain {
				out = append(out, v)
			}
		}
		return out
	}
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), plain)
	t.Rows = slices.Clone(t.Rows)
	for i, row := range t.Rows {
		t.Rows[i] = only(row)
	}
	if t.Total != nil {
		t.Total = only(t.Total)
	}
	return t
}

// notes returns the sentences below a table, with the words of remedies.
func notes(t portfolio.Table, o Options) []string {
	all := make([]string, len(t.Notes))
	for i, n := range t.Notes {
		all[i] = n.Words(o.Words)
	}
	return all
}

// allRows returns the rows of a table and its total row, if it has one.
func allRows(t portfolio.Table) [][]portfolio.Value {
	if t.Total == nil {
		return t.Rows
	}
	return append(slices.Clip(t.Rows), t.Total)
}

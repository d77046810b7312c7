package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Extract is the table of a screen, as a file and the clipboard take it.
type Extract struct {
	File   string                                             // the suggested name of the file, with its ending
	What   string                                             // what the table has, such as 30 projects; empty: its rows
	All    func(ctx context.Context) (portfolio.Table, error) // with every row, also those that are not loaded
	Of     string                                             // names the selected row for people; may be empty
	At     portfolio.Table                                    // with the selected row only, or those of the line
	Marked portfolio.Table                                    // with the marked rows only

	// Command is the words of the command that prints the table, such as list and region:west-africa;
	// nil if no command prints it.
	Command []string
}

// Extracting asks the root to export a table, or to offer what can be copied of it.
type Extracting struct {
	Of     Extract
	ToFile bool
}

// Extracts returns the actions of a screen with a table. off says why there is nothing in it.
func Extracts(off func() string, of func() Extract) KeyMap {
	do := func(file bool) func() tea.Cmd {
		return func() tea.Cmd {
			m := Extracting{of(), file}
			return func() tea.Msg { return m }
		}
	}
	return KeyMap{
		{Name: "export", Keys: []string{"x"}, Show: "x", Foot: "export",
			Help: "write all rows, or the marked ones, to a file", Off: off, Do: do(true)},
		{Name: "copy", Keys: []string{"y"}, Show: "y", Foot: "copy",
			Help: "copy a value, the row or all rows to the clipboard", Off: off, Do: do(false)},
	}
}

// Rows names what the table has.
func (x *Extract) Rows() string {
	if x.What == "" {
		return "the table"
	}
	return x.What
}

// CommandOf returns the words of a command that prints what a query selects as of a day, after those that are given.
func CommandOf(q portfolio.Query, asOf portfolio.Date, words ...string) []string {
	words = append(words, "--as-of", asOf.Plain())
	if len(q.Terms) > 0 {
		words = append(words, q.String())
	}
	return words
}

// Fixed returns the function for a table that is loaded.
func Fixed(t portfolio.Table) func(context.Context) (portfolio.Table, error) {
	return func(context.Context) (portfolio.Table, error) { return t, nil }
}

// OnlyRows returns a table with some of its rows and without sums.
func OnlyRows(t portfolio.Table, rows ...[]portfolio.Value) portfolio.Table {
	t.Rows, t.Total = rows, nil
	return t
}

// Label returns the name of a column in words.
func Label(c portfolio.Column) string { return strings.ReplaceAll(c.Name, "_", " ") }

// ForClipboard returns the rows of a table as lines with tabs, without the columns that only files have; with the
// heads of the columns if several rows are copied.
func ForClipboard(t portfolio.Table, heads bool) string {
	var head []portfolio.Value
	var keep []int
	for i, c := range t.Columns {
		if c.Plain {
			continue
		}
		keep = append(keep, i)
		if c.Head != "" {
			head = append(head, portfolio.Text(c.Head))
		} else {
			head = append(head, portfolio.Text(c.Name))
		}
	}
	var rows [][]portfolio.Value
	if heads {
		rows = append(rows, head)
	}
	for _, r := range t.Rows {
		row := make([]portfolio.Value, len(keep))
		for i, at := range keep {
			row[i] = r[at]
		}
		rows = append(rows, row)
	}
	return Tabbed(rows)
}

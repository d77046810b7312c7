package portfolio

import "fieldfolio/portfolio/fault"

// Column describes a column of a table.
type Column struct {
	Name      string // for programs, such as approved_budget
	Head      string // for people, such as APPROVED US$
	Numeric   bool   // a number for programs, right-aligned for people
	DropOrder int    // order in which columns are dropped if there is no room, 1 first; 0: never
	CutMiddle bool   // its last words distinguish rows: shortened in the middle
	Plain     bool   // left out of formats for people
}

// Table is a report as rows of values. Renderers write the values and compute
// nothing.
type Table struct {
	Name    string // one word for programs, such as projects
	Title   string // for people; may be empty
	Columns []Column
	Rows    [][]Value
	Total   []Value        // a last row; nil if there is none
	Notes   []fault.Remark // for people, below the table
}

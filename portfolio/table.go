package portfolio

import "fieldfolio/portfolio/fault"

// Column describes a column of a table.
type Column struct {
	Name      string // for programs, such as approved_budget
	Head      string // for people, such as APPROVED US$
	Numeric   bool   // a number for programs, right-aligned for people
	DropOrder int    // where there is no room, left out in this order, 1 first; 0 stays
	CutMiddle bool   // its last words tell rows apart: shortened in the middle
}

// Table is a report as rows of values, ready for any renderer. A renderer
// computes nothing.
type Table struct {
	Name    string // one word for programs, such as projects
	Title   string // for people; may be empty
	Columns []Column
	Rows    [][]Value
	Total   []Value        // a last row; nil if there is none
	Notes   []fault.Remark // for people, below the table
}

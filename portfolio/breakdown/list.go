package breakdown

import "fieldfolio/portfolio"

// ListSpec selects the projects of a list, their order, and the rows to return.
type ListSpec struct {
	Query  portfolio.Query
	AsOf   portfolio.Date // decides the status
	Sort   []Order        // ties by number, then by ID, in the direction of the last key
	Offset int            // rows to skip
	Limit  int            // maximum number of rows; 0: all
	Cell   *CellRef
}

// Order is one key of a sort order.
type Order struct {
	Key  portfolio.Key // KeyPart sorts by the project's share in a cell
	Desc bool
}

// KeyPart sorts the list of a cell by each project's amount in the cell. It is
// not a key of the query language.
const KeyPart portfolio.Key = "part"

// CellRef identifies a cell of a breakdown, with All for totals. A list with a
// CellRef shows the projects of the cell, each with its amount in it.
type CellRef struct {
	By      []Dimension
	Codes   []string
	Measure Measure // the measure of Part; with ProjectCount there are no parts
}

// Listed is a row of a list.
type Listed struct {
	portfolio.Project                  // without Sources
	Part              portfolio.Amount // the project's amount in the list's cell
}

// ListTotals are the totals of all rows of a list, whatever its offset and
// limit. Unknown amounts count as 0; a total is unknown if all of its amounts
// are.
type ListTotals struct {
	Projects int64
	portfolio.Amounts
	Part portfolio.Amount
}

// Fault is an error that a check of the database found.
type Fault struct {
	Where string // table and record
	What  string // what is wrong, in words
}

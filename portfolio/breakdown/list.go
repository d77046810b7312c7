package breakdown

import "fieldfolio/portfolio"

// ListSpec says which projects a list shows, in which order, and which part of
// them is wanted now.
type ListSpec struct {
	Query  portfolio.Query
	AsOf   portfolio.Date // decides the status
	Sort   []Order        // ties are decided by number, then by ID, in the direction of the last key
	Offset int            // rows left out at the beginning
	Limit  int            // rows at the most; 0 means all
	Cell   *CellRef
}

// Order is one key of a sorting.
type Order struct {
	Key  portfolio.Key // KeyPart sorts by the part in a cell
	Desc bool
}

// KeyPart is the part of a project in a cell; it sorts lists of a cell and is
// no key of the query language.
const KeyPart portfolio.Key = "part"

// CellRef names a cell of a breakdown, All for totals. A list with one shows
// the projects behind the cell, and each with its part of it.
type CellRef struct {
	By      []Dimension
	Codes   []string
	Measure Measure // which figure Part is; ProjectCount gives no parts
}

// Listed is a row of a list.
type Listed struct {
	portfolio.Project                 // without Sources
	Part              portfolio.Cents // the part of the project in the list's cell
}

// ListTotals are the totals of all rows of a list, also of those not wanted
// now. Unknown amounts count as nothing; a total is unknown if all of its amounts
// are.
type ListTotals struct {
	Projects int64
	portfolio.Amounts
	Part portfolio.Amount
}

// Fault is something that a check of the database found wrong.
type Fault struct {
	Where string // table and record
	What  string // what is wrong, in words
}

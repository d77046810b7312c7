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
	portfolio.Project                   // without Sources; its amounts are those that the query covers: see Confined
	Whole             portfolio.Amounts // of the whole project
	Part              portfolio.Amount  // the project's amount in the list's cell
}

// ListTotals are the totals of all rows of a list, whatever its offset and
// limit. Unknown amounts count as 0; a total is unknown if all of its amounts
// are.
type ListTotals struct {
	Projects int64
	portfolio.Amounts
	Part portfolio.Amount

	// Outside is what the query leaves out by confining amounts: the totals of the
	// same list without those terms, less these; nil if it confines none.
	Outside *ListTotals
}

// Less returns the totals less those of a part of the list.
func (t ListTotals) Less(part ListTotals) ListTotals {
	out := ListTotals{Projects: t.Projects - part.Projects, Part: less(t.Part, part.Part)}
	for _, m := range StoredMeasures {
		*StoredAmount(&out.Amounts, m) = less(*StoredAmount(&t.Amounts, m), *StoredAmount(&part.Amounts, m))
	}
	return out
}

// less returns an amount less a part of it, unknown if the amount is.
func less(whole, part portfolio.Amount) portfolio.Amount {
	return portfolio.Amount{Cents: whole.Cents - part.Cents, Known: whole.Known}
}

// Figure returns the total of a measure that is not in per cent.
func (t ListTotals) Figure(m Measure) Figure {
	if m.Counts() {
		return Figure{t.Projects, true}
	}
	return FigureOf(AmountOf(t.Amounts, m))
}

// FigureOf returns an amount as a figure.
func FigureOf(a portfolio.Amount) Figure { return Figure{int64(a.Cents), a.Known} }

// Fault is an error that a check of the database found.
type Fault struct {
	Where string // table and record
	What  string // what is wrong, in words
}

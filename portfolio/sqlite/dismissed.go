package sqlite

import "fieldfolio/portfolio"

// Dismiss notes that a person has seen to what a receipt says of a change.
func (x *exchangeTx) Dismiss(id, by portfolio.ID) error {
	x.exec("INSERT OR REPLACE INTO dismissed VALUES (?,?)", id.String(), by.String())
	return x.err
}

// Dismissed reports whether a person has seen to what a receipt says of a change.
func (x *exchangeTx) Dismissed(id, by portfolio.ID) (bool, error) {
	var one int
	seen := x.row("SELECT 1 FROM dismissed WHERE change = ? AND by = ?", []any{id.String(), by.String()}, &one)
	return seen, x.err
}

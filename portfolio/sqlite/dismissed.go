package sqlite

import (
	"context"
	"database/sql"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

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

// DismissOwn notes that the person of a session has seen that a change of theirs was rejected. It
// returns a *fault.Invalid for any other change.
func (s *Store) DismissOwn(ctx context.Context, id portfolio.ID) error {
	return s.update(ctx, edit, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		c, j := w.changeOf(id), w.judgement(id)
		if !s.visited() || c == nil || c.Person != s.visitor.Person || j.Ruling != portfolio.Rejected {
			w.fail(&fault.Invalid{Field: "change", Value: id.String(), Why: "is not a rejected change of yours",
				Action: fault.OwnRejected})
		}
		w.exec("INSERT OR REPLACE INTO dismissed VALUES (?,?)", id.String(), j.By.String())
		return w.close()
	})
}

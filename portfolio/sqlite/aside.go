package sqlite

import (
	"database/sql"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// SetAside keeps changes apart from the log, and returns how many were not kept
// yet.
func (x *exchangeTx) SetAside(changes []exchange.Aside) (fresh int, err error) {
	for i := range changes {
		a := &changes[i]
		c := &a.Change
		var one int
		if x.row("SELECT 1 FROM aside WHERE office = ? AND incarnation = ? AND n = ? AND hash = ?",
			[]any{c.ID.Office, c.ID.Incarnation, c.ID.N, c.ID.Hash}, &one) {
			continue
		}
		x.exec("INSERT INTO aside VALUES (?,?,?,?,?,?,?,?,?,?,?)", nil, c.ID.Office, c.ID.Incarnation, c.ID.N, c.ID.Hash,
			c.Record, c.Body(), a.From, a.Doubt, a.Why, int64(a.Day))
		fresh++
	}
	return fresh, x.err
}

// Asides returns the changes kept apart, in order of arrival.
func (x *exchangeTx) Asides() ([]exchange.Aside, error) {
	var out []exchange.Aside
	x.each("SELECT office, incarnation, n, hash, record, body, sender, doubt, why, day FROM aside ORDER BY id", nil,
		func(rows *sql.Rows) error {
			var a exchange.Aside
			var body []byte
			id := &a.Change.ID
			if err := rows.Scan(&id.Office, &id.Incarnation, &id.N, &id.Hash, &a.Change.Record, &body, &a.From, &a.Doubt,
				&a.Why, &a.Day); err != nil {
				return err
			}
			out = append(out, a)
			return out[len(out)-1].Change.SetBody(body)
		})
	return out, x.err
}

// DropAside ends the keeping of a change apart.
func (x *exchangeTx) DropAside(id portfolio.ID) error {
	x.exec("DELETE FROM aside WHERE office = ? AND incarnation = ? AND n = ? AND hash = ?", id.Office, id.Incarnation,
		id.N, id.Hash)
	return x.err
}

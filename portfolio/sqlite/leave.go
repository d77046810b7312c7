package sqlite

import (
	"database/sql"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// Leave moves all changes but this copy's own from the log to those of a
// headquarters that it has left, forgets all links and rulings, and derives
// everything again.
func (x *exchangeTx) Leave(own func(portfolio.ID) bool) error {
	kept, left := x.parted(own)
	for _, query := range []string{"PRAGMA defer_foreign_keys = 1",
		"DELETE FROM setting WHERE name = '" + setFed + "'",
		"DELETE FROM outbox", "DELETE FROM link", "DELETE FROM receipt", "DELETE FROM ruled", "DELETE FROM dismissed",
		"DELETE FROM unjudged", "DELETE FROM note_on", "DELETE FROM clock", "DELETE FROM arrival"} {
		x.exec(query)
	}
	self, err := x.Self()
	if err != nil {
		return err
	}
	for i := range left {
		x.moveAside(&left[i], &self)
	}
	x.exec(`INSERT OR REPLACE INTO left_change SELECT office, incarnation, n, hash, record, day, body, ?, ? FROM aside`,
		self.Headquarter, strings.Join(self.Roots, " "))
	x.exec("DELETE FROM aside")
	for i := range left {
		x.unmake(&left[i].Change)
	}
	for i := range kept {
		id := kept[i].Change.ID
		x.arrive(&kept[i].Change, 0)
		x.ticked(&kept[i].Change)
		x.exec("INSERT INTO unjudged VALUES (?,?,?)", id.N, x.author(author{id.Office, id.Incarnation}), id.Hash)
	}
	x.forgetRegister()
	x.records, x.joined, x.receipts = map[string]recordRow{}, nil, nil
	if x.err != nil {
		return x.err
	}
	return rebuild(x.ctx, x.tx, x.cat, nil)
}

// Left returns the headquarters that this office has left.
func (x *exchangeTx) Left() ([]exchange.Left, error) {
	var out []exchange.Left
	x.each(`SELECT headquarters, root, coalesce(group_concat(DISTINCT CASE WHEN record GLOB 'office:*'
		THEN substr(record, 8) END), '') FROM left_change GROUP BY headquarters, root`, nil, func(rows *sql.Rows) error {
		var l exchange.Left
		var roots, offices string
		err := rows.Scan(&l.Code, &roots, &offices)
		l.Roots, l.Offices = strings.Fields(roots), strings.Split(offices, ",")
		out = append(out, l)
		return err
	})
	return out, x.err
}

// forgetRegister has the register read anew, here and by those who know it.
func (x *exchangeTx) forgetRegister() {
	for _, l := range x.recordRows("SELECT r.id, r.name, r.kind FROM record r WHERE r.kind = 'office'") {
		x.registerChanged(l.row.id)
	}
}

// parted returns the changes of the log in the order of arrival: this copy's
// own, and the others.
func (x *exchangeTx) parted(own func(portfolio.ID) bool) (kept, left []exchange.Arrival) {
	all, _ := x.arrivalsOf(arrivals + "arrival v" + ofArrival + "WHERE true" + firstArrival + " ORDER BY v.seq")
	for _, a := range all {
		if own(a.Change.ID) {
			kept = append(kept, a)
		} else {
			left = append(left, a)
		}
	}
	return kept, left
}

// moveAside moves one change.
func (x *exchangeTx) moveAside(a *exchange.Arrival, self *exchange.Self) {
	id, by := a.Change.ID, x.author(author{a.Change.ID.Office, a.Change.ID.Incarnation})
	x.exec(`INSERT OR REPLACE INTO left_change SELECT ?,?,n,hash,?,arrived,body,?,? FROM change
		WHERE n = ? AND author = ? AND hash = ?`, id.Office, id.Incarnation, a.Change.Target(), self.Headquarter,
		strings.Join(self.Roots, " "), id.N, by, id.Hash)
	var arrived portfolio.Date
	x.row("SELECT arrived FROM change WHERE n = ? AND author = ? AND hash = ?", []any{id.N, by, id.Hash}, &arrived)
	fold(&x.log, a.Change.Digest(), arrived)
	for _, table := range []string{"change", "doubt"} {
		x.exec("DELETE FROM "+table+" WHERE n = ? AND author = ? AND hash = ?", id.N, by, id.Hash)
	}
}

// unmake forgets the record that a change made that is set aside, or leaves it
// without a kind if it has changes by this office.
func (x *exchangeTx) unmake(c *portfolio.Change) {
	if c.Creates == "" {
		return
	}
	name := c.ID.String()
	x.exec("UPDATE record SET kind = '' WHERE name = ?", name)
	x.exec("DELETE FROM record WHERE name = ? AND NOT EXISTS (SELECT 1 FROM change c WHERE c.record = record.id)", name)
}

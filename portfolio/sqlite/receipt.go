package sqlite

import (
	"database/sql"

	"fieldfolio/portfolio"
)

// receipt writes what a receipt says of changes, and brings up to date what
// follows: the days of changes that are here, and the records of those that
// are held now and were not, or the other way round.
func (w *writer) receipt(r *portfolio.Receipt, given portfolio.Date) {
	flips := map[string]recordRow{}
	var ids []portfolio.ID
	for _, ref := range r.Changes {
		id := ref.ID
		who := w.author(author{id.Office, id.Incarnation})
		was := w.judgement(id)
		w.exec("INSERT OR IGNORE INTO receipt VALUES (?,?,?,?,?,?,?,?,?,?)", id.N, who, id.Hash, ref.More, r.ID.String(), day(r.Day), int64(given), string(r.Verdict), r.Why, r.Person)
		is := was
		is.Add(r)
		w.redate(id, who, is.Day)
		if (was.Verdict != portfolio.Taken) == (is.Verdict != portfolio.Taken) {
			continue
		}
		ids = append(ids, id)
		var name string
		var row recordRow
		if w.row("SELECT r.name, r.id, r.kind FROM change c JOIN record r ON r.id = c.record WHERE c.n = ? AND c.author = ? AND c.hash = ?",
			[]any{id.N, who, id.Hash}, &name, &row.id, &row.kind) {
			flips[name] = row
		}
	}
	if len(ids) == 0 {
		return
	}
	before := map[string]portfolio.Record{}
	for name, row := range flips {
		before[name] = w.load(name, row)
	}
	for _, id := range ids {
		w.heldChanges()[id] = r.Verdict != portfolio.Taken
	}
	for name, row := range flips {
		was, is := before[name], w.load(name, row)
		w.derive(row, &was, &is)
	}
}

// redate sets the day of a change that is here to the one on which it reached
// headquarters.
func (w *writer) redate(id portfolio.ID, who int64, to portfolio.Date) {
	var have portfolio.Date
	if !to.Known() || !w.row("SELECT arrived FROM change WHERE n = ? AND author = ? AND hash = ?", []any{id.N, who, id.Hash}, &have) || have == to {
		return
	}
	if c := w.changeOf(id); c != nil {
		w.exec("UPDATE change SET arrived = ? WHERE n = ? AND author = ? AND hash = ?", int64(to), id.N, who, id.Hash)
		fold(&w.log, c.Digest(), have)
		fold(&w.log, c.Digest(), to)
	}
}

// dayOf returns the day on which a change reached headquarters, or the given
// one if no receipt says it.
func (w *writer) dayOf(id portfolio.ID, otherwise portfolio.Date) portfolio.Date {
	if j := w.judgement(id); j.Day.Known() {
		return j.Day
	}
	return otherwise
}

// judgement returns what all receipts say of a change.
func (w *writer) judgement(id portfolio.ID) portfolio.Judgement {
	var j portfolio.Judgement
	w.each("SELECT by, day, verdict, why, person FROM receipt WHERE n = ? AND author = (SELECT id FROM author WHERE office = ? AND incarnation = ?) AND hash = ?",
		[]any{id.N, id.Office, id.Incarnation, id.Hash}, func(rows *sql.Rows) error {
			var r portfolio.Receipt
			var by string
			var d sql.NullInt64
			if err := rows.Scan(&by, &d, &r.Verdict, &r.Why, &r.Person); err != nil {
				return err
			}
			var err error
			r.ID, err = portfolio.ParseID(by)
			r.Day = portfolio.Date(d.Int64) //nolint:gosec // yyyymmdd
			j.Add(&r)
			return err
		})
	return j
}

// heldChanges returns the changes that have no effect. There are few.
func (w *writer) heldChanges() map[portfolio.ID]bool {
	if w.held != nil {
		return w.held
	}
	w.held = map[portfolio.ID]bool{}
	var ids []portfolio.ID
	w.each("SELECT DISTINCT c.n, a.office, a.incarnation, c.hash FROM receipt c JOIN author a ON a.id = c.author WHERE c.verdict <> ''", nil, func(rows *sql.Rows) error {
		var id portfolio.ID
		err := rows.Scan(&id.N, &id.Office, &id.Incarnation, &id.Hash)
		ids = append(ids, id)
		return err
	})
	for _, id := range ids {
		if w.judgement(id).Verdict != portfolio.Taken {
			w.held[id] = true
		}
	}
	return w.held
}

// changeOf returns a change by its id, nil if it is not here.
func (w *writer) changeOf(id portfolio.ID) *portfolio.Change {
	var c portfolio.Change
	if !w.one("SELECT "+changeColumns+" WHERE c.n = ? AND a.office = ? AND a.incarnation = ? AND c.hash = ?",
		[]any{id.N, id.Office, id.Incarnation, id.Hash}, func(row scanner) error { return scanChange(row, &c) }) {
		return nil
	}
	return &c
}

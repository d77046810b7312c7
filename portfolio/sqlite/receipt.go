package sqlite

import (
	"database/sql"
	"encoding/json"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// receipt stores the rulings of a receipt and updates what depends on them: the
// dates of stored changes, and records whose changes are held now and were not,
// or the reverse.
func (w *writer) receipt(r *exchange.Receipt) {
	if j := w.judgement(r.ID); j.Correction != (portfolio.ID{}) {
		r.Given = j.Day
	}
	flips := map[string]recordRow{}
	var listed []portfolio.ID
	ids := map[portfolio.ID]bool{} // whether they are held now
	for _, ref := range r.Changes {
		listed = append(listed, ref.ID)
	}
	judged, arrived := w.judgements(listed...), w.arrived(listed)
	for _, ref := range r.Changes {
		id := ref.ID
		who := w.author(author{id.Office, id.Incarnation})
		was := judged[id]
		w.exec("INSERT OR IGNORE INTO receipt VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", id.N, who, id.Hash, ref.More, r.ID.String(),
			day(r.Day), int64(r.Given), string(r.Ruling), r.Why, r.Person, r.Login, r.Corrects)
		is := was
		exchange.AddReceipt(&is, r, ref.More)
		if r.Corrects {
			w.regive(id, is.Day)
		}
		if have, here := arrived[id]; here && is.Day.Known() && have != is.Day {
			w.redate(id, who, have, is.Day)
		}
		if (was.Ruling != portfolio.Taken) == (is.Ruling != portfolio.Taken) {
			continue
		}
		ids[id] = is.Ruling != portfolio.Taken
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
	for id, held := range ids {
		w.heldChanges()[id] = held
	}
	for name, row := range flips {
		was, is := before[name], w.load(name, row)
		w.derive(row, &was, &is)
	}
}

// regive sets the day on which a receipt was given, if id is that of one.
func (w *writer) regive(id portfolio.ID, day portfolio.Date) {
	c := w.changeOf(id)
	if c == nil {
		return
	}
	r, ok := exchange.ReceiptOf(c)
	if !ok {
		return
	}
	for _, ref := range r.Changes {
		w.exec("UPDATE receipt SET given = ? WHERE n = ? AND author = ? AND hash = ? AND by = ?", int64(day), ref.ID.N,
			w.author(author{ref.ID.Office, ref.ID.Incarnation}), ref.ID.Hash, id.String())
	}
}

// redate sets the date of a stored change to that on which it reached
// headquarters.
func (w *writer) redate(id portfolio.ID, who int64, have, to portfolio.Date) {
	if c := w.changeOf(id); c != nil {
		w.exec("UPDATE change SET arrived = ? WHERE n = ? AND author = ? AND hash = ?", int64(to), id.N, who, id.Hash)
		fold(&w.log, c.Digest(), have)
		fold(&w.log, c.Digest(), to)
	}
}

// judgement returns headquarters' ruling on a change.
func (w *writer) judgement(id portfolio.ID) portfolio.Judgement { return w.judgements(id)[id] }

// judgements returns headquarters' rulings on changes, without those that no
// receipt lists. One query for each of thousands of changes would take longer
// than writing them.
func (w *writer) judgements(ids ...portfolio.ID) map[portfolio.ID]portfolio.Judgement {
	out := map[portfolio.ID]portfolio.Judgement{}
	w.eachOf("SELECT n, hash, more, by, day, given, verdict, why, person, login, corrects FROM receipt", ids,
		func(row scanner, id portfolio.ID) error {
			var r exchange.Receipt
			var more, by string
			var d sql.NullInt64
			if err := row.Scan(&id.N, &id.Hash, &more, &by, &d, &r.Given, &r.Ruling, &r.Why, &r.Person, &r.Login,
				&r.Corrects); err != nil {
				return err
			}
			var err error
			r.ID, err = portfolio.ParseID(by)
			r.Day = portfolio.Date(d.Int64)
			j := out[id]
			exchange.AddReceipt(&j, &r, more)
			out[id] = j
			return err
		})
	return out
}

// arrived returns the dates of those changes that are stored.
func (w *writer) arrived(ids []portfolio.ID) map[portfolio.ID]portfolio.Date {
	out := map[portfolio.ID]portfolio.Date{}
	w.eachOf("SELECT n, hash, arrived FROM change", ids, func(row scanner, id portfolio.ID) error {
		var day portfolio.Date
		err := row.Scan(&id.N, &id.Hash, &day)
		out[id] = day
		return err
	})
	return out
}

// eachOf runs a query on a table that has changes' numbers and authors, for
// those with the numbers of changes, author by author. fn gets the id with the
// office and incarnation alone.
func (w *writer) eachOf(query string, ids []portfolio.ID, fn func(scanner, portfolio.ID) error) {
	numbers := map[author][]int64{}
	for _, id := range ids {
		a := author{id.Office, id.Incarnation}
		numbers[a] = append(numbers[a], id.N)
	}
	for a, list := range numbers {
		text, err := json.Marshal(list)
		w.fail(err)
		w.each(query+" WHERE author = (SELECT id FROM author WHERE office = ? AND incarnation = ?) AND n IN (SELECT value FROM json_each(?))",
			[]any{a.office, a.incarnation, string(text)}, func(rows *sql.Rows) error {
				return fn(rows, portfolio.ID{Office: a.office, Incarnation: a.incarnation})
			})
	}
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
		if w.judgement(id).Ruling != portfolio.Taken {
			w.held[id] = true
		}
	}
	return w.held
}

// changeOf returns the change with an id, nil if it is not stored.
func (w *writer) changeOf(id portfolio.ID) *portfolio.Change {
	var c portfolio.Change
	if !w.one("SELECT "+changeColumns+" WHERE c.n = ? AND a.office = ? AND a.incarnation = ? AND c.hash = ?",
		[]any{id.N, id.Office, id.Incarnation, id.Hash}, func(row scanner) error { return scanChange(row, &c) }) {
		return nil
	}
	return &c
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// receipt stores the rulings of a receipt and updates what depends on them: the
// dates of stored changes, records whose changes are held now and were not, or
// the reverse, and the register.
func (w *writer) receipt(r *exchange.Receipt) {
	if j := w.judgement(r.ID); j.Correction != (portfolio.ID{}) {
		w.misdated(r.ID, r.Given, j.Day)
		r.Given = j.Day
	}
	listed := make([]portfolio.ID, len(r.Changes))
	for i, ref := range r.Changes {
		listed[i] = ref.ID
	}
	judged, here := w.judgements(listed...), w.stored(listed)
	flips := map[int64]portfolio.Record{} // before
	for _, ref := range r.Changes {
		was, is := judged[ref.ID], judged[ref.ID]
		exchange.AddReceipt(&is, r, ref.More)
		c, known := here[ref.ID]
		if known && (was.Ruling != portfolio.Taken) != (is.Ruling != portfolio.Taken) {
			flips[c.row.id] = w.load(c.name, c.row)
		}
	}
	for _, ref := range r.Changes {
		id, who := ref.ID, w.author(author{ref.ID.Office, ref.ID.Incarnation})
		is := judged[id]
		w.exec("INSERT OR IGNORE INTO receipt VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", id.N, who, id.Hash, ref.More, r.ID.String(),
			day(r.Day), int64(r.Given), string(r.Ruling), r.Why, r.Person, r.Login, r.Corrects)
		exchange.AddReceipt(&is, r, ref.More)
		w.judged(id, who, is)
		if r.Corrects {
			w.regive(id, is.Day)
		}
		c, known := here[id]
		if known && is.Day.Known() && c.arrived != is.Day {
			w.redate(id, who, c.arrived, is.Day)
		}
		if known && c.row.kind == portfolio.OfficeRecord {
			w.registerChanged(c.row.id)
		}
	}
	for id, was := range flips {
		row := recordRow{id, was.Kind}
		is := w.load(was.ID, row)
		w.derive(row, &was, &is)
	}
}

// judged stores headquarters' current judgement of a change.
func (w *writer) judged(id portfolio.ID, who int64, is portfolio.Judgement) {
	if is.Receipted {
		w.exec("DELETE FROM unjudged WHERE n = ? AND author = ? AND hash = ?", id.N, who, id.Hash)
	}
	if is.Ruling == portfolio.Taken {
		w.exec("DELETE FROM ruled WHERE n = ? AND author = ? AND hash = ?", id.N, who, id.Hash)
	} else {
		w.exec("INSERT OR REPLACE INTO ruled VALUES (?,?,?,?)", id.N, who, id.Hash, string(is.Ruling))
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
	w.misdated(id, r.Given, day)
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

// Judgements returns headquarters' rulings on changes, by their ids, without those of changes
// that no receipt lists: of what an editor has just made, what is held for a coordinator,
// and why.
func (s *Store) Judgements(ctx context.Context, changes ...portfolio.Change) (
	judged map[portfolio.ID]portfolio.Judgement, err error,
) {
	err = s.read(ctx, func(q queryer) error {
		w := newWriter(ctx, q, &portfolio.Catalogue{})
		judged = w.judgements(idsOf(changes)...)
		return w.close()
	})
	return judged, err
}

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

// storedChange is what is stored of a change beside its content.
type storedChange struct {
	arrived portfolio.Date
	name    string // of its record
	row     recordRow
}

// stored returns those of the changes that are stored.
func (w *writer) stored(ids []portfolio.ID) map[portfolio.ID]storedChange {
	out := map[portfolio.ID]storedChange{}
	w.eachOf("SELECT c.n, c.hash, c.arrived, r.name, r.id, r.kind FROM change c JOIN record r ON r.id = c.record", ids,
		func(row scanner, id portfolio.ID) error {
			var s storedChange
			err := row.Scan(&id.N, &id.Hash, &s.arrived, &s.name, &s.row.id, &s.row.kind)
			out[id] = s
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

// changeOf returns the change with an id, nil if it is not stored.
func (w *writer) changeOf(id portfolio.ID) *portfolio.Change {
	var c portfolio.Change
	if !w.one("SELECT "+changeColumns+" WHERE c.n = ? AND a.office = ? AND a.incarnation = ? AND c.hash = ?",
		[]any{id.N, id.Office, id.Incarnation, id.Hash}, func(row scanner) error { return scanChange(row, &c) }) {
		return nil
	}
	return &c
}

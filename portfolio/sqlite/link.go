package sqlite

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// arrivals and ofArrival select the columns of arrivals v; between them is where
// to begin, and conditions follow. The doubt is the current one. The order of the
// joins is fixed, since SQLite, which knows no sizes of tables, would read the
// whole log to find the last arrivals.
const (
	arrivals  = "SELECT v.seq, v.link, coalesce(d.why, ''), c.n, a.office, a.incarnation, c.hash, r.name, c.body FROM "
	ofArrival = ` CROSS JOIN change c ON c.n = v.n AND c.author = v.author AND c.hash = v.hash
		CROSS JOIN author a ON a.id = c.author CROSS JOIN record r ON r.id = c.record
		LEFT JOIN doubt d ON d.n = v.n AND d.author = v.author AND d.hash = v.hash `
	// itsArrivals are those of the changes of a table, which gets the name x.
	itsArrivals = " x CROSS JOIN arrival v ON v.n = x.n AND v.author = x.author AND v.hash = x.hash" + ofArrival
)

// firstArrival selects the first arrival of a change that arrived twice.
const firstArrival = ` AND v.seq = (SELECT min(seq) FROM arrival f WHERE f.n = v.n AND f.author = v.author AND f.hash = v.hash)`

func (x *exchangeTx) arrivalsOf(query string, args ...any) ([]exchange.Arrival, error) {
	var out []exchange.Arrival
	x.each(query, args, func(rows *sql.Rows) error {
		var a exchange.Arrival
		err := scanChange(after{rows, []any{&a.Seq, &a.Link, &a.Doubt}}, &a.Change)
		out = append(out, a)
		return err
	})
	return out, x.err
}

// after scans the first columns of a row into other values than the rest.
type after struct {
	row   scanner
	first []any
}

// Scan scans the columns after the first ones.
func (s after) Scan(dest ...any) error { return s.row.Scan(append(s.first, dest...)...) }

// Arrivals returns at most limit arrivals after a position, in order.
func (x *exchangeTx) Arrivals(after int64, limit int) ([]exchange.Arrival, error) {
	return x.arrivalsOf(arrivals+"arrival v"+ofArrival+"WHERE v.seq > ? ORDER BY v.seq LIMIT ?", after, limit)
}

// Find returns the arrivals of those changes that this copy has.
func (x *exchangeTx) Find(ids ...portfolio.ID) ([]exchange.Arrival, error) {
	if len(ids) == 0 {
		return nil, x.err
	}
	return x.arrivalsOf(arrivals+`(SELECT key, value ->> '$.N' AS n, value ->> '$.Hash' AS hash,
			(SELECT id FROM author WHERE office = value ->> '$.Office' AND incarnation = value ->> '$.Incarnation') AS author
			FROM json_each(?))`+itsArrivals+"WHERE true"+firstArrival+" ORDER BY x.key", x.list(ids))
}

// Related returns the arrivals of a record, of the notes on it, and of the notes
// on those, exchange.NoteDepth deep.
func (x *exchangeTx) Related(record string) ([]exchange.Arrival, error) {
	return x.arrivalsOf(arrivals+`(SELECT n, author, hash FROM change WHERE record IN (
		WITH RECURSIVE below (id, name, depth) AS (
			SELECT id, name, 0 FROM record WHERE name = ?1
			UNION SELECT r.id, r.name, b.depth + 1 FROM below b JOIN note_on n ON n.target = b.name JOIN record r ON r.id = n.record WHERE b.depth < ?2)
		SELECT id FROM below))`+itsArrivals+"WHERE true"+firstArrival+" ORDER BY v.seq", record, exchange.NoteDepth)
}

// Receipts returns the arrivals of the receipts that list a change.
func (x *exchangeTx) Receipts(id portfolio.ID) ([]exchange.Arrival, error) {
	var names []string
	x.each("SELECT by FROM receipt WHERE n = ? AND author = (SELECT id FROM author WHERE office = ? AND incarnation = ?) AND hash = ?",
		[]any{id.N, id.Office, id.Incarnation, id.Hash}, func(rows *sql.Rows) error {
			var by string
			err := rows.Scan(&by)
			names = append(names, by)
			return err
		})
	var out []exchange.Arrival
	for _, name := range names {
		found, err := x.receiptOf(name)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(a, b exchange.Arrival) int { return cmp.Compare(a.Seq, b.Seq) })
	return out, x.err
}

// receiptOf returns the arrivals of one receipt. It lists up to hundreds of
// changes, which are usually looked up in sequence: the last receipts are
// cached.
func (x *exchangeTx) receiptOf(name string) ([]exchange.Arrival, error) {
	if found, ok := x.receipts[name]; ok {
		return found, nil
	}
	id, err := portfolio.ParseID(name)
	if err != nil {
		return nil, err
	}
	found, err := x.Find(id)
	if x.receipts == nil || len(x.receipts) == 32 {
		x.receipts = map[string][]exchange.Arrival{}
	}
	x.receipts[name] = found
	return found, err
}

// Judged returns the changes with a ruling, by id.
func (x *exchangeTx) Judged(what portfolio.Ruling) ([]exchange.Arrival, error) {
	return x.arrivalsOf(arrivals+"ruled"+itsArrivals+"WHERE x.verdict = ?"+firstArrival+" ORDER BY v.seq", string(what))
}

// Unjudged returns the changes that no receipt with a day lists.
func (x *exchangeTx) Unjudged() ([]exchange.Arrival, error) {
	return x.arrivalsOf(arrivals + "unjudged" + itsArrivals + "WHERE true" + firstArrival + " ORDER BY v.seq")
}

// setFed is the setting with the common position of the outboxes.
const setFed = "fed"

// Fed returns the common position up to which outboxes are filled, and the last
// arrival.
func (x *exchangeTx) Fed() (fed, last int64, err error) {
	x.row("SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?", []any{setFed}, &fed)
	x.row("SELECT coalesce(max(seq), 0) FROM arrival", nil, &last)
	return fed, last, x.err
}

// SetFed saves the common position.
func (x *exchangeTx) SetFed(fed int64) error {
	x.set(setFed, strconv.FormatInt(fed, 10))
	return x.err
}

// Link returns a link, and false if there is none with the ID.
func (x *exchangeTx) Link(id int64) (l exchange.Link, ok bool, err error) {
	ok = x.one("SELECT id, state FROM link WHERE id = ?", []any{id}, func(row scanner) (err error) {
		l, err = scanLink(row)
		return err
	})
	return l, ok, x.err
}

// LinksOf returns the links with copies of an office.
func (x *exchangeTx) LinksOf(office string) ([]exchange.Link, error) {
	return x.linksOf("SELECT id, state FROM link WHERE iif(json_valid(state), state ->> '$.Office', NULL) = ? ORDER BY id", office)
}

// Links returns all links of this copy.
func (x *exchangeTx) Links() ([]exchange.Link, error) {
	return x.linksOf("SELECT id, state FROM link ORDER BY id")
}

func (x *exchangeTx) linksOf(query string, args ...any) ([]exchange.Link, error) {
	var out []exchange.Link
	x.each(query, args, func(rows *sql.Rows) error {
		l, err := scanLink(rows)
		out = append(out, l)
		return err
	})
	return out, x.err
}

func scanLink(row scanner) (exchange.Link, error) {
	var l exchange.Link
	var id int64
	var state []byte
	if err := row.Scan(&id, &state); err != nil {
		return l, err
	}
	if err := json.Unmarshal(state, &l); err != nil {
		return l, fmt.Errorf("link %d is damaged: %w", id, err)
	}
	l.ID = id
	return l, nil
}

// SaveLink saves a link, and sets the ID of a new one.
func (x *exchangeTx) SaveLink(l *exchange.Link) error {
	if l.ID == 0 {
		l.ID = x.exec("INSERT INTO link (state) VALUES ('{}')")
	}
	state, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("keep link %d: %w", l.ID, err)
	}
	x.exec("UPDATE link SET state = ? WHERE id = ?", string(state), l.ID)
	return x.err
}

// Post appends changes to a link's outbox.
func (x *exchangeTx) Post(link int64, posts []exchange.Posted) error {
	for i := range posts {
		x.exec("INSERT INTO outbox VALUES (?,?,?,?)", link, posts[i].Pos, posts[i].Seq, posts[i].Chain[:])
	}
	return x.err
}

// Outbox returns at most limit changes of an outbox after a position.
func (x *exchangeTx) Outbox(link, after int64, limit int) ([]exchange.Posted, error) {
	list, err := x.arrivalsOf(arrivals+"outbox o CROSS JOIN arrival v ON v.seq = o.seq"+ofArrival+"WHERE o.link = ? AND o.pos > ? ORDER BY o.pos LIMIT ?", link, after, limit)
	out := make([]exchange.Posted, len(list))
	for i, a := range list {
		out[i] = exchange.Posted{Arrival: a, Pos: after + int64(i) + 1}
	}
	return out, err
}

// ChainAt returns the chain at a position of an outbox.
func (x *exchangeTx) ChainAt(link, pos int64) (exchange.Chain, error) {
	var c exchange.Chain
	var b []byte
	if pos > 0 && x.row("SELECT chain FROM outbox WHERE link = ? AND pos = ?", []any{link, pos}, &b) {
		copy(c[:], b)
	}
	return c, x.err
}

// InOutbox reports whether an arrival is in an outbox.
func (x *exchangeTx) InOutbox(link, seq int64) (bool, error) {
	var one int
	return x.row("SELECT 1 FROM outbox WHERE link = ? AND seq = ?", []any{link, seq}, &one), x.err
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// clockDay is a day by the clock of one copy.
type clockDay struct {
	author author
	day    portfolio.Date
}

// ticked adds a change to what its author's clock said.
func (w *writer) ticked(c *portfolio.Change) {
	if w.clocks == nil {
		w.clocks = map[clockDay]exchange.ClockDay{}
	}
	at := clockDay{author{c.ID.Office, c.ID.Incarnation}, portfolio.DateOf(c.At)}
	d, known := w.clocks[at]
	if !known {
		d = exchange.ClockDay{Day: at.day, First: c.ID.N, Last: c.ID.N}
	}
	d.First, d.Last, d.Changes = min(d.First, c.ID.N), max(d.Last, c.ID.N), d.Changes+1
	w.clocks[at] = d
}

// writeClocks stores what ticked has collected.
func (w *writer) writeClocks() {
	for at, d := range w.clocks {
		w.exec(`INSERT INTO clock (author, day, first, last, changes) VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET first = min(first, excluded.first),
			last = max(last, excluded.last), changes = changes + excluded.changes`, w.author(at.author), int64(at.day), d.First, d.Last,
			d.Changes)
	}
	w.clocks = nil
}

// misdated stores that the clock of the author of a receipt was wrong on the day
// that it said, if a correction says another one.
func (w *writer) misdated(id portfolio.ID, said, day portfolio.Date) {
	if said == day {
		return
	}
	w.writeClocks()
	w.exec("UPDATE clock SET wrong = max(wrong, ?) WHERE author = ? AND day = ?", id.N,
		w.author(author{id.Office, id.Incarnation}), int64(said))
}

// clockOf returns the days that a copy's clock said, and which of them it cannot
// have been right on.
func (w *writer) clockOf(a author, today portfolio.Date) exchange.Clock {
	if c, ok := w.clockCache[a]; ok {
		return c
	}
	var days []exchange.ClockDay
	w.each("SELECT day, first, last, changes, wrong FROM clock WHERE author = (SELECT id FROM author WHERE office = ? AND incarnation = ?)",
		[]any{a.office, a.incarnation}, func(rows *sql.Rows) error {
			var d exchange.ClockDay
			err := rows.Scan(&d.Day, &d.First, &d.Last, &d.Changes, &d.WrongTo)
			days = append(days, d)
			return err
		})
	if w.clockCache == nil {
		w.clockCache = map[author]exchange.Clock{}
	}
	w.clockCache[a] = exchange.NewClock(days, w.documentDate(), today)
	return w.clockCache[a]
}

// copyFacts are what this copy knows of itself, by which it judges what changes say.
type copyFacts struct {
	self            author
	hq              string // code of headquarters; empty if there is none
	document, today portfolio.Date
}

// ofCopy returns the facts of this copy. They are read once for many changes.
func (w *writer) ofCopy(today portfolio.Date) copyFacts {
	f := copyFacts{self: w.self(), document: w.documentDate(), today: today}
	w.row("SELECT value FROM setting WHERE name = ?", []any{setHQ}, &f.hq)
	return f
}

// received sets the days on which the changes of a record were received.
func (w *writer) received(r *portfolio.Record, row recordRow, here copyFacts) {
	days := map[portfolio.ID]portfolio.Date{}
	w.each("SELECT c.n, a.office, a.incarnation, c.hash, c.arrived FROM change c JOIN author a ON a.id = c.author WHERE c.record = ?",
		[]any{row.id}, func(rows *sql.Rows) error {
			var id portfolio.ID
			var day portfolio.Date
			err := rows.Scan(&id.N, &id.Office, &id.Incarnation, &id.Hash, &day)
			days[id] = day
			return err
		})
	r.Received = map[portfolio.ID]portfolio.DayReceived{}
	all := r.Log.Changes()
	for i := range all {
		c := &all[i]
		j := r.Rulings[c.ID]
		f := w.receivedOn(c, &j, days[c.ID], here)
		r.Received[c.ID] = portfolio.DayReceived{Day: f.Day, Corrected: f.Corrected, Doubt: f.Doubt()}
	}
}

// receivedOn returns what is known of the day on which a change was received.
func (w *writer) receivedOn(c *portfolio.Change, j *portfolio.Judgement, day portfolio.Date,
	here copyFacts) exchange.Received {
	return exchange.Received{Day: day, Made: portfolio.DateOf(c.At), Document: here.document, Today: here.today,
		Corrected: j.Correction != (portfolio.ID{}), Wrong: w.misread(c.ID, j, day, here)}
}

// misread reports whether the clock that said on which day a change was
// received cannot have been right then: headquarters' at one of its receipts or,
// for a change of its own, when it made it; this copy's if there is no receipt.
func (w *writer) misread(id portfolio.ID, j *portfolio.Judgement, day portfolio.Date, here copyFacts) bool {
	if j.By == (portfolio.ID{}) {
		return w.clockOf(here.self, here.today).Wrong(day, math.MaxInt64)
	}
	said := []portfolio.ID{j.By}
	for i := range j.Earlier {
		said = append(said, j.Earlier[i].By)
	}
	if id.Office == j.By.Office {
		said = append(said, id)
	}
	return slices.ContainsFunc(said, func(id portfolio.ID) bool {
		return w.clockOf(author{id.Office, id.Incarnation}, here.today).Wrong(day, id.N)
	})
}

// documentDate returns the date of the document, 0 if it is not known.
func (w *writer) documentDate() (day portfolio.Date) {
	var text string
	if w.row("SELECT value FROM setting WHERE name = 'document_date'", nil, &text) {
		day, _ = portfolio.ParseDate(text)
	}
	return day
}

// offices is the version from which what receipts and clocks say is stored as
// this release reads it.
const offices = 9

// awaitAgain lists the changes of a correction as without a receipt if no other
// receipt gives their day: an earlier release took the correction for one.
func (w *writer) awaitAgain(r *exchange.Receipt) {
	for _, ref := range r.Changes {
		if !w.judgement(ref.ID).Receipted {
			w.exec(`INSERT OR IGNORE INTO unjudged SELECT c.n, c.author, c.hash FROM change c JOIN record r ON r.id = c.record
				WHERE c.n = ? AND c.author = ? AND c.hash = ? AND r.kind <> 'receipt'`, ref.ID.N,
				w.author(author{ref.ID.Office, ref.ID.Incarnation}), ref.ID.Hash)
		}
	}
}

// readAgain brings what an earlier release has stored of receipts and clocks to
// what this one reads in the log. What cannot be read stays as it is, so that
// Check reports it.
func readAgain(ctx context.Context, tx *sql.Tx) error {
	w := newWriter(ctx, tx, &portfolio.Catalogue{})
	var receipts []exchange.Receipt
	w.each("SELECT "+changeColumns, nil, func(rows *sql.Rows) error {
		var c portfolio.Change
		if err := scanChange(rows, &c); errors.Is(err, portfolio.ErrBody) {
			return nil
		} else if err != nil {
			return err
		}
		w.ticked(&c)
		if r, ok := exchange.ReceiptOf(&c); ok && (r.Login != "" || r.Corrects) {
			receipts = append(receipts, r)
		}
		return nil
	})
	w.writeClocks()
	for i := range receipts {
		r := &receipts[i]
		for _, ref := range r.Changes {
			w.exec("UPDATE receipt SET person = ?, login = ?, corrects = ? WHERE n = ? AND author = ? AND hash = ? AND by = ?",
				r.Person, r.Login, r.Corrects, ref.ID.N, w.author(author{ref.ID.Office, ref.ID.Incarnation}), ref.ID.Hash,
				r.ID.String())
		}
	}
	for i := range receipts {
		if receipts[i].Corrects {
			w.receipt(&receipts[i])
			w.awaitAgain(&receipts[i])
		}
	}
	w.writeLogDigest()
	return w.close()
}

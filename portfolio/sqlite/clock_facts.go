package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// ClockFacts returns what this copy knows of its machine's clock.
func (s *Store) ClockFacts(ctx context.Context) (f exchange.ClockFacts, err error) {
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		f = w.clockFacts(portfolio.DateOf(s.now()))
		return w.close()
	})
	return f, err
}

// ClockFacts returns what this copy knows of its machine's clock.
func (x *exchangeTx) ClockFacts() (exchange.ClockFacts, error) {
	return x.clockFacts(portfolio.DateOf(x.now)), x.err
}

func (w *writer) clockFacts(now portfolio.Date) exchange.ClockFacts {
	f := exchange.ClockFacts{Now: now, Document: w.documentDate()}
	w.row("SELECT coalesce(max(arrived), 0) FROM change", nil, &f.Newest)
	self := w.self()
	var hq string
	w.row("SELECT value FROM setting WHERE name = ?", []any{setHQ}, &hq)
	if self.office == hq || self.office == portfolio.LocalOffice {
		return f
	}
	for _, n := range w.lastOfDays(self) {
		c, day := w.numbered(self, n)
		if c != nil && w.judgement(c.ID).Receipted {
			f.Made, f.Received = portfolio.DateOf(c.At), day
			break
		}
	}
	return f
}

// self returns the office and incarnation of this copy.
func (w *writer) self() (self author) {
	w.row("SELECT value FROM setting WHERE name = ?", []any{setOffice}, &self.office)
	w.row("SELECT value FROM setting WHERE name = ?", []any{setIncarnation}, &self.incarnation)
	return self
}

// lastOfDays returns the largest numbers of a copy's changes on the last days on
// which it made some, the largest first.
func (w *writer) lastOfDays(a author) []int64 {
	const days = 10
	w.writeClocks() // what was added before in this transaction counts
	var out []int64
	w.each(`SELECT last FROM clock WHERE author = (SELECT id FROM author WHERE office = ? AND incarnation = ?)
		ORDER BY last DESC LIMIT ?`, []any{a.office, a.incarnation, days}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		out = append(out, n)
		return err
	})
	return out
}

// numbered returns the change of a copy with a number, and the day on which it
// was received; nil if it is not stored.
func (w *writer) numbered(a author, n int64) (*portfolio.Change, portfolio.Date) {
	var c portfolio.Change
	var day portfolio.Date
	if !w.one("SELECT c.arrived, "+changeColumns+" WHERE c.n = ? AND a.office = ? AND a.incarnation = ? ORDER BY c.hash LIMIT 1",
		[]any{n, a.office, a.incarnation},
		func(row scanner) error { return scanChange(after{row, []any{&day}}, &c) }) {
		return nil, 0
	}
	return &c, day
}

// LastChanges returns, of each copy of some offices that has made any, the change
// with the largest number.
func (x *exchangeTx) LastChanges(offices ...string) ([]exchange.LastChange, error) {
	x.writeClocks() // what was added before in this transaction counts
	var out []exchange.LastChange
	x.each("SELECT c.arrived, "+changeColumns+` WHERE a.office IN (SELECT value FROM json_each(?))
		AND c.n = (SELECT max(last) FROM clock WHERE author = a.id)
		AND c.hash = (SELECT min(hash) FROM change WHERE n = c.n AND author = a.id)
		ORDER BY c.n, a.office, a.incarnation`, []any{x.list(offices)},
		func(rows *sql.Rows) error {
			var last exchange.LastChange
			err := scanChange(after{rows, []any{&last.Day}}, &last.Change)
			out = append(out, last)
			return err
		})
	return out, x.err
}

// ReceivedOn returns the changes that were received on a day; receipts are
// received at headquarters on the day on which they are given.
func (x *exchangeTx) ReceivedOn(day portfolio.Date) ([]exchange.Arrival, error) {
	return x.arrivalsOf(arrivals+"change"+itsArrivals+"WHERE x.arrived = ?"+firstArrival+" ORDER BY v.seq", int64(day))
}

// Redate sets the day on which this copy received a change.
func (x *exchangeTx) Redate(id portfolio.ID, day portfolio.Date) error {
	if c, ok := x.stored([]portfolio.ID{id})[id]; ok && c.arrived != day {
		x.redate(id, x.author(author{id.Office, id.Incarnation}), c.arrived, day)
	}
	return x.err
}

// DoubtfulDays returns the days on which changes are said to have been received
// and which cannot be right.
func (x *exchangeTx) DoubtfulDays() ([]exchange.DoubtfulDay, error) {
	return x.doubtfulDays(portfolio.DateOf(x.now), false), x.err
}

// DoubtfulDays returns the days on which changes are said to have been received
// and which cannot be right; a past portfolio has those of the present one, since
// they decide what is in it. Those that contradict nothing but the clock of a
// change's author are included if all is true: the author's clock may be wrong,
// and every change is read to find them.
func (s *Store) DoubtfulDays(ctx context.Context, all bool) (days []exchange.DoubtfulDay, err error) {
	if s.present != nil {
		return s.present.DoubtfulDays(ctx, all)
	}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		days = w.doubtfulDays(portfolio.DateOf(s.now()), all)
		return w.close()
	})
	return days, err
}

func (w *writer) doubtfulDays(today portfolio.Date, all bool) []exchange.DoubtfulDay {
	wrong := w.wrongDays(today)
	where, args := `r.id IN (SELECT record FROM change WHERE arrived > ?1 UNION SELECT record FROM change WHERE arrived < ?2
			UNION SELECT record FROM change WHERE arrived IN (SELECT value FROM json_each(?3)))
		AND (c.arrived > ?1 OR c.arrived < ?2 OR c.arrived IN (SELECT value FROM json_each(?3)))`,
		[]any{int64(today.AddDays(1)), int64(w.documentDate()), w.list(wrong)}
	if all {
		where, args = "true", nil
	}
	type received struct {
		change portfolio.Change
		day    portfolio.Date
	}
	var some []received
	w.each("SELECT c.arrived, "+changeColumns+" WHERE r.kind <> 'receipt' AND a.office <> '"+portfolio.SeedOffice+"' AND "+where,
		args, func(rows *sql.Rows) error {
			var r received
			err := scanChange(after{rows, []any{&r.day}}, &r.change)
			f := exchange.Received{Day: r.day, Made: portfolio.DateOf(r.change.At), Document: w.documentDate(), Today: today,
				Wrong: slices.Contains(wrong, r.day)}
			if f.Doubt() != "" {
				some = append(some, r)
			}
			return err
		})
	var days []exchange.DoubtfulDay
	here := w.ofCopy(today)
	for i := range some {
		c := &some[i].change
		j := w.judgement(c.ID)
		f := w.receivedOn(c, &j, some[i].day, here)
		if why := f.Doubt(); why != "" {
			days = countDay(days, f.Day, why)
		}
	}
	slices.SortFunc(days, func(a, b exchange.DoubtfulDay) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Why, b.Why))
	})
	return days
}

// countDay adds a change to the days that cannot be right.
func countDay(days []exchange.DoubtfulDay, day portfolio.Date, why string) []exchange.DoubtfulDay {
	i := slices.IndexFunc(days, func(d exchange.DoubtfulDay) bool { return d.Day == day && d.Why == why })
	if i < 0 {
		i, days = len(days), append(days, exchange.DoubtfulDay{Day: day, Why: why})
	}
	days[i].Changes++
	return days
}

// wrongDays returns the days that the clocks of headquarters and of this copy
// cannot have been right on, all day or for a part of it.
func (w *writer) wrongDays(today portfolio.Date) []portfolio.Date {
	authors := []author{w.self()}
	w.each("SELECT office, incarnation FROM author WHERE office = (SELECT value FROM setting WHERE name = ?)", []any{setHQ},
		func(rows *sql.Rows) error {
			var a author
			err := rows.Scan(&a.office, &a.incarnation)
			authors = append(authors, a)
			return err
		})
	days := []portfolio.Date{}
	for _, a := range authors {
		days = append(days, w.clockOf(a, today).DoubtfulDays()...)
	}
	return days
}

package sync

import (
	"context"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// Correction says which changes have which day of receipt.
type Correction struct {
	Day     portfolio.Date   // on which they were received
	Changes []portfolio.ID   // some changes, which may be receipts
	Days    []portfolio.Date // all that were received, or ruled on, on these days
}

// CorrectDay sets the day on which changes were received, which a wrong clock
// has given. At headquarters it issues receipts that correct the day, so that
// every copy tells the same past; elsewhere it sets the day in this copy alone,
// for changes that headquarters has not received yet. It returns the number of
// changes whose day is set.
func (p *Peer) CorrectDay(ctx context.Context, person string, x Correction) (n int, err error) {
	err = p.exchange(ctx, func(d *txn) error {
		if err := d.plausible(x.Day); err != nil {
			return err
		}
		if d.headquarters() { // its own changes, and what has just arrived, get their receipts first
			if _, err := d.judge(nil); err != nil {
				return err
			}
		}
		list, err := d.ofDays(x.Changes, x.Days)
		if err != nil {
			return err
		}
		for i := range list {
			if list[i].Change.Creates != portfolio.ReceiptRecord {
				n++
			}
		}
		if d.headquarters() {
			return d.correct(person, x.Day, list)
		}
		return d.redate(x.Day, list)
	})
	return n, err
}

// plausible returns an error for a day on which nothing can have been received.
func (d *txn) plausible(day portfolio.Date) error {
	switch today := portfolio.DateOf(d.tx.Now()); {
	case day < d.cat.Document:
		return &fault.Invalid{Field: "day", Value: day.Plain(), Why: "is before the document", Do: "nothing was changed"}
	case day > today:
		return &fault.Invalid{Field: "day", Value: day.Plain(), Why: "is after today, " + today.Shown(),
			Do: "nothing was changed; set this machine's clock first if it is wrong"}
	}
	return nil
}

// ofDays returns the changes with an id, and those of some days.
func (d *txn) ofDays(ids []portfolio.ID, days []portfolio.Date) ([]exchange.Arrival, error) {
	list, err := d.tx.Find(ids...)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if indexOf(list, id) < 0 {
			return nil, &fault.Invalid{Field: "change", Value: id.String(), Why: "is not here", Action: fault.ChooseChange}
		}
	}
	for _, day := range days {
		some, err := d.receivedOn(day)
		if err != nil {
			return nil, err
		}
		if some, err = d.certain(some); err != nil {
			return nil, err
		}
		if len(some) == 0 {
			return nil, &fault.Invalid{Field: "day", Value: day.Plain(), Why: "has no changes that were received on it",
				Action: fault.CheckDays}
		}
		for _, a := range some {
			if indexOf(list, a.Change.ID) < 0 {
				list = append(list, a)
			}
		}
	}
	return list, nil
}

// certain returns those of the changes that are not held because it is not sure
// who made them: their days do not count yet.
func (d *txn) certain(list []exchange.Arrival) (out []exchange.Arrival, err error) {
	for i := range list {
		j, err := d.tx.Judgement(list[i].Change.ID)
		if err != nil {
			return nil, err
		}
		if !unsure(&j) {
			out = append(out, list[i])
		}
	}
	return out, nil
}

// unsure reports whether a change is held because it is not sure who made it.
func unsure(j *portfolio.Judgement) bool { return j.Ruling == portfolio.Held && doubtful(j.Why) }

// receivedOn returns the changes that were received on a day, also those that
// are kept apart because a rule refuses them. Some of these have no day: nobody
// has their id, so no receipt can list them.
func (d *txn) receivedOn(day portfolio.Date) ([]exchange.Arrival, error) {
	list, err := d.tx.ReceivedOn(day)
	if err != nil {
		return nil, err
	}
	asides, err := d.tx.Asides()
	if err != nil {
		return nil, err
	}
	for i := range asides {
		j, err := d.tx.Judgement(asides[i].Change.ID)
		if err != nil {
			return nil, err
		}
		if j.Day == day && day.Known() {
			list = append(list, exchange.Arrival{Change: asides[i].Change})
		}
	}
	return list, nil
}

// correct issues receipts that correct the day of changes. Each says what
// applies to the changes, for releases that take it for a ruling; so it lists
// none that is held because it is not sure who made it: they would take that for
// headquarters' word that it is.
func (d *txn) correct(person string, to portfolio.Date, list []exchange.Arrival) error {
	groups, order := map[ruling][]exchange.ReceiptRef{}, []ruling(nil)
	for i := range list {
		c := &list[i].Change
		j, err := d.tx.Judgement(c.ID)
		if err != nil {
			return err
		}
		if unsure(&j) {
			return &fault.Invalid{Field: "change", Value: c.ID.String(),
				Why: "is held because it is not certain who made it, so its day does not count yet", Action: fault.JudgeAgain}
		}
		r := ruling{what: j.Ruling, why: j.Why, corrects: true}
		if groups[r] == nil {
			order = append(order, r)
		}
		groups[r] = append(groups[r], exchange.RefOf(c))
	}
	for _, r := range order {
		if err := d.receipt(r, groups[r], person, to); err != nil {
			return err
		}
	}
	return nil
}

// redate sets the day on which this copy received changes.
func (d *txn) redate(to portfolio.Date, list []exchange.Arrival) error {
	for i := range list {
		id := list[i].Change.ID
		j, err := d.tx.Judgement(id)
		if err != nil {
			return err
		}
		if j.Receipted {
			return &fault.Invalid{Field: "change", Value: id.String(),
				Why: "has its day from headquarters, which alone corrects it", Action: fault.AskForDay}
		}
		if err := d.tx.Redate(id, to); err != nil {
			return err
		}
	}
	return nil
}

// clockFaults returns what is wrong with the clocks of the copies of offices, as
// far as the last change of each shows.
func (d *txn) clockFaults(here *exchange.ClockFacts, offices ...string) (map[wire.Copy]string, error) {
	if len(offices) == 0 {
		return nil, nil
	}
	last, err := d.tx.LastChanges(offices...)
	if err != nil {
		return nil, err
	}
	var superseded []portfolio.ID
	for i := range last {
		superseded = append(superseded, last[i].Change.Over...)
	}
	over, err := d.tx.Find(superseded...)
	made := map[portfolio.ID]portfolio.Date{}
	for i := range over {
		made[over[i].Change.ID] = portfolio.DateOf(over[i].Change.At)
	}
	faults := map[wire.Copy]string{}
	for i := range last {
		c := &last[i].Change
		p := exchange.PartnerClock{Office: c.ID.Office, Made: portfolio.DateOf(c.At), Received: last[i].Day}
		for _, id := range c.Over {
			p.Over = max(p.Over, made[id])
		}
		faults[wire.CopyOf(c.ID)] = p.Fault(here)
	}
	return faults, err
}

// tellClock tells the other side of a link that its clock is far off, if new
// changes of its own show that.
func (d *txn) tellClock(s *wire.Signed, l *exchange.Link, fresh []portfolio.ID) error {
	own := func(id portfolio.ID) bool { return wire.CopyOf(id) == s.From }
	if !slices.ContainsFunc(fresh, own) {
		return nil
	}
	here, err := d.tx.ClockFacts()
	if err != nil {
		return err
	}
	faults, err := d.clockFaults(&here, l.Office)
	if why := faults[s.From]; err == nil && why != "" {
		l.Rejected = d.report(l.Rejected, "of your mail of ", why)
	}
	return err
}

package sync

import (
	"errors"
	"fmt"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// author is the office whose rights a change has.
type author struct {
	code   string
	office *exchange.Office // nil if it is not in the register
	own    bool             // it is headquarters itself, which has all rights
}

// authorOf returns the office whose rights a change has: that of its id or, for a
// change that somebody of another office made at headquarters, over SSH, the office
// of that login.
func (d *txn) authorOf(c *portfolio.Change) author {
	if o, is := d.guest(c); is {
		return author{o.Code, o, false}
	}
	o, _ := d.reg.Of(c.ID)
	return author{c.ID.Office, o, d.byThisOffice(c.ID)}
}

// guest returns the office of somebody who has made a change at headquarters and is
// of another office, as the change itself says; false for any other change.
func (d *txn) guest(c *portfolio.Change) (*exchange.Office, bool) {
	if c.ID.Office != d.self.Headquarter || c.Login == d.self.Headquarter {
		return nil, false
	}
	return d.reg.Office(c.Login)
}

// byHeadquarters reports whether headquarters itself has made a change.
func (d *txn) byHeadquarters(c *portfolio.Change) bool {
	if _, is := d.guest(c); is || c.ID.Office != d.self.Headquarter {
		return false
	}
	return !d.headquarters() || d.ownChange(c.ID)
}

// Judge judges changes that an editor has just made on this copy, in the transaction
// that makes them, with the rights of the editor's office. Those of this copy's own
// office are as any other made here.
//
// Headquarters gives their receipts, and holds what it would hold of a mail from that
// office, with the same reasons. Any other copy can hold nothing: it returns an error
// for what the office has no right to, a *portfolio.RecordFault or fault.Faults of
// them, and changes nothing; what headquarters has to say of the rest comes by mail.
//
// At headquarters, taken are held changes that their author takes back: the program rejects
// them, and says so. So it does with those that the author has replaced by one that was made.
func (p *Peer) Judge(tx exchange.Tx, cat *portfolio.Catalogue, office string, made, taken []portfolio.Change) error {
	d := &txn{Peer: p, tx: tx, began: time.Now(), cat: cat, signed: map[signature]bool{}}
	if err := d.look(); err != nil {
		return err
	}
	if office == d.self.Office {
		return nil
	}
	by := author{code: office}
	by.office, _ = d.reg.Office(office)
	if d.headquarters() {
		if err := d.judgeGuest(by, made); err != nil {
			return err
		}
		return d.takeBack("taken back by its author", taken)
	}
	return d.refuseGuest(by, made)
}

// takeBack rejects held changes about which a coordinator need not be asked any more.
func (d *txn) takeBack(why string, taken []portfolio.Change) error {
	if len(taken) == 0 {
		return nil
	}
	refs := make([]exchange.ReceiptRef, len(taken))
	for i := range taken {
		refs[i] = exchange.RefOf(&taken[i])
	}
	return d.receipt(ruling{what: portfolio.Rejected, why: why}, refs, portfolio.Program, 0)
}

// replacedBy returns the held changes of a record whose fields the same person has set
// again: a coordinator is asked about the last one only.
func (d *txn) replacedBy(c *portfolio.Change) ([]portfolio.Change, error) {
	r, _, err := d.tx.Record(c.Target())
	if err != nil || c.Creates != "" {
		return nil, err
	}
	var out []portfolio.Change
	for _, was := range r.Log.Changes() {
		if was.ID == c.ID || was.Creates != "" || was.Person != c.Person || was.Login != c.Login ||
			!covers(c, &was) || !r.Log.Held(was.ID) {
			continue
		}
		if j, err := d.tx.Judgement(was.ID); err != nil {
			return nil, err
		} else if j.Ruling == portfolio.Held {
			out = append(out, was)
		}
	}
	return out, nil
}

// covers reports whether a change sets every field that another one sets.
func covers(c, other *portfolio.Change) bool {
	for _, s := range other.Fields {
		if _, sets := c.Setting(s.Field); !sets {
			return false
		}
	}
	return true
}

// judgeGuest gives the receipts for changes that were made at headquarters. Without
// the key that signs them, such as while its user is away, it refuses what would be
// held; the rest is judged, by the same rights, with the next mail.
func (d *txn) judgeGuest(by author, made []portfolio.Change) error {
	d.judging, d.holding = map[string]looked{}, map[portfolio.ID]bool{}
	var out rulings
	var replaced []portfolio.Change
	for i := range made {
		c := &made[i]
		earlier, err := d.replacedBy(c)
		if err != nil {
			return err
		}
		replaced = append(replaced, earlier...)
		why, ok, err := d.objections(c, by)
		switch {
		case err != nil:
			return err
		case !ok:
			why = []string{"what it is about is not here, so nobody knows whether " + by.code + " may change it"}
		}
		r := ruling{}
		if len(why) > 0 {
			r = ruling{what: portfolio.Held, why: portfolio.JoinReasons(why)}
			d.holding[c.ID] = true
		}
		out.add(r, d.reachedOn(c), c)
	}
	if err := d.signs(); err != nil {
		if len(d.holding) == 0 {
			return nil
		}
		return fmt.Errorf("this has to be held for a coordinator: %w", err)
	}
	if err := d.give(&out); err != nil {
		return err
	}
	return d.takeBack("replaced by what its author entered later", replaced)
}

// refuseGuest returns an error for the changes to which an office has no right.
func (d *txn) refuseGuest(by author, made []portfolio.Change) error {
	var faults fault.Faults
	for i := range made {
		c := &made[i]
		r, _, err := d.tx.Record(c.Target())
		if err != nil {
			return err
		}
		why, ok, err := d.noRight(&r, c, by)
		if err != nil {
			return err
		}
		if !ok {
			why = []string{"what it is about is not here, so nobody knows whether " + by.code + " may change it"}
		}
		for _, reason := range why {
			faults = append(faults, &portfolio.RecordFault{Record: c.Record, Name: r.Name(), Err: errGuest(reason)})
		}
	}
	return faults.Err()
}

// errGuest returns the error for a change that cannot be held here.
func errGuest(why string) error {
	return &guestError{errors.New(why + ", and only headquarters' copy can hold it for a coordinator")}
}

type guestError struct{ error }

// Remedy says who can make the change.
func (*guestError) Remedy() fault.Remedy {
	return fault.Remedy{Text: "ask a coordinator of this copy to make it, or somebody whose office has it in its scope; " +
		"nothing was changed"}
}

package sync

import (
	"context"
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// RetireOffice retires an office, as headquarters, or states another reason for
// one that is retired. Nothing is sent to it any
// more but an answer to what still comes from it, which says that it is retired
// and why; what comes is held.
func (p *Peer) RetireOffice(ctx context.Context, person, code, reason string) error {
	reason, err := portfolio.NormalText("reason", reason, maxReason, false)
	if err != nil {
		return err
	}
	return p.exchange(ctx, func(d *txn) error {
		if err := d.governs(code, true); err != nil {
			return err
		}
		if code == d.self.Office {
			return &fault.Invalid{Field: "office", Value: code, Why: "is headquarters itself, without which nobody exchanges",
				Do: "retire the offices"}
		}
		r, _, err := d.tx.Record(exchange.OfficeKey(code))
		if err != nil {
			return err
		}
		o, _ := d.reg.Office(code)
		if said := retiredBy(&r); o.Retired && len(said) > 0 && (reason == "" || reason == said[len(said)-1].Reason) {
			return portfolio.ErrNothing
		}
		err = d.add(portfolio.Change{Person: person, Record: exchange.OfficeKey(code), Reason: reason,
			Fields: []portfolio.Setting{{Field: portfolio.FieldRetired, Value: portfolio.Yes}},
			Over:   r.Log.Heads(portfolio.FieldRetired)})
		if err != nil {
			return err
		}
		return d.look()
	})
}

// maxReason is the maximum number of characters of a reason that is told to an
// office.
const maxReason = 240

// officeRetired reports whether the office on the other side of a link is retired.
func (d *txn) officeRetired(l *exchange.Link) bool {
	o, known := d.reg.Office(l.Office)
	return known && o.Retired && l.Office != d.parent()
}

// retirement says that an office is retired, since when, by whom and why; empty
// if it is not, as far as headquarters has confirmed.
func (d *txn) retirement(code string) (string, error) {
	o, known := d.reg.Office(code)
	if !known || !o.Retired {
		return "", nil
	}
	r, _, err := d.tx.Record(exchange.OfficeKey(code))
	if err != nil {
		return "", err
	}
	said := retiredBy(&r)
	if len(said) == 0 {
		return "office " + code + " is retired", nil
	}
	last := said[len(said)-1]
	text := fmt.Sprintf("office %s is retired since %s, by %s", code, portfolio.DateOf(said[0].At).Shown(), last.Person)
	if last.Reason != "" {
		text += ": " + last.Reason
	}
	return text, nil
}

// retiredBy returns the changes that retired an office: the one that did, and
// later ones that state another reason.
func retiredBy(r *portfolio.Record) []portfolio.Change {
	var out []portfolio.Change
	for _, c := range r.Log.Changes() {
		switch s, sets := c.Setting(portfolio.FieldRetired); {
		case sets && s.Value == portfolio.Yes:
			out = append(out, c)
		case sets:
			out = nil
		}
	}
	return out
}

// farewell makes the answer to a retired office: it acknowledges what came, says
// that the office is retired, and has that change of the register, but no other
// changes.
func (d *txn) farewell(l *exchange.Link) (exchange.Mail, error) {
	out, diff := d.begin(l)
	why, err := d.retirement(l.Office)
	if err != nil {
		return out, err
	}
	diff.Told, err = portfolio.KeptText("told", headOf(why+"; what it sends is held until a person at headquarters decides",
		maxTold), 1<<16, false)
	if err != nil {
		return out, err
	}
	diff.Extra, err = d.entryWith(l.Office, func(a *exchange.Arrival, receipts int) (bool, error) {
		_, sets := a.Change.Setting(portfolio.FieldRetired)
		return sets && receipts > 0, nil
	})
	if err != nil {
		return out, err
	}
	out.Recipient = d.recipient(l)
	signed := d.sign(diff)
	text := signed.Text()
	out.Body, err = wire.BodyOf(text, out.Recipient, d.Form)
	finish(&out, &diff, text)
	return out, err
}

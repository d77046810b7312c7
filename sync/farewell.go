package sync

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// RetireOffice retires an office, as headquarters, or states another reason for
// one that is retired. Nothing is sent to it any more but the mail that says so
// and why, once, and again in answer to what still comes from it, which is held,
// and after a ruling on that.
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
		if err := d.look(); err != nil {
			return err
		}
		return d.owe(code)
	})
}

// owe has a retired office told by the copy of it that was heard last.
func (d *txn) owe(code string) error {
	if o, known := d.reg.Office(code); !known || !o.Retired {
		return nil
	}
	links, err := d.tx.LinksOf(code)
	if err != nil {
		return err
	}
	heard := heard(exchange.LastHeard(links, d.tx.Now()))
	for i := range links {
		l := &links[i]
		if l.Mine != d.self.Incarnation || l.HeardAt.IsZero() || l.Retired || heard.superseded(l) {
			continue
		}
		l.Owes = true
		if err := d.tx.SaveLink(l); err != nil {
			return err
		}
	}
	return nil
}

// oweRetired has the retired offices told that exchange through this one, if what
// is new retires them or rules on their changes.
func (d *txn) oweRetired(incoming []exchange.Incoming, fresh []bool) error {
	var codes []string
	for i := range incoming {
		if !fresh[i] {
			continue
		}
		c := &incoming[i].Change
		if code, is := strings.CutPrefix(c.Record, exchange.OfficeKey("")); is {
			codes = append(codes, code)
		} else if r, is := exchange.ReceiptOf(c); is {
			codes = append(codes, d.authorsOf(&r)...)
		}
	}
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		if err := d.owe(code); err != nil {
			return err
		}
	}
	return nil
}

// authorsOf returns the codes of the offices whose changes a receipt lists.
func (d *txn) authorsOf(r *exchange.Receipt) (codes []string) {
	for _, ref := range r.Changes {
		if o, known := d.reg.Of(ref.ID); known && !slices.Contains(codes, o.Code) {
			codes = append(codes, o.Code)
		}
	}
	return codes
}

// maxReason is the maximum number of characters of a reason that is told to an
// office.
const maxReason = 240

// officeRetired reports whether the office on the other side of a link is retired.
func (d *txn) officeRetired(l *exchange.Link) bool {
	o, known := d.reg.Office(l.Office)
	return known && o.Retired && l.Office != d.parent()
}

// Retirement says that an office is retired, since when, by whom and why; empty
// if it is not, as far as headquarters has confirmed.
func (p *Peer) Retirement(ctx context.Context, code string) (said string, err error) {
	err = p.exchange(ctx, func(d *txn) error {
		said, err = d.retirement(code)
		return err
	})
	return said, err
}

// retirement is Retirement in a transaction.
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

// farewell makes the mail to a retired office: it acknowledges what came, says
// that the office is retired, and has that change of the register and the receipts
// and rulings on the office's own changes, but no other changes.
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
	rulings, err := d.rulings(l)
	if err != nil {
		return out, err
	}
	diff.Extra = joined(rulings, diff.Extra)
	out.Recipient = d.recipient(l)
	signed := d.sign(diff)
	text := signed.Text()
	out.Body, err = wire.BodyOf(text, out.Recipient, d.Form)
	finish(&out, &diff, text)
	return out, err
}

// rulings returns the receipts on an office's own changes that it has not
// acknowledged: of those in its outbox, and of what came after that was filled
// last. Of very many they are the latest.
func (d *txn) rulings(l *exchange.Link) (out []wire.Posted, err error) {
	add := func(a *exchange.Arrival) {
		if r, is := exchange.ReceiptOf(&a.Change); is && slices.Contains(d.authorsOf(&r), l.Office) {
			out = append(out, wire.Posted{Change: a.Change})
		}
	}
	if _, err = d.lacks(l, func(p *exchange.Posted) bool {
		add(&p.Arrival)
		return false
	}); err != nil {
		return nil, err
	}
	for after := l.Filled; ; after += batch {
		some, err := d.tx.Arrivals(after, batch)
		if err != nil {
			return nil, err
		}
		for i := range some {
			add(&some[i])
		}
		if len(some) < batch {
			return out[max(0, len(out)-maxExtra):], nil
		}
	}
}

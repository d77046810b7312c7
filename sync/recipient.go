package sync

import (
	"context"
	"slices"

	"filippo.io/age"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// checkRecipient returns an error if nothing can be encrypted to a recipient.
// It tries to encrypt, because some valid encodings are points to which nothing
// can be encrypted.
func checkRecipient(text string) error {
	r, err := age.ParseX25519Recipient(text)
	if err == nil {
		_, err = r.Wrap(make([]byte, 16)) // as long as the keys of age files
	}
	if err != nil {
		return &fault.Invalid{Field: portfolio.FieldRecipient, Value: text,
			Why: "is not an age recipient to which mail can be encrypted", Do: "write what age-keygen -y IDENTITY writes"}
	}
	return nil
}

// Recipient returns the age recipient in this office's own entry of the
// register, empty if there is none, whether or not headquarters has received
// it. The error says why this copy cannot set it.
func (p *Peer) Recipient(ctx context.Context) (string, error) {
	text := ""
	err := p.exchange(ctx, func(d *txn) error {
		r, err := d.ownEntry()
		text = r.Value(portfolio.FieldRecipient).Text
		return err
	})
	return text, err
}

// Encrypt sets the age recipient to which mail to this office is encrypted;
// empty for none. At an office it takes effect once headquarters has received
// it. It returns portfolio.ErrNothing if the entry already has it.
func (p *Peer) Encrypt(ctx context.Context, person, recipient string) error {
	return p.exchange(ctx, func(d *txn) error {
		if _, err := d.ownEntry(); err != nil {
			return err
		}
		return d.change(person, d.self.Office, []portfolio.Setting{{Field: portfolio.FieldRecipient, Value: recipient,
			Unset: recipient == ""}})
	})
}

// ownEntry returns this office's own entry in the register. It must include
// headquarters' change for the answer to the invitation: an earlier change
// would not supersede headquarters' changes for the previous copy.
func (d *txn) ownEntry() (portfolio.Record, error) {
	_, known := d.reg.Office(d.self.Office)
	switch {
	case d.self.Office == portfolio.LocalOffice:
		return portfolio.Record{}, &fault.Invalid{Field: "this database",
			Why: "has joined no office, so nobody sends mail to it", Action: fault.JoinOrBegin}
	case !known || d.self.Secret != "":
		return portfolio.Record{}, &fault.Invalid{Field: "the register",
			Why: "has not come yet from headquarters, which answers the first mail", Action: fault.AwaitRegister}
	}
	r, _, err := d.tx.Record(exchange.OfficeKey(d.self.Office))
	return r, err
}

// amendable says why a change of the register by an office waits for a person,
// empty if it does not: an office may change only the recipient of its own
// entry.
func (d *txn) amendable(r *portfolio.Record, c *portfolio.Change, o *exchange.Office) string {
	s, sets := c.Setting(portfolio.FieldRecipient)
	switch {
	case r.ID != exchange.OfficeKey(o.Code) || !sets || len(c.Fields) > 1:
		return "only headquarters changes the register"
	case !s.Unset && checkRecipient(s.Value) != nil:
		return "its encryption key is not an age recipient to which mail can be encrypted"
	case d.outdated(r, c):
		return "it was made without knowing what headquarters last said of this encryption key, and the office can set it again"
	}
	return ""
}

// outdated reports whether the author of a recipient change had not seen
// headquarters' last one: then the change may come from a copy that was lost
// since.
func (d *txn) outdated(r *portfolio.Record, c *portfolio.Change) bool {
	for _, last := range slices.Backward(r.Log.Changes()) {
		if _, sets := last.Setting(portfolio.FieldRecipient); sets && d.ownChange(last.ID) {
			return !supersedes(&r.Log, c, last.ID) && !supersedes(&r.Log, &last, c.ID)
		}
	}
	return false
}

// supersedes reports whether recipient change c supersedes the change below,
// directly or through other changes.
func supersedes(log *portfolio.Log, c *portfolio.Change, below portfolio.ID) bool {
	seen := map[portfolio.ID]bool{}
	for todo := slices.Clone(c.Over); len(todo) > 0; {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if id == below {
			return true
		}
		if seen[id] || id.N <= below.N { // superseded changes have smaller numbers
			continue
		}
		seen[id] = true
		if x := log.Find(id); x != nil {
			if _, sets := x.Setting(portfolio.FieldRecipient); sets {
				todo = append(todo, x.Over...)
			}
		}
	}
	return false
}

// barred returns why no mail can be composed for a link, nil if it can.
func (d *txn) barred(l *exchange.Link) *exchange.Barred {
	to := d.recipient(l)
	if to == "" || checkRecipient(to) == nil {
		return nil
	}
	do := fault.Remedy{Action: fault.SendPlainly, Of: l.Office}
	if l.Office == d.self.Headquarter {
		do = fault.Remedy{Action: fault.RenewIdentity}
	}
	return &exchange.Barred{Offices: []string{l.Office}, Do: []fault.Remedy{do}}
}

// recipient returns the age recipient of mail on a link, empty if it is not
// encrypted. Until headquarters has answered, the invitation is newer than any
// register here.
func (d *txn) recipient(l *exchange.Link) string {
	if d.self.Secret != "" && l.Office == d.self.Headquarter {
		return d.self.HQRecipient
	}
	if o, known := d.reg.Office(l.Office); known {
		return o.Recipient
	}
	return ""
}

// keyAlone returns the changes of an unencrypted mail on a link whose mail
// should be encrypted: this office's new recipient, upward also the entries of
// this office and of headquarters in the register, which are not secret, and
// nothing else. Every other of several unanswered mails is such a mail. If both
// sides have lost their identities, neither could decrypt the other's new
// recipient; and headquarters may have lost its register with it.
func (d *txn) keyAlone(l *exchange.Link, recipient string) ([]wire.Posted, error) {
	if recipient == "" || l.Tries < 3 || l.Tries%2 == 0 {
		return nil, nil
	}
	return d.entriesWith(func(a *exchange.Arrival, receipts int) (bool, error) {
		if d.above(l.Office) && receipts > 0 {
			return true, nil
		}
		if _, sets := a.Change.Setting(portfolio.FieldRecipient); !sets || a.Change.ID.Office != d.self.Office {
			return false, nil
		}
		return d.lacks(l, func(p *exchange.Posted) bool { return p.Seq == a.Seq })
	})
}

// Opens reports whether this copy has the identity of a recipient.
func (p *Peer) Opens(recipient string) bool {
	return slices.Contains(p.Recipients(), recipient)
}

// Recipients returns those whose identities this copy has.
func (p *Peer) Recipients() (all []string) {
	for _, i := range p.Identities {
		if x, ok := i.(*age.X25519Identity); ok {
			all = append(all, x.Recipient().String())
		}
	}
	return all
}

package sync

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// DefaultMailLimit is the size of a mail's body in bytes where the register
// has no other.
const DefaultMailLimit = 1_000_000

// Which says which links a round composes for.
type Which struct {
	Offices []string // only these; nil for all
	Due     bool     // only those whose time has come; otherwise all that have something to say
}

// Compose makes the diffs that the links owe. A diff carries everything after
// the last acknowledgement: what was sent before and not acknowledged is in it
// again. It is owed until Sent has noted it. Links for which none can be encrypted
// as the register wants it are left out: Status says which.
func (p *Peer) Compose(ctx context.Context, which Which) ([]exchange.Mail, error) {
	var out []exchange.Mail
	err := p.exchange(ctx, func(d *txn) error {
		out = nil
		links, err := d.partners()
		if err != nil {
			return err
		}
		for i := range links {
			l := &links[i]
			if len(which.Offices) > 0 && !slices.Contains(which.Offices, l.Office) {
				continue
			}
			if err := d.fill(l); err != nil {
				return err
			}
			if gone, err := d.handedOver(l); err != nil {
				return err
			} else if gone {
				continue
			}
			if !which.wants(l, d.tx.Now(), superseded(l, links)) || d.barred(l) != nil {
				continue
			}
			m, err := d.compose(l)
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

// Unchanged reports whether mails would be composed now as they are.
func (p *Peer) Unchanged(ctx context.Context, mails []exchange.Mail) (bool, error) {
	var offices []string
	for i := range mails {
		offices = append(offices, mails[i].Link.Office)
	}
	now, err := p.Compose(ctx, Which{Offices: offices})
	for i := range mails {
		if !slices.ContainsFunc(now, func(m exchange.Mail) bool { return m.Same(&mails[i]) }) {
			return false, err
		}
	}
	return true, err
}

// Sent notes that a diff of Compose has gone out. Whoever is stopped between
// the two sends it once more, which changes nothing. What has come in since is
// still to be answered.
func (p *Peer) Sent(ctx context.Context, m *exchange.Mail) error {
	return p.exchange(ctx, func(d *txn) error {
		links, err := d.tx.Links()
		i := slices.IndexFunc(links, func(l exchange.Link) bool { return l.ID == m.Link.ID })
		if err != nil || i < 0 {
			return err
		}
		l := &links[i]
		l.Sent, l.SentAt = max(l.Sent, m.End), d.tx.Now()
		if l.HeardAt.Equal(m.Link.HeardAt) {
			l.Tries++
		}
		if l.In == m.Link.In {
			l.Owes = false
		}
		if l.Rejected == m.Link.Rejected {
			l.Rejected = ""
		}
		return d.tx.SaveLink(l)
	})
}

// wants reports whether a round composes for a link. A copy in whose place
// another one was heard gets mail only when its time comes.
func (w Which) wants(l *exchange.Link, now time.Time, superseded bool) bool {
	if w.Due || superseded {
		return due(l, now, superseded)
	}
	return something(l) || slices.Contains(w.Offices, l.Office)
}

// partners returns the links with copies of the offices with which this one
// exchanges or has exchanged, and makes the first ones. Headquarters gives its
// receipts before.
func (d *txn) partners() ([]exchange.Link, error) {
	if d.self.Office == portfolio.LocalOffice {
		return nil, &fault.Invalid{Field: "this database", Why: "has joined no office, so it exchanges nothing",
			Action: fault.JoinOrBegin}
	}
	if err := d.signs(); err != nil {
		return nil, err
	}
	if d.headquarters() {
		if _, err := d.judge(nil); err != nil {
			return nil, err
		}
	}
	all, err := d.tx.Links()
	if err != nil {
		return nil, err
	}
	parent := d.parent()
	var out []exchange.Link
	up := false
	for _, l := range all {
		o, known := d.reg.Office(l.Office)
		mine := l.Mine == d.self.Incarnation
		up = up || mine && l.Office == parent
		if mine && (l.Office == parent || known && !o.Retired) {
			out = append(out, l)
		}
	}
	var first []string
	if parent != "" && !up {
		first = []string{parent}
	} else if parent == "" {
		first = d.forgotten(all)
	}
	for _, code := range first {
		l := exchange.Link{Mine: d.self.Incarnation, Office: code}
		if err := d.tx.SaveLink(&l); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// forgotten returns the offices that have joined and with which headquarters
// has no link. It was put back to before they joined, and somebody else has
// brought the register back: it may not even be able to decrypt what they send.
func (d *txn) forgotten(links []exchange.Link) (codes []string) {
	for _, o := range d.reg.Offices() {
		linked := slices.ContainsFunc(links, func(l exchange.Link) bool {
			return l.Mine == d.self.Incarnation &&
				l.Office == o.Code
		})
		if len(o.Keys) > 0 && !o.Retired && !linked && d.reg.Parent(o.Code) == d.self.Office {
			codes = append(codes, o.Code)
		}
	}
	return codes
}

// handedOver reports whether the other side of a link goes by another office
// and knows it: it has acknowledged all that leads to its hub in the register,
// and is owed nothing.
func (d *txn) handedOver(l *exchange.Link) (bool, error) {
	parent := d.reg.Parent(l.Office)
	if l.Office == d.parent() || parent == d.self.Office || l.Owes {
		return false, nil
	}
	if l.Office == d.self.Headquarter {
		return true, nil
	}
	lacks, err := d.lacks(l, func(p *exchange.Posted) bool {
		r := p.Change.Target()
		return (r == exchange.OfficeKey(l.Office) || r == exchange.OfficeKey(parent)) && leads(&p.Change)
	})
	return !lacks, err
}

// lacks reports whether one of the changes that the other side of a link has not
// acknowledged is such a one.
func (d *txn) lacks(l *exchange.Link, such func(*exchange.Posted) bool) (bool, error) {
	for after := l.Acked; ; after += batch {
		some, err := d.tx.Outbox(l.ID, after, batch)
		if err != nil {
			return false, err
		}
		for i := range some {
			if such(&some[i]) {
				return true, nil
			}
		}
		if len(some) < batch {
			return false, nil
		}
	}
}

// leads reports whether a change of the register may be needed to find a hub, to
// believe it, and to encrypt to it.
func leads(c *portfolio.Change) bool {
	return slices.ContainsFunc([]string{portfolio.FieldHub, portfolio.FieldRole, portfolio.FieldKey,
		portfolio.FieldFormerKeys, portfolio.FieldEmail, portfolio.FieldRecipient, portfolio.FieldRetired},
		func(f string) bool { _, sets := c.Setting(f); return sets })
}

// compose makes the diff of a link.
func (d *txn) compose(l *exchange.Link) (exchange.Mail, error) {
	diff := Diff{From: Copy{d.self.Office, d.self.Incarnation}, To: Copy{l.Office, l.Incarnation}, After: l.Acked,
		In: l.In, Program: d.Program, Told: l.Rejected}
	if l.In > 0 {
		diff.InChain = l.InChain.String()
	}
	if err := d.introduce(&diff, l); err != nil {
		return exchange.Mail{}, err
	}
	out := exchange.Mail{Link: *l, At: d.tx.Now(), From: cmp.Or(d.self.Address(&d.reg, d.self.Office), d.self.Email),
		To: d.self.Address(&d.reg, l.Office), Subject: "fieldfolio " + d.self.Office}
	limit := DefaultMailLimit
	if o, known := d.reg.Office(l.Office); known && o.MailLimit > 0 {
		limit = o.MailLimit
	}
	if me, ok := d.reg.Office(d.self.Office); ok && me.MailLimit > 0 {
		limit = min(limit, me.MailLimit)
	}
	recipient, text := d.recipient(l), ""
	var key []Posted
	var err error
	if diff.Join == nil { // whose secret never goes plainly
		if key, err = d.keyAlone(l, recipient); err != nil {
			return out, err
		}
	}
	if len(key) > 0 {
		recipient, diff.Extra, diff.More = "", key, l.Out-l.Acked
		s := Sign(diff, d.Key)
		text = s.Text()
		out.Body, err = bodyOf(text, "", d.Readable)
	} else {
		text, out.Body, err = d.fit(&diff, l, limit, recipient)
	}
	if err != nil {
		return out, err
	}
	out.Text, out.Number, out.More = Begin+"\n"+text+End+"\n", len(diff.Changes), diff.More
	out.Recipient, out.End = recipient, diff.End()
	return out, nil
}

// introduce adds what the other side may need to know who this is: the answer
// to the invitation, or the entry in the register after a long silence.
func (d *txn) introduce(diff *Diff, l *exchange.Link) error {
	if d.headquarters() {
		return nil
	}
	if d.self.Secret != "" && l.Office == d.self.Headquarter {
		diff.Join = &Join{Key: d.publicKey(), Secret: d.self.Secret, Local: d.self.Local}
	}
	if l.Tries < 2 || l.Tries < 4 && l.Sent <= l.Acked { // acknowledgements alone are not answered
		return nil
	}
	var err error
	diff.Extra, err = d.ownEntryWith(func(_ *exchange.Arrival, receipts int) (bool, error) { return receipts > 0, nil })
	return err
}

// ownEntryWith returns the changes of this office's entry in the register that
// are wanted, each behind the receipts that list it.
func (d *txn) ownEntryWith(wanted func(a *exchange.Arrival, receipts int) (bool, error)) ([]Posted, error) {
	entry, err := d.tx.Related(exchange.OfficeKey(d.self.Office))
	if err != nil {
		return nil, err
	}
	var out []Posted
	for i := range entry {
		list, err := d.tx.Receipts(entry[i].Change.ID)
		if err != nil {
			return nil, err
		}
		if want, err := wanted(&entry[i], len(list)); err != nil {
			return nil, err
		} else if !want {
			continue
		}
		for _, r := range append(list, entry[i]) {
			if !slices.ContainsFunc(out, func(p Posted) bool { return p.ID == r.Change.ID }) {
				out = append(out, Posted{Change: r.Change})
			}
		}
	}
	return out, nil
}

// fit adds as many changes as the mail limit allows, at least one. It returns
// the diff's text, signed, and the body that goes.
func (d *txn) fit(diff *Diff, l *exchange.Link, limit int, recipient string) (text, body string, err error) {
	posts, err := d.unacknowledged(l, limit)
	if err != nil {
		return "", "", err
	}
	for n := len(posts); ; {
		diff.Changes = diff.Changes[:0]
		for _, p := range posts[:n] {
			diff.Changes = append(diff.Changes, Posted{Change: p.Change, Doubt: p.Doubt})
		}
		diff.More = l.Out - l.Acked - int64(n)
		s := Sign(*diff, d.Key)
		text = s.Text()
		body, err = bodyOf(text, recipient, d.Readable)
		if err != nil || len(body) <= limit || n <= 1 {
			return text, body, err
		}
		n = max(1, min(n-1, n*limit/len(body)*9/10))
	}
}

// unacknowledged reads what is to be sent: no more than could ever fit.
func (d *txn) unacknowledged(l *exchange.Link, limit int) ([]exchange.Posted, error) {
	var out []exchange.Posted
	size, most := 0, min(limit*20, maxText/3)
	for after := l.Acked; ; {
		some, err := d.tx.Outbox(l.ID, after, batch)
		if err != nil {
			return nil, err
		}
		for _, p := range some {
			if size += len(p.Change.Body()) + 60; size > most && len(out) > 0 || len(out) == maxChanges {
				return out, nil
			}
			out = append(out, p)
			after = p.Pos
		}
		if len(some) < batch {
			return out, nil
		}
	}
}

// The pauses after which something is said again. They double with each mail
// that is not answered, up to 64 days.
const (
	again   = 24 * time.Hour
	quiet   = 7 * 24 * time.Hour
	silence = 5 // unanswered mails after which new changes are no reason to write at once
)

// something reports whether a link has anything to say.
func something(l *exchange.Link) bool {
	return l.Owes || l.Out > l.Acked || l.Incarnation == "" || l.Rejected != ""
}

// due reports whether a link has something to say now: an answer that it owes,
// new changes or what became of a mail, the same if it was not answered for
// some time, or its positions now and then.
func due(l *exchange.Link, now time.Time, superseded bool) bool {
	since := now.Sub(l.SentAt)
	pause := again << min(l.Tries, 6)
	switch {
	case l.Owes || l.SentAt.IsZero() || since < 0:
		return true
	case (l.Out > l.Sent || l.Rejected != "") && l.Tries < silence && !superseded:
		return true
	case l.Out > l.Acked || l.Rejected != "" || l.Incarnation == "":
		return since >= pause
	}
	return since >= max(pause, quiet)
}

// superseded reports whether another copy of the same office was heard later.
func superseded(l *exchange.Link, all []exchange.Link) bool {
	return slices.ContainsFunc(all, func(o exchange.Link) bool {
		return o.ID != l.ID && o.Office == l.Office && o.HeardAt.After(l.HeardAt)
	})
}

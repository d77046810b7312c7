package sync

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// DefaultMailLimit is the size of a mail's body in bytes if the register does
// not state one.
const DefaultMailLimit = 1_000_000

// Which selects the links for which mails are composed.
type Which struct {
	Offices []string // only these; nil for all
	Due     bool     // only links that are due; otherwise all that have something to send
	Preview bool     // the mails are only to be read, and may be without a signature: not everybody may read the key

	with  wire.Copy // only the link with this copy, which is on the line now; zero for all
	limit int       // of a diff, in bytes; 0 for the mail limits of the register
}

// Compose returns the mails to be sent on the links. A diff has all changes
// after the last acknowledged one, including those sent before. They stay to be
// sent until Sent is called. Links whose mail cannot be encrypted as the
// register requires are left out; Status lists them.
func (p *Peer) Compose(ctx context.Context, which Which) ([]exchange.Mail, error) {
	var c composing
	for !c.done {
		next := c
		err := p.exchange(ctx, func(d *txn) error { return d.composeSome(which, &next) })
		if err != nil {
			return nil, err
		}
		c = next
	}
	return c.mails, nil
}

// composing is how far the composing of mails has come. It takes several
// transactions if there is much to do.
type composing struct {
	chosen bool
	links  []int64 // for which to compose
	mails  []exchange.Mail
	done   bool
}

// composeSome fills the outboxes, chooses the links to compose for and composes,
// as far as there is time.
func (d *txn) composeSome(which Which, c *composing) error {
	if !c.chosen {
		links, err := d.partners(which.Preview)
		if err != nil {
			return err
		}
		if filled, err := d.fill(links); err != nil || !filled {
			return err
		}
		if c.links, err = d.choose(which, links); err != nil {
			return err
		}
		c.chosen = true
	}
	for ; len(c.links) > 0 && !d.late(); c.links = c.links[1:] {
		l, here, err := d.tx.Link(c.links[0])
		if err != nil {
			return err
		}
		if !here || l.Mine != d.self.Incarnation { // it has begun anew since
			continue
		}
		m, err := d.compose(&l, which.limit)
		if err != nil {
			return err
		}
		c.mails = append(c.mails, m)
	}
	c.done = len(c.links) == 0
	return nil
}

// choose returns the links for which to compose.
func (d *txn) choose(which Which, links []exchange.Link) (chosen []int64, err error) {
	heard := heard(exchange.LastHeard(links, d.tx.Now()))
	if which.with.Office != "" {
		links, heard = lineTo(links, which.with), nil // it is the one that is heard now
	}
	for i := range links {
		l := &links[i]
		if len(which.Offices) > 0 && !slices.Contains(which.Offices, l.Office) || d.barred(l) != nil ||
			!d.wants(which, l, heard.superseded(l)) {
			continue
		}
		gone, err := d.handedOver(l)
		if err != nil {
			return nil, err
		}
		if !gone {
			chosen = append(chosen, l.ID)
		}
	}
	return chosen, nil
}

// Unchanged reports whether Compose would return the same mails now.
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

// Sent records that mails from Compose have been sent. If the program is stopped
// between sending and Sent, they are sent again, which does no harm. What has
// arrived since is still to be answered.
func (p *Peer) Sent(ctx context.Context, mails ...*exchange.Mail) error {
	return p.exchange(ctx, func(d *txn) error {
		for _, m := range mails {
			if err := d.sent(m, false); err != nil {
				return err
			}
		}
		return nil
	})
}

// sent records that a mail has been sent, or that it has arrived as well: then it is
// none of those that count while the other side is silent.
func (d *txn) sent(m *exchange.Mail, arrived bool) error {
	l, here, err := d.tx.Link(m.Link.ID)
	if err != nil || !here {
		return err
	}
	l.Sent, l.SentAt = max(l.Sent, m.End), d.tx.Now()
	if !arrived && l.HeardAt.Equal(m.Link.HeardAt) {
		l.Tries++
		if asks(&m.Link) {
			l.Unanswered++
		}
	}
	if asks(&m.Link) && (l.WaitsSince.IsZero() || l.WaitsSince.After(l.SentAt)) { // or a clock was put back
		l.WaitsSince = l.SentAt
	}
	if l.In == m.Link.In {
		l.Owes = false
	}
	if l.Rejected == m.Link.Rejected {
		l.Rejected = ""
	}
	return d.tx.SaveLink(&l)
}

// wants reports whether to compose for a link. A retired office gets answers
// only, and sends on its part what it has, but no positions.
func (d *txn) wants(which Which, l *exchange.Link, superseded bool) bool {
	if d.officeRetired(l) {
		return l.Owes
	}
	me, known := d.reg.Office(d.self.Office)
	return d.partner(l) && (!known || !me.Retired || hasMail(l)) && which.wants(l, d.tx.Now(), superseded)
}

// wants reports whether to compose for a link. A superseded copy gets mail only
// when it is due.
func (w Which) wants(l *exchange.Link, now time.Time, superseded bool) bool {
	if w.Due || superseded {
		return due(l, now, superseded)
	}
	return hasMail(l) || slices.Contains(w.Offices, l.Office)
}

// partners returns the links of this incarnation, and creates missing ones.
// Headquarters first issues its receipts. For a preview the key may be missing.
func (d *txn) partners(preview bool) ([]exchange.Link, error) {
	keyless := preview && d.Key == nil && d.KeysOf != "" && d.self.Office != portfolio.LocalOffice
	if err := d.ready(); err != nil && !keyless {
		return nil, err
	}
	if err := d.takeAsides(); err != nil {
		return nil, err
	}
	if d.headquarters() && !keyless {
		if _, err := d.judge(nil); err != nil {
			return nil, err
		}
	}
	links, err := d.links()
	if err != nil {
		return nil, err
	}
	linked := map[string]bool{}
	for i := range links {
		linked[links[i].Office] = true
	}
	first := []string{d.parent()}
	if d.headquarters() {
		first = d.forgotten(linked)
	}
	for _, code := range first {
		if linked[code] {
			continue
		}
		l := exchange.Link{Mine: d.self.Incarnation, Office: code}
		if err := d.tx.SaveLink(&l); err != nil {
			return nil, err
		}
		links = append(links, l)
	}
	return links, nil
}

// ready returns why this copy cannot exchange, nil if it can.
func (d *txn) ready() error {
	if d.self.Office == portfolio.LocalOffice {
		return &fault.Invalid{Field: "this database", Why: "has joined no office, so it exchanges nothing",
			Action: fault.JoinOrBegin}
	}
	return d.signs()
}

// forgotten returns the offices that have joined and with which headquarters
// has no link: headquarters was restored from a backup made before they joined,
// and another office has returned the register. Headquarters may be unable to
// decrypt their mail.
func (d *txn) forgotten(linked map[string]bool) (codes []string) {
	for _, o := range d.reg.Offices() {
		if len(o.Keys) > 0 && !o.Retired && !linked[o.Code] && d.reg.Parent(o.Code) == d.self.Office {
			codes = append(codes, o.Code)
		}
	}
	return codes
}

// handedOver reports whether the other side now exchanges through another
// office and knows it: it has acknowledged everything in the register that
// leads to its new hub, and nothing is to be sent to it.
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

// lacks reports whether the other side has not acknowledged some change for
// which such is true.
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

// leads reports whether a change of the register may be needed to find a hub,
// to verify it, and to encrypt to it.
func leads(c *portfolio.Change) bool {
	return slices.ContainsFunc([]string{portfolio.FieldHub, portfolio.FieldRole, portfolio.FieldKey,
		portfolio.FieldFormerKeys, portfolio.FieldEmail, portfolio.FieldRecipient, portfolio.FieldRetired},
		func(f string) bool { _, sets := c.Setting(f); return sets })
}

// sign signs a diff. Without a key, for a preview, it has an empty signature,
// which nobody accepts.
func (d *txn) sign(diff wire.Diff) wire.Signed {
	if d.Key == nil {
		return wire.Signed{Diff: diff}
	}
	return wire.Sign(diff, d.Key)
}

// begin returns a mail on a link without its text, and its diff without changes.
func (d *txn) begin(l *exchange.Link) (exchange.Mail, wire.Diff) {
	diff := wire.Diff{From: wire.Copy{Office: d.self.Office, Incarnation: d.self.Incarnation},
		To: wire.Copy{Office: l.Office, Incarnation: l.Incarnation}, After: l.Acked,
		In: l.In, Program: d.Program, Told: l.Rejected}
	if len(d.self.Roots) > 1 {
		diff.Roots = d.self.Roots
	}
	if l.In > 0 {
		diff.InChain = l.InChain.String()
	}
	return exchange.Mail{Link: *l, At: d.tx.Now(), From: cmp.Or(d.self.Address(&d.reg, d.self.Office), d.self.Email),
		To: d.self.Address(&d.reg, l.Office), Subject: "fieldfolio " + d.self.Office}, diff
}

// finish completes a mail with its diff and the diff's text.
func finish(out *exchange.Mail, diff *wire.Diff, text string) {
	out.Text, out.More, out.End = wire.Begin+"\n"+text+wire.End+"\n", diff.More, diff.End()
	for i := range diff.Changes {
		if counts(&diff.Changes[i].Change) {
			out.Number++
		}
	}
}

// compose makes the diff of a link, of at most limit bytes; 0 for the mail limits.
func (d *txn) compose(l *exchange.Link, limit int) (exchange.Mail, error) {
	if d.officeRetired(l) {
		return d.farewell(l)
	}
	out, diff := d.begin(l)
	if err := d.introduce(&diff, l); err != nil {
		return out, err
	}
	if limit == 0 {
		limit = d.mailLimit(l)
	}
	recipient, text := d.recipient(l), ""
	var key []wire.Posted
	var err error
	if diff.Join == nil { // the secret of a join is never sent unencrypted
		if key, err = d.keyAlone(l, recipient); err != nil {
			return out, err
		}
	}
	if len(key) > 0 {
		recipient, diff.Extra, diff.More = "", key, l.Out-l.Acked
		s := d.sign(diff)
		text = s.Text()
		out.Body, err = wire.BodyOf(text, "", d.formFor(l))
	} else {
		text, out.Body, err = d.fit(&diff, l, limit, recipient)
	}
	if err != nil {
		return out, err
	}
	out.Recipient = recipient
	finish(&out, &diff, text)
	return out, nil
}

// mailLimit is the size of a mail's body in bytes that both sides of a link take.
func (d *txn) mailLimit(l *exchange.Link) int {
	limit := DefaultMailLimit
	if o, known := d.reg.Office(l.Office); known && o.MailLimit > 0 {
		limit = o.MailLimit
	}
	if me, ok := d.reg.Office(d.self.Office); ok && me.MailLimit > 0 {
		limit = min(limit, me.MailLimit)
	}
	return limit
}

// formFor returns the form of the next diff on a link. Every other one that
// repeats an unanswered mail is armoured: something on the way may alter what is
// readable.
func (d *txn) formFor(l *exchange.Link) wire.Form {
	if d.Form == wire.FormSuited && l.Unanswered%2 == 1 {
		return wire.FormArmoured
	}
	return d.Form
}

// introduce adds what the other side may need to identify this copy and
// headquarters: the answer to the invitation, or their entries in the register,
// if mails stay unanswered or a person has confirmed another key of headquarters.
func (d *txn) introduce(diff *wire.Diff, l *exchange.Link) error {
	if d.headquarters() {
		return nil
	}
	if d.self.Secret != "" && l.Office == d.self.Headquarter {
		diff.Join = &wire.Join{Key: d.publicKey(), Secret: d.self.Secret, Local: d.self.Local}
	}
	// Mails with acknowledgements only are not answered.
	answered := l.Tries < 2 || l.Tries < 4 && l.Sent <= l.Acked
	if answered && d.self.Confirmed == "" {
		return nil
	}
	var err error
	diff.Extra, err = d.entriesWith(func(_ *exchange.Arrival, receipts int) (bool, error) { return receipts > 0, nil })
	return err
}

// entriesWith is entryWith for this office and headquarters.
func (d *txn) entriesWith(wanted func(a *exchange.Arrival, receipts int) (bool, error)) ([]wire.Posted, error) {
	out, err := d.entryWith(d.self.Office, wanted)
	if err != nil || d.headquarters() {
		return out, err
	}
	more, err := d.entryWith(d.self.Headquarter, wanted)
	return joined(out, more), err
}

// joined returns changes together with those of others that they lack.
func joined(some, others []wire.Posted) []wire.Posted {
	for _, p := range others {
		if !slices.ContainsFunc(some, func(o wire.Posted) bool { return o.ID == p.ID }) {
			some = append(some, p)
		}
	}
	return some
}

// entryWith returns the wanted changes of an office's entry in the register, each
// after the receipts that list it.
func (d *txn) entryWith(
	office string, wanted func(a *exchange.Arrival, receipts int) (bool, error),
) ([]wire.Posted, error) {
	entry, err := d.tx.Related(exchange.OfficeKey(office))
	if err != nil {
		return nil, err
	}
	var out []wire.Posted
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
			if !slices.ContainsFunc(out, func(p wire.Posted) bool { return p.ID == r.Change.ID }) {
				out = append(out, wire.Posted{Change: r.Change})
			}
		}
	}
	return out, nil
}

// fit adds as many changes as the mail limit allows, at least one. It returns
// the diff's signed text and the body to send.
func (d *txn) fit(diff *wire.Diff, l *exchange.Link, limit int, recipient string) (text, body string, err error) {
	posts, err := d.unacknowledged(l, limit)
	if err != nil {
		return "", "", err
	}
	for n := len(posts); ; {
		diff.Changes = diff.Changes[:0]
		for _, p := range posts[:n] {
			diff.Changes = append(diff.Changes, wire.Posted{Change: p.Change, Doubt: p.Doubt})
		}
		diff.More = l.Out - l.Acked - int64(n)
		s := d.sign(*diff)
		text = s.Text()
		body, err = wire.BodyOf(text, recipient, d.formFor(l))
		if err != nil || len(body) <= limit || n <= 1 {
			return text, body, err
		}
		n = max(1, min(n-1, n*limit/len(body)*9/10))
	}
}

// unacknowledged reads the changes to be sent, at most as many as could fit.
func (d *txn) unacknowledged(l *exchange.Link, limit int) ([]exchange.Posted, error) {
	var out []exchange.Posted
	size, most := 0, min(limit*20, wire.MaxText/3)
	for after := l.Acked; ; {
		some, err := d.tx.Outbox(l.ID, after, batch)
		if err != nil {
			return nil, err
		}
		for _, p := range some {
			if size += len(p.Change.Body()) + 60; size > most && len(out) > 0 || len(out) == wire.MaxChanges {
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

package sync

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// Receive applies a diff, or returns a *Refused. Changes, positions, receipts
// and rulings are saved in one transaction. Receiving a diff again changes
// nothing.
func (p *Peer) Receive(ctx context.Context, s *wire.Signed) (exchange.ReceivedDiff, error) {
	return p.receive(ctx, s, nil)
}

// receive is Receive for a diff that shows that an earlier one from here, which
// it answers, has arrived; nil for none.
func (p *Peer) receive(ctx context.Context, s *wire.Signed, answered *exchange.Mail) (exchange.ReceivedDiff, error) {
	var r exchange.ReceivedDiff
	var refused error
	err := p.exchange(ctx, func(d *txn) (err error) {
		r, err = d.take(s, answered)
		if no, is := errors.AsType[*Refused](err); is && !no.begun { // what it says of headquarters' keys is kept
			refused, err = no, nil
		}
		return err
	})
	if err == nil {
		err = refused
	}
	return r, err
}

// take applies a diff, after it has recorded that the one that it answers was
// sent; nil for none.
func (d *txn) take(s *wire.Signed, answered *exchange.Mail) (exchange.ReceivedDiff, error) {
	r := exchange.ReceivedDiff{From: s.From.Office, More: s.More, Told: wire.HeadText(s.Told)}
	from, err := d.admit(s)
	if err != nil {
		return r, err
	}
	if answered != nil {
		if err := d.sent(answered, true); err != nil {
			return r, err
		}
	}
	err = d.receive(s, from, &r)
	if no, refused := errors.AsType[*Refused](err); refused {
		no.begun = true
	}
	return r, err
}

// admit checks everything about a diff before any of it is used.
func (d *txn) admit(s *wire.Signed) (sender, error) {
	refuse := func(why, do string) (sender, error) {
		return sender{}, &Refused{Office: s.From.Office, Why: why, Do: fault.Remedy{Text: do}}
	}
	switch {
	case d.self.Office == portfolio.LocalOffice:
		return sender{}, &Refused{Office: s.From.Office, Why: "this database has joined no office",
			Do: fault.Remedy{Action: fault.JoinFirst}}
	case s.From.Office == d.self.Office:
		return sender{}, &Refused{Office: s.From.Office, Why: "it is from this office itself", Own: true,
			Do: fault.Remedy{Text: "there is nothing to do"}}
	case s.To.Office != d.self.Office:
		return refuse("it is for "+s.To.Office+", not for "+d.self.Office, "send it on to that office")
	}
	if err := d.recall(s); err != nil {
		return sender{}, err
	}
	from, err := d.verify(s)
	if err == nil && d.above(from.code) {
		err = d.succeed(s)
	}
	if err != nil {
		return from, err
	}
	if known, err := d.deals(from); err != nil {
		return from, err
	} else if !known {
		return refuse("this office exchanges nothing with "+from.code, fault.AskOffice+"send to "+d.reg.Parent(from.code))
	}
	if d.mark(s); !d.rewritable(s) {
		return refuse("it cannot be written again as it was", "it was not written by this program; tell headquarters")
	}
	return from, nil
}

// above reports whether an office is the hub of this one, or headquarters.
func (d *txn) above(code string) bool {
	return !d.headquarters() && (code == d.parent() || code == d.self.Headquarter)
}

// deals reports whether this copy exchanges with an office: one above or below,
// one that exchanged through this office before it got another hub and may not
// know it yet, or one below that this copy has forgotten and learns of from the
// diff's extra changes.
func (d *txn) deals(from sender) (bool, error) {
	if d.below(from.code) || d.above(from.code) || from.brings && (d.headquarters() || from.hub == d.self.Office) {
		return true, nil
	}
	links, err := d.tx.LinksOf(from.code)
	return len(links) > 0, err
}

// here reports whether this copy already has a change with this content, which
// was checked when it arrived.
func (d *txn) here(c *portfolio.Change) bool {
	found, err := d.tx.Find(c.ID)
	return err == nil && len(found) > 0 && found[0].Change.Digest() == c.Digest()
}

// counts reports whether people count a change among those sent and received: receipts are the program's.
func counts(c *portfolio.Change) bool { return c.Creates != portfolio.ReceiptRecord }

func (d *txn) receive(s *wire.Signed, from sender, r *exchange.ReceivedDiff) error {
	if from.joined {
		if err := d.bind(s); err != nil {
			return err
		}
		r.Joined = true
	}
	l, err := d.linkOf(s)
	if err != nil {
		return err
	}
	d.heard(l, s)
	if err := d.tx.SaveLink(l); err != nil { // sets the ID of a new link
		return err
	}
	incoming, asides := d.place(s, from, l)
	if r.Aside, err = d.setAside(l, asides); err != nil {
		return err
	}
	fresh, err := d.tx.Take(incoming)
	if errors.Is(err, fault.ErrOtherContent) { // other content with the same 40 bits can be found
		return &Refused{Office: s.From.Office, Why: err.Error(),
			Do: fault.Remedy{Text: "somebody made it on purpose: keep the mail, and retire the office until it " +
				"is clear who"}}
	}
	if err != nil {
		return err
	}
	for i, is := range fresh {
		switch {
		case !counts(&incoming[i].Change):
		case is:
			r.Fresh++
		default:
			r.Known++
		}
	}
	if err := d.look(); err != nil {
		return err
	}
	if err := d.forgetSecret(s); err != nil {
		return err
	}
	if err := d.judgeNew(incoming, fresh, r); err != nil {
		return err
	}
	if err := d.tellClock(s, l, news(incoming, fresh)); err != nil {
		return err
	}
	fits := true
	if from.doubt == "" { // a sender with a replaced key acknowledges nothing
		if fits, err = d.acknowledge(l, s); err != nil {
			return err
		}
	}
	if err := errors.Join(d.tx.SaveLink(l), d.oweRetired(incoming, fresh)); err != nil {
		return err
	}
	if !fits {
		r.Anew = true
		return d.renew()
	}
	return nil
}

// judgeNew rules, at headquarters, on what has arrived; elsewhere it finds out
// how headquarters has ruled on this office's changes.
func (d *txn) judgeNew(incoming []exchange.Incoming, fresh []bool, r *exchange.ReceivedDiff) (err error) {
	if !d.headquarters() {
		r.Judged, err = d.judgedHere(incoming, fresh)
		return err
	}
	if err := d.settleRegister(incoming); err != nil {
		return err
	}
	r.Held, err = d.judge(clean(incoming, fresh))
	return err
}

// forgetSecret ends the answering of an invitation once headquarters has answered
// this copy and the register here has its key. From then on it can show that:
// headquarters may be put back to before. An earlier register may have the same key,
// so that alone does not show that headquarters has heard of it.
func (d *txn) forgetSecret(s *wire.Signed) error {
	answers := s.From.Office == d.self.Headquarter && s.To.Incarnation == d.self.Incarnation
	if d.self.Secret == "" || !answers || !d.bound() {
		return nil
	}
	d.self.Secret = ""
	return d.tx.SetSelf(d.self)
}

// news returns the ids of the new changes.
func news(incoming []exchange.Incoming, fresh []bool) []portfolio.ID {
	var out []portfolio.ID
	for i := range incoming {
		if fresh[i] {
			out = append(out, incoming[i].Change.ID)
		}
	}
	return out
}

// clean returns the known changes that arrived again, now without a doubt.
func clean(incoming []exchange.Incoming, fresh []bool) []portfolio.Change {
	var out []portfolio.Change
	for i, in := range incoming {
		if !fresh[i] && in.Doubt == "" {
			out = append(out, in.Change)
		}
	}
	return out
}

// bound reports whether the register has the key of this copy for its office,
// which means that headquarters has received the answer to the invitation.
func (d *txn) bound() bool {
	o, known := d.reg.Office(d.self.Office)
	return known && d.Key != nil && slices.Contains(o.Keys, d.publicKey())
}

// linkOf returns the link of a diff, a new one if necessary. The link whose other
// side is not known yet becomes that of the copy that is heard first, also by a
// mail to an earlier incarnation of this one: what was sent on it is counted at
// the other side as from here.
func (d *txn) linkOf(s *wire.Signed) (*exchange.Link, error) {
	links, err := d.tx.LinksOf(s.From.Office)
	if err != nil {
		return nil, err
	}
	var known, first *exchange.Link
	for i := range links {
		switch l := &links[i]; {
		case l.Mine != d.self.Incarnation:
		case l.Incarnation == s.From.Incarnation:
			known = l
		case l.Incarnation == "":
			first = l
		}
	}
	switch {
	case known == nil && first == nil:
		return &exchange.Link{Mine: d.self.Incarnation, Office: s.From.Office, Incarnation: s.From.Incarnation}, nil
	case known == nil:
		first.Incarnation = s.From.Incarnation
		return first, nil
	case first != nil && !first.Retired: // of an earlier release, which left it
		first.Retired = true
		err = d.tx.SaveLink(first)
	}
	return known, err
}

// placed reports whether the positions in a diff refer to this incarnation.
func (d *txn) placed(s *wire.Signed) bool {
	return s.To.Incarnation == d.self.Incarnation || s.To.Incarnation == ""
}

// heard records on a link that the other side was heard from.
func (d *txn) heard(l *exchange.Link, s *wire.Signed) {
	l.Retired = false
	l.HeardAt, l.Tries, l.Unanswered, l.Version = d.tx.Now(), 0, 0, wire.HeadText(s.Program)
	if told := wire.HeadText(s.Told); told != "" {
		l.Told = told
	}
	if !d.auto && (!d.placed(s) || d.officeRetired(l)) {
		l.Owes = true // it does not know this incarnation yet, or that it is retired
	}
}

// place returns the changes with their positions, if they are the next ones of
// the link, and the doubts about their authors; apart from them those that the
// rules refuse. It advances the link's position over both.
func (d *txn) place(
	s *wire.Signed, from sender, l *exchange.Link,
) (incoming []exchange.Incoming, asides []exchange.Aside) {
	doubt := d.doubts(s, from)
	sort := func(p *wire.Posted, link int64) {
		if p.Wrong != "" {
			asides = append(asides, exchange.Aside{Change: p.Change, From: from.code, Doubt: headOf(doubt(p), maxDoubt),
				Why: headOf(p.Wrong, maxDoubt), Day: portfolio.DateOf(d.tx.Now())})
			return
		}
		incoming = append(incoming, exchange.Incoming{Change: p.Change, Doubt: doubt(p), Link: link})
	}
	for i := range s.Extra {
		sort(&s.Extra[i], 0)
	}
	for i := range s.Changes {
		p, link := &s.Changes[i], int64(0)
		if d.placed(s) && s.After+int64(i)+1 == l.In+1 {
			link = l.ID
			l.In++
			l.InChain = l.InChain.Next(p.Digest())
		}
		sort(p, link)
	}
	if d.placed(s) {
		l.Behind = s.More
		l.Owes = l.Owes || !d.auto && (len(s.Changes) > 0 || s.Join != nil || s.End() != l.In)
	}
	return incoming, asides
}

// The beginnings of the reasons for doubt about a change's author.
const (
	doubtKey     = "it was signed with the key of "
	doubtCarrier = "it came through "
)

// maxDoubt is the maximum number of characters kept of a doubt written by
// another office, so that it still fits into a diff with the text around it.
const maxDoubt = 350

// doubtful reports whether a reason is a doubt about the author.
func doubtful(why string) bool {
	return strings.HasPrefix(why, doubtKey) || strings.HasPrefix(why, doubtCarrier)
}

// doubts returns a function that says why a change's author is not certain,
// empty if it is. An office may carry its own changes and those of the offices
// below it; everything else needs headquarters' receipt.
func (d *txn) doubts(s *wire.Signed, from sender) func(*wire.Posted) string {
	if d.above(from.code) {
		return func(p *wire.Posted) string { return p.Doubt } // the office above may carry everything; its doubts are adopted
	}
	vouching := d.receiptsOf(s.Changes)
	for id, list := range d.receiptsOf(s.Extra) {
		vouching[id] = append(vouching[id], list...)
	}
	return func(p *wire.Posted) string {
		why := cmp.Or(d.stated(from, p, s.Join), from.doubt)
		if why == "" || p.Creates == portfolio.ReceiptRecord || vouching.vouch(&p.Change) || d.receipted(&p.Change) {
			return ""
		}
		return why
	}
}

// stated returns why a change is in doubt, from what its carrier may carry and
// its own statement, empty if it is not. The carrier's words are marked as
// such.
func (d *txn) stated(from sender, p *wire.Posted, j *wire.Join) string {
	switch {
	case !d.carries(from, p.ID, j):
		return doubtCarrier + from.code + ", which cannot vouch for " + p.ID.Office
	case p.Doubt != "" && !doubtful(p.Doubt):
		return doubtCarrier + from.code + ", which says: " + headOf(p.Doubt, maxDoubt)
	}
	return p.Doubt
}

// carries reports whether an office may carry the changes of another one.
func (d *txn) carries(from sender, id portfolio.ID, j *wire.Join) bool {
	if o, ok := d.reg.Of(id); ok {
		return d.reg.Below(o.Code, from.code)
	}
	if from.brings && id.Office == from.code {
		return true
	}
	return from.joined && id.Office == portfolio.LocalOffice && slices.Contains(j.Local, id.Incarnation)
}

// receipted reports whether a receipt that is here vouches for a change.
func (d *txn) receipted(c *portfolio.Change) bool {
	list, err := d.tx.Receipts(c.ID)
	return err == nil && slices.ContainsFunc(list, func(a exchange.Arrival) bool {
		r, ok := exchange.ReceiptOf(&a.Change)
		return ok && vouches(&r, c)
	})
}

// acknowledge applies the other side's acknowledgement, whether it is more or
// less than before. fits is false if it is impossible: then this database was
// restored from a backup made before it was sent.
func (d *txn) acknowledge(l *exchange.Link, s *wire.Signed) (fits bool, err error) {
	if s.To.Incarnation != d.self.Incarnation {
		return true, nil
	}
	if s.In > l.Out {
		return false, nil
	}
	chain := ""
	if s.In > 0 {
		at, err := d.tx.ChainAt(l.ID, s.In)
		if err != nil {
			return false, err
		}
		chain = at.String()
	}
	if s.InChain != chain {
		return false, nil
	}
	switch {
	case s.In >= l.Sent:
		l.WaitsSince = time.Time{}
	case s.In > l.Acked: // the rest was sent again with the last mail
		l.WaitsSince = l.SentAt
	}
	l.Acked = s.In
	if s.Told == "" && l.Acked >= l.Sent {
		l.Told = "" // what it could not use has arrived since
	}
	return true, nil
}

// renew gives this copy a new incarnation: every link with a known copy starts
// again from position 0.
func (d *txn) renew() error {
	links, err := d.tx.Links()
	if err != nil {
		return err
	}
	old := d.self.Incarnation
	if err := d.tx.Renew(); err != nil {
		return err
	}
	if err := d.look(); err != nil {
		return err
	}
	for _, l := range links {
		if l.Mine != old || l.Retired {
			continue
		}
		anew := exchange.Link{Mine: d.self.Incarnation, Office: l.Office, Incarnation: l.Incarnation, HeardAt: l.HeardAt,
			Version: l.Version, Owes: true}
		if err := d.tx.SaveLink(&anew); err != nil {
			return err
		}
	}
	return nil
}

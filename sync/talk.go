package sync

import (
	"context"
	"errors"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// Talk is one side of an exchange of diffs over a line on which the other copy
// answers at once. The diffs, their checks and the positions are those of mail, so
// that lines and mails can take turns. Each diff that was taken in is committed,
// and the next one in the other direction acknowledges it: after a broken line the
// next talk goes on from there. A diff counts as sent only once the other side has
// said something after it, so that what is lost with the line is due as before.
type Talk struct {
	peer  Peer
	with  wire.Copy      // the other side: as it calls itself, then as it has signed
	sure  bool           // it has signed a diff that was taken
	begun bool           // a diff was composed
	last  *exchange.Mail // the last one, until it is known to have arrived
	text  string         // of that; two in a row are never the same
}

// Talk begins an exchange with the copy that is on the line, by what it says of
// itself; zero if it has to prove by a diff who it is before it is answered.
func (p *Peer) Talk(with wire.Copy) *Talk {
	t := &Talk{peer: *p, with: with}
	t.peer.Form = wire.FormPacked
	return t
}

// Next returns the next diff to be sent, whose body is packed and has at most
// limit bytes or one change. The first diff states at least the positions; later
// it is nil if there is nothing to say. It is nil, too, if this copy exchanges
// nothing with the other one. Next follows Take or Arrived.
func (t *Talk) Next(ctx context.Context, limit int) (*exchange.Mail, error) {
	if t.with.Office == "" {
		return nil, nil //nolint:nilnil // nobody is answered who has not signed
	}
	which := Which{with: t.with, limit: limit}
	if !t.begun {
		which.Offices = []string{t.with.Office}
	}
	list, err := t.peer.Compose(ctx, which)
	if err != nil || len(list) == 0 || list[0].Text == t.text {
		return nil, err
	}
	t.begun, t.last, t.text = true, &list[0], list[0].Text
	return t.last, nil
}

// Take takes in a packed diff from the other side, which shows that the last one
// from here has arrived, or returns a *Refused.
func (t *Talk) Take(ctx context.Context, packed []byte) (exchange.ReceivedDiff, error) {
	s, err := t.read(ctx, packed)
	if err != nil {
		return exchange.ReceivedDiff{}, err
	}
	r, err := t.peer.receive(ctx, s, t.last)
	if err == nil {
		t.with, t.sure, t.last = s.From, true, nil
	}
	return r, err
}

// Arrived records that the last diff from here has arrived: the other side has
// nothing more to say. Nobody is believed this who has not signed a diff before.
func (t *Talk) Arrived(ctx context.Context) error {
	if t.last == nil || !t.sure {
		return nil
	}
	err := t.peer.exchange(ctx, func(d *txn) error { return d.sent(t.last, true) })
	t.last = nil
	return err
}

// read reads a packed diff, and refuses what the keys of the register refuse
// already.
func (t *Talk) read(ctx context.Context, packed []byte) (*wire.Signed, error) {
	text, _, err := wire.Unpacked(packed, t.peer.Identities)
	if errors.Is(err, wire.ErrEncrypted) {
		return nil, sealed()
	}
	var s *wire.Signed
	if err == nil {
		s, err = wire.Parse(text)
	}
	if err != nil {
		return nil, &Refused{Why: "the diff cannot be read: " + err.Error(),
			Do: fault.Remedy{Text: "see that both sides have the latest release of the program"}}
	}
	door, err := t.peer.lookIn(ctx)
	if err != nil {
		return nil, err
	}
	if no := door.keepsOut(s); no != nil {
		return nil, no
	}
	return s, nil
}

// Ready returns which copy this is, or why it cannot exchange: it has joined no
// office, or its signing key is not here.
func (p *Peer) Ready(ctx context.Context) (c wire.Copy, err error) {
	err = p.exchange(ctx, func(d *txn) error {
		c = wire.Copy{Office: d.self.Office, Incarnation: d.self.Incarnation}
		return d.ready()
	})
	return c, err
}

// lineTo returns the link with a copy: if there is none, the one on which its
// office was not heard from yet, else the one on which it was heard last. Nothing
// is made for a copy that has signed nothing: it answers the mail to an earlier
// one of its office.
func lineTo(links []exchange.Link, with wire.Copy) []exchange.Link {
	var found *exchange.Link
	for i := range links {
		l := &links[i]
		switch {
		case l.Office != with.Office || l.Retired && l.Incarnation != with.Incarnation:
		case l.Incarnation == with.Incarnation:
			return links[i : i+1]
		case found == nil, l.Incarnation == "", found.Incarnation != "" && l.HeardAt.After(found.HeardAt):
			found = l
		}
	}
	if found == nil {
		return nil
	}
	return []exchange.Link{*found}
}

package sync

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// Succeed gives headquarters the signing key of this copy in place of the one
// that it had, which was lost or may be known to others. Each office accepts it
// once a person has confirmed the fingerprint of the keys; every link starts
// again, so that the offices send all that they have. succeeds are the keys before
// it, or their fingerprint, if the database was put back to before these; nil
// otherwise. If the former key was stolen, no receipt under it counts here any
// more that is not here already.
func (p *Peer) Succeed(ctx context.Context, person string, succeeds exchange.Roots, stolen bool) error {
	return p.exchange(ctx, func(d *txn) error {
		if err := d.governs(d.self.Office, true); err != nil {
			return err
		}
		key := p.publicKey()
		if slices.Contains(d.self.Roots, key) {
			return &fault.Invalid{Field: "the signing key", Why: "beside the database is one of headquarters already",
				Do: "a successor is another key"}
		}
		if len(succeeds) == 0 {
			succeeds = d.self.Roots
		}
		succeeds = succeeds.With(d.self.Roots)
		if stolen {
			d.self.Stolen = succeeds.Current()
		}
		if err := d.trust(append(slices.Clone(succeeds), key)); err != nil {
			return err
		}
		if err := d.renew(); err != nil {
			return err
		}
		former := d.self.Roots.Former()
		if !former.Whole() {
			former = former[1:]
		}
		return d.change(person, d.self.Office, []portfolio.Setting{{Field: portfolio.FieldKey, Value: key},
			{Field: portfolio.FieldFormerKeys, Value: strings.Join(former, " "), Unset: len(former) == 0}})
	})
}

// Confirm accepts the keys of headquarters with a fingerprint that a person has
// compared, and no others that were confirmed before. They take effect with the
// first mail that brings them. It reports whether this copy has had them already.
func (p *Peer) Confirm(ctx context.Context, fingerprint string) (known bool, err error) {
	err = p.exchange(ctx, func(d *txn) error {
		switch {
		case d.self.Alone():
			return &fault.Invalid{Field: "this database", Why: "has joined no office, so it trusts no headquarters",
				Action: fault.JoinFirst}
		case d.headquarters():
			return &fault.Invalid{Field: "this database", Why: "is headquarters itself",
				Do: "the offices confirm its fingerprint"}
		}
		d.self.Confirmed = fingerprint
		if known = d.self.Roots.Fingerprint() == fingerprint; known {
			d.self.Confirmed = "" // another one was confirmed by mistake, if any
		}
		return d.tx.SetSelf(d.self)
	})
	return known, err
}

// fromHeadquarters returns why a diff is not from headquarters, nil if it is
// signed with headquarters' key, or with the successor that it brings.
func (d *txn) fromHeadquarters(s *wire.Signed) error {
	mine := d.self.Roots
	switch {
	case verifies(s, exchange.PublicKeys([]string{mine.Current()})):
		return nil
	case verifies(s, mine.Former().Keys()):
		return &Refused{Office: s.From.Office, Why: "it is signed with a former key of headquarters, which others may have",
			Do: fault.Remedy{Text: "if it is genuine, all of it comes again under the present key"}}
	case s.Roots.Valid() && verifies(s, exchange.PublicKeys([]string{s.Roots.Current()})):
		return nil
	}
	left, err := d.left()
	if err != nil {
		return err
	}
	return notHeadquarters(s, left)
}

// succeed takes the keys of headquarters that a diff from the office above
// brings, if a person has confirmed their fingerprint, and returns why the diff
// is refused if they are others. With new keys the link starts again, from
// nothing.
func (d *txn) succeed(s *wire.Signed) error {
	mine, brought := d.self.Roots, s.Roots.With(d.self.Roots) // keys that were known are not forgotten
	switch print := brought.Fingerprint(); {
	case len(brought) == 0 || mine.Extends(brought):
		if print == mine.Fingerprint() && !mine.Whole() {
			mine = brought // those that were known by their fingerprint alone
		} else if d.self.Claimed == "" {
			return nil
		}
		d.self.Claimed = "" // headquarters still signs with its key
		return d.trust(mine)
	case !d.self.Accepts(brought) && brought.Meets(mine):
		d.self.Claimed = print // people are told until it is confirmed, or headquarters signs with its key
		if err := d.tx.SetSelf(d.self); err != nil {
			return err
		}
		return &Refused{Office: s.From.Office, Why: "headquarters has another signing key, with which the fingerprint is " +
			print, Do: fault.Remedy{Action: fault.ConfirmKey, Of: print}}
	case !d.self.Accepts(brought):
		return &Refused{Office: s.From.Office, Why: "it is of another headquarters with the code " + d.self.Headquarter +
			", whose fingerprint is " + print, Do: fault.Remedy{Action: fault.AskHeadquarters, Of: d.self.Roots.Fingerprint()}}
	}
	d.self.Confirmed, d.self.Claimed = "", ""
	if err := d.trust(brought); err != nil {
		return err
	}
	if err := d.renew(); err != nil {
		return err
	}
	return d.takeAsides()
}

// recall takes the former keys of headquarters from an office's diff, where
// headquarters has lost them with its database and knows their fingerprint.
func (d *txn) recall(s *wire.Signed) error {
	if !d.headquarters() || d.self.Roots.Whole() {
		return nil
	}
	known := []exchange.Roots{s.Roots}
	for _, list := range [][]wire.Posted{s.Extra, s.Changes} {
		for i := range list {
			key, sets := list[i].Setting(portfolio.FieldKey)
			if sets && list[i].Record == exchange.OfficeKey(d.self.Office) {
				known = append(known, exchange.Roots{key.Value})
			}
		}
	}
	for _, former := range known {
		if all := d.self.Roots.With(former); former.Valid() && all[0] != d.self.Roots[0] {
			return errors.Join(d.trust(all), d.takeAsides())
		}
	}
	return nil
}

// settleRegister lets what this copy of headquarters has entered in the register
// stand over what an earlier copy had entered, and offices give back: a new
// invitation is not replaced by one that was lost.
func (d *txn) settleRegister(incoming []exchange.Incoming) error {
	settled := map[string]bool{}
	for i := range incoming {
		name := incoming[i].Change.Record
		if portfolio.KindOf(name) != portfolio.OfficeRecord || settled[name] {
			continue
		}
		settled[name] = true
		if err := d.settleEntry(name); err != nil {
			return err
		}
	}
	return nil
}

// settleEntry settles the conflicts of one entry among copies of headquarters.
func (d *txn) settleEntry(name string) error {
	r, _, err := d.tx.Record(name)
	if err != nil {
		return err
	}
	var settings []portfolio.Setting
	var names []string
	for _, f := range r.Log.Fields() {
		if last := d.lastSaid(r.Log.State(f)); last != nil {
			s, _ := last.Setting(f)
			settings, names = append(settings, s), append(names, f)
		}
	}
	if len(settings) == 0 {
		return nil
	}
	return errors.Join(d.make(portfolio.Program, r.ID, settings, r.Log.Heads(names...)), d.look())
}

// lastSaid returns this copy's last change among those in conflict, nil if it has
// none or an office has set the field too.
func (d *txn) lastSaid(state portfolio.FieldState) (last *portfolio.Change) {
	if !state.Conflict {
		return nil
	}
	for _, h := range state.Heads {
		switch {
		case h.ID.Office != d.self.Office:
			return nil
		case h.ID.Incarnation == d.self.Incarnation:
			last = h // the heads are in the order of their ids
		}
	}
	return last
}

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
// it, or their fingerprint, if this database does not have them: it was put back to
// before these, or was founded anew without them; nil otherwise. If the former key
// was stolen, no receipt under it counts here any more that is not here already.
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
		if !succeeds.With(d.self.Roots).Extends(d.self.Roots) { // what was entered here stands over what comes back
			me := wire.Copy{Office: d.self.Office, Incarnation: d.self.Incarnation}
			d.self.Again, d.self.Local = true, append(d.self.Local, me.String())
		}
		succeeds = succeeds.Keeping(d.self.Roots)
		if stolen {
			d.self.Stolen = succeeds.Current()
		}
		if err := d.trust(append(slices.Clone(succeeds), key)); err != nil {
			return err
		}
		if err := d.renew(); err != nil {
			return err
		}
		return d.change(person, d.self.Office, []portfolio.Setting{{Field: portfolio.FieldKey, Value: key}, d.formerKeys()})
	})
}

// formerKeys returns what headquarters' own entry says of its former keys.
func (d *txn) formerKeys() portfolio.Setting {
	former := d.self.Roots.Former()
	if !former.Whole() {
		former = former[1:]
	}
	return portfolio.Setting{Field: portfolio.FieldFormerKeys, Value: strings.Join(former, " "), Unset: len(former) == 0}
}

// Confirm accepts the keys of headquarters with a fingerprint that a person has
// compared, and no others that were confirmed before. They take effect with the
// first mail that brings them. It reports whether this copy has had them already;
// confirming those withdraws what was confirmed by mistake. Former keys are
// refused, as mail under them is.
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
		if d.self.Roots.Former().Extends(exchange.Roots{fingerprint}) {
			return &fault.Invalid{Field: "the fingerprint", Value: fingerprint, Why: "is that of a former key of headquarters, " +
				"which others may have", Action: fault.AskHeadquarters, Of: d.self.Roots.Fingerprint()}
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
	for _, former := range d.rootsIn(s) {
		if all := d.self.Roots.With(former); former.Valid() && all[0] != d.self.Roots[0] {
			return errors.Join(d.trust(all), d.takeAsides())
		}
	}
	return nil
}

// rootsIn returns the keys that the sender of a diff may know as headquarters':
// those that the diff states, and each key in headquarters' entry.
func (d *txn) rootsIn(s *wire.Signed) []exchange.Roots {
	known := []exchange.Roots{s.Roots}
	for _, list := range [][]wire.Posted{s.Extra, s.Changes} {
		for i := range list {
			key, sets := list[i].Setting(portfolio.FieldKey)
			if sets && list[i].Record == exchange.OfficeKey(d.self.Office) {
				known = append(known, exchange.Roots{key.Value})
			}
		}
	}
	return known
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
		if s, settled := d.settled(name, f, r.Log.State(f)); settled {
			settings, names = append(settings, s), append(names, f)
		}
	}
	if len(settings) == 0 {
		return nil
	}
	return errors.Join(d.make(portfolio.Program, r.ID, settings, r.Log.Heads(names...)), d.look())
}

// settled returns what settles a conflict of an entry. It returns false if there is
// none, if a person has to choose, or if an office has set the field too.
func (d *txn) settled(name, field string, state portfolio.FieldState) (portfolio.Setting, bool) {
	another := func(h *portfolio.Change) bool { return h.ID.Office != d.self.Office }
	if !state.Conflict || slices.ContainsFunc(state.Heads, another) {
		return portfolio.Setting{}, false
	}
	own := name == exchange.OfficeKey(d.self.Office)
	switch {
	case field == portfolio.FieldLocal: // each copy of headquarters has said of its own
		return union(field, state.Heads), true
	case field == portfolio.FieldKey && own:
		return portfolio.Setting{Field: field, Value: d.self.Roots.Current()}, true
	case field == portfolio.FieldFormerKeys && own:
		return d.formerKeys(), true
	case field == portfolio.FieldRole && own:
		return portfolio.Setting{Field: field, Value: portfolio.RoleHeadquarters}, true
	case field == portfolio.FieldRole: // which no person enters: once a hub, always one
		return portfolio.Setting{Field: field, Value: portfolio.RoleHub}, true
	}
	for _, h := range slices.Backward(state.Heads) { // in the order of their ids
		if h.ID.Incarnation == d.self.Incarnation || d.self.Was(h.ID) {
			return h.Setting(field)
		}
	}
	return portfolio.Setting{}, false
}

// union returns the setting of a field with the words of all that changes set it to.
func union(field string, of []*portfolio.Change) portfolio.Setting {
	var all []string
	for _, c := range of {
		s, _ := c.Setting(field)
		all = append(all, strings.Fields(s.Value)...)
	}
	slices.Sort(all)
	return portfolio.Setting{Field: field, Value: strings.Join(slices.Compact(all), " ")}
}

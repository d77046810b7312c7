package sync

import (
	"fmt"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// joins decides what an invitation is to this copy: nil if it may be accepted
// as one of the headquarters with which this copy exchanges.
func (d *txn) joins(inv *wire.Invitation) error {
	mine, theirs := d.self.Roots, inv.Roots()
	switch {
	case d.self.Alone() || theirs.Fingerprint() == mine.Fingerprint() || d.self.Accepts(theirs):
		return nil
	case mine.Extends(theirs):
		return inv.Fault("is signed with a former key of headquarters, which others may have")
	}
	return &fault.Invalid{Field: "the invitation", Why: "is signed with another key of headquarters, with which the " +
		"fingerprint is " + theirs.Fingerprint(), Action: fault.ConfirmKey, Of: theirs.Fingerprint()}
}

// elsewhere reports whether an invitation is from another headquarters than the
// one with which this copy exchanges, even if that has the same code.
func (d *txn) elsewhere(inv *wire.Invitation) bool {
	if d.self.Alone() || d.self.Accepts(inv.Roots()) {
		return false
	}
	return inv.Headquarters != d.self.Headquarter || !inv.Roots().Meets(d.self.Roots)
}

// left returns the headquarters that this office has left and not joined again.
func (d *txn) left() ([]exchange.Left, error) {
	list, err := d.tx.Left()
	return slices.DeleteFunc(slices.Clone(list), func(l exchange.Left) bool { return l.Roots.Meets(d.self.Roots) }), err
}

// ofLeft returns the refusal of a diff of a headquarters that this office has
// left, or of an office in its register; nil for any other diff.
func ofLeft(s *wire.Signed, left []exchange.Left) *Refused {
	code := s.From.Office
	for _, l := range left {
		switch {
		case code == l.Code && verifies(s, l.Roots.Keys()):
			return &Refused{Office: code, Why: "it is of the headquarters that this office has left",
				Do: fault.Remedy{Text: "tell it, so that it retires this office in its register"}}
		case code != l.Code && slices.Contains(l.Offices, code):
			return &Refused{Office: code, Why: "it is of an office of headquarters " + l.Code + ", which this office has left",
				Do: fault.Remedy{Text: "that headquarters gives it another hub, or another headquarters invites it"}}
		}
	}
	return nil
}

// stock is what a copy has, by whose it is.
type stock struct {
	own, others int                         // numbers of changes, without receipts
	authors     []wire.Copy                 // of its own changes, before it joined left out
	mixed       map[string]portfolio.Record // records that this office and others have changed
	by          map[string][2]bool          // who has changed a record: this office, others
	register    map[portfolio.ID]bool       // changes of the register, which is that of one headquarters
	is          func(portfolio.ID) bool     // reports whether a change is this office's own, and not of the register
}

// stock counts what this copy has.
func (d *txn) stock() (*stock, error) {
	out := &stock{mixed: map[string]portfolio.Record{}, by: map[string][2]bool{}, register: map[portfolio.ID]bool{}}
	out.is = func(id portfolio.ID) bool {
		return !out.register[id] && (id.Office == portfolio.SeedOffice || d.byThisOffice(id) || d.self.Was(id))
	}
	for after := int64(0); ; after += batch {
		some, err := d.tx.Arrivals(after, batch)
		if err != nil {
			return nil, err
		}
		for i := range some {
			out.add(&some[i].Change)
		}
		if len(some) < batch {
			break
		}
	}
	for name, by := range out.by {
		if by[0] && by[1] {
			r, _, err := d.tx.Record(name)
			if err != nil {
				return nil, err
			}
			out.mixed[name] = r
		}
	}
	return out, nil
}

func (s *stock) add(c *portfolio.Change) {
	if c.Creates == portfolio.ReceiptRecord {
		return
	}
	if portfolio.KindOf(c.Target()) == portfolio.OfficeRecord {
		s.register[c.ID] = true
	}
	by := s.by[c.Target()]
	if !s.is(c.ID) {
		s.others++
		by[1] = true
	} else {
		s.own++
		by[0] = true
		if who := wire.CopyOf(c.ID); who.Office != portfolio.LocalOffice && !slices.Contains(s.authors, who) {
			s.authors = append(s.authors, who)
		}
	}
	s.by[c.Target()] = by
}

// leaving returns the error that says what leaving the present headquarters for
// that of an invitation does.
func (d *txn) leaving(inv *wire.Invitation, s *stock) error {
	why := fmt.Sprintf("exchanges with headquarters %s, fingerprint %s, and the "+
		"invitation is from another one, %s, fingerprint %s; with that, the %s of this office are sent there, and the %d "+
		"of others are set aside: they stay in the file, without effect", d.self.Headquarter, d.self.Roots.Fingerprint(),
		inv.Headquarters, inv.Roots().Fingerprint(), portfolio.CountOf(s.own, "change"), s.others)
	if cut := CutOff(d.reg.Hanging(d.self.Office), d.self.Headquarter); cut != "" {
		why += "; " + cut
	}
	return &fault.Invalid{Field: "this database", Why: why, Action: fault.LeaveFor, Of: d.self.Headquarter,
		Do: "nothing was changed"}
}

// CutOff says what becomes of the offices that exchange through one that leaves a
// headquarters; empty if there are none.
func CutOff(codes []string, headquarters string) string {
	if len(codes) == 0 {
		return ""
	}
	it := "it"
	if len(codes) > 1 {
		it = "them"
	}
	return fmt.Sprintf("%s cannot exchange through this office any more: headquarters %s gives %s another hub, or another "+
		"headquarters invites %s", portfolio.Enumerate(codes), headquarters, it, it)
}

// leave closes all links and sets aside everything but this office's own
// changes, which the new headquarters gets as it gets those made before a copy
// joined. It returns the changes with which what this office said of a record
// stays as it was: others' changes, which it was over, are gone.
func (d *txn) leave(s *stock) ([]portfolio.Change, error) {
	if err := d.tx.Leave(s.is); err != nil {
		return nil, err
	}
	var again []portfolio.Change
	for name, was := range s.mixed {
		again = append(again, saidAgain(name, &was.Log, s.is)...)
	}
	slices.SortFunc(again, func(a, b portfolio.Change) int { return a.ID.Compare(b.ID) })
	return again, nil
}

// saidAgain returns, for each field with one value by this office that now has
// several, since the changes between them are gone, a change that sets it once
// more.
func saidAgain(name string, log *portfolio.Log, own func(portfolio.ID) bool) []portfolio.Change {
	var mine []portfolio.Change
	whole := portfolio.NewLog(log.Changes()...)
	for _, c := range log.Changes() {
		if own(c.ID) {
			mine = append(mine, c)
		} else {
			whole.Hold(c.ID, true)
		}
	}
	alone := portfolio.NewLog(mine...)
	var out []portfolio.Change
	for _, field := range alone.Fields() {
		was, over := whole.State(field), alone.Heads(field)
		if field == portfolio.FieldWithdrawn || len(was.Heads) != 1 || len(over) < 2 {
			continue
		}
		s, _ := was.By.Setting(field)
		out = append(out, portfolio.Change{ID: was.By.ID, Person: was.By.Person, Record: name,
			Fields: []portfolio.Setting{s}, Over: over, Reason: "set again on joining another headquarters"})
	}
	return out
}

// sayAgain makes the changes of leave, under the new incarnation.
func (d *txn) sayAgain(list []portfolio.Change) error {
	for _, c := range list {
		c.ID, c.At = d.nextID(), d.tx.Now()
		c.Finish()
		if err := c.Check(); err != nil {
			return err
		}
		if _, err := d.tx.Take([]exchange.Incoming{{Change: c}}); err != nil {
			return err
		}
	}
	return nil
}

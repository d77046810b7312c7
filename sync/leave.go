package sync

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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
	about       map[string]string           // the record that a note or another record of this office is about
	ownOf       map[string]int              // numbers of this office's changes of a record, and of what is about it
	made        []string                    // records that others have created
	is          func(portfolio.ID) bool     // reports whether a change is this office's own, and not of the register
}

// stock counts what this copy has.
func (d *txn) stock() (*stock, error) {
	out := &stock{mixed: map[string]portfolio.Record{}, by: map[string][2]bool{}, register: map[portfolio.ID]bool{},
		about: map[string]string{}, ownOf: map[string]int{}}
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
		if c.Creates != "" {
			s.made = append(s.made, c.Target())
		}
	} else {
		s.addOwn(c)
		by[0] = true
	}
	s.by[c.Target()] = by
}

func (s *stock) addOwn(c *portfolio.Change) {
	s.own++
	if on, ok := c.Setting(c.Creates.Spec().Subject); ok && c.Creates != "" {
		s.about[c.Target()] = on.Value
	}
	s.ownOf[cmp.Or(s.about[c.Target()], c.Target())]++
	if who := wire.CopyOf(c.ID); who.Office != portfolio.LocalOffice && !slices.Contains(s.authors, who) {
		s.authors = append(s.authors, who)
	}
}

// Leaving is what an office does that answers the invitation of another
// headquarters.
type Leaving struct {
	From, To          string   // codes of the headquarters
	Left, Joined      string   // their fingerprints
	Own, Others       int      // changes of this office, which are sent to the new one, and of others, which are set aside
	Lost              int      // those of Own without effect, as only the left headquarters has their records
	Records           []string // names of these records
	Hanging           []string // codes of the offices that exchange through this one
	Encrypted, Sealed bool     // mail to this office, and to headquarters, was encrypted, and is so no more
}

// Leaving returns what it would mean to answer an invitation, nil if it is not
// from another headquarters than this copy's.
func (p *Peer) Leaving(ctx context.Context, inv *wire.Invitation) (out *Leaving, err error) {
	err = p.exchange(ctx, func(d *txn) error {
		if d.headquarters() || !d.elsewhere(inv) {
			return nil
		}
		s, err := d.stock()
		if err == nil {
			out, err = d.leavingOf(inv, s)
		}
		return err
	})
	return out, err
}

func (d *txn) leavingOf(inv *wire.Invitation, s *stock) (*Leaving, error) {
	out := &Leaving{From: d.self.Headquarter, To: inv.Headquarters, Left: d.self.Roots.Fingerprint(),
		Joined: inv.Roots().Fingerprint(), Own: s.own, Others: s.others, Hanging: d.reg.Hanging(d.self.Office)}
	for _, name := range s.made {
		n := s.ownOf[name]
		if n == 0 {
			continue
		}
		r, _, err := d.tx.Record(name)
		if err != nil {
			return nil, err
		}
		out.Lost, out.Records = out.Lost+n, append(out.Records, r.Name())
	}
	if me, ok := d.reg.Office(d.self.Office); ok {
		out.Encrypted = me.Recipient != ""
	}
	if hq, ok := d.reg.Office(d.self.Headquarter); ok {
		out.Sealed = hq.Recipient != "" && inv.Recipient == ""
	}
	return out, nil
}

// Lines says what that does to the changes here, and to the encryption of mail.
func (l *Leaving) Lines() []string {
	lines := []string{fmt.Sprintf("the %s of this office are sent to the headquarters that it joins, and the %d of others are "+
		"set aside: they stay in the file, without effect", portfolio.CountOf(l.Own, "change"), l.Others)}
	if l.Own == 1 {
		lines[0] = strings.Replace(lines[0], "are", "is", 1)
	}
	if l.Lost > 0 {
		names, rest := l.Records, ""
		if n := len(names) - mostNamed; n > 0 {
			names, rest = names[:mostNamed], fmt.Sprintf(" and %d more", n)
		}
		have := "have no effect there, because only the headquarters that is left has their records"
		if l.Lost == 1 {
			have = "has no effect there, because only the headquarters that is left has its record"
		}
		lines = append(lines, fmt.Sprintf("%d of the changes of this office %s: %s%s; to keep what was changed, add the record "+
			"again after joining, and change it again", l.Lost, have, strings.Join(names, ", "), rest))
	}
	if cut := cutOff(l.Hanging, l.From); cut != "" {
		lines = append(lines, cut)
	}
	if l.Encrypted {
		lines = append(lines, "mail to this office is no longer encrypted, until it asks for that again")
	}
	if l.Sealed {
		lines = append(lines, "mail to headquarters is no longer encrypted, until headquarters asks for it")
	}
	return lines
}

// mostNamed is the maximum number of records named in a sentence.
const mostNamed = 5

// mustSay returns the error that an invitation is from another headquarters, and
// that a person has to say so. code is that of the headquarters which this office
// is to leave; empty if nobody has said so.
func (l *Leaving) mustSay(code string) error {
	if code != "" {
		return &fault.Invalid{Field: "headquarters", Value: code, Why: "is not the one with which this office exchanges: that is " +
			l.From + ", fingerprint " + l.Left, Action: fault.LeaveFor, Of: l.From, Do: "nothing was changed"}
	}
	action := fault.LeaveFor
	if l.From == l.To {
		action = fault.LeaveNamesake
	}
	return &fault.Invalid{Field: "this database", Why: fmt.Sprintf("exchanges with headquarters %s, fingerprint %s, and the "+
		"invitation is from another one, %s, fingerprint %s", l.From, l.Left, l.To, l.Joined), Action: action, Of: l.From,
		Do: "nothing was changed"}
}

// cutOff says what becomes of the offices that exchange through one that leaves a
// headquarters; empty if there are none.
func cutOff(codes []string, headquarters string) string {
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

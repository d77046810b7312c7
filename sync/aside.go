package sync

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// ahead is how much larger the number of a change may be than any seen here. No
// number of edits reaches it, and nobody can use up the numbers.
const ahead = 1 << 32

// mark notes on the changes of a diff what no office's program would send.
func (d *txn) mark(s *wire.Signed) {
	contents := make(map[portfolio.ID]*portfolio.Change, len(s.Changes))
	for _, list := range [][]wire.Posted{s.Extra, s.Changes} {
		for i := range list {
			p := &list[i]
			other, twice := contents[p.ID]
			switch {
			case p.Wrong != "":
			case twice && other.Digest() != p.Digest():
				p.Wrong = "it stands in the mail with two contents"
			default:
				contents[p.ID] = &p.Change
				p.Wrong = d.wrong(&p.Change, s.From.Office)
			}
		}
	}
}

// wrong returns which rule a change from an office breaks, empty if none.
func (d *txn) wrong(c *portfolio.Change, from string) string {
	switch {
	case c.ID.Office == portfolio.SeedOffice:
		return "it claims to correct the seed"
	case !d.above(from) && c.ID.N > d.self.N+ahead:
		return "its number is too large"
	case c.Creates == portfolio.ReceiptRecord || strings.HasPrefix(c.Record, string(portfolio.ReceiptRecord)+":"):
		_, ok := exchange.ReceiptOf(c)
		switch {
		case !ok || c.ID.Office != d.self.Headquarter || !exchange.SignedBy(c, d.self.Roots.Keys()) && !d.here(c):
			return "it is a receipt that headquarters has not signed"
		case !d.genuine(c, d.above(from)):
			return "it is a receipt under a former key of headquarters, which others may have"
		}
	}
	return ""
}

// rewritable reports whether a diff reads the same when it is written again,
// which is required of everything that is sent on. If a change is the cause, it
// is marked, and the others can be taken.
func (d *txn) rewritable(s *wire.Signed) bool {
	if rewritten(s) {
		return true
	}
	found := false
	for _, list := range [][]wire.Posted{s.Extra, s.Changes} {
		for i := range list {
			alone := wire.Signed{Diff: wire.Diff{From: s.From, To: s.To, Changes: list[i : i+1]}, Signature: s.Signature}
			if list[i].Wrong == "" && !rewritten(&alone) {
				list[i].Wrong = "it cannot be written again as it was"
			}
			found = found || list[i].Wrong != ""
		}
	}
	return found
}

func rewritten(s *wire.Signed) bool {
	text := s.Text()
	if text == s.Read {
		return true
	}
	again, err := wire.Parse(text)
	return err == nil && string(again.Content()) == string(s.Content())
}

// setAside keeps the changes of a diff that the rules refuse apart, and tells
// their author why: headquarters by receipts that hold them, another office
// with its next diff. It returns how many were not kept yet.
func (d *txn) setAside(l *exchange.Link, asides []exchange.Aside) (fresh int, err error) {
	if len(asides) == 0 {
		return 0, nil
	}
	if fresh, err = d.tx.SetAside(asides); err != nil || fresh == 0 {
		return fresh, err
	}
	if !d.headquarters() {
		l.Rejected = d.report(l.Rejected, "a change in your mail that came on ", exchange.RulesRefuse+asides[0].Why)
		return fresh, nil
	}
	for i := range asides {
		a := &asides[i]
		j, err := d.tx.Judgement(a.Change.ID)
		if err != nil {
			return fresh, err
		}
		if a.Change.ID.CheckParts() != nil || j.By != (portfolio.ID{}) {
			continue // nobody has such an id, or it is ruled on
		}
		r := ruling{what: portfolio.Held, why: exchange.RulesRefuse + a.Why}
		refs := []exchange.ReceiptRef{exchange.RefOf(&a.Change)}
		if err := d.receipt(r, refs, portfolio.Program, a.Day); err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}

// takeAsides takes in the changes kept apart that the rules of this release
// allow.
func (d *txn) takeAsides() error {
	asides, err := d.tx.Asides()
	if err != nil {
		return err
	}
	for i := range asides {
		a := &asides[i]
		p := wire.Posted{Change: a.Change, Doubt: a.Doubt}
		alone := wire.Signed{Diff: wire.Diff{From: wire.Copy{Office: a.From}, To: wire.Copy{Office: d.self.Office},
			Changes: []wire.Posted{p}}}
		another, err := d.another(&a.Change)
		if err != nil {
			return err
		}
		if another || wire.Refusal(&a.Change) != "" || d.wrong(&a.Change, a.From) != "" || !rewritten(&alone) {
			continue
		}
		if _, err := d.tx.Take([]exchange.Incoming{{Change: a.Change, Doubt: a.Doubt}}); err != nil {
			return err
		}
		if err := d.tx.DropAside(a.Change.ID); err != nil {
			return err
		}
		if err := d.look(); err != nil {
			return err
		}
		if err := d.judgeAgain(a); err != nil {
			return err
		}
	}
	return nil
}

// another reports whether this copy has a change with the same id and another
// content.
func (d *txn) another(c *portfolio.Change) (bool, error) {
	found, err := d.tx.Find(c.ID)
	return len(found) > 0 && found[0].Change.Digest() != c.Digest(), err
}

// judgeAgain rules, at headquarters, on a change that was held because the rules
// refused it.
func (d *txn) judgeAgain(a *exchange.Aside) error {
	if !d.headquarters() {
		return nil
	}
	j, err := d.tx.Judgement(a.Change.ID)
	if err != nil || j.Ruling != portfolio.Held || j.Person != portfolio.Program ||
		!strings.HasPrefix(j.Why, exchange.RulesRefuse) {
		return err
	}
	d.judging, d.holding = map[string]looked{}, map[portfolio.ID]bool{}
	r, ok, err := d.rule(&a.Change, a.Doubt)
	if err != nil || !ok {
		return err
	}
	return d.receipt(r, []exchange.ReceiptRef{exchange.RefOf(&a.Change)}, portfolio.Program,
		portfolio.DateOf(d.tx.Now()))
}

// openAsides returns the changes kept apart that no person has dismissed.
func (d *txn) openAsides() (out []exchange.Aside, err error) {
	asides, err := d.tx.Asides()
	if err != nil {
		return nil, err
	}
	for i := range asides {
		seen, err := d.tx.Dismissed(asides[i].Change.ID, portfolio.ID{})
		if err != nil {
			return nil, err
		}
		if !seen {
			out = append(out, asides[i])
		}
	}
	return out, nil
}

// asidesAs returns the changes kept apart that have a ruling.
func (d *txn) asidesAs(what portfolio.Ruling) ([]exchange.HeldChange, error) {
	asides, err := d.tx.Asides()
	if err != nil {
		return nil, err
	}
	var out []exchange.HeldChange
	for i := range asides {
		h, err := d.heldOf(asides[i].Change)
		if err != nil {
			return nil, err
		}
		if h.Ruling == what {
			out = append(out, h)
		}
	}
	return out, nil
}

// ruleAside returns what a receipt needs that rules on a change kept apart, and
// why a person cannot rule on it so: the rules still refuse it, or it is not
// here.
func (d *txn) ruleAside(id portfolio.ID, what portfolio.Ruling) (exchange.ReceiptRef, error, error) {
	asides, err := d.tx.Asides()
	i := slices.IndexFunc(asides, func(a exchange.Aside) bool { return a.Change.ID == id })
	switch {
	case err != nil:
		return exchange.ReceiptRef{}, nil, err
	case i < 0:
		return exchange.ReceiptRef{}, &fault.Invalid{Field: "change", Value: id.String(), Why: "is not here",
			Action: fault.ChooseHeld}, nil
	case what == portfolio.Taken:
		return exchange.ReceiptRef{}, &fault.Invalid{Field: "change", Value: id.String(),
			Why: "cannot be accepted: " + exchange.RulesRefuse + asides[i].Why,
			Do:  "reject it with this reason, so that the office makes it again"}, nil
	}
	return exchange.RefOf(&asides[i].Change), nil, nil
}

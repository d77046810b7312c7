package sync

import (
	"context"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// Held returns the changes with a ruling, by id.
func (p *Peer) Held(ctx context.Context, what portfolio.Ruling) ([]exchange.HeldChange, error) {
	var out []exchange.HeldChange
	err := p.view(ctx, func(d *txn) (err error) {
		out, err = d.judgedAs(what)
		return err
	})
	return out, err
}

// Judged returns the changes that need a person: at headquarters those that are
// held; elsewhere this office's own that are held or rejected, until it
// replaces or dismisses them.
func (p *Peer) Judged(ctx context.Context) ([]exchange.HeldChange, error) {
	var out []exchange.HeldChange
	err := p.view(ctx, func(d *txn) (err error) {
		if d.headquarters() {
			out, err = d.judgedAs(portfolio.Held)
		} else {
			out, err = d.ownJudged(portfolio.Held, portfolio.Rejected)
		}
		return err
	})
	return out, err
}

// judgedAs returns the changes with a ruling, by id.
func (d *txn) judgedAs(what portfolio.Ruling) ([]exchange.HeldChange, error) {
	list, err := d.tx.Judged(what)
	if err != nil {
		return nil, err
	}
	var out []exchange.HeldChange
	for _, a := range list {
		h, err := d.heldOf(a.Change)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	asides, err := d.asidesAs(what)
	return append(out, asides...), err
}

// ownJudged returns the changes of this office that have one of the rulings and
// that it has neither replaced nor dismissed since.
func (d *txn) ownJudged(rulings ...portfolio.Ruling) ([]exchange.HeldChange, error) {
	var out []exchange.HeldChange
	for _, what := range rulings {
		list, err := d.judgedAs(what)
		if err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(list, func(h exchange.HeldChange) bool {
			return h.Change.Office() != d.self.Office || h.Overtaken() || h.Dismissed
		})...)
	}
	return out, nil
}

// judgedHere returns the changes of this office that new receipts hold or
// reject, or that a person has accepted.
func (d *txn) judgedHere(incoming []exchange.Incoming, fresh []bool) ([]exchange.HeldChange, error) {
	var ids []portfolio.ID
	for i := range incoming {
		r, is := exchange.ReceiptOf(&incoming[i].Change)
		if !is || !fresh[i] || r.Corrects || r.Ruling == portfolio.Taken && r.Person == portfolio.Program {
			continue
		}
		for _, ref := range r.Changes {
			if o, known := d.reg.Of(ref.ID); known && o.Code == d.self.Office && !slices.Contains(ids, ref.ID) {
				ids = append(ids, ref.ID)
			}
		}
	}
	found, err := d.tx.Find(ids...)
	if err != nil {
		return nil, err
	}
	var out []exchange.HeldChange
	for _, a := range found {
		h, err := d.heldOf(a.Change)
		if err != nil {
			return nil, err
		}
		same := func(o exchange.HeldChange) bool { return o.Change.ID == h.Change.ID }
		if (h.Ruling != portfolio.Taken || h.Accepted()) && !slices.ContainsFunc(out, same) {
			out = append(out, h)
		}
	}
	return out, nil
}

// heldOf returns a change with headquarters' ruling on it.
func (d *txn) heldOf(c portfolio.Change) (h exchange.HeldChange, err error) {
	if o, known := d.reg.Of(c.ID); known && o.Code != c.ID.Office {
		c.Joined = o.Code
	}
	h.Change = c
	if h.Record, _, err = d.tx.Record(c.Target()); err != nil {
		return h, err
	}
	if h.Judgement, err = d.tx.Judgement(c.ID); err != nil {
		return h, err
	}
	h.Dismissed, err = d.tx.Dismissed(c.ID, h.By)
	return h, err
}

// Dismiss takes rejected changes of this office off what needs a person, on this
// copy and until headquarters rules on them again; and changes that this copy, if
// it is not headquarters, keeps apart. The error has all that are neither; then no
// change is dismissed.
func (p *Peer) Dismiss(ctx context.Context, ids ...portfolio.ID) error {
	return p.exchange(ctx, func(d *txn) error {
		rejected, err := d.judgedAs(portfolio.Rejected)
		if err != nil {
			return err
		}
		asides, err := d.openAsides()
		if err != nil {
			return err
		}
		var faults fault.Faults
		for _, id := range ids {
			by := portfolio.ID{}
			i := slices.IndexFunc(rejected, func(h exchange.HeldChange) bool { return h.Change.ID == id })
			own := i >= 0 && rejected[i].Change.Office() == d.self.Office
			if own {
				by = rejected[i].By
			}
			apart := slices.ContainsFunc(asides, func(a exchange.Aside) bool { return a.Change.ID == id })
			if d.headquarters() || !own && !apart {
				faults = append(faults, &fault.Invalid{Field: "change", Value: id.String(),
					Why: "is neither a rejected change of this office nor one set aside", Action: fault.OwnRejected})
				continue
			}
			if err := d.tx.Dismiss(id, by); err != nil {
				return err
			}
		}
		return faults.Err()
	})
}

// Rule accepts or rejects held changes, as headquarters. A rejection needs a
// reason, which is sent to the author.
func (p *Peer) Rule(ctx context.Context, person string, what portfolio.Ruling, why string, ids ...portfolio.ID) error {
	if what == portfolio.Rejected && why == "" {
		return &fault.Invalid{Field: "reason", Why: "is missing",
			Do: "say in a sentence why it is rejected; the office gets it back"}
	}
	why, err := portfolio.NormalText("reason", why, 400, false)
	if err != nil {
		return err
	}
	return p.exchange(ctx, func(d *txn) error {
		if !d.headquarters() {
			return &fault.Invalid{Field: "office", Value: d.self.Office, Why: "cannot accept or reject changes; only headquarters can"}
		}
		found, err := d.tx.Find(ids...)
		if err != nil {
			return err
		}
		refs := make([]exchange.ReceiptRef, 0, len(ids))
		var faults fault.Faults
		for _, id := range ids {
			i := indexOf(found, id)
			if i < 0 {
				ref, wrong, err := d.ruleAside(id, what)
				if err != nil {
					return err
				}
				if wrong != nil {
					faults = append(faults, wrong)
				}
				refs = append(refs, ref)
				continue
			}
			j, err := d.tx.Judgement(id)
			if err != nil {
				return err
			}
			waits, err := d.absent(&found[i].Change)
			switch {
			case err != nil:
				return err
			case waits:
				faults = append(faults, &fault.Invalid{Field: "change", Value: id.String(),
					Why: "waits for its record, which is not here", Do: "it can be ruled on once that has come"})
			case j.Ruling == portfolio.Taken:
				faults = append(faults, accepted(id, &j, what))
			}
			refs = append(refs, exchange.RefOf(&found[i].Change))
		}
		if len(faults) > 0 {
			return faults
		}
		if err := d.receipt(ruling{what: what, why: why}, refs, person, 0); err != nil {
			return err
		}
		for _, code := range d.authorsOf(&exchange.Receipt{Changes: refs}) {
			if err := d.owe(code); err != nil {
				return err
			}
		}
		return nil
	})
}

// accepted returns why a person cannot rule on a change that has effect: by whom
// and when it was accepted.
func accepted(id portfolio.ID, j *portfolio.Judgement, what portfolio.Ruling) error {
	out := &fault.Invalid{Field: "change", Value: id.String(), Why: "is already " + j.Sentence()}
	if what == portfolio.Taken {
		out.Do = "there is nothing to do"
	} else {
		out.Action, out.Of = fault.UndoInstead, id.String()
	}
	return out
}

func indexOf(list []exchange.Arrival, id portfolio.ID) int {
	for i := range list {
		if list[i].Change.ID == id {
			return i
		}
	}
	return -1
}

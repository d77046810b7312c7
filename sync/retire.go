package sync

import (
	"context"
	"slices"
	"time"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// ParseCopy reads the name of a copy as status shows it: office.incarnation.
func ParseCopy(name string) (wire.Copy, error) {
	c, err := wire.ParseCopy(name)
	if err != nil || c.Incarnation == "" {
		return wire.Copy{}, &fault.Invalid{Field: "copy", Value: name, Why: "is not an office and its copy, such as roea.k3f9ab12",
			Action: fault.ListCopies}
	}
	return c, nil
}

// RetireCopies ends the exchange with copies that nobody uses any more: no mail
// is composed for them, and nothing counts as owed to them. What came from them
// stays. A copy that is heard from again is exchanged with as before. The error
// has all that cannot be retired; then none is.
func (p *Peer) RetireCopies(ctx context.Context, copies ...wire.Copy) error {
	return p.exchange(ctx, func(d *txn) error {
		links, err := d.tx.Links()
		if err != nil {
			return err
		}
		var faults fault.Faults
		for _, c := range copies {
			i := slices.IndexFunc(links, func(l exchange.Link) bool {
				return l.Mine == d.self.Incarnation && l.Office == c.Office && l.Incarnation == c.Incarnation
			})
			if why := notRetirable(c, i, links, d.tx.Now()); why != nil {
				faults = append(faults, why)
				continue
			}
			links[i].Retired, links[i].Rejected = true, ""
			if err := d.tx.SaveLink(&links[i]); err != nil {
				return err
			}
		}
		return faults.Err()
	})
}

// notRetirable returns why the copy with link i cannot be retired, nil if it
// can.
func notRetirable(c wire.Copy, i int, links []exchange.Link, now time.Time) error {
	switch {
	case i < 0:
		return &fault.Invalid{Field: "copy", Value: c.String(), Why: "exchanges nothing with this one",
			Action: fault.ListCopies}
	case !heard(exchange.LastHeard(links, now)).superseded(&links[i]):
		return &fault.Invalid{Field: "copy", Value: c.String(), Why: "is the one of " + c.Office + " that was heard last",
			Action: fault.RetireOffice, Of: c.Office}
	}
	return nil
}

package sync

import (
	"context"

	"fieldfolio/portfolio/exchange"
)

// Restored is what came of a backup that was made a copy of its own.
type Restored struct {
	Office string // of which it is
	Taken  int    // saved changes that it lacked
}

// Restore makes a backup that is going to take the place of a database a copy
// of its own: what was saved of the damaged one is taken over, and with a new
// incarnation every link starts anew, so that the others send all that the
// backup lacks.
func (p *Peer) Restore(ctx context.Context, saved []exchange.Incoming) (Restored, error) {
	var r Restored
	err := p.exchange(ctx, func(d *txn) error {
		r = Restored{Office: d.self.Office}
		fresh, err := d.tx.Take(saved)
		if err != nil {
			return err
		}
		for _, is := range fresh {
			if is {
				r.Taken++
			}
		}
		return d.renew()
	})
	return r, err
}

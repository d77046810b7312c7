package sync

import (
	"context"

	"fieldfolio/portfolio/exchange"
)

// Restored is the result of Restore.
type Restored struct {
	Office string // of which it is
	Above  bool   // that is headquarters
	Taken  int    // saved changes that the backup lacked
}

// Restore gives a backup that replaces a database the changes saved from the
// damaged one, and a new incarnation: every link starts again, so that the
// others send everything that the backup lacks.
func (p *Peer) Restore(ctx context.Context, saved []exchange.Incoming) (Restored, error) {
	var r Restored
	err := p.exchange(ctx, func(d *txn) error {
		r = Restored{Office: d.self.Office, Above: d.headquarters()}
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

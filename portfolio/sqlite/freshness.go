package sqlite

import (
	"context"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// Freshness returns how old the figures are; the zero value for a past
// portfolio.
func (s *Store) Freshness(ctx context.Context) (exchange.Freshness, error) {
	var f exchange.Freshness
	if s.past != 0 {
		return f, nil
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return f, err
	}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		x := &exchangeTx{writer: w, now: s.now().UTC().Truncate(time.Second)}
		facts := exchange.FreshnessFacts{Now: x.now}
		if facts.Self, _ = x.Self(); facts.Self.Office == portfolio.LocalOffice {
			return w.close()
		}
		facts.Register, _ = x.Register()
		facts.Links, _ = x.Links()
		name := exchange.OfficeKey(facts.Self.Office)
		if row, ok := w.find(name); ok {
			facts.Entry = w.load(name, row)
		}
		f = exchange.NewFreshness(facts, cat)
		return w.close()
	})
	return f, err
}

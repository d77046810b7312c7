package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// Freshness returns how old the figures are, compared with those at the end of a
// day unless it is 0. That of a past portfolio says what is not known of its day.
func (s *Store) Freshness(ctx context.Context, since portfolio.Date) (exchange.Freshness, error) {
	if s.past != 0 {
		f, err := s.present.freshness(ctx)
		return f.At(s.past), err
	}
	f, err := s.freshness(ctx)
	if since == 0 {
		f.Joined = nil
	}
	return f.Since(since), err
}

// freshness is the same for all who ask, who may not modify it.
func (s *Store) freshness(ctx context.Context) (exchange.Freshness, error) {
	f, err := s.Shared(ctx, "freshness", func(ctx context.Context) (any, error) { return s.newFreshness(ctx) })
	if err != nil {
		return exchange.Freshness{}, err
	}
	return f.(exchange.Freshness), nil // the question has answers of one type
}

func (s *Store) newFreshness(ctx context.Context) (exchange.Freshness, error) {
	var f exchange.Freshness
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return f, err
	}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		w.known = s.registers.load()
		x := &exchangeTx{writer: w, now: s.now().UTC().Truncate(time.Second)}
		facts := exchange.FreshnessFacts{Now: x.now, Early: w.earlyChanges()}
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

// OwnOffice returns the present entry of the office of this copy in the register; the zero value where there
// is none.
func (s *Store) OwnOffice(ctx context.Context) (exchange.Office, error) {
	return s.office(ctx, "")
}

// OfficeOf returns an office as this copy's register has it now, the zero value if it
// has none with this code.
func (s *Store) OfficeOf(ctx context.Context, code string) (exchange.Office, error) {
	if code == "" {
		return exchange.Office{}, nil
	}
	return s.office(ctx, code)
}

// office returns the office with a code, this copy's for an empty one.
func (s *Store) office(ctx context.Context, code string) (exchange.Office, error) {
	if s.past != 0 {
		return s.present.office(ctx, code)
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return exchange.Office{}, err
	}
	var own exchange.Office
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		w.known = s.registers.load()
		x := &exchangeTx{writer: w, now: s.now().UTC()}
		self, _ := x.Self()
		reg, _ := x.Register()
		if o, ok := reg.Office(cmp.Or(code, self.Office)); ok {
			own = *o
		}
		return w.close()
	})
	return own, err
}

// earlyChanges returns the last day on which headquarters received changes that
// copies made before they joined, by incarnation.
func (w *writer) earlyChanges() map[string]portfolio.Date {
	out := map[string]portfolio.Date{}
	w.each(`SELECT a.incarnation, max(c.arrived) FROM author a JOIN change c ON c.author = a.id
		JOIN receipt t ON t.n = c.n AND t.author = c.author AND t.hash = c.hash
		WHERE a.office = ? AND t.day IS NOT NULL GROUP BY a.incarnation`, []any{portfolio.LocalOffice},
		func(rows *sql.Rows) error {
			var incarnation string
			var day portfolio.Date
			err := rows.Scan(&incarnation, &day)
			out[incarnation] = day
			return err
		})
	return out
}

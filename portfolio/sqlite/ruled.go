package sqlite

import (
	"context"
	"database/sql"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
)

// Rulings returns what persons have ruled on changes by the person of a session since a place among
// all that has arrived, the newest first, and the place of the latest arrival. Outside sessions there
// are none.
func (s *Store) Rulings(ctx context.Context, after int64) (out []provenance.Ruled, last int64, err error) {
	if !s.visited() {
		return nil, after, nil
	}
	err = s.read(ctx, func(q queryer) error {
		w := newWriter(ctx, q, &portfolio.Catalogue{})
		w.row("SELECT coalesce(max(seq), 0) FROM arrival", nil, &last)
		out = ruledFor(w.rulings(after), s.visitor.Person)
		return w.close()
	})
	return out, last, err
}

// ruledFor returns the rulings by others on changes of a person.
func ruledFor(all []provenance.Ruled, person string) (out []provenance.Ruled) {
	for _, r := range all {
		if person != "" && r.Author == person && r.By != person {
			out = append(out, r)
		}
	}
	return out
}

// rulings returns the rulings of persons that arrived after a place, the newest first.
func (w *writer) rulings(after int64) (out []provenance.Ruled) {
	type arrived struct {
		seq int64
		exchange.Receipt
	}
	var receipts []arrived
	w.each("SELECT v.seq, c.n, a.office, a.incarnation, c.hash, r.name, c.body FROM arrival v"+ofArrival+
		"WHERE v.seq > ? AND r.kind = 'receipt' ORDER BY v.seq DESC", []any{after}, func(rows *sql.Rows) error {
		var seq int64
		var c portfolio.Change
		if err := scanChange(afterFirst{rows, []any{&seq}}, &c); err != nil {
			return err
		}
		r, is := exchange.ReceiptOf(&c)
		if !is || r.Corrects || r.Person == portfolio.Program || r.Ruling == portfolio.Held {
			return nil
		}
		receipts = append(receipts, arrived{seq, r})
		return nil
	})
	told := map[portfolio.ID]bool{}
	for _, r := range receipts {
		for _, ref := range r.Changes {
			c := w.changeOf(ref.ID)
			if c == nil || told[c.ID] {
				continue
			}
			told[c.ID] = true
			row, _ := w.find(c.Target())
			of := exchange.HeldChange{Change: *c, Record: w.load(c.Target(), row)}
			out = append(out, provenance.Ruled{Seq: r.seq, Author: c.Person, Name: of.Name(), Ruling: r.Ruling, Why: r.Why,
				By: r.Person})
		}
	}
	return out
}

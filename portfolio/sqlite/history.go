package sqlite

import (
	"context"

	"fieldfolio/portfolio"
)

// History returns the newest changes first, a line for each field; those of one
// record, with the notes on it, or all.
func (s *Store) History(ctx context.Context, spec portfolio.HistorySpec) (portfolio.History, error) {
	var h portfolio.History
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return h, err
	}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		where, args := " WHERE r.kind <> 'receipt'", []any{}
		if spec.Record != "" {
			where = ` WHERE c.record IN (SELECT id FROM record WHERE name = ?1 UNION SELECT id FROM note WHERE target = ?1)`
			args = append(args, spec.Record)
		}
		w.row("SELECT count(*) FROM change c JOIN record r ON r.id = c.record"+where, args, &h.Changes)
		limit := spec.Limit
		if limit <= 0 {
			limit = -1
		}
		var changes []portfolio.Change
		w.each("SELECT "+changeColumns+where+" ORDER BY c.n DESC, c.author DESC, c.hash DESC LIMIT ?2",
			[]any{spec.Record, limit}, collect(&changes))
		h.Entries = w.entries(changes)
		return w.close()
	})
	return h, err
}

// entries returns the lines of changes, in their order.
func (w *writer) entries(changes []portfolio.Change) []portfolio.Entry {
	lines := map[string]map[portfolio.ID][]portfolio.Entry{}
	var out []portfolio.Entry
	for i := range changes {
		name := changes[i].Target()
		if lines[name] == nil {
			row, _ := w.find(name)
			r := w.load(name, row)
			lines[name] = map[portfolio.ID][]portfolio.Entry{}
			for _, e := range r.History() {
				lines[name][e.Change.ID] = append(lines[name][e.Change.ID], e)
			}
		}
		out = append(out, lines[name][changes[i].ID]...)
	}
	return out
}

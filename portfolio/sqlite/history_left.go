package sqlite

import (
	"database/sql"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// leftChange is a change that came from a headquarters which this office has
// left.
type leftChange struct {
	change       portfolio.Change
	headquarters string
}

// addLeft adds the lines of changes that came from a headquarters which this
// office has left, after those of all others, of which shown are in h.
func (w *writer) addLeft(h *provenance.History, spec provenance.HistorySpec, shown int) {
	list := w.leftChanges(spec)
	skip := max(0, spec.Offset-int(h.Changes))
	h.Changes += int64(len(list))
	list = list[min(skip, len(list)):]
	if spec.Limit > 0 {
		list = list[:min(len(list), spec.Limit-shown)]
	}
	lines := map[portfolio.ID][]provenance.Entry{}
	read := map[string]bool{}
	for i := range list {
		c := &list[i].change
		if name := c.Target(); !read[name] {
			read[name] = true
			w.readLeft(name, lines)
		}
		for _, e := range lines[c.ID] {
			e.Stands, e.Left = provenance.StandsLeft, list[i].headquarters
			h.Entries = append(h.Entries, e)
		}
	}
}

// leftChanges returns those of one record or of all, the newest first.
func (w *writer) leftChanges(spec provenance.HistorySpec) []leftChange {
	var out []leftChange
	w.each(`SELECT l.n, l.office, l.incarnation, l.hash, l.record, l.body, l.headquarters FROM left_change l
		WHERE (?1 = '' OR l.record = ?1) AND NOT EXISTS (SELECT 1 FROM change c JOIN author a ON a.id = c.author
		WHERE c.n = l.n AND a.office = l.office AND a.incarnation = l.incarnation AND c.hash = l.hash)
		ORDER BY l.n DESC, l.office, l.incarnation, l.hash`, []any{spec.Record}, func(rows *sql.Rows) error {
		var l leftChange
		if err := scanChange(beforeLast{rows, &l.headquarters}, &l.change); err != nil {
			return err
		}
		kind := portfolio.KindOf(l.change.Target())
		if l.change.Creates != "" {
			kind = l.change.Creates
		}
		if kind != portfolio.ReceiptRecord && (spec.Text == "" || spec.Finds(&l.change, kind, l.change.Target())) {
			out = append(out, l)
		}
		return nil
	})
	return out
}

// beforeLast scans the last column into a text of its own.
type beforeLast struct {
	rows *sql.Rows
	last *string
}

// Scan scans the other columns.
func (b beforeLast) Scan(dest ...any) error { return b.rows.Scan(append(dest, b.last)...) }

// readLeft adds the lines of all changes of a record, by change, with those that
// were left.
func (w *writer) readLeft(name string, lines map[portfolio.ID][]provenance.Entry) {
	row, here := w.find(name)
	r := portfolio.Record{ID: name, Kind: portfolio.KindOf(name)}
	if here {
		r = w.load(name, row)
	}
	for _, l := range w.leftChanges(provenance.HistorySpec{Record: name}) {
		if l.change.Creates != "" {
			r.Kind = l.change.Creates
		}
		r.Log.Add(l.change)
		r.Log.Hold(l.change.ID, true)
	}
	for _, e := range provenance.HistoryOf(&r) {
		lines[e.Change.ID] = append(lines[e.Change.ID], e)
	}
}

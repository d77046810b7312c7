package sqlite

import (
	"database/sql"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// leftChange is a change that came from a headquarters which this office has
// left.
type leftChange struct {
	change       portfolio.Change
	headquarters string
}

// leftLines are the lines of changes that came from a headquarters which this
// office has left.
type leftLines struct {
	from  map[portfolio.ID]string // the headquarters of each change
	lines map[portfolio.ID][]provenance.Entry
	read  map[string]bool // the records whose lines are in lines
}

// addLeft adds the changes that this office has left to steps, after all others.
func (w *writer) addLeft(steps *provenance.Steps) *leftLines {
	left := &leftLines{map[portfolio.ID]string{}, map[portfolio.ID][]provenance.Entry{}, map[string]bool{}}
	all := w.leftChanges(steps.Spec)
	for i := range all {
		c := &all[i].change
		left.from[c.ID] = all[i].headquarters
		steps.Add(c, kindLeft(c), c.Target())
	}
	return left
}

// leftEntries returns the lines of a change that this office has left.
func (w *writer) leftEntries(left *leftLines, c *portfolio.Change) []provenance.Entry {
	if name := c.Target(); !left.read[name] {
		left.read[name] = true
		w.readLeft(name, left.lines)
	}
	lines := slices.Clone(left.lines[c.ID])
	for i := range lines {
		lines[i].Stands, lines[i].Left = provenance.StandsLeft, left.from[c.ID]
	}
	return lines
}

// kindLeft returns the kind of the record of a change.
func kindLeft(c *portfolio.Change) portfolio.RecordKind {
	if c.Creates != "" {
		return c.Creates
	}
	return portfolio.KindOf(c.Target())
}

// leftChanges returns those of the record of a spec or of all, the newest first.
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
		if kindLeft(&l.change) != portfolio.ReceiptRecord {
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

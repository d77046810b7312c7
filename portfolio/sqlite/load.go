package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"fieldfolio/portfolio"
)

// loaded is a record with its row.
type loaded struct {
	row    recordRow
	record portfolio.Record
}

// batch is the number of records loaded at once.
const batch = 1000

// eachRecord calls fn for every record whose row ID a table names, in their
// order. It takes a third of the time of loading one record after another.
func (w *writer) eachRecord(table string, fn func(*loaded)) {
	authors := w.authorRows()
	for after := int64(-1); w.err == nil; {
		some := w.loadSome(table, after, authors)
		for i := range some {
			fn(&some[i])
		}
		if len(some) < batch {
			return
		}
		after = some[len(some)-1].row.id
	}
}

// authorRows returns the authors of changes by their row IDs.
func (w *writer) authorRows() map[int64]author { return w.authorsIn("", nil) }

// authorsOf returns the authors of the changes of records, by their row IDs.
func (w *writer) authorsOf(records condition) map[int64]author {
	return w.authorsIn(" WHERE id IN (SELECT author FROM change WHERE record "+records.sql+")", records.args)
}

func (w *writer) authorsIn(where string, args []any) map[int64]author {
	authors := map[int64]author{}
	w.each("SELECT id, office, incarnation FROM author"+where, args, func(rows *sql.Rows) error {
		var id int64
		var a author
		err := rows.Scan(&id, &a.office, &a.incarnation)
		authors[id] = a
		return err
	})
	return authors
}

// loadSome loads the next records after a row ID.
func (w *writer) loadSome(table string, after int64, authors map[int64]author) []loaded {
	some := w.recordRows("SELECT r.id, r.name, r.kind FROM record r WHERE r.id IN (SELECT id FROM "+table+
		" WHERE id > ? ORDER BY id LIMIT ?) ORDER BY r.id", after, batch)
	if len(some) > 0 {
		w.fill(some, condition{"BETWEEN ? AND ?", []any{some[0].row.id, some[len(some)-1].row.id}}, authors)
	}
	return some
}

// recordRows returns the records of a query, without their content.
func (w *writer) recordRows(query string, args ...any) []loaded {
	var some []loaded
	w.each(query, args, func(rows *sql.Rows) error {
		var l loaded
		err := rows.Scan(&l.row.id, &l.record.ID, &l.row.kind)
		l.record.Kind = l.row.kind
		some = append(some, l)
		return err
	})
	return some
}

// fill loads the content of records. ids is a condition on their row IDs; it
// may include others.
func (w *writer) fill(some []loaded, ids condition, authors map[int64]author) {
	at := make(map[int64]*loaded, len(some))
	for i := range some {
		at[some[i].row.id] = &some[i]
	}
	w.each("SELECT "+projectColumns+", p.id FROM base_project p WHERE p.id "+ids.sql, ids.args,
		func(rows *sql.Rows) error {
			var p portfolio.Project
			var id int64
			err := scanProject(rows, &p, &id)
			if l := at[id]; l != nil {
				l.record.Base = &p
			}
			return err
		})
	w.logs(ids, at, authors)
	for i := range some {
		if l := &some[i]; planned(l.row.kind) {
			l.record.Plan = w.basePlan(l.record.ID, l.row.kind)
		}
	}
}

// logs reads the changes of records.
func (w *writer) logs(ids condition, at map[int64]*loaded, authors map[int64]author) {
	changes, ruled := map[int64][]portfolio.Change{}, map[int64][]portfolio.ID{}
	w.each("SELECT c.record, c.n, c.author, c.hash, "+everRuled+", c.body FROM change c WHERE c.record "+ids.sql, ids.args,
		func(rows *sql.Rows) error {
			var record, by int64
			var is bool
			var body sql.RawBytes
			var c portfolio.Change
			if err := rows.Scan(&record, &c.ID.N, &by, &c.ID.Hash, &is, &body); err != nil {
				return err
			}
			l := at[record]
			if l == nil {
				return nil
			}
			c.ID.Office, c.ID.Incarnation = authors[by].office, authors[by].incarnation
			if err := c.SetBody(body); err != nil {
				return fmt.Errorf("change %s: %w", c.ID, err)
			}
			if c.Creates == "" {
				c.Record = l.record.ID
			}
			if changes[record] = append(changes[record], c); is {
				ruled[record] = append(ruled[record], c.ID)
			}
			return nil
		})
	for id, list := range changes {
		log := &at[id].record.Log
		*log = portfolio.NewLog(list...)
		w.hold(log, ruled[id])
	}
}

// deriveAll derives the records whose row IDs are in a table. So far only the
// rows of the plan exist, as in the document. It calls done for each.
func (w *writer) deriveAll(table string, done func()) {
	w.eachRecord(table, func(l *loaded) {
		defer done()
		if l.row.kind == portfolio.ProjectRecord || len(l.record.Log.Changes()) > 0 {
			w.derive(l.row, &portfolio.Record{Kind: l.row.kind}, &l.record)
		}
	})
}

// deriveInto derives records into the scratch copy.
func (s *Store) deriveInto(ctx context.Context, table string, rowsOnly bool) error {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	w := newWriter(ctx, s.db, cat)
	w.to, w.rowsOnly = then, rowsOnly
	w.deriveAll(table, func() {})
	return fileError(s.path, w.close())
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// Origins returns the origins of some fields of records: what the document
// states about them, and the change that set them, if any. Fields of unknown
// origin are left out. It makes a few queries per thousand records.
func (s *Store) Origins(ctx context.Context, records []string, fields ...string) (provenance.Origins, error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	out := provenance.Origins{}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		authors := w.authorRows()
		for len(records) > 0 && w.err == nil {
			n := min(len(records), batch)
			w.origins(out, records[:n], fields, authors)
			records = records[n:]
		}
		return w.close()
	})
	return out, err
}

// origins adds the origins of a batch of records.
func (w *writer) origins(out provenance.Origins, records, fields []string, authors map[int64]author) {
	names, all := w.list(records), w.list(fields)
	sources := map[string][]portfolio.Source{}
	w.each(`SELECT s.record, s.field, s.place, s.printed, s.taken, s.why, s.assumed FROM source s
		WHERE s.record IN (SELECT value FROM json_each(?)) AND s.field IN (SELECT value FROM json_each(?)) ORDER BY s.record, s.seq`,
		[]any{names, all}, func(rows *sql.Rows) error {
			var x portfolio.Source
			err := rows.Scan(&x.Record, &x.Field, &x.Where, &x.Printed, &x.Taken, &x.Why, &x.Assumed)
			sources[x.Record] = append(sources[x.Record], x)
			return err
		})
	changed := w.recordRows(`SELECT r.id, r.name, r.kind FROM record r WHERE r.name IN (SELECT value FROM json_each(?))
		AND EXISTS (SELECT 1 FROM change c WHERE c.record = r.id)`, names)
	var ids []int64
	for i := range changed {
		ids = append(ids, changed[i].row.id)
	}
	if len(changed) > 0 {
		w.fill(changed, condition{"IN (SELECT value FROM json_each(?))", []any{w.list(ids)}}, authors)
	}
	logs := map[string]*portfolio.Record{}
	var setting []portfolio.ID
	for i := range changed {
		r := &changed[i].record
		logs[r.ID] = r
		for _, f := range fields {
			if by := r.Log.State(f).By; by != nil {
				setting = append(setting, by.ID)
			}
		}
	}
	rulings := w.judgements(setting...)
	for _, r := range logs {
		r.Rulings = rulings
	}
	for _, name := range records {
		r := logs[name]
		if r == nil {
			r = &portfolio.Record{ID: name, Kind: portfolio.KindOf(name)}
		}
		for _, f := range fields {
			if o := provenance.OriginOf(r, f, sources[name]); !o.Unknown() {
				out[provenance.FieldOf{Record: name, Field: f}] = o
			}
		}
	}
}

// list returns values as the JSON array that queries take lists as.
func (w *writer) list(values any) string {
	text, err := json.Marshal(values)
	w.fail(err)
	return string(text)
}

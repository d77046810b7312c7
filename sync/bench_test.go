package sync

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
	"fieldfolio/sync/wire"
)

// BenchmarkReceive has headquarters take in 100,000 changes of 10,000 records,
// in mails as large as they may be, with the receipts that it gives for them;
// then it inserts the rows that this made raw. It reports both for each change,
// reading the diffs included.
func BenchmarkReceive(b *testing.B) {
	for b.Loop() {
		took, raw := receive(b, 100_000)
		b.ReportMetric(float64(took.Microseconds())/100_000, "µs/change")
		b.ReportMetric(float64(raw.Microseconds())/100_000, "µs/raw")
		b.ReportMetric(raw.Seconds()/took.Seconds(), "raw/change")
	}
}

// receive returns how long it takes to receive n changes, ten to a record, and
// to insert the rows that this made.
func receive(b *testing.B, n int) (took, raw time.Duration) {
	b.Helper()
	ctx := context.Background()
	w := newWorld(b, 1, nil)
	base := w.base[0]
	w.base = nil
	for i := range n / 10 {
		base.ID = fmt.Sprintf("REC%05d", i)
		base.Number = base.ID
		w.base = append(w.base, base)
	}
	store := w.database("")
	hq := &Peer{Store: store, Key: keyOf(1), Program: "1.0"}
	mails := mailsOf(b, w, hq, n)
	start, fresh := time.Now(), 0
	for _, body := range mails {
		s, err := hq.Read(between(body))
		if err != nil {
			b.Fatal(err)
		}
		r, err := hq.Receive(ctx, s)
		if err != nil {
			b.Fatal(err)
		}
		fresh += r.Fresh
	}
	if took = time.Since(start); fresh != n {
		b.Fatalf("%d of %d changes were new", fresh, n)
	}
	return took, insertRaw(b, store.Path())
}

// mailsOf returns what an office that has just joined sends: n changes.
func mailsOf(b *testing.B, w *world, hq *Peer, n int) (mails []string) {
	b.Helper()
	ctx := context.Background()
	if err := hq.Found(ctx, Founding{Code: "hq", Email: "hq@example.org"}); err != nil {
		b.Fatal(err)
	}
	inv, err := hq.Invite(ctx, "A. Desk", Entry{Code: "roea", Scope: portfolio.ScopeAll, Email: "roea@example.org"})
	if err != nil {
		b.Fatal(err)
	}
	d := wire.Diff{From: wire.Copy{Office: "roea", Incarnation: "1a2b3c4d"}, To: wire.Copy{Office: "hq", Incarnation: ""}, Join: &wire.Join{Key: portfolio.FormatKey(ed25519.PublicKey(keyOf(2)[32:])), Secret: inv.Secret}}
	for i := range n {
		c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: int64(i + 100)}, Person: "A. Desk", At: w.clock, Record: w.base[i/10].ID,
			Fields: []portfolio.Setting{set("country", fmt.Sprint("Country ", i))}}
		c.Finish()
		if d.Changes = append(d.Changes, wire.Posted{Change: c}); len(d.Changes) == 20_000 || i == n-1 {
			s := wire.Sign(d, keyOf(2))
			mails = append(mails, must(s.Body("", false)))
			d.After, d.Changes, d.Join = s.End(), nil, nil
		}
	}
	return mails
}

// insertRaw inserts the rows of a database's larger tables into another one
// with the same tables and indexes, row by row with prepared statements in one
// transaction, and returns how long that takes.
func insertRaw(b *testing.B, from string) time.Duration {
	b.Helper()
	ctx := context.Background()
	to := filepath.Join(b.TempDir(), "raw.db")
	if err := sqlite.Create(ctx, to, &portfolio.Document{Catalogue: must(seed.Document()).Catalogue}); err != nil {
		b.Fatal(err)
	}
	db := must(sql.Open("sqlite", to+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)"))
	defer func() { _ = db.Close() }()
	tables := []string{"change", "arrival", "receipt", "project", "slice", "summary"}
	rows := map[string][][]any{}
	source := must(sql.Open("sqlite", from))
	defer func() { _ = source.Close() }()
	for _, t := range tables {
		rows[t] = rowsOf(b, source, t)
	}
	start := time.Now()
	tx := must(db.BeginTx(ctx, nil))
	for _, t := range tables {
		insertRows(ctx, b, tx, t, rows[t])
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func insertRows(ctx context.Context, b *testing.B, tx *sql.Tx, table string, rows [][]any) {
	b.Helper()
	st := must(tx.PrepareContext(ctx, "INSERT INTO "+table+" VALUES (?"+strings.Repeat(",?", len(rows[0])-1)+")"))
	defer func() { _ = st.Close() }()
	for _, row := range rows {
		if _, err := st.ExecContext(ctx, row...); err != nil {
			b.Fatal(table, err)
		}
	}
}

func rowsOf(b *testing.B, db *sql.DB, table string) (out [][]any) {
	b.Helper()
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		b.Fatal(table, err)
	}
	defer func() { _ = rows.Close() }()
	columns := must(rows.Columns())
	for rows.Next() {
		row, at := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			at[i] = &row[i]
		}
		if err := rows.Scan(at...); err != nil {
			b.Fatal(err)
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		b.Fatal(table, err)
	}
	return out
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// queryer is a transaction, or a connection in one.
type queryer interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// writer writes within one transaction. It keeps its statements prepared and
// its first error, after which it does nothing.
type writer struct {
	ctx        context.Context //nolint:containedctx // lives as long as the transaction
	tx         queryer
	to         string // prefix of the names of derived tables: empty, or that of a scratch copy
	rowsOnly   bool   // of projects: no slices, sums and search text
	statements map[string]*sql.Stmt
	cat        *portfolio.Catalogue
	codes      map[string]int64 // row IDs of programmes, lines and places, with a letter in front
	records    map[string]recordRow
	authors    map[author]int64
	sums       map[sumKey]*sums               // to be added to the summary
	log        [32]byte                       // digest of the changes that were added
	clocks     map[clockDay]exchange.ClockDay // of the changes that were added
	clockCache map[author]exchange.Clock      // what clockOf has read
	known      knownRegister                  // the register that was read last, with which reading it again begins
	// joined is the office that a copy of office local joined, by incarnation; nil
	// until asked for.
	joined map[string]string
	err    error
}

func newWriter(ctx context.Context, tx queryer, cat *portfolio.Catalogue) *writer {
	w := &writer{ctx: ctx, tx: tx, statements: map[string]*sql.Stmt{}, cat: cat, codes: map[string]int64{},
		records: map[string]recordRow{}, authors: map[author]int64{}, sums: map[sumKey]*sums{}}
	for i, p := range cat.Programmes {
		w.codes["p"+p.Code] = int64(i) + 1
	}
	for i, l := range cat.Lines {
		w.codes["l"+l.Code] = int64(i) + 1
	}
	for i, p := range cat.Places {
		w.codes["c"+p.Code] = int64(i) + 1
	}
	return w
}

// close updates the summary, closes the statements and returns the first error.
func (w *writer) close() error {
	w.writeSums()
	for _, st := range w.statements {
		w.err = errors.Join(w.err, st.Close())
	}
	return w.err
}

// fail records the first error.
func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) statement(query string) *sql.Stmt {
	st := w.statements[query]
	if st == nil && w.err == nil {
		if st, w.err = w.tx.PrepareContext(w.ctx, query); w.err == nil {
			w.statements[query] = st
		}
	}
	return st
}

// exec runs a statement and returns the last row ID.
func (w *writer) exec(query string, args ...any) int64 {
	st := w.statement(query) //nolint:sqlclosecheck // close closes them all
	if w.err != nil {
		return 0
	}
	res, err := st.ExecContext(w.ctx, args...)
	if err != nil {
		w.err = fmt.Errorf("write: %w", err)
		return 0
	}
	id, err := res.LastInsertId()
	w.err = err
	return id
}

// row reads the only row of a query and reports whether there is one.
func (w *writer) row(query string, args []any, dest ...any) bool {
	return w.one(query, args, func(row scanner) error { return row.Scan(dest...) })
}

// one calls fn for the only row of a query and reports whether there is one.
func (w *writer) one(query string, args []any, fn func(scanner) error) bool {
	st := w.statement(query) //nolint:sqlclosecheck // close closes them all
	if w.err != nil {
		return false
	}
	err := fn(st.QueryRowContext(w.ctx, args...))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		w.err = err
	}
	return err == nil
}

// each runs a query and calls fn for every row.
func (w *writer) each(query string, args []any, fn func(*sql.Rows) error) {
	st := w.statement(query) //nolint:sqlclosecheck // close closes them all
	if w.err != nil {
		return
	}
	rows, err := st.QueryContext(w.ctx, args...)
	if err != nil {
		w.err = err
		return
	}
	defer func() { w.fail(errors.Join(rows.Err(), rows.Close())) }()
	for rows.Next() && w.err == nil {
		w.err = fn(rows)
	}
}

// code returns the row ID of a code, and records a fault where there is none.
func (w *writer) code(what, letter, code string) int64 {
	id, ok := w.codes[letter+code]
	if !ok {
		w.fail(&fault.Invalid{Field: what, Value: code, Why: "is not known"})
	}
	return id
}

// null returns an amount for SQL: cents, or NULL if it is unknown.
func null(a portfolio.Amount) any {
	if !a.Known {
		return nil
	}
	return int64(a.Cents)
}

func day(d portfolio.Date) any {
	if !d.Known() {
		return nil
	}
	return int64(d)
}

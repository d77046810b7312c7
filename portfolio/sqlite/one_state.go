package sqlite

import (
	"context"
	"database/sql"
)

// OneState runs fn, which reads, so that all its questions to the store are
// answered from one state: those that it asks with the context that it is given.
// Meanwhile nobody else can write. fn must not write either, or call CellsOn: both
// would wait for a writer that waits for fn.
func (s *Store) OneState(ctx context.Context, fn func(context.Context) error) error {
	if s.past != 0 || s.pool == nil || stateIn(ctx, s.pool) != nil {
		return fn(ctx)
	}
	return s.transact(ctx, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		return fn(context.WithValue(ctx, stateKey{}, heldState{s.pool, tx}))
	})
}

// heldState is the transaction of OneState, with the pool that it is of.
type heldState struct {
	pool *sql.DB
	tx   *sql.Tx
}

type stateKey struct{}

// stateIn returns the transaction of OneState in which a question is asked, nil if
// there is none.
func stateIn(ctx context.Context, pool *sql.DB) *sql.Tx {
	if held, ok := ctx.Value(stateKey{}).(heldState); ok && held.pool == pool {
		return held.tx
	}
	return nil
}

// pooled is a pool that answers the questions of OneState from its transaction.
type pooled struct{ *sql.DB }

// in returns what answers a question.
func (p pooled) in(ctx context.Context) conn {
	if tx := stateIn(ctx, p.DB); tx != nil {
		return tx
	}
	return p.DB
}

// ExecContext runs a statement.
func (p pooled) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return p.in(ctx).ExecContext(ctx, query, args...)
}

// QueryContext runs a query.
func (p pooled) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return p.in(ctx).QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query for one row.
func (p pooled) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return p.in(ctx).QueryRowContext(ctx, query, args...)
}

// PrepareContext prepares a statement.
func (p pooled) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return p.in(ctx).PrepareContext(ctx, query)
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// State identifies what a database holds. Two equal states give the same answers,
// as of one day. Drafts and preferences are not part of it.
type State struct {
	// Log is the digest of the document, the log of changes and the last rebuilding
	// of what is derived from them: of every figure, project, note, conflict and
	// history, except for what follows from Links.
	Log string
	// Links is the digest of the exchange with other offices: this copy's identity,
	// its links, the changes set aside and the rejections that were seen. It decides
	// what the view Sync says, how fresh figures are, and who made doubtful changes.
	Links string
	// Arrived is the position of the last change in the order of arrival.
	Arrived int64
}

// State returns the state of the database, read in one transaction.
func (s *Store) State(ctx context.Context) (state State, err error) {
	err = s.read(ctx, func(q queryer) error {
		state, err = stateOf(ctx, q)
		return err
	})
	return state, err
}

// stateOf returns the state that a transaction sees.
func stateOf(ctx context.Context, q queryer) (s State, err error) {
	if s.Log, err = logDigest(ctx, q); err != nil {
		return s, err
	}
	if s.Links, err = digestOf(ctx, q, `SELECT name, value FROM setting UNION ALL SELECT 'link', state FROM link
		UNION ALL SELECT 'dismissed', change || ' ' || by FROM dismissed
		UNION ALL SELECT 'aside', coalesce(max(id), 0) || ' ' || count(*) FROM aside
		UNION ALL SELECT 'doubt', count(*) FROM doubt`); err != nil {
		return s, err
	}
	w := newWriter(ctx, q, &portfolio.Catalogue{})
	w.row("SELECT coalesce(max(seq), 0) FROM arrival", nil, &s.Arrived)
	return s, w.close()
}

// markedState is a state with the mark that the file had: every transaction that writes to it sets
// another one.
type markedState struct {
	sync.Mutex
	mark  dbfile.Mark
	state State
}

// marked returns the state that a transaction sees which only reads: that which was read last,
// if the mark is the same.
func (s *Store) marked(ctx context.Context, tx *sql.Tx) (State, error) {
	if s.opened == nil { // what is in memory is also written without a mark
		return stateOf(ctx, tx)
	}
	mark, err := readMark(ctx, tx)
	if err != nil {
		return State{}, err
	}
	known := &s.last
	known.Lock()
	defer known.Unlock()
	if known.mark != mark {
		state, err := stateOf(ctx, tx)
		if err != nil {
			return state, err
		}
		known.mark, known.state = mark, state
	}
	return known.state, nil
}

// logDigest returns State.Log as a transaction sees it.
func logDigest(ctx context.Context, q queryer) (string, error) {
	return digestOf(ctx, q, "SELECT name, hash FROM digest")
}

// digestOf returns a digest of the rows of a query, in their order.
func digestOf(ctx context.Context, q queryer, query string) (digest string, err error) {
	st, err := q.PrepareContext(ctx, query)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	rows, err := st.QueryContext(ctx)
	if err != nil {
		return "", err
	}
	sum, err := rowsDigest(rows)
	return string(sum), err
}

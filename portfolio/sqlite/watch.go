package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"sync"
	"time"

	"modernc.org/sqlite"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// A Watch tells what other processes change in a database. It has a connection of
// its own, which holds a lock only while a statement runs and waits for none, so
// that nobody waits long for it.
type Watch struct {
	s       *Store
	mu      sync.Mutex
	db      *sql.DB
	conn    *sql.Conn
	version *sql.Stmt
	changes *dbfile.Changes // when to look
	last    int64           // the version at the last look
	state   State           // the state then
}

// busyPace is the time between two looks while another process is writing.
const busyPace = 50 * time.Millisecond

// newsMost is how many changes a Watch names at most.
const newsMost = 1000

// Watch returns a watch of what others change from now on. It must be closed
// before the store. It returns nil if nobody else can change what the store
// shows: it is in memory, or of the past.
func (s *Store) Watch(ctx context.Context) (*Watch, error) {
	if s.opened == nil || s.past != 0 {
		return nil, nil
	}
	dsn, err := dbfile.URL(s.opened.Path, url.Values{"_pragma": {busyTimeout(), "query_only(1)", "cache_size(-200)"}})
	if err != nil {
		return nil, fileError(s.path, err)
	}
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, fileError(s.path, err)
	}
	w := &Watch{s: s, db: sql.OpenDB(dbfile.Guard(connector, s.opened.Check)), changes: s.opened.Changes()}
	if err := w.begin(ctx); err != nil {
		return nil, errors.Join(fileError(s.path, err), w.Close())
	}
	return w, nil
}

// begin makes the connection and notes the present state.
func (w *Watch) begin(ctx context.Context) (err error) {
	if w.conn, err = w.db.Conn(ctx); err != nil {
		return err
	}
	if w.version, err = w.conn.PrepareContext(ctx, "PRAGMA data_version"); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return err
	}
	own := &w.s.own
	own.Lock()
	own.watched = true
	own.Unlock()
	w.state, err = w.s.State(ctx) // which waits while another process writes
	return err
}

// Close ends the watch.
func (w *Watch) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	err := w.changes.Close()
	if w.version != nil {
		err = errors.Join(err, w.version.Close())
	}
	if w.conn != nil {
		err = errors.Join(err, w.conn.Close())
	}
	return fileError(w.s.path, errors.Join(err, w.db.Close()))
}

// Wait waits until others have changed something that screens show, and returns
// what. After an error, such as that the file was replaced, there is nothing more
// to wait for.
func (w *Watch) Wait(ctx context.Context) (provenance.News, error) {
	for wait := w.changes.Wait; ; {
		if err := wait(ctx); err != nil {
			return provenance.News{}, err
		}
		news, moved, err := w.look(ctx)
		switch busy := isBusy(err); {
		case busy:
			wait = untilBusyPace
		case moved || err != nil:
			return news, fileError(w.s.path, err)
		default:
			wait = w.changes.Wait
		}
	}
}

func untilBusyPace(ctx context.Context) error { return dbfile.Pause(ctx, busyPace) }

// Look returns what others have changed since the last look, and whether they
// have changed anything. While another process writes, it leaves that to the next
// look.
func (w *Watch) Look(ctx context.Context) (news provenance.News, moved bool, err error) {
	news, moved, err = w.look(ctx)
	if isBusy(err) {
		return provenance.News{}, false, nil
	}
	return news, moved, fileError(w.s.path, err)
}

// look is Look, but says that another process is writing.
func (w *Watch) look(ctx context.Context) (news provenance.News, moved bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.s.opened.Check(ctx); err != nil {
		return news, false, err
	}
	var version int64
	// A context that cannot end spares database/sql a goroutine for each look.
	err = w.version.QueryRowContext(context.WithoutCancel(ctx)).Scan(&version)
	if err == nil && version != w.last {
		if news, moved, err = w.read(ctx); err == nil {
			w.last = version
		}
	}
	return news, moved, err
}

// read compares the state with that of the last look, in one transaction.
func (w *Watch) read(ctx context.Context) (news provenance.News, moved bool, err error) {
	tx, err := w.conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return news, false, err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }() // it has only read
	mark, err := readMark(ctx, tx)
	if err != nil {
		return news, false, err
	}
	if !mark.Continues(w.s.seen.get()) {
		return news, false, dbfile.ErrReplaced
	}
	state, err := stateOf(ctx, tx)
	if err != nil || w.s.own.lead(w.state, state) {
		w.state = state
		return news, false, err
	}
	if news, err = w.news(ctx, tx); err == nil {
		w.state = state
	}
	return news, true, err
}

// news returns the changes of others that arrived since the last look.
func (w *Watch) news(ctx context.Context, q queryer) (n provenance.News, err error) {
	r := newWriter(ctx, q, &portfolio.Catalogue{})
	r.each(`SELECT v.seq, r.kind, coalesce(p.number, g.number, 'note on ' || coalesce(q.number, t.target), r.name),
		c.n, a.office, a.incarnation, c.hash, r.name, c.body FROM arrival v `+ofArrival+`
		LEFT JOIN project p ON p.record = r.name LEFT JOIN withdrawn g ON g.id = r.id
		LEFT JOIN note t ON t.id = r.id LEFT JOIN project q ON q.record = t.target
		WHERE v.seq > ? AND r.kind <> 'receipt' ORDER BY v.seq DESC LIMIT ?`, []any{w.state.Arrived, newsMost + 1},
		func(rows *sql.Rows) error {
			var seq int64
			var c provenance.NewChange
			if err := scanChange(after{rows, []any{&seq, &c.Kind, &c.Name}}, &c.Change); err != nil {
				return err
			}
			switch {
			case w.s.own.arrived(seq):
			case len(n.Changes) == newsMost:
				n.More = true
			default:
				n.Changes = append(n.Changes, c)
			}
			return nil
		})
	return n, r.close()
}

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

// A feed reads what happens to a database, once for all who watch it: when the file
// changes, and at once when a session of this process has changed something. It has a
// connection of its own, which holds a lock only while a statement runs and waits for
// none, so that nobody waits long for it.
type feed struct {
	s       *Store
	mu      sync.Mutex // held while it reads
	db      *sql.DB
	conn    *sql.Conn
	version *sql.Stmt
	last    int64  // the version at the last look
	state   State  // the state then
	logins  string // their digest then

	poked     chan struct{} // full: it may have changed
	loginsNew chan struct{} // full: logins have changed

	changes *dbfile.Changes // when to look
	stop    context.CancelFunc
	running sync.WaitGroup

	told readings
}

// busyPace is the time between two looks while another process is writing, readPace
// that between two readings: many who write at once are read together.
const (
	busyPace = 50 * time.Millisecond
	readPace = 20 * time.Millisecond
)

// newFeed begins to read what happens from now on.
func (s *Store) newFeed(ctx context.Context) (*feed, error) {
	dsn, err := dbfile.URL(s.opened.Path, url.Values{"_pragma": {busyTimeout(), "query_only(1)", "cache_size(-200)"}})
	if err != nil {
		return nil, fileError(s.path, err)
	}
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, fileError(s.path, err)
	}
	f := &feed{s: s, db: sql.OpenDB(dbfile.Guard(connector, s.opened.Check)),
		poked: make(chan struct{}, 1), loginsNew: make(chan struct{}, 1)}
	f.told.watches = map[*Watch]struct{}{}
	changes := s.opened.Changes()
	if err := f.begin(ctx); err != nil {
		return nil, errors.Join(fileError(s.path, err), changes.Close(), f.close())
	}
	f.listen(changes)
	return f, nil
}

// begin makes the connection and notes the present state.
func (f *feed) begin(ctx context.Context) (err error) {
	if f.conn, err = f.db.Conn(ctx); err != nil {
		return err
	}
	if f.version, err = f.conn.PrepareContext(ctx, "PRAGMA data_version"); err != nil {
		return err
	}
	if _, err := f.conn.ExecContext(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return err
	}
	f.s.own.watch(f)
	return f.s.read(ctx, func(q queryer) (err error) { // which waits while another process writes
		if f.state, err = stateOf(ctx, q); err == nil {
			f.logins, err = loginsDigest(ctx, q)
		}
		return err
	})
}

// listen has the feed look when changes tells it, and when it is poked.
func (f *feed) listen(changes *dbfile.Changes) {
	ctx, stop := context.WithCancel(context.Background())
	f.changes, f.stop = changes, stop
	f.running.Go(func() {
		for changes.Wait(ctx) == nil && ctx.Err() == nil {
			f.poke()
		}
	})
	f.running.Go(func() { f.run(ctx) })
	f.poke()
}

// silence ends listen.
func (f *feed) silence() error {
	if f.stop == nil {
		return nil
	}
	f.stop()
	err := f.changes.Close()
	f.running.Wait()
	return err
}

// close ends the feed, and the waiting of all.
func (f *feed) close() error {
	f.s.own.unwatch(f)
	err := f.silence()
	f.told.fail(errWatchClosed)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.version != nil {
		err = errors.Join(err, f.version.Close())
	}
	if f.conn != nil {
		err = errors.Join(err, f.conn.Close())
	}
	return fileError(f.s.path, errors.Join(err, f.db.Close()))
}

// poke has the feed look soon.
func (f *feed) poke() {
	select {
	case f.poked <- struct{}{}:
	default:
	}
}

// run looks whenever something may have changed, until it fails: then there is nothing
// more to be told.
func (f *feed) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.poked:
		}
		pace := readPace
		switch err := f.look(ctx); {
		case ctx.Err() != nil:
			return
		case isBusy(err):
			f.poke()
			pace = busyPace
		case err != nil:
			f.told.fail(fileError(f.s.path, err))
			return
		}
		if dbfile.Pause(ctx, pace) != nil {
			return
		}
	}
}

// look reads what has changed since the last look, for all. It returns an error for
// which isBusy is true while another process is writing.
func (f *feed) look(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	// A context that cannot end spares database/sql a goroutine for each look, and who
	// looks for all is not interrupted.
	ctx = context.WithoutCancel(ctx)
	if err := f.s.opened.Check(ctx); err != nil {
		return err
	}
	var version int64
	err := f.version.QueryRowContext(ctx).Scan(&version)
	if err == nil && version != f.last {
		if err = f.read(ctx); err == nil {
			f.last = version
		}
	}
	return err
}

// read compares the state with that of the last look, in one transaction.
func (f *feed) read(ctx context.Context) (err error) {
	tx, err := f.conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }() // it has only read
	mark, err := readMark(ctx, tx)
	if err != nil {
		return err
	}
	if !mark.Continues(f.s.seen.get()) {
		return dbfile.ErrReplaced
	}
	state, err := stateOf(ctx, tx)
	if err != nil {
		return err
	}
	logins, err := loginsDigest(ctx, tx)
	if err != nil {
		return err
	}
	if state != f.state {
		r := reading{}
		r.sessions, r.others = f.s.own.lead(f.state, state)
		if err := f.news(ctx, tx, &r); err != nil {
			return err
		}
		f.told.add(&r)
	}
	if logins != f.logins {
		select {
		case f.loginsNew <- struct{}{}:
		default:
		}
	}
	f.state, f.logins = state, logins
	return nil
}

// loginsDigest returns a digest of all logins with their keys.
func loginsDigest(ctx context.Context, q queryer) (string, error) {
	return digestOf(ctx, q, `SELECT person, role || ' ' || office || ' ' || email FROM login
		UNION ALL SELECT fingerprint, person FROM login_key`)
}

// news reads the changes that arrived since the last look.
func (f *feed) news(ctx context.Context, q queryer, into *reading) error {
	r := newWriter(ctx, q, &portfolio.Catalogue{})
	r.each(`SELECT v.seq, r.kind, coalesce(p.number, g.number, 'note on ' || coalesce(q.number, t.target), r.name),
		c.n, a.office, a.incarnation, c.hash, r.name, c.body FROM arrival v `+ofArrival+`
		LEFT JOIN project p ON p.record = r.name LEFT JOIN withdrawn g ON g.id = r.id
		LEFT JOIN note t ON t.id = r.id LEFT JOIN project q ON q.record = t.target
		WHERE v.seq > ? AND r.kind <> 'receipt' ORDER BY v.seq DESC LIMIT ?`, []any{f.state.Arrived, newsMost + 1},
		func(rows *sql.Rows) error {
			var seq int64
			var c arrivedChange
			if err := scanChange(after{rows, []any{&seq, &c.Kind, &c.Name}}, &c.Change); err != nil {
				return err
			}
			if len(into.changes) == newsMost {
				into.more = true
				return nil
			}
			c.session, c.here = f.s.own.arrived(seq)
			into.changes = append(into.changes, c)
			return nil
		})
	into.rulings = r.rulings(f.state.Arrived)
	return r.close()
}

// arrivedChange is a change with the session of this process that made it, if one did.
type arrivedChange struct {
	provenance.NewChange
	session string
	here    bool
}

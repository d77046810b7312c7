package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"syscall"
	"time"

	"modernc.org/sqlite" // the driver, without cgo

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// Store is an open database, or one session's view of it, see Host. It is safe for use
// from several goroutines.
type Store struct {
	*database
	db      conn             // pool, or the transaction of within
	past    portfolio.Date   // the date that a store of At shows; 0 for the present
	present *Store           // of a store of At: the one that made it
	parts   pastParts        // of a store of At
	now     func() time.Time // the clock of changes
	login   string           // kept beside the person in changes made here, see SetLogin
	visitor access.Visitor   // whose session it is for; zero outside sessions
	visit   *visit           // what that session has of its own
	review  Review           // of what editors change in sessions, see SetReview
	host    *Host            // of a view
}

// database is an open file, with what all share who read and write it through one opening.
type database struct {
	pool       *sql.DB // nil in a store of within
	path       string  // as the caller named it
	dsn        string  // how the driver opens it
	registers  registers
	catalogues *catalogues
	answers    answers
	last       markedState

	opened *dbfile.Opened // nil in a store that is in memory, or of At or within
	seen   seenMark
	own    ownSteps

	writing chan struct{} // full while a transaction of this process writes

	kept   *sql.Conn  // keeps what is in memory
	frozen *FileError // why nothing can be changed; nil: it can
	Kept   string     // the copy that was made before this opening upgraded the file; empty: none
}

// newStore returns the store of a database.
func newStore(d *database, db conn) *Store {
	d.catalogues = &catalogues{}
	d.writing = make(chan struct{}, 1)
	return &Store{database: d, db: db, now: time.Now, visit: &visit{}}
}

// conn is a database or a transaction.
type conn interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	queryer
}

// busyWait is how long to wait for another process that writes. Error messages
// state it.
const busyWait = 5 * time.Second

func busyTimeout() string { return fmt.Sprintf("busy_timeout(%d)", busyWait.Milliseconds()) }

// Open opens the database at path, and upgrades its schema, the document
// and what is derived; before that it keeps a copy beside it. It returns a
// *FileError if the database cannot be opened, which wraps fs.ErrNotExist if
// there is no file, ErrEmpty if there is nothing in it, and ErrReadOnly if it can
// only be read.
func Open(ctx context.Context, path string, options ...Option) (*Store, error) {
	if err := Readable(path); err != nil {
		return nil, err
	}
	if err := interrupted(path); err != nil {
		return nil, err
	}
	if err := halfWritten(ctx, path); err != nil {
		return nil, err
	}
	if err := unwritable(path); err != nil {
		return nil, err
	}
	u := newUpgrade(0, options)
	if err := u.settle(ctx, path); err != nil {
		return nil, fileError(path, err)
	}
	var err error
	if u.from, err = inspect(ctx, path); err != nil {
		return nil, fileError(path, err)
	}
	s, err := openFile(ctx, path)
	if err != nil {
		return nil, err
	}
	if err = s.migrate(ctx, u); err == nil {
		err = s.upgrade(ctx, u)
	}
	if err == nil {
		err = s.look(ctx)
	}
	if err != nil {
		return nil, errors.Join(fileError(path, err), s.Close())
	}
	return s, nil
}

// Readable returns an error if there is no file at path that can be read.
func Readable(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && interrupted(path) == nil:
		return &FileError{Path: path, Why: "does not exist", Do: missingDo, Err: err}
	case errors.Is(err, fs.ErrPermission) || err == nil && !canRead(path):
		return &FileError{Path: path, Why: "cannot be read by this user", Do: fault.Remedy{Text: "ask its owner for access"},
			Err: fs.ErrPermission}
	case errors.Is(err, syscall.ELOOP):
		why, do := fileSentence(path, err)
		return &FileError{Path: path, Why: why, Do: fault.Remedy{Text: do.Text}, Err: err}
	case err == nil:
		return noFile(path, info)
	}
	return nil
}

// noFile returns an error for a directory, a device or a pipe, which may never end.
func noFile(path string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return &FileError{Path: path, Why: "cannot be opened: it is a directory", Do: fault.Remedy{Action: fault.NameDatabaseWithin}}
	case !info.Mode().IsRegular():
		return &FileError{Path: path, Why: "cannot be opened: it is a device or a pipe", Do: fault.Remedy{Action: fault.NameDatabase}}
	}
	return nil
}

// halfWritten returns an error if a program was killed in the middle of a change,
// and what leads back from that is under another name, see dbfile.Astray.
func halfWritten(ctx context.Context, path string) error {
	journal, err := dbfile.Astray(ctx, path)
	if journal == "" || err != nil {
		return fileError(path, err)
	}
	file, err := dbfile.Resolve(path)
	if err != nil {
		return fileError(path, err)
	}
	return &FileError{Path: path, Why: "is half written: a program was killed, and the journal that undoes its change is " +
		"under another name", Do: fault.Remedy{Text: "copy " + journal + " to " + file + dbfile.JournalEnd +
		" and try again; " + unchanged}}
}

var missingDo = fault.Remedy{Action: fault.CheckDatabaseName}

// openFile opens a database for reading and writing. Its connections are used
// only as long as the same file is at the path.
func openFile(ctx context.Context, path string) (*Store, error) {
	opened, err := dbfile.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	dsn, err := dbfile.URL(opened.Path, url.Values{"_txlock": {"immediate"}, "_pragma": {
		busyTimeout(), "journal_mode(DELETE)", "synchronous(EXTRA)", "foreign_keys(1)",
		"cache_size(-8000)", "cache_spill(16000)", "temp_store(MEMORY)",
	}})
	if err != nil {
		return nil, fileError(path, err)
	}
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, fileError(path, err)
	}
	pool := sql.OpenDB(dbfile.Guard(connector, opened.Check))
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	s := newStore(&database{pool: pool, path: path, dsn: dsn, opened: opened}, pooled{pool})
	if err := s.connect(ctx); err != nil {
		return nil, errors.Join(fileError(path, err), pool.Close())
	}
	return s, nil
}

// connections is how many connections a store has at most.
const connections = 4

// SetClock sets the clock by which changes are made and received.
func (s *Store) SetClock(now func() time.Time) { s.now = now }

// SetLogin sets the login of the operating system that is kept beside the person
// in changes made here.
func (s *Store) SetLogin(login string) { s.login = login }

// private creates a file that only the user can read, or the group that shares its
// directory, if there is none: a database holds the secret of an invitation for
// some time. An existing file is not opened: closing it would release the locks
// that this process has on it.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), durable.Share(path))
}

// connect makes the first connection, which takes a file of an earlier release
// out of WAL mode. If two processes do so at once, SQLite fails without waiting,
// so this waits and tries again.
func (s *Store) connect(ctx context.Context) error {
	for end := time.Now().Add(busyWait); ; {
		err := s.pool.PingContext(ctx)
		if !isBusy(err) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(busyWait / 500):
		}
	}
}

// Close closes the database. A view it ends, and leaves the database open.
func (s *Store) Close() error {
	if s.host != nil {
		s.Leave()
		return nil
	}
	if s.kept != nil {
		return errors.Join(s.kept.Close(), s.pool.Close())
	}
	return s.pool.Close()
}

// Path returns the file that Open was given.
func (s *Store) Path() string { return s.path }

// errUnwritten rolls a transaction back that has written nothing, or nothing that
// is to stay: the file remains as it is.
var errUnwritten = errors.New("nothing was written")

// update runs fn in one write transaction, if the visitor of a session has the
// permission. If fn writes nothing, neither does update. The error of a failed
// rollback is joined to the first error.
func (s *Store) update(ctx context.Context, may permission, fn func(*sql.Tx) error) error {
	if s.past != 0 {
		return &fault.Invalid{Field: "the portfolio as it stood on", Value: s.past.Plain(),
			Why: "cannot be changed", Action: fault.ChangePresent}
	}
	if s.frozen != nil {
		return s.frozen
	}
	var next dbfile.Mark
	var step *ownStep
	err := s.transact(ctx, nil, func(tx *sql.Tx) (err error) {
		if next, err = s.advance(ctx, tx); err != nil {
			return err
		}
		if err := s.permit(ctx, tx, may); err != nil {
			return err
		}
		if step, err = s.own.begin(ctx, tx, s.visitor.Session); err != nil {
			return err
		}
		before, err := rowsChanged(ctx, tx)
		if err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		if after, err := rowsChanged(ctx, tx); err != nil || after == before {
			return errors.Join(err, errUnwritten)
		}
		if err := s.own.end(ctx, tx, step); err != nil {
			return err
		}
		return s.opened.Check(ctx)
	})
	if err != nil {
		s.own.drop(step)
	}
	switch {
	case errors.Is(err, errUnwritten):
		return nil
	case err == nil:
		s.seen.set(next)
		s.own.committed(step)
	}
	return err
}

// updateRecords is update for what changes records. If a newer release has brought
// the database up to date since it was opened here, it refuses: that release derives
// more from a record, or otherwise. What people have typed or chosen can be kept.
func (s *Store) updateRecords(ctx context.Context, may permission, fn func(*sql.Tx) error) error {
	return s.update(ctx, may, func(tx *sql.Tx) error {
		var have int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
			return err
		}
		if have > latest() {
			return newerError(ctx, tx, s.path, have)
		}
		return fn(tx)
	})
}

// rowsChanged returns how many rows the connection has changed so far.
func rowsChanged(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT total_changes()").Scan(&n)
	return n, err
}

// within returns the store as a transaction sees it. It is only for reading,
// and for as long as the transaction lasts.
func (s *Store) within(tx *sql.Tx) *Store {
	x := newStore(&database{path: s.path}, tx)
	x.now = s.now
	return x
}

// read runs fn in one read transaction, so that everything it reads is
// consistent.
func (s *Store) read(ctx context.Context, fn func(queryer) error) error {
	if s.past != 0 || s.pool == nil { // in one transaction for as long as it is open
		return fileError(s.path, fn(s.db))
	}
	return s.transact(ctx, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error { return fn(tx) })
}

// transact runs fn in a transaction; to read within OneState, in that of OneState.
func (s *Store) transact(ctx context.Context, options *sql.TxOptions, fn func(*sql.Tx) error) error {
	if tx := stateIn(ctx, s.pool); tx != nil && options != nil && options.ReadOnly {
		return fileError(s.path, fn(tx))
	}
	if options == nil { // who writes waits in turn, without a connection; SQLite keeps no order
		select {
		case s.writing <- struct{}{}:
			defer func() { <-s.writing }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	c, err := s.pool.Conn(ctx)
	if err != nil {
		return fileError(s.path, err)
	}
	err = s.transactOn(ctx, c, options, fn)
	if closing := c.Close(); !errors.Is(closing, sql.ErrConnDone) {
		err = errors.Join(err, fileError(s.path, closing))
	}
	return err
}

func (s *Store) transactOn(ctx context.Context, c *sql.Conn, options *sql.TxOptions, fn func(*sql.Tx) error) error {
	tx, err := s.begin(ctx, c, options)
	if err != nil {
		return fileError(s.path, err)
	}
	if err := fn(tx); err != nil {
		if rb := tx.Rollback(); rb != nil && !errors.Is(rb, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("roll back: %w", rb))
		}
		if ctx.Err() != nil { // rolled back under fn, which may say that a statement is closed
			return ctx.Err()
		}
		return fileError(s.path, err)
	}
	return fileError(s.path, tx.Commit())
}

// begin begins a transaction. As long as one that is to write has to wait, it
// looks whether the file is replaced by the one that is waited for: SQLite goes
// on with the former one, and would take the journal of the new one for its own.
func (s *Store) begin(ctx context.Context, c *sql.Conn, options *sql.TxOptions) (tx *sql.Tx, err error) {
	if options != nil && options.ReadOnly {
		return c.BeginTx(ctx, options)
	}
	wait := func(d time.Duration) error {
		_, err := c.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf("PRAGMA busy_timeout = %d", d.Milliseconds()))
		return err
	}
	if err := wait(glance); err != nil {
		return nil, err
	}
	for end := time.Now().Add(busyWait); ; {
		if err = s.opened.Check(ctx); err != nil {
			break
		}
		if tx, err = c.BeginTx(ctx, options); !isBusy(err) || time.Now().After(end) {
			break
		}
	}
	return tx, errors.Join(err, wait(busyWait))
}

// glance is how long to wait for another process before looking at the file again.
const glance = busyWait / 250

// scan runs a query and calls each for every row.
func (s *Store) scan(ctx context.Context, query string, args []any, each func(*sql.Rows) error) (err error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return fileError(s.path, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := each(rows); err != nil {
			return fileError(s.path, err)
		}
	}
	return fileError(s.path, rows.Err())
}

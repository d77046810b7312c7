package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"sync"

	"fieldfolio/portfolio/sqlite/dbfile"
)

// marksBegin is the version from which databases have a mark.
const marksBegin = 9

// seenMark is the mark of the file when this store wrote last, or opened it.
type seenMark struct {
	sync.Mutex
	mark dbfile.Mark
}

func (s *seenMark) set(m dbfile.Mark) {
	s.Lock()
	defer s.Unlock()
	s.mark = m
}

func (s *seenMark) get() dbfile.Mark {
	s.Lock()
	defer s.Unlock()
	return s.mark
}

// look remembers the mark that the file has.
func (s *Store) look(ctx context.Context) error {
	return s.read(ctx, func(q queryer) error {
		m, err := readMark(ctx, q)
		s.seen.set(m)
		return err
	})
}

// advance sets the next mark. It returns dbfile.ErrReplaced if the file does not
// continue the state that this store saw last, because another one was copied
// over it.
func (s *Store) advance(ctx context.Context, tx *sql.Tx) (dbfile.Mark, error) {
	// SQLite keeps pages of the former file if the other one has as many pages and
	// changes.
	if _, err := tx.ExecContext(ctx, "PRAGMA shrink_memory"); err != nil {
		return dbfile.Mark{}, err
	}
	if err := s.opened.Check(ctx); err != nil { // it may have been replaced while this waited for the lock
		return dbfile.Mark{}, err
	}
	m, err := readMark(ctx, tx)
	if err != nil {
		return m, err
	}
	if !m.Continues(s.seen.get()) {
		return m, dbfile.ErrReplaced
	}
	m = m.Next()
	if err := writeMark(ctx, tx, m); err != nil { // which begins the journal
		return m, err
	}
	if m, err = s.opened.With(m); err != nil {
		return m, err
	}
	return m, writeMark(ctx, tx, m)
}

func readMark(ctx context.Context, db queryer) (m dbfile.Mark, err error) {
	st, err := db.PrepareContext(ctx, "SELECT state FROM mark")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	var raw []byte
	if err := st.QueryRowContext(ctx).Scan(&raw); err != nil {
		return m, err
	}
	return dbfile.ParseMark(raw)
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func writeMark(ctx context.Context, db execer, m dbfile.Mark) error {
	_, err := db.ExecContext(ctx, "INSERT INTO mark (id, state) VALUES (1, ?1) ON CONFLICT DO UPDATE SET state = ?1", m.Bytes())
	return err
}

// renewMark gives a copy in a file, which nobody has open, a mark of its own. One
// of a release without marks it leaves as it is.
func renewMark(ctx context.Context, file string) (err error) {
	db, err := single(file, url.Values{"_pragma": {"journal_mode(OFF)", "synchronous(OFF)"}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version < marksBegin {
		return err
	}
	m, err := readMark(ctx, db)
	if err != nil {
		return err
	}
	return writeMark(ctx, db, m.Copied())
}

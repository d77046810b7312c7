package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
)

// Exchange runs fn in one transaction, which is committed if fn returns nil.
func (s *Store) Exchange(ctx context.Context, fn func(exchange.Tx) error) error {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	var w *writer
	run := s.updateRecords
	if s.frozen != nil { // what is to be sent is brought up to date in memory, to be read
		run = func(ctx context.Context, _ permission, fn func(*sql.Tx) error) error { return s.transact(ctx, nil, fn) }
	}
	err = run(ctx, readLinks, func(tx *sql.Tx) error {
		w = newWriter(ctx, tx, cat)
		w.known = s.registers.load()
		x, err := s.exchangeTx(w)
		if err == nil {
			err = fn(x)
		}
		if err != nil {
			w.fail(err)
		}
		if s.frozen != nil && w.log != ([32]byte{}) {
			w.fail(s.frozen)
		}
		w.writeLogDigest()
		return w.close()
	})
	if err == nil {
		s.registers.keep(w.known)
	}
	return err
}

// ReadExchange is as Exchange for fn that only reads; anything else is refused. It waits for
// nobody who writes.
func (s *Store) ReadExchange(ctx context.Context, fn func(exchange.Tx) error) error {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	return s.read(ctx, func(q queryer) error {
		w := newWriter(ctx, q, cat)
		w.known = s.registers.load()
		x := &exchangeTx{writer: w, now: s.now().UTC().Truncate(time.Second)}
		if err := fn(&readingTx{x, errOnlyReads, false}); err != nil {
			w.fail(err)
		}
		err := w.close()
		if err == nil {
			s.registers.keep(w.known)
		}
		return err
	})
}

// errOnlyReads is what a transaction says to a write that is there to read.
var errOnlyReads = errors.New("this transaction only reads")

// exchangeTx returns the transaction of an exchange; in a session, as far as its login may
// take part.
func (s *Store) exchangeTx(w *writer) (exchange.Tx, error) {
	x := &exchangeTx{writer: w, now: s.now().UTC().Truncate(time.Second)}
	var err error
	if x.visitor, err = s.visitorsLogin(w.ctx, w.tx); err != nil {
		return nil, err
	}
	if x.visitor != nil && !takePart.of(x.visitor.Role) {
		return &readingTx{x, x.visitor.Role.Refusal(takePart.what), true}, nil
	}
	return x, nil
}

// exchangeTx implements exchange.Tx.
type exchangeTx struct {
	*writer
	now     time.Time
	visitor *access.Login // of the session; nil outside sessions

	receipts map[string][]exchange.Arrival // cache of receipts, by their record
}

// Now returns the local time.
func (x *exchangeTx) Now() time.Time { return x.now }

// Author returns who makes a change here and the login that is kept beside the name: in a
// session those of its login, otherwise as given.
func (x *exchangeTx) Author(person, login string) (name, kept string, err error) {
	kept = x.loginText(x.visitor, login)
	if x.visitor != nil {
		person = x.visitor.Person
	}
	return person, kept, x.err
}

// loginText returns what is kept beside the name of whoever changes something: the code of
// the office of a session's login; outside sessions the login of the operating system,
// unless it is the code of an office, for which it would be taken. A coordinator acts for
// this copy, so that of another office has none.
func (w *writer) loginText(visitor *access.Login, system string) string {
	var one int
	switch {
	case visitor == nil && system != "" && w.row("SELECT 1 FROM record WHERE name = ?", []any{exchange.OfficeKey(system)}, &one):
		return ""
	case visitor == nil:
		return system
	case visitor.Role.Reviews() && !w.row("SELECT 1 FROM setting WHERE name = 'office' AND value = ?",
		[]any{visitor.Office}, &one):
		return ""
	}
	return visitor.Office
}

// The settings with the identity of this copy.
const (
	setOffice      = "office"
	setIncarnation = "incarnation"
	setRoot        = "root"
	setConfirmed   = "confirmed_root"
	setClaimed     = "claimed_root"
	setStolen      = "stolen_root"
	setAgain       = "founded_again"
	setHQ          = "headquarters"
	setSecret      = "secret"
	setLocal       = "local"
	setEmail       = "email"
	setHQEmail     = "headquarters_email"
	setHQRecipient = "headquarters_recipient"
)

// Self returns the identity of this copy.
func (x *exchangeTx) Self() (exchange.Self, error) {
	set := map[string]string{}
	x.each("SELECT name, value FROM setting", nil, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		set[name] = value
		return err
	})
	s := exchange.Self{Office: set[setOffice], Incarnation: set[setIncarnation], Roots: strings.Fields(set[setRoot]),
		Confirmed: set[setConfirmed], Claimed: set[setClaimed], Stolen: set[setStolen],
		Again: set[setAgain] == portfolio.Yes, Headquarter: set[setHQ],
		Secret: set[setSecret], Local: strings.Fields(set[setLocal]), Email: set[setEmail], HQEmail: set[setHQEmail],
		HQRecipient: set[setHQRecipient]}
	x.row("SELECT coalesce(max(n), 0) FROM change", nil, &s.N)
	return s, x.err
}

// SetSelf saves the identity of this copy.
func (x *exchangeTx) SetSelf(s exchange.Self) error {
	again := ""
	if s.Again {
		again = portfolio.Yes
	}
	for name, value := range map[string]string{setAgain: again, setOffice: s.Office, setRoot: strings.Join(s.Roots, " "), setConfirmed: s.Confirmed, setClaimed: s.Claimed, setStolen: s.Stolen,
		setHQ:     s.Headquarter,
		setSecret: s.Secret, setLocal: strings.Join(s.Local, " "),
		setEmail: s.Email, setHQEmail: s.HQEmail, setHQRecipient: s.HQRecipient} {
		x.set(name, value)
	}
	return x.err
}

func (x *exchangeTx) set(name, value string) {
	x.exec("INSERT INTO setting VALUES (?,?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value)
}

// Renew gives the copy a new incarnation.
func (x *exchangeTx) Renew() error {
	b := make([]byte, 4)
	if _, err := rand.Read(b); err != nil {
		return fmt.Errorf("draw an incarnation: %w", err)
	}
	x.set(setIncarnation, hex.EncodeToString(b))
	return x.err
}

// Take adds changes to the log and reports which were new. Receipts are added
// first, so that changes get their date at once.
func (x *exchangeTx) Take(changes []exchange.Incoming) ([]bool, error) {
	if len(changes) > many {
		x.exec(roomy)
		defer x.exec(usual)
	}
	var receipts, others []portfolio.Change
	for i := range changes {
		if changes[i].Change.Creates == portfolio.ReceiptRecord {
			receipts = append(receipts, changes[i].Change)
		} else {
			others = append(others, changes[i].Change)
		}
	}
	added := map[portfolio.ID]bool{}
	for _, list := range [][]portfolio.Change{receipts, others} {
		for _, of := range x.byRecord(list) {
			for _, c := range x.take(of, portfolio.DateOf(x.now)) {
				added[c.ID] = true
			}
		}
	}
	fresh := make([]bool, len(changes))
	for i := range changes {
		in := &changes[i]
		if fresh[i] = added[in.Change.ID]; fresh[i] {
			delete(added, in.Change.ID)
			x.arrive(&in.Change, in.Link)
		}
		x.doubt(in, fresh[i])
	}
	return fresh, x.err
}

func idsOf(changes []portfolio.Change) []portfolio.ID {
	ids := make([]portfolio.ID, len(changes))
	for i := range changes {
		ids[i] = changes[i].ID
	}
	return ids
}

// doubt stores why a change's author is not certain, until it arrives without a
// doubt.
func (x *exchangeTx) doubt(in *exchange.Incoming, fresh bool) {
	id := in.Change.ID
	switch {
	case fresh && in.Doubt != "":
		x.exec("INSERT INTO doubt VALUES (?,?,?,?)", id.N, x.author(author{id.Office, id.Incarnation}), id.Hash, in.Doubt)
	case !fresh && in.Doubt == "":
		if x.doubted(id) {
			x.exec("DELETE FROM doubt WHERE n = ? AND author = ? AND hash = ?", id.N,
				x.author(author{id.Office, id.Incarnation}), id.Hash)
			if row, ok := x.find(in.Change.Target()); ok && row.kind == portfolio.OfficeRecord {
				x.registerChanged(row.id)
			}
			x.arrive(&in.Change, in.Link)
		}
	}
}

// Record returns a record, and false if there is none.
func (x *exchangeTx) Record(name string) (portfolio.Record, bool, error) {
	row, ok := x.find(name)
	if !ok || x.err != nil {
		return portfolio.Record{ID: name, Kind: portfolio.KindOf(name)}, false, x.err
	}
	return x.load(name, row), true, x.err
}

// doubted reports whether a change's author is not certain.
func (w *writer) doubted(id portfolio.ID) bool {
	var why string
	return w.row("SELECT why FROM doubt WHERE n = ? AND author = ? AND hash = ?",
		[]any{id.N, w.author(author{id.Office, id.Incarnation}), id.Hash}, &why)
}

// Judgement returns headquarters' ruling on a change.
func (x *exchangeTx) Judgement(id portfolio.ID) (portfolio.Judgement, error) {
	return x.judgement(id), x.err
}

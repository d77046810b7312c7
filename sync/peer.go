package sync

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"time"

	"filippo.io/age"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// Store stores a copy of the portfolio with its links.
type Store interface {
	// Exchange runs fn in one transaction, which is committed if fn returns
	// nil.
	Exchange(ctx context.Context, fn func(exchange.Tx) error) error
	// ReadExchange is as Exchange for fn that only reads.
	ReadExchange(ctx context.Context, fn func(exchange.Tx) error) error
	// Catalogue returns the lists that projects refer to.
	Catalogue(ctx context.Context) (*portfolio.Catalogue, error)
}

// Peer is one copy in its exchange of diffs with others.
type Peer struct {
	Store      Store
	Key        ed25519.PrivateKey // signs; nil if it is not here, which is enough for reading
	Identities []age.Identity     // decrypt what is encrypted to their recipients
	KeysOf     string             // user who alone may read keys and identities; empty if they are here or missing
	Login      string             // of the operating system, kept beside the person; empty if it is not known
	Program    string             // version of this program
	Form       wire.Form          // of the diffs; encryption is not affected
	Random     io.Reader          // source of secrets; nil for the system's
}

// txn is one transaction of the exchange, with what it has read.
type txn struct {
	*Peer
	tx    exchange.Tx
	began time.Time
	cat   *portfolio.Catalogue
	self  exchange.Self
	reg   exchange.Register
	auto  bool // what is received came in an automatic reply, and is not answered

	signed  map[signature]bool    // the receipts whose signature was checked
	judging map[string]looked     // records that judge has read
	holding map[portfolio.ID]bool // changes that judge holds, before their receipts are made
}

// signature is that of a receipt, as far as its check depends on it.
type signature struct {
	digest [sha256.Size]byte
	above  bool // it came from the office above
}

// exchange runs fn in one transaction.
func (p *Peer) exchange(ctx context.Context, fn func(*txn) error) error {
	return p.transact(ctx, p.Store.Exchange, fn)
}

// view runs fn, which only reads, in one transaction.
func (p *Peer) view(ctx context.Context, fn func(*txn) error) error {
	return p.transact(ctx, p.Store.ReadExchange, fn)
}

func (p *Peer) transact(ctx context.Context, run func(context.Context, func(exchange.Tx) error) error,
	fn func(*txn) error) error {
	cat, err := p.Store.Catalogue(ctx)
	if err != nil {
		return fmt.Errorf("read the catalogue: %w", err)
	}
	return run(ctx, func(tx exchange.Tx) error {
		d := &txn{Peer: p, tx: tx, began: time.Now(), cat: cat, signed: map[signature]bool{}}
		if err := d.look(); err != nil {
			return err
		}
		return fn(d)
	})
}

// look reads the identity of this copy and the register, again after they
// changed.
func (d *txn) look() error {
	var err error
	if d.self, err = d.tx.Self(); err != nil {
		return err
	}
	d.reg, err = d.tx.Register()
	return err
}

// headquarters reports whether this copy is that of headquarters.
func (d *txn) headquarters() bool { return d.self.AtHeadquarters() }

// parent returns the office through which this one exchanges, empty for
// headquarters.
func (d *txn) parent() string { return d.self.Parent(&d.reg) }

// below reports whether another office exchanges through this one.
func (d *txn) below(office string) bool {
	return office != d.self.Office && d.reg.Below(office, d.self.Office)
}

// genuine reports whether headquarters has signed a receipt, which may have come
// from the office above. A stored receipt was checked when it arrived, and none
// is checked twice.
func (d *txn) genuine(c *portfolio.Change, above bool) bool {
	of := signature{c.Digest(), above}
	is, known := d.signed[of]
	if !known {
		is = d.here(c) || exchange.SignedBy(c, d.self.Signing(above).Keys())
		d.signed[of] = is
	}
	return is
}

// trust saves the keys of headquarters, with what is said of others.
func (d *txn) trust(roots exchange.Roots) error {
	d.self.Roots = roots
	clear(d.signed)
	return d.tx.SetSelf(d.self)
}

// make makes a change by this copy and adds it to the log.
func (d *txn) make(person, record string, settings []portfolio.Setting, over []portfolio.ID) error {
	return d.add(portfolio.Change{Person: person, Record: record, Fields: settings, Over: over})
}

// add adds a change by this copy to the log, and gives it id, login and time.
func (d *txn) add(c portfolio.Change) error {
	var err error
	if c.Person, c.Login, err = d.author(c.Person); err != nil {
		return err
	}
	c.ID, c.At = d.nextID(), d.tx.Now()
	c.Finish()
	if err := c.Check(); err != nil {
		return err
	}
	_, err = d.tx.Take([]exchange.Incoming{{Change: c}})
	return err
}

// author returns who makes a change or a ruling, and the login that is kept
// beside the name, none beside the program.
func (d *txn) author(person string) (name, login string, err error) {
	if person == portfolio.Program {
		return person, "", nil
	}
	return d.tx.Author(person, d.Login)
}

// publicKey returns the public key of this copy, as the register has it; empty
// if the key is not here.
func (p *Peer) publicKey() string {
	if p.Key == nil {
		return ""
	}
	public, _ := p.Key.Public().(ed25519.PublicKey)
	return portfolio.FormatKey(public)
}

// nextID returns the id of the next change of this copy, without its hash.
func (d *txn) nextID() portfolio.ID {
	d.self.N++
	return portfolio.ID{Office: d.self.Office, Incarnation: d.self.Incarnation, N: d.self.N}
}

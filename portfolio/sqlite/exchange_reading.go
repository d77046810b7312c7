package sqlite

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// readingTx is a transaction that reads. That of a session whose role does not take part in
// the exchange also fills outboxes, which follow from the log; all else is denied.
type readingTx struct {
	*exchangeTx
	denied error
	fills  bool
}

// SetSelf is denied.
func (r *readingTx) SetSelf(exchange.Self) error { return r.denied }

// Renew is denied.
func (r *readingTx) Renew() error { return r.denied }

// Leave is denied.
func (r *readingTx) Leave(func(portfolio.ID) bool) error { return r.denied }

// Take is denied.
func (r *readingTx) Take([]exchange.Incoming) ([]bool, error) { return nil, r.denied }

// SetAside is denied.
func (r *readingTx) SetAside([]exchange.Aside) (int, error) { return 0, r.denied }

// DropAside is denied.
func (r *readingTx) DropAside(portfolio.ID) error { return r.denied }

// Redate is denied.
func (r *readingTx) Redate(portfolio.ID, portfolio.Date) error { return r.denied }

// Dismiss is denied.
func (r *readingTx) Dismiss(portfolio.ID, portfolio.ID) error { return r.denied }

// SetFed is denied unless outboxes are filled.
func (r *readingTx) SetFed(fed int64) error {
	if !r.fills {
		return r.denied
	}
	return r.exchangeTx.SetFed(fed)
}

// Post is denied unless outboxes are filled.
func (r *readingTx) Post(link int64, posts []exchange.Posted) error {
	if !r.fills {
		return r.denied
	}
	return r.exchangeTx.Post(link, posts)
}

// SaveLink saves how far an outbox is filled, and is denied for anything else.
func (r *readingTx) SaveLink(l *exchange.Link) error {
	if !r.fills {
		return r.denied
	}
	is, here, err := r.Link(l.ID)
	if err != nil {
		return err
	}
	is.Out, is.Chain, is.Filled, is.Fed, is.Scope = l.Out, l.Chain, l.Filled, l.Fed, l.Scope
	if !here || is != *l {
		return r.denied
	}
	return r.exchangeTx.SaveLink(l)
}

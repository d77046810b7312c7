package sqlite

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// Review judges changes that somebody of an office has just made, in the transaction that
// makes them: where this copy is headquarters' it holds those that the office may not make,
// by a receipt; elsewhere it returns an error for them. See sync.Peer.Judge.
type Review func(tx exchange.Tx, cat *portfolio.Catalogue, office string, made []portfolio.Change) error

package ui

import (
	"context"

	"fieldfolio/portfolio/provenance"
)

// Watch tells what others change in the portfolio.
type Watch interface {
	// Wait waits until others have changed something and returns what. After an error there is
	// nothing more to wait for.
	Wait(ctx context.Context) (provenance.News, error)
	// Look returns what others have changed since the last look, and whether they have changed
	// anything.
	Look(ctx context.Context) (provenance.News, bool, error)
}

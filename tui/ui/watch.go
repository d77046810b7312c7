package ui

import (
	"context"

	"fieldfolio/portfolio/provenance"
)

// Rulings are what persons have ruled on changes of the person at the keyboard.
type Rulings interface {
	// Rulings returns those since a place among all that has arrived, the newest first, and the place of
	// the latest arrival.
	Rulings(ctx context.Context, after int64) ([]provenance.Ruled, int64, error)
}

// Watch tells what others change in the portfolio.
type Watch interface {
	// Wait waits until others have changed something and returns what. After an error there is
	// nothing more to wait for.
	Wait(ctx context.Context) (provenance.News, error)
	// Look returns what others have changed since the last look, and whether they have changed
	// anything.
	Look(ctx context.Context) (provenance.News, bool, error)
}

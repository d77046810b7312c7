package ui

import (
	"context"

	"fieldfolio/portfolio/access"
)

// Trail is the audit trail of a copy.
type Trail interface {
	// Trail returns the latest events, the newest first, at most so many.
	Trail(ctx context.Context, most int) ([]access.Event, error)
}

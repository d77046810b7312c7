package ui

import (
	"context"
	"time"

	"fieldfolio/portfolio/access"
)

// Company is the people who use the portfolio at the same time, as one session knows them.
type Company interface {
	// Session returns the name of this session.
	Session() string
	// Await waits until the other sessions that edit a record are not those seen, and returns them,
	// the oldest first; with an empty record, all sessions, this one among them. When somebody was
	// active last makes no difference. It returns an error once ctx is done.
	Await(ctx context.Context, record string, seen []access.Present) ([]access.Present, error)
	// Editing says which record is edited in this session; empty: none is.
	Editing(record string)
	// Active says when the latest key came.
	Active(at time.Time)
}

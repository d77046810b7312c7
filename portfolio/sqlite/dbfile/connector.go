package dbfile

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// Guard returns a connector whose connections are used only as long as check
// returns nil. It is called for each new connection, and whenever one is taken
// from the pool. SQLite itself does not notice that a file was replaced: it
// would go on with the former file, and take the new one's journal for its own.
func Guard(c driver.Connector, check func(context.Context) error) driver.Connector {
	return &guarded{c, check}
}

type guarded struct {
	driver.Connector
	check func(context.Context) error
}

// Connect opens a connection.
func (g *guarded) Connect(ctx context.Context) (driver.Conn, error) {
	if err := g.check(ctx); err != nil {
		return nil, err
	}
	opened, err := g.Connector.Connect(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	c, ok := opened.(wholeConn)
	if !ok {
		return nil, fmt.Errorf("connect: the driver's %T lacks methods", opened)
	}
	return &guardedConn{c, g.check}, nil
}

// wholeConn is what the connections of the driver implement.
type wholeConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type guardedConn struct {
	wholeConn
	check func(context.Context) error
}

// ResetSession is called when the connection is taken from the pool. One that
// must not be used is given up; Connect then says why.
func (c *guardedConn) ResetSession(ctx context.Context) error {
	if c.check(ctx) != nil {
		return driver.ErrBadConn
	}
	return c.wholeConn.ResetSession(ctx) //nolint:wrapcheck // database/sql looks for driver.ErrBadConn
}

// Unwrap returns the driver's connection.
func (c *guardedConn) Unwrap() driver.Conn { return c.wholeConn }

package main

import (
	"context"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
)

// scriptChange makes a change that no command makes, as the office of a
// database: change DB RECORD FIELD VALUE
func scriptChange(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(s.Exchange(ctx, func(x exchange.Tx) error {
		self, err := x.Self()
		if err != nil {
			return err
		}
		r, _, err := x.Record(args[1])
		if err != nil {
			return err
		}
		c := portfolio.Change{ID: portfolio.ID{Office: self.Office, Incarnation: self.Incarnation, N: self.N + 1}, At: time.Now(), Record: args[1],
			Fields: []portfolio.Setting{{Field: args[2], Value: args[3]}}, Over: r.Log.Heads(args[2])}
		c.Finish()
		_, err = x.Take([]exchange.Incoming{{Change: c}})
		return err
	}))
	ts.Check(s.Close())
}

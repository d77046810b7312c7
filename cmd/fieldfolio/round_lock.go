package main

import (
	"errors"
	"fmt"

	"github.com/gofrs/flock"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// errRoundRuns is the error that another round is at work.
var errRoundRuns = errors.New("another round is at work")

// roundFile returns the path of the lock of rounds on a database.
func roundFile(database string) string {
	return dbfile.Beside(database, func(name string) string { return name + ".round" })
}

// lockRound takes the lock of rounds on a database, the same under every name of the file, and
// returns a function that releases it. The system releases it too when a process ends, whatever
// ends it; the file stays.
func lockRound(database string) (unlock func(), err error) {
	name := roundFile(database)
	l := flock.New(name, flock.SetPermissions(0o660))
	locked, err := l.TryLock()
	if err == nil {
		err = durable.Share(name)
	}
	switch {
	case err != nil:
		return nil, &hinted{fmt.Sprintf("the lock of rounds, %s, cannot be taken: %s", name,
			durable.Reason(err).Error()), "make it and its directory writable"}
	case !locked:
		return nil, errRoundRuns
	}
	return func() { _ = l.Unlock() }, nil // the end of the process releases it otherwise
}

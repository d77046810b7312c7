package main

import (
	"github.com/gofrs/flock"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// withoutServer is how the audit trail says that a session came in without a server: by attach --direct.
const withoutServer = "without a server"

// aloneFile is the lock that sessions without a server share while they run, so that a server which starts meanwhile
// does not take them for sessions that were cut off. The system releases it when a process ends.
type aloneFile struct{ *flock.Flock }

// aloneLock returns the lock of a database, which whoever uses that can take.
func aloneLock(database string) aloneFile {
	name := dbfile.Beside(database, func(name string) string { return name + ".alone" })
	_ = durable.Create(name, nil) // with the rights of a group that shares the database; it may be there
	return aloneFile{flock.New(name)}
}

// share takes the lock for a session, and returns what releases it. Without the lock the session runs as well: at
// worst the trail says that it was cut off.
func (f aloneFile) share() (release func()) {
	_ = f.RLock()
	return func() { _ = f.Unlock() }
}

// anybody reports whether a session has the lock. Where none has, none takes it until release is called.
func (f aloneFile) anybody() (yes bool, release func()) {
	locked, err := f.TryLock()
	return err == nil && !locked, func() { _ = f.Unlock() }
}

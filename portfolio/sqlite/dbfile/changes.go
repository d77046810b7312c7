package dbfile

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Changes tells when a database may have been changed: its file was written to, or
// moved, or another one was put in its place. The file system says so, where it
// can; elsewhere it is assumed at every pollPace, and so does the zero Changes.
type Changes struct {
	events *fsnotify.Watcher // nil where the file system says nothing
	places int               // how many directories are watched
	names  []string          // of what matters: files by their base names, the directories by their paths
}

const (
	// pollPace is the time after which a file may have been changed if nobody tells.
	pollPace = 350 * time.Millisecond
	// gatherTime is how long further events are waited for. A transaction makes a
	// dozen; SQLite deletes the journal with the last one.
	gatherTime = 20 * time.Millisecond
)

// Changes tells of changes from now on. It must be closed.
func (o *Opened) Changes() *Changes {
	dirs := []string{filepath.Dir(o.Path), filepath.Dir(o.name)} // a link to the file can be replaced, too
	if slices.ContainsFunc(dirs, func(dir string) bool { return !tells(dir) }) {
		return &Changes{}
	}
	events, err := fsnotify.NewWatcher()
	if err != nil { // such as that this user watches too much already
		return &Changes{}
	}
	base := filepath.Base(o.Path)
	c := &Changes{events: events, names: append(dirs, base, base+JournalEnd, filepath.Base(o.name))}
	for _, dir := range dirs {
		if err := events.Add(dir); err != nil {
			_ = events.Close() // only releases it
			return &Changes{}
		}
	}
	c.places = len(events.WatchList())
	return c
}

// Close stops telling. Wait returns.
func (c *Changes) Close() error {
	if c.events == nil {
		return nil
	}
	return c.events.Close() //nolint:wrapcheck // says what it is of
}

// Wait waits until the database may have been changed since the last call, or the
// context ends.
func (c *Changes) Wait(ctx context.Context) error {
	if c.events == nil || len(c.events.WatchList()) < c.places { // a directory was moved: it is not watched any more
		return Pause(ctx, pollPace)
	}
	var gathered <-chan time.Time // after the first event
	for {
		open, concerns := true, true
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-gathered:
			return nil
		case e, more := <-c.events.Events:
			open, concerns = more, slices.Contains(c.names, e.Name) || slices.Contains(c.names, filepath.Base(e.Name))
		case _, open = <-c.events.Errors: // such as that there were too many events
		}
		if !open {
			return nil
		}
		if concerns && gathered == nil {
			gathered = time.After(gatherTime)
		}
	}
}

// Pause waits for a time, or until the context ends.
func Pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

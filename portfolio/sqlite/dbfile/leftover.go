package dbfile

import (
	"context"
	"errors"
	"io/fs"
	"runtime"

	"fieldfolio/portfolio/durable"
)

// The endings of the files that SQLite keeps beside a database.
const (
	JournalEnd = "-journal"
	LogEnd     = "-wal" // of releases that wrote ahead
	indexEnd   = "-shm"
)

// Ends returns all of them.
func Ends() []string { return []string{JournalEnd, LogEnd, indexEnd} }

// A Leftover is what a killed program left beside a file that has been replaced
// since. SQLite would take it for a part of the file that is there now, and
// damage that.
type Leftover struct {
	Path string // where it was
	Kept string // where it is now
}

// A LogTest reports whether the write-ahead log beside a database that writes
// ahead belongs to it.
type LogTest func(ctx context.Context, path string) (bool, error)

// Settle has to be called before a file, which need not exist, is opened for
// writing. It renames the journals beside the file that belong to another one,
// and deletes nothing. A journal of the file itself stays: with it SQLite takes
// back what was half written.
func Settle(ctx context.Context, path string, fits LogTest) ([]Leftover, error) {
	var all []Leftover
	for _, j := range journals(fits) {
		kept, err := settle(path+j.end, func() (bool, error) {
			_, strange, err := j.look(ctx, path)
			return strange, err
		})
		if err != nil {
			return all, err
		}
		if kept != "" {
			all = append(all, Leftover{Path: path + j.end, Kept: kept})
		}
	}
	return all, nil
}

// journal is a kind of journal that can be left beside a file.
type journal struct {
	end  string
	look func(ctx context.Context, path string) (left, strange bool, err error)
}

func journals(fits LogTest) []journal {
	return []journal{{JournalEnd, lookAtJournal}, {LogEnd, fits.look}}
}

// settle renames a file if it is strange. Of several processes that look at it
// at once, one after the other does both.
func settle(name string, strange func() (bool, error)) (kept string, err error) {
	f, err := durable.Hold(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	is, err := strange()
	if runtime.GOOS == "windows" { // renames no open file, and so none that another process uses
		err = errors.Join(err, f.Close())
	} else {
		defer func() { err = errors.Join(err, f.Close()) }()
	}
	if err != nil || !is {
		return "", err
	}
	return SetAside(name, "aside")
}

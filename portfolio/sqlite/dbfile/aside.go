package dbfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"fieldfolio/portfolio/durable"
)

// SetAside gives a file a name of its own, which says why and on which day, and
// returns that.
func SetAside(name, why string) (kept string, err error) {
	for {
		kept := FreeName(name, why)
		err := durable.Move(name, kept)
		if !errors.Is(err, fs.ErrExist) {
			return kept, err
		}
	}
}

// FreeName returns a name beside a file under which nothing is kept yet.
func FreeName(name, why string) string {
	stem := name + "." + why + "-" + time.Now().Format("2006-01-02")
	free := stem
	for n := 2; taken(free); n++ {
		free = fmt.Sprintf("%s-%d", stem, n)
	}
	return free
}

// taken reports whether a database or its journal is kept under a name.
func taken(name string) bool {
	for _, end := range []string{"", JournalEnd, LogEnd} {
		if Exists(name + end) {
			return true
		}
	}
	return false
}

// Remove deletes a database with what SQLite keeps beside it.
func Remove(path string) error {
	for _, end := range append(Ends(), "") {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

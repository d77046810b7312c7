package durable

import (
	"errors"
	"os"
)

// Hold opens a file, once no other process holds it, which holds it until it is
// closed. Windows has no such lock.
func Hold(name string) (*os.File, error) {
	for {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		if err := flock(f); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		held, err := f.Stat()
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		now, err := os.Stat(name)
		if err == nil && os.SameFile(held, now) {
			return f, nil
		}
		if err := errors.Join(err, f.Close()); err != nil { // it was renamed meanwhile
			return nil, err
		}
	}
}

package sqlite

import (
	"context"
	"errors"

	"fieldfolio/portfolio/fault"
)

// ErrReadOnly is wrapped by the error for a database that can be read and not
// written.
var ErrReadOnly = errors.New("is read-only")

// OpenToRead opens a database for reading. What it holds stays as it is: a
// database of an earlier release is brought up to date in a copy in memory,
// again at each opening, and one that cannot be written is read from such a
// copy. Frozen says so. It returns a *FileError as Open does.
func OpenToRead(ctx context.Context, path string, options ...Option) (*Store, error) {
	if err := Readable(path); err != nil {
		return nil, err
	}
	if err := interrupted(path); err != nil {
		return nil, err
	}
	if err := halfWritten(ctx, path); err != nil {
		return nil, err
	}
	frozen := unwritable(path)
	if frozen != nil {
		frozen.Do.Text = "" // nothing was to be changed
	} else {
		s, err := asItIs(ctx, path, options)
		if s != nil || err != nil {
			return s, err
		}
		frozen = &FileError{Path: path, Why: "is from an earlier release: it is shown as this one " +
			"reads it, and left as it is", Do: fault.Remedy{Action: fault.Upgrade}}
	}
	var s *Store
	err := readable(ctx, path, func(readable string) error {
		have, err := inspect(ctx, readable)
		if err == nil {
			s, err = copied(ctx, readable, newUpgrade(have, options))
		}
		return err
	})
	if err != nil {
		return nil, ofFile(path, err)
	}
	s.path, s.frozen = path, frozen
	return s, nil
}

// asItIs opens a database that this release has brought up to date, nil if
// another one has written it last.
func asItIs(ctx context.Context, path string, options []Option) (*Store, error) {
	u := newUpgrade(0, options)
	if err := u.settle(ctx, path); err != nil {
		return nil, fileError(path, err)
	}
	have, err := inspect(ctx, path)
	if err != nil || have < latest() {
		return nil, fileError(path, err)
	}
	s, err := openFile(ctx, path)
	if err != nil {
		return nil, err
	}
	due, err := s.due(ctx, u)
	if err == nil && !due {
		err = s.look(ctx)
	}
	if err == nil && !due {
		return s, nil
	}
	return nil, errors.Join(fileError(path, err), s.Close())
}

// Frozen returns why nothing can be changed in the store, nil if it can.
func (s *Store) Frozen() error {
	if s.frozen == nil {
		return nil
	}
	return s.frozen
}

// unwritable returns the error for a file that exists and cannot be changed, nil
// if it can. SQLite writes to the file and makes a journal beside it.
func unwritable(path string) *FileError {
	if canWrite(path) {
		return nil
	}
	return &FileError{Path: path, Why: "cannot be changed: the file or its directory is read-only",
		Do: fault.Remedy{Action: fault.CopyDatabase, Text: unchanged}, Err: ErrReadOnly}
}

// ofFile gives an error about a copy of a file the path of the file.
func ofFile(path string, err error) error {
	err = fileError(path, err)
	var e *FileError
	if errors.As(err, &e) {
		e.Path = path
	}
	return err
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// Create makes a database with a document, complete or not at all: it is built
// under another name, and gets its own in one step. It returns an error that
// wraps fs.ErrExist if there is a file already, and never writes to that.
func Create(ctx context.Context, path string, doc *portfolio.Document, options ...Option) error {
	target, err := placeOf(path)
	if err == nil {
		err = durable.Build(target, durable.Private, func(temporary string) error {
			return build(ctx, temporary, doc, options)
		})
	}
	var known *FileError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		known.Path = path
		return err
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrExist):
		return &FileError{Path: path, Why: "exists already", Do: fault.Remedy{Action: fault.NameDatabase}, Err: err}
	}
	why, do := fileSentence(path, err)
	return &FileError{Path: path, Why: why, Do: do, Err: err}
}

// placeOf returns the path of a file that may have to be made, and makes its directory. That of the
// target of a link is not made: it may be on something that is not mounted.
func placeOf(path string) (string, error) {
	file, err := dbfile.Resolve(path)
	if err != nil {
		return "", err
	}
	dir := filepath.Dir(file)
	if info, err := os.Stat(dir); file != path && (err != nil || !info.IsDir()) {
		return "", &FileError{Path: path, Why: "is a link to " + file + ", whose directory does not exist",
			Do: fault.Remedy{Text: "make the directory first, or mount what it is on"}}
	}
	return file, durable.MakeDir(dir, 0o750)
}

// build makes a database in an empty file that nobody else has. A crash leaves
// nothing of use, so neither a journal nor the disk is waited for.
func build(ctx context.Context, path string, doc *portfolio.Document, options []Option) (err error) {
	dsn, err := dbfile.URL(path, url.Values{"_txlock": {"immediate"}, "_pragma": {"journal_mode(MEMORY)",
		"synchronous(OFF)", "foreign_keys(1)", "temp_store(MEMORY)"}})
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return fileError(path, err)
	}
	defer func() { err = errors.Join(err, fileError(path, db.Close())) }()
	s := newStore(&database{pool: db, path: path}, db)
	return fileError(path, s.fill(ctx, doc, newUpgrade(0, options)))
}

// fill gives an empty database its schema and a document.
func (s *Store) fill(ctx context.Context, doc *portfolio.Document, u *upgrade) error {
	if err := s.migrate(ctx, u); err != nil {
		return err
	}
	return s.seed(ctx, doc)
}

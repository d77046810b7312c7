package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"fieldfolio/cmd/fieldfolio/share"
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/seed"
)

// opener opens the database at a path.
type opener = func(ctx context.Context, path string) (*sqlite.Store, error)

// opening returns the options with which databases are opened.
func (a *app) opening() []sqlite.Option {
	return []sqlite.Option{sqlite.WithProgress(a.upgrading()), sqlite.WithDocument(document),
		sqlite.WithProgram(programVersion), sqlite.WithNotice(a.tell)}
}

// toRead opens the database for a command that only reads. It makes no file and leaves the one that
// is there as it is. Where the user has not made a database yet, it shows the document, unless the
// name was given with --db: then it may be a mistyped one.
func (a *app) toRead(ctx context.Context, path string) (*sqlite.Store, error) {
	store, err := sqlite.OpenToRead(ctx, path, a.opening()...)
	if errors.Is(err, fs.ErrNotExist) && a.db == "" && !keyBeside(path) {
		return a.readDocument(ctx, path)
	}
	return a.frozen(path, store), beside(path, err)
}

// frozen says why nothing can be changed in a database that was opened for reading.
func (a *app) frozen(path string, store *sqlite.Store) *sqlite.Store {
	if store != nil {
		if why := explained(path, store.Frozen()); why != nil {
			a.tell(why.Error() + "; " + hintOf(why))
		}
	}
	return store
}

func (a *app) readDocument(ctx context.Context, path string) (*sqlite.Store, error) {
	doc, err := builtIn()
	if err != nil {
		return nil, err
	}
	a.tell("there is no database yet, so this is the portfolio of the document; fieldfolio without a command makes " + path)
	return sqlite.ReadDocument(ctx, path, doc)
}

// toCopy is toRead for commands that have no meaning without a file.
func (a *app) toCopy(ctx context.Context, path string) (*sqlite.Store, error) {
	store, err := sqlite.OpenToRead(ctx, path, a.opening()...)
	return a.frozen(path, store), beside(path, err)
}

// toChange opens an existing database for a command that changes it.
func (a *app) toChange(ctx context.Context, path string) (*sqlite.Store, error) {
	store, err := sqlite.Open(ctx, path, a.opening()...)
	if err != nil {
		return nil, beside(path, err)
	}
	if store.Kept != "" {
		a.tell("brought " + path + " up to date for this release; as it was before, it is kept as " + store.Kept)
	}
	return store, nil
}

// toMake is toChange, and makes the database on first run.
func (a *app) toMake(ctx context.Context, path string) (*sqlite.Store, error) {
	store, err := a.toChange(ctx, path)
	switch {
	case err == nil:
		return a.sharing(store)
	case !errors.Is(err, fs.ErrNotExist), keyBeside(path) && !a.founds:
		return nil, err
	}
	if a.group != "" {
		if err := share.Usable(a.group); err != nil {
			return nil, err
		}
	}
	doc, err := builtIn()
	if err != nil {
		return nil, err
	}
	err = sqlite.Create(ctx, path, doc, a.opening()...)
	switch {
	case err == nil:
		_, _ = fmt.Fprintf(a.notes, "made %s with the %d projects of the document\n", oneLine(path), len(doc.Projects))
	case !errors.Is(err, fs.ErrExist): // otherwise another process has made it meanwhile
		return nil, err
	}
	if store, err = a.toChange(ctx, path); err != nil {
		return nil, err
	}
	return a.sharing(store)
}

// sharing shares a database with the group of --group. It closes a database that cannot be shared.
func (a *app) sharing(store *sqlite.Store) (*sqlite.Store, error) {
	if a.group == "" {
		return store, nil
	}
	if _, err := share.With(store.Path(), a.group); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// toShow is toMake for the screens, which show a database too that can only be read.
func (a *app) toShow(ctx context.Context, path string) (*sqlite.Store, error) {
	store, err := a.toMake(ctx, path)
	if errors.Is(err, sqlite.ErrReadOnly) {
		store, err = sqlite.OpenToRead(ctx, path, a.opening()...)
		if store != nil {
			_ = explained(path, store.Frozen()) // in the words that the screens say
		}
		return store, beside(path, err)
	}
	return store, err
}

func builtIn() (*portfolio.Document, error) {
	doc, err := seed.Document()
	if err != nil {
		return nil, fmt.Errorf("read the built-in portfolio: %w", err)
	}
	return doc, nil
}

// keyBeside reports whether the signing key of an office is beside a database.
func keyBeside(path string) bool { return dbfile.Exists(keyFile(path)) }

// beside returns an error about a database. One that is lost or empty, but has the key of an office
// beside it, was an office's: it has to be restored, not made anew.
func beside(path string, err error) error {
	err = explained(path, err)
	var file *sqlite.FileError
	lost := errors.Is(err, fs.ErrNotExist) || errors.Is(err, sqlite.ErrEmpty)
	if !lost || !errors.As(err, &file) || !keyBeside(path) {
		return err
	}
	file.Why += ", and the key of an office is beside it: " + keyFile(path)
	file.Do = fault.Remedy{Action: fault.RestoreLost}
	return err
}

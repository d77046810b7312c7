package sqlite

import (
	"context"
	"errors"

	"fieldfolio/portfolio"
)

var errLater = errors.New("not built yet")

// Record returns a record by a project's number in any printing, a key such as
// outcome:2.3, or the id of the record.
func (s *Store) Record(ctx context.Context, name string) (*portfolio.Record, error) {
	return nil, errLater
}

// Change makes edits by a person, all or none: each becomes a change that is
// over what is there.
func (s *Store) Change(ctx context.Context, person string, edits ...portfolio.Edit) ([]portfolio.Change, error) {
	return nil, errLater
}

// Undo restores what was there before a change, with all changes of its step;
// the zero id means the latest step of this person here.
func (s *Store) Undo(ctx context.Context, person string, id portfolio.ID, reason string) ([]portfolio.Change, error) {
	return nil, errLater
}

// Merge takes in changes that others made. Those that are here already change
// nothing.
func (s *Store) Merge(ctx context.Context, changes []portfolio.Change) (added int, err error) {
	return 0, errLater
}

// History returns the newest changes first, a line for each field.
func (s *Store) History(ctx context.Context, spec portfolio.HistorySpec) (portfolio.History, error) {
	return portfolio.History{}, errLater
}

// Conflicts returns what waits for a person, and what does not fit together.
func (s *Store) Conflicts(ctx context.Context) ([]portfolio.Conflict, []portfolio.Inconsistency, error) {
	return nil, nil, errLater
}

// Notes returns the notes on a record, the newest first.
func (s *Store) Notes(ctx context.Context, record string) ([]portfolio.Note, error) {
	return nil, errLater
}

// Draft returns what a person has begun to change in a record and not saved,
// nil if nothing. An empty record means a new one.
func (s *Store) Draft(ctx context.Context, person, record string) (*portfolio.Draft, error) {
	return nil, errLater
}

// Drafts returns all drafts of a person, the newest first.
func (s *Store) Drafts(ctx context.Context, person string) ([]portfolio.Draft, error) {
	return nil, errLater
}

// SaveDraft keeps a draft in place of the one before.
func (s *Store) SaveDraft(ctx context.Context, d portfolio.Draft) error { return errLater }

// DropDraft forgets a draft.
func (s *Store) DropDraft(ctx context.Context, person, record string) error { return errLater }

// At opens the portfolio as it stood at the end of a day, by the arrival of
// changes at this copy. It can only be read, and has to be closed.
func (s *Store) At(ctx context.Context, day portfolio.Date) (*Store, error) { return nil, errLater }

// ChangedSince returns the projects that changed after a day, as they were at
// its end and as they are. A project that is not in the portfolio at one of the
// two is nil there.
func (s *Store) ChangedSince(ctx context.Context, day portfolio.Date) (before, after []*portfolio.Project, err error) {
	return nil, nil, errLater
}

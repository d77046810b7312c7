package sqlite

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report/revision"
)

// toldRevision is the preference with the last revision that a person was told.
const toldRevision = "told.revision"

// keepRevision stores what an upgrade changed in the figures, if anything.
func keepRevision(ctx context.Context, tx *sql.Tx, day portfolio.Date, said []string) error {
	if len(said) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO revision (day, text) VALUES (?,?)", int64(day), strings.Join(said, "\n"))
	return err
}

// Revisions returns what upgrades changed in the figures of this copy, the
// newest first.
func (s *Store) Revisions(ctx context.Context) ([]revision.Revision, error) {
	return s.revisionsAfter(ctx, 0)
}

func (s *Store) revisionsAfter(ctx context.Context, id int64) ([]revision.Revision, error) {
	var out []revision.Revision
	err := s.scan(ctx, "SELECT id, day, text FROM revision WHERE id > ? ORDER BY id DESC", []any{id},
		func(rows *sql.Rows) error {
			var r revision.Revision
			var text string
			err := rows.Scan(&r.ID, &r.Day, &text)
			r.Said = strings.Split(text, "\n")
			out = append(out, r)
			return err
		})
	return out, err
}

// Tell returns the revisions that a person was not told yet, the newest first,
// and counts them as told: of several calls only one returns them.
func (s *Store) Tell(ctx context.Context, person string) ([]revision.Revision, error) {
	person, err := s.whose(person)
	if err != nil {
		return nil, err
	}
	if s.frozen != nil { // they are told when the database is upgraded
		return nil, nil
	}
	if untold, err := s.untold(ctx, person); err != nil || len(untold) == 0 {
		return nil, err
	}
	var out []revision.Revision
	err = s.update(ctx, keepOwn, func(tx *sql.Tx) error {
		if out, err = s.within(tx).untold(ctx, person); err != nil || len(out) == 0 {
			return err
		}
		return preference{person, toldRevision, strconv.FormatInt(out[0].ID, 10)}.keep(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (s *Store) untold(ctx context.Context, person string) ([]revision.Revision, error) {
	chosen, err := s.Preferences(ctx, person)
	if err != nil {
		return nil, err
	}
	last, _ := strconv.ParseInt(chosen[toldRevision], 10, 64) // 0 for none
	return s.revisionsAfter(ctx, last)
}

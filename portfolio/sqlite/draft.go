package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// Draft returns a person's draft for a record, nil if there is none. An empty
// record means a new one.
func (s *Store) Draft(ctx context.Context, person, record string) (*portfolio.Draft, error) {
	all, err := s.drafts(ctx, "person = ? AND record = ?", person, record)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// Drafts returns all drafts of a person, the newest first.
func (s *Store) Drafts(ctx context.Context, person string) ([]portfolio.Draft, error) {
	return s.drafts(ctx, "person = ?", person)
}

func (s *Store) drafts(ctx context.Context, where string, args ...any) ([]portfolio.Draft, error) {
	var out []portfolio.Draft
	err := s.scan(ctx, "SELECT person, record, creates, fields, seen, saved FROM draft WHERE "+where+
		" ORDER BY saved DESC, record", args, func(rows *sql.Rows) error {
		var d portfolio.Draft
		var fields, seen string
		var saved int64
		if err := rows.Scan(&d.Person, &d.Record, &d.Creates, &fields, &seen, &saved); err != nil {
			return err
		}
		d.Saved = time.Unix(saved, 0).UTC()
		for _, text := range strings.Fields(seen) {
			id, err := portfolio.ParseID(text)
			if err != nil {
				return err
			}
			d.Seen = append(d.Seen, id)
		}
		out = append(out, d)
		return json.Unmarshal([]byte(fields), &out[len(out)-1].Fields)
	})
	return out, err
}

// SaveDraft saves a draft, replacing the previous one. It names its columns: a newer
// release may have added some while people type here.
func (s *Store) SaveDraft(ctx context.Context, d portfolio.Draft) error {
	fields, err := json.Marshal(d.Fields)
	if err != nil {
		return fmt.Errorf("keep a draft: %w", err)
	}
	seen := make([]string, len(d.Seen))
	for i, id := range d.Seen {
		seen[i] = id.String()
	}
	return s.update(ctx, keepOwn, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO draft (person, record, creates, fields, seen, saved) VALUES (?,?,?,?,?,?)",
			d.Person, d.Record, string(d.Creates), string(fields), strings.Join(seen, " "), s.now().Unix())
		return err
	})
}

// DropDraft deletes a draft.
func (s *Store) DropDraft(ctx context.Context, person, record string) error {
	return s.update(ctx, keepOwn, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM draft WHERE person = ? AND record = ?", person, record)
		return err
	})
}

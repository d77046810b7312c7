package sqlite

import (
	"context"
	"database/sql"
)

// Marks returns the marks stored for a mailbox, in order.
func (s *Store) Marks(ctx context.Context, mailbox string) ([]string, error) {
	var marks []string
	err := s.scan(ctx, "SELECT mark FROM fetched WHERE mailbox = ? ORDER BY mark", []any{mailbox},
		func(rows *sql.Rows) error {
			var m string
			err := rows.Scan(&m)
			marks = append(marks, m)
			return err
		})
	return marks, err
}

// Mark adds and deletes marks of a mailbox.
func (s *Store) Mark(ctx context.Context, mailbox string, add, drop []string) error {
	return s.update(ctx, takePart, func(tx *sql.Tx) error {
		for _, m := range drop {
			if _, err := tx.ExecContext(ctx, "DELETE FROM fetched WHERE mailbox = ? AND mark = ?", mailbox, m); err != nil {
				return err
			}
		}
		for _, m := range add {
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO fetched VALUES (?,?)", mailbox, m); err != nil {
				return err
			}
		}
		return nil
	})
}

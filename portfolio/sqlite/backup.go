package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"fieldfolio/portfolio"
)

// Backup writes a whole and consistent copy of the database to file, also
// while others write. It does not overwrite.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return &portfolio.Invalid{Field: "backup file", Value: file, Why: "exists already or cannot be looked at", Do: "name a new file; nothing was overwritten"}
	}
	_, err := s.db.ExecContext(ctx, "VACUUM INTO ?", file)
	if err != nil {
		if rm := os.Remove(file); rm != nil && !errors.Is(rm, fs.ErrNotExist) {
			err = errors.Join(err, rm)
		}
	}
	return fileError(file, err)
}

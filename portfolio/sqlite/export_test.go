package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// RehashBase keeps the hash of the projects of the base of a file as they are.
func RehashBase(path string) (err error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := writeDigests(context.Background(), tx, []string{"base_project"}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

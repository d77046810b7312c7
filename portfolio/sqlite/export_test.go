package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// RehashBase keeps the hashes of the base of a file as its tables are.
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
	if err := writeDigests(context.Background(), tx, baseTables); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"

	"fieldfolio/portfolio"
)

// Progress is called with the number of records that have been derived again,
// every thousand records and at the end.
type Progress func(done, all int64)

// derivation is the version of how data is derived from a record, apart from
// its fields, such as the split of amounts. A release that changes it adds 1,
// and databases derive everything again.
const derivation = 2

// fieldsDigest names the digest of the fields from which everything was derived.
const fieldsDigest = "fields"

func currentFields() []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\n%s", derivation, portfolio.FieldDigest()))
	return sum[:]
}

// deriveAgain derives everything again in a database written by a release with
// other fields: values that it kept in changes without knowing their field
// appear. On a damaged base or log it does nothing; Check reports the damage.
func (s *Store) deriveAgain(ctx context.Context, told Progress) error {
	kept, err := s.digest(ctx, fieldsDigest)
	if err != nil || bytes.Equal(kept, currentFields()) {
		return err
	}
	empty, err := s.Empty(ctx)
	switch {
	case err != nil:
		return err
	case empty:
		return s.update(ctx, func(tx *sql.Tx) error { return writeFieldsDigest(ctx, tx) })
	}
	if faults, err := s.faults(ctx, []check{s.checkBase, s.checkLog}); err != nil || len(faults) > 0 {
		return err
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	return s.update(ctx, func(tx *sql.Tx) error {
		var done bool // by another process meanwhile
		if err := hasDigest(ctx, tx, fieldsDigest, currentFields(), &done); err != nil || done {
			return err
		}
		if err := rebuild(ctx, tx, cat, told); err != nil {
			return err
		}
		return writeFieldsDigest(ctx, tx)
	})
}

func writeFieldsDigest(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO digest VALUES (?,?)", fieldsDigest, currentFields())
	return err
}

// counting returns a function that counts a record and reports progress, unless
// told is nil.
func (w *writer) counting(told Progress) func() {
	if told == nil {
		return func() {}
	}
	var done, all int64
	w.row("SELECT count(*) FROM record", nil, &all)
	return func() {
		if done++; done%batch == 0 || done == all {
			told(done, all)
		}
	}
}

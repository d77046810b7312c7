package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"strings"

	"fieldfolio/portfolio"
)

// baseTables hold what the document says. They are written once.
var baseTables = []string{"programme", "line", "place", "source", "base_project", "base_subprogramme", "base_outcome",
	"base_activity", "activity_part", "published"}

// baseProject returns a project as the document has it, without its sources,
// nil if it is not in it.
func (w *writer) baseProject(id int64) *portfolio.Project {
	var p portfolio.Project
	if !w.one("SELECT "+projectColumns+" FROM base_project p WHERE p.id = ?", []any{id}, func(row scanner) error { return scanProject(row, &p) }) {
		return nil
	}
	return &p
}

// planCode returns the code in the name of a record, such as 2.3 of
// outcome:2.3.
func planCode(name string) string {
	_, code, _ := strings.Cut(name, ":")
	return code
}

// basePlan returns the fields of a sub-programme, outcome or activity as the
// document has them, nil if it is not in it.
func (w *writer) basePlan(name string, kind portfolio.RecordKind) map[string]portfolio.FieldValue {
	var label string
	var first, second sql.NullInt64
	fields := map[string]portfolio.FieldValue{}
	money := func(field string, n sql.NullInt64) {
		fields[field] = portfolio.FieldValue{Text: amount(n).Plain(), Known: n.Valid}
	}
	code, found := []any{planCode(name)}, false
	switch kind {
	case portfolio.SubProgrammeRecord:
		found = w.row("SELECT label, requirement, shortfall FROM base_subprogramme WHERE code = ?", code, &label, &first, &second)
		money(portfolio.FieldRequired, first)
		money(portfolio.FieldShortfall, second)
	case portfolio.OutcomeRecord:
		found = w.row("SELECT label, budget FROM base_outcome WHERE code = ?", code, &label, &first)
		money(portfolio.FieldBudget, first)
	case portfolio.ActivityRecord:
		found = w.row("SELECT label, shortfall FROM base_activity WHERE code = ?", code, &label, &first)
		money(portfolio.FieldShortfall, first)
	case portfolio.ProjectRecord, portfolio.NoteRecord, portfolio.OfficeRecord, portfolio.ReceiptRecord:
	}
	if !found {
		return nil
	}
	fields[portfolio.FieldLabel] = portfolio.FieldValue{Text: label, Known: true}
	return fields
}

// writeDigests keeps a hash of each of some tables of the base.
func writeDigests(ctx context.Context, tx *sql.Tx, tables []string) error {
	for _, table := range tables {
		sum, err := tableDigest(ctx, tx, table)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO digest VALUES (?,?)", table, sum); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	return nil
}

type rowQueryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// tableDigest returns a hash of all rows of a table, in order of its first two
// columns, which name a row.
func tableDigest(ctx context.Context, q rowQueryer, table string) (sum []byte, err error) {
	rows, err := q.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY 1, 2")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		at[i] = &values[i]
	}
	h := sha256.New()
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			return nil, err
		}
		hashRow(h, values)
	}
	return h.Sum(nil), nil
}

// hashRow adds a row to a hash, types and lengths included.
func hashRow(h hash.Hash, values []any) {
	for _, v := range values {
		text := fmt.Sprint(v)
		_, _ = fmt.Fprintf(h, "%T:%d:%s,", v, len(text), text) // a hash takes everything
	}
}

package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// baseTables hold the content of the document. They are written as a whole, by
// Create and by an upgrade.
var baseTables = []string{"programme", "line", "place", "source", "base_project", "base_subprogramme", "base_outcome",
	"base_activity", "activity_part", "published"}

// baseProject returns a project as the document has it, without its sources,
// nil if the document does not have it.
func (w *writer) baseProject(id int64) *portfolio.Project {
	var p portfolio.Project
	if !w.one("SELECT "+projectColumns+" FROM base_project p WHERE p.id = ?", []any{id},
		func(row scanner) error { return scanProject(row, &p) }) {
		return nil
	}
	return &p
}

// planCode returns the code in the id of a record, such as 2.3 for outcome:2.3.
func planCode(name string) string {
	_, code, _ := strings.Cut(name, ":")
	return code
}

// planned reports whether records of a kind belong to the document's plan: each
// such kind has a table of its name, with a column for each field, and another
// with the prefix base_.
func planned(kind portfolio.RecordKind) bool {
	return slices.Contains([]portfolio.RecordKind{portfolio.SubProgrammeRecord, portfolio.OutcomeRecord,
		portfolio.ActivityRecord}, kind)
}

// basePlan returns the fields of a sub-programme, outcome or activity as the
// document has them, nil for records that are not in it.
func (w *writer) basePlan(name string, kind portfolio.RecordKind) map[string]portfolio.FieldValue {
	if !planned(kind) {
		return nil
	}
	specs := portfolio.FieldsOf(kind)
	columns, values, at := make([]string, len(specs)), make([]any, len(specs)), make([]any, len(specs))
	for i, f := range specs {
		columns[i], at[i] = f.Name, &values[i]
	}
	query := "SELECT " + strings.Join(columns, ", ") + " FROM base_" + string(kind) + " WHERE code = ?"
	if !w.row(query, []any{planCode(name)}, at...) {
		return nil
	}
	fields := map[string]portfolio.FieldValue{}
	for i, f := range specs {
		switch v := values[i].(type) {
		case int64:
			fields[f.Name] = portfolio.FieldValue{Text: portfolio.Cents(v).Plain(), Known: true}
		case string:
			fields[f.Name] = portfolio.FieldValue{Text: v, Known: v != ""}
		}
	}
	return fields
}

// writeDigests stores a hash of each given table of the base.
func writeDigests(ctx context.Context, tx *sql.Tx, tables []string) error {
	for _, table := range tables {
		sum, err := tableDigest(ctx, tx, table)
		if err != nil {
			return err
		}
		if err := writeDigest(ctx, tx, table, sum); err != nil {
			return err
		}
	}
	return nil
}

// writeBaseDigests stores the hashes of the tables of the base, and which
// edition of the document they hold; empty: none.
func writeBaseDigests(ctx context.Context, tx *sql.Tx, edition string) error {
	if err := writeDigests(ctx, tx, baseTables); err != nil || edition == "" {
		return err
	}
	return writeDigest(ctx, tx, documentDigest, []byte(edition))
}

func writeDigest(ctx context.Context, tx *sql.Tx, name string, sum []byte) error {
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO digest VALUES (?,?)", name, sum)
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// hasDigest sets has to whether the hash stored under a name equals sum.
func hasDigest(ctx context.Context, tx *sql.Tx, name string, sum []byte, has *bool) error {
	return tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM digest WHERE name = ? AND hash = ?)", name, sum).Scan(has)
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
	return rowsDigest(rows)
}

// rowsDigest returns a hash of rows, in their order, and closes them.
func rowsDigest(rows *sql.Rows) (sum []byte, err error) {
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
		_, _ = fmt.Fprintf(h, "%T:%d:%s,", v, len(text), text) // writing to a hash never fails
	}
}

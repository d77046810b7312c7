package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"fieldfolio/portfolio"
)

// accessTables are the tables of logins and of the audit trail, those that others refer to
// first, with the order in which they are read.
var accessTables = []struct{ name, columns, order string }{
	{"login", "person, role, office, email, added, by", "person"},
	{"login_key", "fingerprint, person, text, added", "fingerprint"},
	{"audit", "id, at, kind, person, office, session, client, what", "id"},
}

// access takes the logins and the audit trail over into the store of a backup, in place of
// those in the backup, and reports whether it did: only if all logins can be read, so that
// one that was removed since does not come back, and none is half there. A file that has
// neither logins nor a trail never had any, such as one that was made after the loss.
func (v *salvage) access(into *Store) (taken bool, err error) {
	read := make([][][]any, len(accessTables))
	for i, table := range accessTables {
		whole := v.rows("SELECT "+table.columns+" FROM "+table.name, func(rows *sql.Rows) error {
			row, err := rowOf(rows)
			read[i] = append(read[i], row)
			return err
		}, table.order)
		if !whole && table.name != "audit" {
			return false, v.ctx.Err()
		}
	}
	if len(read[0])+len(read[2]) == 0 {
		return false, nil
	}
	err = into.update(v.ctx, manage, func(tx *sql.Tx) error {
		w := newWriter(v.ctx, tx, &portfolio.Catalogue{})
		for i := range accessTables {
			w.exec("DELETE FROM " + accessTables[len(accessTables)-1-i].name)
		}
		for i, table := range accessTables {
			into := "INSERT OR IGNORE INTO " + table.name + " (" + table.columns + ") VALUES (?"
			for _, row := range read[i] {
				w.exec(into+strings.Repeat(",?", len(row)-1)+")", row...)
			}
		}
		return w.close()
	})
	return err == nil, err
}

// rowOf returns the values of a row.
func rowOf(rows *sql.Rows) ([]any, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		at[i] = &values[i]
	}
	return values, rows.Scan(at...)
}

// countLogins returns how many logins there are.
func (s *Store) countLogins(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM login").Scan(&n)
	return n, fileError(s.path, err)
}

package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// busy returns a store with rows in every derived table.
func busy(t *testing.T) *Store {
	t.Helper()
	ctx := context.Background()
	s, other := small(t), small(t)
	set := func(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }
	edit := func(s *Store, edits ...portfolio.Edit) []portfolio.Change {
		made, err := s.Change(ctx, "A. Desk", edits...)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	edit(s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("end", "2013-01-01"), set("spent", "5"), set("spent_on", "2011-01-01")}, Reason: "why"},
		portfolio.Edit{Record: "RERF23", Fields: []portfolio.Setting{set("withdrawn", "yes")}},
		portfolio.Edit{Record: "outcome:1.1", Fields: []portfolio.Setting{set("budget", "9")}},
		portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", "a note")}})
	same := portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{set("number", "ABCX12"), set("title", "Twice"),
		set("kind", "field"), set("programme", "west-africa"), set("places", "ML"), set("service_lines", "DRG:100")}}
	edit(s, same)
	made := edit(other, same, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("end", "2014-01-01")}},
		portfolio.Edit{Record: "XAMT72", Fields: []portfolio.Setting{set("start", "2012-02-02")}})
	if _, err := s.Merge(ctx, made); err != nil {
		t.Fatal(err)
	}
	made = edit(s, portfolio.Edit{Record: "COLU99", Fields: []portfolio.Setting{set("end", "2011-12-31")}})
	made = append(made, edit(other, portfolio.Edit{Record: "COLU99", Fields: []portfolio.Setting{set("start", "2013-01-01")}})...)
	if _, err := s.Merge(ctx, made); err != nil {
		t.Fatal(err)
	}
	if faults, err := s.Check(ctx); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	return s
}

// TestCorrupt changes every table behind the program's back, one cell at a
// time, and sees each found; then it rebuilds what can be.
func TestCorrupt(t *testing.T) {
	tables := slices.Concat(baseTables, []string{"record", "author", "change", "digest"})
	for _, d := range derivedTables {
		tables = append(tables, d.name)
	}
	for _, table := range append(tables, "search_content") {
		t.Run(table, func(t *testing.T) {
			t.Parallel()
			s, cells := busy(t), 0
			columns, key := columnsOf(t, s, table)
			for i, column := range columns {
				if testing.Short() && i%4 > 0 {
					continue
				}
				corrupt(t, s, table, column, strings.Join(key, ", "))
				cells++
			}
			t.Logf("%d cells corrupted, each found", cells)
			if faults, err := s.Check(context.Background()); err != nil || len(faults) > 0 {
				t.Fatalf("put back: %v %v", faults, err)
			}
		})
	}
}

// columnsOf returns the columns of a table, and those that name a row.
func columnsOf(t *testing.T, s *Store, table string) (names, key []string) {
	t.Helper()
	err := s.scan(context.Background(), "SELECT name, pk FROM pragma_table_info(?)", []any{table}, func(rows *sql.Rows) error {
		var n string
		var pk int
		err := rows.Scan(&n, &pk)
		names = append(names, n)
		if pk > 0 {
			key = append(key, n)
		}
		return err
	})
	if err != nil || len(key) == 0 {
		t.Fatal(table, err)
	}
	return names, key
}

// corrupt changes one cell of a table, checks, and puts the table back.
func corrupt(t *testing.T, s *Store, table, column, key string) {
	t.Helper()
	ctx := context.Background()
	s.pool.SetMaxOpenConns(2)
	conn, err := s.pool.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	run := func(format string, args ...any) int64 {
		t.Helper()
		res, err := conn.ExecContext(ctx, fmt.Sprintf(format, args...))
		if err != nil {
			t.Fatalf("%s.%s: %v", table, column, err)
		}
		n, _ := res.RowsAffected()
		return n
	}
	run("PRAGMA foreign_keys = 0; CREATE TABLE kept AS SELECT * FROM %s", table)
	changed := run(`UPDATE %[1]s SET %[2]s = CASE typeof(%[2]s) WHEN 'integer' THEN %[2]s + 7777777 WHEN 'null' THEN 7 WHEN 'blob' THEN CAST(%[2]s || x'07' AS BLOB)
		ELSE %[2]s || 'x' END WHERE (%[3]s) IN (SELECT %[3]s FROM %[1]s LIMIT 1)`, table, column, key)
	if changed != 1 {
		t.Fatalf("%s.%s: %d rows changed", table, column, changed)
	}
	faults, err := s.Check(ctx)
	if err == nil && len(faults) == 0 {
		t.Errorf("%s.%s: nothing found", table, column)
	}
	run("DELETE FROM %[1]s; INSERT INTO %[1]s SELECT * FROM kept; DROP TABLE kept; PRAGMA foreign_keys = 1", table)
}

package sync

import (
	"context"
	"database/sql"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestCheckFinds has check find what was altered in the tables of exchange
// behind the program's back.
func TestCheckFinds(t *testing.T) {
	ctx := context.Background()
	w := newWorldWith(t, 3, nil, true)
	if why := w.play(25); why != "" {
		t.Fatal(why)
	}
	if faults, err := w.hq().real.real.Check(ctx); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	file := w.backUp(w.hq()).file
	for _, query := range []string{
		"UPDATE receipt SET verdict = 'held' WHERE verdict = ''", "UPDATE receipt SET day = 20100101", "DELETE FROM receipt",
		"UPDATE receipt SET why = 'no' WHERE verdict <> ''", "DELETE FROM arrival WHERE seq = 1", "UPDATE receipt SET more = '00000000'",
		"DELETE FROM ruled", "UPDATE ruled SET verdict = 'rejected' WHERE verdict = 'held'; UPDATE ruled SET verdict = 'held' WHERE n % 2 = 0",
		"INSERT INTO unjudged SELECT n, author, hash FROM receipt WHERE day IS NOT NULL LIMIT 1",
		"INSERT INTO ruled SELECT n, author, hash, 'held' FROM change WHERE (n, author, hash) NOT IN (SELECT n, author, hash FROM ruled) LIMIT 1",
	} {
		s := w.database(w.copyOf(file))
		db, err := sql.Open("sqlite", s.Path())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(ctx, query); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if faults, err := s.Check(ctx); err != nil || len(faults) == 0 {
			t.Errorf("%s: not found (%v)", query, err)
		}
	}
}

// TestMigratedLists fills the lists that version 9 added as its migration does,
// from what a schedule leaves: they are as the program keeps them.
func TestMigratedLists(t *testing.T) {
	ctx := context.Background()
	migration := string(must(os.ReadFile("../portfolio/sqlite/migrations/0009_exchange.sql")))
	w := newWorldWith(t, 3, nil, true)
	if why := w.play(60); why != "" {
		t.Fatal(why)
	}
	for range 5 {
		w.edit(w.hq())
	}
	s := w.database(w.copyOf(w.backUp(w.hq()).file))
	db := must(sql.Open("sqlite", s.Path()))
	defer func() { _ = db.Close() }()
	rows := func(table string) (text string) {
		if err := db.QueryRowContext(ctx, "SELECT group_concat(row, ' ') FROM (SELECT n || author || hash || "+
			map[string]string{"unjudged": "''", "ruled": "verdict"}[table]+" AS row FROM "+table+" ORDER BY 1)").Scan(&text); err != nil {
			t.Fatal(table, err)
		}
		return text
	}
	for _, table := range []string{"unjudged", "ruled"} {
		before := rows(table)
		insert := regexp.MustCompile(`(?s)INSERT INTO ` + table + ` .*?;`).FindString(migration)
		if _, err := db.ExecContext(ctx, "DELETE FROM "+table+"; "+insert); err != nil {
			t.Fatal(err)
		}
		if after := rows(table); after != before || strings.Count(before, " ") < 2 {
			t.Errorf("%s has %s, after the migration %s", table, before, after)
		}
	}
}

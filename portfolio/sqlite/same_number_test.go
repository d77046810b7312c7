package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fieldfolio/seed"
)

// TestSameNumbersAreNoted writes, renumbers and removes random projects: the
// numbers that are noted are those that several projects have.
func TestSameNumbersAreNoted(t *testing.T) {
	path := backup(t, open(t, seed.Synthetic(20, 3)))
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	run := func(text string, args ...any) {
		t.Helper()
		if _, err := db.Exec(text, args...); err != nil {
			t.Fatal(err)
		}
	}
	list := func(text string) (out string) {
		t.Helper()
		if err := db.QueryRow("SELECT coalesce(group_concat(plain, ' '), '') FROM (" + text + " ORDER BY plain)").Scan(&out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	run("CREATE TEMP TABLE spare AS SELECT * FROM project")
	random, several := rand.New(rand.NewPCG(1, 2)), 0
	for range 300 {
		number, row := fmt.Sprint("N", random.IntN(8)), random.IntN(20)
		switch random.IntN(4) {
		case 0:
			run("DELETE FROM project WHERE id = (SELECT id FROM spare LIMIT 1 OFFSET ?)", row)
		case 1:
			run("INSERT OR IGNORE INTO project SELECT * FROM spare LIMIT 1 OFFSET ?", row)
		case 2:
			run("UPDATE project SET plain = ? WHERE id = (SELECT id FROM spare LIMIT 1 OFFSET ?)", number, row)
		case 3:
			run("UPDATE spare SET plain = ? WHERE id = (SELECT id FROM spare LIMIT 1 OFFSET ?)", number, row)
		}
		got, want := list("SELECT plain FROM same_number"), list("SELECT plain FROM project GROUP BY plain HAVING count(*) > 1")
		if got != want {
			t.Fatalf("noted %q, want %q", got, want)
		}
		if strings.Contains(want, " ") {
			several++
		}
	}
	if several < 50 {
		t.Errorf("only %d times several numbers", several)
	}
}

// TestSameNumbersAreTold names each project of two with one number, also if the
// file is of an earlier version.
func TestSameNumbersAreTold(t *testing.T) {
	file := backup(t, open(t, document(t)))
	execute(t, file, toVersion9+"UPDATE project SET number = 'PERU08', plain = 'PERU08' WHERE number = 'COLR52'; PRAGMA user_version = 9")
	_, wrong, err := reopen(t, file).Conflicts(context.Background())
	if err != nil || len(wrong) != 2 {
		t.Fatalf("%+v, %v", wrong, err)
	}
	for _, w := range wrong {
		if w.Name != "PERU08" || !strings.Contains(w.What, "is one of 2 projects with this number") {
			t.Errorf("%+v", w)
		}
	}
}

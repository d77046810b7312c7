package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite" // for the sql command of scripts

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/portfolio/sqlite/dbfile"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"fieldfolio": program, "slowline": slowLine, "nobody": asNobody, "as": asMember,
		"watchedserver": watchedServer, "limitedserver": limitedServer})
}

// program runs the program and ends.
func program() {
	login = func() string { return os.Getenv("TEST_LOGIN") } // the same on every machine
	if at, err := time.Parse(time.RFC3339, os.Getenv("TEST_CLOCK")); err == nil {
		now = func() time.Time { return at }
	}
	os.Exit(start())
}

// TestScripts runs the real program in a directory of its own, with its
// database in $FIELDFOLIO_DB.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("FIELDFOLIO_DB", filepath.Join(env.WorkDir, "data", "f.db"))
			env.Setenv("COLUMNS", "80")
			env.Setenv("TERM", "dumb")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			return cond == "root" && os.Geteuid() == 0 || cond == "openssh" && os.Getenv("FIELDFOLIO_SSH") != "", nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sql":    scriptSQL,
			"old":    scriptOld,
			"made":   scriptMade,
			"hot":    scriptHot,
			"narrow": scriptNarrow,
			"same":   scriptSame,
			"status": scriptStatus,
			"merge":  scriptMerge,
			"change": scriptChange,
			"attach": scriptAttach,
			"faulty": scriptFaulty,
			"files":  scriptFiles,
			"sshd":   scriptSSHD,
			"await":  scriptAwait,
		},
	})
}

// scriptAwait waits until a file is there: await FILE
func scriptAwait(ts *testscript.TestScript, _ bool, args []string) {
	for range 2000 {
		if _, err := os.Lstat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s does not come", args[0])
}

// scriptSQL runs statements on a database: sql FILE STATEMENT…
func scriptSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	for _, statement := range args[1:] {
		_, err := db.Exec(statement)
		ts.Check(err)
	}
	ts.Check(db.Close())
}

// scriptMade makes a database as the first run does: made FILE
func scriptMade(ts *testscript.TestScript, _ bool, args []string) {
	doc, err := builtIn()
	ts.Check(err)
	ts.Check(sqlite.Create(context.Background(), ts.MkAbs(args[0]), doc, sqlite.WithProgram(programVersion)))
}

// scriptHot leaves a database as a process does that is killed while it writes,
// with the journal beside it: hot FILE
func scriptHot(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	db, err := sql.Open("sqlite", file+"?_pragma=journal_mode(DELETE)&_pragma=cache_size(1)")
	ts.Check(err)
	tx, err := db.Begin()
	ts.Check(err)
	ts.Check(nextState(tx, file))
	_, err = tx.Exec("UPDATE project SET title = 'half written'; UPDATE source SET taken = taken || ' half written'")
	ts.Check(err)
	half, journal := []byte(ts.ReadFile(file)), []byte(ts.ReadFile(file+"-journal"))
	ts.Check(errors.Join(tx.Rollback(), db.Close()))
	if len(journal) == 0 || !bytes.Contains(half, []byte("half written")) {
		ts.Fatalf("nothing was half written")
	}
	ts.Check(os.WriteFile(file, half, 0o600))
	ts.Check(os.WriteFile(file+"-journal", journal, 0o600))
}

// nextState begins a transaction as the store does, with the mark of the next
// state.
func nextState(tx *sql.Tx, file string) error {
	var raw []byte
	if err := tx.QueryRow("SELECT state FROM mark").Scan(&raw); err != nil {
		return err
	}
	m, err := dbfile.ParseMark(raw)
	if err != nil {
		return err
	}
	m = m.Next()
	if _, err := tx.Exec("UPDATE mark SET state = ?", m.Bytes()); err != nil { // begins the journal
		return err
	}
	if m, err = (&dbfile.Opened{Path: file}).With(m); err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE mark SET state = ?", m.Bytes())
	return err
}

// scriptOld writes a database that an earlier release has written, as the
// store's tests have it: old VERSION/NAME FILE
func scriptOld(ts *testscript.TestScript, _ bool, args []string) {
	packed, err := os.Open(oldDatabases + args[0] + ".db.gz")
	ts.Check(err)
	defer func() { _ = packed.Close() }()
	unpacked, err := gzip.NewReader(packed)
	ts.Check(err)
	content, err := io.ReadAll(unpacked)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), content, 0o600))
}

// oldDatabases is the directory of databases that earlier releases have
// written.
var oldDatabases = func() string {
	dir, err := filepath.Abs("../../portfolio/sqlite/testdata")
	if err != nil {
		panic(err)
	}
	return dir + string(filepath.Separator)
}()

// scriptMerge merges the changes of one database into another: merge FROM INTO
func scriptMerge(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	from, err := sqlite.Open(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	into, err := sqlite.Open(ctx, ts.MkAbs(args[1]))
	ts.Check(err)
	h, err := from.History(ctx, provenance.HistorySpec{})
	ts.Check(err)
	var changes []portfolio.Change
	for _, e := range h.Entries {
		changes = append(changes, *e.Change)
	}
	_, err = into.Merge(ctx, changes)
	ts.Check(err)
	ts.Check(errors.Join(from.Close(), into.Close()))
}

// scriptStatus runs a program that has to end with a status: status N PROGRAM
// ARGUMENT…
func scriptStatus(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		ts.Fatalf("ended with %v, want status %d", err, want)
	}
	if got := exit.ExitCode(); got != want {
		ts.Fatalf("ended with status %d, want %d", got, want)
	}
}

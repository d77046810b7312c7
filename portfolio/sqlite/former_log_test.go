package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
)

// ahead returns a database as releases wrote it that had a write-ahead log.
func ahead(file []byte) []byte {
	file = slices.Clone(file)
	file[18], file[19] = 2, 2
	return file
}

// changedPages returns the numbers of the pages that differ, from 1.
func changedPages(before, after []byte) (numbers []int) {
	for n := 0; n*pageSize < len(after); n++ {
		page := after[n*pageSize : (n+1)*pageSize]
		if n*pageSize >= len(before) || !bytes.Equal(before[n*pageSize:(n+1)*pageSize], page) {
			numbers = append(numbers, n+1)
		}
	}
	return numbers
}

// logOf returns the write-ahead log of one transaction, in SQLite's file format.
func logOf(before, after []byte) []byte {
	const magic, version, salt = 0x377f0682, 3007000, 99
	var sum [2]uint32
	add := func(b []byte) {
		for ; len(b) > 0; b = b[8:] {
			sum[0] += binary.LittleEndian.Uint32(b) + sum[1]
			sum[1] += binary.LittleEndian.Uint32(b[4:]) + sum[0]
		}
	}
	words := func(b []byte, all ...uint32) []byte {
		for _, w := range all {
			b = binary.BigEndian.AppendUint32(b, w)
		}
		return b
	}
	log := words(nil, magic, version, pageSize, 0, salt, salt)
	add(log)
	log = words(log, sum[:]...)
	numbers := changedPages(before, after)
	for i, n := range numbers {
		size := 0 // of the database, where the transaction ends
		if i == len(numbers)-1 {
			size = len(after) / pageSize
		}
		head, page := words(nil, uint32(n), uint32(size)), after[(n-1)*pageSize:n*pageSize]
		add(head)
		add(page)
		log = append(words(append(log, head...), salt, salt, sum[0], sum[1]), page...)
	}
	return log
}

// states returns a database after each of some changes.
func states(t *testing.T, edits ...portfolio.Edit) (all [][]byte) {
	t.Helper()
	s := open(t, document(t))
	for _, e := range edits {
		change(t, s, e)
		all = append(all, ahead(contents(t, s.Path())))
	}
	return all
}

// TestFormerLog opens files beside the write-ahead log of an earlier release that
// was killed. The log of the file itself is applied; that of another one is not,
// and is kept and named.
func TestFormerLog(t *testing.T) {
	t.Parallel()
	note := portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", "a note")}}
	b := states(t, newProject("ABCX12"), note, twoEdits[0], twoEdits[1], newProject("ABCX13"))
	branch := states(t, newProject("ABCX12"), twoEdits[1], note)
	log, half := logOf(b[1], b[2]), slices.Clone(b[1])
	n := changedPages(b[1], b[2])[1]
	copy(half[(n-1)*pageSize:n*pageSize], b[2][(n-1)*pageSize:])
	for name, c := range map[string]struct {
		file    []byte
		log     []byte
		own     bool
		changes int64
	}{
		"its own":                       {b[1], log, true, 3},
		"its own, partly in the file":   {half, log, true, 3},
		"its own, all in the file":      {b[2], log, true, 3},
		"cut":                           {b[1], log[:len(log)-1], true, 2},
		"an older copy":                 {b[0], logOf(b[2], b[3]), false, 1},
		"a newer copy":                  {b[4], log, false, 5},
		"another database":              {branch[1], log, false, 2},
		"another one with more changes": {branch[2], log, false, 3},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "f.db")
			write(t, path, string(c.file))
			write(t, path+"-wal", string(c.log))
			var told []string
			s, err := sqlite.Open(context.Background(), path, sqlite.WithNotice(func(n string) { told = append(told, n) }))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			reopened(t, path, c.changes)
			kept, err := filepath.Glob(path + "-wal.aside-*")
			switch {
			case err != nil || c.own != (len(kept) == 0):
				t.Errorf("kept is %v, %v", kept, err)
			case !c.own && !bytes.Equal(contents(t, kept[0]), c.log):
				t.Error("the log was changed")
			case !c.own && (len(told) != 1 || !strings.Contains(told[0], kept[0])):
				t.Errorf("told is %q", told)
			}
		})
	}
}

// TestFormerLogOfRelease does so with databases that release 1.0 made, to which
// SQLite itself wrote ahead.
func TestFormerLogOfRelease(t *testing.T) {
	t.Parallel()
	path := version(t, "version8", "hq")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, statement := range []string{"PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 0",
		"UPDATE change SET arrived = arrived - 1", "UPDATE change SET arrived = arrived + 1", // all pages of the changes
		"INSERT INTO preference VALUES ('A. Desk', 'theme', 'from the log')"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	file, log := contents(t, path), contents(t, path+"-wal")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{"its own": {file, "from the log"}, "of an office": {ahead(contents(t, version(t, "version8", "office"))), ""}} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "f.db")
			write(t, path, string(c.file))
			write(t, path+"-wal", string(log))
			s := reopen(t, path, withDocument)
			sound(t, s)
			prefs, err := s.Preferences(t.Context(), "A. Desk")
			if err != nil || prefs["theme"] != c.want {
				t.Errorf("preferences are %v, %v", prefs, err)
			}
			kept, err := filepath.Glob(path + "-wal.aside-*")
			if err != nil || len(kept) > 0 != (c.want == "") {
				t.Errorf("kept is %v, %v", kept, err)
			}
		})
	}
}

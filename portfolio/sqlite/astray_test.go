package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fieldfolio/portfolio/sqlite"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// Counters in the header of a database, which SQLite sets anew in a copy that it makes.
const (
	atCounter = 24
	atCookie  = 40
	atCounted = 92
)

// TestCopyBesideKilled opens a copy that SQLite's backup interface made before a
// program was killed in the middle of a change: only the counters in its header
// differ from the file's, and it needs no journal.
func TestCopyBesideKilled(t *testing.T) {
	t.Parallel()
	k := kill(t, twoEdits...)
	copied := bytes.Clone(k.before)
	for _, at := range []int{atCounter, atCookie, atCounted} {
		binary.BigEndian.PutUint32(copied[at:], binary.BigEndian.Uint32(copied[at:])+1)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "f.db"), string(k.halfWritten(2)))
	write(t, filepath.Join(dir, "f.db-journal"), string(k.journal))
	write(t, filepath.Join(dir, "copy.db"), string(copied))
	reopened(t, filepath.Join(dir, "copy.db"), k.changes)
}

// TestLinkOfWriter opens a file by another link while a program writes to it: it
// waits until that is done, and does not take the journal for one of a killed
// program.
func TestLinkOfWriter(t *testing.T) {
	t.Parallel()
	s := open(t, document(t))
	change(t, s, newProject("ABCX12"))
	link := s.Path() + ".link"
	if err := os.Link(s.Path(), link); err != nil {
		t.Skip(err)
	}
	dsn, err := dbfile.URL(s.Path(), url.Values{"_pragma": {"cache_size(20)", "cache_spill(20)"}})
	if err != nil {
		t.Fatal(err)
	}
	writer, err := sql.Open("sqlite", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writer.Close() }()
	writer.SetMaxOpenConns(1)
	// The mark is written and put back. Then more is changed than the cache holds, so
	// that some of it is in the file already.
	for _, query := range []string{
		"BEGIN IMMEDIATE",
		"CREATE TEMP TABLE was AS SELECT state FROM mark",
		"UPDATE mark SET state = zeroblob(length(state))",
		"UPDATE mark SET state = (SELECT state FROM was)",
		"UPDATE source SET printed = printed || 'x'",
	} {
		if _, err := writer.ExecContext(context.Background(), query); err != nil {
			t.Fatal(err)
		}
	}
	ended := make(chan error)
	go func() {
		time.Sleep(200 * time.Millisecond)
		_, err := writer.ExecContext(context.Background(), "COMMIT")
		ended <- err
	}()
	by, err := sqlite.Open(context.Background(), link)
	if err != nil {
		t.Error(err)
	} else if err := by.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

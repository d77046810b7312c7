package sqlite_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// killed is a database whose writer was killed while it wrote a change, and what
// may come to be in its place.
type killed struct {
	before, after []byte // of the change
	journal       []byte
	changes       int64 // before
	strange       map[string][]byte
}

// kill makes a database with some changes, then one more.
func kill(t *testing.T, edits ...portfolio.Edit) killed {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	old, now := filepath.Join(dir, "old.db"), filepath.Join(dir, "now.db")
	s := open(t, document(t))
	change(t, s, newProject("ABCX12"))
	k := killed{strange: map[string][]byte{"an old copy": contents(t, s.Path())}}
	note := portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", "a note")}}
	change(t, s, note)
	if err := s.Backup(ctx, old); err != nil {
		t.Fatal(err)
	}
	k.strange["an old backup"] = contents(t, old)
	change(t, s, note)
	if err := s.Backup(ctx, now); err != nil {
		t.Fatal(err)
	}
	k.strange["a backup of this state"] = contents(t, now)
	k.before, k.changes = contents(t, s.Path()), 3

	branch := filepath.Join(dir, "branch.db") // a copy on which the same is done apart
	write(t, branch, string(k.before))
	b, err := sqlite.Open(ctx, branch)
	if err != nil {
		t.Fatal(err)
	}
	change(t, b, edits...)
	k.strange["a copy that was changed"] = contents(t, branch)
	change(t, b, note)
	k.strange["a copy that was changed twice"] = contents(t, branch)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	other := open(t, document(t))
	change(t, other, newProject("ABCX12"))
	change(t, other, note)
	change(t, other, note)
	k.strange["another database"] = contents(t, other.Path())

	change(t, s, edits...)
	k.after = contents(t, s.Path())
	k.journal = journalOf(k.before, k.after)
	binary.BigEndian.PutUint32(k.after[bytes.LastIndex(k.after, []byte(markHead))+len(markHead)+8:], nonce)
	return k
}

// What the mark of a file begins with, and the nonce of the journals made here,
// which the mark has.
const (
	markHead = "FFOL state mark\x00"
	nonce    = 7
)

// journalOf returns the rollback journal of a transaction, in SQLite's file
// format. The page with the mark comes first, as the mark is written first.
func journalOf(before, after []byte) []byte {
	const sector = 512
	var numbers []uint32
	for n := 0; n*pageSize < len(before); n++ {
		if !bytes.Equal(before[n*pageSize:(n+1)*pageSize], after[n*pageSize:(n+1)*pageSize]) {
			numbers = append(numbers, uint32(n+1))
		}
	}
	marked := func(n uint32) bool {
		return bytes.Contains(before[(n-1)*pageSize:n*pageSize], []byte(markHead))
	}
	slices.SortStableFunc(numbers, func(a, b uint32) int {
		switch {
		case marked(a):
			return -1
		case marked(b):
			return 1
		}
		return 0
	})
	j := []byte("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
	for _, v := range []uint32{uint32(len(numbers)), nonce, uint32(len(before) / pageSize), sector, pageSize} {
		j = binary.BigEndian.AppendUint32(j, v)
	}
	j = append(j, make([]byte, sector-len(j))...)
	for _, n := range numbers {
		page := before[(n-1)*pageSize : n*pageSize]
		sum := uint32(nonce)
		for i := pageSize - 200; i > 0; i -= 200 {
			sum += uint32(page[i])
		}
		j = append(binary.BigEndian.AppendUint32(j, n), page...)
		j = binary.BigEndian.AppendUint32(j, sum)
	}
	return j
}

// halfWritten returns the file with the first of the changed pages written.
func (k *killed) halfWritten(pages int) []byte {
	half := slices.Clone(k.before)
	for n := 0; n*pageSize < len(k.after) && pages > 0; n++ {
		page := k.after[n*pageSize : (n+1)*pageSize]
		if n*pageSize >= len(half) {
			half = append(half, page...)
			pages--
		} else if !bytes.Equal(half[n*pageSize:(n+1)*pageSize], page) {
			copy(half[n*pageSize:], page)
			pages--
		}
	}
	return half
}

// twoEdits are in one change.
var twoEdits = []portfolio.Edit{
	{Record: "MLIU58", Fields: []portfolio.Setting{set("approved", "1000001"), set("end", "2016-03-31")}},
	{Record: "outcome:1.1", Fields: []portfolio.Setting{set("budget", "77")}},
}

// TestHalfWritten stops the writing of a change after each page: what the file was
// before is there again, and the journal is gone.
func TestHalfWritten(t *testing.T) {
	t.Parallel()
	k := kill(t, twoEdits...)
	pages := (len(k.journal) - 512) / (4 + pageSize + 4)
	if pages < 8 {
		t.Fatalf("the change wrote only %d pages", pages)
	}
	for n := 0; n <= pages; n++ {
		if testing.Short() && n%4 > 0 {
			continue
		}
		path := filepath.Join(t.TempDir(), "f.db")
		write(t, path, string(k.halfWritten(n)))
		write(t, path+"-journal", string(k.journal))
		reopened(t, path, k.changes)
		if left, err := filepath.Glob(path + "?*"); err != nil || len(left) > 0 {
			t.Errorf("after %d pages: %v is left, %v", n, left, err)
		}
		if !bytes.Equal(contents(t, path)[pageSize:len(k.before)], k.before[pageSize:]) {
			t.Errorf("after %d pages: the file is not as it was", n)
		}
	}
	t.Logf("stopped at %d moments", pages+1)
}

// TestStrangeJournal puts other files where the writing of a change was stopped:
// the journal is not applied to them, and is kept and named.
func TestStrangeJournal(t *testing.T) {
	t.Parallel()
	k := kill(t, twoEdits...)
	for name, file := range k.strange {
		for _, end := range []string{"-journal", "-wal"} {
			path := filepath.Join(t.TempDir(), "f.db")
			write(t, path, string(file))
			write(t, path+end, string(k.journal))
			var said []string
			s, err := sqlite.Open(context.Background(), path, sqlite.WithNotice(func(n string) { said = append(said, n) }))
			if err != nil {
				t.Fatal(name, err)
			}
			sound(t, s)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(contents(t, path), file) {
				t.Errorf("%s, %s: the file was changed", name, end)
			}
			kept, err := filepath.Glob(path + end + ".aside-*")
			if err != nil || len(kept) != 1 || !bytes.Equal(contents(t, kept[0]), k.journal) {
				t.Errorf("%s, %s: the journal is not kept: %v, %v", name, end, kept, err)
			}
			if len(said) != 1 || !strings.Contains(said[0], path+end) || len(kept) == 1 && !strings.Contains(said[0], kept[0]) {
				t.Errorf("%s, %s: said %q", name, end, said)
			}
		}
	}
}

// TestOrphanedJournal makes a new database where the journal of a deleted one is.
func TestOrphanedJournal(t *testing.T) {
	t.Parallel()
	k := kill(t, twoEdits...)
	path := filepath.Join(t.TempDir(), "f.db")
	write(t, path+"-journal", string(k.journal))
	if err := sqlite.Create(context.Background(), path, document(t)); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(path + "-journal.aside-*")
	if err != nil || len(kept) != 1 || !bytes.Equal(contents(t, kept[0]), k.journal) {
		t.Errorf("the journal is not kept: %v, %v", kept, err)
	}
}

// TestCopyAlone copies the file alone after each change: the copy has all of them,
// and nothing stands beside the file.
func TestCopyAlone(t *testing.T) {
	t.Parallel()
	s := open(t, document(t))
	x, err := s.At(context.Background(), asOf) // a screen that looks back for hours
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	for i := range 4 {
		change(t, s, portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", "a note")}})
		copied := filepath.Join(t.TempDir(), "copy.db")
		write(t, copied, string(contents(t, s.Path())))
		reopened(t, copied, int64(i+1))
	}
	if left, err := filepath.Glob(strings.NewReplacer("?", "[?]").Replace(s.Path()) + "?*"); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// reopened opens a file and checks that it is sound and how many changes it has.
func reopened(t *testing.T, path string, changes int64) {
	t.Helper()
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	h, err := s.History(context.Background(), provenance.HistorySpec{Limit: 1})
	if err != nil || h.Changes != changes {
		t.Errorf("%s: %d changes, want %d, %v", filepath.Base(path), h.Changes, changes, err)
	}
	sound(t, s)
}

// TestReplacedWhileOpen puts another file in the place of one that is open, in each
// way there is: what is saved afterwards is refused, and neither file changes.
func TestReplacedWhileOpen(t *testing.T) {
	t.Parallel()
	k := kill(t, twoEdits...)
	rename := func(path string, file []byte) error {
		write(t, path+".new", string(file))
		return os.Rename(path+".new", path)
	}
	for name, c := range map[string]struct {
		replace func(path string, file []byte) error
		file    []byte
		says    string
	}{
		"renamed":                  {rename, k.strange["an old backup"], "was replaced"},
		"the same, renamed":        {rename, k.before, "was replaced"},
		"written over":             {overwrite, k.strange["an old copy"], "was replaced"},
		"a backup written over":    {overwrite, k.strange["a backup of this state"], "was replaced"},
		"another one written over": {overwrite, k.strange["another database"], "was replaced"},
		"deleted":                  {func(path string, _ []byte) error { return os.Remove(path) }, nil, "was moved or deleted"},
		"moved":                    {func(path string, _ []byte) error { return os.Rename(path, path+".moved") }, nil, "was moved or deleted"},
		"moved, and linked":        {moveAndLink, nil, "was moved or deleted"},
		"emptied":                  {func(path string, _ []byte) error { return os.Truncate(path, 0) }, nil, "was emptied"},
		"a journal, written over":  {k.leave, k.strange["an old backup"], "was replaced"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "f.db")
			write(t, path, string(k.before))
			s, err := sqlite.Open(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			if _, err := s.Catalogue(context.Background()); err != nil {
				t.Fatal(err)
			}
			if err := c.replace(path, c.file); err != nil {
				t.Fatal(err)
			}
			_, err = s.Change(context.Background(), "A. Desk", twoEdits...)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want that it %s", err, c.says)
			}
			if c.file != nil && !bytes.Equal(contents(t, path), c.file) {
				t.Error("the file that is there now was changed")
			}
		})
	}
}

// moveAndLink moves a file and puts a link to it at its name.
func moveAndLink(path string, _ []byte) error {
	return errors.Join(os.Rename(path, path+".moved"), os.Symlink(filepath.Base(path)+".moved", path))
}

// TestFolderRenamed renames the folder of a file that is open by a link to the
// folder, and has the link follow: what is saved afterwards is refused, and
// reading too says why.
func TestFolderRenamed(t *testing.T) {
	t.Parallel()
	ctx, k, dir := context.Background(), kill(t, twoEdits...), t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.Mkdir(in("one"), 0o700), os.Symlink("one", in("link"))); err != nil {
		t.Skip(err)
	}
	write(t, in("one/f.db"), string(k.before))
	s, err := sqlite.Open(ctx, in("link/f.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := errors.Join(os.Rename(in("one"), in("two")), os.Remove(in("link")), os.Symlink("two", in("link"))); err != nil {
		t.Fatal(err)
	}
	const says = "was moved or deleted while it was open here"
	if _, err := s.Change(ctx, "A. Desk", twoEdits...); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, want that it %s", err, says)
	}
	if _, err := s.Catalogue(ctx); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, want that it %s", err, says)
	}
	reopened(t, in("link/f.db"), k.changes)
}

// overwrite is what cp does.
func overwrite(path string, file []byte) error { return os.WriteFile(path, file, 0o600) }

// leave writes a file over another one whose writer was killed.
func (k *killed) leave(path string, file []byte) error {
	if err := overwrite(path, file); err != nil {
		return err
	}
	return os.WriteFile(path+"-journal", k.journal, 0o600)
}

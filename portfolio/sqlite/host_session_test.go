package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// TestNewsOfViews has sessions and another process make changes in any interleaving:
// each session is told of all changes but its own, once, whether it waits or looks.
func TestNewsOfViews(t *testing.T) {
	s := open(t, document(t))
	h, elsewhere := host(t, s), another(t, s)
	round := 0
	rapid.Check(t, func(r *rapid.T) {
		round++
		var by []*sqlite.Store
		var watches []*sqlite.Watch
		for i := range rapid.IntRange(1, 4).Draw(r, "sessions") {
			view := enter(t, h, fmt.Sprintf("%d-%d", round, i), "Awa")
			by, watches = append(by, view), append(watches, watch(t, view))
			defer view.Leave()
		}
		for _, w := range watches { // what was before is not theirs
			if _, _, err := w.Look(t.Context()); err != nil {
				r.Fatal(err)
			}
		}
		writers := append(slices.Clone(by), elsewhere, s)
		want, got := make([][]string, len(by)), make([][]string, len(by))
		hear := func(i int, take func() ([]string, error)) {
			told, err := take()
			if err != nil {
				r.Fatal(err)
			}
			got[i] = append(got[i], told...)
		}
		look := func(i int) {
			hear(i, func() (titles []string, err error) {
				news, _, err := watches[i].Look(t.Context())
				for _, c := range slices.Backward(news.Changes) {
					titles = append(titles, c.Fields[0].Value)
				}
				return titles, err
			})
		}
		for step := range rapid.IntRange(1, 12).Draw(r, "steps") {
			k := rapid.IntRange(0, len(writers)-1).Draw(r, "writer")
			title := fmt.Sprintf("%d %d", round, step)
			record := rapid.SampledFrom([]string{"PERU08", "XEAU75"}).Draw(r, "record")
			change(t, writers[k], edit(record, set("title", title)))
			for i := range by {
				if i != k {
					want[i] = append(want[i], title)
				}
			}
			if i := rapid.IntRange(0, 2*len(by)).Draw(r, "looks"); i < len(by) {
				look(i)
			}
		}
		for i := range by {
			look(i)
			if !slices.Equal(got[i], want[i]) {
				r.Fatalf("session %d was told %q, not %q", i, got[i], want[i])
			}
			if news, moved, err := watches[i].Look(t.Context()); moved || err != nil {
				r.Fatalf("told twice: %v, %v", news, err)
			}
		}
	})
}

// TestViewsWait wakes all sessions but the one that has changed something, and tells all
// that the file was replaced.
func TestViewsWait(t *testing.T) {
	s := open(t, document(t))
	h := host(t, s)
	type told struct {
		n   int
		err error
	}
	heard := make(chan told, 10)
	var views []*sqlite.Store
	var watches []*sqlite.Watch
	for i := range 5 {
		views = append(views, enter(t, h, fmt.Sprint(i), "Awa"))
		watches = append(watches, watch(t, views[i]))
	}
	wait := func(ctx context.Context) {
		for _, w := range watches {
			go func() {
				news, err := w.Wait(ctx)
				heard <- told{len(news.Changes), err}
			}()
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	wait(ctx)
	change(t, views[2], edit("PERU08", set("title", "Heard")))
	for range len(views) - 1 {
		if x := <-heard; x.n != 1 || x.err != nil {
			t.Error(x)
		}
	}
	cancel()
	if x := <-heard; x.n != 0 || !errors.Is(x.err, context.Canceled) {
		t.Errorf("its own change: %v", x)
	}
	wait(t.Context())
	if err := os.Rename(open(t, document(t)).Path(), s.Path()); err != nil {
		t.Fatal(err)
	}
	for range views {
		if x := <-heard; !errors.Is(x.err, dbfile.ErrReplaced) {
			t.Error(x)
		}
	}
}

// TestNewsOfManyChangesWaits says of a session that has not looked for long that there is
// more than it can be told.
func TestNewsOfManyChangesWaits(t *testing.T) {
	s := open(t, document(t))
	h := host(t, s)
	a, b := enter(t, h, "a", "Awa"), enter(t, h, "b", "Ben")
	slow, quick := watch(t, b), watch(t, enter(t, h, "c", "Zoë"))
	total := 0
	for i := range 3 {
		edits := make([]portfolio.Edit, 500)
		for k := range edits {
			edits[k] = newProject(fmt.Sprintf("AB%c%c%02d", 'A'+i, 'A'+k/100, k%100))
		}
		change(t, a, edits...)
		news, _, err := quick.Look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		total += len(news.Changes)
	}
	news, moved, err := slow.Look(t.Context())
	if err != nil || !moved || !news.More || len(news.Changes) > 1000 || len(news.Changes) < 500 {
		t.Errorf("%d changes, more: %v, %v", len(news.Changes), news.More, err)
	}
	if total != 1500 {
		t.Errorf("who is quick was told of %d changes", total)
	}
}

// TestLoginsAreTold tells once that another process has removed a login.
func TestLoginsAreTold(t *testing.T) {
	s := open(t, document(t))
	h := host(t, s)
	db := raw(t, s.Path())
	w := watch(t, enter(t, h, "a", "Awa"))
	none := func() {
		t.Helper()
		if _, _, err := w.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		select {
		case <-h.Logins():
			t.Error("told of what is no login")
		default:
		}
	}
	if _, _, err := w.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-h.Logins() // of the logins that host adds
	none()
	for _, do := range []string{
		"INSERT INTO login VALUES ('Zoë', 'viewer', '', '', 0, '')", "UPDATE login SET role = 'editor'",
		"INSERT INTO login_key VALUES ('SHA256:a', 'Zoë', 'ssh-ed25519 A', 0)", "DELETE FROM login_key", "DELETE FROM login",
	} {
		if _, err := db.Exec(do); err != nil {
			t.Fatal(err)
		}
		select {
		case <-h.Logins():
		case <-time.After(20 * time.Second):
			t.Errorf("%s: nothing was told", do)
		}
	}
	change(t, another(t, s), edit("PERU08", set("title", "No login")))
	none()
}

// raw opens a file as another program does.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	dsn, err := dbfile.URL(path, url.Values{"_pragma": {"busy_timeout(5000)"}})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
)

// draftWorld is a person's drafts in several sessions, and what must become of them.
type draftWorld struct {
	t       *testing.T
	s       *sqlite.Store
	h       *sqlite.Host
	n       int
	views   []*draftSession
	stored  map[string]string // what was typed, by record and session; of sessions that have ended, too
	records []string
}

// draftSession is a session with the drafts that it has been offered and has not saved or dropped.
type draftSession struct {
	*sqlite.Store
	name    string
	offered map[string]string // keys of stored, by record
}

func (w *draftWorld) enter() {
	w.n++
	name := fmt.Sprintf("s%04d", w.n)
	w.views = append(w.views, &draftSession{enter(w.t, w.h, name, "Awa"), name, map[string]string{}})
}

func (w *draftWorld) here(session string) bool {
	return slices.ContainsFunc(w.views, func(v *draftSession) bool { return v.name == session })
}

// text is what a draft says.
func text(d *portfolio.Draft) string {
	if d == nil {
		return ""
	}
	return d.Fields[0].Value
}

// check compares what a session is offered with what was typed.
func (w *draftWorld) check(r *rapid.T, v *draftSession) {
	var want []string
	for key, typed := range w.stored {
		if session := key[len(key)-5:]; session == v.name || !w.here(session) {
			want = append(want, typed)
		}
	}
	all, err := v.Drafts(context.Background(), "Awa")
	if err != nil {
		r.Fatal(err)
	}
	var got []string
	for i := range all {
		got = append(got, text(&all[i]))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		r.Fatalf("%s has the drafts %q, not %q", v.name, got, want)
	}
}

// ask asks for the draft of a record and returns the key under which it is stored.
func (w *draftWorld) ask(r *rapid.T, v *draftSession, record string) {
	d, err := v.Draft(context.Background(), "Awa", record)
	if err != nil {
		r.Fatal(err)
	}
	own := record + " " + v.name
	if typed, ok := w.stored[own]; ok {
		if text(d) != typed {
			r.Fatalf("%s: the draft of %s is %q, not its own %q", v.name, record, text(d), typed)
		}
		return
	}
	key := ""
	for k, typed := range w.stored {
		if d != nil && typed == text(d) {
			key = k
		}
	}
	may := false
	for k := range w.stored {
		may = may || len(k) == len(own) && k[:len(record)] == record && !w.here(k[len(k)-5:])
	}
	if before, ok := v.offered[record]; ok && w.stored[before] != "" && key != before {
		r.Fatalf("%s was offered %s, now %s", v.name, before, key)
	}
	if may != (key != "") || key != "" && w.here(key[len(key)-5:]) {
		r.Fatalf("%s is offered %q of %s", v.name, key, record)
	}
	delete(v.offered, record)
	if key != "" {
		v.offered[record] = key
	}
}

// TestDraftsAreNeverLost enters, types, drops, leaves and kills at random: whatever a
// person has typed is offered to each later session until it was saved over or dropped
// by one that was offered it, and never to one beside that in which it is typed.
func TestDraftsAreNeverLost(t *testing.T) {
	ctx := context.Background()
	first := open(t, document(t))
	path := first.Path()
	addLogin(t, first, access.Login{Person: "Awa", Role: access.Editor})
	rapid.Check(t, func(r *rapid.T) {
		w := &draftWorld{t: t, stored: map[string]string{}, records: []string{"PERU08", "XEAU75"}}
		begin := func() {
			var err error
			if w.s, err = sqlite.Open(ctx, path); err != nil {
				r.Fatal(err)
			}
			if w.h, err = w.s.Host(ctx); err != nil {
				r.Fatal(err)
			}
		}
		end := func() {
			if err := errors.Join(w.h.Close(), w.s.Close()); err != nil {
				r.Fatal(err)
			}
			w.views = nil
		}
		begin()
		defer func() {
			if _, err := raw(t, path).Exec("DELETE FROM draft"); err != nil {
				r.Fatal(err)
			}
			end()
		}()
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			what := rapid.SampledFrom([]string{"enter", "save", "save", "save", "drop", "ask", "ask", "leave", "crash"}).Draw(r, "what")
			if what == "enter" || len(w.views) == 0 {
				w.enter()
				continue
			}
			i := rapid.IntRange(0, len(w.views)-1).Draw(r, "session")
			v, record := w.views[i], rapid.SampledFrom(w.records).Draw(r, "record")
			var err error
			switch what {
			case "save":
				w.n++
				typed := fmt.Sprint("typed ", w.n)
				err = v.SaveDraft(ctx, portfolio.Draft{Person: "Awa", Record: record, Fields: []portfolio.Setting{set("title", typed)}})
				delete(w.stored, v.offered[record])
				delete(v.offered, record)
				w.stored[record+" "+v.name] = typed
			case "drop":
				err = v.DropDraft(ctx, "Awa", record)
				delete(w.stored, v.offered[record])
				delete(v.offered, record)
				delete(w.stored, record+" "+v.name)
			case "ask":
				w.ask(r, v, record)
			case "leave":
				v.Leave()
				w.views = slices.Delete(w.views, i, i+1)
			case "crash":
				end()
				begin()
			}
			if err != nil {
				r.Fatal(err)
			}
			for _, v := range w.views {
				w.check(r, v)
			}
		}
	})
}

// TestDraftsOutsideAHost are offered to later sessions, and the other way round; what
// somebody else has typed over since it was offered stays.
func TestDraftsOutsideAHost(t *testing.T) {
	ctx := t.Context()
	s := open(t, document(t))
	o, h := another(t, s), host(t, s)
	a := enter(t, h, "a", "Awa")
	save := func(in *sqlite.Store, typed string) {
		t.Helper()
		err := in.SaveDraft(ctx, portfolio.Draft{Person: "Awa", Record: "PERU08", Fields: []portfolio.Setting{set("title", typed)}})
		if err != nil {
			t.Fatal(err)
		}
	}
	offered := func(in *sqlite.Store, want string) {
		t.Helper()
		d, err := in.Draft(ctx, "Awa", "PERU08")
		if err != nil || text(d) != want {
			t.Errorf("offered %q, not %q; %v", text(d), want, err)
		}
	}
	save(o, "here")
	offered(a, "here")
	save(o, "here again")
	save(a, "there") // over "here", which is no more
	offered(o, "here again")
	if err := o.DropDraft(ctx, "Awa", "PERU08"); err != nil {
		t.Fatal(err)
	}
	a.Leave()
	offered(o, "there")
	if err := o.DropDraft(ctx, "Awa", "PERU08"); err != nil {
		t.Fatal(err)
	}
	offered(o, "")
}

// TestDraftsAreBounded refuses a draft that is too long, and one too many.
func TestDraftsAreBounded(t *testing.T) {
	ctx := t.Context()
	s := open(t, document(t))
	var invalid *fault.Invalid
	long := portfolio.Draft{Person: "Awa", Record: "PERU08", Fields: []portfolio.Setting{set("title", string(make([]byte, 1<<20)))}}
	if err := s.SaveDraft(ctx, long); !errors.As(err, &invalid) {
		t.Error(err)
	}
	if _, err := raw(t, s.Path()).Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
		INSERT INTO draft SELECT 'Awa', 'record ' || i, '', '', '[]', '', i FROM n`); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveDraft(ctx, portfolio.Draft{Person: "Awa", Record: "PERU08"}); !errors.As(err, &invalid) {
		t.Error(err)
	}
	for _, d := range []portfolio.Draft{{Person: "Awa", Record: "record 7"}, {Person: "Ben", Record: "PERU08"}} {
		if err := s.SaveDraft(ctx, d); err != nil {
			t.Error(err)
		}
	}
}

package sqlite_test

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
)

// TestUndoOfSessions takes back what the session itself did, then what no session did
// that is here, and never what another one did.
func TestUndoOfSessions(t *testing.T) {
	ctx := t.Context()
	s := open(t, document(t))
	h := host(t, s)
	title := func() string {
		t.Helper()
		p, err := s.Project(ctx, "PERU08")
		if err != nil {
			t.Fatal(err)
		}
		return p.Title
	}
	put := func(in *sqlite.Store, field, value string) {
		t.Helper()
		if _, err := in.Change(ctx, "Awa", edit("PERU08", set(field, value))); err != nil {
			t.Fatal(err)
		}
	}
	undo := func(in *sqlite.Store, want string) {
		t.Helper()
		made, err := in.Undo(ctx, "Awa", portfolio.ID{}, "")
		got := ""
		if err == nil {
			got = made[0].Fields[0].Field
		}
		if got != want {
			t.Errorf("undid %q, not %q: %v", got, want, err)
		}
	}
	redo := func(in *sqlite.Store, want string) {
		t.Helper()
		made, err := in.Redo(ctx, "Awa")
		got := ""
		if err == nil {
			got = made[0].Fields[0].Field
		}
		if got != want {
			t.Errorf("redid %q, not %q: %v", got, want, err)
		}
	}
	was := title()
	put(s, "shortfall", "1m") // before
	a, b := enter(t, h, "a", "Awa"), enter(t, h, "b", "Awa")
	put(a, "title", "By a")
	put(a, "approved", "1m")
	put(b, "overall", "2m")
	undo(a, "approved")
	undo(b, "overall")
	redo(a, "approved")
	undo(a, "approved")
	undo(a, "title")
	if got := title(); got != was {
		t.Errorf("the title is %q", got)
	}
	undo(a, "shortfall") // of no session that is here
	undo(a, "")
	redo(b, "overall")
	redo(b, "")
	a.Leave()
	c := enter(t, h, "c", "Awa")
	redo(c, "shortfall") // what a undid
	undo(c, "shortfall")
	undo(c, "") // b is here
	b.Leave()
	undo(c, "overall")
}

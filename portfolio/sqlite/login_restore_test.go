package sqlite_test

import (
	"path/filepath"
	"testing"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/sqlite"
)

// TestLoginsRestored removes a login after a backup, which a restore does not bring back
// where what is there can be read; where it cannot, the restore says so.
func TestLoginsRestored(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(*testing.T, *worked)
		kept   bool
		logins int
	}{
		"sound":     {func(*testing.T, *worked) {}, true, 1},
		"damaged":   {func(t *testing.T, w *worked) { execute(t, w.file, "DROP TABLE slice; DELETE FROM digest") }, true, 1},
		"no logins": {func(t *testing.T, w *worked) { execute(t, w.file, "DROP TABLE login; DELETE FROM digest") }, false, 2},
		"made anew": {func(t *testing.T, w *worked) { execute(t, w.file, "DELETE FROM login; DELETE FROM audit") }, false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := open(t, document(t)), t.TempDir()
			w := worked{backup: filepath.Join(dir, "backup.db"), file: filepath.Join(dir, "f.db")}
			addLogin(t, s, access.Login{Person: "Awa", Role: access.Coordinator})
			addLogin(t, s, access.Login{Person: "Ben", Role: access.Editor})
			if err := s.Backup(t.Context(), w.backup); err != nil {
				t.Fatal(err)
			}
			if err := s.RemoveLogin(t.Context(), Editor, "Ben"); err != nil {
				t.Fatal(err)
			}
			if err := s.Backup(t.Context(), w.file); err != nil {
				t.Fatal(err)
			}
			c.damage(t, &w)
			r, _ := w.restore(t)
			if r.LoginsKept != c.kept || r.Logins != c.logins {
				t.Errorf("%d logins, kept %v", r.Logins, r.LoginsKept)
			}
			back, err := sqlite.Open(t.Context(), w.file)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = back.Close() }()
			if all, err := back.Logins(t.Context()); err != nil || len(all) != c.logins || len(all[0].Keys) != 1 {
				t.Errorf("%+v %v", all, err)
			}
			if events, err := back.Audit(t.Context(), sqlite.AuditSpec{}); err != nil || c.kept != (len(events) == 3) {
				t.Errorf("%+v %v", events, err)
			}
			sound(t, back)
		})
	}
}

// TestCheckLogins finds what is wrong with logins.
func TestCheckLogins(t *testing.T) {
	s := open(t, document(t))
	addLogin(t, s, access.Login{Person: "Awa", Role: access.Coordinator})
	if err := s.Execute(t.Context(), "UPDATE login SET role = 'admin'; DELETE FROM login_key"); err != nil {
		t.Fatal(err)
	}
	faults, err := s.Check(t.Context())
	if err != nil || len(faults) != 2 || faults[0].Where != "login of Awa" {
		t.Errorf("%+v %v", faults, err)
	}
}

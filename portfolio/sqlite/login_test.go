package sqlite_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
)

// keyOf returns a key of a person; any text stands for what an SSH key says.
func keyOf(name string) access.Key {
	return access.Key{Text: "ssh-ed25519 " + name, Fingerprint: "SHA256:" + name}
}

// addLogin adds a login with a key of the person's name.
func addLogin(t testing.TB, s *sqlite.Store, l access.Login) []string {
	t.Helper()
	l.Keys = append(l.Keys, keyOf(l.Person))
	changed, err := s.AddLogin(t.Context(), Editor, l)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// TestLogins adds, changes and removes logins, says what changed, and leaves a trail.
func TestLogins(t *testing.T) {
	ctx := t.Context()
	s := open(t, document(t))
	for _, c := range []struct {
		login access.Login
		want  string
	}{
		{access.Login{Person: " Awa Diop ", Role: "Viewer", Email: "awa@example.org"},
			"added, role viewer, e-mail address awa@example.org, key SHA256: Awa Diop "},
		{access.Login{Person: "Awa Diop", Role: access.Editor}, "role editor (was viewer), e-mail address none (was awa@example.org), key SHA256:Awa Diop"},
		{access.Login{Person: "Awa Diop", Role: access.Editor}, ""},
		{access.Login{Person: "Ben", Role: access.Coordinator}, "added, role coordinator, key SHA256:Ben"},
	} {
		if got := strings.Join(addLogin(t, s, c.login), ", "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.login, got, c.want)
		}
	}
	all, err := s.Logins(ctx)
	if err != nil || len(all) != 2 || all[0].Person != "Awa Diop" || len(all[0].Keys) != 2 || all[0].By != Editor || all[0].Added.IsZero() {
		t.Fatalf("%+v %v", all, err)
	}
	if l, err := s.LoginOfKey(ctx, "SHA256:Awa Diop"); err != nil || l.Person != "Awa Diop" || l.Role != access.Editor || len(l.Keys) != 2 {
		t.Errorf("%+v %v", l, err)
	}
	var invalid *fault.Invalid
	if _, err := s.LoginOfKey(ctx, "SHA256:no"); !errors.As(err, &invalid) {
		t.Error(err)
	}
	if err := s.RemoveLogin(ctx, Editor, "Awa Diop"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveLogin(ctx, Editor, "Awa Diop"); !errors.As(err, &invalid) {
		t.Error(err)
	}
	if _, err := s.Login(ctx, "Awa Diop"); !errors.As(err, &invalid) {
		t.Error(err)
	}
	if _, err := s.LoginOfKey(ctx, "SHA256:Awa Diop"); !errors.As(err, &invalid) {
		t.Error("the key of a removed login is still one of it:", err)
	}
	events, err := s.Audit(ctx, sqlite.AuditSpec{Kinds: []access.EventKind{access.Managed}})
	if err != nil || len(events) != 4 || events[0].What != "login of Awa Diop: removed" || events[0].Person != Editor {
		t.Errorf("%+v %v", events, err)
	}
}

// TestLoginsRefused names what is wrong, and changes nothing.
func TestLoginsRefused(t *testing.T) {
	s := open(t, document(t))
	addLogin(t, s, access.Login{Person: "Awa", Role: access.Viewer})
	ben := []access.Key{keyOf("Ben")}
	for want, l := range map[string]access.Login{
		"person is missing":            {Person: " ", Role: access.Viewer, Keys: ben},
		"is not a role":                {Person: "Ben", Role: "admin", Keys: ben},
		"has no key":                   {Person: "Ben", Role: access.Viewer},
		"is that of Awa":               {Person: "Ben", Role: access.Viewer, Keys: []access.Key{keyOf("Awa")}},
		"is not an address":            {Person: "Ben", Role: access.Viewer, Email: "ben", Keys: ben},
		"has no register of offices":   {Person: "Ben", Role: access.Viewer, Office: "roea", Keys: ben},
		"is not a public key":          {Person: "Ben", Role: access.Viewer, Keys: []access.Key{{Text: "a\nb", Fingerprint: "SHA256:x"}}},
		`e-mail address "a@b, c@d" is`: {Person: "Ben", Role: access.Viewer, Email: "a@b, c@d", Keys: ben},
	} {
		_, err := s.AddLogin(t.Context(), Editor, l)
		if err == nil || !strings.Contains(err.Error(), want) || fault.RemedyOf(err) == (fault.Remedy{}) {
			t.Errorf("%+v: %v, want %q with a remedy", l, err, want)
		}
	}
	if all, err := s.Logins(t.Context()); err != nil || len(all) != 1 || len(all[0].Keys) != 1 {
		t.Errorf("%+v %v", all, err)
	}
}

// TestAudit pages through the trail, filters it, and keeps refusals apart: a flood of them
// pushes out nothing else.
func TestAudit(t *testing.T) {
	ctx := t.Context()
	s := open(t, document(t))
	view := enter(t, host(t, s), "s1", "Awa")
	for _, e := range []access.Event{{Kind: access.LoggedIn, Person: "somebody else", What: "key SHA256:Awa"},
		{Kind: access.Exported, What: "projects\nas CSV \x1b[2J"}} {
		if err := view.Note(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Note(ctx, access.Event{Kind: access.Refused, From: "192.0.2.7:22", What: "no such login: ÄWA"}); err != nil {
		t.Fatal(err)
	}
	said := func(spec sqlite.AuditSpec) (out []string) {
		t.Helper()
		events, err := s.Audit(ctx, spec)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			out = append(out, string(e.Kind)+" "+e.Person+" "+e.Session+": "+e.What)
		}
		return out
	}
	refused, export := "refused  : no such login: ÄWA", "export Awa s1: projects as CSV  [2J"
	login := "login Awa s1: key SHA256:Awa"
	first, err := s.Audit(ctx, sqlite.AuditSpec{Limit: 1})
	if err != nil || len(first) != 1 {
		t.Fatal(first, err)
	}
	for name, c := range map[string]struct {
		spec sqlite.AuditSpec
		want []string
	}{
		"newest":  {sqlite.AuditSpec{Limit: 2}, []string{refused, export}},
		"next":    {sqlite.AuditSpec{Before: first[0].ID, Limit: 2}, []string{export, login}},
		"person":  {sqlite.AuditSpec{Person: "Awa"}, []string{export, login}},
		"kinds":   {sqlite.AuditSpec{Kinds: []access.EventKind{access.Refused, access.Exported}}, []string{refused, export}},
		"text":    {sqlite.AuditSpec{Text: "äwa"}, []string{refused}},
		"address": {sqlite.AuditSpec{Text: "192.0.2."}, []string{refused}},
		"since":   {sqlite.AuditSpec{Since: first[0].At.Add(3600e9)}, nil},
	} {
		if got := said(c.spec); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if err := s.TrimAudit(ctx, 0, 2); err != nil {
		t.Fatal(err)
	}
	if got := said(sqlite.AuditSpec{}); !slices.Equal(got, []string{export, login}) {
		t.Errorf("trimmed: %q", got)
	}
}

// TestAuditBound fills the trail with more refusals and other events than are kept, and
// notes some more.
func TestAuditBound(t *testing.T) {
	s := open(t, document(t))
	if err := s.FloodAudit(t.Context(), 149_501, 499); err != nil {
		t.Fatal(err)
	}
	refused, err := s.Audit(t.Context(), sqlite.AuditSpec{Kinds: []access.EventKind{access.Refused}, Limit: 1_000_000})
	if err != nil || len(refused) < 19_500 || len(refused) > 20_000 {
		t.Errorf("%d refusals are kept, %v", len(refused), err)
	}
	all, err := s.Audit(t.Context(), sqlite.AuditSpec{Limit: 1_000_000})
	if err != nil || len(all) < 99_000 || len(all) > 100_000 || all[0].ID != 150_000 {
		t.Errorf("%d events are kept, the last one %d, %v", len(all), all[0].ID, err)
	}
}

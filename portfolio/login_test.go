package portfolio

import (
	"strings"
	"testing"
	"time"
)

// A name and a login that were joined are divided again; nothing else is, and
// what an earlier release has written stays as it is.
func TestJoinAuthor(t *testing.T) {
	for _, x := range []struct{ person, login, text string }{
		{"Awa", "awa", "Awa\u00a0(awa)"},
		{"Awa", "", "Awa"},
		{"Awa (awa)", "", "Awa (awa)"},
		{"Awa", `UN\awa.n`, "Awa\u00a0(UN\\awa.n)"},
		{"Awa (R)", "a b", "Awa (R)\u00a0(a b)"},
		{"", "", ""},
		{strings.Repeat("x", 76), "awa", ""}, // no room for the login
		{"Awa", "x)", ""},
		{"Awa", "x\u00a0y", ""},
		{"Awa", " awa", ""},
	} {
		want := x.text
		if want == "" {
			want = x.person
		}
		if got := JoinAuthor(x.person, x.login); got != want {
			t.Errorf("%q and %q give %q, want %q", x.person, x.login, got, want)
		}
		person, login := SplitAuthor(want)
		if person != x.person || x.text != "" && login != x.login || x.text == "" && login != "" {
			t.Errorf("%q is divided into %q and %q", want, person, login)
		}
	}
}

// The login is part of what is hashed and stored; a change without one is as
// before.
func TestLoginInChange(t *testing.T) {
	make := func(login string) Change {
		c := Change{ID: ID{Office: "roea", Incarnation: "a1", N: 1}, Person: "Awa", Login: login,
			At: time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC), Record: "MLIU58", Fields: []Setting{{Field: FieldTitle, Value: "T"}}}
		c.Finish()
		return c
	}
	with, without := make("awa"), make("")
	if with.ID == without.ID || with.Check() != nil {
		t.Errorf("%s and %s; %v", with.ID, without.ID, with.Check())
	}
	var back Change
	if err := back.SetBody(with.Body()); err != nil || back.Person != "Awa" || back.Login != "awa" {
		t.Errorf("%+v %v", back, err)
	}
	if c := make("not\nlike one"); c.Login != "" || c.ID != without.ID {
		t.Errorf("%+v", c)
	}
}

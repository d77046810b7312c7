package main

import "testing"

// TestNoUnicode checks what the environment says of a terminal: the first of three variables that is
// set names the locale.
func TestNoUnicode(t *testing.T) {
	for _, c := range []struct{ term, all, ctype, lang, want string }{
		{"xterm", "", "", "en_GB.UTF-8", ""},
		{"xterm-256color", "", "fr_FR.utf8", "C", ""},
		{"xterm", "C", "fr_FR.UTF-8", "fr_FR.UTF-8", "the locale does not name UTF-8"},
		{"xterm", "", "", "", "the locale does not name UTF-8"},
		{"linux", "C.UTF-8", "", "", "TERM is linux"},
		{"vt100", "C.UTF-8", "", "", "TERM is vt100"},
		{"", "C.UTF-8", "", "", "TERM is not set"},
	} {
		env := map[string]string{"TERM": c.term, "LC_ALL": c.all, "LC_CTYPE": c.ctype, "LANG": c.lang}
		if got := noUnicode(func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

// TestWholeRunes checks that a character that is written in two parts is not divided.
func TestWholeRunes(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "é": 2, "a\xc3": 1, "a\xe2\x82": 1, "a\xff": 2} {
		if got := wholeRunes([]byte(text)); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

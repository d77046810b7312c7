package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/tui/uitest"
)

// sayings is what linear mode says to some lines, from a portfolio with everything
// in it.
func sayings(t testing.TB, typed string) string {
	t.Helper()
	m, _ := uitest.AtHeadquarters()
	return talk(t, m, typed)
}

// speakable fails if a text has characters that no terminal or braille line should get.
func speakable(t interface{ Fatalf(string, ...any) }, text string) {
	for l := range strings.SplitSeq(text, "\n") {
		if len(l) > 2_000 {
			t.Fatalf("a line of %d bytes: %.200q", len(l), l)
		}
		if bad := uitest.BadIn(strings.ReplaceAll(l, "\t", " ")); bad != "" {
			t.Fatalf("%s in %q", bad, l)
		}
	}
}

// FuzzLinear checks that linear mode writes only text, whatever is typed.
func FuzzLinear(f *testing.F) {
	for _, lines := range []string{"", "1\n5 e\n2013-06-30\n:quit", "/\nA\x1b[31m\n:leave", "a\nall\nX\n-\n=quit\n:stop\n:save", ":\nrev\n2",
		"2 e\n\xff\xfe\n\u202e\nquit", "sync\nw\nreject\n\nno\n", "breakdown\ncolumn 2\n1\nback\ncolumn \n-1\n99999999999999999999", "help \x00\nwhere\nagain\nmore\ntop\n",
		"1\nnote\n" + strings.Repeat("long ", 900), strings.Repeat("x", 5_000), "!\n1\n3\n2014-01-31", "*\ny\n6\ny\n4\nf\n1\n1 mark\nenter", "overview\n3\nback\n4 why\n1", "a\n3\n:complete s\n:complete\n\n8\n:fill DRG, BOR", "1\nE\n5\n" + strings.Repeat("é", 3_000)} {
		f.Add(lines)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if strings.Count(typed, "\n") > 30 || len(typed) > 20_000 {
			t.Skip()
		}
		speakable(t, sayings(t, typed))
	})
}

// TestLinearSessions does the same with sensible lines in any order.
func TestLinearSessions(t *testing.T) {
	words := []string{"", "1", "2", "5 e", "3 open", "a", "s", "e", "E", "h", "u", "m", "!", ":", "back", "more", "again", "top", "where", "help", "all", "form", "save", "leave", ":leave", ":stop",
		"-", "=x", "2011-06-30", "syldavia", "column 2", "column total", "portfolio", "breakdown", "reconcile", "sync", "send", "reject", "accept", "note", "down", "last", "cancel", "edit", "rows", "shares",
		"overview", "timeline", "programme", "history", "why", "mark", "copy", "expand", "since", ":complete", "facets", "sort"}
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom(words), 1, 25).Draw(rt, "lines")
		speakable(rt, sayings(t, strings.Join(lines, "\n")))
	})
}

// FuzzScreens puts any text wherever text comes from outside, and checks that neither screens nor
// linear mode show invisible characters.
func FuzzScreens(f *testing.F) {
	for _, text := range []string{"Border posts", "a\u200bb", "tag\U000e0041", "soft\u00adhyphen", "\u202egnp\u202c", "می\u200cخواهم\u200e",
		"👨\u200d👩", "\x1b[2J\xff", "two\nlines\tand\u2028three", "\u3164\ue000"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" || len(text) > 500 {
			t.Skip()
		}
		d := newDriver(t, uitest.Spoiled(uitest.NewHeadquarters(), text), 100, 30)
		for _, keys := range [][]string{{"enter"}, {"h"}, {"esc"}, {"esc"}} {
			d.Press(keys...)
			d.Check()
		}
		speakable(t, talk(t, uitest.Spoiled(uitest.NewHeadquarters(), text), "1\nh\nback\nback\nsync\n"))
	})
}

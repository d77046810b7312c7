package cells

import (
	"slices"
	"testing"
)

// Words are wrapped at blanks only; texts for screens also at hyphens and within
// words.
func TestWrap(t *testing.T) {
	const s = "An in-depth  evaluation of everything"
	want := []string{"An", "in-depth", "evaluation", "of", "everything"}
	if got := Clusters.WrapWords(s, 9); !slices.Equal(got, want) {
		t.Errorf("words: %q", got)
	}
	want = []string{"An in-", "depth", "evaluatio", "n of", "everythin", "g"}
	if got := Clusters.Wrap(s, 9); !slices.Equal(got, want) {
		t.Errorf("cells: %q", got)
	}
	if got := Clusters.WrapWords(s, 0); len(got) != 1 || got[0] != s {
		t.Errorf("without a width: %q", got)
	}
}

// Each way of counting cuts where its own count says, and never within a character.
func TestCut(t *testing.T) {
	for _, c := range []struct {
		m    Measure
		s    string
		w    int
		want string
	}{
		{Clusters, "日本語", 5, "日本…"}, {Clusters, "日本", 1, "…"}, {CodePoints, "é́abc", 1, "é́…"},
		{Clusters, "\x1b[1mabc\x1b[m", 2, "\x1b[1mab…\x1b[m"}, {Clusters, "می\u200cخواهم", 2, "می…"},
		{Clusters, "US$ 3,765,060", 10, "US$ …"}, {Clusters, "US$ 3,765,060", 6, "US$ …"}, {Clusters, "row 12 of 30", 6, "row …"},
		{Clusters, "row 12 of 30", 7, "row 12 …"}, {Clusters, "3,765,060", 3, "…"}, {Clusters, "of 39.6 %", 7, "of …"},
		{Clusters, "2011", 4, "2011…"},
	} {
		if got := c.m.Cut(c.s, c.w, "…"); got != c.want {
			t.Errorf("%q in %d: %q", c.s, c.w, got)
		}
	}
}

package uitest

import (
	"testing"
)

// The checks of every screen can fail.
func TestHostileChecks(t *testing.T) {
	for text, fails := range map[string]bool{
		longWord: false, "  qqqq…  9": false, "»  qqqq\n   qqqZ": false, "qqqq\n\n": false, "qqqq": false, "q\u0323qqq…": false,
		"qqqq  9": true, "qqqq\n   total": true, "»  qqqq\n»  next": true,
	} {
		if got := cutSilently(text); (got != "") != fails {
			t.Errorf("%q: got %q", text, got)
		}
	}
	if BadIn("plain …") != "" || BadIn("\x1b[1mbold\x1b[m") != "" || BadIn("bell\a") == "" || BadIn("\u202eover") == "" || BadIn("\u009b2J") == "" {
		t.Error("other characters than the bad ones are found")
	}
}

package sync

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"fieldfolio/sync/mail"
	"fieldfolio/sync/mail/mailtest"
)

// bombs are mails with little in them that becomes much when it is unpacked.
func bombs() map[string]string {
	body := func(text string) string { return Begin + "\n" + must(Armoured(text)) + End + "\n" }
	var many, keys strings.Builder
	for i := range 200 {
		many.WriteString(body(strings.Repeat("\n", maxText-i-1)))
	}
	for i := range maxText/20 - 1 {
		fmt.Fprintf(&keys, "set.a%07d = \"\"\n", i)
	}
	begin := "from = \"roea.1a2b3c4d\"\nto = \"hq\"\n"
	return map[string]string{
		"64 MB of line ends":        body(strings.Repeat("\n", 64<<20)),
		"8 MB of line ends":         body(strings.Repeat("\n", maxText)),
		"200 times 8 MB":            many.String(),
		"8 MB of changes":           body(begin + strings.Repeat("[[change]]\n", maxText/11-10)),
		"8 MB of one string":        body(begin + "told = \"" + strings.Repeat("a", maxText-100) + "\"\n"),
		"8 MB of keys":              body(begin + "[[change]]\n" + keys.String()),
		"8 MB of unfinished tables": body(begin + strings.Repeat("[a.", maxText/3-100)),
	}
}

// TestBombs prints what they cost, and fails for more than 64 MB allocated in
// all.
func TestBombs(t *testing.T) {
	for name, body := range bombs() {
		raw := mailtest.Mail(body)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		for m := range mail.Messages([]byte(raw)) {
			taken, refused, err := (&Peer{}).Open(context.Background(), m.Readings(), m.Diffs)
			if len(taken) > 0 || err != nil || refused == nil {
				t.Errorf("%s: %v taken, %v, %v", name, taken, refused, err)
			}
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		used := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%-26s %7d bytes %8s %4d MB allocated", name, len(raw), took.Round(100*time.Microsecond), used)
		if used > 64 || took > 10*time.Second {
			t.Errorf("%s takes %s and %d MB", name, took, used)
		}
	}
}

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
	"fieldfolio/sync/wire"
)

// bombs are mails with little in them that becomes much when it is unpacked.
func bombs() map[string]string {
	body := func(text string) string { return wire.Begin + "\n" + must(wire.Armoured(text)) + wire.End + "\n" }
	var many, keys strings.Builder
	for i := range 200 {
		many.WriteString(body(strings.Repeat("\n", wire.MaxText-i-1)))
	}
	for i := range wire.MaxText/20 - 1 {
		fmt.Fprintf(&keys, "set.a%07d = \"\"\n", i)
	}
	begin := "from = \"roea.1a2b3c4d\"\nto = \"hq\"\n"
	return map[string]string{
		"64 MB of line ends":        body(strings.Repeat("\n", 64<<20)),
		"8 MB of line ends":         body(strings.Repeat("\n", wire.MaxText)),
		"200 times 8 MB":            many.String(),
		"8 MB of changes":           body(begin + strings.Repeat("[[change]]\n", wire.MaxText/11-10)),
		"8 MB of one string":        body(begin + "told = \"" + strings.Repeat("a", wire.MaxText-100) + "\"\n"),
		"8 MB of keys":              body(begin + "[[change]]\n" + keys.String()),
		"8 MB of unfinished tables": body(begin + strings.Repeat("[a.", wire.MaxText/3-100)),
	}
}

// cost is what reading a mail takes, and trying everything in it as a diff.
type cost struct {
	took time.Duration
	used uint64 // bytes allocated in all
}

func (c cost) String() string {
	return fmt.Sprintf("%8s %4d MB allocated", c.took.Round(100*time.Microsecond), c.used>>20)
}

// costOf measures that, of a mail with no diff that could be taken.
func costOf(tb testing.TB, name, raw string) cost {
	tb.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for m := range mail.Messages([]byte(raw)) {
		if r := (&Peer{}).Open(context.Background(), Opening{Readings: m.Readings(), Diffs: m.Diffs}); len(r.Taken) > 0 || r.Err != nil {
			tb.Errorf("%s: %v taken, %v", name, r.Taken, r.Err)
		}
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return cost{took, after.TotalAlloc - before.TotalAlloc}
}

// TestBombs prints what bombs and other hostile mails cost, and fails for more
// than 64 MB allocated in all; of time it says so only beyond what any machine
// takes.
func TestBombs(t *testing.T) {
	mails := mailtest.Hostile()
	for name, body := range bombs() {
		mails[name] = mailtest.Mail(body)
	}
	for name, raw := range mails {
		c := costOf(t, name, raw)
		t.Logf("%-28s %7d bytes %s", name, len(raw), c)
		if c.used > 64<<20 || c.took > 10*time.Second {
			t.Errorf("%s takes %s", name, c)
		}
	}
}

package mail

import (
	"runtime"
	"testing"
	"time"

	"fieldfolio/sync/mail/mailtest"
)

// TestHostile prints what hostile messages cost, and fails for more than 64 MB
// allocated in all and for too many readings; of time it says so only beyond
// what any machine takes.
func TestHostile(t *testing.T) {
	for name, raw := range mailtest.Hostile() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start, readings := time.Now(), 0
		for m := range Messages([]byte(raw)) {
			n := 0
			for range m.Readings() {
				n++
			}
			if n > maxReadings {
				t.Errorf("%s: %d readings of a message", name, n)
			}
			readings += n
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		used := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%-28s %7d bytes %8s %4d MB allocated, %d readings", name, len(raw), took.Round(100*time.Microsecond), used, readings)
		if used > 64 || took > 10*time.Second {
			t.Errorf("%s takes %s and %d MB", name, took, used)
		}
	}
}

package tui

import (
	"strings"
	"testing"
)

// TestAuditPage: each event has its time, its kind and who it was, whole, on narrow terminals too.
func TestAuditPage(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {40, 24}, {120, 40}} {
		d := newDriver(t, audited(), size.w, size.h).Settle().Press("f9")
		shown := strings.Join(strings.Fields(d.All()), " ")
		for _, want := range []string{"30 Nov 2026 08:00 UTC", "refused", "change", "Ben Okoro (roea)", "XEAU75: last day",
			"192.0.2.7"} {
			if !strings.Contains(shown, want) {
				t.Errorf("%dx%d: %q is not shown:\n%s", size.w, size.h, want, d.All())
			}
		}
	}
	newDriver(t, amongOthers(), 80, 24).Settle().Press("f9").Says("the audit trail is for coordinators")
}

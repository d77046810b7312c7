package ssh

import (
	"fmt"
	"testing"

	"fieldfolio/sync"
)

// BenchmarkExchange has an office and headquarters exchange so many changes, up or down.
// It reports the bytes that go over the line both ways, and beside them those of the
// first mail with the same changes, or as many of them as it takes.
func BenchmarkExchange(b *testing.B) {
	for _, n := range []int{1, 1000, 50_000} {
		for _, way := range []string{"up", "down"} {
			b.Run(fmt.Sprintf("%s/%d", way, n), func(b *testing.B) {
				hq, roea := newPair(b)
				roea.whole(hq)
				from := map[string]*office{"up": roea, "down": hq}[way]
				for b.Loop() {
					b.StopTimer()
					from.edit(n)
					mail := must(from.Peer.Compose(b.Context(), sync.Which{}))[0]
					b.StartTimer()
					so := roea.whole(hq)
					b.ReportMetric(float64(so.caller.Sent+so.caller.Came), "bytes")
					b.ReportMetric(float64(len(mail.Body)), "mail-bytes")
					b.ReportMetric(float64(mail.Number), "mail-changes")
				}
			})
		}
	}
}

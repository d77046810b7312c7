package sync

import (
	"context"
	"fmt"
	"testing"

	"fieldfolio/portfolio"
)

// BenchmarkFill fills the outbox of an office that receives everything, with the
// 100,000 changes of another one and their receipts. It reports the time for
// each change.
func BenchmarkFill(b *testing.B) {
	const n = 100_000
	for b.Loop() {
		b.StopTimer()
		ctx := context.Background()
		w := newWorld(b, 1, nil)
		base := w.base[0]
		w.base = nil
		for i := range n / 10 {
			base.ID = fmt.Sprintf("REC%05d", i)
			base.Number = base.ID
			w.base = append(w.base, base)
		}
		hq := &Peer{Store: w.database(""), Key: keyOf(1), Program: "1.0"}
		for _, body := range mailsOf(b, w, hq, n) {
			if _, err := hq.Receive(ctx, must(hq.Read(between(body)))); err != nil {
				b.Fatal(err)
			}
		}
		inv := must(hq.Invite(ctx, "A. Desk", Entry{Code: "kenya", Scope: portfolio.ScopeAll, Email: "kenya@example.org"}))
		late := &Peer{Store: w.database(""), Key: keyOf(3), Program: "1.0"}
		if err := late.Accept(ctx, inv, ""); err != nil {
			b.Fatal(err)
		}
		out := must(late.Compose(ctx, Which{}))
		b.StartTimer()
		if _, err := hq.Receive(ctx, must(hq.Read(between(out[0].Body)))); err != nil {
			b.Fatal(err)
		}
		if st := must(hq.Status(ctx)); len(st.Links) != 2 || st.Links[1].ToSend < n {
			b.Fatalf("%+v", st.Links)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/change")
}

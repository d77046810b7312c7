package sync

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"testing"
	"time"

	"fieldfolio/portfolio"
)

// BenchmarkReceive has headquarters take in 100,000 changes of 10,000 records,
// in mails as large as they may be, with the receipts that it gives for them.
// It reports the time for each change, reading the diff included.
func BenchmarkReceive(b *testing.B) {
	const records, each = 10_000, 10
	ctx := context.Background()
	for b.Loop() {
		b.StopTimer()
		w := newWorld(b, 1, nil)
		var base []portfolio.Project
		for i := range records {
			p := w.base[i%len(w.base)]
			p.ID = fmt.Sprintf("REC%05d", i)
			p.Number = p.ID
			base = append(base, p)
		}
		w.base = base
		real := w.database("")
		hq := &Peer{Store: real, Key: keyOf(1), Program: "1.0"}
		if err := hq.Found(ctx, "hq", "hq@example.org"); err != nil {
			b.Fatal(err)
		}
		inv, err := hq.Invite(ctx, "A. Desk", Entry{Code: "roea", Scope: portfolio.ScopeAll, Email: "roea@example.org"})
		if err != nil {
			b.Fatal(err)
		}
		d := Diff{From: Copy{"roea", "1a2b3c4d"}, To: Copy{"hq", ""}, Join: &Join{Key: portfolio.FormatKey(ed25519.PublicKey(keyOf(2)[32:])), Secret: inv.Secret}}
		var mails []string
		for n := range records * each {
			c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: int64(n + 100)}, Person: "A. Desk", At: w.clock, Record: base[n/each].ID,
				Fields: []portfolio.Setting{set("country", fmt.Sprint("Country ", n))}}
			c.Seal()
			if d.Changes = append(d.Changes, Posted{Change: c}); len(d.Changes) == 20_000 {
				s := Sign(d, keyOf(2))
				body, err := s.Body("", false)
				if err != nil {
					b.Fatal(err)
				}
				mails = append(mails, body)
				d.After, d.Changes, d.Join = s.End(), nil, nil
			}
		}
		b.StartTimer()
		start, fresh := time.Now(), 0
		for _, body := range mails {
			s, err := hq.Read(between(body))
			if err != nil {
				b.Fatal(err)
			}
			r, err := hq.Receive(ctx, s)
			if err != nil {
				b.Fatal(err)
			}
			fresh += r.Fresh
		}
		if fresh != records*each {
			b.Fatal(fresh)
		}
		b.ReportMetric(float64(time.Since(start).Microseconds())/float64(fresh), "µs/change")
	}
}

//go:build unix

package sync

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
)

// BenchmarkBranch has one office, with a real database, live through a day
// beside as many others as BenchmarkOffices has: alone, or as the hub of 100 of
// them. In each of 24 rounds it makes a change itself, writes to headquarters and
// has its answer; as a hub it gets the mails of some of those below it first. It
// reports CPU time of this office alone.
func BenchmarkBranch(b *testing.B) {
	for _, below := range []int{0, 100} {
		for _, n := range []int{100, 300, 1000} {
			b.Run(fmt.Sprintf("below=%d/offices=%d", below, n), func(b *testing.B) {
				br := newBranch(b, n, below)
				days := 0
				for b.Loop() {
					br.day()
					days++
				}
				br.own.report(days)
			})
		}
	}
}

// branch is an office with the copies that it exchanges with.
type branch struct {
	hq, own *fleet
	fromHQ  [][]byte
	toHQ    [][]byte
}

// newBranch has an office join beside n others, of which some then exchange
// through it.
func newBranch(b *testing.B, n, below int) *branch {
	hq := newFleet(b, n)
	br := &branch{hq: hq, own: &fleet{b: b, code: "branch", clock: hq.clock, doc: hq.doc, by: map[string]*correspondent{}}}
	own, ctx := br.own, b.Context()
	own.file = filepath.Join(b.TempDir(), "branch.db")
	own.check(sqlite.Create(ctx, own.file, own.doc))
	own.open()
	b.Cleanup(func() { _ = own.store.Close() })
	own.hq = &Peer{Store: own, Key: keyOf(2), Program: "1.0"}
	hq.other = func(raw []byte) { br.fromHQ = append(br.fromHQ, raw) }
	own.other = func(raw []byte) { br.toHQ = append(br.toHQ, raw) }
	var scope []string
	for r := range max(1, below/4) {
		scope = append(scope, regionName(r))
	}
	inv, err := hq.hq.Invite(ctx, "A. Desk", Entry{Code: own.code, Scope: strings.Join(scope, ","), Email: "branch@example.org", Days: MaxDays})
	own.check(err)
	own.check(own.hq.Accept(ctx, inv, ""))
	for _, o := range hq.offices[:below] {
		own.check(hq.hq.Amend(ctx, "A. Desk", o.self.Office, set(portfolio.FieldHub, own.code)))
	}
	hq.settle()
	for range 4 {
		own.compose(nil)
		br.answer()
		own.receive(br.fromHQ)
		br.fromHQ = nil
	}
	for _, o := range hq.offices[:below] { // from now on they write to the hub
		o.hq, o.in, o.inChain, o.acked, o.own = "", 0, exchange.Chain{}, 0, nil
		own.offices, own.by[o.self.Office] = append(own.offices, o), o
	}
	for range 3 {
		br.round(own.offices, false)
	}
	own.used, own.longest = usage{}, 0
	return br
}

// answer has headquarters take in the mails of the branch and answer them.
func (br *branch) answer() {
	br.hq.receive(br.toHQ)
	br.toHQ = nil
	br.hq.compose(func(o *correspondent, body string) {
		if br.own.by[o.self.Office] == nil {
			o.read(br.hq, body)
		}
	})
}

// day is a day of the branch.
func (br *branch) day() {
	share := max(1, (len(br.own.offices)+rounds-1)/rounds)
	for i := range rounds {
		first := min(i*share, len(br.own.offices))
		br.round(br.own.offices[first:min(first+share, len(br.own.offices))], true)
		br.own.used.idle += cpu(func() {
			br.own.open()
			br.own.compose(nil)
			must(br.own.hq.Status(br.own.b.Context()))
		})
	}
}

// round has offices below the branch write to it, and the branch to
// headquarters.
func (br *branch) round(some []*correspondent, edits bool) {
	own := br.own
	mails := br.fromHQ
	br.fromHQ = nil
	for i, o := range some {
		if edits {
			o.edit(own, i)
		}
		mails = append(mails, o.write(own))
	}
	own.amend(br.hq.offices[0].projects[4])
	own.round(mails)
	own.used.composed += len(br.toHQ)
	br.answer()
}

// amend makes a change of the office's own.
func (f *fleet) amend(project string) {
	r := must(f.store.Record(f.b.Context(), project))
	text := "As of round " + fmt.Sprint(f.used.received)
	if r.Value("title").Text == text {
		text += " again"
	}
	must(f.store.Change(f.b.Context(), "C. Branch", portfolio.Edit{Record: project, Fields: []portfolio.Setting{set("title", text)}}))
}

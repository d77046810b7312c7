package sync

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
	"fieldfolio/sync/mail/compose"
	"fieldfolio/sync/wire"
)

// correspondents are headquarters and an office with the seeded portfolio in
// real databases, which have heard of each other.
type correspondents struct {
	tb       testing.TB
	hq, roea *Peer
	at       time.Time // of the next edit
}

// Addresses of 20 characters.
const (
	hqAddress   = "hq-desk1@example.org"
	roeaAddress = "roea-dsk@example.org"
)

func correspond(tb testing.TB) *correspondents {
	tb.Helper()
	ctx := context.Background()
	doc := must(seed.Document())
	peer := func(name string, key byte) *Peer {
		path := filepath.Join(tb.TempDir(), name)
		if err := sqlite.Create(ctx, path, doc); err != nil {
			tb.Fatal(err)
		}
		s := must(sqlite.Open(ctx, path))
		tb.Cleanup(func() { _ = s.Close() })
		return &Peer{Store: s, Key: keyOf(key), Program: "1.0"}
	}
	c := &correspondents{tb, peer("hq.db", 1), peer("roea.db", 2), time.Date(2011, 4, 11, 9, 15, 0, 0, time.UTC)}
	if err := c.hq.Found(ctx, Founding{Code: "hq", Email: hqAddress}); err != nil {
		tb.Fatal(err)
	}
	inv, err := c.hq.Invite(ctx, "B. Desk", Entry{Code: "roea", Scope: portfolio.ScopeAll, Email: roeaAddress})
	if err != nil {
		tb.Fatal(err)
	}
	if err := c.roea.Accept(ctx, inv, ""); err != nil {
		tb.Fatal(err)
	}
	c.exchange()
	return c
}

// carry takes what one owes to the other, and returns it.
func (c *correspondents) carry(from, to *Peer) exchange.Mail {
	c.tb.Helper()
	ctx := context.Background()
	out, err := from.Compose(ctx, Which{})
	if err != nil || len(out) == 0 {
		c.tb.Fatal(out, err)
	}
	s, err := to.Read(between(out[0].Body))
	if err == nil {
		_, err = to.Receive(ctx, s)
	}
	if err == nil {
		err = from.Sent(ctx, &out[0])
	}
	if err != nil {
		c.tb.Fatal(err)
	}
	return out[0]
}

// exchange has both hear of everything.
func (c *correspondents) exchange() {
	c.tb.Helper()
	c.carry(c.roea, c.hq)
	c.carry(c.hq, c.roea)
	c.carry(c.roea, c.hq)
}

// edit has a person at an office change a record, some time after the edit
// before.
func (c *correspondents) edit(p *Peer, record string, creates portfolio.RecordKind, fields ...portfolio.Setting) {
	c.tb.Helper()
	err := p.exchange(context.Background(), func(d *txn) error {
		r, _, err := d.tx.Record(record)
		if err != nil {
			return err
		}
		x := portfolio.Change{ID: d.nextID(), Person: "A. Desk", At: c.at, Record: record, Creates: creates, Fields: fields}
		for _, f := range fields {
			x.Over = append(x.Over, r.Log.Heads(f.Field)...)
		}
		x.Finish()
		_, err = d.tx.Take([]exchange.Incoming{{Change: x}})
		return err
	})
	if err != nil {
		c.tb.Fatal(err)
	}
	c.at = c.at.Add(97 * time.Second)
}

// size is that of a whole mail, in bytes with LF line ends.
type size struct {
	what                     string
	readable, armoured       int
	mayReadable, mayArmoured int // at most; 0 for no bound
}

// measured returns the size of what the office owes now.
func (c *correspondents) measured(what string, mayReadable, mayArmoured int) size {
	c.tb.Helper()
	out := c.carry(c.roea, c.hq)
	whole := func(inner string) int {
		l := compose.Letter{From: roeaAddress, To: hqAddress, Subject: "fieldfolio roea", Body: wire.Begin + "\n" + inner + wire.End + "\n", Date: c.at}
		return len(must(l.Bytes()))
	}
	text := between(out.Text)
	return size{what, whole(text), whole(must(wire.Armoured(text))), mayReadable, mayArmoured}
}

// sizes returns the sizes of mails of the seeded portfolio.
func sizes(tb testing.TB) []size {
	tb.Helper()
	c := correspond(tb)
	var all []size
	c.edit(c.roea, "XEAU75", "", set("end", "2011-11-30"))
	c.exchange()
	c.edit(c.roea, "XEAU75", "", set("end", "2011-12-31"))
	all = append(all, c.measured("one edited field", 541, 0))
	c.exchange()
	projects := must(seed.Document()).Projects
	for i := range 50 {
		p := &projects[i*2/5]
		c.edit(c.roea, p.ID, "", []portfolio.Setting{set("end", "2012-06-30"), set("approved", fmt.Sprint(1_000_000+i*7_919)),
			set("title", "Capacity building of prosecutors, phase "+fmt.Sprint(i)), set("country", "Kenya and Uganda")}[i%4])
	}
	all = append(all, c.measured("50 edits in 20 records", 4200, 1700))
	c.exchange()
	var fields []portfolio.Setting
	for _, f := range []string{"approved=1234567", "country=Kenya", "end=2013-12-31", "kind=field", "number=KENX12", "places=KE", "programme=eastern-africa",
		"service_lines=PIR:60, LEI:40", "start=2011-07-01", "title=Strengthening the prosecution of piracy cases in Eastern Africa"} {
		name, value, _ := strings.Cut(f, "=")
		fields = append(fields, set(name, value))
	}
	c.edit(c.roea, "", portfolio.ProjectRecord, fields...)
	all = append(all, c.measured("one new project", 861, 661))
	c.carry(c.hq, c.roea)
	return append(all, c.measured("acknowledgement only", 441, 0))
}

// TestSizes holds whole mails to what a slow line can bear, and prints them.
func TestSizes(t *testing.T) {
	for _, s := range sizes(t) {
		t.Logf("%-24s %5d bytes readable (at most %d), %5d armoured (at most %d)", s.what, s.readable, s.mayReadable, s.armoured, s.mayArmoured)
		if s.readable > s.mayReadable || s.mayArmoured > 0 && s.armoured > s.mayArmoured {
			t.Errorf("%s is too large", s.what)
		}
	}
}

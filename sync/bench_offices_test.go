//go:build unix

package sync

import (
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
	"fieldfolio/sync/mail"
	"fieldfolio/sync/mail/compose"
	"fieldfolio/sync/wire"
)

// BenchmarkOffices has headquarters, with a real database, live through days with
// many offices: each makes five changes a day and sends them; headquarters works
// in two rounds an hour, in the second of which no mail comes. Like sync run, each
// opens the database anew. Four offices each share a region. It reports CPU time
// of headquarters alone, and the longest transaction. To make the databases takes
// minutes: they are kept in the directory FIELDFOLIO_BENCH_DIR, if that is set.
func BenchmarkOffices(b *testing.B) {
	for _, n := range []int{100, 300, 500, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f := newFleet(b, n)
			f.used, f.longest = usage{}, 0
			days := 0
			for b.Loop() {
				f.day()
				days++
			}
			f.report(days)
		})
	}
}

const (
	rounds     = 24 // of a day in which mail comes
	idleRounds = 24 // in which none does
)

// report prints what a number of days took.
func (f *fleet) report(days int) {
	ms := func(d time.Duration, per int) float64 { return d.Seconds() * 1000 / float64(per) }
	f.b.ReportMetric(ms(f.used.receiving, f.used.received), "ms/received")
	f.b.ReportMetric(ms(f.used.composing, f.used.composed), "ms/composed")
	f.b.ReportMetric(ms(f.used.idle, days*idleRounds), "ms/idle-round")
	f.b.ReportMetric(ms(f.used.status, days*rounds), "ms/status")
	f.b.ReportMetric(ms(f.used.opening, days*rounds), "ms/opening")
	f.b.ReportMetric(f.used.all().Seconds()/float64(days), "cpu-s/day")
	f.b.ReportMetric(ms(f.longest, 1), "ms-longest-lock")
	f.b.ReportMetric(0, "ns/op")
}

// usage is the CPU time of headquarters.
type usage struct {
	opening, receiving, composing, status, idle time.Duration
	received, composed                          int
}

func (u *usage) all() time.Duration {
	return u.opening + u.receiving + u.composing + u.status + u.idle
}

// fleet is headquarters, or a hub, and the offices that write to it.
type fleet struct {
	b       *testing.B
	code    string // of headquarters or the hub
	doc     *portfolio.Document
	clock   time.Time
	file    string
	store   *sqlite.Store
	hq      *Peer
	offices []*correspondent
	by      map[string]*correspondent
	used    usage
	longest time.Duration
	other   func(raw []byte) // takes the mails to offices that are not in by
}

// Exchange measures how long transactions take.
func (f *fleet) Exchange(ctx context.Context, fn func(exchange.Tx) error) error {
	start := time.Now()
	defer func() { f.longest = max(f.longest, time.Since(start)) }()
	return f.store.Exchange(ctx, fn)
}

func (f *fleet) ReadExchange(ctx context.Context, fn func(exchange.Tx) error) error {
	return f.store.ReadExchange(ctx, fn)
}

func (f *fleet) Catalogue(ctx context.Context) (*portfolio.Catalogue, error) {
	return f.store.Catalogue(ctx)
}

// correspondent is an office as headquarters sees it: it writes what a copy
// writes, and keeps of what it gets only the position.
type correspondent struct {
	self     wire.Copy
	key      ed25519.PrivateKey
	region   int
	secret   string // of its invitation, until it is answered
	n        int64
	own      []wire.Posted           // not acknowledged yet
	last     map[string]portfolio.ID // the last change of a record, by the field
	acked    int64                   // position in its outbox up to which headquarters has acknowledged
	in       int64
	inChain  exchange.Chain
	hq       string // incarnation
	projects []string
}

func officeName(i int) string { return fmt.Sprintf("office%04d", i) }

func newFleet(b *testing.B, n int) *fleet {
	f := &fleet{b: b, code: "hq", clock: time.Date(2011, 4, 11, 9, 0, 0, 0, time.UTC), by: map[string]*correspondent{}}
	doc := must(seed.Document())
	models := doc.Projects
	doc.Edition = ""
	for r := range (n + 3) / 4 {
		p := doc.Catalogue.Programmes[0]
		p.Code, p.Name = regionName(r), "Region "+regionName(r)
		doc.Catalogue.Programmes = append(doc.Catalogue.Programmes, p)
	}
	for i := range n {
		var random [ed25519.SeedSize]byte
		binary.LittleEndian.PutUint64(random[:], uint64(i)+1)
		o := &correspondent{self: wire.Copy{Office: officeName(i), Incarnation: fmt.Sprintf("%08x", i+1)}, key: ed25519.NewKeyFromSeed(random[:]), region: i / 4,
			n: 1, last: map[string]portfolio.ID{}}
		for k := range 5 {
			p := models[(5*i+k)%len(models)]
			p.ID = fmt.Sprintf("OF%04d%02d", i, k)
			p.Number, p.Programme = p.ID, regionName(o.region)
			doc.Projects = append(doc.Projects, p)
			o.projects = append(o.projects, p.ID)
		}
		f.offices = append(f.offices, o)
		f.by[o.self.Office] = o
	}
	f.doc = doc
	file := filepath.Join(b.TempDir(), "hq.db")
	kept := filepath.Join(os.Getenv("FIELDFOLIO_BENCH_DIR"), fmt.Sprintf("hq-%d.db", n))
	data, err := os.ReadFile(kept)
	if err == nil {
		f.check(os.WriteFile(file, data, 0o600))
	} else {
		f.check(sqlite.Create(b.Context(), file, doc))
	}
	f.file = file
	f.open()
	b.Cleanup(func() { _ = f.store.Close() })
	f.hq = &Peer{Store: f, Key: keyOf(1), Program: "1.0"}
	if err != nil {
		f.begin()
		f.settle()
		if os.Getenv("FIELDFOLIO_BENCH_DIR") != "" {
			f.check(f.store.Backup(b.Context(), kept))
		}
	}
	f.resume()
	f.longest = 0
	return f
}

func regionName(r int) string { return fmt.Sprintf("region-%03d", r) }

func (f *fleet) check(err error) {
	if err != nil {
		f.b.Helper()
		f.b.Fatal(err)
	}
}

// begin has all offices invited and joined.
func (f *fleet) begin() {
	ctx := f.b.Context()
	f.check(f.hq.Found(ctx, Founding{Code: "hq", Email: "hq@example.org"}))
	for _, o := range f.offices {
		inv, err := f.hq.Invite(ctx, "A. Desk", Entry{Code: o.self.Office, Scope: regionName(o.region), Email: o.self.Office + "@example.org",
			Days: MaxDays})
		f.check(err)
		o.secret = inv.Secret
	}
	var mails [][]byte
	for _, o := range f.offices {
		mails = append(mails, o.write(f))
	}
	f.receive(mails)
}

// settle acknowledges everything that headquarters has for the offices, as if
// they had taken it in.
func (f *fleet) settle() {
	f.resume()
	for range 4 {
		var mails [][]byte
		for _, o := range f.offices {
			mails = append(mails, o.write(f))
		}
		f.receive(mails)
		f.compose(func(o *correspondent, body string) { o.read(f, body) })
	}
}

// resume puts the offices in the state in which headquarters knows them.
func (f *fleet) resume() {
	for _, s := range must(f.hq.Status(f.b.Context())).Links {
		l, o := &s.Link, f.by[s.Office]
		if o == nil {
			continue
		}
		o.hq, o.in, o.inChain, o.secret = l.Mine, l.Out, l.Chain, ""
		o.acked, o.own, o.n = l.In, nil, 1_000_000+l.In
	}
}

// day is a day on which each office makes five changes and sends them.
func (f *fleet) day() {
	share := (len(f.offices) + rounds - 1) / rounds
	day := f.clock
	for some := range slices.Chunk(f.offices, share) {
		f.clock = f.clock.Add(30 * time.Minute)
		f.used.idle += cpu(func() {
			f.open()
			f.compose(nil)
			must(f.hq.Status(f.b.Context()))
		})
		f.clock = f.clock.Add(30 * time.Minute)
		var mails [][]byte
		for i, o := range some {
			o.edit(f, i)
			mails = append(mails, o.write(f))
		}
		f.round(mails)
	}
	f.clock = day.Add(24 * time.Hour)
}

// open opens the database, as each process does.
func (f *fleet) open() {
	if f.store != nil {
		f.check(f.store.Close())
	}
	f.store = must(sqlite.Open(f.b.Context(), f.file))
}

// round does as sync run.
func (f *fleet) round(mails [][]byte) {
	f.used.opening += cpu(func() {
		f.open()
		must(f.hq.lookIn(f.b.Context()))
	})
	f.used.receiving += cpu(func() { f.receive(mails) })
	f.used.received += len(mails)
	bodies := map[*correspondent]string{}
	f.used.composing += cpu(func() {
		f.compose(func(o *correspondent, body string) { bodies[o] = body })
	})
	f.used.composed += len(bodies)
	f.used.status += cpu(func() { must(f.hq.Status(f.b.Context())) })
	for o, body := range bodies {
		o.read(f, body)
	}
}

func (f *fleet) receive(mails [][]byte) {
	for some := range slices.Chunk(mails, 16) {
		var open []Opening
		for _, raw := range some {
			for m := range mail.Messages(raw) {
				open = append(open, Opening{Readings: m.Readings(), Diffs: m.Most})
			}
		}
		for _, r := range f.hq.OpenAll(f.b.Context(), open...) {
			if r.Err != nil || r.Refused != nil || len(r.Taken) != 1 {
				f.b.Fatal(r)
			}
		}
	}
}

func (f *fleet) compose(deliver func(o *correspondent, body string)) {
	out, err := f.hq.Compose(f.b.Context(), Which{Due: true})
	f.check(err)
	for some := range slices.Chunk(out, 32) {
		var sent []*exchange.Mail
		for i := range some {
			sent = append(sent, &some[i])
		}
		f.check(f.hq.Sent(f.b.Context(), sent...))
	}
	for i := range out {
		m := &out[i]
		l := compose.Letter{From: m.From, To: m.To, Subject: m.Subject, Body: m.Body, Date: m.At}
		raw := must(l.Bytes())
		if o := f.by[m.Link.Office]; o != nil {
			deliver(o, m.Body)
		} else {
			f.other(raw)
		}
	}
}

// edit makes five changes of the office's own projects.
func (o *correspondent) edit(f *fleet, i int) {
	day := portfolio.DateOf(f.clock).Plain()
	o.change(f, o.projects[0], set("title", fmt.Sprintf("Strengthening of ports, as of %s, by %s", day, o.self.Office)))
	o.change(f, o.projects[1], set("spent", fmt.Sprint(100_000+o.n)), set("spent_on", day))
	o.change(f, o.projects[2], set("end", portfolio.DateOf(f.clock.AddDate(3, 0, int(o.n%700))).Plain()))
	o.change(f, "", set(portfolio.FieldOn, o.projects[3]), set(portfolio.FieldText, "The minister has signed; "+day))
	if i%20 == 0 { // is held
		o.change(f, o.projects[4], set("approved", fmt.Sprint(500_000+o.n)))
	} else {
		o.change(f, o.projects[4], set("status", []string{"suspended", "closed"}[o.n%2]))
	}
}

func (o *correspondent) change(f *fleet, record string, fields ...portfolio.Setting) {
	o.n++
	c := portfolio.Change{ID: portfolio.ID{Office: o.self.Office, Incarnation: o.self.Incarnation, N: o.n}, Person: "B. Field", At: f.clock,
		Record: record, Fields: fields}
	if record == "" {
		c.Creates = portfolio.NoteRecord
	} else if last, ok := o.last[record+fields[0].Field]; ok {
		c.Over = []portfolio.ID{last}
	}
	c.Finish()
	o.last[record+fields[0].Field] = c.ID
	o.own = append(o.own, wire.Posted{Change: c})
}

// write returns a mail to headquarters.
func (o *correspondent) write(f *fleet) []byte {
	d := wire.Diff{From: o.self, To: wire.Copy{Office: f.code, Incarnation: o.hq}, After: o.acked, In: o.in, Changes: o.own, Program: "1.0"}
	if o.in > 0 {
		d.InChain = o.inChain.String()
	}
	if o.secret != "" {
		d.Join = &wire.Join{Key: portfolio.FormatKey(o.key.Public().(ed25519.PublicKey)), Secret: o.secret}
	}
	s := wire.Sign(d, o.key)
	l := compose.Letter{From: o.self.Office + "@example.org", To: f.code + "@example.org", Subject: "fieldfolio " + o.self.Office, Body: must(s.Body("", false)),
		Date: f.clock}
	return must(l.Bytes())
}

// read takes in a mail from headquarters.
func (o *correspondent) read(f *fleet, body string) {
	s := must((&Peer{}).Read(between(body)))
	if s.After > o.in {
		f.b.Fatalf("%s gets what stands behind %d and has %d", o.self, s.After, o.in)
	}
	o.hq, o.secret = s.From.Incarnation, ""
	for i := range s.Changes {
		if pos := s.After + int64(i) + 1; pos == o.in+1 {
			o.in, o.inChain = pos, o.inChain.Next(s.Changes[i].Digest())
		}
		o.n = max(o.n, s.Changes[i].ID.N)
	}
	o.own = o.own[s.In-o.acked:]
	o.acked = s.In
}

// cpu returns the CPU time that this process uses for fn.
func cpu(fn func()) time.Duration {
	used := func() time.Duration {
		var r syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			panic(err)
		}
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	start := used()
	fn()
	return used() - start
}

package sync

import (
	"crypto/ed25519"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"fieldfolio/portfolio"
	"fieldfolio/sync/mail"
	"fieldfolio/sync/mail/mailtest"
	"fieldfolio/sync/wire"
)

// sample is a diff that goes through damaged mail.
type sample struct {
	name   string
	signed wire.Signed
	body   string
}

var sampleKey, sampleIdentity = keyOf(1), must(age.GenerateX25519Identity())

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// samples are the kinds of bodies there are: readable, armoured, encrypted,
// with and without changes, with texts of every kind.
func samples() []sample {
	edit := func(n int64, record string, fields ...string) wire.Posted {
		c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: n}, Person: "A. Desk (ROEA)",
			At: time.Date(2011, 4, 11, 9, 15, int(n%60), 0, time.UTC), Record: record}
		for i := 0; i < len(fields); i += 2 {
			c.Fields = append(c.Fields, portfolio.Setting{Field: fields[i], Value: fields[i+1]})
		}
		c.Finish()
		return wire.Posted{Change: c}
	}
	base := wire.Diff{From: wire.Copy{Office: "roea", Incarnation: "1a2b3c4d"}, To: wire.Copy{Office: "hq", Incarnation: "9f8e7d6c"}, After: 12, In: 31, InChain: "7qd2m0xz", Program: "1.0"}
	ack, short, long, join, many := base, base, base, base, base
	short.Changes = []wire.Posted{edit(118, "XEAU75", "end", "2011-12-31")}
	long.Changes = []wire.Posted{
		edit(120, "XEAU75", "title", "Strengthening the “Interdiction” Capacity of the Ports at Djibouti - phase 1/2 (c) of example.org's plan, in coordination with the 'Counter-Narcotics' units: From Mombasa to Dar es Salaam"),
		edit(121, "note", "on", "XEAU75", "text", "one\ntwo -- three...\nhttp://www.example.org/a_b?c=3D&d {x} <y>  \"z\" [7]"),
		edit(125, "KENX99", "service_lines", "DRG 50, LEI 50", "title", strings.Repeat("from Naivasha to Supercalifragilisticexpialidociousness/Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa and on ", 3)+"end"),
	}
	long.Changes[2].Over = []portfolio.ID{{Office: "hq", Incarnation: "9f8e7d6c", N: 31, Hash: "7qd2m0xz"}, {Office: "rosen", Incarnation: "aabbccdd", N: 77, Hash: "zzzz0000"}, {Office: "roea", Incarnation: "1a2b3c4d", N: 120, Hash: long.Changes[0].ID.Hash}}
	slices.SortFunc(long.Changes[2].Over, portfolio.ID.Compare)
	long.Changes[2].Finish()
	join.Join = &wire.Join{Key: portfolio.FormatKey(sampleKey.Public().(ed25519.PublicKey)), Secret: "K7QDM2-0XZ9AB", Email: "roea@example.org", Local: []string{"00ff00ff", "11ee11ee"}}
	for n := range int64(40) {
		many.Changes = append(many.Changes, edit(200+n, fmt.Sprintf("XEA%02d", n), "end", "2012-01-31", "title", fmt.Sprintf("Project %d of many", n)))
	}
	var out []sample
	add := func(name string, d wire.Diff, recipient string, readable bool) {
		s := wire.Sign(d, sampleKey)
		out = append(out, sample{name, s, must(s.Body(recipient, readable))})
	}
	add("acknowledgement", ack, "", false)
	add("one edit", short, "", false)
	add("long texts", long, "", true)
	add("join", join, "", false)
	add("armoured", many, "", false)
	add("encrypted", short, sampleIdentity.Recipient().String(), false)
	return out
}

// reads returns the signed content of what verifies in a mail.
func reads(raw string) (contents []string) {
	p := &Peer{Identities: []age.Identity{sampleIdentity}}
	for m := range mail.Messages([]byte(raw)) {
		found := 0
		for inner := range m.Readings() {
			s, err := p.Read(inner)
			if err != nil || !s.Verify(sampleKey.Public().(ed25519.PublicKey)) {
				continue
			}
			if c := string(s.Content()); !slices.Contains(contents, c) {
				contents = append(contents, c)
			}
			if found++; found >= m.Diffs {
				break
			}
		}
	}
	return contents
}

// tally is how many damaged mails were read, what the others had gone through,
// and which were read as anything else.
type tally struct {
	good, tried int
	bad, wrong  []string
}

// add tries one damaged mail.
func (y *tally) add(what string, s *sample, raw string) {
	y.tried++
	got := reads(raw)
	wrong := func(c string) bool { return c != string(s.signed.Content()) }
	switch {
	case slices.ContainsFunc(got, wrong):
		y.wrong = append(y.wrong, what+": "+s.name+"\n"+raw)
	case len(got) > 0:
		y.good++
	default:
		y.bad = append(y.bad, what+": "+s.name)
	}
}

func (y *tally) share() float64 { return 100 * float64(y.good) / float64(y.tried) }

func (y *tally) String() string {
	return fmt.Sprintf("%d of %d read: %.1f %%", y.good, y.tried, y.share())
}

// damagedOnce sends each sample through each damage.
func damagedOnce() (y tally) {
	sent := samples()
	for _, d := range mailtest.Damages() {
		for _, s := range sent {
			y.add(d.Name, &s, d.Apply(rand.New(rand.NewPCG(1, 2)), mailtest.Mail(s.body)))
		}
	}
	return y
}

// damagedTwice sends samples through each two damages that can follow one
// another: one of every so many.
func damagedTwice(every int) (y tally) {
	all, sent := mailtest.Damages(), samples()
	for i, first := range all {
		for j, second := range all {
			if second.Stage < first.Stage || i == j {
				continue
			}
			for k, s := range sent {
				if (i+j+k)%every == 0 {
					rng := rand.New(rand.NewPCG(1, 2))
					y.add(first.Name+", then "+second.Name, &s, second.Apply(rng, first.Apply(rng, mailtest.Mail(s.body))))
				}
			}
		}
	}
	return y
}

func TestDamage(t *testing.T) {
	y := damagedOnce()
	for _, bad := range y.bad {
		t.Errorf("%s is not read", bad)
	}
	for _, wrong := range y.wrong {
		t.Errorf("read wrongly: %s", wrong)
	}
	t.Logf("%d kinds of damage, 6 diffs each: %s", len(mailtest.Damages()), &y)
}

func TestDamageInPairs(t *testing.T) {
	t.Parallel()
	every := orShort(48, 200)
	if os.Getenv("FIELDFOLIO_SYNC") != "" {
		every = 12
	}
	y := damagedTwice(every)
	t.Logf("pairs: %s", &y)
	for _, wrong := range y.wrong {
		t.Errorf("read wrongly: %s", wrong)
	}
	if y.share() < 94 { // some pairs cannot follow one another, such as two character sets
		t.Errorf("fewer than 94 %% of the pairs are read; among those that are not:\n%s", strings.Join(y.bad, "\n"))
	}
}

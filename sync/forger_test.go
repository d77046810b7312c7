package sync

import (
	"crypto/ed25519"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// forger alters diffs as somebody could who has the keys of offices and a
// program of his own, and signs them again.
type forger struct {
	*rand.Rand
	keys    map[string]ed25519.PrivateKey // by office
	records []string
	ids     []portfolio.ID // of changes that exist
}

// forgerOf returns a forger that has the keys of all sites and has seen what
// they have.
func forgerOf(w *world, seed uint64) *forger {
	f := &forger{Rand: rand.New(rand.NewPCG(seed, 9)), keys: map[string]ed25519.PrivateKey{}}
	seen := map[portfolio.ID]bool{}
	for _, s := range w.sites {
		f.keys[s.code] = s.Key
		for i := range s.mem.arrivals {
			if c := &s.mem.arrivals[i].Change; !seen[c.ID] {
				seen[c.ID] = true
				f.ids = append(f.ids, c.ID)
				f.records = append(f.records, c.Target())
			}
		}
	}
	f.records = append(f.records, "ABCX01", "ABCX02", "ABCX99", "office:roea", "office:rosen", "office:hq", "office:x", "summary:a", "x:y")
	return f
}

func pick[T any](f *forger, list ...T) T { return list[f.IntN(len(list))] }

// texts are values that somewhere mean something, or nothing anywhere.
func (f *forger) text() string {
	return pick(f, "", "x", "yes", "hub", "headquarters", "office", "all", "west-africa", "eastern-africa,arab-states", "roea", "hq", "9", "-1", "1e9", "12345678901234567890", "2011-02-30", "2012-01",
		"drugs:50,piracy:50", "drugs:95", "approved,end", "x\ny", "\x1b[2J", "e\u0301", "\u202e", "\u200b", "=cmd()", strings.Repeat("long ", 3000), "local.00ff00ff:2",
		portfolio.FormatKey(f.keys["rosen"].Public().(ed25519.PublicKey)), recipientOf(identities[0]), "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z")
}

func (f *forger) field() string {
	return pick(f, "title", "approved", "end", "start", "programme", "service_lines", "places", "withdrawn", "kind", "number", "text", "on", "changes", "verdict", "day", "why", "signature",
		"role", "scope", "email", "hub", "key", "former_keys", "recipient", "invitation", "held", "mail_limit", "retired", "local", "unheard_of", "Title")
}

func (f *forger) copy() wire.Copy {
	return wire.Copy{Office: pick(f, "roea", "rosen", "hq", "local", "seed", "nobody"), Incarnation: pick(f, "", "x", "00ff00ff", pick(f, f.ids...).Incarnation)}
}

func (f *forger) number() int64 {
	return pick[int64](f, 0, 1, 2, 7, 100, 1<<31, 1<<33, portfolio.MaxNumber-1, portfolio.MaxNumber, -1)
}

// alter alters a diff once.
func (f *forger) alter(d *wire.Diff) {
	switch f.IntN(14) {
	case 0:
		d.From.Incarnation = f.copy().Incarnation
	case 1:
		d.To = f.copy()
	case 2:
		d.After = max(0, d.After+int64(f.IntN(7)-3))
	case 3:
		d.After, d.More = f.number(), f.number()
	case 4:
		d.In = max(0, d.In+int64(f.IntN(7)-3))
	case 5:
		d.InChain = pick(f, "", "00000000", "zzzzzzzz", "7qd2m0xz")
	case 6:
		d.Told, d.Program = f.text(), f.text()
	case 7:
		d.Join = &wire.Join{Key: f.text(), Secret: f.text(), Local: []string{f.copy().Incarnation}, Email: f.text()}
	case 8:
		d.Extra, d.Changes = f.list(d.Changes), f.list(d.Extra)
	case 9:
		d.Changes = f.list(d.Changes)
	default:
		list := append(slices.Clone(d.Changes), d.Extra...)
		if len(list) == 0 {
			return
		}
		p := &list[f.IntN(len(list))]
		f.change(p)
		d.Changes, d.Extra = list[:len(d.Changes):len(d.Changes)], list[len(d.Changes):]
	}
}

// list repeats, leaves out or moves changes.
func (f *forger) list(list []wire.Posted) []wire.Posted {
	if len(list) == 0 {
		return list
	}
	i, j := f.IntN(len(list)), f.IntN(len(list))
	list = slices.Clone(list)
	switch f.IntN(3) {
	case 0:
		return slices.Insert(list, j, list[i])
	case 1:
		return slices.Delete(list, i, i+1)
	}
	list[i], list[j] = list[j], list[i]
	return list
}

// change alters a change.
func (f *forger) change(p *wire.Posted) {
	c := &p.Change
	c.Fields, c.Over = slices.Clone(c.Fields), slices.Clone(c.Over)
	switch f.IntN(9) {
	case 0:
		c.ID.N = pick(f, c.ID.N+1, c.ID.N-1, f.number())
	case 1:
		of := f.copy()
		c.ID.Office, c.ID.Incarnation = of.Office, of.Incarnation
	case 2:
		c.Over = append(c.Over, pick(f, f.ids...))
	case 3:
		c.Over = nil
	case 4:
		c.Record, c.Creates = pick(f, f.records...), ""
	case 5:
		c.Record, c.Creates = "", pick(f, portfolio.ProjectRecord, portfolio.NoteRecord, portfolio.OfficeRecord, portfolio.ReceiptRecord, "summary", "unheard_of")
	case 6:
		c.Person, c.Reason, c.Step, p.Doubt = f.text(), f.text(), f.text(), f.text()
	case 7:
		c.At = pick(f, time.Time{}, c.At.AddDate(-9000, 0, 0), c.At.AddDate(8000, 0, 0), c.At.Add(time.Hour))
	default:
		name := f.field()
		c.Fields = slices.DeleteFunc(c.Fields, func(s portfolio.Setting) bool { return s.Field == name })
		switch f.IntN(4) {
		case 0:
			c.Fields = append(c.Fields, portfolio.Setting{Field: name, Unset: true})
		case 1: // it is left out
		default:
			c.Fields = append(c.Fields, set(name, f.text()))
		}
	}
}

// sign seals all changes and signs a diff with the key of the office from which
// it says it is. What is a receipt headquarters signs, if the diff is from there.
func (f *forger) sign(d *wire.Diff) wire.Signed {
	for _, list := range [][]wire.Posted{d.Extra, d.Changes} {
		for i := range list {
			c := &list[i].Change
			c.Finish()
			if r, ok := exchange.ReceiptOf(c); ok && d.From.Office == "hq" {
				list[i].Change = exchange.NewReceipt(r, c.At, f.keys["hq"])
			}
		}
	}
	key, ok := f.keys[d.From.Office]
	if !ok {
		key = keyOf(99)
	}
	return wire.Sign(*d, key)
}

// forge alters a diff a few times and signs it.
func (f *forger) forge(d wire.Diff) wire.Signed {
	for range 1 + f.IntN(3) {
		f.alter(&d)
	}
	return f.sign(&d)
}

// contentsOf is everything that a site has, to see whether anything of it has
// changed.
func contentsOf(s *site) string {
	var b strings.Builder
	fmt.Fprintln(&b, s.mem.self, s.mem.links, len(s.mem.arrivals))
	for _, a := range s.mem.arrivals {
		fmt.Fprintln(&b, a.Change.ID, a.Doubt, s.mem.doubt[a.Change.ID], s.mem.judged[a.Change.ID])
	}
	return b.String()
}

// TestForger has two offices send nothing but forgeries for a while, to real
// databases beside the memory: then all copies agree, and check finds nothing.
func TestForger(t *testing.T) {
	t.Parallel()
	w, a, b := pairIn(t, newWorldWith(t, 1, nil, true))
	taken := 0
	for seed := range orShort(40, 10) {
		s := []*site{a, b}[seed%2]
		s.change("A. Desk", pick(forgerOf(w, uint64(seed)), "ABCX01", "ABCX02", "ABCX03"), "", set("title", fmt.Sprint("Title ", seed)))
		forgery := forgerOf(w, uint64(seed)).forge(written(t, s).Diff)
		if _, ok := w.deceive(t, &forgery); ok {
			taken++
		}
		if seed%10 == 0 {
			w.heal()
		}
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
	for _, s := range w.sites {
		if faults, err := s.real.real.Check(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("%s: %v %v", s.name(), faults, err)
		}
	}
	if t.Logf("%d forgeries were taken", taken); taken == 0 {
		t.Error("none was")
	}
}

package sync

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	stdsync "sync"
	"sync/atomic"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// play lets a schedule happen, heals the world and checks the promise. It
// returns what is wrong, empty if nothing.
func (w *world) play(steps int) (why string) {
	defer func() {
		switch x := recover().(type) {
		case nil:
		case failure:
			why = x.why
		default:
			if w.broken == nil {
				panic(fmt.Sprintf("schedule %d: %v\n%s", w.seed, x, strings.Join(w.log, "\n")))
			}
			why = fmt.Sprint(x)
		}
	}()
	for range 3 {
		w.invite()
	}
	for range steps {
		w.step()
	}
	w.heal()
	if why := w.check(); why != "" || w.losses.second == nil {
		return why
	}
	second := w.losses.second
	second.heal()
	if why := second.check(); why != "" {
		return "at the second headquarters: " + why + "\n" + strings.Join(second.log, "\n")
	}
	return ""
}

// heal lets mail flow, with the clock going on, until nobody has anything to
// say but positions.
func (w *world) heal() {
	w.calm = true
	w.hq().mem.offset = 0
	for i := range w.mail {
		w.mail[i].due = w.clock
	}
	last := ""
	for quiet, rounds := 0, 0; quiet < 2 || rounds < 7; rounds++ {
		if rounds > 60 {
			w.fail("it never ends")
		}
		if rounds >= 5 && w.unlock() {
			last = ""
		}
		if rounds == 5 || rounds > 5 && w.expired {
			w.expired = false
			w.reinvite(w.unproven()) // who cannot be known by an earlier register is invited again
			last = ""
		}
		if rounds >= 2 {
			for _, s := range w.sites[1:] {
				w.confirm(s)
			}
		}
		w.correct(w.wrongDay) // also what comes back to a headquarters that was put back
		for _, s := range w.sites {
			if rounds < 5 { // most registers come only now
				w.seal(3)
			}
			w.send(s, true)
		}
		w.forge()
		if w.lines.rng != nil && w.seed%3 == 0 && w.broken == nil {
			for _, s := range w.sites {
				if to := w.above(s); to != nil {
					w.call(s, to, 1<<20)
				}
			}
		}
		for len(w.mail) > 0 && w.broken == nil && w.seed%2 == 1 {
			to := w.mail[0].to
			w.receiveTogether(w.othersDue(to))
		}
		for len(w.mail) > 0 {
			l := w.mail[0]
			w.mail = w.mail[1:]
			w.receive(l)
		}
		now := w.progress()
		if quiet++; now != last {
			quiet, last = 0, now
		}
		w.clock = w.clock.Add(70 * 24 * time.Hour)
		w.note("round %d", rounds)
	}
}

// progress changes as long as anything is learnt anywhere.
func (w *world) progress() string {
	var b strings.Builder
	for _, s := range w.sites {
		fmt.Fprint(&b, s.mem.self.Incarnation, len(s.mem.arrivals), " ")
		for _, l := range s.mem.links {
			fmt.Fprint(&b, l.In, ",", l.Acked, " ")
		}
	}
	return b.String()
}

// check says what of the promise does not hold.
func (w *world) check() string {
	hq := w.hq().mem
	reg, _ := hq.Register()
	for _, s := range w.sites {
		for _, a := range s.mem.arrivals {
			if w.bad[a.Change.ID] {
				if why := w.keptApart(s, a.Change.ID); why != "" {
					return why
				}
				continue
			}
			if _, ok := hq.at[a.Change.ID]; !ok {
				if w.keptReceipt(&a.Change) {
					continue
				}
				return fmt.Sprintf("headquarters lacks %s, which %s has", a.Change.ID, s.name())
			}
		}
		if why := s.twice(); why != "" {
			return why
		}
	}
	if why := w.forgotten(hq); why != "" || w.unproven() {
		return why
	}
	if why := w.wrongDays(); why != "" {
		return why
	}
	for _, s := range w.sites[1:] {
		if mine, is := s.mem.self.Roots, hq.self.Roots; mine.Fingerprint() != is.Fingerprint() {
			return fmt.Sprintf("%s trusts %v, headquarters has %v", s.name(), mine, is)
		}
		o, ok := reg.Office(s.code)
		if !ok {
			return fmt.Sprintf("headquarters does not know %s", s.code)
		}
		if why := w.same(s, reg.ScopeOf(o.Code)); why != "" {
			return why
		}
	}
	for id, i := range hq.at {
		c := &hq.arrivals[i].Change
		r, _, _ := hq.Record(c.Target())
		if c.Creates != portfolio.ReceiptRecord && r.Kind != "" && !hq.judged[id].Day.Known() {
			if on := r.Reach().On; len(on) == 0 || hq.records[on[0]] != nil {
				return fmt.Sprintf("%s has no receipt", id)
			}
		}
	}
	return ""
}

// keptReceipt reports whether a change is a receipt that headquarters keeps
// apart, since others have the key that signed it or nobody can prove any more
// that it was headquarters' key.
func (w *world) keptReceipt(c *portfolio.Change) bool {
	hq := w.hq().mem
	return c.Creates == portfolio.ReceiptRecord && (hq.self.Stolen != "" || w.unproven()) &&
		slices.ContainsFunc(hq.asides, func(a exchange.Aside) bool { return a.Change.Digest() == c.Digest() })
}

// unproven reports whether headquarters has lost everything twice, and with it
// every copy that knew the key in between. What it signed before counts only
// where it already is.
func (w *world) unproven() bool { return !w.hq().mem.self.Roots.Whole() }

// keptApart says what is wrong with the keeping of a change that the rules
// refuse: some other office has it apart from its log, and its author hears all
// that headquarters has ruled on it.
func (w *world) keptApart(s *site, id portfolio.ID) string {
	found := false
	for _, other := range w.sites {
		has := slices.ContainsFunc(other.mem.asides, func(a exchange.Aside) bool { return a.Change.ID == id })
		if _, in := other.mem.at[id]; in && other.code != s.code {
			return fmt.Sprintf("%s is in the log of %s", id, other.name())
		}
		found = found || has
		if !has || other != w.hq() {
			continue
		}
		mine, _ := s.mem.Judgement(id)
		theirs, _ := other.mem.Judgement(id)
		if theirs.Ruling == portfolio.Taken || !reflect.DeepEqual(mine, theirs) {
			return fmt.Sprintf("%s has of %s %+v, headquarters %+v", s.name(), id, mine, theirs)
		}
	}
	if !found {
		return fmt.Sprintf("nobody keeps %s, which %s has", id, s.name())
	}
	return ""
}

// forgotten says whether a value is still to be chosen from that somebody has
// seen and changed.
func (w *world) forgotten(m *memory) string {
	for name := range m.records {
		r, _, _ := m.Record(name)
		for _, f := range r.Log.Fields() {
			for _, h := range r.Log.State(f).Heads {
				for _, c := range r.Log.Changes() {
					_, touches := c.Setting(f)
					if touches && !r.Log.Held(c.ID) && slices.Contains(w.saw[c.ID], h.ID) {
						return fmt.Sprintf("%s of %s: %s is a head though %s was made over it", f, name, h.ID, c.ID)
					}
				}
			}
		}
	}
	return ""
}

// twice says whether a change was applied twice.
func (s *site) twice() string {
	n := 0
	for _, at := range s.mem.records {
		n += len(at)
	}
	if n != len(s.mem.at) {
		return fmt.Sprintf("%s applied %d changes, of which %d differ", s.name(), n, len(s.mem.at))
	}
	return ""
}

// same says where a copy differs from headquarters in its scope, and whether
// the author's office has the verdicts on its changes.
func (w *world) same(s *site, scope []string) string {
	hq := w.hq().mem
	for name := range hq.records {
		r, _, _ := hq.Record(name)
		in := r.Reach().Within(scope)
		for _, on := range r.Reach().On {
			target, _, _ := hq.Record(on)
			in = in || target.Reach().Within(scope)
		}
		if !in || !known(hq, name) {
			continue
		}
		mine, _, _ := s.mem.Record(name)
		if a, b := shape(hq, &r), shape(s.mem, &mine); a != b {
			return fmt.Sprintf("%s differs at %s:\n%s\nnot, as at headquarters,\n%s", name, s.name(), b, a)
		}
	}
	for id := range s.mem.at {
		if id.Office == s.code && s.mem.judged[id].Ruling != hq.judged[id].Ruling {
			return fmt.Sprintf("%s has %q of its own %s, headquarters %q", s.name(), s.mem.judged[id].Ruling, id, hq.judged[id].Ruling)
		}
	}
	return ""
}

// known reports whether headquarters has what makes a record; before, nothing
// of it can be judged or sent on.
func known(hq *memory, name string) bool {
	r, _, _ := hq.Record(name)
	if r.Kind == "" {
		return false
	}
	for _, on := range r.Reach().On {
		if t, _, _ := hq.Record(on); t.Kind == "" {
			return false
		}
	}
	return true
}

// shape is everything about a record that has to be the same everywhere.
func shape(m *memory, r *portfolio.Record) string {
	var b strings.Builder
	for _, c := range r.Log.Changes() {
		j, _ := m.Judgement(c.ID)
		fmt.Fprintf(&b, "%s %x %s %s %s\n", c.ID, c.Digest(), j.Day.Plain(), j.Ruling, j.Why)
		for _, d := range append(j.Earlier, j.Decision) {
			fmt.Fprintf(&b, "  %s %s %s %s\n", d.By, d.Ruling, d.Author(), d.On.Plain())
		}
	}
	for _, f := range r.Log.Fields() {
		s := r.Log.State(f)
		fmt.Fprintf(&b, "%s=%s %v %v\n", f, s.Value.Text, s.Value.Known, s.Conflict)
	}
	return b.String()
}

// orShort returns how many there are, or how many under -short.
func orShort(all, short int) int {
	if testing.Short() {
		return short
	}
	return all
}

func number(name string, otherwise int) int {
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return otherwise
	}
	return n
}

// TestPromise plays random schedules of everything that happens to mail, disks
// and clocks, and checks that nothing was lost and all copies agree. One of
// them is FIELDFOLIO_SCHEDULE, with its story; FIELDFOLIO_SYNC is how many, and
// FIELDFOLIO_FROM the first, so that a long run can be played in parts.
func TestPromise(t *testing.T) {
	if one := number("FIELDFOLIO_SCHEDULE", -1); one >= 0 {
		w := newWorld(t, uint64(one), nil)
		if why := w.play(steps(int64(one))); why != "" {
			t.Fatalf("%s\n%s", strings.Join(w.log, "\n"), why)
		}
		return
	}
	from, n := number("FIELDFOLIO_FROM", 0), number("FIELDFOLIO_SYNC", orShort(60, 15))
	var changes, events, encrypted, lost, forged, unproven, lines, broken, next atomic.Int64
	next.Store(int64(from))
	var all stdsync.WaitGroup
	for range runtime.NumCPU() {
		all.Go(func() {
			for seed := next.Add(1) - 1; seed < int64(from+n) && !t.Failed(); seed = next.Add(1) - 1 {
				w := newWorld(t, uint64(seed), nil)
				if why := w.play(steps(seed)); why != "" {
					t.Errorf("schedule %d: %s", seed, why)
				}
				changes.Add(int64(len(w.hq().mem.at)))
				events.Add(int64(len(w.log)))
				encrypted.Add(int64(w.sealed))
				lost.Add(int64(w.lost))
				forged.Add(int64(w.forgery.came))
				lines.Add(int64(w.lines.made))
				broken.Add(int64(w.lines.broken))
				if w.unproven() {
					unproven.Add(1)
				}
			}
		})
	}
	all.Wait()
	t.Logf("%d schedules from %d, %d changes, %d events, %d encrypted mails taken, %d not decrypted, %d forged, %d without proof of a key, %d lines over SSH, of which %d broke", n, from, changes.Load(), events.Load(), encrypted.Load(), lost.Load(), forged.Load(), unproven.Load(), lines.Load(), broken.Load())
	if n >= 200 && (encrypted.Load() == 0 || lost.Load() == 0) {
		t.Error("no mail was encrypted, or none to a lost key")
	}
	if n >= 200 && unproven.Load()*100 > int64(n) {
		t.Errorf("headquarters cannot prove its keys in %d schedules", unproven.Load())
	}
	if n >= 60 && forged.Load() == 0 {
		t.Error("no mail was forged")
	}
	if n >= 60 && (broken.Load() == 0 || broken.Load() == lines.Load()) {
		t.Error("no line was made over SSH, or none broke, or all")
	}
}

// steps is how many things happen in a schedule before mail flows: many in
// every fourth, few in the others, of which more can be played.
func steps(seed int64) int {
	if seed%4 == 0 {
		return 30 + int(seed/4%90)
	}
	return 12 + int(seed%30)
}

// TestBroken breaks each rule in turn and sees that the simulation notices.
func TestBroken(t *testing.T) {
	if os.Getenv("FIELDFOLIO_SYNC") == "" {
		t.Skip("takes minutes: set FIELDFOLIO_SYNC, as CI does")
	}
	for name, b := range map[string]broken{
		"advance on send": {advance: true}, "acknowledgements only rise": {rising: true}, "ids without hash": {bare: true},
		"over forgotten": {forgetsOver: true}, "scope by a live filter": {live: true}, "position apart from the changes": {apart: true},
		"acknowledgement without hash": {unhashed: true}, "held change dropped": {drops: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range 1000 {
				w := newWorld(t, uint64(seed), &b)
				if why := w.play(steps(int64(seed))); why != "" {
					first, _, _ := strings.Cut(why, "\n")
					t.Logf("caught in schedule %d: %s", seed, first)
					return
				}
			}
			t.Error("not caught in 1,000 schedules")
		})
	}
}

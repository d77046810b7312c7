package sync

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
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
	return w.check()
}

// heal lets mail flow, with the clock going on, until nobody has anything to
// say but positions.
func (w *world) heal() {
	w.calm = true
	for i := range w.mail {
		w.mail[i].due = w.clock
	}
	last := ""
	for quiet, rounds := 0, 0; quiet < 3 || rounds < 10; rounds++ {
		if rounds > 60 {
			w.fail("it never ends")
		}
		if rounds == 6 {
			w.reinvite()
			last = ""
		}
		for _, s := range w.sites {
			w.send(s, true)
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
			if _, ok := hq.at[a.Change.ID]; !ok {
				return fmt.Sprintf("headquarters lacks %s, which %s has", a.Change.ID, s.name())
			}
		}
		if why := s.twice(); why != "" {
			return why
		}
	}
	for _, s := range w.sites[1:] {
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
		if id.Office == s.code && s.mem.judged[id].Verdict != hq.judged[id].Verdict {
			return fmt.Sprintf("%s has %q of its own %s, headquarters %q", s.name(), s.mem.judged[id].Verdict, id, hq.judged[id].Verdict)
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
		j := m.judged[c.ID]
		fmt.Fprintf(&b, "%s %x %s %s %s\n", c.ID, c.Digest(), j.Day.Plain(), j.Verdict, j.Why)
	}
	for _, f := range r.Log.Fields() {
		s := r.Log.State(f)
		fmt.Fprintf(&b, "%s=%s %v %v\n", f, s.Value.Text, s.Value.Known, s.Conflict)
	}
	return b.String()
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
// them is FIELDFOLIO_SCHEDULE, with its story; FIELDFOLIO_SYNC is how many.
func TestPromise(t *testing.T) {
	if one := number("FIELDFOLIO_SCHEDULE", -1); one >= 0 {
		w := newWorld(t, uint64(one), nil)
		if why := w.play(40 + one%120); why != "" {
			t.Fatalf("%s\n%s", strings.Join(w.log, "\n"), why)
		}
		return
	}
	n, changes, mails := number("FIELDFOLIO_SYNC", 300), 0, 0
	for seed := range n {
		w := newWorld(t, uint64(seed), nil)
		if why := w.play(40 + seed%120); why != "" {
			t.Fatalf("schedule %d: %s", seed, why)
		}
		changes += len(w.hq().mem.at)
		mails += len(w.log)
	}
	t.Logf("%d schedules, %d changes, %d events", n, changes, mails)
}

// TestBroken breaks each rule in turn and sees that the simulation notices.
func TestBroken(t *testing.T) {
	for name, b := range map[string]broken{
		"advance on send": {advance: true}, "acknowledgements only rise": {rising: true}, "ids without hash": {bare: true},
		"over forgotten": {forgetsOver: true}, "scope by a live filter": {live: true}, "position apart from the changes": {apart: true},
		"acknowledgement without hash": {unhashed: true}, "held change dropped": {drops: true},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range 1000 {
				w := newWorld(t, uint64(seed), &b)
				if why := w.play(40 + seed%120); why != "" {
					first, _, _ := strings.Cut(why, "\n")
					t.Logf("caught in schedule %d: %s", seed, first)
					return
				}
			}
			t.Error("not caught in 1,000 schedules")
		})
	}
}

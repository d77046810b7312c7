package sync

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// lines are what happens over SSH, in three of four schedules.
type lines struct {
	rng                *rand.Rand // nil in schedules without
	made, broken, took int        // lines, those that broke, diffs that were taken
	guests             int        // changes by people of other offices
}

// cable has a line made between a copy and one above or below it, or any other, now
// and then, which breaks anywhere.
func (w *world) cable() {
	if w.lines.rng == nil || w.broken != nil || w.lines.rng.IntN(12) > 0 || len(w.sites) < 2 {
		return
	}
	a := w.sites[w.lines.rng.IntN(len(w.sites))]
	b := w.sites[w.lines.rng.IntN(len(w.sites))]
	if w.lines.rng.IntN(5) > 0 {
		if b = w.above(a); b != nil && w.lines.rng.IntN(4) == 0 {
			a, b = b, a
		}
	}
	if b == nil || a.code == b.code {
		return
	}
	if w.lines.rng.IntN(8) == 0 {
		b.mem.writes, b.mem.failAt = 0, 1+w.lines.rng.IntN(12)
	}
	messages := 1 << 20
	if w.lines.rng.IntN(2) == 0 {
		messages = w.lines.rng.IntN(8)
	}
	w.call(a, b, messages)
	b.mem.failAt = 0
}

// above returns a copy of the office through which a copy exchanges, by its own
// register; nil if there is none.
func (w *world) above(s *site) *site {
	reg, _ := s.mem.Register()
	code := s.mem.self.Parent(&reg)
	var all []*site
	for _, o := range w.sites {
		if o.code == code {
			all = append(all, o)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[w.lines.rng.IntN(len(all))]
}

// caller is a copy on a line.
type caller struct {
	*site
	*Talk
	quiet bool // it has nothing to say
}

// call makes a line from one copy to another, which breaks after some messages.
func (w *world) call(a, b *site, messages int) {
	w.lines.made++
	says := wire.Copy{Office: b.code, Incarnation: b.mem.self.Incarnation}
	if !w.calm && w.lines.rng.IntN(12) == 0 { // who is there says that it is another one
		o := w.sites[w.lines.rng.IntN(len(w.sites))]
		says = wire.Copy{Office: o.code, Incarnation: o.mem.self.Incarnation}
	}
	w.note("%s calls %s, which is %s", a.name(), says, b.name())
	ends := [2]*caller{{site: a, Talk: a.Talk(says)}, {site: b, Talk: b.Talk(wire.Copy{})}}
	for n := 0; !ends[0].quiet || !ends[1].quiet; n++ {
		if n > 2000 {
			w.fail("the talk of %s and %s never ends", a.name(), b.name())
		}
		from, to := ends[n%2], ends[1-n%2]
		m, err := from.Next(context.Background(), []int{1, 500, 32 << 10, 32 << 10, 32 << 10, 32 << 10}[w.lines.rng.IntN(6)])
		from.quiet = m == nil
		if w.hangUp(from, err) || n == 0 && from.quiet {
			return
		}
		if n >= messages {
			w.lines.broken++
			w.note("the line breaks after %d messages", n)
			return
		}
		if m == nil {
			err = to.Arrived(context.Background())
		} else {
			err = w.heard(to, m)
		}
		if w.hangUp(to, err) {
			return
		}
	}
}

// heard has a copy take in a diff that has come over a line.
func (w *world) heard(s *caller, m *exchange.Mail) error {
	w.lines.took++
	r, err := s.Take(context.Background(), []byte(m.Body))
	w.note("%s hears of %s: %s: fresh %d held %d anew %v %v", s.name(), m.From, summary(m.Text), r.Fresh, r.Held, r.Anew, err)
	if refused, is := errors.AsType[*Refused](err); is {
		w.expired = w.expired || strings.Contains(refused.Why, "the invitation ended")
		if refused.Why == wire.ErrEncrypted.Error() {
			s.locked = true
			w.lost++
		}
	}
	return err
}

// hangUp reports whether a line ends because of an error, and fails for one that is
// neither a refusal nor a crash.
func (w *world) hangUp(s *caller, err error) bool {
	if _, is := errors.AsType[*Refused](err); err != nil && !is && !errors.Is(err, errCrash) {
		w.fail("%s on the line: %v", s.name(), err)
	}
	return err != nil
}

// visit has somebody of an office make a change over SSH at another one's copy, mostly
// headquarters', now and then.
func (w *world) visit() {
	if w.lines.rng == nil || w.broken != nil || len(w.codes) == 0 || w.lines.rng.IntN(20) > 0 {
		return
	}
	s := w.hq()
	if w.lines.rng.IntN(4) == 0 {
		s = w.sites[w.lines.rng.IntN(len(w.sites))]
	}
	var was *rand.Rand
	s.guest = w.codes[w.lines.rng.IntN(len(w.codes))]
	was, w.rng = w.rng, w.lines.rng
	w.note("somebody of %s is at %s", s.guest, s.name())
	w.edit(s)
	s.guest, w.rng = "", was
	w.lines.guests++
}

// changeAsGuest makes a change as somebody of another office does over SSH, if that
// has the right to it here.
func (s *site) changeAsGuest(person, record string, creates portfolio.RecordKind, settings ...portfolio.Setting) portfolio.ID {
	c, seen := s.mem.draft(person, s.guest, record, creates, settings...)
	err := s.Store.Exchange(context.Background(), func(tx exchange.Tx) error {
		if _, err := tx.Take([]exchange.Incoming{{Change: c}}); err != nil {
			return err
		}
		return s.Judge(tx, s.mem.cat, s.guest, []portfolio.Change{c}, nil)
	})
	var no *portfolio.RecordFault
	if _, are := errors.AsType[fault.Faults](err); are || errors.As(err, &no) {
		return portfolio.ID{}
	}
	s.must(err)
	s.mem.saw[c.ID] = seen
	return c.ID
}

package sync

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"math/rand/v2"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// losses is what happens to headquarters in schedules in which it loses its key,
// its database or both, and in which offices leave it for another headquarters
// with the same code.
type losses struct {
	rng      *rand.Rand     // nil in schedules without
	keys     int            // that headquarters has had since its first
	succeeds exchange.Roots // in the file of its key
	former   []ed25519.PrivateKey
	second   *world
}

// lose has headquarters lose something, now and then, or an office leave it; a
// person confirms a key, and forgers try theirs.
func (w *world) lose() {
	if w.losses.rng == nil {
		return
	}
	switch n := w.losses.rng.IntN(60); {
	case n < 1:
		w.loseKey()
	case n < 2:
		w.loseDatabase(w.losses.succeeds)
	case n < 3:
		w.loseBoth()
	case n < 5:
		w.leave()
	case n < 8:
		if len(w.sites) > 1 {
			w.confirm(w.sites[1+w.losses.rng.IntN(len(w.sites)-1)])
		}
	case n < 12:
		w.forgeRoot()
	case n < 22:
		if w.losses.second != nil {
			w.losses.second.step()
		}
	}
}

// anotherKey gives headquarters another key, and says what its file says.
func (w *world) anotherKey(succeeds exchange.Roots) {
	w.losses.keys++
	w.losses.former = append(w.losses.former, w.hq().Key)
	w.hq().Key, w.losses.succeeds = keyOf(byte(100+w.losses.keys)), succeeds
}

func (w *world) loseKey() {
	hq := w.hq()
	before := slices.Clone(hq.mem.self.Roots)
	w.anotherKey(before)
	hq.must(hq.Succeed(context.Background(), "A. Desk", before, false))
	w.note("headquarters loses its key: %s", hq.mem.self.Roots.Fingerprint())
}

// loseDatabase has headquarters begin again with its key, without any backup.
func (w *world) loseDatabase(succeeds exchange.Roots) {
	hq := w.hq()
	hq.mem.state = newMemory(w.cat, w.base, w.rng, &w.clock).state
	for name := range hq.mem.base {
		delete(hq.mem.base, name)
	}
	for i := range w.base {
		hq.mem.base[w.base[i].ID] = &w.base[i]
	}
	hq.backups = nil
	if w.mirror {
		w.mirrorWith(hq, "")
	}
	hq.must(hq.Found(context.Background(), Founding{Code: "hq", Email: "hq@example.org", Succeeds: succeeds}))
	w.note("headquarters loses its database: %s, %s", hq.name(), hq.mem.self.Roots.Fingerprint())
}

// loseBoth has headquarters succeed what the office says that has confirmed last.
func (w *world) loseBoth() {
	var last exchange.Roots
	for _, s := range w.sites[1:] {
		if len(last) == 0 || s.mem.self.Roots.Extends(last) {
			last = s.mem.self.Roots
		}
	}
	w.note("headquarters loses its key, too, and is to succeed %s", last.Fingerprint())
	var said exchange.Roots
	if len(last) > 0 {
		said = exchange.Roots{last.Fingerprint()}
	}
	if len(said) > 0 && w.losses.rng.IntN(2) == 0 {
		w.foundUnnoticed()
		said = said.Keeping(w.hq().mem.self.Roots)
		w.anotherKey(said)
		w.hq().must(w.hq().Succeed(context.Background(), "A. Desk", said, false))
		return
	}
	w.anotherKey(said)
	w.loseDatabase(said)
}

// foundUnnoticed has headquarters, which has lost its key and its database, begin as if
// there had been none, and give receipts under a key that no office knows.
func (w *world) foundUnnoticed() {
	w.anotherKey(nil)
	w.loseDatabase(nil)
	w.hq().title(w.base[0].ID, "Founded unnoticed")
	_, err := w.hq().Compose(context.Background(), Which{})
	w.hq().must(err)
}

// keyBack has headquarters, put back to before it had its present key, use it.
func (w *world) keyBack(s *site) {
	if s != w.hq() || s.mem.self.Roots.Current() == s.publicKey() {
		return
	}
	if slices.Contains(s.mem.self.Roots, s.publicKey()) {
		w.fail("headquarters has a key of before")
	}
	s.must(s.Succeed(context.Background(), "A. Desk", w.losses.succeeds, false))
}

// confirm has a person at an office compare the fingerprint of headquarters.
func (w *world) confirm(s *site) {
	roots := w.hq().mem.self.Roots
	if w.losses.rng == nil || s == w.hq() || s.mem.self.Roots.Fingerprint() == roots.Fingerprint() {
		return
	}
	_, err := s.Confirm(context.Background(), roots.Fingerprint())
	s.must(err)
	w.note("%s confirms %s", s.name(), roots.Fingerprint())
}

// forgeRoot has somebody write to an office as headquarters, with a key of his
// own that he says succeeds headquarters' key, or with one that it has lost.
func (w *world) forgeRoot() {
	if len(w.sites) < 2 {
		return
	}
	s := w.sites[1+w.losses.rng.IntN(len(w.sites)-1)]
	key := keyOf(250)
	roots := append(slices.Clone(s.mem.self.Roots), portfolio.FormatKey(key.Public().(ed25519.PublicKey)))
	if n := len(w.losses.former); n > 0 && w.losses.rng.IntN(2) == 0 {
		key = w.losses.former[w.losses.rng.IntN(n)]
		if portfolio.FormatKey(key.Public().(ed25519.PublicKey)) == s.mem.self.Roots.Current() {
			return // it is headquarters to this office as yet
		}
		if w.losses.rng.IntN(2) == 0 {
			roots = nil
		}
	}
	c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "forged", N: s.mem.self.N + 1}, Person: "Forger", At: w.clock,
		Record: w.base[0].ID, Fields: []portfolio.Setting{set("title", "Forged")}}
	c.Finish()
	d := wire.Sign(wire.Diff{From: wire.Copy{Office: "hq", Incarnation: "forged"}, To: wire.Copy{Office: s.code, Incarnation: s.mem.self.Incarnation}, Changes: []wire.Posted{{Change: c}}, Roots: roots}, key)
	if _, err := s.Receive(context.Background(), &d); err == nil {
		w.fail("%s takes mail that was forged with another key of headquarters", s.name())
	}
}

// leave has an office, which is nobody's hub, leave for another headquarters.
func (w *world) leave() {
	at := slices.IndexFunc(w.sites, func(s *site) bool { return s != w.hq() && s.code != "of1" })
	if at < 0 || w.mirror && w.losses.second == nil && w.seed%2 == 0 {
		return
	}
	second := w.losses.second
	if second == nil {
		second = newWorldWith(w.t, w.seed+5_000_001, nil, w.mirror)
		second.sites, second.keys, second.losses.rng = nil, nil, nil
		second.saw, second.bad = w.saw, w.bad
		second.codes = make([]string, 8) // it invites none but those who come
		hq := second.site("hq", 200)
		hq.must(hq.Found(context.Background(), Founding{Code: "hq", Email: "hq@second.example.org"}))
		w.losses.second = second
	}
	s, ctx := w.sites[at], context.Background()
	code := s.code
	twin := slices.ContainsFunc(w.sites, func(o *site) bool { return o != s && o.code == code })
	if w.losses.rng.IntN(2) == 0 && !twin && !slices.Contains(second.codes, code) {
		code = fmt.Sprint("en", len(second.sites))
	}
	inv, err := second.hq().Invite(ctx, "A. Desk", Entry{Code: code, Scope: second.area(), Email: code + "@example.org", Days: MaxDays})
	if err != nil {
		return // another copy of it has left
	}
	if err := s.Accept(ctx, inv, ""); err == nil {
		w.fail("%s leaves headquarters without being asked", s.name())
	}
	w.note("%s leaves as %s", s.name(), code)
	s.must(s.Accept(ctx, inv, "hq"))
	s.Key, s.code, s.backups = keyOf(byte(201+len(second.sites))), code, nil
	s.mem.clock, s.locked = &second.clock, false
	second.codes, second.sites = append(second.codes, code), append(second.sites, s)
	w.sites = slices.Delete(w.sites, at, at+1)
}

// strayed delivers a letter to the second headquarters and its offices too, if
// there are any by these codes.
func (w *world) strayed(l letter) {
	if w.losses.second != nil && w.losses.rng.IntN(3) == 0 {
		w.losses.second.receive(l)
	}
}

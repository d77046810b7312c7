package sync

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/mail"
	"fieldfolio/sync/mail/mailtest"
	"fieldfolio/sync/wire"
)

// world is headquarters, a hub, offices and the mail between them.
type world struct {
	ill     *rand.Rand // of damage, so that schedules are the same without it
	keys    *rand.Rand // of encryption; nil in schedules without
	sealed  int        // mails that were taken in encrypted
	unread  int        // rounds in which headquarters could not decrypt a mail
	forgery forgery
	clocks  *rand.Rand // of wrong clocks
	expired bool       // an answer came to an invitation that had ended
	lost    int        // mails that could not be decrypted
	damages []mailtest.Damage
	t       testing.TB
	rng     *rand.Rand
	seed    uint64
	clock   time.Time
	cat     *portfolio.Catalogue
	base    []portfolio.Project
	sites   []*site
	mail    []letter
	broken  *broken
	codes   []string
	log     []string
	calm    bool
	mirror  bool // real databases beside the memory
	losses  losses
	saw     map[portfolio.ID][]portfolio.ID
	bad     map[portfolio.ID]bool // changes that the rules refuse
	boxes   *postboxes            // nil in schedules without
	lines   lines
}

func keyOf(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
}

// site is one copy in use.
type site struct {
	*Peer
	mem     *memory
	code    string
	backups []backup
	real    *mirrored           // nil without a real database
	locked  bool                // mail came that it cannot decrypt
	marks   map[string][]string // of its mailbox
	guest   string              // the office of who is making a change over SSH; empty if it is the copy's own
}

// backup is what a backup keeps.
type backup struct {
	state
	file string // of the real database, if there is one
}

// letter is mail under way.
type letter struct {
	to   string
	body string
	due  time.Time
}

var regions = []string{"west-africa", "eastern-africa", "arab-states", "central-america"}

// countries can be in scopes, and are places of projects, as is a region.
var (
	countries = []string{"KE", "UG"}
	places    = []string{"ML:100", "KE:100", "KE:50 UG:50", "1030:100"}
)

// area returns a region or, in some schedules, a country.
func (w *world) area() string {
	if w.seed%3 == 0 && w.rng.IntN(2) == 0 {
		return countries[w.rng.IntN(len(countries))]
	}
	return regions[w.rng.IntN(len(regions))]
}

func newWorld(t testing.TB, seed uint64, b *broken) *world { return newWorldWith(t, seed, b, false) }

// newWorldWith makes a world with real databases, or without.
func newWorldWith(t testing.TB, seed uint64, b *broken, mirror bool) *world {
	w := &world{damages: mailtest.Damages(), t: t, mirror: mirror, seed: seed, rng: rand.New(rand.NewPCG(seed, 4)), ill: rand.New(rand.NewPCG(seed, 5)), forgery: forgery{rng: rand.New(rand.NewPCG(seed, 7))}, clocks: rand.New(rand.NewPCG(seed, 8)), clock: time.Date(2011, 4, 11, 9, 0, 0, 0, time.UTC), broken: b,
		cat: &portfolio.Catalogue{Document: 20110401, Reference: 20110430, Lines: []portfolio.Line{{Code: "drugs", Label: "DRG"}, {Code: "piracy", Label: "PIR"}}, Places: []portfolio.Place{{Code: "1030", Name: "West Africa"}, {Code: "KE", Name: "Kenya"}, {Code: "ML", Name: "Mali"}, {Code: "UG", Name: "Uganda"}}},
		saw: map[portfolio.ID][]portfolio.ID{}, bad: map[portfolio.ID]bool{}}
	for i, r := range regions {
		w.cat.Programmes = append(w.cat.Programmes, portfolio.Programme{Code: r, Name: r})
		w.base = append(w.base, portfolio.Project{ID: fmt.Sprintf("ABCX%02d", i+1), Number: fmt.Sprintf("ABCX%02d", i+1), Title: "Title", Kind: portfolio.Field,
			Programme: r, Lines: []portfolio.Portion{{Code: "drugs", Share: 10000}}, Places: []portfolio.Portion{{Code: "ML", Share: 10000}}})
	}
	if seed%8 == 4 {
		w.keys = rand.New(rand.NewPCG(seed, 6))
	}
	if seed%5 == 3 {
		w.losses.rng = rand.New(rand.NewPCG(seed, 8))
	}
	if seed%4 != 1 {
		w.lines.rng = rand.New(rand.NewPCG(seed, 9))
	}
	hq := w.site("hq", 1)
	hq.must(hq.Found(context.Background(), Founding{Code: "hq", Email: "hq@example.org"}))
	return w
}

func (w *world) note(format string, args ...any) {
	w.log = append(w.log, fmt.Sprintf("%d  ", len(w.log))+fmt.Sprintf(format, args...))
}

// site starts a copy.
func (w *world) site(code string, key byte) *site {
	m := newMemory(w.cat, w.base, w.rng, &w.clock)
	m.broken, m.saw = w.broken, w.saw
	m.offset = time.Duration(w.rng.IntN(3)-1) * time.Duration(w.rng.IntN(3000)) * 24 * time.Hour
	if code == "hq" {
		m.offset = 0
	}
	s := &site{Peer: &Peer{Store: m, Key: keyOf(key), Program: "1.0", Form: formOf(w.seed), Random: rand.NewChaCha8([32]byte{byte(w.rng.IntN(256))})}, mem: m, code: code}
	w.sites = append(w.sites, s)
	if w.mirror {
		w.mirrorWith(s, "")
	}
	return s
}

// mirrorWith gives a site a real database, empty or from a backup.
func (w *world) mirrorWith(s *site, file string) {
	s.real = &mirrored{s.mem, w.database(file), w.t}
	s.Store = s.real
	s.must(s.real.real.Exchange(context.Background(), func(tx exchange.Tx) error {
		self, err := tx.Self()
		s.mem.self.Incarnation = self.Incarnation
		return err
	}))
}

// backUp keeps what a site has now.
func (w *world) backUp(s *site) backup {
	b := backup{state: s.mem.clone()}
	if w.mirror {
		b.file = filepath.Join(w.t.TempDir(), "backup.db")
		s.must(s.real.real.Backup(context.Background(), b.file))
	}
	return b
}

// change makes a change as a person does, in both.
func (s *site) change(person, record string, creates portfolio.RecordKind, settings ...portfolio.Setting) portfolio.ID {
	if s.guest != "" {
		return s.changeAsGuest(person, record, creates, settings...)
	}
	id := s.mem.edit(person, record, creates, settings...)
	if s.real != nil {
		c := s.mem.arrivals[s.mem.at[id]].Change
		s.must(s.real.real.Exchange(context.Background(), func(tx exchange.Tx) error {
			_, err := tx.Take([]exchange.Incoming{{Change: c}})
			return err
		}))
	}
	return id
}

func (s *site) must(err error) {
	if err != nil {
		panic(fmt.Sprintf("%s: %v", s.code, err))
	}
}

func (w *world) hq() *site { return w.sites[0] }

// invite adds an office to the register.
func (w *world) invite() {
	if len(w.codes) >= 8 {
		return
	}
	code := fmt.Sprintf("of%d", len(w.codes)+1)
	scope := []string{w.area()}
	if w.rng.IntN(3) == 0 {
		scope = append(scope, w.area())
	}
	hub := ""
	if len(w.codes) > 0 && w.rng.IntN(3) == 0 {
		hub = "of1"
	}
	inv, err := w.hq().Invite(context.Background(), "A. Desk", Entry{Code: code, Scope: strings.Join(scope, ","), Email: code + "@example.org", Hub: hub, Days: MaxDays})
	if err != nil {
		w.note("invite %s: %v", code, err)
		return // headquarters was put back and knows it already, or not the hub
	}
	w.codes = append(w.codes, code)
	s := w.site(code, byte(len(w.codes)+1))
	if w.rng.IntN(2) == 0 {
		w.edit(s) // before it has joined
	}
	s.must(s.Accept(context.Background(), inv, ""))
	w.note("%s joins, scope %v, hub %q, incarnation %s", code, scope, hub, s.mem.self.Incarnation)
}

// edit changes something at a site.
func (w *world) edit(s *site) {
	m := s.mem
	names := make([]string, 0, 16)
	for name := range m.records {
		r, _, _ := m.Record(name)
		if r.Kind == portfolio.ProjectRecord && r.Base == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, p := range w.base {
		names = append(names, p.ID)
	}
	record := names[w.rng.IntN(len(names))]
	person := fmt.Sprintf("Person %d", w.rng.IntN(3))
	set := func(f, v string) portfolio.Setting { return portfolio.Setting{Field: f, Value: v} }
	var id portfolio.ID
	switch w.rng.IntN(12) {
	case 0:
		id = s.change(person, "", portfolio.NoteRecord, set(portfolio.FieldOn, record), set(portfolio.FieldText, fmt.Sprintf("Note %d", w.rng.IntN(1000))))
	case 1:
		id = s.change(person, "", portfolio.ProjectRecord, set("kind", "field"), set("number", fmt.Sprintf("NEWX%02d", w.rng.IntN(100))), set("places", places[w.rng.IntN(len(places))]),
			set("programme", regions[w.rng.IntN(len(regions))]), set("service_lines", "drugs"), set("title", "New"))
	case 2:
		id = s.change(person, record, "", set("approved", fmt.Sprint(w.rng.IntN(1000))))
	case 3:
		id = s.change(person, record, "", set("programme", regions[w.rng.IntN(len(regions))]))
	case 4:
		id = s.change(person, record, "", set("withdrawn", "yes"))
	case 5:
		id = s.change(person, record, "", set("service_lines", "drugs:95")) // invalid
	case 6:
		id = s.change(person, record, "", set("unheard_of", "x"), set("title", "Title"))
	case 7:
		id = s.change(person, record, "", set("places", places[w.rng.IntN(len(places))]))
	default:
		id = s.change(person, record, "", set([]string{"title", "country"}[w.rng.IntN(2)], fmt.Sprintf("Value %d", w.rng.IntN(4))))
	}
	w.note("%s edits %s: %s", s.name(), record, id)
	if w.rng.IntN(40) == 0 {
		w.modified(s)
	}
}

// modified has an office's program, which somebody has modified, make a change
// that the rules of the others refuse.
func (w *world) modified(s *site) {
	if s == w.hq() || s.mem.self.Alone() || w.mirror { // a real store would say that its log is damaged
		return
	}
	c := portfolio.Change{ID: portfolio.ID{Office: s.code, Incarnation: s.mem.self.Incarnation, N: s.mem.self.N + 1},
		Person: strings.Repeat("x", 81), At: s.mem.Now(), Creates: "oddity", Fields: []portfolio.Setting{set("text", "odd")}}
	c.Finish()
	s.must(s.Store.Exchange(context.Background(), func(tx exchange.Tx) error {
		_, err := tx.Take([]exchange.Incoming{{Change: c}})
		return err
	}))
	w.bad[c.ID] = true
	w.note("%s makes what the rules refuse: %s", s.name(), c.ID)
}

func (s *site) name() string { return s.code + "." + s.mem.self.Incarnation }

// send composes what a site owes and posts it, or loses it.
func (w *world) send(s *site, due bool) int {
	out, err := s.Compose(context.Background(), Which{Due: due})
	if err != nil {
		if !errors.Is(err, errCrash) {
			w.fail("%s composes: %v", s.name(), err)
		}
		return 0
	}
	n := 0
	for _, o := range out {
		n += o.Number
		w.forgery.overhear(o.Body)
		w.note("%s writes to %s: %s", s.name(), o.To, summary(o.Text))
		copies := 1
		if !w.calm {
			switch w.rng.IntN(10) {
			case 0, 1, 2:
				copies = 0
			case 3, 4:
				copies = 2
			}
		}
		for range copies {
			delay := time.Duration(w.rng.IntN(40*24)) * time.Hour
			if w.calm {
				delay = 0
			}
			w.mail = append(w.mail, letter{o.Link.Office, o.Body, w.clock.Add(delay)})
		}
		if err := s.Sent(context.Background(), &o); err != nil && !errors.Is(err, errCrash) {
			w.fail("%s notes what it sent: %v", s.name(), err)
		}
	}
	return n
}

func summary(text string) string {
	var keep []string
	for line := range strings.Lines(text) {
		for _, k := range []string{"after", "ack", "more", "join.secret"} {
			if strings.HasPrefix(line, k+" ") {
				keep = append(keep, strings.TrimSpace(line))
			}
		}
	}
	return fmt.Sprintf("%s, %d changes, %d extra", strings.Join(keep, " "), strings.Count(text, "[[change]]"), strings.Count(text, "[[extra]]"))
}

// receive delivers a letter to every copy of the office to which it goes, or
// to one of them: the mailbox is one, and who reads it first is not said.
func (w *world) receive(l letter) {
	w.strayed(l)
	var at []*site
	for _, s := range w.sites {
		if s.code == l.to {
			at = append(at, s)
		}
	}
	if len(at) == 0 {
		return
	}
	if !w.calm {
		at = []*site{at[w.rng.IntN(len(at))]}
	}
	if w.boxes != nil {
		w.post(l)
	}
	for _, s := range at {
		if w.boxes != nil {
			w.fetch(s)
			continue
		}
		for _, inner := range w.damaged(l.body) {
			if w.take(s, inner) {
				break
			}
		}
	}
}

// damaged returns how a body may be read after what happens to it in the mail.
func (w *world) damaged(body string) []string {
	if w.calm || w.ill.IntN(5) > 0 {
		return []string{between(body)}
	}
	raw := mailtest.Mail(body)
	for range 1 + w.ill.IntN(2) {
		d := w.damages[w.ill.IntN(len(w.damages))]
		w.note("damage: %s", d.Name)
		raw = d.Apply(w.ill, raw)
	}
	if w.ill.IntN(10) == 0 {
		raw = raw[:w.ill.IntN(len(raw)+1)]
	}
	var all []string
	for m := range mail.Messages([]byte(raw)) {
		all = slices.AppendSeq(all, m.Readings())
	}
	return all
}

// take has a copy take in a reading of a mail, and reports whether it is done
// with it.
func (w *world) take(s *site, inner string) bool {
	d, err := s.Read(inner)
	if err != nil {
		if errors.Is(err, wire.ErrEncrypted) {
			s.locked = true
			w.lost++
		}
		return false
	}
	if _, err := wire.Unarmour(inner); errors.Is(err, wire.ErrEncrypted) {
		w.sealed++
	}
	s.mem.acked = d.InChain
	r, err := s.Receive(context.Background(), d)
	w.note("%s takes mail of %s: after %d, %d changes, ack %d: fresh %d held %d anew %v %v", s.name(), d.From, d.After, len(d.Changes), d.In, r.Fresh, r.Held, r.Anew, err)
	var refused *Refused
	if errors.As(err, &refused) {
		w.expired = w.expired || strings.Contains(refused.Why, "the invitation ended")
		return !refused.Altered
	}
	if err != nil && !errors.Is(err, errCrash) {
		w.fail("%s takes mail of %s: %v", s.name(), d.From, err)
	}
	return true
}

// between returns what stands between the fences of a body as it was written.
func between(body string) string {
	_, inner, _ := strings.Cut(body, wire.Begin+"\n")
	inner, _, _ = strings.Cut(inner, wire.End)
	return inner
}

type failure struct{ why string }

func (w *world) fail(format string, args ...any) { panic(failure{fmt.Sprintf(format, args...)}) }

// step is one thing that happens.
func (w *world) step() {
	w.lose()
	w.cable()
	w.visit()
	w.seal(6)
	if w.forgery.rng.IntN(4) == 0 {
		w.forge()
	}
	if w.clocks.IntN(15) == 0 {
		w.turnClock()
	}
	s := w.sites[w.rng.IntN(len(w.sites))]
	switch n := w.rng.IntN(100); {
	case n < 30:
		w.edit(s)
	case n < 50:
		w.send(s, w.rng.IntN(2) == 0)
	case n < 78:
		w.deliver()
	case n < 82:
		w.invite()
	case n < 85:
		s.backups = append(s.backups, w.backUp(s))
		w.note("%s is backed up", s.name())
		w.retireCopies()
	case n < 87:
		w.putBack(s)
	case n < 88:
		w.copyLaptop(s)
	case n < 91:
		w.rescope()
	case n < 95:
		w.review()
	case n < 98:
		s.mem.writes, s.mem.failAt = 0, 1+w.rng.IntN(8)
		w.note("%s will crash at write %d", s.name(), s.mem.failAt)
		if w.rng.IntN(2) == 0 {
			w.send(s, false)
		} else {
			w.deliver()
		}
		s.mem.failAt = 0
	case n < 99:
		w.relapse(s)
	default:
		w.clock = w.clock.Add(time.Duration(w.rng.IntN(20*24)) * time.Hour)
	}
}

// deliver delivers some letter that is due, in any order.
func (w *world) deliver() {
	for range 5 {
		if len(w.mail) == 0 {
			return
		}
		i := w.rng.IntN(len(w.mail))
		if l := w.mail[i]; !l.due.After(w.clock) {
			w.mail = slices.Delete(w.mail, i, i+1)
			if w.broken == nil && w.ill.IntN(3) == 0 {
				w.receiveTogether(append([]letter{l}, w.othersDue(l.to)...))
			} else {
				w.receive(l)
			}
			return
		}
		w.clock = w.clock.Add(6 * time.Hour)
	}
}

// putBack restores an old copy of a site, where somebody edits before hearing
// from anybody.
func (w *world) putBack(s *site) {
	if len(s.backups) == 0 {
		return
	}
	old, was := s.backups[w.rng.IntN(len(s.backups))], s.mem.clone()
	s.mem.state = old.clone()
	if w.mirror {
		copied := w.copyOf(old.file)
		w.mirrorWith(s, copied)
	}
	w.note("%s is put back", s.name())
	w.keyBack(s)
	if w.rng.IntN(3) == 0 {
		w.restore(s, &was)
	}
	for range w.rng.IntN(3) {
		w.edit(s)
	}
}

// restore has a site take over some of what could be read in the database whose
// place a backup takes.
func (w *world) restore(s *site, was *state) {
	var saved []exchange.Incoming
	for i := range was.arrivals {
		if a := &was.arrivals[i]; w.rng.IntN(2) == 0 {
			saved = append(saved, exchange.Incoming{Change: a.Change, Doubt: was.doubt[a.Change.ID]})
		}
	}
	r, err := s.Restore(context.Background(), saved)
	s.must(err)
	w.note("%s is restored, with %d of %d changes saved", s.name(), r.Taken, len(was.arrivals))
}

// relapse puts a site back to the night before, after a day on which it only
// read and said so: its own outbox shows nothing, and others have to go back
// with it.
func (w *world) relapse(s *site) {
	if s == w.hq() {
		return
	}
	s.backups = append(s.backups, w.backUp(s))
	w.sendNow(w.hq())
	w.sendNow(s)
	s.backups = s.backups[len(s.backups)-1:]
	w.putBack(s)
}

// sendNow sends what a site owes, and what is not lost arrives at once.
func (w *world) sendNow(s *site) {
	before := len(w.mail)
	w.send(s, false)
	fresh := slices.Clone(w.mail[before:])
	w.mail = w.mail[:before]
	for _, l := range fresh {
		w.receive(l)
	}
}

// copyOf copies a backup, which may be restored again.
func (w *world) copyOf(file string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		w.t.Fatal(err)
	}
	to := filepath.Join(w.t.TempDir(), "restored.db")
	if err := os.WriteFile(to, data, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return to
}

// retireCopies has headquarters retire every copy of which another was heard
// later, in use or not.
func (w *world) retireCopies() {
	if w.rng.IntN(4) > 0 {
		return
	}
	hq := w.hq()
	for _, l := range hq.mem.links {
		if l.Mine == hq.mem.self.Incarnation && l.Incarnation != "" && heard(exchange.LastHeard(hq.mem.links, w.clock.Add(hq.mem.offset))).superseded(&l) {
			c := wire.Copy{Office: l.Office, Incarnation: l.Incarnation}
			hq.must(hq.RetireCopies(context.Background(), c))
			w.note("headquarters retires the copy %s", c)
		}
	}
}

// copyLaptop makes a second copy of an office, both in use.
func (w *world) copyLaptop(s *site) {
	if s.code == "hq" || len(w.sites) > 10 {
		return
	}
	twin := w.site(s.code, 0)
	twin.Key, twin.Identities = s.Key, s.Identities
	b := w.backUp(s)
	twin.mem.state = b.state
	if w.mirror {
		w.mirrorWith(twin, b.file)
	}
	w.note("%s is copied", s.name())
}

// ruleBook sets review rules of headquarters, for all offices or for one.
func (w *world) ruleBook() {
	spec := HoldSpec{Fields: []string{"approved"}, Above: []string{[]string{"10%", "500"}[w.rng.IntN(2)]}}
	if w.rng.IntN(4) == 0 {
		spec = HoldSpec{Reset: true}
	}
	if w.rng.IntN(2) == 0 {
		spec.Office = w.codes[w.rng.IntN(len(w.codes))]
	}
	rules, err := w.hq().Hold(context.Background(), "A. Desk", spec)
	w.note("rules of %q: %s %v", spec.Office, rules, err) // the same rules again, or an office that is forgotten
}

func (w *world) rescope() {
	if len(w.codes) == 0 {
		return
	}
	if w.seed%3 == 1 && w.rng.IntN(2) == 0 {
		w.ruleBook()
		return
	}
	code := w.codes[w.rng.IntN(len(w.codes))]
	reg, _ := w.hq().mem.Register()
	if _, ok := reg.Office(code); !ok {
		return
	}
	scope := w.area()
	w.hq().change("A. Desk", exchange.OfficeKey(code), "", portfolio.Setting{Field: portfolio.FieldScope, Value: scope})
	w.note("scope of %s is %s", code, scope)
}

func (w *world) review() {
	ctx := context.Background()
	held, err := w.hq().Held(ctx, portfolio.Held)
	w.hq().must(err)
	if len(held) == 0 {
		return
	}
	h := held[w.rng.IntN(len(held))]
	what := []portfolio.Ruling{portfolio.Taken, portfolio.Rejected}[w.rng.IntN(2)]
	if w.bad[h.Change.ID] {
		what = portfolio.Rejected // what the rules refuse cannot be accepted
	}
	w.hq().must(w.hq().Rule(ctx, "B. Desk", what, "because", h.Change.ID))
	w.note("headquarters rules %q on %s", what, h.Change.ID)
}

// reinvite invites anew who has not been answered: headquarters was put back
// to before it knew the invitation. A person sees that mail is refused. Where it
// cannot even be decrypted, also those of whom headquarters has forgotten that
// they have joined: their people ask why nothing comes. Those below a hub are
// invited anew, too, if only a former key of headquarters proves who they are,
// which counts at headquarters alone: the hub refuses their mail, and says so.
func (w *world) reinvite(forgotten bool) {
	for _, s := range w.sites[1:] {
		reg, _ := w.hq().mem.Register()
		o, known := reg.Office(s.code)
		if known && len(o.Keys) > 0 {
			continue // another copy of it has joined: this one's answers are taken too
		}
		if forgotten || s.mem.self.Secret != "" || !known && w.belowHub(s) && w.hq().mem.self.Roots.Former().Extends(s.mem.self.Roots) {
			w.inviteAnew(s, known)
		}
	}
}

// belowHub reports whether a copy exchanges through a hub, by its own register.
func (w *world) belowHub(s *site) bool {
	reg, _ := s.mem.Register()
	return s.mem.self.Parent(&reg) != s.mem.self.Headquarter
}

func (w *world) inviteAnew(s *site, known bool) {
	ctx := context.Background()
	var inv wire.Invitation
	var err error
	if known {
		inv, err = w.hq().Rekey(ctx, "A. Desk", s.code)
	} else {
		inv, err = w.hq().Invite(ctx, "A. Desk", Entry{Code: s.code, Scope: regions[0], Email: s.code + "@example.org", Days: MaxDays})
	}
	s.must(err)
	w.confirm(s)
	s.must(s.Accept(ctx, inv, ""))
	w.note("%s is invited again", s.name())
}

// formOf returns the form of a world's diffs: readable in most, which is fast.
func formOf(seed uint64) wire.Form {
	switch seed % 8 {
	case 0:
		return wire.FormSuited
	case 4:
		return wire.FormArmoured
	}
	return wire.FormReadable
}

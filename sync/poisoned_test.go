package sync

import (
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fieldfolio/sync/mail"
	"fieldfolio/sync/mail/mailtest"
	"fieldfolio/sync/mailbox"
	"fieldfolio/sync/mailbox/imaptest"
)

// postboxes are the mailboxes of the offices in schedules with them, on servers
// that do not give some mails out.
type postboxes struct {
	rng     *rand.Rand
	of      map[string]*postbox
	secret  string // file
	skipped int
}

type postbox struct {
	server   *imaptest.Server
	in       mailbox.IMAP
	poisoned map[int]string // by UID
}

// quickPoisons are those that need no waiting.
var quickPoisons = []string{"NO", "BAD", "nothing", "another UID", "no text", "a literal that is cut", "more than was asked for", "garbage",
	"an end", "BYE and an end"}

// withPostboxes gives the offices mailboxes.
func (w *world) withPostboxes() {
	w.boxes = &postboxes{rng: rand.New(rand.NewPCG(w.seed, 8)), of: map[string]*postbox{}, secret: filepath.Join(w.t.TempDir(), "password")}
	if err := os.WriteFile(w.boxes.secret, []byte("secret\n"), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (p *postboxes) close() {
	for _, b := range p.of {
		b.server.Close()
	}
}

func (w *world) postbox(code string) *postbox {
	if b := w.boxes.of[code]; b != nil {
		return b
	}
	server, err := imaptest.New()
	if err != nil {
		w.t.Fatal(err)
	}
	b := &postbox{server: server, poisoned: map[int]string{}, in: mailbox.IMAP{Mailbox: mailbox.Mailbox{Server: mailbox.Server{
		Host: "127.0.0.1", Port: server.Port, TLS: "none", Auth: "password", User: code, PasswordFile: w.boxes.secret}}}}
	server.Lie = func(out io.Writer, tag, command string, m *imaptest.Mail) bool {
		if m == nil || b.poisoned[m.UID] == "" || !strings.Contains(command, "BODY.PEEK[") {
			return false
		}
		return imaptest.Poisons[b.poisoned[m.UID]](server, out, tag, m)
	}
	w.boxes.of[code] = b
	return b
}

// post puts a letter into the mailbox of its office. Before it may stand
// garbage, or a mail that the server does not give out; while mails are lost, it
// may be one itself.
func (w *world) post(l letter) {
	b, rng := w.postbox(l.to), w.boxes.rng
	poison := func() {
		if len(b.poisoned) < 4 {
			b.poisoned[len(b.server.Mails)] = quickPoisons[rng.IntN(len(quickPoisons))]
			w.note("mail %d for %s is poisoned: %s", len(b.server.Mails), l.to, b.poisoned[len(b.server.Mails)])
		}
	}
	switch rng.IntN(8) {
	case 0:
		b.server.Add(mailtest.Mail(l.body))
		poison()
	case 1:
		junk := make([]byte, rng.IntN(3000))
		for i := range junk {
			junk[i] = byte(rng.IntN(256))
		}
		b.server.Add(string(junk))
	case 2:
		b.server.Add("Subject: fieldfolio training on Friday\n\nWe meet at nine.\n")
	}
	b.server.Add(mailtest.Mail(l.body))
	if !w.calm && rng.IntN(6) == 0 {
		poison()
	}
}

// fetch has a copy fetch its office's mailbox.
func (w *world) fetch(s *site) {
	b := w.postbox(s.code)
	rest, err := b.in.Fetch(context.Background(), s, func(batch []mailbox.Mail) (ours []bool, err error) {
		for _, one := range batch {
			for m := range mail.Messages(one.Raw) {
				for inner := range m.Readings() {
					if w.take(s, inner) {
						break
					}
				}
			}
			ours = append(ours, true)
		}
		return ours, nil
	})
	w.boxes.skipped += len(rest.Skipped)
	if err != nil || rest.Left > 0 {
		w.fail("%s fetches: %d left, %v", s.name(), rest.Left, err)
	}
	for _, skipped := range rest.Skipped {
		w.note("%s: skipped %s: %s", s.name(), skipped.Name, skipped.Why)
	}
}

// Marks returns the marks of a site's mailbox.
func (s *site) Marks(_ context.Context, box string) ([]string, error) { return s.marks[box], nil }

// Mark changes them.
func (s *site) Mark(_ context.Context, box string, add, drop []string) error {
	if s.marks == nil {
		s.marks = map[string][]string{}
	}
	kept := slices.DeleteFunc(slices.Clone(s.marks[box]), func(m string) bool { return slices.Contains(drop, m) })
	s.marks[box] = append(kept, add...)
	return nil
}

// TestPoisonedMailbox plays schedules in which each office has a mailbox on a
// server that does not give some mails out: nothing is lost all the same.
// FIELDFOLIO_SYNC/16 is how many.
func TestPoisonedMailbox(t *testing.T) {
	skipped := 0
	for i := range max(number("FIELDFOLIO_SYNC", orShort(60, 15))/16, 1) {
		w := newWorld(t, uint64(i), nil)
		w.withPostboxes()
		why := w.play(steps(int64(i)))
		w.boxes.close()
		if skipped += w.boxes.skipped; why != "" {
			t.Fatalf("schedule %d: %s\n%s", i, why, strings.Join(w.log[max(0, len(w.log)-200):], "\n"))
		}
	}
	if t.Logf("%d mails were not given out", skipped); skipped == 0 {
		t.Error("no mail was poisoned")
	}
}

package sync

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/mail"
	"fieldfolio/sync/wire"
)

// forgery is mail that no office's program wrote, in a world: automatic replies
// that quote a mail, and mail in the name of an office. Its random numbers are
// its own, so that schedules are the same without it.
type forgery struct {
	rng    *rand.Rand
	bodies []string // mails that others may have read
	came   int
}

// overhear keeps a mail.
func (f *forgery) overhear(body string) {
	if f.bodies = append(f.bodies, body); len(f.bodies) > 10 {
		f.bodies = f.bodies[1:]
	}
}

// forge delivers such a mail to a copy, which has to refuse it. It moves no
// link, and makes no mail due.
func (w *world) forge() {
	f := &w.forgery
	if len(f.bodies) == 0 {
		return
	}
	s := w.sites[f.rng.IntN(len(w.sites))]
	body := f.bodies[f.rng.IntN(len(f.bodies))]
	before := w.moved(s)
	for _, inner := range f.readings(s, body) {
		d, err := s.Read(inner)
		if err == nil {
			_, err = s.Receive(context.Background(), d)
		}
		switch {
		case err == nil:
			w.fail("%s takes a mail that nobody signed: %s", s.name(), inner)
		case errors.Is(err, errCrash):
			return
		}
	}
	to := w.sites[f.rng.IntN(len(w.sites))].code
	if _, err := s.Tell(context.Background(), to+"@example.org", "it was cut"); err != nil {
		w.fail("%s cannot tell %s: %v", s.name(), to, err)
	}
	f.came++
	w.note("%s gets a mail that nobody signed", s.name())
	if after := w.moved(s); !slices.Equal(before, after) {
		w.fail("a mail that nobody signed moves links of %s:\n%v\nnot\n%v", s.name(), after, before)
	}
}

// moved returns the state of a copy's links but what it is going to tell, and
// whether mail is due on them.
func (w *world) moved(s *site) []string {
	var out []string
	for _, l := range s.mem.links {
		due := due(&l, w.clock.Add(s.mem.offset), heard(exchange.LastHeard(s.mem.links, w.clock.Add(s.mem.offset))).superseded(&l))
		l.Rejected = ""
		out = append(out, fmt.Sprintf("%+v due %v, has mail %v", l, due, hasMail(&l)))
	}
	return out
}

// readings returns what a forged mail to a copy may say: the beginning of a
// mail, a mail with another number in it, or anything with a signature that does
// not fit.
func (f *forgery) readings(s *site, body string) []string {
	lines := strings.SplitAfter(body, "\n")
	switch f.rng.IntN(3) {
	case 0:
		quoted := "Subject: Re: fieldfolio\nAuto-Submitted: auto-replied\n\nI am away.\n> " +
			strings.Join(lines[:f.rng.IntN(len(lines)/2+1)], "> ")
		return readingsOf(quoted)
	case 1:
		i := f.rng.IntN(len(body))
		return f.altered(s, body, readingsOf("Subject: fieldfolio\n\n"+body[:i]+fmt.Sprint(f.rng.IntN(10))+body[i:]))
	}
	return f.signed(s, body)
}

// altered returns the readings that do not say what the mail said.
func (f *forgery) altered(s *site, body string, all []string) []string {
	was, err := s.Read(between(body))
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(all, func(inner string) bool {
		d, err := s.Read(inner)
		return err == nil && string(d.Content()) == string(was.Content())
	})
}

func readingsOf(raw string) (all []string) {
	for m := range mail.Messages([]byte(raw)) {
		all = slices.AppendSeq(all, m.Readings())
	}
	return all
}

// signed returns a mail of somebody who knows the format, and has no key of any
// office.
func (f *forgery) signed(s *site, body string) []string {
	d, err := s.Read(between(body))
	if err != nil {
		return nil // encrypted to others
	}
	d.To = wire.Copy{Office: s.code, Incarnation: s.mem.self.Incarnation}
	d.After, d.In, d.More = f.rng.Int64N(5), f.rng.Int64N(5), f.rng.Int64N(5)
	d.Told = "all of it again"
	if f.rng.IntN(3) == 0 {
		d.Changes = nil
	}
	if f.rng.IntN(3) == 0 {
		d.From.Incarnation = "f0f0f0f0"
	}
	key := keyOf(201)
	if f.rng.IntN(4) == 0 {
		d.Join = &wire.Join{Key: (&Peer{Key: key}).publicKey(), Secret: "guessed"}
	}
	forged := wire.Sign(d.Diff, key)
	return []string{forged.Text()}
}

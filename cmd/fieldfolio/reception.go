package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
	"fieldfolio/sync/mailbox"
	"fieldfolio/sync/rejected"
	"fieldfolio/sync/wire"
)

// reception receives mails, and records the results.
type reception struct {
	exchange.Reception
	session *session
	peer    *sync.Peer
	stdin   io.Reader
	report  func(string) // called with the progress; nil: not reported
}

func (a *app) reception(s *session, p *sync.Peer) *reception {
	return &reception{session: s, peer: p, stdin: a.stdin}
}

// reporting reports the progress, if anybody listens.
func (r *reception) reporting(text string) {
	if r.report != nil {
		r.report(text)
	}
}

// sayReceived prints the result of a reception.
func (a *app) sayReceived(r *exchange.Reception) error {
	for _, line := range r.Words(a.words()) {
		text := strings.TrimLeft(line, " ")
		if err := a.say("%s%s", line[:len(line)-len(text)], oneLine(text)); err != nil {
			return err
		}
	}
	return nil
}

// received prints the result of a reception that ended with err, and returns what a person is
// needed for.
func (a *app) received(r *exchange.Reception, err error) error {
	a.taken(r)
	if len(r.Mails) > 0 {
		a.done, a.told = "mail was received", true
	}
	if err := errors.Join(a.sayReceived(r), err); err != nil {
		return err
	}
	if rest := r.Rest(); rest != "" {
		if err := a.say("%s", rest); err != nil {
			return err
		}
	}
	return neededAfter(r)
}

// neededAfter returns the error that says what a person is needed for, nil if nothing.
func neededAfter(r *exchange.Reception) error {
	held, rejected, refused := r.Needs()
	var what, where []string
	add := func(n int, noun, how, see string) {
		if n > 0 {
			what, where = append(what, portfolio.CountOf(n, noun)+how), append(where, see)
		}
	}
	add(held, "change", " held", "fieldfolio sync held lists what is held")
	add(rejected, "change", " rejected by headquarters", "fieldfolio sync held --rejected says why")
	add(refused, "mail", " rejected", "fieldfolio sync rejected lists what was rejected, and why")
	add(len(r.Skipped), "mail", " skipped", "look at it in a mail program")
	if len(what) == 0 {
		return nil
	}
	return needed(strings.Join(where, "; "), "%s", strings.Join(what, ", "))
}

// takeFiles receives files. Those found in directories may have nothing to do with diffs, and are
// then skipped.
func (r *reception) takeFiles(ctx context.Context, files []source) error {
	var unread []error
	var some letters
	for i, f := range files {
		r.reporting(fmt.Sprintf("%s of %s", portfolio.Count(i+1).Shown(), portfolio.CountOf(len(files), "file")))
		raw, err := slurp(f.name, stoppableReader{ctx, r.stdin})
		if ctx.Err() != nil {
			return r.cancelled(ctx.Err())
		}
		if err != nil {
			unread = append(unread, err)
			continue
		}
		if r.add(&some, f, raw); some.full() {
			if _, err := r.open(ctx, some.all); err != nil {
				return r.cancelled(err)
			}
			some = letters{}
		}
	}
	if _, err := r.open(ctx, some.all); err != nil {
		return r.cancelled(err)
	}
	return errors.Join(notRead(unread, len(files)), r.bound(ctx))
}

// notRead returns one error for all files that could not be read, nil if there are none. The others
// were received.
func notRead(unread []error, of int) error {
	if len(unread) == 0 || of == 1 {
		return errors.Join(unread...)
	}
	texts := make([]string, len(unread))
	for i, err := range unread {
		texts[i] = err.Error()
	}
	return &hinted{strings.Join(texts, "; "), hintOf(unread[0]) + "; all other files were read"}
}

// bound keeps the directory of rejected mails within its bounds.
func (r *reception) bound(ctx context.Context) error {
	why, err := clockFault(ctx, r.session.store)
	if err != nil || why != "" { // by a wrong clock all would be old
		return err
	}
	if r.Removed, err = rejectedBeside(r.session).Bound(time.Now(), rejected.Usual); err != nil {
		return &hinted{"old mails in the directory rejected cannot be removed: " + durable.Reason(err).Error(),
			"make it writable"}
	}
	return nil
}

// cancelled returns the error for a reception that a person has stopped. Each mail is received as a
// whole or not at all, so nothing is lost.
func (r *reception) cancelled(err error) error {
	if errors.Is(err, context.Canceled) {
		return &hinted{"stopped after " + portfolio.CountOf(len(r.Mails), "mail"),
			"the rest is where it was: take it in again whenever you like"}
	}
	return err
}

// letter is a mail to be received, with its name.
type letter struct {
	where string
	*mail.Message
}

// letters are mails that are received together.
type letters struct {
	all  []letter
	size int
}

// full reports whether there are enough of them, as little is gained by more.
func (l *letters) full() bool { return len(l.all) >= 100 || l.size > 4<<20 }

// add adds the mails in a file.
func (r *reception) add(to *letters, f source, raw []byte) {
	to.size += len(raw)
	for m := range mail.Messages(raw) {
		if f.among && !m.Ours() {
			r.Others++
			continue
		}
		where := filepath.Base(f.name)
		if m.Where != "" {
			where += ", " + m.Where
			if name := m.Name(); name != "" {
				where += " (" + name + ")"
			}
		} else {
			m.Raw = raw // as received
		}
		to.all = append(to.all, letter{where, m})
	}
}

// fetch receives the mailbox of a configuration. It skips other mail, and what this copy itself has
// sent.
func (r *reception) fetch(ctx context.Context, c *configuration) error {
	r.Mailbox = c.WayIn()
	rest, err := c.In().Fetch(ctx, r.session.store, func(batch []mailbox.Mail) ([]bool, error) {
		return r.fetched(ctx, batch)
	})
	for _, s := range rest.Skipped {
		r.Skipped = append(r.Skipped, exchange.SkippedMail{Where: s.Name, Why: s.Why, Last: s.Last})
	}
	r.Left, r.Limit = rest.Left, rest.Why
	return errors.Join(err, r.bound(ctx))
}

// fetched receives mails of a mailbox, and reports which have to do with diffs, up to the first that
// has to be fetched again.
func (r *reception) fetched(ctx context.Context, batch []mailbox.Mail) (ours []bool, err error) {
	var some []letter
	var of []int // the mails that they are in
	ours = make([]bool, len(batch))
	for i, one := range batch {
		for m := range mail.Messages(one.Raw) {
			if m.Ours() {
				ours[i], some, of = true, append(some, letter{cmp.Or(m.Name(), one.Name), m}), append(of, i)
			}
		}
	}
	r.reporting(portfolio.CountOf(len(r.Mails)+len(some), "mail"))
	done, err := r.open(ctx, some)
	if err != nil {
		ours = ours[:of[done]]
	}
	return ours, err
}

// open receives the diffs of mails; what is rejected is kept under rejected. A mail that this copy
// fails to receive does not hold up the others. It returns how many come before the first such.
func (r *reception) open(ctx context.Context, some []letter) (done int, err error) {
	mails := make([]sync.Opening, len(some))
	for i, l := range some {
		mails[i] = sync.Opening{Readings: l.Readings(), Diffs: l.Most, Auto: l.Auto}
	}
	done = len(some)
	for i, got := range r.peer.OpenAll(ctx, mails...) {
		if failed := r.note(ctx, &some[i], &got); failed != nil && err == nil {
			done, err = i, failed
		}
	}
	return done, err
}

// note records what came of a mail.
func (r *reception) note(ctx context.Context, l *letter, of *sync.Opened) error {
	m, refused := l.Message, of.Refused
	if of.Err != nil && len(of.Taken) == 0 {
		return of.Err
	}
	r.Mails = append(r.Mails, exchange.ReceivedMail{Where: l.where, Diffs: of.Taken})
	got := &r.Mails[len(r.Mails)-1]
	switch {
	case of.Err != nil:
		return of.Err
	case m.Diffs > 0 && len(of.Taken) >= m.Diffs:
		return nil
	case !m.Report && refused != nil && refused.Own:
		got.Own = true
		return nil
	case m.Auto:
		got.Auto = true
		return nil
	}
	why := whyNot(m, refused)
	if len(m.Failed) > 0 && why.Do.Action == fault.ReadReport {
		var err error
		if why.Why, err = r.reported(ctx, m.Failed); err != nil {
			return err
		}
	}
	return r.reject(ctx, got, m, why)
}

// reported says to whom a mail was not delivered, by a report that anybody may have written.
func (r *reception) reported(ctx context.Context, all []mail.Undelivered) (string, error) {
	const most = 3
	var said []string
	for _, to := range all[:min(len(all), most)] {
		address, office, err := r.peer.OfficeAt(ctx, to.Addresses...)
		if err != nil {
			return "", err
		}
		whom := address + ", the address of " + office
		if office == "" {
			whom = to.Addresses[0] + ", the address of no office here"
		}
		what := "was not delivered"
		if to.Late {
			what = "is late"
		}
		said = append(said, fmt.Sprintf("a mail to %s, %s", whom, what))
	}
	if more := len(all) - most; more > 0 {
		said = append(said, portfolio.CountOf(more, "other"))
	}
	return "a mail server reports that " + portfolio.Enumerate(said), nil
}

// whyNot returns why a message, or a part of it, was rejected.
func whyNot(m *mail.Message, refused *sync.Refused) *sync.Refused {
	faults := m.Why()
	switch {
	case m.Report && (refused == nil || refused.Own):
		return &sync.Refused{Why: "a mail server reports that a mail from here was not delivered, or is late",
			Do: fault.Remedy{Action: fault.ReadReport}}
	case refused != nil && (!refused.Altered || len(faults) == 0):
		return refused
	case len(faults) > 0:
		why := &sync.Refused{Why: faults[0].What, Do: faults[0].Do}
		if refused != nil {
			why.Office = refused.Office
		}
		return why
	case m.Diffs == 0 && isInvitation(m):
		return &sync.Refused{Why: "it is an invitation", Do: fault.Remedy{Text: "at the office that it is for, run fieldfolio sync join with it"}}
	case m.Diffs == 0:
		return &sync.Refused{Why: "there is no diff in it", Do: fault.Remedy{
			Text: "it may have been cut or sent by mistake; if it is from an office, ask it to send again"}}
	}
	return &sync.Refused{Why: "the diff cannot be read: it was altered or cut on its way",
		Do: fault.Remedy{Action: fault.SendArmoured}}
}

func isInvitation(m *mail.Message) bool {
	_, err := wire.ReadInvitation(mail.Invitations(m.Raw), "")
	return err == nil
}

// reject keeps a rejected mail with the reason.
func (r *reception) reject(
	ctx context.Context, got *exchange.ReceivedMail, m *mail.Message, why *sync.Refused,
) error {
	again, err := rejectedBeside(r.session).Keep(time.Now(), m.Raw, got.Where+": "+why.Error(), hintOf(why))
	if err != nil {
		return &hinted{"a rejected mail cannot be kept: " + durable.Reason(err).Error(),
			"make room, or the directory rejected beside the database writable; the mail itself is where it was"}
	}
	if got.Refused = why; again {
		got.Again = true
		return nil
	}
	got.Told, err = r.tell(ctx, m, why)
	return err
}

// tell arranges that the sender is told with the next mail why its mail was rejected, if it is an
// office heard from before, and returns that office's code. Nothing is sent because of it: anybody may have
// written such a mail. Mails that have nothing to do with diffs get no answer.
func (r *reception) tell(ctx context.Context, m *mail.Message, why *sync.Refused) (told string, err error) {
	if m.Diffs == 0 && len(m.Faults) == 0 {
		return "", nil
	}
	sender := cmp.Or(why.Office, m.From)
	say := why.Why
	switch {
	case why.Do.Action == fault.LowerMailLimit:
		say += "; send it as an attachment" // headquarters sets the limit
	case !strings.HasPrefix(why.Do.Text, sync.AskAgain):
		say += "; " + strings.TrimPrefix(hintOf(why), fault.AskOffice)
	}
	return r.peer.Tell(ctx, sender, say)
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
)

// reception takes in mails and counts what a person is needed for.
type reception struct {
	*app
	peer     *sync.Peer
	rejected string // directory
	mails    int    // that had to do with diffs
	refused  int
	held     int

	fromMailbox bool // in which other mail may be
}

func (a *app) reception(s *session, p *sync.Peer) *reception {
	return &reception{app: a, peer: p, rejected: filepath.Join(filepath.Dir(s.store.Path()), "rejected")}
}

// needed returns the error that says what a person is needed for, nil if for
// nothing.
func (r *reception) needed() error {
	held, rejected := portfolio.CountOf(r.held, "change")+" held", portfolio.CountOf(r.refused, "mail")+" not taken"
	switch {
	case r.held > 0 && r.refused > 0:
		return needed("fieldfolio sync held lists what is held; the directory rejected has the mails, with the reasons", "%s, %s", held, rejected)
	case r.held > 0:
		return needed("fieldfolio sync held lists what is held", "%s", held)
	case r.refused > 0:
		return needed("the directory rejected beside the database has what was in them, with the reasons", "%s", rejected)
	}
	return nil
}

// take takes in one mail or text; what cannot be taken is kept under rejected.
// After nil the mail is done with.
func (r *reception) take(ctx context.Context, name string, raw []byte) error {
	for m := range mail.Messages(raw) {
		where := filepath.Base(name)
		if m.Where != "" {
			where += ", " + m.Where
		}
		if err := r.open(ctx, where, m); err != nil {
			return err
		}
	}
	return nil
}

// fetched takes in one mail of a mailbox, in which other mail may be: that and
// what this copy itself has sent is passed over.
func (r *reception) fetched(ctx context.Context) func(string, []byte) (bool, error) {
	r.fromMailbox = true
	return func(name string, raw []byte) (ours bool, err error) {
		for m := range mail.Messages(raw) {
			if !m.Ours() {
				continue
			}
			ours = true
			if err := r.open(ctx, name, m); err != nil {
				return false, err
			}
		}
		return ours, nil
	}
}

// open takes in the diffs of one message.
func (r *reception) open(ctx context.Context, where string, m *mail.Message) error {
	r.mails++
	taken, refused, err := r.peer.Open(ctx, m.Readings(), m.Diffs)
	for i := range taken {
		if said := r.tell(taken[i]); said != nil {
			return said
		}
	}
	if err != nil {
		return err //nolint:wrapcheck // says what is wrong
	}
	if m.Diffs > 0 && len(taken) >= m.Diffs {
		return nil
	}
	if r.fromMailbox && !m.Report && refused != nil && refused.Own {
		return nil
	}
	return r.reject(ctx, where, m, whyNot(m, refused))
}

// whyNot returns why a message was not taken, or not all of it.
func whyNot(m *mail.Message, refused *sync.Refused) *sync.Refused {
	switch {
	case m.Report && (refused == nil || refused.Own):
		return &sync.Refused{Why: "a mail server reports that a mail from here was not delivered, or is late", Do: "read the report; fieldfolio office list has the addresses"}
	case refused != nil && (!refused.Altered || len(m.Faults) == 0):
		return refused
	case len(m.Faults) > 0:
		why := &sync.Refused{Why: m.Faults[0].What, Do: m.Faults[0].Do}
		if refused != nil {
			why.Office = refused.Office
		}
		return why
	case m.Diffs == 0:
		return &sync.Refused{Why: "there is no diff in it", Do: "it may have been cut or sent by mistake; if it is from an office, ask it to send again"}
	}
	return &sync.Refused{Why: "the diff cannot be read: it was altered or cut on its way", Do: "ask the office to send again, as an attachment if that helps"}
}

func (r *reception) tell(got sync.Result) error {
	r.held += got.Held
	line := fmt.Sprintf("from %s: %s", got.From.Office, portfolio.CountOf(got.Fresh, "new change"))
	if got.Known > 0 {
		line += fmt.Sprintf(", %d known already", got.Known)
	}
	if got.Held > 0 {
		line += fmt.Sprintf(", %d held for review", got.Held)
	}
	if got.More > 0 {
		line += fmt.Sprintf("; %d more follow once this is answered", got.More)
	}
	if got.Joined {
		line += "; it has joined"
	}
	if got.Anew {
		line += "; this database was put back, so everything goes out once more and comes back"
	}
	if got.Told != "" {
		line += "; it says: " + got.Told
	}
	return r.say("%s", line)
}

// reject keeps a mail with the reason why it was not taken.
func (r *reception) reject(ctx context.Context, where string, m *mail.Message, why *sync.Refused) error {
	r.refused++
	if err := os.MkdirAll(r.rejected, 0o700); err != nil {
		return &hinted{"the directory rejected cannot be made: " + plainly(err), "make room, or make the directory of the database writable"}
	}
	base := filepath.Join(r.rejected, time.Now().UTC().Format("20060102T150405.000000000"))
	reason := fmt.Sprintf("%s: %s\n%s\n", where, why.Error(), why.Do)
	for file, content := range map[string][]byte{base + ".eml": m.Raw, base + ".txt": []byte(reason)} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			return &hinted{"a mail that was not taken cannot be kept: " + plainly(err), "make room; the mail itself is where it was"}
		}
	}
	if err := r.say("not taken, %s: %s; %s", oneLine(where), oneLine(why.Error()), why.Do); err != nil {
		return err
	}
	return r.answer(ctx, m, why)
}

// answer has the sender told why its mail was not taken, if it is an office
// that was heard before. Mails that have nothing to do with diffs get no answer.
func (r *reception) answer(ctx context.Context, m *mail.Message, why *sync.Refused) error {
	if m.Diffs == 0 && len(m.Faults) == 0 {
		return nil
	}
	sender := why.Office
	if sender == "" {
		sender = m.From
	}
	told, err := r.peer.Tell(ctx, sender, why.Why+"; "+why.Do)
	if err != nil || !told {
		return err //nolint:wrapcheck // says what is wrong
	}
	return r.say("%s is told in the next mail to it", oneLine(sender))
}

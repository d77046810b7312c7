package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	others   int    // files of directories that had not
	refused  int
	held     int
	judged   int // changes of this office that headquarters rejects

	fromMailbox bool // in which other mail may be

	report func(string) // says how far taking in is; nil: nobody asks
}

// reporting says how far taking in is, where somebody asks.
func (r *reception) reporting(text string) {
	if r.report != nil {
		r.report(text)
	}
}

func (a *app) reception(s *session, p *sync.Peer) *reception {
	return &reception{app: a, peer: p, rejected: rejectedBeside(s)}
}

// needed returns the error that says what a person is needed for, nil if for
// nothing.
func (r *reception) needed() error {
	var what, where []string
	for _, n := range []struct {
		count       int
		what, where string
	}{
		{r.held, portfolio.CountOf(r.held, "change") + " held", "fieldfolio sync held lists what is held"},
		{r.judged, portfolio.CountOf(r.judged, "change") + " rejected by headquarters", "fieldfolio sync held --rejected says why"},
		{r.refused, portfolio.CountOf(r.refused, "mail") + " not taken", "the directory rejected beside the database has what was in them, with the reasons"},
	} {
		if n.count > 0 {
			what, where = append(what, n.what), append(where, n.where)
		}
	}
	if len(what) == 0 {
		return nil
	}
	return needed(strings.Join(where, "; "), "%s", strings.Join(what, ", "))
}

// takeFiles takes in files. Those of directories may have nothing to do with
// diffs: these are left as they are.
func (r *reception) takeFiles(ctx context.Context, files []source) error {
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			return r.cancelled(err)
		}
		r.reporting(fmt.Sprintf("%s of %s", portfolio.Count(i+1).Shown(), portfolio.CountOf(len(files), "file")))
		raw, err := r.slurp(f.name)
		if err != nil {
			return err
		}
		if err := r.take(ctx, f, raw); err != nil {
			return err
		}
	}
	if r.others > 0 {
		return r.say("%s without a diff, left as they are", portfolio.CountOf(r.others, "other mail or file"))
	}
	if r.mails == 0 {
		return r.say("there is no file in it")
	}
	return nil
}

// cancelled says that a person has stopped it: each mail is taken whole or not
// at all, so nothing is lost.
func (r *reception) cancelled(err error) error {
	if errors.Is(err, context.Canceled) {
		return &hinted{"stopped after " + portfolio.CountOf(r.mails, "mail"), "the rest is where it was: take it in again whenever you like"}
	}
	return err
}

// take takes in one file; what cannot be taken is kept under rejected. After nil
// it is done with.
func (r *reception) take(ctx context.Context, f source, raw []byte) error {
	for m := range mail.Messages(raw) {
		if f.among && !m.Ours() {
			r.others++
			continue
		}
		where := filepath.Base(f.name)
		if m.Where != "" {
			where += ", " + m.Where
		} else {
			m.Raw = raw // as it came
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
			r.reporting(portfolio.CountOf(r.mails+1, "mail"))
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
	taken, refused, err := r.peer.Open(ctx, m.Readings(), m.Most)
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
	if !m.Report && refused != nil && refused.Own {
		if r.fromMailbox {
			return nil
		}
		return r.say("left, %s: it is from this office itself", oneLine(where))
	}
	return r.reject(ctx, where, m, whyNot(m, refused))
}

// whyNot returns why a message was not taken, or not all of it.
func whyNot(m *mail.Message, refused *sync.Refused) *sync.Refused {
	switch {
	case m.Report && (refused == nil || refused.Own):
		return &sync.Refused{Why: "a mail server reports that a mail from here was not delivered, or is late",
			Do: portfolio.Remedy{Text: "read the report; fieldfolio office list has the addresses"}}
	case refused != nil && (!refused.Altered || len(m.Faults) == 0):
		return refused
	case len(m.Faults) > 0:
		why := &sync.Refused{Why: m.Faults[0].What, Do: m.Faults[0].Do}
		if refused != nil {
			why.Office = refused.Office
		}
		return why
	case m.Diffs == 0:
		return &sync.Refused{Why: "there is no diff in it",
			Do: portfolio.Remedy{Text: "it may have been cut or sent by mistake; if it is from an office, ask it to " +
				"send again"}}
	}
	return &sync.Refused{Why: "the diff cannot be read: it was altered or cut on its way",
		Do: portfolio.Remedy{Text: sync.AskAgain + ", as an attachment if that helps"}}
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
	lines := []string{line}
	for i := range got.Judged {
		h := &got.Judged[i]
		if h.Ruling == portfolio.Rejected {
			r.judged++
		}
		lines = append(lines, "  "+h.Sentence())
	}
	return r.say("%s", strings.Join(lines, "\n"))
}

// reject keeps a mail with the reason why it was not taken.
func (r *reception) reject(ctx context.Context, where string, m *mail.Message, why *sync.Refused) error {
	r.refused++
	if err := os.MkdirAll(r.rejected, 0o700); err != nil {
		return &hinted{"the directory rejected cannot be made: " + plainly(err), "make room, or make the directory of the database writable"}
	}
	sum := sha256.Sum256(m.Raw)
	mark := hex.EncodeToString(sum[:6])
	if have, err := filepath.Glob(filepath.Join(r.rejected, "*-"+mark+".eml")); err == nil && len(have) > 0 {
		return r.say("not taken again, %s: %s; %s", oneLine(where), oneLine(why.Error()), hintOf(why))
	}
	base := filepath.Join(r.rejected, time.Now().UTC().Format("20060102T150405.000000000")+"-"+mark)
	reason := fmt.Sprintf("%s: %s\n%s\n", where, why.Error(), hintOf(why))
	if err := errors.Join(mail.Keep(base+".txt", []byte(reason)), mail.Keep(base+".eml", m.Raw)); err != nil {
		return &hinted{"a mail that was not taken cannot be kept: " + plainly(err), "make room; the mail itself is where it was"}
	}
	if err := r.say("not taken, %s: %s; %s", oneLine(where), oneLine(why.Error()), hintOf(why)); err != nil {
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
	say := why.Why
	if !strings.HasPrefix(why.Do.Text, sync.AskAgain) {
		say += "; " + hintOf(why)
	}
	told, err := r.peer.Tell(ctx, sender, say)
	if err != nil || !told {
		return err //nolint:wrapcheck // says what is wrong
	}
	return r.say("%s is told in the next mail to it", oneLine(sender))
}

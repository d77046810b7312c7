package mailbox

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// question is what is asked of each of some mails.
type question struct {
	imap.FetchOptions
	bytes int // of the answer for one mail
	most  int // mails asked for at once
}

// answers are those for mails, by their UIDs.
type answers map[imap.UID]*imapclient.FetchMessageBuffer

// mostSkipped is the maximum number of mails that are skipped in one visit
// before it is the server that is at fault.
const mostSkipped = 20

// errNothing is why a mail is skipped if the server does not say why.
var errNothing = errors.New("the server does not give it out")

// gather asks a question of mails, many at once. A mail that the server does
// not give out, or at which the connection is lost, is found by asking for less
// at once; it is skipped, and the others are still asked for.
func (v *visit) gather(ctx context.Context, uids []imap.UID, q *question) (answers, error) {
	got := answers{}
	at := q.most
	for len(uids) > 0 {
		if err := v.stops(ctx); err != nil {
			return got, err
		}
		some := uids[:sayable(uids, at)]
		failed := v.ask(imap.UIDSetNum(some...), len(some), q, got)
		var left []imap.UID
		for _, uid := range some {
			if got[uid] == nil {
				left = append(left, uid)
			}
		}
		uids = uids[len(some):]
		switch at = min(2*at, q.most); {
		case failed != nil && len(some) == 1 && len(left) == 0: // refused, and given out all the same
		case failed == nil:
			again, err := v.missing(ctx, left, q, got)
			if err != nil {
				return got, err
			}
			if len(again) > 0 {
				uids, at = append(again, uids...), 1
			}
		case len(some) == 1:
			if err := v.refused(ctx, some[0], failed); err != nil {
				return got, err
			}
		default:
			uids, at = append(left, uids...), 1
			if err := v.mend(ctx, failed); err != nil {
				return got, v.suspect(ctx, left, err)
			}
		}
	}
	return got, nil
}

// ask asks a question with one command, and adds the answers that are whole and
// as asked for.
func (v *visit) ask(set imap.NumSet, number int, q *question, got answers) error {
	var last imap.UID
	err := v.command(int64(number)*int64(q.bytes+beside), v.quiet, func() error {
		answer := v.Fetch(set, &q.FetchOptions)
		for m := answer.Next(); m != nil; m = answer.Next() {
			a, whole := v.collect(m, q)
			if a.UID == 0 {
				continue
			}
			v.existing[a.UID] = true
			if whole && len(a.BodySection) >= len(q.BodySection) {
				got[a.UID], last = a, a.UID
			}
		}
		return answer.Close()
	})
	if _, answered := errorAs[*imap.Error](err); err != nil && !answered {
		delete(got, last) // its text may have been longer or shorter than the server said
	}
	return err
}

// beside is how many bytes an answer for one mail may have beside its text.
const beside = 1000

// collect reads an answer for one mail. It is not whole if a text is cut, which
// go-imap does not notice, or is not one that was asked for; a text that is
// larger than what was asked for ends the session.
func (v *visit) collect(m *imapclient.FetchMessageData, q *question) (a *imapclient.FetchMessageBuffer, whole bool) {
	a, whole = &imapclient.FetchMessageBuffer{SeqNum: m.SeqNum}, true
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			a.UID = item.UID
		case imapclient.FetchItemDataRFC822Size:
			a.RFC822Size = item.Size
		case imapclient.FetchItemDataBodySection:
			raw, ok := v.text(&item, q)
			whole = whole && ok
			a.BodySection = append(a.BodySection, imapclient.FetchBodySectionBuffer{Section: item.Section, Bytes: raw})
		}
	}
	return a, whole
}

// text reads a text in an answer.
func (v *visit) text(item *imapclient.FetchItemDataBodySection, q *question) (raw []byte, whole bool) {
	want := slices.IndexFunc(q.BodySection, func(s *imap.FetchItemBodySection) bool {
		return s.Specifier == item.Section.Specifier
	})
	switch {
	case want < 0:
		return nil, false
	case item.Literal == nil: // NIL
		return nil, true
	case item.Literal.Size() > q.BodySection[want].Partial.Size:
		v.meter.cut()
		return nil, false
	}
	raw = make([]byte, item.Literal.Size())
	_, err := io.ReadFull(item.Literal, raw)
	_, _ = item.Literal.Read(make([]byte, 1)) // its end, which go-imap waits for
	return raw, err == nil
}

// sectionOf returns a section of an answer; nil if it is missing. Servers do
// not all repeat the other parts of the question.
func sectionOf(m *imapclient.FetchMessageBuffer, specifier imap.PartSpecifier) *imapclient.FetchBodySectionBuffer {
	for i := range m.BodySection {
		if m.BodySection[i].Section.Specifier == specifier {
			return &m.BodySection[i]
		}
	}
	return nil
}

// suspect sets the first of some mails aside for the next visits, after a
// command for them has failed and no other connection was to be had. Otherwise
// a mail at which a server stops for a while would be asked for first each time.
func (v *visit) suspect(ctx context.Context, left []imap.UID, failed error) error {
	if len(left) == 0 || v.stops(ctx) != nil {
		return failed
	}
	v.skip(left[0])
	if err := v.remember(ctx, v.existing); err != nil {
		return err
	}
	return failed
}

// why returns why a mail is not given out.
func (v *visit) why(failed error) string {
	said, answered := errorAs[*imap.Error](failed)
	limit, broken := v.meter.ended()
	switch {
	case isSkip(failed):
		return failed.Error()
	case answered:
		return oneLine("the server says: " + said.Text)
	case limit != nil:
		return limit.Error()
	case broken:
		return "the connection is lost at it"
	}
	return "the server sends what cannot be read"
}

// mend makes the session usable after a failed command.
func (v *visit) mend(ctx context.Context, failed error) error {
	if _, answered := errorAs[*imap.Error](failed); answered || isSkip(failed) {
		return nil
	}
	return v.reconnect(ctx, &unheard{failed})
}

// exist returns which mails the server has, with their sequence numbers. Those
// that were deleted meanwhile are not there.
func (v *visit) exist(uids []imap.UID) (map[imap.UID]uint32, error) {
	got := answers{}
	err := v.ask(imap.UIDSetNum(uids...), len(uids), &question{FetchOptions: imap.FetchOptions{UID: true}}, got)
	there := map[imap.UID]uint32{}
	for uid, m := range got {
		there[uid] = m.SeqNum
	}
	return there, err
}

// isSkip reports whether a reason for skipping a mail leaves the session usable.
func isSkip(err error) bool { return errors.Is(err, errNothing) || errors.Is(err, errLong) }

// missing deals with mails that were not in an answer. They were deleted, or
// the server is asked once more, by sequence number: go-imap passes over an
// answer in which the UID stands behind the text. It returns those that have to
// be asked for anew, since another connection was needed.
func (v *visit) missing(ctx context.Context, uids []imap.UID, q *question, got answers) (left []imap.UID, err error) {
	if len(uids) == 0 {
		return nil, nil
	}
	there, failed := v.exist(uids)
	switch {
	case failed != nil && len(uids) == 1:
		return nil, v.skipped(ctx, uids[0], failed)
	case failed != nil:
		return uids, v.mend(ctx, failed)
	}
	for i, uid := range uids {
		seq, is := there[uid]
		if !is {
			v.done(uid)
			continue
		}
		failed := v.ask(imap.SeqSetNum(seq), 1, q, got)
		if got[uid] != nil {
			continue
		}
		if err := v.skipped(ctx, uid, cmp.Or(failed, errNothing)); err != nil {
			return nil, err
		}
		if failed != nil {
			return uids[i+1:], nil
		}
	}
	return nil, nil
}

// refused deals with a mail for which the command failed.
func (v *visit) refused(ctx context.Context, uid imap.UID, failed error) error {
	if _, answered := errorAs[*imap.Error](failed); answered {
		if there, err := v.exist([]imap.UID{uid}); err == nil && len(there) == 0 {
			v.done(uid) // deleted
			return nil
		}
	}
	return v.skipped(ctx, uid, failed)
}

// skipped records that a mail is not given out, and makes the session usable
// again.
func (v *visit) skipped(ctx context.Context, uid imap.UID, failed error) error {
	last := v.skip(uid)
	v.rest.Skipped = append(v.rest.Skipped, Skipped{Name: v.nameOf(uid), Why: v.why(failed), Last: last})
	if err := v.remember(ctx, v.existing); err != nil {
		return err
	}
	if err := v.mend(ctx, failed); err != nil {
		return err
	}
	if len(v.rest.Skipped) >= mostSkipped {
		return trouble(nil, "ask who runs the server; nothing is lost, the next round goes on from there",
			"the mail server %s does not give out %d mails", v.m.Server.name(), len(v.rest.Skipped))
	}
	return nil
}

// reconnect opens another session after a failed command. It gives up after
// some lost connections.
func (v *visit) reconnect(ctx context.Context, err error) error {
	if stop := v.stops(ctx); stop != nil {
		return stop
	}
	if v.lost++; v.lost > mostLost {
		return err
	}
	before := v.state
	v.read += v.meter.bytes()
	v.close()
	again, failed := v.m.open(ctx, v.begun.Add(v.m.limits.time))
	if failed != nil {
		return failed
	}
	v.session = again
	if v.state.UIDValidity != before.UIDValidity {
		return trouble(nil, "nothing is lost: the next round begins anew", "the mailbox %s was made anew meanwhile", oneLine(v.m.name()))
	}
	return nil
}

// mostLost is the maximum number of connections lost in a visit.
const mostLost = 12

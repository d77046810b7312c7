package mailbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

const (
	someDays   = 90               // how old mail may be on the first visit
	atOnce     = 2000             // mails whose beginnings are fetched with one command
	fewAtFirst = 32               // and as long as the line is slow
	someTime   = 20 * time.Second // in which mails are dealt with on a line that is not
	longest    = 7000             // characters of a list of UIDs: RFC 7162 lets servers refuse lines of 8192
)

// mostMails is the maximum number of mails that a visit looks at.
const mostMails = 1 << 20

// visit is one visit of a mailbox.
type visit struct {
	*session
	marks
	m     *IMAP
	take  func([]Mail) ([]bool, error)
	rest  Rest
	begun time.Time
	read  int64 // bytes of the connections that have ended
	taken int   // mails handed over

	lost     int                 // connections
	silent   bool                // the server cannot search the text of mails
	noStore  bool                // nor mark them as read
	named    map[imap.UID]string // by their headers
	existing map[imap.UID]bool   // the server has shown that it has them
}

// Fetch calls take for each mail that may be ours and has a larger UID than the
// stored one; on the first visit, and if the stored one cannot be right, for
// those of the last days. Ours get the flag \Seen. Mails that the server does
// not give out are left out, and asked for again in some later visits.
func (m IMAP) Fetch(ctx context.Context, store Marks, take func([]Mail) ([]bool, error)) (Rest, error) {
	if m.limits == (limits{}) {
		m.limits = usual
	}
	v := &visit{m: &m, take: take, begun: time.Now(), named: map[imap.UID]string{}, existing: map[imap.UID]bool{}}
	v.marks = marks{store: store, box: "imap:" + m.User + "@" + m.Server.name() + "/" + m.name()}
	err := v.all(ctx)
	if v.session != nil {
		v.close()
	}
	switch {
	case err == nil:
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.Is(err, errOver):
		err = nil
	default:
		err = v.broken(err)
	}
	return v.rest, err
}

// broken converts an error of a session to one for people; others stay as they
// are.
func (v *visit) broken(err error) error {
	if s, is := errorAs[*unheard](err); is {
		return v.m.lost(v.session, s.error)
	}
	return err
}

// unheard marks the errors of commands.
type unheard struct{ error }

// errOver ends a visit that has reached a limit.
var errOver = errors.New("the visit is over")

// all visits the mailbox.
func (v *visit) all(ctx context.Context) (err error) {
	if v.session, err = v.m.open(ctx, v.begun.Add(v.m.limits.time)); err != nil {
		return err
	}
	if err := v.recall(ctx, v.state); err != nil {
		return err
	}
	again := v.again()
	uids, err := v.news(cmp.Or(v.m.Days, someDays))
	if err != nil {
		return err
	}
	for n := fewAtFirst; len(uids) > 0; {
		some, begun := uids[:sayable(uids, n)], time.Now()
		if err := v.some(ctx, some); err != nil {
			v.rest.Left += len(uids) - len(some)
			return err
		}
		uids = uids[len(some):]
		if n = min(2*n, atOnce); time.Since(begun) > someTime {
			n = fewAtFirst
		}
	}
	for _, uid := range again { // the last, so that they hold up nothing
		if err := v.some(ctx, []imap.UID{uid}); err != nil {
			return err
		}
	}
	return nil
}

// sayable returns how many of the first n UIDs can be listed in one command.
func sayable(uids []imap.UID, n int) int {
	for n = min(n, len(uids)); n > 1 && len(imap.UIDSetNum(uids[:n]...).String()) > longest; {
		n -= n / 4
	}
	return n
}

// stops returns why the visit cannot go on.
func (v *visit) stops(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return v.over()
}

// over returns errOver if a limit of the visit is reached, and records which.
func (v *visit) over() error {
	why := ""
	switch {
	case time.Since(v.begun) >= v.m.limits.time:
		why = fmt.Sprintf("%d minutes are over", int(v.m.limits.time.Minutes()))
	case v.read+v.meter.bytes() >= v.m.limits.bytes:
		why = fmt.Sprintf("%d MB were fetched", v.m.limits.bytes>>20)
	case v.taken >= v.m.limits.mails:
		why = fmt.Sprintf("%d mails were fetched", v.taken)
	default:
		return nil
	}
	v.rest.Why = why
	return errOver
}

// news returns the UIDs of mails that were not dealt with, in order.
func (v *visit) news(days int) ([]imap.UID, error) {
	want := &imap.SearchCriteria{}
	if v.last > 0 {
		want.UID = []imap.UIDSet{{imap.UIDRange{Start: v.last + 1}}}
	} else {
		want.Since = time.Now().AddDate(0, 0, -days)
	}
	found, err := v.search(want, v.quiet)
	if err != nil {
		return nil, err
	}
	// A server answers the range n:* with the last mail even if that is before n.
	return slices.DeleteFunc(found, func(uid imap.UID) bool { return uid <= v.last || v.tries[uid] > 0 }), nil
}

// search returns the UIDs that the server finds, in order. Numbers that cannot
// be right are left out: SearchData.AllUIDs would go on for ever with some of
// them, and panic with others.
func (v *visit) search(want *imap.SearchCriteria, silence time.Duration) ([]imap.UID, error) {
	var found *imap.SearchData
	err := v.command(mostListed, silence, func() (err error) {
		found, err = v.UIDSearch(want, nil).Wait()
		return err
	})
	if err != nil {
		return nil, &unheard{err}
	}
	set, _ := found.All.(imap.UIDSet)
	most := min(int(v.state.NumMessages), mostMails) + atOnce // more may have come
	var uids []imap.UID
	for _, r := range set {
		for n := uint64(r.Start); n > 0 && n <= uint64(r.Stop); n++ {
			switch {
			case len(uids) == mostMails:
				return uids, nil
			case len(uids) >= most:
				return nil, trouble(nil, "ask who runs the server; nothing is lost", "the mail server %s finds more mails than the mailbox has",
					v.m.Server.name())
			}
			uids = append(uids, imap.UID(n))
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids), nil
}

// some deals with mails: it looks at their beginnings, and fetches those that
// may be ours.
func (v *visit) some(ctx context.Context, uids []imap.UID) (err error) {
	v.opened(uids)
	defer func() {
		v.rest.Left += len(v.todo)
		if failed := v.remember(ctx, v.existing); err == nil {
			err = failed
		}
	}()
	looks, err := v.look(ctx, uids)
	if err != nil {
		return err
	}
	ours, err := v.candidates(ctx, uids, looks)
	if err != nil {
		return err
	}
	for _, uid := range uids {
		if looks[uid] != nil && !ours[uid] {
			v.done(uid)
		}
	}
	return v.fetch(ctx, uids, ours)
}

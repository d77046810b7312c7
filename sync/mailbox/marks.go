package mailbox

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// mostTries is the number of visits in which a mail is asked for that the
// server does not give out.
const mostTries = 10

// marks record which mails of a mailbox were dealt with.
type marks struct {
	store    Marks
	box      string
	validity uint32
	last     imap.UID         // up to which all was dealt with; 0 on the first visit
	tries    map[imap.UID]int // of mails that were not given out
	known    []string         // as they are stored

	uids []imap.UID        // that are being dealt with, in order
	todo map[imap.UID]bool // of these
}

// recall reads the stored marks. If the mailbox will give its next mail a UID
// that is not larger than the stored one, the mailbox was put back, or its
// server once stated a wrong one; then everything begins anew.
func (m *marks) recall(ctx context.Context, box *imap.SelectData) error {
	var err error
	if m.known, err = m.store.Marks(ctx, m.box); err != nil {
		return err
	}
	m.validity, m.tries = box.UIDValidity, map[imap.UID]int{}
	for _, mark := range m.known {
		text, ours := strings.CutPrefix(mark, fmt.Sprint(m.validity, " "))
		if !ours {
			continue
		}
		number, tries, is := strings.Cut(text, " ")
		uid, _ := strconv.ParseUint(number, 10, 32) // of nothing else than digits
		if n, err := strconv.Atoi(tries); is && err == nil {
			m.tries[imap.UID(uid)] = n
		} else if !is {
			m.last = max(m.last, imap.UID(uid))
		}
	}
	if box.UIDNext > 0 && m.last >= box.UIDNext {
		m.last, m.tries = 0, map[imap.UID]int{}
	}
	return nil
}

// again returns the mails to be asked for again, in order.
func (m *marks) again() []imap.UID {
	var uids []imap.UID
	for uid, n := range m.tries {
		if n < mostTries {
			uids = append(uids, uid)
		}
	}
	slices.Sort(uids)
	return uids
}

// opened records that mails are being dealt with.
func (m *marks) opened(uids []imap.UID) {
	m.uids, m.todo = uids, map[imap.UID]bool{}
	for _, uid := range uids {
		m.todo[uid] = true
	}
}

// done records that a mail was dealt with.
func (m *marks) done(uid imap.UID) {
	delete(m.todo, uid)
	delete(m.tries, uid)
}

// skip records that the server did not give a mail out. last is true if it
// is not asked for again.
func (m *marks) skip(uid imap.UID) (last bool) {
	delete(m.todo, uid)
	m.tries[uid]++
	return m.tries[uid] >= mostTries
}

// remember stores the marks if they have changed. The largest UID is that of a
// mail that the server has shown to exist, so that a number which it made up
// does not hide the mails to come.
func (m *marks) remember(ctx context.Context, existing map[imap.UID]bool) error {
	for _, uid := range m.uids {
		if m.todo[uid] {
			break
		}
		if existing[uid] {
			m.last = max(m.last, uid)
		}
	}
	var now []string
	if m.last > 0 {
		now = append(now, fmt.Sprint(m.validity, " ", m.last))
	}
	for uid, n := range m.tries {
		if n >= mostTries && uid <= m.last {
			continue // no search finds it
		}
		now = append(now, fmt.Sprint(m.validity, " ", uid, " ", n))
	}
	add := slices.DeleteFunc(slices.Clone(now), func(mark string) bool { return slices.Contains(m.known, mark) })
	drop := slices.DeleteFunc(slices.Clone(m.known), func(mark string) bool { return slices.Contains(now, mark) })
	if len(add) == 0 && len(drop) == 0 {
		return nil
	}
	if err := m.store.Mark(context.WithoutCancel(ctx), m.box, add, drop); err != nil {
		return err
	}
	m.known = now
	return nil
}

package mailbox

import (
	"cmp"
	"context"
	"fieldfolio/sync/mail"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// IMAP is a mailbox on a server (RFC 9051 and 3501). Its mark is the mailbox's
// UIDVALIDITY and the largest UID that was fetched.
type IMAP struct{ Mailbox }

const (
	chunk    = 64 << 10  // bytes asked for at once: on a slow line each takes a minute
	doubtful = 256 << 10 // larger mails are fetched whole only if they begin like ours
	someDays = 90
)

func (m *Mailbox) name() string { return cmp.Or(m.Mailbox, "INBOX") }

// Fetch calls take for each mail with a larger UID than the stored one; on the
// first visit, and if UIDVALIDITY has changed, for those of the last days. Ours
// get the flag \Seen.
func (m IMAP) Fetch(ctx context.Context, marks Marks, take func(string, []byte) (bool, error)) error {
	c, stop, err := m.connect(ctx)
	if err != nil {
		return err
	}
	defer stop()
	box, err := c.Select(m.name(), nil).Wait()
	if err != nil {
		return trouble(err, "check mailbox in [imap]", "the mailbox %s cannot be opened", oneLine(m.name()))
	}
	v := &visit{c: c, marks: marks, take: take, box: "imap:" + m.User + "@" + m.Server.name() + "/" + m.name(),
		validity: box.UIDValidity}
	if err := v.recall(ctx); err != nil {
		return err
	}
	uids, err := v.news(cmp.Or(m.Days, someDays))
	if err != nil {
		return m.broken(err)
	}
	for _, uid := range uids {
		if err := v.fetch(ctx, uid); err != nil {
			return m.broken(err)
		}
	}
	if v.last == 0 { // nothing of the last days: the clock may be wrong
		return nil
	}
	if box.UIDNext > 1 {
		return v.remember(ctx, box.UIDNext-1)
	}
	return nil
}

// broken converts an error of the connection to one for people; errors of take
// stay as they are.
func (m *IMAP) broken(err error) error {
	if t, is := errorAs[*taking](err); is {
		return t.error
	}
	return trouble(err, "nothing is lost: the next round goes on from there",
		"the connection to the mail server %s broke off", m.Server.name())
}

// taking marks the errors of take.
type taking struct{ error }

// connect opens a connection as the user. It ends with stop, or with ctx.
func (m *IMAP) connect(ctx context.Context) (c *imapclient.Client, stop func(), err error) {
	conn, config, err := m.dial(ctx)
	if err != nil {
		return nil, nil, err
	}
	unwatch := context.AfterFunc(ctx, func() { _ = conn.Close() })
	options := &imapclient.Options{TLSConfig: config}
	if m.TLS == startTLS {
		c, err = imapclient.NewStartTLS(conn, options)
	} else {
		c = imapclient.New(conn, options)
		err = c.WaitGreeting()
	}
	if err != nil {
		unwatch()
		_ = conn.Close()
		return nil, nil, m.unreachable(err)
	}
	stop = func() {
		_ = c.Logout().Wait() // every mark is stored already
		unwatch()
		_ = c.Close()
	}
	if err := m.login(ctx, c); err != nil {
		stop()
		return nil, nil, err
	}
	return c, stop, nil
}

func (m *IMAP) login(ctx context.Context, c *imapclient.Client) error {
	takes := func(mechanism string) bool { return c.Caps().Has(imap.AuthCap(mechanism)) }
	if m.Auth == byPassword && !takes(sasl.Plain) {
		secret, err := m.secret(ctx)
		if err != nil {
			return err
		}
		if err := c.Login(m.User, secret).Wait(); err != nil {
			return m.refused(err)
		}
		return nil
	}
	proof, err := m.mechanism(ctx, takes)
	if err != nil {
		return err
	}
	if err := c.Authenticate(proof); err != nil {
		return m.refused(err)
	}
	return nil
}

// visit is one visit of a mailbox.
type visit struct {
	c        *imapclient.Client
	marks    Marks
	take     func(string, []byte) (bool, error)
	box      string
	validity uint32
	last     imap.UID // the largest stored UID; 0 on the first visit
	known    []string
}

// recall reads the stored mark.
func (v *visit) recall(ctx context.Context) error {
	var err error
	if v.known, err = v.marks.Marks(ctx, v.box); err != nil {
		return err
	}
	for _, mark := range v.known {
		if text, ours := strings.CutPrefix(mark, fmt.Sprint(v.validity, " ")); ours {
			uid, _ := strconv.ParseUint(text, 10, 32) // of nothing else than digits
			v.last = max(v.last, imap.UID(uid))
		}
	}
	return nil
}

// remember stores a new mark.
func (v *visit) remember(ctx context.Context, uid imap.UID) error {
	if uid <= v.last {
		return nil
	}
	mark := fmt.Sprint(v.validity, " ", uid)
	if err := v.marks.Mark(ctx, v.box, []string{mark}, v.known); err != nil {
		return err
	}
	v.last, v.known = uid, []string{mark}
	return nil
}

// news returns the UIDs that have not been fetched, in order.
func (v *visit) news(days int) ([]imap.UID, error) {
	want := &imap.SearchCriteria{UID: []imap.UIDSet{{imap.UIDRange{Start: v.last + 1}}}}
	if v.last == 0 {
		want = &imap.SearchCriteria{Since: time.Now().AddDate(0, 0, -days)}
	}
	found, err := v.c.UIDSearch(want, nil).Wait()
	if err != nil {
		return nil, err
	}
	// A server answers the range n:* with the last mail even if that is before n.
	uids := slices.DeleteFunc(found.AllUIDs(), func(uid imap.UID) bool { return uid <= v.last })
	slices.Sort(uids)
	return uids, nil
}

// fetch passes one mail to take, marks it as read if it is ours, and stores its
// mark.
func (v *visit) fetch(ctx context.Context, uid imap.UID) error {
	raw, err := v.read(uid)
	if err != nil {
		return err
	}
	if raw != nil {
		ours, err := v.take(fmt.Sprintf("mail %d of the mailbox", uid), raw)
		if err != nil {
			return &taking{err}
		}
		if ours {
			flags := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagSeen}}
			if err := v.c.Store(imap.UIDSetNum(uid), flags, nil).Close(); err != nil {
				return err
			}
		}
	}
	if err := v.remember(ctx, uid); err != nil {
		return &taking{err}
	}
	return nil
}

// read returns a mail without marking it as read; nil if it was deleted, or is
// large and not ours.
func (v *visit) read(uid imap.UID) ([]byte, error) {
	raw := []byte{}
	for len(raw) < MaxSize {
		part, size, err := v.part(uid, int64(len(raw)))
		if err != nil || part == nil && len(raw) == 0 {
			return nil, err
		}
		if len(raw) == 0 && size > doubtful && !beginsLikeOurs(part) {
			return nil, nil
		}
		raw = append(raw, part...)
		if len(part) < chunk {
			break
		}
	}
	return raw, nil
}

func (v *visit) part(uid imap.UID, at int64) (part []byte, size int64, err error) {
	section := &imap.FetchItemBodySection{Peek: true, Partial: &imap.SectionPartial{Offset: at, Size: chunk}}
	got, err := v.c.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, RFC822Size: true,
		BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil {
		return nil, 0, err
	}
	for _, m := range got {
		if m.UID == uid && len(m.BodySection) > 0 {
			return m.BodySection[0].Bytes, m.RFC822Size, nil
		}
	}
	return nil, 0, nil
}

// beginsLikeOurs reports whether a mail may be ours, by its beginning.
func beginsLikeOurs(beginning []byte) bool {
	for m := range mail.Messages(beginning) {
		if m.Ours() {
			return true
		}
	}
	return false
}

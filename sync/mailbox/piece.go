package mailbox

import (
	"context"
	"errors"

	"github.com/emersion/go-imap/v2"

	"fieldfolio/sync/mail"
)

const (
	chunk    = 64 << 10  // fetched at once of one mail: on a slow line it takes a minute
	doubtful = 256 << 10 // larger mails are fetched whole only if they begin like ours
)

// part is a mail of which more may be there.
type part struct {
	raw  []byte
	size int64 // as the server says
	full bool  // the last piece was as large as asked for
}

// more reports whether there may be more of the mail.
func (p *part) more() bool { return p.full || len(p.raw) > 0 && int64(len(p.raw)) < p.size }

// piece is the question for a piece of a mail.
func piece(at int64, most int) *question {
	return &question{bytes: chunk, most: most, FetchOptions: imap.FetchOptions{UID: true, RFC822Size: true,
		BodySection: []*imap.FetchItemBodySection{{Peek: true, Partial: &imap.SectionPartial{Offset: at, Size: chunk}}}}}
}

// beginnings fetches the first pieces of mails. Those that are not given out
// are missing.
func (v *visit) beginnings(ctx context.Context, uids []imap.UID) (map[imap.UID]*part, error) {
	got, err := v.gather(ctx, uids, piece(0, manyMails))
	parts := map[imap.UID]*part{}
	for uid, m := range got {
		raw := sectionOf(m, imap.PartSpecifierNone).Bytes
		parts[uid] = &part{raw: raw, size: m.RFC822Size, full: len(raw) == chunk}
	}
	return parts, err
}

// whole fetches the rest of a mail, up to the size that a reader reads. Its text
// is nil if it is large and does not begin like ours, or is not given out.
func (v *visit) whole(ctx context.Context, uid imap.UID, p *part) error {
	if p.size > doubtful {
		if _, mentions := mail.Glance(p.raw); !mentions {
			v.done(uid)
			p.raw = nil
			return nil
		}
	}
	for p.more() && len(p.raw) < largest {
		got, err := v.gather(ctx, []imap.UID{uid}, piece(int64(len(p.raw)), 1))
		if errors.Is(err, errOver) {
			err = errors.Join(v.skipped(ctx, uid, errLong), err)
		}
		if err != nil {
			return err
		}
		m := got[uid]
		if m == nil {
			p.raw = nil
			return nil
		}
		raw := sectionOf(m, imap.PartSpecifierNone).Bytes
		if len(raw) == 0 {
			break
		}
		p.raw, p.full = append(p.raw, raw...), len(raw) == chunk
	}
	return nil
}

// errLong is why a mail is not there in whole.
var errLong = errors.New("it is too long for the time or the size of one round")

// largest is the number of bytes that are fetched of one mail: a reader reads 8
// MB of its decoded text.
const largest = 16 << 20

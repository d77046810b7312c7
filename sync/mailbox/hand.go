package mailbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// fetch fetches the candidates among mails and hands them over.
func (v *visit) fetch(ctx context.Context, uids []imap.UID, ours map[imap.UID]bool) error {
	wanted := slices.DeleteFunc(slices.Clone(uids), func(uid imap.UID) bool { return !ours[uid] })
	for group := range slices.Chunk(wanted, manyMails) {
		if err := v.over(); err != nil {
			return err
		}
		if err := v.group(ctx, group); err != nil {
			return err
		}
	}
	return nil
}

// group fetches a few mails and hands them over, large ones one by one.
func (v *visit) group(ctx context.Context, uids []imap.UID) error {
	parts, err := v.beginnings(ctx, uids)
	if err != nil {
		return err
	}
	var batch []imap.UID
	raws := map[imap.UID][]byte{}
	flush := func() error {
		defer func() { batch, raws = nil, map[imap.UID][]byte{} }()
		return v.hand(ctx, batch, raws)
	}
	for _, uid := range uids {
		p := parts[uid]
		if p == nil {
			continue // not given out
		}
		if p.more() {
			if err := flush(); err != nil {
				return err
			}
			if err := v.whole(ctx, uid, p); err != nil {
				return err
			}
			if p.raw == nil {
				continue
			}
		}
		batch, raws[uid] = append(batch, uid), p.raw
	}
	return flush()
}

// hand hands mails over, stores their marks, and marks ours as read.
func (v *visit) hand(ctx context.Context, uids []imap.UID, raws map[imap.UID][]byte) error {
	if len(uids) == 0 {
		return nil
	}
	batch := make([]Mail, len(uids))
	for i, uid := range uids {
		batch[i] = Mail{Name: v.nameOf(uid), Raw: raws[uid]}
	}
	ours, failed := v.take(batch)
	var read []imap.UID
	for i, is := range ours {
		v.done(uids[i])
		v.taken++
		if is {
			read = append(read, uids[i])
		}
	}
	if err := v.remember(ctx, v.existing); err != nil {
		return errors.Join(failed, err)
	}
	v.see(read)
	return failed
}

// see marks mails as read. Its failure is ignored: the marks are enough.
func (v *visit) see(uids []imap.UID) {
	if len(uids) == 0 || v.noStore {
		return
	}
	flags := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagSeen}}
	err := v.command(0, v.quiet, func() error { return v.Store(imap.UIDSetNum(uids...), flags, nil).Close() })
	v.noStore = err != nil
}

// nameOf names a mail for people.
func (v *visit) nameOf(uid imap.UID) string {
	return cmp.Or(v.named[uid], fmt.Sprintf("mail %d of the mailbox", uid))
}

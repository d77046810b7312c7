package main

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
)

func newSyncConfirm(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "confirm FINGERPRINT",
		Short: "accept a new signing key of headquarters",
		Long: `Accepts the signing key of headquarters with this fingerprint, after headquarters
has lost its key. Telephone headquarters, on a number that you know, and have the
fingerprint read out; do not take it from a mail. Write it with or without
hyphens, in capitals or small letters. Another fingerprint replaces it as long as no
mail under that key has come; the present one withdraws it.

Mail under the new key that came before is kept and read now. This copy then sends
everything that it has again. What was signed with the former key stays valid.`,
		Example: "  fieldfolio sync confirm 4k2p-9xqz-m0f1-aa77",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError("write fieldfolio sync confirm FINGERPRINT", "the fingerprint is missing")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			print, ok := exchange.ParseFingerprint(strings.Join(args, ""))
			if !ok {
				return notAFingerprint()
			}
			return a.asOffice(cmd.Context(), func(s *session, _ string) error { return a.confirm(cmd.Context(), s, print) })
		},
	}
}

// confirm accepts headquarters' keys, and receives the mails under them that were rejected.
func (a *app) confirm(ctx context.Context, s *session, print string) error {
	p, err := s.peer()
	if err != nil {
		return err
	}
	known, err := p.Confirm(ctx, print)
	if err != nil {
		return err
	}
	a.done = print + " is the only fingerprint of headquarters that is confirmed"
	if known {
		return a.say("%s is the fingerprint of headquarters already; no other one is confirmed", print)
	}
	r := a.reception(s, p)
	if err := r.takeRejected(ctx); err != nil {
		return err
	}
	if err := a.sayReceived(&r.Reception); err != nil {
		return err
	}
	st, err := p.Status(ctx)
	if err != nil {
		return err
	}
	if came := st.Self.Claimed; st.Self.Confirmed != "" && came != "" && came != print {
		return needed("compare both by telephone, and run fieldfolio sync confirm with the one that is read out; "+
			"fieldfolio sync confirm "+st.Self.Roots.Fingerprint()+" keeps the present key alone",
			"%s does not match the mail of headquarters that came under %s, which is not accepted", print, came)
	}
	if st.Self.Confirmed != "" {
		return a.say("confirmed: %s; the key is accepted with headquarters' next mail under it\n"+
			"fieldfolio sync send asks for one", print)
	}
	return a.say("headquarters' key with the fingerprint %s is accepted; fieldfolio sync send sends everything again", print)
}

// mostRetried is the maximum number of rejected mails that are read again.
const mostRetried = 500

// takeRejected receives the rejected mails once more, the oldest first; those that cannot be received
// stay.
func (r *reception) takeRejected(ctx context.Context) error {
	folder := rejectedBeside(r.session)
	list, err := folder.List(mostRetried)
	if err != nil {
		return &hinted{"the rejected mails cannot be read: " + durable.Reason(err).Error(), "make them readable for yourself"}
	}
	for _, kept := range slices.Backward(list) {
		raw, err := os.ReadFile(kept.File)
		if err != nil {
			continue // it was only half kept, or is gone
		}
		for m := range mail.Messages(raw) {
			got := r.peer.Open(ctx, sync.Opening{Readings: m.Readings(), Diffs: m.Most})
			if got.Err != nil {
				return got.Err
			}
			if len(got.Taken) > 0 {
				r.Mails = append(r.Mails, exchange.ReceivedMail{Where: kept.Name, Diffs: got.Taken})
			}
		}
		if n := len(r.Mails); n > 0 && r.Mails[n-1].Where == kept.Name {
			if err := folder.Dismiss(kept.Name); err != nil {
				return &hinted{"it cannot be moved: " + durable.Reason(err).Error(), "make the directory rejected writable"}
			}
		}
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
)

func newSyncEncrypt(a *app) *cobra.Command {
	off, anew := false, false
	cmd := &cobra.Command{
		Use:   "encrypt",
		Short: "have mail to this office encrypted",
		Long: `Makes an age identity for this copy in the file DATABASE.age, which only you can
read, and puts its public key, the recipient, into this office's entry in the
register. Whoever exchanges with this office and has read that encrypts what it
sends, and age -d -i DATABASE.age can read it; who writes to whom stays visible.
At an office it takes effect once headquarters has had the next mail. The file is
in no backup of the database: keep a copy apart. If it is lost, mail cannot be
read until --new; nothing else is lost, all comes again. After office rekey, run
it on the new copy.`,
		Example: `  fieldfolio sync encrypt
  fieldfolio sync encrypt --new
  fieldfolio sync encrypt --off`,
		Args: exactly(0, "", "fieldfolio sync encrypt takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if off && anew {
				return usageError("leave one of them out", "--off and --new exclude one another")
			}
			return a.asOffice(cmd.Context(), func(s *session, person string) error {
				if off {
					return a.encryptNoMore(cmd.Context(), s, person)
				}
				return a.encrypt(cmd.Context(), s, person, anew)
			})
		},
	}
	cmd.Flags().BoolVar(&off, "off", false, "have it sent plainly again; the identity stays")
	cmd.Flags().BoolVar(&anew, "new", false, "with a new identity; older ones stay, to read late mail")
	return cmd
}

// encrypt turns on the encryption of mail to this copy. It creates an identity if there is none or
// a new one is wanted.
func (a *app) encrypt(ctx context.Context, s *session, person string, anew bool) error {
	p, err := s.peer()
	if err != nil {
		return err
	}
	now, err := p.Recipient(ctx)
	if err != nil {
		return err
	}
	file := identityFile(s.store.Path())
	if now != "" && !p.Opens(now) && !anew {
		return &hinted{fmt.Sprintf("mail to this office is encrypted to %s, whose identity is not in %s", now, file),
			"put the file back, or fieldfolio sync encrypt --new"}
	}
	recipient, verb, undo := inUse(p.Identities), "kept the identity in", func() error { return nil }
	if recipient == "" || anew {
		verb, undo = "added an identity to", func() error { return dropIdentity(s.store.Path()) }
		if recipient, err = newIdentity(s.store.Path()); err != nil {
			return err
		}
	}
	err = p.Encrypt(ctx, person, recipient)
	if errors.Is(err, portfolio.ErrNothing) {
		return a.say("%s %s; the register has its recipient already: %s", verb, file, recipient)
	}
	if err != nil {
		return errors.Join(err, undo())
	}
	return a.say("%s %s: keep a copy apart\nmail to this office is encrypted to %s once the others have heard of it: fieldfolio sync send", verb, file, recipient)
}

// encryptNoMore turns off the encryption of mail to this copy.
func (a *app) encryptNoMore(ctx context.Context, s *session, person string) error {
	p, err := s.peer()
	if err != nil {
		return err
	}
	err = p.Encrypt(ctx, person, "")
	if errors.Is(err, portfolio.ErrNothing) {
		return a.say("mail to this office is not encrypted")
	}
	if err != nil {
		return err
	}
	kept := ""
	if len(p.Identities) > 0 {
		kept = "; " + identityFile(s.store.Path()) + " stays, to read late mail"
	}
	return a.say("mail to this office goes plainly again once the others have heard of it: fieldfolio sync send%s", kept)
}

package sync

import (
	"bytes"
	"context"
	_ "embed"
	"errors"

	"filippo.io/age"

	"fieldfolio/portfolio"
)

//go:embed testdata/identities.txt
var identitiesText []byte

// identities are made once for all, so that schedules are the same each time.
var identities = must(age.ParseIdentities(bytes.NewReader(identitiesText)))

func recipientOf(i age.Identity) string { return i.(*age.X25519Identity).Recipient().String() }

// seal has an office encrypt its mail, or no more, or lose its identities, now
// and then, once in so many times, in schedules with encryption.
func (w *world) seal(times int) {
	if w.keys == nil || w.keys.IntN(times) > 0 {
		return
	}
	s := w.sites[w.keys.IntN(len(w.sites))]
	switch w.keys.IntN(6) {
	case 0:
		err := s.Encrypt(context.Background(), "A. Desk", "")
		w.note("%s encrypts no more: %v", s.name(), err)
	case 1:
		w.share(s.code, nil)
		w.note("%s loses its identities", s.name())
	default:
		w.sealAnew(s)
	}
}

// sealAnew gives an office one more identity. Its copies have the same file.
func (w *world) sealAnew(s *site) bool {
	i := identities[w.keys.IntN(len(identities))]
	err := s.Encrypt(context.Background(), "A. Desk", recipientOf(i))
	if err == nil || errors.Is(err, portfolio.ErrNothing) {
		w.share(s.code, append(s.Identities[:len(s.Identities):len(s.Identities)], i))
	}
	w.note("%s has a new identity: %v", s.name(), err)
	return err == nil
}

func (w *world) share(code string, all []age.Identity) {
	for _, s := range w.sites {
		if s.code == code {
			s.Identities = all
		}
	}
}

// unlock has people do what they are told to where mail cannot be decrypted: a
// new identity, or where the register never came, headquarters has mail go
// plainly. It reports whether anything was done.
func (w *world) unlock() (done bool) {
	for _, s := range w.sites {
		if !s.locked || w.keys == nil {
			continue
		}
		s.locked, done = false, true
		if s.code == "hq" {
			if w.unread++; w.unread > 2 {
				w.reinvite(true)
			}
		}
		if !w.sealAnew(s) && s.code != "hq" {
			err := w.hq().Amend(context.Background(), "A. Desk", s.code, portfolio.Setting{Field: portfolio.FieldRecipient, Unset: true})
			w.note("headquarters has mail to %s go plainly: %v", s.code, err)
		}
	}
	return done
}

package mailbox

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"

	"fieldfolio/sync/mail"
)

const (
	headBytes = 2000 // of the fields of a header that are looked at
	textBytes = 2048 // of the text behind it
)

// look is what the beginning of a mail shows.
type look struct {
	name     string // for people
	mentions bool   // it may be ours
	all      bool   // there is nothing behind the beginning
	text     bool   // what is behind it is text only, which servers search
}

// peek asks for the beginnings of mails: some fields of the header, whatever
// its length, and of the text behind it. Structures and envelopes are not asked
// for, since go-imap ends the session at one that it cannot parse.
var peek = question{bytes: headBytes + textBytes, most: atOnce, FetchOptions: imap.FetchOptions{UID: true,
	BodySection: []*imap.FetchItemBodySection{
		{Specifier: imap.PartSpecifierHeader, Peek: true, Partial: &imap.SectionPartial{Size: headBytes},
			HeaderFields: []string{"From", "Date", "Subject", "Content-Type", "Content-Transfer-Encoding", "Return-Path"}},
		{Specifier: imap.PartSpecifierText, Peek: true, Partial: &imap.SectionPartial{Size: textBytes}},
	}}}

// look looks at the beginnings of mails.
func (v *visit) look(ctx context.Context, uids []imap.UID) (map[imap.UID]*look, error) {
	got, err := v.gather(ctx, uids, &peek)
	looks := map[imap.UID]*look{}
	for uid, m := range got {
		looks[uid] = lookAt(sectionOf(m, imap.PartSpecifierHeader).Bytes, sectionOf(m, imap.PartSpecifierText).Bytes)
	}
	if errors.Is(err, errOver) && len(looks) > 0 {
		err = nil // these are dealt with still
	}
	return looks, err
}

// lookAt judges the beginning of a mail.
func lookAt(head, text []byte) *look {
	l := &look{all: len(text) < textBytes && len(head) < headBytes}
	kind := strings.ToLower(string(head))
	l.text = !strings.Contains(kind, "\ncontent-type:") && !strings.HasPrefix(kind, "content-type:")
	for _, of := range []string{"multipart/alternative", "multipart/related", "text/plain", "text/html"} {
		l.text = l.text || strings.Contains(kind, of)
	}
	beginning := append(bytes.TrimRight(head, "\r\n"), "\r\n\r\n"...)
	l.name, l.mentions = mail.Glance(append(beginning, text...))
	if len(text) == 0 || l.name == "" { // what is in front of its text is damaged, or lost
		l.mentions = true
	}
	return l
}

// candidates returns which mails may be ours.
func (v *visit) candidates(ctx context.Context, uids []imap.UID, looks map[imap.UID]*look) (map[imap.UID]bool, error) {
	ours := map[imap.UID]bool{}
	var unsure []imap.UID
	for _, uid := range uids {
		l := looks[uid]
		if l == nil {
			continue
		}
		v.named[uid] = l.name
		switch {
		case l.mentions:
			ours[uid] = true
		case l.text && !l.all:
			unsure = append(unsure, uid)
		case !l.all:
			ours[uid] = true // anything may be attached
		}
	}
	if len(unsure) == 0 {
		return ours, nil
	}
	hits, err := v.mentioning(ctx, unsure)
	for _, uid := range hits {
		ours[uid] = true
	}
	return ours, err
}

// mentioning returns which of the mails contain our name, by the server's
// search, and all of them if the server cannot search.
func (v *visit) mentioning(ctx context.Context, uids []imap.UID) ([]imap.UID, error) {
	if v.silent {
		return uids, nil
	}
	want := &imap.SearchCriteria{Body: []string{mail.Word},
		UID: []imap.UIDSet{{imap.UIDRange{Start: uids[0], Stop: uids[len(uids)-1]}}}}
	hits, err := v.search(want, searching)
	if err == nil {
		return slices.DeleteFunc(hits, func(uid imap.UID) bool { return !slices.Contains(uids, uid) }), nil
	}
	v.silent = true
	if _, answered := errorAs[*imap.Error](err); answered {
		return uids, nil
	}
	return uids, v.reconnect(ctx, err)
}

package mail

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestOurs has mails that name us: what has no diff, and is not what became of
// one, is somebody else's.
func TestOurs(t *testing.T) {
	packed := "Content-Type: application/gzip\nContent-Transfer-Encoding: base64\n\nH4sIAAAAAAAAAw==\n"
	for mail, want := range map[string]bool{
		"Subject: lunch\n\nAt noon?\n":                                                                     false,
		"Subject: fieldfolio training on Friday\n\nWe meet at nine.\n":                                     false,
		"Subject: fieldfolio roea\n\nThe text was taken out by our gateway.\n":                             false,
		"Subject: Re: fieldfolio roea\n\nThank you.\n":                                                     false,
		"Subject: Re: fieldfolio roea\n" + packed:                                                          false,
		"Subject: fieldfolio manual\n\nA diff is between the lines begin fieldfolio and end fieldfolio.\n": false,
		"Subject: photos\n" + packed:                                                                       false,
		"Subject: photos\n\n" + someDiff:                                                                   true,
		"Subject: photos\n\n" + someDiff[:120]:                                                             true,
		"Subject: photos\n\n" + strings.ReplaceAll(someDiff, "fieldfolio 1", "fieldfolio 7"):               true,
		"Subject: fieldfolio roea\n" + packed:                                                              true,
		"Subject: [EXT] Fwd: fieldfolio roea\n" + packed:                                                   true,
		"Subject: =?utf-8?q?***SPAM***_fieldfolio_roea?=\n" + packed:                                       true,
		"Subject: failure\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nNo.\n--b\nContent-Type: text/rfc822-headers\n\nSubject: fieldfolio roea\n\n--b--\n": true,
		"Subject: failure\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nNo.\n--b\nContent-Type: text/rfc822-headers\n\nSubject: lunch\n\n--b--\n":           false,
	} {
		for m := range Messages([]byte(mail)) {
			if m.Ours() != want {
				t.Errorf("%q: ours is %t, %+v", mail, !want, m.Faults)
			}
		}
	}
}

func TestName(t *testing.T) {
	for header, want := range map[string]string{
		"From: roea@example.org\nDate: Mon, 11 Apr 2011 11:15:00 +0200\nSubject: fieldfolio roea\n": `mail from roea@example.org of 11 Apr 2011 09:15 UTC, "fieldfolio roea"`,
		"From: =?utf-8?q?B=C3=BCro?= <a@b>\nDate: yesterday\nSubject: =?utf-8?q?gr=C3=BCn?=\n":      `mail from Büro <a@b>, "grün"`,
		"Subject: a\x1b[2Jb\n\tc\n": `mail without a sender, "ab c"`,
		"From: a@b\n":               "mail from a@b, without a subject",
		"To: a@b\n":                 "",
	} {
		for m := range Messages([]byte(header + "\ntext\n")) {
			if got := m.Name(); got != want && !strings.Contains(want, "ab c") || strings.ContainsAny(got, "\x1b\n") {
				t.Errorf("%q is named %q, wanted %q", header, got, want)
			}
		}
	}
	long := "From: " + strings.Repeat("x", 500) + "@b\nSubject: " + strings.Repeat("ü ", 500) + "\n\ntext\n"
	for m := range Messages([]byte(long)) {
		if n := utf8.RuneCountInString(m.Name()); n > 150 {
			t.Errorf("a name of %d characters", n)
		}
	}
}

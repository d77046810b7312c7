package mail

import (
	"reflect"
	"testing"
)

// TestUndelivered has the recipients in reports as servers write them, and
// nothing from what is no report.
func TestUndelivered(t *testing.T) {
	status := func(kind, fields string) string {
		return "From: MAILER-DAEMON@example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nNo.\n--b\nContent-Type: message/" +
			kind + "\n\n" + fields + "\n--b--\n"
	}
	failed := func(addresses ...string) []Undelivered { return []Undelivered{{Addresses: addresses}} }
	for _, c := range []struct {
		name, raw string
		want      []Undelivered
	}{
		{"Postfix", status("delivery-status", "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; hq@example.org\nOriginal-Recipient: rfc822;HQ@example.org\nAction: failed\nStatus: 5.1.1\n"), failed("HQ@example.org", "hq@example.org")},
		{"the same address twice", status("delivery-status", "Final-Recipient: rfc822;hq@example.org\nOriginal-Recipient: rfc822;hq@example.org\nAction: failed\n"), failed("hq@example.org")},
		{"without an action", status("delivery-status", "FINAL-RECIPIENT: RFC822; <hq@example.org>\n"), failed("hq@example.org")},
		{"internationalized", status("global-delivery-status", "Final-Recipient: utf-8; b\u00fcro@example.org\nAction: failed\n"), failed("b\u00fcro@example.org")},
		{"one that is late and one that was delivered", status("delivery-status", "Reporting-MTA: x\n\nFinal-Recipient: rfc822; a@example.org\nAction: delayed\n\nFinal-Recipient: rfc822; b@example.org\nAction: delivered\n"), []Undelivered{{Addresses: []string{"a@example.org"}, Late: true}}},
		{"no address", status("delivery-status", "Final-Recipient: x400; /C=US/\nAction: failed\n"), nil},
		{"not shown as they are", status("delivery-status", "Final-Recipient: rfc822; a\x1b[31m@example.org\nAction: failed\n"), failed("a<U+001B>[31m@example.org")},
		{"several in one field", status("delivery-status", "Final-Recipient: rfc822; a@example.org, b@example.org\nAction: failed\n"), nil},
		{"no report", "From: a@example.org\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; hq@example.org\n", nil},
	} {
		for m := range Messages([]byte(c.raw)) {
			if !reflect.DeepEqual(m.Failed, c.want) {
				t.Errorf("%s: %v, want %v", c.name, m.Failed, c.want)
			}
		}
	}
}

package mail

import (
	"fieldfolio/sync/mail/compose"
	"strings"
	"testing"
	"time"
)

// TestAutomatic has the headers of automatic mail as programs write them, and
// of mail that a mailing list or a person sent.
func TestAutomatic(t *testing.T) {
	letter, err := compose.Letter{From: "roea@example.org", To: "hq@example.org", Subject: "fieldfolio", Date: time.Unix(0, 0)}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	ours, _, _ := strings.Cut(string(letter), "\n\n")
	for _, c := range []struct {
		name, head   string
		auto, report bool
	}{
		{"ours", ours, false, false},
		{"a person", "Subject: Re: fieldfolio hq\nIn-Reply-To: <1@example.org>", false, false},
		{"a person, and says so", "Auto-Submitted: no\nIn-Reply-To: <1@example.org>", false, false},
		{"a mailing list", "Precedence: list\nList-Id: <offices.example.org>\nIn-Reply-To: <1@example.org>", false, false},
		{"a newsletter", "Precedence: bulk\nList-Unsubscribe: <mailto:x@example.org>", false, false},
		{"the vacation extension of Sieve", "Return-Path: <>\nAuto-Submitted: auto-replied (vacation)\nIn-Reply-To: <1@example.org>", true, false},
		{"with a parameter", "AUTO-SUBMITTED: Auto-Replied; owner-email=\"a@example.org\"", true, false},
		{"Exchange", "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nIn-Reply-To: <1@example.org>", true, false},
		{"an old program", "X-Autoreply: yes", true, false},
		{"another one", "Precedence: auto_reply", true, false},
		{"one that writes neither", "Return-Path: <>\nIn-Reply-To: <1@example.org>", true, false},
		{"the receipt of a reader", "Content-Type: multipart/report; report-type=disposition-notification; boundary=b", true, false},
		{"a report", "Return-Path: <>\nAuto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b", false, true},
		{"a report of its own kind", "Return-Path: <>", false, true},
		{"a report without a type", "Content-Type: multipart/report; boundary=b", false, true},
	} {
		raw := "From: roea@example.org\n" + strings.TrimSpace(c.head) + "\n\n> begin fieldfolio 1\n> from =\n"
		for m := range Messages([]byte(raw)) {
			if m.Auto != c.auto || m.Report != c.report {
				t.Errorf("%s: automatic %v, report %v, want %v, %v", c.name, m.Auto, m.Report, c.auto, c.report)
			}
		}
	}
}

package main

import (
	"bytes"
	"context"
	"net/netip"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/portfolio/access"
	"fieldfolio/sync/mail/mailtest"
	"fieldfolio/sync/mailbox"
	"fieldfolio/tui/serve/words"
	"fieldfolio/tui/ui"
)

// TestCommandToType types the command of an export as a person would, for each way to the server.
func TestCommandToType(t *testing.T) {
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	printing := []string{"list", `region:"West Africa"`}
	const rest = ` list 'region:\"West\ Africa\"' --format csv > 'a b.csv'`
	for want, at := range map[string]reached{
		"ssh HOST":                          {account: -1},
		"ssh ff@hq.example.org":             {name: "ff@hq.example.org", at: netip.MustParseAddrPort("192.0.2.1:2222"), account: os.Getuid()},
		"ssh 192.0.2.1":                     {at: netip.MustParseAddrPort("192.0.2.1:22"), account: -1},
		"ssh -p 2222 192.0.2.1":             {at: netip.MustParseAddrPort("192.0.2.1:2222"), account: -1},
		"ssh -p 2222 fe80::1":               {at: netip.MustParseAddrPort("[fe80::1%eth0]:2222"), account: -1},
		"ssh " + me.Username + "@192.0.2.1": {at: netip.MustParseAddrPort("192.0.2.1:22"), account: os.Getuid()},
	} {
		if got := at.command(printing, "a b.csv"); got != want+rest {
			t.Errorf("%s, want %s%s", got, want, rest)
		}
	}
	if strings.Join(printing, "") != `listregion:"West Africa"` {
		t.Errorf("the words have become %q", printing)
	}
}

// extractIn returns a table of the screens, and a session that has noted what left it.
func extractIn(t *testing.T, email string) (x guestExport, of ui.Extract, noted *[]string) {
	t.Helper()
	noted = &[]string{}
	g := &guest{login: access.Login{Person: "Awa Diop", Email: email}, at: reached{account: -1},
		record: func(kind access.EventKind, what string) { *noted = append(*noted, string(kind)+" "+what) }}
	return guestExport{g, "hq@example.org"}, ui.Extract{File: "portfölio.csv", At: shown(1), Command: []string{"list", "kind:field"}}, noted
}

// TestMailedTable mails a table, and reads it as a mail program does: byte for byte what the command prints, with
// the mark by which Excel knows UTF-8.
func TestMailedTable(t *testing.T) {
	x, of, noted := extractIn(t, "awa@example.org")
	labels := func() (all []string) {
		for _, w := range x.Ways(of) {
			all = append(all, w.Label)
		}
		return all
	}
	if ways := x.Ways(of); len(ways) != 3 || !strings.Contains(ways[1].Off, "this server sends no mail") {
		t.Errorf("without a way out there are %q: %q", labels(), ways[1].Off)
	}
	dir := t.TempDir()
	x.guest.settings.Outgoing = &mailbox.Folder{Directory: dir}
	x.guest.login.Email = ""
	if off := x.Ways(of)[1].Off; !strings.Contains(off, "your login has no address") {
		t.Errorf("without an address: %q", off)
	}
	x.guest.login.Email = "awa@example.org"
	ways := x.Ways(of)
	if got := labels(); len(got) != 3 || ways[1].Label != "mail" || ways[1].Detail != "awa@example.org" {
		t.Fatalf("there are %q", got)
	}
	told, err := ways[1].Write(t.Context(), "", shown(2))
	if err != nil || told != "portf_lio.csv with 2 rows waits in the server's outgoing mail, to awa@example.org" {
		t.Fatalf("%q, %v", told, err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, namesIn(t, dir)[0]))
	if err != nil {
		t.Fatal(err)
	}
	m := mailtest.Attached(t, raw)
	if m.Header.Get("To") != "awa@example.org" || m.Header.Get("From") != "hq@example.org" || m.Name != "portf_lio.csv" {
		t.Errorf("%q, %s", m.Header, m.Name)
	}
	to := filepath.Join(t.TempDir(), "f.csv")
	if _, err := (screenExport{ownPlace()}).Export(t.Context(), to, shown(2)); err != nil {
		t.Fatal(err)
	}
	if want, err := os.ReadFile(to); err != nil || !bytes.Equal(m.Content, want) || !bytes.HasPrefix(m.Content, []byte("\xef\xbb\xbf")) {
		t.Errorf("%q, want %q, %v", m.Content, want, err)
	}
	x.Copied(t.Context(), of, "1 row")
	of.Command = nil
	x.Copied(t.Context(), of, "1 row")
	want := []string{"export project as csv by mail to awa@example.org, 2 rows: list kind:field",
		"export project to the clipboard, 1 row: list kind:field", "export project to the clipboard, 1 row"}
	if strings.Join(*noted, "\n") != strings.Join(want, "\n") {
		t.Errorf("noted %q", *noted)
	}
	if got := labels(); len(got) != 2 || got[0] != "mail" {
		t.Errorf("a table that no command prints has %q", got)
	}
}

// TestMailTroubles has a mail that cannot be sent: nothing is noted.
func TestMailTroubles(t *testing.T) {
	x, of, noted := extractIn(t, "awa@example.org")
	x.guest.settings.SMTP = &mailbox.Server{Host: "127.0.0.1", Port: 1, TLS: "none"}
	if _, err := x.mail(t.Context(), of, shown(1)); err == nil || !strings.Contains(err.Error(), "cannot be reached") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.mail(ctx, of, shown(1)); err == nil {
		t.Error("sent after all")
	}
	if _, err := x.mail(t.Context(), of, shown(100_000)); err == nil || !strings.Contains(err.Error(), "at most 7.0 MB go by mail") {
		t.Error(err)
	}
	if len(*noted) > 0 {
		t.Errorf("noted %q", *noted)
	}
}

// TestServedExports exports from real screens: what is offered, what the command that is shown prints, and what the
// trail says of all.
func TestServedExports(t *testing.T) {
	s := serveIn(t)
	v := s.terminalFor(t, "Vi Ewer", "xterm", "")
	v.await("189,538,627")
	v.press("2")
	v.await("TAJH03")
	v.press("x")
	v.await("the clipboard")
	v.press("\r")
	v.await("ssh HOST list --as-of 2011-04-30 --format csv > portfolio.csv")
	v.press("x", "\x1b[B", "\x1b[B", "\r") // past mail, which cannot be sent
	v.await("copied: 83 rows")
	v.press("y", "\r")
	v.await("copied: the number of TAJH03")
	typed := reached{account: -1}.command([]string{"list", "--as-of", "2011-04-30"}, "portfolio.csv")
	sent, err := words.Split(strings.TrimSuffix(strings.TrimPrefix(typed, "ssh HOST "), " > portfolio.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if status, out, said := s.ask(t, "Vi Ewer", strings.Join(sent, " "), ""); status != exitDone || strings.Count(out, "\n") != 84 {
		t.Errorf("status %d, %s%s", status, out, said)
	}
	_, trail, _ := s.ask(t, "Co Ordi", "audit --kind export --format csv", "")
	for _, want := range []string{`"project to the clipboard, 83 rows: list --as-of 2011-04-30"`, "project to the clipboard, the number of",
		`"project as csv, 83 rows: list --as-of 2011-04-30 --format csv"`} {
		if !strings.Contains(trail, want) {
			t.Errorf("the trail has no %s:\n%s", want, trail)
		}
	}
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/sync"
	"fieldfolio/tui"
)

// screenOf opens a new database as the view Sync asks it.
func screenOf(t *testing.T) mailroom {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.db")
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	a := newApp(strings.NewReader(""), io.Discard, io.Discard)
	a.out = bufio.NewWriter(io.Discard)
	s, err := a.session(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return mailroom{a, s}
}

func (x mailroom) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (x mailroom) status(t *testing.T) tui.ExchangeStatus {
	t.Helper()
	st, err := x.Status(t.Context())
	x.must(t, err)
	return st
}

// carry sends what is owed and has another copy take it in, as a directory.
func (x mailroom) carry(t *testing.T, to mailroom) string {
	t.Helper()
	_, err := x.Send(t.Context(), nil)
	x.must(t, err)
	dir := filepath.Join(filepath.Dir(x.session.store.Path()), "outgoing")
	lines, err := to.Receive(t.Context(), dir, nil)
	x.must(t, err)
	x.must(t, os.RemoveAll(dir))
	return strings.Join(lines, "\n")
}

// An office and headquarters by what the view Sync does: join, change, hold,
// reject, hear of it.
func TestScreenExchange(t *testing.T) {
	ctx := context.Background()
	hq, office := screenOf(t), screenOf(t)
	if st := hq.status(t); st.Self.Office != portfolio.LocalOffice || len(st.Links) > 0 {
		t.Errorf("a fresh copy: %+v", st)
	}
	join(t, hq, office)
	if got := office.carry(t, hq); !strings.Contains(got, "it has joined") {
		t.Errorf("joining says %q", got)
	}
	hq.carry(t, office)
	_, err := office.session.store.Change(ctx, "B. Field", portfolio.Edit{Record: "XEAX20", Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: "1000000"}}})
	hq.must(t, err)
	if st := office.status(t); st.Waiting != 1 || len(st.Judged) != 0 || st.Links[0].ToSend != 1 {
		t.Errorf("after a change: %d wait, %d judged, %+v", st.Waiting, len(st.Judged), st.Links)
	}
	mails, err := office.Mails(ctx, []string{"hq"})
	hq.must(t, err)
	if len(mails) != 1 || mails[0].Number != 1 || mails[0].Address != "hq@example.org" || !strings.Contains(mails[0].Text, "approved") || office.status(t).Links[0].ToSend != 1 {
		t.Errorf("the mail that would go: %+v", mails)
	}
	if got := office.carry(t, hq); !strings.Contains(got, "1 held for review") {
		t.Errorf("receiving says %q", got)
	}
	st := hq.status(t)
	if len(st.Judged) != 1 || st.Judged[0].Ruling != portfolio.Held || st.Judged[0].Why == "" {
		t.Fatalf("held: %+v", st.Judged)
	}
	id := st.Judged[0].Change.ID
	if err := hq.Judge(ctx, "B. Coord", id, portfolio.Rejected, ""); err == nil {
		t.Error("rejected without a sentence")
	}
	hq.must(t, hq.Judge(ctx, "B. Coord", id, portfolio.Rejected, "the donor has not signed"))
	hq.carry(t, office)
	if st := office.status(t); len(st.Judged) != 1 || st.Judged[0].Why != "the donor has not signed" || st.Waiting != 0 {
		t.Errorf("rejected, at the office: %d wait, %+v", st.Waiting, st.Judged)
	}
	_, err = office.session.store.Change(ctx, "B. Field", portfolio.Edit{Record: "XEAX20", Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: "1100000"}}})
	hq.must(t, err)
	if st := office.status(t); len(st.Judged) != 0 {
		t.Errorf("after another change in its place: %+v", st.Judged)
	}
}

func join(t *testing.T, hq, office mailroom) {
	t.Helper()
	key, err := newKey(hq.session.store.Path())
	hq.must(t, err)
	p := &sync.Peer{Store: hq.session.store, Key: key, Program: programVersion}
	hq.must(t, p.Found(t.Context(), "hq", "hq@example.org"))
	inv, err := p.Invite(t.Context(), "B. Coord", sync.Entry{Code: "roea", Scope: "eastern-africa", Email: "roea@example.org"})
	hq.must(t, err)
	key, err = newKey(office.session.store.Path())
	hq.must(t, err)
	p = &sync.Peer{Store: office.session.store, Key: key, Program: programVersion}
	hq.must(t, p.Accept(t.Context(), inv))
}

// What cannot be taken is said in a sentence, kept, listed and dismissed.
func TestScreenRefused(t *testing.T) {
	hq, office := screenOf(t), screenOf(t)
	join(t, hq, office)
	file := filepath.Join(t.TempDir(), "it's a mail.eml")
	hq.must(t, os.WriteFile(file, []byte("hello\x1b[31m"), 0o600))
	lines, err := hq.Receive(t.Context(), ` "`+file+`" `, nil)
	hq.must(t, err)
	st := hq.status(t)
	if len(lines) != 1 || len(st.Refused) != 1 || !strings.Contains(st.Refused[0].Why, "there is no diff in it") || st.Refused[0].Do == "" {
		t.Fatalf("%q, %+v", lines, st.Refused)
	}
	raw, err := os.ReadFile(st.Refused[0].File)
	hq.must(t, err)
	if !bytes.HasPrefix(raw, []byte("hello")) {
		t.Errorf("kept %q", raw)
	}
	hq.must(t, hq.Dismiss(t.Context(), st.Refused[0].Name))
	if st := hq.status(t); len(st.Refused) != 0 {
		t.Errorf("dismissed and listed: %+v", st.Refused)
	}
	for _, name := range []string{"", "-", "/nowhere/at all", os.DevNull, "\x00"} {
		if _, err := hq.Receive(t.Context(), name, nil); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("receiving %q says %v", name, err)
		}
	}
	if err := hq.Dismiss(t.Context(), "../f.db"); err == nil {
		t.Error("dismisses what is elsewhere")
	}
}

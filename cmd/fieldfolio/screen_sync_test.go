package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"filippo.io/age"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/sync"
	"fieldfolio/tui/ui"
)

// screenOf opens a new database as the view Sync asks it.
func screenOf(t *testing.T) mailroom {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.db")
	a := newApp(strings.NewReader(""), io.Discard, io.Discard)
	a.out = bufio.NewWriter(io.Discard)
	store, err := a.toMake(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
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

func (x mailroom) status(t *testing.T) ui.MailroomStatus {
	t.Helper()
	st, err := x.Status(t.Context())
	x.must(t, err)
	return st
}

// carry sends what is owed and has another copy take it in, as a directory.
func (x mailroom) carry(t *testing.T, to mailroom) string {
	t.Helper()
	out, err := x.Mails(t.Context(), nil)
	x.must(t, err)
	x.must(t, x.Send(t.Context(), out.Mails))
	r, err := to.Receive(t.Context(), ui.MailSource{File: x.outgoing()}, nil)
	x.must(t, err)
	x.must(t, os.RemoveAll(x.outgoing()))
	return strings.Join(r.Words(commands), "\n")
}

// outgoing returns the directory into which mails go.
func (x mailroom) outgoing() string {
	return filepath.Join(filepath.Dir(x.session.store.Path()), "outgoing")
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
	out, err := office.Mails(ctx, []string{"hq"})
	hq.must(t, err)
	if mails := out.Mails; len(mails) != 1 || mails[0].Number != 1 || mails[0].To != "hq@example.org" || !strings.Contains(mails[0].Text, "approved") || office.status(t).Links[0].ToSend != 1 {
		t.Errorf("the mail that would go: %+v", out)
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
	key, err := newKey(hq.session.store.Path(), "hq", nil)
	hq.must(t, err)
	p := &sync.Peer{Store: hq.session.store, Key: key.PrivateKey, Program: programVersion}
	hq.must(t, p.Found(t.Context(), sync.Founding{Code: "hq", Email: "hq@example.org"}))
	inv, err := p.Invite(t.Context(), "B. Coord", sync.Entry{Code: "roea", Scope: "eastern-africa", Email: "roea@example.org"})
	hq.must(t, err)
	key, err = newKey(office.session.store.Path(), "roea", nil)
	hq.must(t, err)
	p = &sync.Peer{Store: office.session.store, Key: key.PrivateKey, Program: programVersion}
	hq.must(t, p.Accept(t.Context(), inv, ""))
}

// at returns the view Sync of another opening, or of a session, of the database.
func (x mailroom) at(t *testing.T, store *sqlite.Store) mailroom {
	t.Helper()
	s, err := x.app.session(t.Context(), store)
	x.must(t, err)
	return mailroom{x.app, s}
}

// What the sessions of a server share of the exchange is what a copy says that has just been opened: after changes
// by sessions, by another process and by an office, by mails and by rulings. Asking writes only to fill outboxes.
func TestScreenStatusIsShared(t *testing.T) {
	ctx := context.Background()
	hq, office := screenOf(t), screenOf(t)
	fixed := time.Now()
	clock := func() time.Time { return fixed }
	join(t, hq, office)
	office.carry(t, hq)
	hq.carry(t, office)
	store := hq.session.store
	store.SetClock(clock)
	outside, err := sqlite.Open(ctx, store.Path())
	hq.must(t, err)
	t.Cleanup(func() { _ = outside.Close() })
	_, err = store.AddLogin(ctx, "Root", access.Login{Person: "Awa", Role: access.Coordinator, Keys: []access.Key{{Text: "ssh-ed25519 AAAA", Fingerprint: "SHA256:1"}}})
	hq.must(t, err)
	host, err := store.Host(ctx)
	hq.must(t, err)
	t.Cleanup(func() { _ = host.Close() })
	var sessions []mailroom
	for _, name := range []string{"a", "b", "c", "d"} {
		view, err := host.Enter(access.Visitor{Session: name, Person: "Awa"})
		hq.must(t, err)
		sessions = append(sessions, hq.at(t, view))
	}
	change := func(s *sqlite.Store, record string, n int) {
		t.Helper()
		_, err := s.Change(ctx, "B. Field", portfolio.Edit{Record: record, Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: strconv.Itoa(1_000_000 + n)}}})
		hq.must(t, err)
	}
	held := func() (id portfolio.ID) {
		for _, h := range hq.status(t).Judged {
			id = h.Change.ID
		}
		return id
	}
	for i, do := range []func(n int){
		func(n int) { change(outside, "XEAX20", n) },
		func(n int) { change(office.session.store, "XEAX20", n); office.carry(t, hq) },
		func(n int) { change(sessions[0].session.store, "PERU08", n) },
		func(int) {
			hq.must(t, sessions[1].Judge(ctx, "Awa", held(), portfolio.Rejected, "the donor has not signed"))
		},
		func(int) { hq.carry(t, office) },
		func(n int) { change(outside, "COLR52", n) },
		func(int) { office.carry(t, hq) },
		func(int) {
			_, err := hq.Receive(ctx, ui.MailSource{Text: "no mail"}, nil)
			hq.must(t, err)
		},
	} {
		do(i)
		fresh, err := sqlite.Open(ctx, store.Path())
		hq.must(t, err)
		fresh.SetClock(clock)
		want := hq.at(t, fresh).status(t)
		before, err := store.State(ctx)
		hq.must(t, err)
		var all stdsync.WaitGroup
		for n, x := range sessions {
			all.Go(func() {
				if got, err := x.Status(ctx); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("step %d, session %d: %v\n%+v, not\n%+v", i, n, err, got, want)
				}
			})
		}
		all.Wait()
		if after, err := store.State(ctx); err != nil || after != before {
			t.Errorf("step %d: asking has changed %v to %v, %v", i, before, after, err)
		}
		hq.must(t, fresh.Close())
	}
}

// The mail that was read goes, byte for byte; where another would be composed by
// now, none goes. Encrypting alone makes other bytes each time.
func TestScreenSendsWhatWasRead(t *testing.T) {
	hq, office := screenOf(t), screenOf(t)
	join(t, hq, office)
	office.carry(t, hq)
	hq.carry(t, office)
	i, err := age.GenerateX25519Identity()
	hq.must(t, err)
	p, err := hq.session.peer()
	hq.must(t, err)
	hq.must(t, p.Encrypt(t.Context(), "B. Coord", i.Recipient().String()))
	hq.carry(t, office)
	change := func(budget string) {
		_, err := office.session.store.Change(t.Context(), "B. Field", portfolio.Edit{Record: "XEAX20",
			Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: budget}}})
		hq.must(t, err)
	}
	change("1000000")
	read, err := office.Mails(t.Context(), nil)
	hq.must(t, err)
	change("1100000")
	if err := office.Send(t.Context(), read.Mails); !errors.Is(err, exchange.ErrMailChanged) {
		t.Fatalf("sending what has changed: %v", err)
	}
	if left, err := os.ReadDir(office.outgoing()); err == nil {
		t.Fatalf("went out: %v", left)
	}
	if read, err = office.Mails(t.Context(), nil); err != nil || len(read.Mails) != 1 || read.Mails[0].Recipient == "" || read.Mails[0].Number != 2 {
		t.Fatalf("the mail as it is now: %+v, %v", read, err)
	}
	hq.must(t, office.Send(t.Context(), read.Mails))
	files, err := filesOf(office.outgoing())
	hq.must(t, err)
	if len(files) != 1 {
		t.Fatalf("went out: %q", files)
	}
	sent, err := os.ReadFile(files[0])
	hq.must(t, err)
	if !bytes.HasSuffix(sent, []byte("\n\n"+read.Mails[0].Body)) {
		t.Errorf("%s\nwent out instead of\n%s", sent, read.Mails[0].Body)
	}
	if st := office.status(t); st.Links[0].ToSend != 0 || st.Links[0].Open != 2 {
		t.Errorf("after sending: %+v", st.Links)
	}
}

// What cannot be taken is said in a sentence, kept, listed and dismissed.
func TestScreenRefused(t *testing.T) {
	hq, office := screenOf(t), screenOf(t)
	join(t, hq, office)
	file := filepath.Join(t.TempDir(), "it's a mail.eml")
	hq.must(t, os.WriteFile(file, []byte("hello\x1b[31m"), 0o600))
	r, err := hq.Receive(t.Context(), ui.MailSource{File: ` "` + file + `" `}, nil)
	hq.must(t, err)
	st := hq.status(t)
	if len(r.Mails) != 1 || r.Mails[0].Refused == nil || len(st.Refused) != 1 || !strings.Contains(st.Refused[0].Why, "there is no diff in it") || st.Refused[0].Do == "" {
		t.Fatalf("%+v, %+v", r, st.Refused)
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
		if _, err := hq.Receive(t.Context(), ui.MailSource{File: name}, nil); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("receiving %q says %v", name, err)
		}
	}
	if err := hq.Dismiss(t.Context(), "../f.db"); err == nil {
		t.Error("dismisses what is elsewhere")
	}
}

package ssh

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync"
)

func TestExchange(t *testing.T) {
	hq, roea := newPair(t)
	so := roea.whole(hq)
	if !so.called.Got.Joined || so.called.With != "roea" || so.caller.With != "hq" {
		t.Errorf("joined: %+v, %+v", so.called, so.caller)
	}
	same(t, hq, roea)
	roea.edit(3)
	hq.edit(2)
	so = roea.whole(hq)
	if so.caller.Changes != 3 || so.called.Got.Fresh != 3 || so.caller.Got.Fresh != 2 || so.caller.Got.Known != 0 {
		t.Errorf("%+v\n%+v", so.caller, so.called)
	}
	if so.caller.Sent != so.called.Came || so.caller.Came != so.called.Sent {
		t.Errorf("bytes: %+v, %+v", so.caller, so.called)
	}
	same(t, hq, roea)
	if l := roea.link("hq"); l.Owes || l.Unanswered > 0 || l.Tries > 0 || !l.WaitsSince.IsZero() || l.Sent != l.Out || l.SentAt.IsZero() {
		t.Errorf("the link of the caller: %+v", l)
	}
	if l := hq.link("roea"); l.Owes || l.Unanswered > 0 || l.HeardAt.IsZero() {
		t.Errorf("the link of the called: %+v", l)
	}
	so = roea.whole(hq) // nothing to say but the positions
	if so.caller.Diffs != 1 || so.called.Diffs != 1 || so.caller.Changes+so.called.Changes > 0 {
		t.Errorf("nothing to say: %+v, %+v", so.caller, so.called)
	}
}

// TestCut cuts the line after every tenth byte of an exchange in which each diff has
// one change, in each direction, and goes on over a whole one. That takes a minute:
// unless FIELDFOLIO_SSH is set, as CI does, it is every 130th.
func TestCut(t *testing.T) {
	hq, roea := newPair(t)
	hq.pace, roea.pace = pace{1, 1, 1}, pace{1, 1, 1}
	roea.whole(hq)
	step := 130
	if os.Getenv("FIELDFOLIO_SSH") != "" {
		step = 10
	}
	for _, where := range []string{"up", "down"} {
		for at := 10; ; at += step {
			roea.edit(2)
			hq.edit(2)
			c := cut{up: at}
			if where == "down" {
				c = cut{down: at}
			}
			broken := roea.call(hq, c)
			if broken.callerErr == nil && broken.calledErr == nil && (where == "up" && broken.caller.Sent < int64(at) || where == "down" && broken.called.Sent < int64(at)) {
				t.Logf("%s: cut %d times", where, 1+at/step)
				same(t, hq, roea)
				break
			}
			so := roea.whole(hq)
			if so.called.Got.Known > 1 || so.caller.Got.Known > 1 {
				t.Errorf("cut after %d bytes %s: %d and %d changes came again", at, where, so.called.Got.Known, so.caller.Got.Known)
			}
			if at/step%10 == 0 {
				same(t, hq, roea)
			}
		}
	}
}

// TestCutOften lets no exchange come to its end: each goes on from the one before.
func TestCutOften(t *testing.T) {
	hq, roea := newPair(t)
	small := pace{300, 300, 300}
	hq.pace, roea.pace = small, small
	roea.whole(hq)
	roea.edit(40)
	hq.edit(40)
	apart, twin := newPair(t) // whose line does not break
	apart.pace, twin.pace = small, small
	twin.whole(apart)
	twin.edit(40)
	apart.edit(40)
	whole := twin.whole(apart).caller.Sent
	times, sent := 0, int64(0)
	for {
		so := roea.call(hq, cut{up: 1200})
		times++
		sent += so.caller.Sent
		if so.callerErr == nil && so.calledErr == nil && so.caller.Sent < 1200 {
			break
		}
		if lost := so.callerErr; lost != nil && !strings.Contains(lost.Error(), "lost the connection to host") {
			t.Fatal(lost)
		}
		if times > 50 {
			t.Fatal("it does not get on")
		}
	}
	same(t, hq, roea)
	if times < 3 {
		t.Errorf("cut %d times only", times-1)
	}
	if most := whole + int64(times-1)*700; sent > most { // a greeting and a diff for each break
		t.Errorf("%d bytes went up in %d exchanges, %d in a whole one", sent, times, whole)
	}
	t.Logf("%d exchanges, %d bytes up, %d in a whole one", times, sent, whole)
}

// TestTurns has mail and SSH take turns: what has gone one way does not go the other.
func TestTurns(t *testing.T) {
	ctx := context.Background()
	hq, roea := newPair(t)
	roea.whole(hq)
	post := func(from, to *office) int {
		n := 0
		for _, m := range must(from.Peer.Compose(ctx, sync.Which{})) {
			inner := strings.SplitN(m.Body, "\n", 2)[1]
			s := must(to.Peer.Read(inner[:strings.LastIndex(inner, "end fieldfolio")]))
			must(to.Peer.Receive(ctx, s))
			if err := from.Peer.Sent(ctx, &m); err != nil {
				t.Fatal(err)
			}
			n += m.Number
		}
		return n
	}
	for range 5 {
		roea.edit(2)
		hq.edit(1)
		if n := post(roea, hq); n != 2 { // by mail, whose answer comes over SSH
			t.Errorf("%d changes by mail", n)
		}
		if so := roea.whole(hq); so.called.Got.Known != 2 || so.called.Got.Fresh != 0 || so.caller.Got.Fresh != 1 {
			t.Errorf("%+v", so)
		}
		same(t, hq, roea)
		roea.edit(1)
		roea.whole(hq)
		if n := post(roea, hq) + post(hq, roea); n > 0 {
			t.Errorf("%d changes went by mail once more", n)
		}
		same(t, hq, roea)
	}
}

// TestPutBack restores a backup at either end.
func TestPutBack(t *testing.T) {
	for _, which := range []string{"caller", "called"} {
		hq, roea := newPair(t)
		roea.whole(hq)
		back := map[string]*office{"caller": roea, "called": hq}[which]
		backup := back.file + ".backup"
		if err := back.store.Backup(t.Context(), backup); err != nil {
			t.Fatal(err)
		}
		roea.edit(3)
		hq.edit(3)
		roea.whole(hq)
		back.open(backup)
		back.edit(1)
		so := roea.whole(hq)
		if !so.caller.Got.Anew && !so.called.Got.Anew {
			t.Errorf("%s: nobody has noticed the backup", which)
		}
		same(t, hq, roea)
	}
}

// TestHub has a hub between headquarters and an office.
func TestHub(t *testing.T) {
	hq, hub := newPair(t)
	hub.whole(hq)
	leaf := newOffice(t, 3)
	inv := must(hq.Peer.Invite(t.Context(), "A. Desk", sync.Entry{Code: "tz", Scope: "all", Email: "tz@example.org", Hub: "roea"}))
	if err := leaf.Peer.Accept(t.Context(), inv, ""); err != nil {
		t.Fatal(err)
	}
	leaf.edit(2)
	leaf.whole(hq) // which answers the invitation
	hub.whole(hq)
	leaf.edit(2)
	leaf.whole(hub)
	hub.whole(hq)
	leaf.whole(hub)
	same(t, hub, leaf)
	if a, b := len(hq.log()), len(leaf.log()); a != b {
		t.Errorf("headquarters has %d changes, the office %d", a, b)
	}
}

// TestRefused shows the caller what the called office refuses, in its words.
func TestRefused(t *testing.T) {
	hq, roea := newPair(t)
	roea.whole(hq)
	stray := newOffice(t, 9)
	other := newOffice(t, 8)
	if err := other.Peer.Found(t.Context(), sync.Founding{Code: "hq", Email: "x@example.org"}); err != nil {
		t.Fatal(err)
	}
	inv := must(other.Peer.Invite(t.Context(), "A. Desk", sync.Entry{Code: "elsewhere", Scope: "all", Email: "e@example.org"}))
	if err := stray.Peer.Accept(t.Context(), inv, ""); err != nil {
		t.Fatal(err)
	}
	so := stray.call(hq, cut{})
	no, is := errors.AsType[*Refused](so.callerErr)
	if !is || no.Error() != "rejected by hq: from elsewhere: the office is not in the register here" || no.Do != "add it" {
		t.Errorf("not registered: %v", so.callerErr)
	}
	if _, is := errors.AsType[*sync.Refused](so.calledErr); !is {
		t.Errorf("at the called end: %v", so.calledErr)
	}
	roea.Peer.Key = keyOf(7)
	roea.edit(1)
	before := len(hq.log())
	so = roea.call(hq, cut{})
	if so.callerErr == nil || fault.RemedyOf(so.callerErr).Text == "" || len(hq.log()) != before {
		t.Errorf("wrong key: %v", so.callerErr)
	}
	alone := newOffice(t, 6)
	if so = roea.call(alone, cut{}); so.calledErr == nil || !strings.Contains(so.calledErr.Error(), "has joined no office") {
		t.Errorf("alone: %v", so.calledErr)
	}
}

// TestUnsure has a line to who cannot sign for the office that it says it is: what was
// sent to it is due as before.
func TestUnsure(t *testing.T) {
	hq, roea := newPair(t)
	roea.whole(hq)
	roea.edit(1)
	forged := newOffice(t, 5)
	if err := forged.Peer.Found(t.Context(), sync.Founding{Code: "hq", Email: "x@example.org"}); err != nil {
		t.Fatal(err)
	}
	before := roea.link("hq")
	so := roea.call(forged, cut{})
	if so.callerErr == nil {
		t.Error("nobody minds")
	}
	after := roea.link("hq")
	if after.Sent != before.Sent || after.Tries != before.Tries || after.Acked != before.Acked {
		t.Errorf("the link moved: %+v, before %+v", after, before)
	}
	roea.whole(hq)
	same(t, hq, roea)
}

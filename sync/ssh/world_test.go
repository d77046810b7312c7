package ssh

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	stdsync "sync"
	"sync/atomic"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
	"fieldfolio/sync"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// office is a copy with a real database.
type office struct {
	End
	t     testing.TB
	store *sqlite.Store
	file  string
	made  int // changes
}

func keyOf(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

// clock is what all copies go by, in minutes: it goes on each time that one looks.
var clock atomic.Int64

// newOffice makes a database, with a few projects.
func newOffice(t testing.TB, key byte) *office {
	t.Helper()
	file := filepath.Join(t.TempDir(), "office.db")
	if err := sqlite.Create(t.Context(), file, synthetic()); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, file: file, End: End{Words: map[fault.Action]string{fault.AddThisOffice: "add it"}}}
	o.Peer = &sync.Peer{Key: keyOf(key), Program: "1.0"}
	o.open(file)
	return o
}

// open opens a database in the place of the one that is open.
func (o *office) open(file string) {
	if o.store != nil {
		_ = o.store.Close()
	}
	o.store = must(sqlite.Open(context.Background(), file))
	o.t.Cleanup(func() { _ = o.store.Close() })
	o.store.SetClock(func() time.Time { return time.Unix(1_300_000_000+60*clock.Add(1), 0) })
	o.Peer.Store = o.store
}

// newPair returns headquarters and an office that is invited and has not answered.
func newPair(t testing.TB) (hq, roea *office) {
	t.Helper()
	hq = newOffice(t, 1)
	if err := hq.Peer.Found(t.Context(), sync.Founding{Code: "hq", Email: "hq@example.org"}); err != nil {
		t.Fatal(err)
	}
	return hq, hq.joined("roea", 2)
}

// joined invites an office, which answers with the next exchange.
func (o *office) joined(code string, key byte) *office {
	out := newOffice(o.t, key)
	inv := must(o.Peer.Invite(o.t.Context(), "A. Desk", sync.Entry{Code: code, Scope: "all", Email: code + "@example.org"}))
	if err := out.Peer.Accept(o.t.Context(), inv, ""); err != nil {
		o.t.Fatal(err)
	}
	return out
}

// edit makes changes.
func (o *office) edit(n int) {
	var edits []portfolio.Edit
	for range n {
		o.made++
		edits = append(edits, portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{
			{Field: portfolio.FieldOn, Value: o.project(o.made % 20)}, {Field: portfolio.FieldText, Value: fmt.Sprintf("Note %d of %s", o.made, o.file)}}})
	}
	must(o.store.Change(context.Background(), "P. Person", edits...))
}

func (o *office) project(n int) string { return synthetic().Projects[n].ID }

// synthetic is the portfolio of all offices. Making it takes longer than a change.
var synthetic = stdsync.OnceValue(func() *portfolio.Document { return seed.Synthetic(20, 1) })

// log returns the ids of all changes.
func (o *office) log() map[portfolio.ID]int {
	out := map[portfolio.ID]int{}
	if err := o.store.Exchange(context.Background(), func(tx exchange.Tx) error {
		for after := int64(0); ; {
			list, err := tx.Arrivals(after, 1000)
			for i := range list {
				out[list[i].Change.ID]++
				after = list[i].Seq
			}
			if err != nil || len(list) < 1000 {
				return err
			}
		}
	}); err != nil {
		o.t.Fatal(err)
	}
	return out
}

// link returns the link with an office.
func (o *office) link(office string) (out exchange.Link) {
	self := must(o.Peer.Ready(context.Background()))
	if err := o.store.Exchange(context.Background(), func(tx exchange.Tx) error {
		list, err := tx.LinksOf(office)
		for _, l := range list {
			if l.Mine == self.Incarnation {
				out = l
			}
		}
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return out
}

// cut is where a line breaks: after so many bytes in a direction, not for 0.
type cut struct{ up, down int }

// half is one direction of a line.
type half struct {
	io.Writer
	left   int // bytes until it breaks; negative for never
	breaks func()
}

func (h *half) Write(p []byte) (int, error) {
	if h.left < 0 {
		return h.Writer.Write(p)
	}
	n, err := h.Writer.Write(p[:min(len(p), h.left)])
	if h.left -= n; err == nil && h.left == 0 {
		h.breaks()
		return n, io.ErrClosedPipe
	}
	return n, err
}

// over is what came of an exchange at both ends.
type over struct {
	caller, called       Result
	callerErr, calledErr error
}

// call has an office call another one over a line that may break.
func (o *office) call(to *office, at cut) over {
	upOut, upIn := io.Pipe()
	downOut, downIn := io.Pipe()
	whole := func() {
		for _, end := range []interface{ CloseWithError(error) error }{upOut, downOut, upIn, downIn} {
			_ = end.CloseWithError(io.EOF)
		}
	}
	limit := func(w io.Writer, n int) *half {
		if n == 0 {
			n = -1
		}
		return &half{w, n, whole}
	}
	var so over
	done := make(chan struct{})
	go func() {
		defer close(done)
		so.called, so.calledErr = to.Serve(context.Background(), upOut, limit(downIn, at.down))
		_ = downIn.Close()
		_ = upOut.Close()
	}()
	self, err := o.Peer.Ready(context.Background())
	if err == nil {
		so.caller, err = o.over(context.Background(), self, downOut, limit(upIn, at.up))
	}
	so.callerErr = sentence("host", err)
	_ = upIn.Close()
	_ = downOut.Close()
	<-done
	return so
}

// whole has an office call another one, and fails if anything is wrong.
func (o *office) whole(to *office) over {
	o.t.Helper()
	so := o.call(to, cut{})
	if err := errors.Join(so.callerErr, so.calledErr); err != nil {
		o.t.Fatal(err)
	}
	return so
}

// same fails unless two copies have the same changes, each once, and owe nothing.
func same(t *testing.T, a, b *office) {
	t.Helper()
	x, y := a.log(), b.log()
	if len(x) != len(y) {
		t.Fatalf("%d and %d changes", len(x), len(y))
	}
	for id, n := range x {
		if n != 1 || y[id] != 1 {
			t.Errorf("%s is %d and %d times there", id, n, y[id])
		}
	}
	for _, o := range []*office{a, b} {
		if list := must(o.Peer.Compose(context.Background(), sync.Which{})); len(list) > 0 {
			t.Errorf("%s owes still:\n%s", list[0].From, list[0].Text)
		}
		if faults := must(o.store.Check(context.Background())); len(faults) > 0 {
			t.Errorf("faults: %v", faults)
		}
	}
}

func foundingOf(code string) sync.Founding {
	return sync.Founding{Code: code, Email: code + "@example.org"}
}

var patient = limits{silence: 20 * time.Second, whole: time.Minute, messages: 10_000}

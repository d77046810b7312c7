package tui

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui/paint"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// desk is a source that several commands can write to at a time, which may take long.
type desk struct {
	ui.Source
	mu    sync.Mutex
	takes time.Duration // to store something
}

func sampleDesk() *desk { return &desk{Source: &uitest.Memory{Doc: uitest.Sample()}} }

func (d *desk) Draft(ctx context.Context, person, record string) (*portfolio.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Source.Draft(ctx, person, record)
}

func (d *desk) Drafts(ctx context.Context, person string) ([]portfolio.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Source.Drafts(ctx, person)
}

func (d *desk) SaveDraft(ctx context.Context, x portfolio.Draft) error {
	if err := d.wait(ctx); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Source.SaveDraft(ctx, x)
}

func (d *desk) SetPreference(ctx context.Context, person, name, value string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Source.SetPreference(ctx, person, name, value)
}

func (d *desk) Change(ctx context.Context, person string, edits ...portfolio.Edit) ([]portfolio.Change, error) {
	if err := d.wait(ctx); err != nil {
		return nil, err
	}
	return d.Source.Change(ctx, person, edits...)
}

func (d *desk) wait(ctx context.Context) error {
	select {
	case <-time.After(d.takes):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// line is the input of a terminal. What comes last comes with the end.
type line struct {
	pieces chan string
	last   string
	ended  chan struct{}
}

func (l *line) Read(p []byte) (int, error) {
	select {
	case piece := <-l.pieces:
		return copy(p, piece), nil
	case <-l.ended:
		return copy(p, l.last), io.EOF
	}
}

// apart is the time between two keys: what comes within 20 ms is taken for a paste.
const apart = 30 * time.Millisecond

// person is somebody who types into a field of a project, and is cut off.
type person struct {
	*client
	line *line
	stop context.CancelFunc
}

// atField returns a person who has opened a field.
func atField(t *testing.T, src ui.Source, keys ...string) *person {
	t.Helper()
	return sits(t, src, Options{}, keys...)
}

// sits returns a person in front of the screens who has pressed keys, each followed by what is seen then.
func sits(t *testing.T, src ui.Source, o Options, keys ...string) *person {
	t.Helper()
	p := &person{client: &client{ended: make(chan error, 1)}, line: &line{pieces: make(chan string), ended: make(chan struct{})}}
	var ctx context.Context
	ctx, p.stop = context.WithCancel(t.Context())
	o.AsOf, o.Person = 20110430, "A. Desk"
	o.Terminal = &paint.Terminal{In: p.line, Out: p.client, Env: []string{"TERM=xterm-256color"}, Width: 100, Height: 40}
	go func() { p.ended <- Run(ctx, src, o) }()
	for i := 0; i < len(keys); i += 2 {
		p.line.pieces <- keys[i]
		p.sees(t, keys[i+1])
		time.Sleep(apart)
	}
	return p
}

// draws types keys, and waits until something is drawn for them, so that what comes next is not taken for one burst
// with them.
func (p *person) draws(t *testing.T, keys string) {
	t.Helper()
	before := len(p.written())
	p.line.pieces <- keys
	for end := time.Now().Add(20 * time.Second); len(p.written()) == before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("nothing is drawn for %q:\n%q", keys, p.written())
		}
	}
	time.Sleep(apart)
}

// hangsUp ends the line with a burst that comes in the same moment.
func (p *person) hangsUp(burst string) {
	p.line.last = burst
	close(p.line.ended)
}

// toField are the keys that lead to the first field of a project, each with what is seen then.
var toField = []string{"2", "ABBX27", "\r", "First day", "e", "drop"}

// stoppedBy fails unless Run said that the screens were ended, with drafts that were kept.
func (p *person) stoppedBy(t *testing.T, kept bool) {
	t.Helper()
	var e *StoppedError
	if err := p.ends(t); !errors.As(err, &e) || e.Kept != kept || e.Lost != nil {
		t.Errorf("Run returns %v, %+v", err, e)
	}
}

// draft returns the text that is kept, and false if there is none.
func (d *desk) draft(t *testing.T) (string, bool) {
	t.Helper()
	all, err := d.Drafts(t.Context(), "A. Desk")
	if err != nil || len(all) == 0 {
		return "", false
	}
	if len(all) != 1 || len(all[0].Fields) != 1 {
		t.Fatalf("drafts %v", all)
	}
	return all[0].Fields[0].Value, true
}

// A burst of any length that comes with the end of the line is in the drafts, however long storing takes.
func TestBurstIsKept(t *testing.T) {
	for _, takes := range []time.Duration{0, 300 * time.Millisecond} {
		for _, n := range []int{1, 15, 200} {
			for _, end := range []string{"hangup", "told to end"} {
				t.Run(fmt.Sprintf("%d, %s, storing takes %v", n, end, takes), func(t *testing.T) {
					d := sampleDesk()
					d.takes = takes
					p := atField(t, d, toField...)
					text := strings.Repeat("Harbours and ports. ", n/20+1)[:n]
					if end == "hangup" {
						p.hangsUp("\x15" + text)
					} else {
						p.line.pieces <- "\x15" + text
						p.stop()
					}
					p.stoppedBy(t, true)
					if got, _ := d.draft(t); got != text {
						t.Errorf("%d of %d characters: %q", len(got), n, got)
					}
				})
			}
		}
	}
}

// stored returns a desk over a real database, and its file.
func stored(t *testing.T) (*desk, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "portfolio.db")
	if err := sqlite.Create(t.Context(), path, uitest.Sample()); err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return &desk{Source: storeSource{store}}, path
}

// storeSource is a store as the source of the screens.
type storeSource struct{ *sqlite.Store }

func (s storeSource) Findings(ctx context.Context) ([]reconcile.Finding, error) {
	return s.Store.Findings(ctx, true, false)
}

// A change that enter has confirmed is saved, also when the line drops in the same moment and saving takes long.
func TestSavingOutlivesTheSession(t *testing.T) {
	d, _ := stored(t)
	p := atField(t, d, toField...)
	p.draws(t, "\x15")
	p.line.pieces <- "2,345,678"
	for got := ""; got != "2,345,678"; time.Sleep(apart) {
		got, _ = d.draft(t)
	}
	d.takes = 200 * time.Millisecond
	p.hangsUp("\r")
	p.stoppedBy(t, false)
	if text, ok := d.draft(t); ok {
		t.Errorf("%q is still a draft", text)
	}
	h, err := d.History(t.Context(), provenance.HistorySpec{})
	if err != nil || len(h.Entries) != 1 {
		t.Errorf("%d changes, %v", len(h.Entries), err)
	}
}

// A database that another program keeps locked for a while, and a client that reads nothing, lose nothing and
// hold nobody up.
func TestStalledAndLocked(t *testing.T) {
	d, path := stored(t)
	p := atField(t, d, toField...)
	p.stalls(t)
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(500*time.Millisecond, func() { _, _ = conn.ExecContext(context.Background(), "ROLLBACK") })
	p.hangsUp("\x15Harbours and ports")
	p.stoppedBy(t, true)
	if got, _ := d.draft(t); got != "Harbours and ports" {
		t.Errorf("%q is kept", got)
	}
}

// part is a part of a burst, and the text that it adds.
type part struct{ keys, text string }

// burstParts is a burst with everything that may be cut.
var burstParts = []part{{"\x15", ""}, {"a", "a"}, {"é", "é"}, {"\x1b[F", ""}, {"世", "世"}, {"b", "b"}, {"\x1b[1;5F", ""}, {"c", "c"},
	{"\x1bOF", ""}, {"\x1b[200~", ""}, {"p", "p"}, {"ü", "ü"}, {"q", "q"}, {"\x1b[201~", ""}, {"d", "d"}, {"\x1b[F", ""}}

// Wherever the line breaks off, what was complete is kept, and nothing else.
func TestCutIsKept(t *testing.T) {
	burst := ""
	for _, p := range burstParts {
		burst += p.keys
	}
	for cut := 1; cut <= len(burst); cut++ {
		t.Run(fmt.Sprint(cut), func(t *testing.T) {
			t.Parallel()
			want, at := "", 0
			for _, p := range burstParts {
				if at += len(p.keys); at <= cut {
					want += p.text
				}
			}
			d := sampleDesk()
			p := atField(t, d, toField...)
			p.hangsUp(burst[:cut])
			p.stoppedBy(t, true)
			if got, _ := d.draft(t); got != want {
				t.Errorf("of %q %q is kept, want %q", burst[:cut], got, want)
			}
		})
	}
}

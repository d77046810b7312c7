package tui

import (
	"context"
	"strings"
	"testing"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// visit begins the program as a person does, and returns the first screen.
func visit(t *testing.T, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	r, err := newProgram(t.Context(), src, Options{AsOf: 20110430, Person: "A. Desk", Mailroom: src.Ex})
	if err != nil {
		t.Fatal(err)
	}
	return uitest.Drive(t, src, r, "Overview", w, h).Settle()
}

// TestFirstSteps checks that each of the first steps is said once.
func TestFirstSteps(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	visit(t, src, 80, 24).Golden("first/visit")
	if text := visit(t, src, 80, 24).Root.Draw(); strings.Contains(text, "welcome") {
		t.Errorf("it is said twice:\n%s", text)
	}
	src.Ex = &uitest.MemoryMailroom{Stand: ui.MailroomStatus{SyncStatus: exchange.SyncStatus{Self: exchange.Self{Office: "roea", Headquarter: "hq"}}}}
	visit(t, src, 80, 24).Golden("first/joined")
	if text := visit(t, src, 80, 24).Root.Draw(); strings.Contains(text, "has joined") {
		t.Errorf("it is said twice:\n%s", text)
	}
	empty := &uitest.Memory{Doc: uitest.Sample()}
	empty.Doc.Projects = nil
	visit(t, empty, 80, 24).Golden("first/empty")
}

// countingMailroom counts how often its status is asked for.
type countingMailroom struct {
	*uitest.MemoryMailroom
	asked int
}

func (c *countingMailroom) Status(ctx context.Context) (ui.MailroomStatus, error) {
	c.asked++
	return c.MemoryMailroom.Status(ctx)
}

// TestFirstScreenFirst checks that the exchange, which takes a while, is asked only when there are the first figures.
func TestFirstScreenFirst(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	ex := &countingMailroom{MemoryMailroom: &uitest.MemoryMailroom{}}
	r, err := newProgram(t.Context(), src, Options{AsOf: 20110430, Person: "A. Desk", Mailroom: ex})
	if err != nil {
		t.Fatal(err)
	}
	d := uitest.Drive(t, src, r, "Overview", 80, 24)
	for len(d.Pending) > 0 && !strings.Contains(d.Root.Draw(), "REGION") {
		c := d.Pending[0]
		d.Pending = d.Pending[1:]
		d.Deliver(c())
	}
	if d.Says("REGION"); ex.asked > 0 {
		t.Error("it is asked before")
	}
	if d.Settle().Says("this copy is headquarters now"); ex.asked == 0 {
		t.Error("it is never asked")
	}
}

// Why signs are in ASCII is told once, with what to do, below the welcome.
func TestASCIIIsTold(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	for i, want := range []string{"welcome: ? explains the keys, : finds anything; signs are in ASCII: TERM is linux; f6 draws all," +
		" also next time", ""} {
		r, err := newProgram(t.Context(), m, Options{AsOf: 20110430, Person: "A. Desk", ASCII: true, Plain: "TERM is linux"})
		if err != nil {
			t.Fatal(err)
		}
		d := uitest.Drive(t, m, r, "Overview", 160, 24).Settle()
		if got := d.Root.Status.Text; (want == "") != (got == "") {
			t.Errorf("start %d: says %q", i, got)
		}
		d.Says(want)
	}
}

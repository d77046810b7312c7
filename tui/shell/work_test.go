package shell_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// opened shows a page that was opened from another one.
func opened(t *testing.T) *uitest.Driver {
	t.Helper()
	s := uitest.NewStage(uitest.Full())
	return s.Drive(t, s.Behind(func() ui.Screen { return s.Page("Grains") }), 80, 24).Settle().Press("enter")
}

// A job says how far it is, and esc ends it, also where esc has another use.
func TestJob(t *testing.T) {
	d := opened(t)
	begun, ended := make(chan struct{}), make(chan error, 1)
	asked := ui.Requests{Base: context.Background()}
	q := asked.Next()
	start := ui.StartJob(q, "counting grains", func(report func(string)) tea.Msg {
		report("1 of 3")
		close(begun)
		<-q.Ctx.Done()
		ended <- q.Ctx.Err()
		return ui.Notice{Text: "stopped after 1 of 3"}
	})
	d.Send(start())
	<-begun
	next := d.Pending[0]
	d.Pending = nil
	d.Send(next()) // the report
	if text := d.Root.Draw(); !strings.Contains(text, "counting grains: 1 of 3; esc stops it") {
		t.Errorf("the screen says nothing of it:\n%s", text)
	}
	wait := d.Pending[0]
	d.Pending = nil
	d.Send(uitest.Key("esc"))
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	d.Later(wait)
	d.Settle()
	if len(d.Root.Jobs) > 0 {
		t.Errorf("jobs %v", d.Root.Jobs)
	}
	d.Says("Grains")
	if text := d.Root.Draw(); !strings.Contains(text, "stopped after 1 of 3") {
		t.Errorf("the answer is lost:\n%s", text)
	}
}

// Keys still do what they do while a job runs.
func TestJobDoesNotBlock(t *testing.T) {
	d := opened(t).Press("esc")
	hold := make(chan struct{})
	asked := ui.Requests{Base: context.Background()}
	d.Send(ui.AsJob(asked.Next(), "waiting", func() tea.Msg { <-hold; return nil })())
	wait := d.Pending[0]
	d.Pending = nil
	d.Press("down", "enter").Says("Grains")
	close(hold)
	d.Later(wait)
	d.Settle()
	if len(d.Root.Jobs) > 0 {
		t.Error("the job never ends")
	}
}

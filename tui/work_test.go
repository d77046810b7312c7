package tui

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestMain has jobs say at once that they are at work: tests have no clock.
func TestMain(m *testing.M) {
	blink = 0
	os.Exit(m.Run())
}

// A job says how far it is, and esc ends it, also where esc has another use.
func TestJob(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("enter")
	begun, ended := make(chan struct{}), make(chan error, 1)
	asked := requests{base: context.Background()}
	q := asked.next()
	start := startJob(q, "counting grains", func(report func(string)) tea.Msg {
		report("1 of 3")
		close(begun)
		<-q.ctx.Done()
		ended <- q.ctx.Err()
		return notice{text: "stopped after 1 of 3"}
	})
	d.send(start())
	<-begun
	next := d.pending[0]
	d.pending = nil
	d.send(next()) // the report
	if text := d.root.draw(); !strings.Contains(text, "counting grains: 1 of 3; esc stops it") {
		t.Errorf("the screen says nothing of it:\n%s", text)
	}
	wait := d.pending[0]
	d.pending = nil
	d.send(key("esc"))
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	d.later(wait)
	d.settle()
	if len(d.root.jobs) > 0 || d.root.top().Name() != "project" {
		t.Errorf("job %v, screen %s", d.root.jobs, d.root.top().Name())
	}
	if text := d.root.draw(); !strings.Contains(text, "stopped after 1 of 3") {
		t.Errorf("the answer is lost:\n%s", text)
	}
}

// Keys still do what they do while a job runs.
func TestJobDoesNotBlock(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	hold := make(chan struct{})
	asked := requests{base: context.Background()}
	d.send(asJob(asked.next(), "waiting", func() tea.Msg { <-hold; return nil })())
	wait := d.pending[0]
	d.pending = nil
	if d.press("down", "enter"); d.root.top().Name() != "project" {
		t.Errorf("the screen is %s", d.root.top().Name())
	}
	close(hold)
	d.later(wait)
	d.settle()
	if len(d.root.jobs) > 0 {
		t.Error("the job never ends")
	}
}

package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/linear"
	"fieldfolio/tui/paint"
	"fieldfolio/tui/ui"
)

// spokenTo returns a person in front of a terminal at the other end of a stream, to whom the screens are said
// line by line. It tells the sizes, if there are any.
func spokenTo(t *testing.T, src ui.Source, sizes ...chan paint.Size) *person {
	t.Helper()
	p := &person{client: &client{ended: make(chan error, 1)}, line: &line{pieces: make(chan string), ended: make(chan struct{})}}
	var ctx context.Context
	ctx, p.stop = context.WithCancel(t.Context())
	o := Options{AsOf: 20110430, Person: "A. Desk", Linear: true, Color: true,
		Terminal: &paint.Terminal{In: p.line, Out: p.client, Env: []string{"TERM=xterm-256color"}}}
	for _, s := range sizes {
		size := <-s
		o.Terminal.Width, o.Terminal.Height, o.Terminal.Sizes = size.Width, size.Height, s
	}
	go func() { p.ended <- Run(ctx, src, o) }()
	p.sees(t, "\r\n> ")
	return p
}

// A terminal in raw mode gets an echo of what is typed, ends of lines of its own, and no other control character.
func TestLinearOverStream(t *testing.T) {
	p := spokenTo(t, sampleDesk())
	p.line.pieces <- "wherx"
	p.line.pieces <- "\x7fe\x1b[D\xe4"
	p.line.pieces <- "\xb8\x96"
	p.line.pieces <- "\b\r\n"
	p.sees(t, "> wherx\b \be世\b \b\b \b\r\n")
	p.line.pieces <- "not this\x15portfolio\r"
	p.sees(t, "ABCX28")
	p.line.pieces <- "\x04"
	if err := p.ends(t); err != nil {
		t.Error(err)
	}
	said := p.written()
	if strings.Count(said, "\n") != strings.Count(said, "\r\n") || strings.Contains(said, "\x1b") {
		t.Errorf("%q", said)
	}
}

// A terminal breaks no word in the middle, also when its size has changed. Nothing is lost, and nothing is broken where
// there is no size.
func TestLinearWidth(t *testing.T) {
	said := func(p *person) string {
		p.line.pieces <- "\x04"
		if err := p.ends(t); err != nil {
			t.Error(err)
		}
		return p.written()
	}
	longest := func(text string) (cells int) {
		for line := range strings.Lines(strings.ReplaceAll(text, "\r", "")) {
			cells = max(cells, new(draw.Measure).Cells(strings.TrimSuffix(line, "\n")))
		}
		return cells
	}
	p := spokenTo(t, sampleDesk())
	whole := said(p)
	sizes := make(chan paint.Size, 1)
	sizes <- paint.Size{Width: 40, Height: 10}
	p = spokenTo(t, sampleDesk(), sizes)
	first := p.written()
	for range 3 {
		sizes <- paint.Size{Width: 30, Height: 10} // the second is taken when the first has come into force
	}
	p.line.pieces <- "again\r"
	p.sees(t, "> again\r\n")
	broken := said(p)
	if longest(whole) <= 40 || longest(first) > 40 || longest(broken[len(first):]) > 30 {
		t.Errorf("the lines have up to %d, %d and %d cells:\n%s", longest(whole), longest(first), longest(broken[len(first):]), broken)
	}
	if got, want := strings.Join(strings.Fields(first), " "), strings.Join(strings.Fields(whole), " "); got != want {
		t.Errorf("broken it says\n%s\nand whole\n%s", got, want)
	}
}

// ctrl+c quits where nothing is asked, and asks first where something is.
func TestLinearInterruptOverStream(t *testing.T) {
	p := spokenTo(t, sampleDesk())
	p.line.pieces <- "half a line\x03"
	p.sees(t, "half a line^C\r\n")
	if err := p.ends(t); err != nil {
		t.Error(err)
	}
}

// What was typed of an answer is kept when the line drops before enter, or the server stops, and is not saved.
func TestLinearBurstIsKept(t *testing.T) {
	for _, end := range []string{"hangup", "told to end", "with lines before"} {
		t.Run(end, func(t *testing.T) {
			d, _ := stored(t)
			p := spokenTo(t, d)
			burst := "portfolio\r1\r5 e\r2013-06-3"
			if end != "with lines before" {
				p.line.pieces <- "portfolio\r1\r5 e\r"
				p.sees(t, "Type the text")
				burst = "2013-06-3"
			}
			if end == "told to end" {
				p.line.pieces <- burst
				p.stop()
			} else {
				p.hangsUp(burst)
			}
			p.stoppedBy(t, true)
			if got, _ := d.draft(t); got != "2013-06-3" {
				t.Errorf("%q is kept\n%s", got, p.written())
			}
		})
	}
}

// A terminal that takes nothing does not hold up the end. Time passes only while all goroutines wait.
func TestLinearStalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := spokenTo(t, sampleDesk())
		p.stalls(t)
		p.line.pieces <- "help\r"
		start := time.Now()
		p.stop()
		var e *StoppedError
		if err := p.ends(t); !errors.As(err, &e) {
			t.Error(err)
		}
		if took := time.Since(start); took > linear.EndTime+keepTime {
			t.Errorf("the end takes %v", took)
		}
		p.hangsUp("")
	})
}

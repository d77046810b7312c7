package tui

import (
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// A terminal that answers late is on a slow line, one that never answers is not.
func TestMeasuredLine(t *testing.T) {
	for _, c := range []struct {
		trip time.Duration
		slow bool
	}{{20 * time.Millisecond, false}, {slowTrip, true}, {2 * time.Second, true}} {
		d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
		if d.root.look.plain {
			t.Fatal("slow before it was measured")
		}
		d.root.measured(d.root.asked.Add(c.trip))
		if d.root.look.plain != c.slow {
			t.Errorf("%s: slow is %v", c.trip, d.root.look.plain)
		}
	}
}

// What a terminal answers is no key on any screen.
func TestAnswerIsNoKey(t *testing.T) {
	answer := "\x1b[?62;22c"
	n, event := (&uv.EventDecoder{}).Decode([]byte(answer))
	if n != len(answer) {
		t.Fatalf("%d bytes are %#v", n, event)
	}
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	before := d.root.top()
	d.root.asked = time.Now().Add(-slowTrip)
	d.root.Update(event)
	if !d.root.look.plain || d.root.top() != before {
		t.Error("a slow line is not noticed, or the answer opens something")
	}
}

// The answer that says what the terminal is ends the measuring, and only that.
func TestMeasuredByAnswer(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	d.root.asked = time.Now().Add(-time.Minute)
	d.press("down")
	if d.root.look.plain {
		t.Error("a key was taken for the answer")
	}
	d.send(uv.PrimaryDeviceAttributesEvent{62, 22})
	if !d.root.look.plain {
		t.Error("an answer after a minute is slow")
	}
}

// A slow line is given few columns, but those that were asked for.
func TestSlowColumns(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 200, 40).settle().press("f4").golden("slow/portfolio")
	p := d.root.top().(*projects)
	for _, l := range []string{"+country", "+programme"} {
		p.layout = parseLayout(l)
		if cols := p.columns(); columnAt(cols, strings.TrimPrefix(l, "+")) < 0 {
			t.Errorf("%s was asked for and is not there: %v", l, heads(cols))
		}
	}
	d.press("@Reconcile").golden("slow/reconcile")
	d.press("@Timeline").golden("slow/timeline")
}

// On a slow line nothing is drawn with block characters.
func TestSlow(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("f4", "enter").golden("slow/project")
	if text := d.root.draw(); strings.ContainsAny(text, "█▉▊▋▌▍▎▏▁▂▃▄▅▆▇░▒▓") {
		t.Errorf("there are blocks:\n%s", text)
	}
}

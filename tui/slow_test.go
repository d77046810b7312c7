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

// On a slow line nothing is drawn with block characters.
func TestSlow(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("f4", "enter").golden("slow/project")
	if text := d.root.draw(); strings.ContainsAny(text, "█▉▊▋▌▍▎▏▁▂▃▄▅▆▇░▒▓") {
		t.Errorf("there are blocks:\n%s", text)
	}
}

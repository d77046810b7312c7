package tui

import (
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

// A terminal that answers late is on a slow line, one that never answers is not.
func TestMeasuredLine(t *testing.T) {
	for _, c := range []struct {
		trip time.Duration
		slow bool
	}{{20 * time.Millisecond, false}, {shell.SlowTrip, true}, {2 * time.Second, true}} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
		if d.Root.Look.Plain {
			t.Fatal("slow before it was measured")
		}
		d.Root.Measured(d.Root.Asked.Add(c.trip))
		if d.Root.Look.Plain != c.slow {
			t.Errorf("%s: slow is %v", c.trip, d.Root.Look.Plain)
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
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	before := d.Root.Top()
	d.Root.Asked = time.Now().Add(-shell.SlowTrip)
	d.Root.Update(event)
	if !d.Root.Look.Plain || d.Root.Top() != before {
		t.Error("a slow line is not noticed, or the answer opens something")
	}
}

// The answer that says what the terminal is ends the measuring, and only that.
func TestMeasuredByAnswer(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	d.Root.Asked = time.Now().Add(-time.Minute)
	d.Press("down")
	if d.Root.Look.Plain {
		t.Error("a key was taken for the answer")
	}
	d.Send(uv.PrimaryDeviceAttributesEvent{62, 22})
	if !d.Root.Look.Plain {
		t.Error("an answer after a minute is slow")
	}
}

func TestSlowScreens(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 200, 40).Settle().Press("f4").Golden("slow/portfolio")
	d.Press("@Reconcile").Golden("slow/reconcile")
	d.Press("@Timeline").Golden("slow/timeline")
}

// On a slow line nothing is drawn with block characters.
func TestSlow(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("f4", "enter").Golden("slow/project")
	if text := d.Root.Draw(); strings.ContainsAny(text, "█▉▊▋▌▍▎▏▁▂▃▄▅▆▇░▒▓") {
		t.Errorf("there are blocks:\n%s", text)
	}
}

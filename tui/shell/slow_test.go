package shell

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// none is the reference of a root that has none.
func none() []remap.Section { return nil }

// still returns a root with one page, which asks for nothing.
func still(t *testing.T) *Root {
	t.Helper()
	look := &draw.Styles{}
	page := func() ui.Screen { return sheet.NewText("Still", nil, draw.Frame{Styles: look}) }
	r := New(Config{Views: []*View{{Name: "Tested", First: page}}, Styles: look, Reference: none, Known: none,
		Editor: edit.NewEditor(t.Context(), nil, &portfolio.Catalogue{}, "", 0)})
	r.Init()
	r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	return r
}

// A terminal that answers late is on a slow line, one that never answers is not.
func TestMeasuredLine(t *testing.T) {
	for _, c := range []struct {
		trip time.Duration
		slow bool
	}{{20 * time.Millisecond, false}, {slowTrip, true}, {2 * time.Second, true}} {
		r := still(t)
		if r.Styles.Slow {
			t.Fatal("slow before it was measured")
		}
		r.measured(r.asked.Add(c.trip))
		if r.Styles.Slow != c.slow {
			t.Errorf("%s: slow is %v", c.trip, r.Styles.Slow)
		}
	}
}

// TestAnswerIsNoKey checks that no screen takes an answer of the terminal for a key.
func TestAnswerIsNoKey(t *testing.T) {
	answer := "\x1b[?62;22c"
	n, event := (&uv.EventDecoder{}).Decode([]byte(answer))
	if n != len(answer) {
		t.Fatalf("%d bytes are %#v", n, event)
	}
	r := still(t)
	before := r.Top()
	r.asked = time.Now().Add(-slowTrip)
	r.Update(event)
	if !r.Styles.Slow || r.Top() != before {
		t.Error("a slow line is not noticed, or the answer opens something")
	}
}

// The answer that says what the terminal is ends the measuring, and only that.
func TestMeasuredByAnswer(t *testing.T) {
	r := still(t)
	r.asked = time.Now().Add(-time.Minute)
	r.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	if r.Styles.Slow {
		t.Error("a key was taken for the answer")
	}
	r.Update(uv.PrimaryDeviceAttributesEvent{62, 22})
	if !r.Styles.Slow {
		t.Error("an answer after a minute is slow")
	}
}

// A line that turns out to be slow is told once, with the key that shows all again; where something
// else was said first, at the next key.
func TestSlowIsTold(t *testing.T) {
	for name, before := range map[string]ui.Notice{"at once": {}, "after another": {Text: "welcome"}} {
		r := still(t)
		r.Status = before
		r.measured(r.asked.Add(slowTrip))
		if !before.Empty() {
			if r.Said() != before {
				t.Errorf("%s: says %q", name, r.Said().Text)
			}
			r.Update(tea.KeyPressMsg{Code: tea.KeyDown})
		}
		if n := r.Said(); n.Text != "the line is slow: fewer columns and plain bars" || n.Hint != "f4 shows all" {
			t.Errorf("%s: says %+v", name, n)
		}
		r.Update(tea.KeyPressMsg{Code: tea.KeyDown})
		if n := r.Said(); !n.Empty() {
			t.Errorf("%s: goes on to say %q", name, n.Text)
		}
	}
}

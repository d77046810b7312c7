package tui

import (
	"slices"
	"testing"

	"fieldfolio/seed"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/paint"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

// The targets of a slow line: bytes for small steps, and for drawings the ratio to the visible
// text. Opening may take more than a page, since nothing of it is on the screen yet.
const (
	selectTarget = 12
	scrollTarget = 130
	letterTarget = 60
	pageTarget   = 1.15
	openTarget   = 1.2
	firstTarget  = 1.3
)

// wire counts what screens take on their way to a terminal.
type wire struct {
	d     *uitest.Driver
	meter *paint.Meter
}

func newWire(d *uitest.Driver) *wire {
	w := &wire{d, paint.NewMeter(d.Root.Width, d.Root.Height)}
	w.paint()
	return w
}

// paint returns the number of bytes that it takes to update the terminal.
func (w *wire) paint() int { return w.meter.Draw(w.d.Root.View()) }

func (w *wire) press(keys ...string) int {
	w.d.Press(keys...)
	return w.paint()
}

// documentDriver shows the portfolio of the document in colour.
func documentDriver(t *testing.T, w, h int) *uitest.Driver {
	t.Helper()
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &uitest.Memory{Doc: doc}, w, h).Settle()
	d.Root.Styles.Wear(draw.Themes[0])
	return d
}

// A selection that moves in a list, and a list that scrolls, take no more bytes
// than their targets. The marker of a breakdown stands beside its figure, and the
// cursor comes to it in two bytes a line and not by a return: its target is missed
// by three.
func TestSmallSteps(t *testing.T) {
	for _, slow := range []bool{false, true} {
		for _, view := range []string{"@Overview", "@Portfolio", "@Breakdown", "@Timeline", "@Programme", "@Reconcile"} {
			most := selectTarget
			if view == "@Breakdown" {
				most += 3
			}
			d := documentDriver(t, 80, 24)
			d.Root.Styles.Slow = slow
			w := newWire(d)
			w.press(view)
			w.press("down") // what was said of the view before is gone
			w.press("up")
			for _, key := range []string{"down", "down", "up", "up"} {
				if n := w.press(key); n == 0 || n > most {
					t.Errorf("%s, slow %v: %s takes %d bytes, of at most %d", view, slow, key, n, most)
				}
			}
			if view == "@Portfolio" || view == "@Timeline" {
				scrollsCheaply(t, view, w)
			}
		}
	}
}

// TestSideways checks that the painter moves the cursor over what stands between two cells. On the Overview the name
// of the selected service line changes, too, but not on a slow line.
func TestSideways(t *testing.T) {
	for _, c := range []struct {
		view string
		down int // to a line with figures; below the ninth, one takes a digit more
		slow bool
		most int
	}{{"@Breakdown", 4, false, 16}, {"@Breakdown", 4, true, 16}, {"@Overview", 7, true, 16}, {"@Overview", 7, false, 60}} {
		d := documentDriver(t, 80, 24)
		d.Root.Styles.Slow = c.slow
		w := newWire(d)
		w.press(c.view)
		w.press(slices.Repeat([]string{"down"}, c.down)...)
		w.press("right")
		for _, key := range []string{"left", "right", "left", "right"} {
			if n := w.press(key); n == 0 || n > c.most {
				t.Errorf("%s, slow %v: %s takes %d bytes, of at most %d", c.view, c.slow, key, n, c.most)
			}
		}
	}
}

// scrollsCheaply holds the middle of some steps: how long a title is varies.
func scrollsCheaply(t *testing.T, view string, w *wire) {
	w.press(slices.Repeat([]string{"down"}, 24)...)
	costs := make([]int, 9)
	for i := range costs {
		costs[i] = w.press("down")
	}
	slices.Sort(costs)
	if n := costs[len(costs)/2]; n <= selectTarget || n > scrollTarget {
		t.Errorf("%s: scrolling takes %d bytes, of at most %d: %v", view, n, scrollTarget, costs)
	}
}

// TestLetters checks that a letter of a search takes few bytes until its answer arrives.
func TestLetters(t *testing.T) {
	for _, view := range []string{"@Portfolio", "@Breakdown", "@Timeline"} {
		w := newWire(documentDriver(t, 80, 24))
		w.press(view)
		w.press("/")
		for _, l := range []string{"d", "r", "u", "g"} {
			w.d.Send(uitest.Key(l))
			if n := w.paint(); n == 0 || n > letterTarget {
				t.Errorf("%s: %s takes %d bytes, of at most %d", view, l, n, letterTarget)
			}
		}
	}
}

// TestNewsBytes checks how many bytes it takes to show what another person has changed, and who: none
// where it is not on the screen, at most 120 where one line of it is. A new amount changes several
// figures of the Overview, of a breakdown and of a project.
func TestNewsBytes(t *testing.T) {
	for _, c := range []struct {
		keys  []string
		field string
		most  int
	}{
		{[]string{"@Portfolio"}, "approved", 120}, {[]string{"@Portfolio"}, "end", 120}, {[]string{"@Portfolio", "end"}, "end", 0},
		{[]string{"@Breakdown"}, "approved", 220}, {[]string{"@Breakdown"}, "end", 0}, {[]string{"@Timeline"}, "approved", 0},
		{[]string{"@Reconcile"}, "approved", 0}, {[]string{"@Overview"}, "approved", 300},
		{[]string{"@Portfolio", "enter"}, "approved", 600}, {[]string{"@Portfolio", "s"}, "title", 0},
	} {
		w := newWire(documentDriver(t, 80, 24))
		w.press(append(c.keys, "down")...)
		value := map[string]string{"approved": "12,000,000", "end": "2014-02-28", "title": "Renamed"}[c.field]
		w.d.Send(another(w.d, "Awa", setting("TAJH03", c.field, value)))
		w.d.Settle()
		n := w.paint()
		if n > c.most || c.most > 0 && n == 0 {
			t.Errorf("%s: %s takes %d bytes, of at most %d", c.keys, c.field, n, c.most)
		}
		t.Logf("%s, %s: %d", c.keys, c.field, n)
	}
}

// TestPatience checks that a screen just opened is shown only after its first answer, the end of
// Patience, or a key.
func TestPatience(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(d *uitest.Driver)
	}{
		{"answer", func(d *uitest.Driver) { d.Settle() }},
		{"patience", func(d *uitest.Driver) { d.Send(shell.PatienceEnds{Screen: d.Root.Top()}) }},
		{"key", func(d *uitest.Driver) { d.Send(uitest.Key("?")) }},
	} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
		d.Root.Held.Patience = 1
		before := d.Root.View().Content
		d.Send(d.Key("@Programme"))
		if got := d.Root.View().Content; got != before {
			t.Fatalf("%s: it is shown at once:\n%s", c.name, got)
		}
		d.Send(shell.PatienceEnds{Screen: nil})
		if got := d.Root.View().Content; got != before {
			t.Errorf("%s: another screen's patience ended, and it is shown:\n%s", c.name, got)
		}
		if c.end(d); d.Root.View().Content == before {
			t.Errorf("%s: it is not shown", c.name)
		}
	}
}

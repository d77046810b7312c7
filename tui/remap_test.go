package tui

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/uitest"
)

func remapped(t *testing.T, keys map[string][]string) (*uitest.Driver, error) {
	t.Helper()
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	d.Root.Remap = keys
	return d, d.Root.CheckKeys()
}

// TestRemap checks that a configured key does its action, is shown wherever keys are, and no longer
// does what it did before.
func TestRemap(t *testing.T) {
	d, err := remapped(t, map[string][]string{"portfolio.measure": {"ctrl+g", "x"}, "quit": {"ctrl+q"}, "portfolio.open": {"a"}})
	if err != nil {
		t.Fatal(err)
	}
	if d.Press("m"); !strings.Contains(d.Root.Draw(), "m does nothing here") {
		t.Errorf("the old key still works:\n%s", d.Root.Draw())
	}
	if d.Press("x"); !strings.Contains(d.Root.Draw(), "OVERALL") {
		t.Errorf("the new key does not:\n%s", d.Root.Draw())
	}
	if text := d.Press("?").Root.Draw(); !strings.Contains(text, "ctrl+g x") {
		t.Errorf("help does not know:\n%s", text)
	}
	if d.Press("esc", "a"); d.Root.Top().Name() != "project" {
		t.Errorf("a leads to %s", d.Root.Top().Name())
	}
	if d.Press("q"); d.Quit {
		t.Error("q still quits")
	}
	if d.Press("ctrl+q"); !d.Quit {
		t.Error("ctrl+q does not")
	}
}

// TestRemapFaults checks that unknown names and keys given twice are refused with a remedy.
func TestRemapFaults(t *testing.T) {
	for _, c := range []struct {
		keys map[string][]string
		says string
	}{
		{map[string][]string{"portfolio.mesure": {"x"}}, `keys "portfolio.mesure" is not an action; did you mean portfolio.measure?`},
		{map[string][]string{"quitt": {"x"}}, `keys "quitt" is not an action; did you mean quit?`},
		{map[string][]string{"quit": {"hyper+x"}}, `keys "quit" cannot have the key hyper+x; write one such as x, X, ctrl+x, alt+x, f5, enter, space or pgdown`},
		{map[string][]string{"portfolio.open": {"x"}, "portfolio.measure": {"x"}}, `keys "x" is given to both portfolio.open and portfolio.measure; give each a key of its own`},
	} {
		_, err := remapped(t, c.keys)
		var in *fault.Invalid
		if !errors.As(err, &in) {
			t.Errorf("%v: %v", c.keys, err)
			continue
		}
		if got := in.Error() + "; " + in.Do; got != c.says {
			t.Errorf("got %s, want %s", got, c.says)
		}
	}
}

// TestRemapEverywhere checks that a key given to a global action is taken from every screen.
func TestRemapEverywhere(t *testing.T) {
	d, err := remapped(t, map[string][]string{"palette": {"enter"}, "help": {"e"}})
	if err != nil {
		t.Fatal(err)
	}
	if d.Press("enter"); d.Root.Top().Name() != "palette" {
		t.Errorf("enter leads to %s", d.Root.Top().Name())
	}
	d.Press("esc")
	if d.Press("e"); d.Root.Top().Name() != "help" {
		t.Errorf("e leads to %s", d.Root.Top().Name())
	}
	if d.Press("esc", ":"); !strings.Contains(d.Root.Draw(), "e shows the keys, enter all that can be done") {
		t.Errorf("the hint names other keys:\n%s", d.Root.Draw())
	}
}

package tui

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

func remapped(t *testing.T, keys map[string][]string) (*driver, error) {
	t.Helper()
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	d.root.remap = keys
	return d, d.root.checkKeys()
}

// A key of the configuration does what it was given to, is shown wherever keys
// are, and is taken from what it did before.
func TestRemap(t *testing.T) {
	d, err := remapped(t, map[string][]string{"portfolio.measure": {"ctrl+g", "x"}, "quit": {"ctrl+q"}, "portfolio.open": {"a"}})
	if err != nil {
		t.Fatal(err)
	}
	if d.press("m"); !strings.Contains(d.root.draw(), "m does nothing here") {
		t.Errorf("the old key still works:\n%s", d.root.draw())
	}
	if d.press("x"); !strings.Contains(d.root.draw(), "OVERALL") {
		t.Errorf("the new key does not:\n%s", d.root.draw())
	}
	if text := d.press("?").root.draw(); !strings.Contains(text, "ctrl+g x") {
		t.Errorf("help does not know:\n%s", text)
	}
	if d.press("esc", "a"); d.root.top().Name() != "project" {
		t.Errorf("a leads to %s", d.root.top().Name())
	}
	if d.press("q"); d.quit {
		t.Error("q still quits")
	}
	if d.press("ctrl+q"); !d.quit {
		t.Error("ctrl+q does not")
	}
}

// Names that are none and keys given twice are refused with what to do.
func TestRemapFaults(t *testing.T) {
	for _, c := range []struct {
		keys map[string][]string
		says string
	}{
		{map[string][]string{"portfolio.mesure": {"x"}}, `keys "portfolio.mesure" is no action; did you mean portfolio.measure?`},
		{map[string][]string{"quitt": {"x"}}, `keys "quitt" is no action; did you mean quit?`},
		{map[string][]string{"quit": {"hyper+x"}}, `keys "quit" cannot have the key hyper+x; write one such as x, X, ctrl+x, alt+x, f5, enter, space or pgdown`},
		{map[string][]string{"portfolio.open": {"x"}, "portfolio.measure": {"x"}}, `keys "x" is given to both portfolio.open and portfolio.measure; give each a key of its own`},
	} {
		_, err := remapped(t, c.keys)
		var in *portfolio.Invalid
		if !errors.As(err, &in) {
			t.Errorf("%v: %v", c.keys, err)
			continue
		}
		if got := in.Error() + "; " + in.Do; got != c.says {
			t.Errorf("got %s, want %s", got, c.says)
		}
	}
}

// A key that is given to what holds everywhere is taken from every screen.
func TestRemapEverywhere(t *testing.T) {
	d, err := remapped(t, map[string][]string{"palette": {"enter"}, "help": {"e"}})
	if err != nil {
		t.Fatal(err)
	}
	if d.press("enter"); d.root.top().Name() != "palette" {
		t.Errorf("enter leads to %s", d.root.top().Name())
	}
	d.press("esc")
	if d.press("e"); d.root.top().Name() != "help" {
		t.Errorf("e leads to %s", d.root.top().Name())
	}
	if d.press("esc", ":"); !strings.Contains(d.root.draw(), "e shows the keys, enter all that can be done") {
		t.Errorf("the hint names other keys:\n%s", d.root.draw())
	}
}

package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/draw/drawtest"
)

// pressed returns the press of a key.
func pressed(name string) tea.KeyPressMsg {
	codes := map[string]rune{"left": tea.KeyLeft, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "tab": tea.KeyTab,
		"delete": tea.KeyDelete, "backspace": tea.KeyBackspace}
	for mod, is := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, mod); ok {
			return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: is}
		}
	}
	switch code, ok := codes[name]; {
	case ok:
		return tea.KeyPressMsg{Code: code}
	case name == "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

func TestField(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"a", "b", "left", "c"}, "acb"},
		{[]string{"a", "space", "b", "ctrl+w"}, "a "},
		{[]string{"a", "b", "home", "delete"}, "b"},
		{[]string{"a", "b", "left", "ctrl+k"}, "a"},
		{[]string{"a", "b", "backspace", "backspace", "backspace"}, ""},
		{[]string{"é", "中", "ctrl+u", "x"}, "x"},
		{[]string{"क", "ि", "\u202e", "x"}, "किx"},
		{[]string{"a", "b", "left", "alt+d", "ctrl+v", "tab", "up", "down"}, "ab"},
	} {
		f := NewField()
		for _, k := range c.keys {
			f.Press(pressed(k))
		}
		if f.String() != c.want {
			t.Errorf("%v: got %q, want %q", c.keys, f.String(), c.want)
		}
	}
}

// What is shown of a text fits, as the renderer counts its cells, wherever the cursor
// stands.
func TestFieldFits(t *testing.T) {
	for value, m := range map[ansi.ModeSetting]ansi.Method{ansi.ModeNotRecognized: ansi.WcWidth, ansi.ModeSet: ansi.GraphemeWidth} {
		by := &draw.Measure{}
		by.Answered(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: value})
		rapid.Check(t, func(rt *rapid.T) {
			text := rapid.OneOf(rapid.Custom(drawtest.Odd), rapid.String())
			s, w := draw.Clean(text.Draw(rt, "text")), rapid.IntRange(0, 40).Draw(rt, "width")
			f := NewField()
			f.Set(s)
			f.Input.SetCursor(rapid.IntRange(0, len([]rune(s))).Draw(rt, "cursor"))
			if got, x := f.View(by, w); drawtest.Drawn(got, m) > w || by.Cells(got) > w || x > w {
				rt.Errorf("view of %q in %d is %q, of %d cells, cursor at %d", s, w, got, drawtest.Drawn(got, m), x)
			}
		})
	}
}

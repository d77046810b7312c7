package tui

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// driver presses keys and runs commands in order, without terminal, clock or
// goroutine.
type driver struct {
	t       testing.TB
	root    *root
	src     *memory
	pending []tea.Cmd
	quit    bool
	copied  copied // what was copied last
}

// drive starts the screens of a root at one of its views.
func drive(t testing.TB, src *memory, r *root, view string, w, h int) *driver {
	t.Helper()
	d := &driver{t: t, root: r, src: src}
	r.at = d.viewAt(view)
	d.later(r.Init())
	d.size(w, h)
	return d
}

func (d *driver) later(c tea.Cmd) {
	if c != nil {
		d.pending = append(d.pending, c)
	}
}

func (d *driver) size(w, h int) { d.send(tea.WindowSizeMsg{Width: w, Height: h}) }

func (d *driver) send(m tea.Msg) {
	_, c := d.root.Update(m)
	d.later(c)
}

// settle runs commands until there are none.
func (d *driver) settle() *driver {
	for i := 0; len(d.pending) > 0; i++ {
		if i > 1000 {
			d.t.Fatal("commands never end")
		}
		c := d.pending[0]
		d.pending = d.pending[1:]
		d.deliver(c())
	}
	return d
}

func (d *driver) deliver(m tea.Msg) {
	switch m := m.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			d.later(c)
		}
	case tea.QuitMsg:
		d.quit = true
	case copied:
		d.copied = m
		d.send(m)
	default:
		d.send(m)
	}
}

// press presses keys one after the other and runs what they cause.
func (d *driver) press(keys ...string) *driver {
	for _, k := range keys {
		d.send(d.key(k))
		d.settle()
		d.check()
	}
	return d
}

// key returns the press of a key; @Sync is the one that shows the view Sync.
func (d *driver) key(name string) tea.KeyPressMsg {
	if view, ok := strings.CutPrefix(name, "@"); ok && view != "" {
		return key(strconv.Itoa(d.viewAt(view) + 1))
	}
	return key(name)
}

func (d *driver) viewAt(name string) int {
	i := slices.IndexFunc(d.root.views, func(v *view) bool { return v.name == name })
	if i < 0 {
		d.t.Fatalf("there is no view %s", name)
	}
	return i
}

// typed presses the letters of a text.
func (d *driver) typed(text string) *driver {
	for _, r := range text {
		k := string(r)
		if k == " " {
			k = "space"
		}
		d.press(k)
	}
	return d
}

// check fails if the screen is larger than the terminal, or shows what no
// screen may.
func (d *driver) check() {
	d.t.Helper()
	d.fits("screen", d.root.draw(), d.root.height)
	body := d.root.top().View()
	d.fits("body", body, d.root.body().Height)
	if word := cutSilently(body); word != "" && d.root.typing() == nil {
		d.t.Fatalf("%d by %d: a word is cut without …: %q in\n%s", d.root.width, d.root.height, word, body)
	}
}

func (d *driver) fits(what, text string, height int) {
	d.t.Helper()
	lines := strings.Split(text, "\n")
	if len(lines) > max(height, 1) {
		d.t.Fatalf("%s has %d lines, there are %d:\n%s", what, len(lines), height, text)
	}
	for i, l := range lines {
		if width(l) > d.root.width {
			d.t.Fatalf("%s, line %d takes %d cells, there are %d: %q", what, i, width(l), d.root.width, l)
		}
		if bad := badIn(l); bad != "" {
			d.t.Fatalf("%s, line %d shows the character %s: %q", what, i, bad, l)
		}
	}
}

// golden compares the screen with a file.
func (d *driver) golden(name string) *driver {
	d.t.Helper()
	d.check()
	got := belowViews(d.root) + "\n"
	if strings.Contains(got, "\x1b") {
		d.t.Errorf("%s: an escape sequence without colour: %q", name, got)
	}
	sameAsFile(d.t, name, got)
	return d
}

var namedKeys = map[string]rune{"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "enter": tea.KeyEnter,
	"f2": tea.KeyF2, "f3": tea.KeyF3, "f5": tea.KeyF5,
	"esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete}

func key(name string) tea.KeyPressMsg {
	if c, ok := namedKeys[name]; ok {
		return tea.KeyPressMsg{Code: c}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: codeOf(rest), Mod: tea.ModCtrl}
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		return tea.KeyPressMsg{Code: codeOf(rest), Mod: tea.ModAlt}
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		return tea.KeyPressMsg{Code: namedKeys[rest], Mod: tea.ModShift}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

func codeOf(name string) rune {
	if c, ok := namedKeys[name]; ok {
		return c
	}
	return []rune(name)[0]
}

func (d *driver) clickAt(x, y int) *driver {
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.settle()
	d.check()
	return d
}

// find returns the cell at which a text begins on the screen.
func (d *driver) find(text string) (x, y int) {
	d.t.Helper()
	for y, l := range strings.Split(d.root.draw(), "\n") {
		if i := strings.Index(l, text); i >= 0 {
			return width(l[:i]), y
		}
	}
	d.t.Fatalf("%q is not on the screen:\n%s", text, d.root.draw())
	return 0, 0
}

func (d *driver) clickOn(text string) *driver {
	d.t.Helper()
	x, y := d.find(text)
	return d.clickAt(x+1, y)
}

func (d *driver) says(text string) *driver {
	d.t.Helper()
	if !strings.Contains(d.root.draw(), text) {
		d.t.Errorf("does not say %q:\n%s", text, d.root.draw())
	}
	return d
}

// all returns what is on the screen from the first to the last line of a page
// that scrolls.
func (d *driver) all() string {
	d.t.Helper()
	d.press("home")
	text, before := "", ""
	for now := d.root.top().View(); now != before; now = d.root.top().View() {
		text += now + "\n"
		before = now
		d.press("down")
	}
	return text
}

// begins presses a key that starts a job, and goes on until that says so: its
// end waits among the commands, which settle runs.
func (d *driver) begins(k string) *driver {
	d.t.Helper()
	d.send(d.key(k))
	for len(d.root.jobs) == 0 && len(d.pending) > 0 {
		c := d.pending[0]
		d.pending = d.pending[1:]
		d.deliver(c())
	}
	return d
}

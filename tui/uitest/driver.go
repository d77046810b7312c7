package uitest

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// Driver presses keys and runs commands in order, without terminal or goroutine, by
// a clock of its own.
type Driver struct {
	T       testing.TB
	Root    *shell.Root
	Src     *Memory
	Pending []tea.Cmd
	Quit    bool
	Copied  ui.Copied // what was copied last
	Clock   time.Time // of the keys
	Burst   bool      // keys come at once; otherwise each comes long after the one before
}

// Jobs say at once that they are at work: tests have no clock.
func init() { ui.Blink = 0 }

// Drive starts the screens of a root at one of its views.
func Drive(t testing.TB, src *Memory, r *shell.Root, view string, w, h int) *Driver {
	t.Helper()
	d := &Driver{T: t, Root: r, Src: src}
	r.At = d.viewAt(view)
	r.Now = func() time.Time { return d.Clock }
	d.Later(r.Init())
	d.Size(w, h)
	return d
}

func (d *Driver) Later(c tea.Cmd) {
	if c != nil {
		d.Pending = append(d.Pending, c)
	}
}

func (d *Driver) Size(w, h int) { d.Send(tea.WindowSizeMsg{Width: w, Height: h}) }

// AtEverySize checks the screen at every size from nothing to more than enough.
func (d *Driver) AtEverySize() {
	d.T.Helper()
	for w := 1; w <= 210; w += 7 {
		for h := 1; h <= 60; h += 3 {
			d.Size(w, h)
			d.Settle().Check()
		}
	}
}

func (d *Driver) Send(m tea.Msg) {
	if _, ok := m.(tea.KeyPressMsg); ok && !d.Burst {
		d.Clock = d.Clock.Add(time.Minute)
	}
	_, c := d.Root.Update(m)
	d.Later(c)
}

// Settle runs commands until there are none.
func (d *Driver) Settle() *Driver {
	for i := 0; len(d.Pending) > 0; i++ {
		if i > 1000 {
			d.T.Fatal("commands never end")
		}
		c := d.Pending[0]
		d.Pending = d.Pending[1:]
		d.Deliver(c())
	}
	return d
}

func (d *Driver) Deliver(m tea.Msg) {
	switch m := m.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			d.Later(c)
		}
	case tea.QuitMsg:
		d.Quit = true
	case ui.Copied:
		d.Copied = m
		d.Send(m)
	default:
		d.Send(m)
	}
}

// Press presses keys one after the other and runs what they cause.
func (d *Driver) Press(keys ...string) *Driver {
	for _, k := range keys {
		d.Send(d.Key(k))
		d.Settle()
		d.Check()
	}
	return d
}

// Key returns the press of a key; @Sync is the one that shows the view Sync.
func (d *Driver) Key(name string) tea.KeyPressMsg {
	if view, ok := strings.CutPrefix(name, "@"); ok && view != "" {
		return Key(strconv.Itoa(d.viewAt(view) + 1))
	}
	return Key(name)
}

func (d *Driver) viewAt(name string) int {
	i := slices.IndexFunc(d.Root.Views, func(v *shell.View) bool { return v.Name == name })
	if i < 0 {
		d.T.Fatalf("there is no view %s", name)
	}
	return i
}

// Typed presses the letters of a text.
func (d *Driver) Typed(text string) *Driver {
	for _, r := range text {
		k := string(r)
		if k == " " {
			k = "space"
		}
		d.Press(k)
	}
	return d
}

// Check fails if the screen is larger than the terminal, or shows what no
// screen may.
func (d *Driver) Check() {
	d.T.Helper()
	d.fits("screen", d.Root.Draw(), d.Root.Height)
	body := d.Root.Top().View()
	d.fits("body", body, d.Root.Body().Height)
	if word := cutSilently(body); word != "" && d.Root.Typing() == nil {
		d.T.Fatalf("%d by %d: a word is cut without …: %q in\n%s", d.Root.Width, d.Root.Height, word, body)
	}
}

func (d *Driver) fits(what, text string, height int) {
	d.T.Helper()
	lines := strings.Split(text, "\n")
	if len(lines) > max(height, 1) {
		d.T.Fatalf("%s has %d lines, there are %d:\n%s", what, len(lines), height, text)
	}
	for i, l := range lines {
		if d.Root.Measure.Cells(l) > d.Root.Width {
			d.T.Fatalf("%s, line %d takes %d cells, there are %d: %q", what, i, d.Root.Measure.Cells(l), d.Root.Width, l)
		}
		if bad := BadIn(l); bad != "" {
			d.T.Fatalf("%s, line %d shows the character %s: %q", what, i, bad, l)
		}
	}
}

// Golden compares the screen with a file.
func (d *Driver) Golden(name string) *Driver {
	d.T.Helper()
	d.Check()
	got := BelowViews(d.Root) + "\n"
	if strings.Contains(got, "\x1b") {
		d.T.Errorf("%s: an escape sequence without colour: %q", name, got)
	}
	SameAsFile(d.T, name, got)
	return d
}

var namedKeys = map[string]rune{"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "enter": tea.KeyEnter,
	"f2": tea.KeyF2, "f3": tea.KeyF3, "f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8,
	"esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete}

func Key(name string) tea.KeyPressMsg {
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

func (d *Driver) ClickAt(x, y int) *Driver {
	d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.Settle()
	d.Check()
	return d
}

// find returns the cell at which a text begins on the screen.
func (d *Driver) find(text string) (x, y int) {
	d.T.Helper()
	for y, l := range strings.Split(d.Root.Draw(), "\n") {
		if i := strings.Index(l, text); i >= 0 {
			return d.Root.Measure.Cells(l[:i]), y
		}
	}
	d.T.Fatalf("%q is not on the screen:\n%s", text, d.Root.Draw())
	return 0, 0
}

func (d *Driver) ClickOn(text string) *Driver {
	d.T.Helper()
	x, y := d.find(text)
	return d.ClickAt(x+1, y)
}

func (d *Driver) Says(text string) *Driver {
	d.T.Helper()
	if !strings.Contains(d.Root.Draw(), text) {
		d.T.Errorf("does not say %q:\n%s", text, d.Root.Draw())
	}
	return d
}

func (d *Driver) Lacks(text string) *Driver {
	d.T.Helper()
	if strings.Contains(d.Root.Draw(), text) {
		d.T.Errorf("says %q:\n%s", text, d.Root.Draw())
	}
	return d
}

// All returns what is on the screen from the first to the last line of a page
// that scrolls.
func (d *Driver) All() string {
	d.T.Helper()
	d.Press("home")
	text, before := "", ""
	for now := d.Root.Top().View(); now != before; now = d.Root.Top().View() {
		text += now + "\n"
		before = now
		d.Press("down")
	}
	return text
}

// Begins presses a key that starts a job, and goes on until that says so: its
// end waits among the commands, which settle runs.
func (d *Driver) Begins(k string) *Driver {
	d.T.Helper()
	d.Send(d.Key(k))
	for len(d.Root.Jobs) == 0 && len(d.Pending) > 0 {
		c := d.Pending[0]
		d.Pending = d.Pending[1:]
		d.Deliver(c())
	}
	return d
}

package paint

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"
)

// terminal is a frame and the terminal that it is written to.
type terminal struct {
	*frame
	screen *vt.Emulator
}

func newTerminal(w, h int) *terminal {
	t := &terminal{&frame{env: []string{"TERM=xterm-256color"}, profile: colorprofile.TrueColor}, vt.NewEmulator(w, h)}
	t.enter(w, h)
	return t
}

// shows draws a view and returns what it took.
func (t *terminal) shows(v tea.View) string {
	if t.differs(v) {
		t.draw(v)
	}
	sent := t.out.String()
	t.out.Reset()
	_, _ = t.screen.WriteString(sent)
	return sent
}

func page(lines ...string) tea.View { return tea.View{Content: strings.Join(lines, "\n")} }

// text returns what is on the terminal, without blanks at the ends of lines.
func (t *terminal) text() string {
	var lines []string
	for _, l := range strings.Split(t.screen.String(), "\n") {
		lines = append(lines, strings.TrimRight(l, " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// Whatever was shown, the terminal shows what is drawn.
func TestFrames(t *testing.T) {
	cell := rapid.SampledFrom([]string{" ", " ", "a", "b", "é", "世", "\x1b[1mx\x1b[m", "\x1b[2my\x1b[m", "█"})
	rapid.Check(t, func(r *rapid.T) {
		term := newTerminal(20, 6)
		lines := make([]string, 6)
		for range rapid.IntRange(1, 12).Draw(r, "frames") {
			switch rapid.IntRange(0, 3).Draw(r, "kind") {
			case 0: // another page
				for i := range lines {
					lines[i] = strings.Join(rapid.SliceOfN(cell, 0, 10).Draw(r, "line"), "")
				}
			case 1: // scrolled
				lines = append(lines[1:], strings.Join(rapid.SliceOfN(cell, 0, 10).Draw(r, "line"), ""))
			default: // another line
				lines[rapid.IntRange(0, 5).Draw(r, "y")] = strings.Join(rapid.SliceOfN(cell, 0, 10).Draw(r, "line"), "")
			}
			v := page(lines...)
			if rapid.Bool().Draw(r, "cursor") {
				v.Cursor = tea.NewCursor(rapid.IntRange(0, 19).Draw(r, "x"), rapid.IntRange(0, 5).Draw(r, "y"))
			}
			if rapid.IntRange(0, 9).Draw(r, "repaint") == 0 {
				term.stale = true
			}
			term.shows(v)
			fresh := newTerminal(20, 6)
			fresh.shows(v)
			if got, want := term.text(), fresh.text(); got != want {
				t.Fatalf("the terminal shows\n%s\nand should show\n%s", got, want)
			}
			if v.Cursor == nil != term.screen.CursorHidden() {
				t.Fatal("the cursor is not as it should be")
			}
			if c := v.Cursor; c != nil && term.screen.CursorPosition().X != c.X {
				t.Fatalf("the cursor is at %v, and should be at %v", term.screen.CursorPosition(), c.Position)
			}
			if again := term.shows(v); again != "" {
				t.Fatalf("the same view writes %q", again)
			}
		}
	})
}

// What is equal between two changes of a line is not written again.
func TestSparse(t *testing.T) {
	term := newTerminal(80, 24)
	before := page("", "» "+strings.Repeat("x", 50)+"   one")
	term.shows(before)
	if sent := term.shows(page("", "  "+strings.Repeat("x", 50)+" » one")); len(sent) > 16 {
		t.Errorf("moving the mark took %q", sent)
	}
	if term.text() != "\n  "+strings.Repeat("x", 50)+" » one" {
		t.Errorf("it shows %q", term.text())
	}
}

// The screen is cleared once before the first frame.
func TestClearedOnce(t *testing.T) {
	term := newTerminal(80, 24)
	term.resize(80, 24)
	sent := term.shows(page("one")) + term.shows(page("two"))
	if n := strings.Count(sent, "\x1b[2J") + strings.Count(sent, "\x1b[J"); n != 1 {
		t.Errorf("cleared %d times: %q", n, sent)
	}
}

// The terminal gets everything back.
func TestLeave(t *testing.T) {
	term := newTerminal(80, 24)
	v := page("one")
	v.Cursor, v.MouseMode = tea.NewCursor(0, 0), tea.MouseModeCellMotion
	term.shows(v)
	term.leave()
	sent := term.out.String()
	_, _ = term.screen.WriteString(sent)
	if term.screen.IsAltScreen() || term.screen.CursorHidden() {
		t.Error("the terminal is not as it was")
	}
	for _, off := range []string{"\x1b[?2004l", "\x1b[?1002l", "\x1b[?1006l", "\x1b[?1049l"} {
		if !strings.Contains(sent, off) {
			t.Errorf("%q is missing in %q", off, sent)
		}
	}
}

// A long frame is kept together, a short one has nothing added.
func TestCover(t *testing.T) {
	term := newTerminal(80, 24)
	term.atomic = true
	long := term.shows(page(strings.Repeat(strings.Repeat("x y ", 20)+"\n", 24)))
	if !strings.Contains(long, "\x1b[?2026h") || !strings.HasSuffix(long, "\x1b[?2026l") {
		t.Errorf("%q…", long[:40])
	}
	if short := term.shows(page("other" + strings.Repeat(strings.Repeat("x y ", 20)+"\n", 24)[5:])); strings.Contains(short, "2026") {
		t.Errorf("%q", short)
	}
}

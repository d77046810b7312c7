package shell

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/ui"
)

// unwrapped returns a screen as one line of words.
func unwrapped(screen string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(screen), " "), "- ", "-")
}

// shown reports whether a screen of w by h cells shows a text whole.
func shown(r *Root, w, h int, text string) bool {
	r.Update(tea.WindowSizeMsg{Width: w, Height: h})
	return strings.Contains(unwrapped(r.Draw()), unwrapped(text))
}

// refused is a failure with a remedy.
type refused struct{ do fault.Remedy }

func (refused) Error() string {
	return "the changes of roea have no effect: another office has changed the same field since"
}
func (e refused) Remedy() fault.Remedy { return e.do }

// TestRemediesAreShown checks that what can be done about a failure is on the screen whole, for every
// remedy that has words: beside it at 80 columns, and behind f5 at 40.
func TestRemediesAreShown(t *testing.T) {
	for _, a := range fault.Actions() {
		of := "roea 1f2e-3d4c-5b6a-7988-9aab-bccd-deef-f001"
		n := ui.Failure("The changes could not be received", refused{fault.Remedy{Action: a, Of: of}})
		for _, h := range []int{24, OwnStatusLine, 60} {
			r := still(t)
			r.Status = n
			if !shown(r, 80, h, n.Hint) {
				t.Errorf("80x%d: what to do is cut: %q in\n%s", h, n.Hint, r.Draw())
			}
		}
		r := still(t)
		r.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
		r.Status = n
		_, open := r.Update(tea.KeyPressMsg{Code: tea.KeyF5})
		r.Update(open())
		if !shown(r, 40, 100, ui.Capital(n.Hint)) {
			t.Errorf("40 columns: f5 does not show %q:\n%s", n.Hint, r.Draw())
		}
	}
}

// TestNoticesAreWhole checks that a notice of up to 800 characters is whole at 80 by 24, and that it
// never covers the line that it is about, which is selected or typed in.
func TestNoticesAreWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := still(t)
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,12}`), 1, 60)
		r.Status = ui.Notice{Text: strings.Join(words.Draw(rt, "text"), " "), Hint: strings.Join(words.Draw(rt, "hint"), " ")}
		if text := r.Status.Text + "; " + r.Status.Hint; len(text) <= 800 && !shown(r, 80, 24, text) {
			rt.Errorf("%q is cut:\n%s", text, r.Draw())
		}
		lines := make([]string, rapid.IntRange(2, 40).Draw(rt, "lines"))
		kept := rapid.IntRange(0, len(lines)-1).Draw(rt, "selected")
		lines[kept] = ui.Gutter(true) + "this one"
		if r.over(lines, r.Status); lines[kept] != ui.Gutter(true)+"this one" {
			rt.Errorf("covers line %d of %d: %q", kept, len(lines), lines)
		}
	})
}

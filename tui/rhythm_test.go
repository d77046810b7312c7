package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func typist(t *testing.T) *uitest.Driver {
	t.Helper()
	return newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
}

// burst presses keys at once.
func burst(d *uitest.Driver, keys ...string) *uitest.Driver {
	d.Clock = d.Clock.Add(time.Minute)
	d.Burst = true
	d.Press(keys...)
	d.Burst = false
	return d
}

// TestPasted checks that what a terminal pastes as if it was typed is text in a text field and nothing elsewhere, and
// that keys pressed fast one after the other still work.
func TestPasted(t *testing.T) {
	d := burst(typist(t), "s", "e", "u", "enter")
	if d.Root.Top().Name() != "sort" {
		t.Errorf("the first key of a paste leads to %s", d.Root.Top().Name())
	}
	d = burst(typist(t), "down", "down", "enter")
	if d.Root.Top().Name() != "project" {
		t.Errorf("arrows and enter in a burst lead to %s", d.Root.Top().Name())
	}
	d = burst(typist(t), "j", "j", "j", "j", "enter").Says("5 of ")
	if d.Press("esc"); d.Root.Top().Name() != "portfolio" {
		t.Errorf("then esc leads to %s", d.Root.Top().Name())
	}
	d = burst(typist(t), "j", "k", "j", "e", "enter").Says("several letters at once are not commands")
	if d.Root.Top().Name() != "portfolio" {
		t.Errorf("a paste leads to %s", d.Root.Top().Name())
	}
	if d = burst(typist(t), "m", "a", "r", "i"); !strings.Contains(d.Root.Draw(), "nothing entered yet") {
		t.Errorf("a word is text in a field that it has opened:\n%s", d.Root.Draw())
	}
	burst(typist(t), "/", "A", "B", "C", "X", "2", "8").Says("ABCX28")
	if d = burst(typist(t).Press("@Overview"), "/", "u", "u", "u"); d.Root.Typing() == nil {
		t.Error("/ opens no search on the Overview")
	}
	d = typist(t).Press("enter", "e")
	burst(d, "a", "b", "c", "enter")
	if d.Root.Typing() == nil {
		t.Error("enter in a paste has saved")
	}
	if d.Press("enter"); d.Root.Typing() != nil {
		t.Error("enter by hand does not save")
	}
}

// TestTypedAhead checks that a key or a paste that comes before the key before it has opened or closed a screen is
// meant for what is on top then.
func TestTypedAhead(t *testing.T) {
	at := func(d *uitest.Driver, screen string) {
		t.Helper()
		if got := d.Root.Top().Name(); got != screen {
			t.Errorf("%s is on top, not %s:\n%s", got, screen, d.Root.Draw())
		}
	}
	ahead := func(d *uitest.Driver, inputs ...any) *uitest.Driver {
		d.Clock, d.Burst = d.Clock.Add(time.Minute), true
		for _, in := range inputs {
			switch in := in.(type) {
			case string:
				d.Send(d.Key(in))
			case tea.PasteMsg:
				d.Send(in)
			}
		}
		d.Burst = false
		return d.Settle()
	}
	d := typist(t).Press("enter")
	at(ahead(d, "esc", "down"), "portfolio")
	d.Says("»  ABBX27")
	at(ahead(d, "enter", "esc", "down", "enter", "esc", "down"), "portfolio")
	d.Says("»  ABYX24")
	at(ahead(d, "?", "esc", "enter"), "project")
	at(ahead(d, "esc", "f"), "facets")
	at(ahead(d.Press("esc"), ":", tea.PasteMsg{Content: "undo"}), "palette")
	if text := d.Root.Draw(); !strings.Contains(text, ": undo") {
		t.Errorf("the paste is not in the field:\n%s", text)
	}
}

// TestPastedLines checks that enter, which ends each line of a text, neither answers a question nor saves a value when
// text comes right before or after it.
func TestPastedLines(t *testing.T) {
	for name, at := range map[string][]string{
		"page": {"enter"}, "history": {"@History"}, "question": {"u"}, "value": {"e", "a", "p", "p", "enter"},
		"note": {"enter", "a"}, "form": {"E"}, "portfolio": nil,
	} {
		for _, text := range [][]string{
			{"u", "enter", "a", "n", "d"}, {"u", "ctrl+j", "ctrl+j", "ctrl+j"}, {"u", "enter", "u", "enter", "u"},
			{"enter", "enter", "t", "h", "e"}, {"o", "k", "enter", "t"}, {"1", "enter", "2", "enter"}, {"5", "m", "enter", "enter"},
			{"a", "b", "c", "enter", "ctrl+s", "enter"},
		} {
			m := &uitest.Memory{Doc: uitest.Sample()}
			d := newDriver(t, m, 80, 24).Settle().Press("e").Typed("title").Press("enter", "ctrl+u").Typed("New").Press("enter", "enter")
			if m.Editor.Changes != 1 {
				t.Fatalf("nothing was changed to undo:\n%s", d.Root.Draw())
			}
			burst(d.Press(at...), text...)
			if d.Settle(); m.Editor.Changes != 1 {
				t.Errorf("%s: %q has changed something:\n%s", name, text, d.Root.Draw())
			}
		}
	}
}

// TestNoticeGoes checks that what the next key does takes a notice away, also where text comes at once.
func TestNoticeGoes(t *testing.T) {
	for name, next := range map[string]func(d *uitest.Driver){
		"a key":         func(d *uitest.Driver) { d.Press("down") },
		"typed at once": func(d *uitest.Driver) { burst(d, "/", "a", "b") },
		"pasted":        func(d *uitest.Driver) { d.Press("/"); d.Send(tea.PasteMsg{Content: "ab"}) },
	} {
		d := typist(t).Press("@Portfolio").Says("this is the view Portfolio")
		if next(d); strings.Contains(d.Root.Draw(), "this is the view") {
			t.Errorf("%s: it stays:\n%s", name, d.Root.Draw())
		}
	}
	d := typist(t).Press("/")
	d.Root.Status = ui.Notice{Text: "said before"}
	if d.Send(tea.PasteMsg{Content: "ab"}); strings.Contains(d.Root.Draw(), "said before") {
		t.Error("a notice stays when text is pasted")
	}
	d.Root.Status = ui.Notice{Text: "said before"}
	if burst(d, "a", "b", "c"); strings.Contains(d.Root.Draw(), "said before") {
		t.Error("a notice stays when text comes at once")
	}
}

// TestHeld checks that a letter that changes data is obeyed only if no other letter comes with it.
func TestHeld(t *testing.T) {
	change := func() *uitest.Driver {
		d := typist(t).Press("enter", "e", "ctrl+u")
		return d.Typed("Another title").Press("enter").Says("Another title")
	}
	burst(change(), "u").Says("undone: ")
	d := change()
	d.Clock, d.Burst = d.Clock.Add(time.Minute), true
	d.Send(d.Key("u"))
	d.Send(d.Key("w"))
	d.Settle().Says("u was not done, since text came with it")
	d = change()
	d.Clock, d.Burst = d.Clock.Add(time.Minute), true
	d.Send(d.Key("u"))
	d.Send(d.Key("down"))
	d.Settle().Says("undone: ")
}

// TestLull checks that letters are ignored for a second after one that does nothing, that the status line says so,
// that the same letter is obeyed when it is pressed again, and that / searches at once.
func TestLull(t *testing.T) {
	d := typist(t).Press("1", "p").Says("p does nothing here; / searches")
	d.Burst = true
	word := func(pause time.Duration, keys ...string) {
		for _, k := range keys {
			d.Clock = d.Clock.Add(pause)
			d.Press(k)
		}
	}
	word(400*time.Millisecond, "w", "e", "2", "space", "q")
	if d.Quit || d.Root.Top().Name() != "overview" {
		t.Errorf("a word leads to %s", d.Root.Top().Name())
	}
	d.Says("q ignored as part of a word; pressed again, it is a command; / searches")
	word(400*time.Millisecond, "/")
	if d.Root.Top().Name() != "find" {
		t.Errorf("/ leads to %s", d.Root.Top().Name())
	}
	word(400*time.Millisecond, "esc", "p")
	word(1100*time.Millisecond, "2")
	if d.Root.Top().Name() != "portfolio" {
		t.Errorf("after a second 2 leads to %s", d.Root.Top().Name())
	}
	word(1100*time.Millisecond, "1", "p")
	word(400*time.Millisecond, "2")
	if d.Root.Top().Name() != "portfolio" {
		t.Errorf("a digit after one wrong key leads to %s", d.Root.Top().Name())
	}
	word(1100*time.Millisecond, "1", "p")
	word(100*time.Millisecond, "tab", "1", "p", "tab", "1")
	if d.Root.Top().Name() != "overview" {
		t.Errorf("tab and a digit lead to %s", d.Root.Top().Name())
	}
	word(1100*time.Millisecond, "1", "p")
	word(100*time.Millisecond, "2", "2")
	if d.Says("2 ignored"); d.Root.Top().Name() != "overview" {
		t.Errorf("a letter that a word has twice leads to %s", d.Root.Top().Name())
	}
	word(400*time.Millisecond, "2")
	if d.Root.Top().Name() != "portfolio" {
		t.Errorf("2 pressed again leads to %s", d.Root.Top().Name())
	}
	word(1100*time.Millisecond, "1", "p")
	word(100*time.Millisecond, "p")
	d.Says("p does nothing here")
}

// TestEscClears checks that esc closes, then clears the query, then the marks, and says so.
func TestEscClears(t *testing.T) {
	d := typist(t).Press("/").Typed("line:BOR").Press("enter", "space", "space", "enter")
	d.Press("esc").Says("line:border-control").Says("esc clear")
	d.Press("esc").Says("Query cleared").Says("2 marked").Says("all projects")
	d.Press("esc").Says("2 marks cleared")
	d.Press("esc").Says("Nothing to close; q quits")
	for _, view := range []string{"@Breakdown", "@Timeline", "@Funding"} {
		typist(t).Press(view, "/").Typed("line:BOR").Press("enter", "esc").Says("Query cleared")
	}
}

// TestFind finds rows by their words wherever rows are no projects, on the page of a project too.
func TestFind(t *testing.T) {
	for _, view := range []string{"@Overview", "@Programme", "@Reconcile", "@Sync"} {
		src, ex := uitest.AtHeadquarters()
		src.Ex = ex
		d := newDriver(t, src, 80, 24).Settle().Press(view)
		s := d.Root.Top().Spoken()
		last := s.ItemText(s.Count - 1)
		d.Press("/").Typed(last).Press("enter")
		if at := d.Root.Top().Spoken().At; at != s.Count-1 {
			t.Errorf("%s: row %d is selected, not %d, %q", view, at, s.Count-1, last)
		}
		before := d.Root.Top().Spoken().At
		d.Press("/").Typed("nothing has this").Says("no row has: ").Press("esc")
		if at := d.Root.Top().Spoken().At; at != before {
			t.Errorf("%s: esc leaves row %d, not %d", view, at, before)
		}
	}
	d := typist(t).Press("enter", "/").Typed("approved").Says("row 1 of ").Press("enter").Says("e edit")
	if s := d.Root.Top().Spoken(); d.Root.Top().Name() != "project" || !strings.HasPrefix(s.ItemText(s.At), "Approved") {
		t.Errorf("/ on a project leads to %s, %s", d.Root.Top().Name(), s.ItemText(s.At))
	}
	d = typist(t).Press("w", "/").Typed("u").Press("down", "up", "enter").Says("with: u")
	d.Press("/", "enter").Says("row 2 of ").Says("enter open")
	d.Press("n").Says("row 3 of ").Press("N", "N").Says("row 1 of ").Says("n: the next")
}

// TestWordBeforeEnter: enter that ends a word typed at a question does not confirm it; pressed again, it does.
func TestWordBeforeEnter(t *testing.T) {
	d := typist(t).Press("e").Typed("title").Press("enter").Typed("Mine").Press("enter").Says("Set title of")
	d.Burst = true
	for _, k := range []string{"o", "k", "enter"} {
		d.Clock = d.Clock.Add(100 * time.Millisecond)
		d.Press(k)
	}
	d.Burst = false
	d.Says("enter was not done, since letters came just before it; press it again").Says("Set title of")
	d.Press("enter").Says("saved: title of")
}

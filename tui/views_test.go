package tui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

// state is a portfolio, and the keys that lead to a state of a screen.
type state struct {
	of   func() *uitest.Memory
	keys []string
}

// way is a view or a page with its states.
type way struct {
	name  string
	full  state
	empty state // no portfolio: it is never empty
	loads bool  // it loads something, which may take long and fail
}

// find are the keys that lead to the project ABCX12.
var find = []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter"}

// ways are all views and the main pages.
var ways = []way{
	{"overview", state{uitest.Edited, at("@Overview")}, state{uitest.Bare, at("@Overview")}, true},
	{"portfolio", state{uitest.Full, at("@Portfolio")}, state{uitest.Bare, at("@Portfolio")}, true},
	{"breakdown", state{uitest.Edited, at("@Breakdown")}, state{uitest.Bare, at("@Breakdown")}, true},
	{"timeline", state{uitest.Full, at("@Timeline")}, state{uitest.Bare, at("@Timeline")}, true},
	{"programme", state{uitest.Full, at("@Programme")}, state{uitest.Bare, at("@Programme")}, true},
	{"reconcile", state{uitest.Full, at("@Reconcile")}, state{uitest.Bare, at("@Reconcile")}, true},
	{"sync-headquarters", state{uitest.Headquarters, at("@Sync")}, state{uitest.NewHeadquarters, at("@Sync")}, true},
	{"sync-office", state{uitest.Office, at("@Sync")}, state{uitest.QuietOffice, at("@Sync")}, true},
	{"sync-alone", state{uitest.Alone, at("@Sync")}, state{}, false},
	{"history", state{uitest.EditedBy, at("@History")}, state{uitest.Bare, at("@History")}, true},

	{"project", state{uitest.Conflicting, find}, state{uitest.UnknownProject, at("enter")}, true},
	{"form", state{uitest.Full, at(append(find, "E")...)}, state{uitest.Full, at("a")}, false},
	{"proof", state{uitest.Full, at("w")}, state{uitest.Full, at("@Reconcile", "down", "down", "enter", "w")}, true},
	{"finding", state{uitest.Full, at("@Reconcile", "down", "enter")}, state{uitest.Full, at("@Reconcile", "down", "down", "enter")}, false},
	{"record", state{uitest.Full, at("@Reconcile", "down", "enter", "enter")}, state{}, true},
	{"record-history", state{uitest.Conflicting, at(append(find, "h")...)}, state{uitest.Full, at("enter", "h")}, true},
	{"conflicts", state{uitest.Conflicting, at("!")}, state{uitest.Full, at("!")}, true},
	{"conflict", state{uitest.Conflicting, at("!", "enter")}, state{}, true},
	{"palette", state{uitest.Full, at(":")}, state{uitest.Full, at(":", "q", "q", "q")}, false},
	{"sort", state{uitest.Full, at("s")}, state{uitest.Full, at("s", "q", "q", "q")}, false},
	{"columns", state{uitest.Full, at("c")}, state{uitest.Full, at("c", "q", "q", "q")}, false},
	{"facets", state{uitest.Full, at("f", "enter")}, state{uitest.Bare, at("f", "enter")}, true},
	{"help", state{uitest.Full, at("?")}, state{uitest.Full, at("?", "/", "q", "q", "q")}, false},
	{"office", state{uitest.Headquarters, at("@Sync", "down", "enter")}, state{}, false},
	{"mails", state{uitest.Headquarters, at("@Sync", "S")}, state{}, true},
	{"judged", state{uitest.Headquarters, at("@Sync", "!", "down", "enter")}, state{}, true},
}

func at(keys ...string) []string { return keys }

// TestViews compares every view and every main page in each of its states with
// its golden screens at every size, in colour too, and with hostile and very
// long texts.
func TestViews(t *testing.T) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			inSizes(t, w.name+"/full", w.full.show, uitest.BelowViews)
			inSizes(t, w.name+"/colour", w.full.show, inked)
			inSizes(t, w.name+"/hostile", state{func() *uitest.Memory { return uitest.Hostile(w.full.of()) }, w.full.keys}.show, uitest.BelowViews)
			if w.empty.of != nil {
				inSizes(t, w.name+"/empty", w.empty.show, uitest.BelowViews)
			}
			if w.loads {
				inSizes(t, w.name+"/loading", w.full.showLoading, uitest.BelowViews)
				inSizes(t, w.name+"/failed", w.full.showFailed, uitest.BelowViews)
			}
		})
	}
}

// inASCII are the screens that have golden screens in ASCII too.
var inASCII = []string{"overview", "portfolio", "breakdown", "project", "reconcile"}

// TestASCII checks that nothing but ASCII is drawn where that is wanted, on every screen in each of
// its states at every size, and compares some screens with their golden screens.
func TestASCII(t *testing.T) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			var golden strings.Builder
			hostile := state{func() *uitest.Memory { return uitest.Hostile(w.full.of()) }, w.full.keys}
			for _, s := range uitest.Sizes {
				d := w.full.show(t, s.W, s.H)
				onlyASCII(t, d)
				if s.Name == "80x24" || s.Name == "200x60" {
					fmt.Fprintf(&golden, "── %s\n%s\n", s.Name, uitest.BelowViews(d.Root))
				}
				onlyASCII(t, hostile.show(t, s.W, s.H))
				if w.empty.of != nil {
					onlyASCII(t, w.empty.show(t, s.W, s.H))
				}
			}
			if slices.Contains(inASCII, w.name) {
				uitest.SameAsFile(t, w.name+"/ascii", golden.String())
			}
		})
	}
}

// onlyASCII switches to ASCII, and checks what is drawn.
func onlyASCII(t *testing.T, d *uitest.Driver) {
	t.Helper()
	d.Root.Styles.ASCII = true
	d.Check()
	if text := d.Root.Draw(); strings.ContainsFunc(text, func(r rune) bool { return r > '~' }) {
		t.Errorf("%d by %d: not ASCII:\n%s", d.Root.Width, d.Root.Height, text)
	}
}

// inSizes compares a screen at every size with one golden file.
func inSizes(t *testing.T, name string, show func(t *testing.T, w, h int) *uitest.Driver, draw func(*shell.Root) string) {
	t.Helper()
	var all strings.Builder
	for _, s := range uitest.Sizes {
		d := show(t, s.W, s.H)
		d.Check()
		fmt.Fprintf(&all, "── %s\n%s\n", s.Name, draw(d.Root))
	}
	uitest.SameAsFile(t, name, all.String())
}

func (s state) show(t *testing.T, w, h int) *uitest.Driver {
	t.Helper()
	return newDriver(t, s.of(), w, h).Settle().Press(s.keys...)
}

// toLast presses all keys but the last one, and returns that.
func (s state) toLast(t *testing.T, src *uitest.Memory, w, h int) (d *uitest.Driver, last string) {
	t.Helper()
	d, n := newDriver(t, src, w, h), len(s.keys)-1
	if last = s.keys[n]; strings.HasPrefix(last, "@") {
		return d, last
	}
	return d.Settle().Press(s.keys[:n]...), last
}

// showLoading shows the screen before any of its requests is answered.
func (s state) showLoading(t *testing.T, w, h int) *uitest.Driver {
	t.Helper()
	d, last := s.toLast(t, s.of(), w, h)
	view := strings.HasPrefix(last, "@")
	if view {
		d.Pending = nil
	}
	if d.Send(d.Key(last)); !view {
		d.Deliver(d.Pending[0]())
	}
	d.Pending = nil
	return d
}

// showFailed shows the screen after all of its requests have failed.
func (s state) showFailed(t *testing.T, w, h int) *uitest.Driver {
	t.Helper()
	src := s.of()
	d, last := s.toLast(t, src, w, h)
	src.Fails = uitest.ErrBroken
	if x, ok := src.Ex.(*uitest.MemoryMailroom); ok {
		x.Fails = uitest.ErrBroken
	}
	return d.Settle().Press(last)
}

// nestedInk matches a colour that begins before another one has ended.
var nestedInk = regexp.MustCompile(`<(b|muted|good|bad|doubt|bar)>[^<]*<(b|muted|good|bad|doubt|bar)>.*`)

// inked draws a screen in the colours of the first theme, each named where it
// begins.
func inked(r *shell.Root) string {
	defer r.Styles.Wear(draw.Theme{})
	r.Styles.Wear(draw.Themes[0])
	look, text := r.Styles, uitest.BelowViews(r)
	for _, m := range []struct {
		name, code string
	}{{"b", look.Head.Render("x")}, {"muted", look.Muted.Render("x")}, {"good", look.Good.Render("x")},
		{"bad", look.Bad.Render("x")}, {"doubt", look.Doubt.Render("x")}, {"bar", look.Bar.Render("x")}} {
		begins, ends, _ := strings.Cut(m.code, "x")
		text = strings.ReplaceAll(strings.ReplaceAll(text, begins, "<"+m.name+">"), ends, "</>")
	}
	if nested := nestedInk.FindString(text); nested != "" {
		panic("the end of a colour ends another one, too: " + nested)
	}
	return text
}

// The line of views, with each view as the current one.
func TestLineOfViews(t *testing.T) {
	var all strings.Builder
	for _, s := range uitest.Sizes {
		d := newDriver(t, uitest.Headquarters(), s.W, s.H).Settle()
		fmt.Fprintf(&all, "── %s\n", s.Name)
		for i := range d.Root.Views {
			d.Root.At = i
			all.WriteString(d.Root.Tabs().Line() + "\n")
		}
	}
	uitest.SameAsFile(t, "root/views", all.String())
}

// Every text of the help of a view is whole on a small terminal, and no key does
// two things.
func TestViewsHelp(t *testing.T) {
	for _, view := range []string{"@Overview", "@Timeline", "@Programme", "@History"} {
		d := newDriver(t, uitest.Edited(), 40, 12).Settle().Press(view)
		seen := map[string]string{}
		for _, a := range d.Root.Top().Keys() {
			for _, k := range a.Keys {
				if seen[k] != "" {
					t.Errorf("%s: %s is %s and %s", view, k, seen[k], a.Name)
				}
				seen[k] = a.Name
			}
		}
		d.Press("?")
		d.Size(40, 400)
		for l := range strings.SplitSeq(d.Settle().Root.Top().View(), "\n") {
			if strings.HasSuffix(l, "…") {
				t.Errorf("%s: %q is cut", view, l)
			}
		}
	}
}

package tui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// state is a portfolio, and the keys that lead to a screen of it.
type state struct {
	of   func() *memory
	keys []string
}

// way is a view or a page with its states.
type way struct {
	name  string
	full  state
	empty state // no portfolio: it is never empty
	loads bool  // it asks for something, which may take its time and fail
}

// find are the keys that lead to the project ABCX12.
var find = []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter"}

// ways are all views and the main pages.
var ways = []way{
	{"overview", state{edited, at("@Overview")}, state{bare, at("@Overview")}, true},
	{"portfolio", state{full, at("@Portfolio")}, state{bare, at("@Portfolio")}, true},
	{"breakdown", state{edited, at("@Breakdown")}, state{bare, at("@Breakdown")}, true},
	{"timeline", state{full, at("@Timeline")}, state{bare, at("@Timeline")}, true},
	{"programme", state{full, at("@Programme")}, state{bare, at("@Programme")}, true},
	{"reconcile", state{full, at("@Reconcile")}, state{bare, at("@Reconcile")}, true},
	{"sync-headquarters", state{headquarters, at("@Sync")}, state{newHeadquarters, at("@Sync")}, true},
	{"sync-office", state{office, at("@Sync")}, state{quietOffice, at("@Sync")}, true},
	{"sync-alone", state{alone, at("@Sync")}, state{}, false},
	{"history", state{editedBy, at("@History")}, state{bare, at("@History")}, true},

	{"project", state{conflicting, find}, state{unknownProject, at("enter")}, true},
	{"form", state{full, at(append(find, "E")...)}, state{full, at("a")}, false},
	{"proof", state{full, at("w")}, state{full, at("@Reconcile", "down", "down", "enter", "w")}, true},
	{"finding", state{full, at("@Reconcile", "down", "enter")}, state{full, at("@Reconcile", "down", "down", "enter")}, false},
	{"record", state{full, at("@Reconcile", "down", "enter", "enter")}, state{}, true},
	{"record-history", state{conflicting, at(append(find, "h")...)}, state{full, at("enter", "h")}, true},
	{"conflicts", state{conflicting, at("!")}, state{full, at("!")}, true},
	{"conflict", state{conflicting, at("!", "enter")}, state{}, true},
	{"palette", state{full, at(":")}, state{full, at(":", "q", "q", "q")}, false},
	{"sort", state{full, at("s")}, state{full, at("s", "q", "q", "q")}, false},
	{"columns", state{full, at("c")}, state{full, at("c", "q", "q", "q")}, false},
	{"facets", state{full, at("f", "enter")}, state{bare, at("f", "enter")}, true},
	{"help", state{full, at("?")}, state{full, at("?", "/", "q", "q", "q")}, false},
	{"office", state{headquarters, at("@Sync", "down", "enter")}, state{}, false},
	{"mails", state{headquarters, at("@Sync", "S")}, state{}, true},
	{"judged", state{headquarters, at("@Sync", "w", "down", "enter")}, state{}, true},
}

func at(keys ...string) []string { return keys }

// TestViews compares every view and every main page in each of its states with
// its golden screens at every size, in colour too, and with hostile and very
// long texts.
func TestViews(t *testing.T) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			inSizes(t, w.name+"/full", w.full.show, belowViews)
			inSizes(t, w.name+"/colour", w.full.show, inked)
			inSizes(t, w.name+"/hostile", state{func() *memory { return hostile(w.full.of()) }, w.full.keys}.show, belowViews)
			if w.empty.of != nil {
				inSizes(t, w.name+"/empty", w.empty.show, belowViews)
			}
			if w.loads {
				inSizes(t, w.name+"/loading", w.full.showLoading, belowViews)
				inSizes(t, w.name+"/failed", w.full.showFailed, belowViews)
			}
		})
	}
}

// inSizes compares a screen at every size with one golden file.
func inSizes(t *testing.T, name string, show func(t *testing.T, w, h int) *driver, draw func(*root) string) {
	t.Helper()
	var all strings.Builder
	for _, s := range sizes {
		d := show(t, s.w, s.h)
		d.check()
		fmt.Fprintf(&all, "── %s\n%s\n", s.name, draw(d.root))
	}
	sameAsFile(t, name, all.String())
}

func (s state) show(t *testing.T, w, h int) *driver {
	t.Helper()
	return newDriver(t, s.of(), w, h).settle().press(s.keys...)
}

// toLast presses all keys but the last one, which a driver of a view has not
// begun with.
func (s state) toLast(t *testing.T, src *memory, w, h int) (d *driver, last string) {
	t.Helper()
	d, n := newDriver(t, src, w, h), len(s.keys)-1
	if last = s.keys[n]; strings.HasPrefix(last, "@") {
		return d, last
	}
	return d.settle().press(s.keys[:n]...), last
}

// showLoading is the screen before anything that it asks for is answered.
func (s state) showLoading(t *testing.T, w, h int) *driver {
	t.Helper()
	d, last := s.toLast(t, s.of(), w, h)
	view := strings.HasPrefix(last, "@")
	if view {
		d.pending = nil
	}
	if d.send(d.key(last)); !view {
		d.deliver(d.pending[0]())
	}
	d.pending = nil
	return d
}

// showFailed is the screen when nothing that it asks for can be answered.
func (s state) showFailed(t *testing.T, w, h int) *driver {
	t.Helper()
	src := s.of()
	d, last := s.toLast(t, src, w, h)
	src.fails = errBroken
	if x, ok := src.ex.(*memoryMailroom); ok {
		x.fails = errBroken
	}
	return d.settle().press(last)
}

// nestedInk is a colour that begins where another one has not ended.
var nestedInk = regexp.MustCompile(`<(b|muted|good|bad|doubt|bar)>[^<]*<(b|muted|good|bad|doubt|bar)>.*`)

// inked draws a screen in the colours of the first theme, each named where it
// begins.
func inked(r *root) string {
	defer r.look.wear(theme{})
	r.look.wear(themes[0])
	look, text := r.look, belowViews(r)
	for _, m := range []struct {
		name, code string
	}{{"b", look.head.Render("x")}, {"muted", look.muted.Render("x")}, {"good", look.good.Render("x")},
		{"bad", look.bad.Render("x")}, {"doubt", look.doubt.Render("x")}, {"bar", look.bar.Render("x")}} {
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
	for _, s := range sizes {
		d := newDriver(t, headquarters(), s.w, s.h).settle()
		fmt.Fprintf(&all, "── %s\n", s.name)
		for i := range d.root.views {
			d.root.at = i
			all.WriteString(d.root.tabs() + "\n")
		}
	}
	sameAsFile(t, "root/views", all.String())
}

// The line of views names the current one at every width that has room for it.
func TestCurrentViewIsNamed(t *testing.T) {
	d := newDriver(t, headquarters(), 40, 12).settle()
	for w := 14; w <= 90; w++ {
		d.size(w, 12)
		for _, v := range d.root.views {
			if line := d.press("@" + v.name).root.tabs(); !strings.Contains(line, "["+v.name+"]") {
				t.Errorf("%d wide: %q", w, line)
			}
			if place := d.root.tabPlaces()[d.root.at]; place.to-place.from != width(v.name)+2 || place.to > w {
				t.Errorf("%d wide: %s takes %v", w, v.name, place)
			}
		}
	}
}

// Every text of the help of a view is whole on a small terminal, and no key does
// two things.
func TestViewsHelp(t *testing.T) {
	for _, view := range []string{"@Overview", "@Timeline", "@Programme", "@History"} {
		d := newDriver(t, edited(), 40, 12).settle().press(view)
		seen := map[string]string{}
		for _, a := range d.root.top().Keys() {
			for _, k := range a.keys {
				if seen[k] != "" {
					t.Errorf("%s: %s is %s and %s", view, k, seen[k], a.name)
				}
				seen[k] = a.name
			}
		}
		d.press("?")
		for _, l := range d.root.top().(*help).lines() {
			if strings.HasSuffix(l, "…") {
				t.Errorf("%s: %q is cut", view, l)
			}
		}
	}
}

// resized checks a view at every size from nothing to more than enough.
func resized(t *testing.T, src *memory, view string, keys ...tea.KeyPressMsg) {
	t.Helper()
	d := newDriver(t, src, 80, 24).settle().press(view)
	for _, k := range keys {
		d.send(k)
		d.settle()
	}
	for w := 1; w <= 210; w += 7 {
		for h := 1; h <= 60; h += 3 {
			d.size(w, h)
			d.settle().check()
		}
	}
}

// sumBelow adds up the rows that stand one level below a row.
func sumBelow(rows []portfolio.PlanRow, i int) (budget, shortfall portfolio.Amount) {
	for j := i + 1; j < len(rows) && rows[j].Level > rows[i].Level; j++ {
		if rows[j].Level == rows[i].Level+1 {
			budget, shortfall = budget.Plus(rows[j].Budget), shortfall.Plus(rows[j].Shortfall)
		}
	}
	return budget, shortfall
}

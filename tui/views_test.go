package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// makes is one of the methods of screens that make a view.
type makes func(*screens) screen

// newView is a driver that shows a view which has no key of its own in it: the
// view is opened on the first one.
func newView(t testing.TB, src *memory, w, h int, makes makes) *driver {
	t.Helper()
	d := newDriver(t, src, w, h)
	d.later(d.root.push(makes(d.screens)))
	return d
}

// viewStates compares the four states of a view at 80x24, and the full one at
// the other sizes; fill makes what is full.
func viewStates(t *testing.T, name string, makes makes, fill, empty func() *memory) {
	t.Helper()
	t.Run("loading", func(t *testing.T) {
		d := newView(t, fill(), 80, 24, makes)
		d.pending = nil
		d.golden(name + "/loading")
	})
	t.Run("failed", func(t *testing.T) {
		src := fill()
		src.fails = errBroken
		newView(t, src, 80, 24, makes).settle().golden(name + "/failed")
	})
	t.Run("empty", func(t *testing.T) { newView(t, empty(), 80, 24, makes).settle().golden(name + "/empty") })
	for _, s := range sizes {
		t.Run(s.name, func(t *testing.T) { newView(t, fill(), s.w, s.h, makes).settle().golden(name + "/" + s.name) })
	}
}

// Every text of the help of a view is whole on a small terminal, and no key does
// two things.
func TestViewsHelp(t *testing.T) {
	for name, makes := range map[string]makes{"overview": overviewView, "timeline": timelineView, "programme": programmeView, "history": historyView} {
		d := newView(t, edited(), 40, 12, makes).settle()
		seen := map[string]string{}
		for _, a := range d.root.top().Keys() {
			for _, k := range a.keys {
				if seen[k] != "" {
					t.Errorf("%s: %s is %s and %s", name, k, seen[k], a.name)
				}
				seen[k] = a.name
			}
		}
		d.press("?")
		for _, l := range d.root.top().(*help).lines() {
			if strings.HasSuffix(l, "…") {
				t.Errorf("%s: %q is cut", name, l)
			}
		}
	}
}

func full() *memory { return &memory{doc: sample()} }

func bare() *memory {
	doc := sample()
	doc.Projects, doc.Published, doc.SubProgrammes = nil, nil, nil
	return &memory{doc: doc}
}

// resized checks a view at every size from nothing to more than enough.
func resized(t *testing.T, src *memory, makes makes, keys ...tea.KeyPressMsg) {
	t.Helper()
	d := newView(t, src, 80, 24, makes).settle()
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

func seeded(t testing.TB) *memory {
	t.Helper()
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	return &memory{doc: doc}
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

package tui

import (
	"fmt"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

func TestTimelineStates(t *testing.T) {
	for _, s := range sizes {
		newDriver(t, seeded(t), s.w, s.h).settle().press("@Timeline").golden("timeline/seed-" + s.name)
	}
	resized(t, full(), "@Timeline", key("b"), key("end"), key("+"))
}

func TestTimelineWays(t *testing.T) {
	for name, keys := range map[string][]string{
		"months":       {"+"},
		"years":        {"-"},
		"moved":        {"right", "right", "right", "right", "right"},
		"moved-years":  {"left", "left", "-"},
		"by-region":    {"b"},
		"by-status":    {"b", "b", "o"},
		"by-number":    {"o", "o", "end"},
		"no-nearer":    {"+", "+"},
		"queried":      {"/", "r", "e", "g", "i", "o", "n", ":", "e", "a", "s", "t", "e", "r", "n", "-", "a", "f", "r", "i", "c", "a", "enter"},
		"none-matches": {"/", "x", "y", "z", "z", "y", "enter"},
		"opened":       {"down", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			newDriver(t, seeded(t), 80, 24).settle().press("@Timeline").press(keys...).golden("timeline/" + name)
		})
	}
}

// t leads back to the as-of day whatever was moved; esc leads back from a
// project to the line of the last one that was seen.
func TestTimelineLeadsBack(t *testing.T) {
	d := newDriver(t, seeded(t), 80, 24).settle().press("@Timeline")
	before := d.root.draw()
	if d.press("left", "left", "right", "t").root.draw() != before {
		t.Error("t does not lead back to the as-of day")
	}
	if d.press("+", "left", "-", "t").root.draw() != before {
		t.Error("zooming there and back and t do not lead back")
	}
	line := d.root.top().(*timeline)
	if d.press("enter", "n", "n", "esc"); line.list.at != 2 {
		t.Errorf("line %d is selected after the third project", line.list.at)
	}
}

// Of a long list only the rows around the page are loaded; every row is reached
// in the order of the last days, and has its bar.
func TestTimelineIsLoadedInParts(t *testing.T) {
	doc := sample()
	doc.Projects = nil
	for i := range 2000 {
		doc.Projects = append(doc.Projects, portfolio.Project{ID: fmt.Sprintf("P%04d", i), Number: fmt.Sprintf("P%04d", i), Title: "x", Kind: portfolio.Field,
			Programme: "syldavia", Duration: portfolio.Duration{Start: 20100101, End: portfolio.Date(20110101 + i/500*10_000)}}) //nolint:gosec // a year has four digits
	}
	src := &memory{doc: doc}
	d := newDriver(t, src, 80, 24).settle().press("@Timeline")
	line := d.root.top().(*timeline)
	for i := 0; i+line.page() < 2000; i += line.page() {
		if n := len(line.list.rows); n > leastLoad {
			t.Fatalf("%d rows are loaded", n)
		}
		if text := d.root.draw(); !strings.Contains(text, fmt.Sprintf("P%04d", i)) || !strings.Contains(text, "█") || strings.Contains(text, "  …") {
			t.Fatalf("project %d is not shown:\n%s", i, text)
		}
		d.press("pgdown")
	}
	for _, spec := range src.asked {
		if spec.Limit == 0 {
			t.Errorf("all rows are asked for: %+v", spec)
		}
	}
}

// A query that is typed while more rows are under way shows its own rows only.
func TestTimelineTakesTheRightRows(t *testing.T) {
	d := newDriver(t, seeded(t), 80, 24).settle().press("@Timeline")
	line := d.root.top().(*timeline)
	stale := answer[[]portfolio.Listed]{req: line.more.next()}
	stale.value = []portfolio.Listed{{Project: portfolio.Project{Number: "STALE"}}}
	line.wanted = moreRows{of: line.list, part: line.list.spec}
	d.press("b")
	d.send(stale)
	if text := d.settle().root.draw(); strings.Contains(text, "STALE") {
		t.Errorf("rows of the list before are shown:\n%s", text)
	}
}

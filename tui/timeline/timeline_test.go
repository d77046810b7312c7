package timeline

import (
	"fmt"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestTimelineStates(t *testing.T) {
	for _, s := range uitest.Sizes {
		newDriver(t, uitest.Seeded(t), s.W, s.H).Settle().Golden("seed-" + s.Name)
	}
	newDriver(t, uitest.Full(), 80, 24).Settle().Press("b", "end", "+").AtEverySize()
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
	} {
		t.Run(name, func(t *testing.T) {
			newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press(keys...).Golden("" + name)
		})
	}
}

// t leads back to the as-of day whatever was moved.
func TestTimelineLeadsBack(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle()
	before := d.Root.Draw()
	if d.Press("left", "left", "right", "t").Root.Draw() != before {
		t.Error("t does not lead back to the as-of day")
	}
	if d.Press("+", "left", "-", "t").Root.Draw() != before {
		t.Error("zooming there and back and t do not lead back")
	}
}

// Of a long list only the rows around the page are loaded; every row is reached
// in the order of the last days, and has its bar.
func TestTimelineIsLoadedInParts(t *testing.T) {
	doc := uitest.Sample()
	doc.Projects = nil
	for i := range 2000 {
		doc.Projects = append(doc.Projects, portfolio.Project{ID: fmt.Sprintf("P%04d", i), Number: fmt.Sprintf("P%04d", i), Title: "x", Kind: portfolio.Field,
			Programme: "syldavia", Duration: portfolio.Duration{Start: 20100101, End: portfolio.Date(20110101 + i/500*10_000)}})
	}
	src := &uitest.Memory{Doc: doc}
	d := newDriver(t, src, 80, 24).Settle()
	line := d.Root.Top().(*Timeline)
	for i := 0; i+line.page() < 2000; i += line.page() {
		if n := len(line.list.Rows); n > ui.LeastLoad {
			t.Fatalf("%d rows are loaded", n)
		}
		if text := d.Root.Draw(); !strings.Contains(text, fmt.Sprintf("P%04d", i)) || !strings.Contains(text, "█") || strings.Contains(text, "  …") {
			t.Fatalf("project %d is not shown:\n%s", i, text)
		}
		d.Press("pgdown")
	}
	for _, spec := range src.Asked {
		if spec.Limit == 0 {
			t.Errorf("all rows are asked for: %+v", spec)
		}
	}
}

// A query that is typed while more rows are under way shows its own rows only.
func TestTimelineTakesTheRightRows(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle()
	line := d.Root.Top().(*Timeline)
	stale := ui.Answer[[]breakdown.Listed]{Req: line.more.Next()}
	stale.Value = []breakdown.Listed{{Project: portfolio.Project{Number: "STALE"}}}
	line.wanted = moreRows{of: line.list, part: line.list.Spec}
	d.Press("b")
	d.Send(stale)
	if text := d.Settle().Root.Draw(); strings.Contains(text, "STALE") {
		t.Errorf("rows of the list before are shown:\n%s", text)
	}
}

package tui

import (
	"testing"

	"fieldfolio/portfolio"
)

func TestProject(t *testing.T) {
	t.Run("scrolled", func(t *testing.T) {
		newDriver(t, &memory{doc: sample()}, 40, 12).settle().press(find...).press("end").golden("project/scrolled")
	})
	t.Run("failed", func(t *testing.T) {
		d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
		d.src.fails = &portfolio.Invalid{Field: "project", Value: "ABCX13", Why: "does not exist", Do: "did you mean ABCX12?"}
		d.press("enter").golden("project/gone")
	})
	t.Run("wide title and unknown day", func(t *testing.T) {
		newDriver(t, &memory{doc: sample()}, 40, 24).settle().press("enter", "n", "n").golden("project/unknown-day")
	})
}

// n and p go through the list, and say where it ends.
func TestNeighbours(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	rows := d.root.top().(*projects).list.rows
	d.press("enter")
	p := d.root.top().(*project)
	for i := 1; i < len(rows); i++ {
		if d.press("n"); p.shown.project.Number != rows[i].Number {
			t.Fatalf("project %d is %s, want %s", i, p.shown.project.Number, rows[i].Number)
		}
	}
	if d.press("n"); d.root.status.empty() {
		t.Error("n at the end says nothing")
	}
	if d.press("p"); p.shown.project.Number != rows[len(rows)-2].Number {
		t.Errorf("p shows %s", p.shown.project.Number)
	}
	back := d.press("esc").root.top().(*projects)
	if back.list.row(back.list.at).Number != p.shown.project.Number {
		t.Errorf("esc leads to %s, not to %s", back.list.row(back.list.at).Number, p.shown.project.Number)
	}
}

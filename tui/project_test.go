package tui

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/list"
	"fieldfolio/tui/project"
	"fieldfolio/tui/uitest"
)

func TestProject(t *testing.T) {
	t.Run("scrolled", func(t *testing.T) {
		newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 12).Settle().Press(find...).Press("end").Golden("project/scrolled")
	})
	t.Run("failed", func(t *testing.T) {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
		d.Src.Fails = &portfolio.Invalid{Field: "project", Value: "ABCX13", Why: "does not exist", Do: "did you mean ABCX12?"}
		d.Press("enter").Golden("project/gone")
	})
	t.Run("wide title and unknown day", func(t *testing.T) {
		newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 24).Settle().Press("enter", "n", "n").Golden("project/unknown-day")
	})
}

// n and p go through the list, and say where it ends.
func TestNeighbours(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	rows := d.Root.Top().(*list.Projects).List.Rows
	d.Press("enter")
	p := d.Root.Top().(*project.Project)
	for i := 1; i < len(rows); i++ {
		if d.Press("n"); p.Shown.Project.Number != rows[i].Number {
			t.Fatalf("project %d is %s, want %s", i, p.Shown.Project.Number, rows[i].Number)
		}
	}
	if d.Press("n"); d.Root.Status.Empty() {
		t.Error("n at the end says nothing")
	}
	if d.Press("p"); p.Shown.Project.Number != rows[len(rows)-2].Number {
		t.Errorf("p shows %s", p.Shown.Project.Number)
	}
	back := d.Press("esc").Root.Top().(*list.Projects)
	if back.List.Row(back.List.At).Number != p.Shown.Project.Number {
		t.Errorf("esc leads to %s, not to %s", back.List.Row(back.List.At).Number, p.Shown.Project.Number)
	}
}

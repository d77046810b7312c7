package project

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/uitest"
)

func TestProject(t *testing.T) {
	t.Run("scrolled", func(t *testing.T) {
		showing(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 12).Press("end").Golden("project/scrolled")
	})
	t.Run("failed", func(t *testing.T) {
		d := listed(t, &uitest.Memory{Doc: uitest.Sample()}, "", 80, 24)
		d.Driver.Src.Fails = &fault.Invalid{Field: "project", Value: "ABCX13", Why: "does not exist", Do: "did you mean ABCX12?"}
		d.Press("enter").Golden("project/gone")
	})
	t.Run("wide title and unknown day", func(t *testing.T) {
		listed(t, &uitest.Memory{Doc: uitest.Sample()}, "", 40, 24).Press("enter", "n", "n").Golden("project/unknown-day")
	})
}

// n and p go through the list, and say where it ends; the list goes along.
func TestNeighbours(t *testing.T) {
	d := listed(t, &uitest.Memory{Doc: uitest.Sample()}, "", 80, 24)
	d.Press("enter")
	p := d.Root.Top().(*project)
	for i := 1; i < len(d.rows); i++ {
		if d.Press("n"); p.shown.project.Number != d.rows[i].Number {
			t.Fatalf("project %d is %s, want %s", i, p.shown.project.Number, d.rows[i].Number)
		}
	}
	if d.Press("n"); d.Root.Status.Empty() {
		t.Error("n at the end says nothing")
	}
	last := len(d.rows) - 2
	if d.Press("p"); p.shown.project.Number != d.rows[last].Number {
		t.Errorf("p shows %s", p.shown.project.Number)
	}
	if d.visited != last {
		t.Errorf("the list is at %d, not at %d", d.visited, last)
	}
}

func TestTitleHasNoProof(t *testing.T) {
	showing(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Press("w").Says("this is not a figure")
}

// What was spent stands with its day, the implementation rate and the time that has passed.
func TestExpenditureScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		m := &uitest.Memory{Doc: uitest.Sample()}
		if _, err := m.Change(t.Context(), "A. Desk", portfolio.Edit{Record: uitest.SampleID,
			Fields: []portfolio.Setting{{Field: portfolio.FieldSpent, Value: "250,000 on 31 Mar 2011"}}}); err != nil {
			t.Fatal(err)
		}
		showing(t, m, s.W, s.H).Golden("project/spent-" + s.Name)
	}
}

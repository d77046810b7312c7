package history

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/uitest"
)

// On the smallest screen, every value of a conflict and every choice is reached.
func TestSmallConflict(t *testing.T) {
	d := conflicting(t, uitest.Conflicting(), 40, 12).Press("enter").Golden("small/conflict-1").Says("↓ choices are below; enter goes there")
	d.Press("enter").Golden("small/conflict-2").Says("enter again chooses what is marked")
	if d.Src.RecordOf(uitest.SampleID).Log.State(portfolio.FieldEnd).Conflict == false {
		t.Fatal("a choice out of sight was chosen")
	}
	d.Press("end").Golden("small/conflict-3").Says("»  leave open")
	text := d.All()
	for _, want := range []string{"Value      31 Dec 2012", "Value      30 Nov 2012", "Before     30 Jun 2012", "Meanwhile  31 Dec 2012", "keep 31 Dec 2012", "keep 30 Nov 2012", "another value", "leave open"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is never in sight:\n%s", want, text)
		}
	}
	d.Press("home", "pgdown", "enter").Says("settled: last day of ABCX12")
}

// Values that are longer than the screen are read whole.
func TestSmallConflictOfLongValues(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, strings.Repeat("The same words at the beginning, ", 9)+"then other ones")
	m.Make("hq", "A. Desk", portfolio.Change{Record: uitest.SampleID, Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: strings.Repeat("The same words at the beginning, ", 9) + "then these"}}})
	d := conflicting(t, m, 40, 12).Press("enter")
	if text := strings.Join(strings.Fields(d.All()), " "); !strings.Contains(text, "other ones") || !strings.Contains(text, "then these") || strings.Contains(text, "beginning…") {
		t.Error(text)
	}
	d.Size(1, 1)
	d.Settle().Press("down", "down", "enter", "pgup", "end").Check()
}

// TestChoiceIsInSight checks that, whatever is pressed before, enter settles a conflict only by a
// choice that is in sight and marked.
func TestChoiceIsInSight(t *testing.T) {
	keys := []string{"up", "down", "pgup", "pgdown", "home", "end", "enter"}
	rapid.Check(t, func(rt *rapid.T) {
		m := uitest.Conflicting()
		d := conflicting(t, m, rapid.IntRange(20, 90).Draw(rt, "width"), rapid.IntRange(4, 26).Draw(rt, "height")).Press("enter")
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 30).Draw(rt, "keys") {
			before := d.Root.Top().View()
			_, open := d.Root.Top().(*conflict)
			if d.Press(k); !m.RecordOf(uitest.SampleID).Log.State(portfolio.FieldEnd).Conflict {
				if shown := edit.ShownValue(portfolio.ProjectRecord, portfolio.FieldEnd, m.RecordOf(uitest.SampleID).Value(portfolio.FieldEnd)); !open || !strings.Contains(before, "»  keep "+shown[:6]) {
					rt.Fatalf("settled as %s with\n%s", shown, before)
				}
				return
			}
			if d.Root.Typing() != nil {
				d.Press("esc")
			}
		}
	})
}

// Another value of a conflict is completed and filled up as in the form, and
// what cannot be taken stays in the line.
func TestAnotherValueIsCompleted(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Elsewhere(uitest.SampleID, portfolio.FieldLines, "drug-trafficking:100")
	m.Make("hq", "A. Desk", portfolio.Change{Record: uitest.SampleID, Fields: []portfolio.Setting{{Field: portfolio.FieldLines, Value: "piracy:100"}}})
	d := conflicting(t, m, 80, 24).Press("enter", "down", "down", "enter").Typed("DRG:60 l").Says("ctrl+n: LEI Law enforcement")
	d.Press("ctrl+n").Says("1 of 1: LEI Law enforcement").Typed(":30").Says("10 % missing, press = to add it").Press("enter").Says("DRG:60 LEI:30")
	d.Press("=").Says("100 %: DRG 60 %, LEI 40 %")
	d.Send(tea.PasteMsg{Content: "x"})
	d.Press("enter").Says(`"LEI:40x" has no share`).Press("ctrl+u").Typed("BOR:60 l").Press("ctrl+n", "=", "enter").Says("settled: service lines of ABCX12")
	if got := m.Now(portfolio.FieldLines); got != "border-control:60 law-enforcement:40" {
		t.Errorf("lines are %s", got)
	}
}

// What does not fit in a project that somebody added opens that project, and is read whole below the list where its
// line is cut.
func TestMisfitOfAddedProjectOpens(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	added := m.Make("hq", "A. Desk", portfolio.Change{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{
		{Field: portfolio.FieldNumber, Value: "NGAU99"}, {Field: portfolio.FieldTitle, Value: "Customs"},
		{Field: portfolio.FieldKind, Value: "field"}, {Field: portfolio.FieldProgramme, Value: "ruritania"},
		{Field: portfolio.FieldLines, Value: "piracy:100"}, {Field: portfolio.FieldPlaces, Value: "RT:100"},
		{Field: portfolio.FieldApproved, Value: "1250000"}, {Field: portfolio.FieldSpent, Value: "1400000"}}})
	if m.RecordOf(added.ID.String()) == nil {
		t.Fatal("the project was not added")
	}
	conflicting(t, m, 120, 24).Says("approved budget, US$ 1,250,000")
	conflicting(t, &uitest.Memory{Doc: uitest.Sample()}, 1, 3).Press("down").Check()
	d := conflicting(t, m, 40, 12)
	whole := "US$ 1,400,000 is US$ 150,000 (12.0 %) above the approved budget, US$ 1,250,000"
	if text := strings.Join(strings.Fields(d.All()), " "); !strings.Contains(text, whole) {
		t.Errorf("%q is not in sight:\n%s", whole, d.Root.Top().View())
	}
	d.Press("enter").Says("Project NGAU99")
}

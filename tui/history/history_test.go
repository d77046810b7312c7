package history

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/seed"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestHistoryStates(t *testing.T) {
	shown(t, uitest.EditedBy(), 80, 24).Press("end").AtEverySize()
}

func TestHistoryWays(t *testing.T) {
	d := shown(t, uitest.EditedBy(), 80, 24)
	d.Press("/").Typed("donor").Golden("history/words-typed")
	d.Press("enter").Golden("history/words")
	d.Press("enter").Golden("history/change")
	d.Press("esc", "r").Golden("history/record")
	d.Press("esc", "/").Typed(" nobody").Press("enter").Golden("history/words-empty")
	d.Press("enter").Golden("history/nothing-to-open")
	shown(t, uitest.EditedBy(), 80, 24).Press("end", "up", "r").Golden("history/record-of-note")
}

// What the person did is undone at once, what another did with a reason; both
// are lines of the history then.
func TestHistoryUndoes(t *testing.T) {
	d := shown(t, uitest.EditedBy(), 80, 24)
	h := d.Root.Top().(*history)
	before := h.list.count
	d.Press("down", "down", "u")
	if h.list.count != before+1 {
		t.Errorf("%d changes, there were %d:\n%s", h.list.count, before, d.Root.Draw())
	}
	d.Press("end", "u").Typed("a slip").Press("enter").Golden("history/undone")
	if text := d.Press("home", "u").Root.Draw(); !strings.Contains(text, "is an undo itself") {
		t.Errorf("an undo can be undone:\n%s", text)
	}
}

// inSteps is a portfolio in which several projects were changed in one step, one of them elsewhere
// at the same time, and several fields of one project in another step.
func inSteps(t *testing.T) *uitest.Memory {
	t.Helper()
	src := uitest.EditedBy()
	end := func(record string) portfolio.Edit {
		return portfolio.Edit{Record: record, Fields: []portfolio.Setting{{Field: portfolio.FieldEnd, Value: "2014-12-31"}}}
	}
	for _, edits := range [][]portfolio.Edit{
		{end("ABBX01"), end("ABCX02")},
		{{Record: "ABBX01", Reason: "as agreed", Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: "Another title"},
			{Field: portfolio.FieldApproved, Value: "1500000"}}}},
	} {
		if _, err := src.Change(t.Context(), "A. Desk", edits...); err != nil {
			t.Fatal(err)
		}
	}
	src.Elsewhere("ABCX02", portfolio.FieldEnd, "2015-12-31")
	return src
}

// TestSteps: what was saved together is one line, which opens, says what needs attention, and is
// undone as one.
func TestSteps(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := shown(t, inSteps(t), s.W, s.H).Golden("steps/all-" + s.Name)
		d.Press("down", "down", "enter").Golden("steps/step-" + s.Name)
		d.Press("enter").Golden("steps/change-" + s.Name)
	}
	d := shown(t, inSteps(t), 80, 24).Press("down", "down")
	d.Press("r").Says("this step is of 2 projects; enter lists them")
	h := d.Root.Top().(*history)
	if h.list.count != 9 || len(h.list.line().Names()) != 2 {
		t.Errorf("%d lines, %v", h.list.count, h.list.line().Names())
	}
	d.Press("/").Typed("abcx02 last").Press("enter").Golden("steps/words")
}

// TestLargeStep: of a step with many changes the newest are read, and nothing is said of the others;
// it opens to all of them, and is exported whole.
func TestLargeStep(t *testing.T) {
	src := &uitest.Memory{Doc: seed.Synthetic(provenance.FewChanges+10, 1)}
	var edits []portfolio.Edit
	for i, p := range src.Doc.Projects {
		edits = append(edits, portfolio.Edit{Record: p.ID, Fields: []portfolio.Setting{
			{Field: portfolio.FieldApproved, Value: fmt.Sprint(1000 + i/10)}}}) // those of the first are not shown
	}
	if _, err := src.Change(t.Context(), "A. Desk", edits...); err != nil {
		t.Fatal(err)
	}
	d := shown(t, src, 80, 24).Golden("steps/large")
	h := d.Root.Top().(*history)
	l := h.list.line()
	if len(provenance.ByChange(l)) != provenance.FewChanges || l.Rest() != 10 || l.StateWord() != "" || l.Replaced() {
		t.Errorf("%d changes and %d, %s", len(provenance.ByChange(l)), l.Rest(), l.StateWord())
	}
	d.Press("r").Says("this step is of 110 changes; enter lists them")
	x := h.extract()
	all, err := x.All(t.Context())
	if err != nil || len(all.Rows) != len(edits) || len(x.At.Rows) != 0 {
		t.Errorf("%d and %d rows, %v", len(all.Rows), len(x.At.Rows), err)
	}
	d.Press("enter").Says("110 changes")
	if h = d.Root.Top().(*history); h.list.count != len(edits) {
		t.Errorf("%d lines", h.list.count)
	}
}

// TestHistoryIsLoadedInParts checks that only the lines around the page are loaded, and that every
// line can be reached.
func TestHistoryIsLoadedInParts(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	for i := range 1500 {
		src.Elsewhere("ABBX01", "country", fmt.Sprintf("number %d.", i))
	}
	d := shown(t, src, 80, 24)
	h := d.Root.Top().(*history)
	if n := len(h.list.Lines); n > 2*ui.LeastLoad || h.list.count != 1500 {
		t.Errorf("%d lines of %d are loaded", n, h.list.count)
	}
	for i := 1499; i >= 0; i -= h.page() {
		if text := d.Root.Draw(); !strings.Contains(text, fmt.Sprintf("number %d.", i)) || strings.Contains(text, "\n…") {
			t.Fatalf("change %d is not shown:\n%s", i, text)
		}
		d.Press("pgdown")
	}
	if text := d.Press("home", "end").Root.Draw(); !strings.Contains(text, "number 0.") {
		t.Errorf("the first change is not shown:\n%s", text)
	}
}

// TestHistoryHasBefore: at 80 and at 40 columns a step has who made it and the value before and after, whole, also when
// it was changed again; an undo has them too, where there is room says to the second of what it is one, and no line has
// the id of a change.
func TestHistoryHasBefore(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	made := m.Elsewhere(uitest.SampleID, portfolio.FieldApproved, "2371947")
	for _, s := range uitest.Sizes {
		shown(t, m, s.W, s.H).Says("B. Field").Says(": 1,234,567 → 2,371,947")
	}
	if _, err := m.Undo(t.Context(), "A. Desk", made.ID, "a slip"); err != nil {
		t.Fatal(err)
	}
	for _, s := range uitest.Sizes {
		d := shown(t, m, s.W, s.H).Says("A. Desk").Says(": 1,234,567 → 2,371,947").Says(": 2,371,947 → 1,234,567").
			Says("undo")
		if text := d.Root.Draw(); strings.Contains(text, made.ID.String()) {
			t.Errorf("the list has the id of a change:\n%s", text)
		}
	}
	shown(t, m, 120, 40).Says("a slip")
	d := shown(t, m, 160, 40).Says("undo of 09:15:00, approved budget: 2,371,947 → 1,234,567")
	text := d.Press("enter").Says("Undo of         B. Field, 24 Nov 2026, 09:15:00").Root.Draw()
	if strings.Contains(text, "Reason          undo of") {
		t.Errorf("the page gives the id of the undone change as reason:\n%s", text)
	}
}

// TestStepHasBefore: a step of several projects has the value before, where all had the same.
func TestStepHasBefore(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	var edits []portfolio.Edit
	for _, p := range m.Doc.Projects[:2] {
		m.Elsewhere(p.ID, portfolio.FieldEnd, "2013-12-31")
		edits = append(edits, portfolio.Edit{Record: p.ID, Fields: []portfolio.Setting{
			{Field: portfolio.FieldEnd, Value: "2014-12-31"}}})
	}
	if _, err := m.Change(t.Context(), "A. Desk", edits...); err != nil {
		t.Fatal(err)
	}
	shown(t, m, 80, 24).Says("2 projects  last day: 31 Dec 2013 → 31 Dec 2014")
}

// TestHistoryOfExpenditure: where there is no room for the days as of which amounts hold, both amounts come first.
func TestHistoryOfExpenditure(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	spent := func(value string) {
		if _, err := m.Change(t.Context(), "A. Desk", portfolio.Edit{Record: uitest.SampleID,
			Fields: []portfolio.Setting{{Field: portfolio.FieldSpent, Value: value}}}); err != nil {
			t.Fatal(err)
		}
	}
	spent("300,000 on 31 Jan 2011")
	spent("400,000 on 31 Mar 2011")
	for size, want := range map[[2]int]string{{40, 12}: "300,000 → 400,000", {80, 24}: "300,000 → 400,000",
		{160, 40}: "300,000 on 31 Jan 2011 → 400,000 on 31 Mar 2011"} {
		shown(t, m, size[0], size[1]).Says("expenditure: " + want)
	}
}

// TestHistorySaysWho: also where names are long and the records are of several years, a line says who made the step,
// beside the values before and after.
func TestHistorySaysWho(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	for i, person := range []string{"Amadou Ousmane Diop-Traor", "Ben"} {
		if _, err := m.Change(t.Context(), person, portfolio.Edit{Record: uitest.SampleID,
			Fields: []portfolio.Setting{{Field: portfolio.FieldEnd, Value: fmt.Sprintf("201%d-12-31", 3+i)}}}); err != nil {
			t.Fatal(err)
		}
	}
	for w, what := range map[int]string{70: "last day: 31 Dec 2014", 80: "last day: 31 Dec 2013 → 31 Dec 2014",
		99: "last day: 31 Dec 2013 → 31 Dec 2014"} {
		shown(t, m, w, 24).Says("WHO").Says("Amadou").Says("Ben ").Says(what)
	}
}

// TestHistoryCountsChangesToo: the number of changes, which Overview says, stands beside that of steps.
func TestHistoryCountsChangesToo(t *testing.T) {
	for _, s := range uitest.Sizes {
		shown(t, inSteps(t), s.W, s.H).Says("10 changes in 9 steps")
	}
}

// TestHistoryOfYears: on narrow screens the year is in the head of the column, unless there are several.
func TestHistoryOfYears(t *testing.T) {
	w := HistoryWindow{}
	for _, test := range []struct{ of, want int }{{2026, 2026}, {2026, 2026}, {2025, severalYears}, {2025, severalYears}} {
		c := &portfolio.Change{At: time.Date(test.of, 1, 2, 3, 4, 5, 0, time.UTC)}
		w.Take(nil, provenance.HistorySpec{}, provenance.History{Entries: []provenance.Entry{{Change: c}}})
		if w.year != test.want {
			t.Errorf("after a line of %d: %d, want %d", test.of, w.year, test.want)
		}
	}
}

package list

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/uitest"
)

func TestMarkScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("space", "space", "down", "space").Golden("marked-" + s.Name)
		d.Press("e").Golden("edit-fields-" + s.Name).Typed("last").Press("enter").Typed("2012-12-31").Golden("edit-value-" + s.Name)
		d.Press("enter").Golden("edit-confirm-" + s.Name)
	}
}

// markedIDs are the records that are marked, in order.
func markedIDs(d *uitest.Driver) []string {
	var ids []string
	for _, r := range d.Root.Top().(*Projects).marks.rows {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return ids
}

// The sum of what is marked is that of the marked projects to the cent, whatever
// is marked, searched and changed in between.
func TestMarkedSum(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := newDriver(outer, m, 80, 24).Settle()
		p := d.Root.Top().(*Projects)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch step := rapid.SampledFrom([]string{"space", "down", "*", "-", "end", "search", "change", "m", "withdraw"}).Draw(t, "step"); step {
			case "search":
				d.Press("/", "ctrl+u").Typed(rapid.SampledFrom([]string{"", "region:syldavia", "kind:global"}).Draw(t, "query")).Press("enter")
			case "change":
				m.Elsewhere(uitest.SampleID, portfolio.FieldApproved, "77.77")
				d.Send(edit.Changed{})
			case "withdraw":
				m.Make("roea", "B. Field", portfolio.Change{Record: "ABBX01", Fields: []portfolio.Setting{{Field: portfolio.FieldWithdrawn, Value: portfolio.Yes}}})
				d.Send(edit.Changed{})
			default:
				d.Press(step)
			}
			d.Settle()
		}
		var want portfolio.Amounts
		all := m.AllProjects()
		for _, id := range markedIDs(d) {
			i := slices.IndexFunc(all, func(x portfolio.Project) bool { return x.ID == id })
			if i < 0 {
				t.Fatalf("%s is marked and gone", id)
			}
			want.Approved = want.Approved.Plus(all[i].Amounts.Approved)
			want.Overall = want.Overall.Plus(all[i].Amounts.Overall)
			want.Shortfall = want.Shortfall.Plus(all[i].Amounts.Shortfall)
		}
		if p.marks.sums != want || p.marks.stale {
			t.Fatalf("the sums are %+v, want %+v", p.marks.sums, want)
		}
	})
}

// The star marks all that the query finds, also what is not loaded; marks stay
// when another query is shown, and moving still changes the gutter only.
func TestMarkAll(t *testing.T) {
	doc := uitest.Sample()
	one := doc.Projects
	doc.Projects = nil
	for i := range 1000 {
		p := one[i%len(one)]
		p.Number, p.ID = fmt.Sprintf("N%05d", i), fmt.Sprintf("N%05d", i)
		doc.Projects = append(doc.Projects, p)
	}
	d := newDriver(t, &uitest.Memory{Doc: doc}, 80, 24).Settle().Press("*").Says("1,000 marked, US$ ")
	if n := len(markedIDs(d)); n != 1000 {
		t.Errorf("%d are marked", n)
	}
	d.Press("space").Says("999 marked").Press("-").Press("/").Typed("region:syldavia").Press("enter", "*").Says("333 marked").Press("/", "ctrl+u", "enter").Says("333 marked")
	plain := strings.NewReplacer("»", " ")
	before := plain.Replace(d.Root.Draw())
	if after := plain.Replace(d.Press("down", "down").Root.Draw()); after != before {
		t.Errorf("more than the gutter changed:\n%s\n%s", before, after)
	}
	d.Press("-").Press("-").Says("no project is marked")
}

// One field of all marked projects is set in one step, and taken back in one.
func TestEditTogether(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("space", "space", "space", "e").Typed("last").Press("enter").Says("Last day of 3 projects:")
	d.Typed("2012-12-31").Says("last day: 31 Dec 2012").Press("enter").Says("Set last day of 3 projects to 31 Dec 2012?").Says("30 Jun 2015 → 31 Dec 2012")
	if m.Editor.Changes != 0 {
		t.Error("something was changed before it was confirmed")
	}
	d.Says("esc back").Press("esc").Says("Last day of 3 projects: 2012-12-31").Press("enter", "enter").Says("saved: last day of 3 projects is 31 Dec 2012; u undoes it")
	ids := markedIDs(d)
	for _, id := range ids {
		if v := m.RecordOf(id).Value(portfolio.FieldEnd).Text; v != "2012-12-31" {
			t.Errorf("the last day of %s is %s", id, v)
		}
	}
	if m.Editor.Changes != 1 || len(ids) != 3 {
		t.Errorf("%d times changed, %v", m.Editor.Changes, ids)
	}
	d.Press("e").Typed("last").Press("enter").Says("2012-12-31").Press("enter").Says("is that already")
	d.Press("u").Says("undone: 3 changes of one step")
	if v := m.RecordOf(ids[0]).Value(portfolio.FieldEnd).Text; v == "2012-12-31" {
		t.Error("not undone")
	}
	d.Press("space", "e").Typed("country").Press("enter", "ctrl+u").Typed("Ruritania").Press("enter").Says("(")
}

// A value for several projects is kept as a draft, and offered when the field of any is asked for.
func TestEditTogetherQuit(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("space", "space", "e").Typed("last").Press("enter").Typed("+6m")
	if d.Press("ctrl+c"); !d.Quit {
		t.Error("what is kept keeps the program from quitting")
	}
	d = newDriver(t, m, 120, 24).Settle().Press("space", "space", "space", "e").Typed("last").Press("enter")
	d.Says("Last day of 3 projects: +6m").Says("your draft of ").Says("typed for last day of 2 projects; esc drops it")
	d.Press("enter").Says("Move last day of 3 projects by +6m?").Press("esc").Says("+6m").Press("enter", "enter").Says("saved: ")
	if len(m.Editor.Drafts) > 0 {
		t.Errorf("after saving there is %v", m.Editor.Drafts)
	}
	d.Press("e").Typed("last").Press("enter").Typed("2012-12-31").Press("esc")
	if len(m.Editor.Drafts) > 0 {
		t.Errorf("esc leaves %v", m.Editor.Drafts)
	}
}

// A day is counted from each project's own; where there is none, nothing is moved.
func TestEditTogetherCounted(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	without := newDriver(t, m, 120, 24).Settle().Press("*", "e").Typed("last").Press("enter").Typed("+6m").Press("enter")
	without.Says("cannot take it: last day is not known, so it cannot be moved").Press("esc")
	if m.Editor.Changes != 0 {
		t.Error("a last day was made up")
	}
	d := newDriver(t, m, 100, 24).Settle().Press("space", "space", "e").Typed("last").Press("enter").Typed("+6m")
	d.Says("last day of each, counted from its own: +6m").Press("enter").Says("Move last day of 2 projects by +6m?")
	d.Press("enter").Says("saved: last day of 2 projects is moved by +6m")
	for id, want := range map[string]string{"ABCX28": "2012-12-31", "ABBX27": "2015-12-31"} {
		if got := m.RecordOf(id).Value(portfolio.FieldEnd).Text; got != want {
			t.Errorf("%s ends %s, want %s", id, got, want)
		}
	}
}

// Those that cannot take a value are named, and then nothing is changed; without
// marks the selected project is edited.
func TestEditTogetherFaults(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 120, 24).Settle().Press("*", "e").Typed("last").Press("enter").Typed("2006-06-30").Press("enter")
	d.Says("ABCX28 cannot take it: end \"2006-06-30\" is before the first day").Says("and 16 more").Golden("edit-faults")
	if d.Root.Typing() == nil || m.Editor.Changes != 0 {
		t.Error("the line is closed, or something was changed")
	}
	d.Press("ctrl+u").Typed("nonsense").Press("enter")
	if d.Root.Typing() == nil {
		t.Error("nonsense was taken")
	}
	d.Press("esc", "-", "e").Says("Edit ABCX28").Press("esc")
	m.Editor.Past = 20110430
	newDriver(t, m, 80, 24).Settle().Press("e").Says("leave out --at to edit")
}

// TestEditTogetherStopped checks that nothing is changed if another person's change came first, that
// saving again replaces that, and that esc stops a long edit.
func TestEditTogetherStopped(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 160, 24).Settle().Press("space", "space", "e").Typed("title").Press("enter").Typed("Mine").Press("enter")
	for _, row := range d.Root.Views[0].Stack[0].(*Projects).marks.rows {
		m.Elsewhere(row.ID, portfolio.FieldTitle, "Theirs")
	}
	d.Press("enter").Says("ABCX28, title: B. Field changed it to Theirs meanwhile (and 1 more); save again to replace that value")
	for _, row := range d.Root.Top().(*Projects).marks.rows {
		if m.RecordOf(row.ID).Value(portfolio.FieldTitle).Text == "Mine" {
			t.Errorf("%s was changed", row.ID)
		}
	}
	if got := d.Root.Top().(*Projects).prompt.Field.Input.Value(); got != "Mine" {
		t.Errorf("%q is left of what was typed", got)
	}
	d.Press("enter").Says("Theirs → Mine").Press("enter").Says("saved: title of 2 projects is Mine")
	d.Press("e").Typed("title").Press("enter", "ctrl+u").Typed("Ours").Press("enter")
	m.Editor.Slow = true
	d.Begins("enter").Says("saving 2 projects…; esc stops it").Press("esc").Says("Nothing was changed: it was stopped")
	late := d.Root.Top().(*Projects)
	d.Begins("*").Says("marking 30 projects…; esc stops it").Press("esc").Says("stopped; nothing was changed")
	if late.work.Waiting() || len(d.Root.Jobs) > 0 {
		t.Error("still at work")
	}
}

// TestEditTogetherAssumed: the question says which dates are only assumed.
func TestEditTogetherAssumed(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("/").Typed("ABCX12").Press("enter", "space", "e").Typed("last").Press("enter")
	d.Typed("6 months").Press("enter").Says("30 Jun 2012 (assumed) → 31 Dec 2012")
}

// TestEditTogetherOverspent: the question says which projects would have spent more than their budget.
func TestEditTogetherOverspent(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("/").Typed("ABCX12").Press("enter", "space", "e")
	d.Typed("spent").Press("enter").Typed("2m").Press("enter").Says("US$ 2,000,000 on 30 Apr 2011, above its budget")
}

// TestMarksStayWhileOthersChange checks that the line of the marked projects is not painted anew when others change a
// project that is not marked, and once when they change one that is.
func TestMarksStayWhileOthersChange(t *testing.T) {
	for id, paints := range map[string]int{uitest.SampleID: 0, "ABCX28": 1} {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := newDriver(t, m, 80, 24).Settle().Press("space", "space")
		p := d.Root.Top().(*Projects)
		before, n := p.totalLabel(), 0
		m.Elsewhere(id, portfolio.FieldTitle, "Other words")
		if paints > 0 {
			m.Elsewhere(id, portfolio.FieldApproved, "77.77")
		}
		d.Later(func() tea.Msg { return edit.Changed{} })
		for len(d.Pending) > 0 {
			c := d.Pending[0]
			d.Pending = d.Pending[1:]
			d.Deliver(c())
			if now := p.totalLabel(); now != before {
				before, n = now, n+1
			}
		}
		if n != paints || p.marks.stale {
			t.Errorf("%s: the marks are painted %d times, want %d: %s", id, n, paints, before)
		}
	}
}

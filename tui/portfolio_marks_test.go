package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

func TestMarkScreens(t *testing.T) {
	for _, s := range sizes {
		d := newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("space", "space", "down", "space").golden("portfolio/marked-" + s.name)
		d.press("e").golden("portfolio/edit-fields-" + s.name).typed("last").press("enter").typed("2012-12-31").golden("portfolio/edit-value-" + s.name)
		d.press("enter").golden("portfolio/edit-confirm-" + s.name)
	}
}

// markedIDs are the records that are marked, in order.
func markedIDs(d *driver) []string {
	var ids []string
	for _, r := range d.root.top().(*projects).marks.rows {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return ids
}

// The sum of what is marked is that of the marked projects to the cent, whatever
// is marked, searched and changed in between.
func TestMarkedSum(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		m := &memory{doc: sample()}
		d := newDriver(outer, m, 80, 24).settle()
		p := d.root.top().(*projects)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch step := rapid.SampledFrom([]string{"space", "down", "*", "-", "end", "search", "change", "m", "withdraw"}).Draw(t, "step"); step {
			case "search":
				d.press("/", "ctrl+u").typed(rapid.SampledFrom([]string{"", "region:syldavia", "kind:global"}).Draw(t, "query")).press("enter")
			case "change":
				m.elsewhere(sampleID, portfolio.FieldApproved, "77.77")
				d.send(changed{})
			case "withdraw":
				m.make("roea", "B. Field", portfolio.Change{Record: "ABBX01", Fields: []portfolio.Setting{{Field: portfolio.FieldWithdrawn, Value: portfolio.Yes}}})
				d.send(changed{})
			default:
				d.press(step)
			}
			d.settle()
		}
		var want portfolio.Amounts
		all := m.projects()
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
	doc := sample()
	one := doc.Projects
	doc.Projects = nil
	for i := range 1000 {
		p := one[i%len(one)]
		p.Number, p.ID = fmt.Sprintf("N%05d", i), fmt.Sprintf("N%05d", i)
		doc.Projects = append(doc.Projects, p)
	}
	d := newDriver(t, &memory{doc: doc}, 80, 24).settle().press("*").says("1,000 marked, US$ ")
	if n := len(markedIDs(d)); n != 1000 {
		t.Errorf("%d are marked", n)
	}
	d.press("space").says("999 marked").press("-").press("/").typed("region:syldavia").press("enter", "*").says("333 marked").press("/", "ctrl+u", "enter").says("333 marked")
	plain := strings.NewReplacer("»", " ")
	before := plain.Replace(d.root.draw())
	if after := plain.Replace(d.press("down", "down").root.draw()); after != before {
		t.Errorf("more than the gutter changed:\n%s\n%s", before, after)
	}
	d.press("-").press("-").says("no project is marked")
}

// One field of all marked projects is set in one step, and taken back in one.
func TestEditTogether(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 80, 24).settle().press("space", "space", "space", "e").typed("last").press("enter").says("Last day of 3 projects:")
	d.typed("2012-12-31").says("last day: 31 Dec 2012").press("enter").says("Set last day of 3 projects to 31 Dec 2012? enter does it.").says("30 Jun 2015 → 31 Dec 2012")
	if m.desk.changes != 0 {
		t.Error("something was changed before it was confirmed")
	}
	d.press("esc").press("e").typed("last").press("enter").typed("2012-12-31").press("enter", "enter").says("saved: last day of 3 projects is 31 Dec 2012; u undoes it")
	ids := markedIDs(d)
	for _, id := range ids {
		if v := m.record(id).Value(portfolio.FieldEnd).Text; v != "2012-12-31" {
			t.Errorf("the last day of %s is %s", id, v)
		}
	}
	if m.desk.changes != 1 || len(ids) != 3 {
		t.Errorf("%d times changed, %v", m.desk.changes, ids)
	}
	d.press("e").typed("last").press("enter").says("2012-12-31").press("enter").says("is that already")
	d.press("u").says("undone: 3 changes of one step")
	if v := m.record(ids[0]).Value(portfolio.FieldEnd).Text; v == "2012-12-31" {
		t.Error("not undone")
	}
	d.press("space", "e").typed("country").press("enter", "ctrl+u").typed("Ruritania").press("enter").says("(")
}

// A day is counted from each project's own.
func TestEditTogetherCounted(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 100, 24).settle().press("space", "space", "e").typed("last").press("enter").typed("+6m")
	d.says("last day of each, counted from its own: +6m").press("enter").says("Move last day of 2 projects by +6m?")
	d.press("enter").says("saved: last day of 2 projects is moved by +6m")
	for id, want := range map[string]string{"ABCX28": "2012-12-31", "ABBX27": "2015-12-31"} {
		if got := m.record(id).Value(portfolio.FieldEnd).Text; got != want {
			t.Errorf("%s ends %s, want %s", id, got, want)
		}
	}
}

// Those that cannot take a value are named, and then nothing is changed; without
// marks the selected project is edited.
func TestEditTogetherFaults(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 120, 24).settle().press("*", "e").typed("last").press("enter").typed("2006-06-30").press("enter")
	d.says("ABCX28 cannot take it: end \"2006-06-30\" is before the first day").says("and 16 more").golden("portfolio/edit-faults")
	if d.root.typing() == nil || m.desk.changes != 0 {
		t.Error("the line is closed, or something was changed")
	}
	d.press("ctrl+u").typed("nonsense").press("enter")
	if d.root.typing() == nil {
		t.Error("nonsense was taken")
	}
	d.press("esc", "-", "e").says("Edit, of 1 project").press("esc")
	m.desk.past = 20110430
	newDriver(t, m, 80, 24).settle().press("e").says("leave out --at to edit")
}

// Who was overtaken changes nothing; what takes longer can be stopped with esc.
func TestEditTogetherStopped(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 100, 24).settle().press("space", "space", "e").typed("title").press("enter").typed("Mine").press("enter")
	m.elsewhere(d.root.views[d.viewAt("Portfolio")].stack[0].(*projects).marks.rows[1].ID, portfolio.FieldTitle, "Theirs")
	d.press("enter").says("Nothing was changed: title of ABBX27 was changed meanwhile by B. Field")
	for _, row := range d.root.top().(*projects).marks.rows {
		if m.record(row.ID).Value(portfolio.FieldTitle).Text == "Mine" {
			t.Errorf("%s was changed", row.ID)
		}
	}
	d.press("e").typed("title").press("enter").typed("Mine").press("enter")
	m.desk.slow = true
	d.begins("enter").says("saving 2 projects…; esc stops it").press("esc").says("Nothing was changed: it was stopped")
	late := d.root.top().(*projects)
	d.begins("*").says("marking 30 projects…; esc stops it").press("esc").says("stopped; nothing was changed")
	if late.work.waiting() || len(d.root.jobs) > 0 {
		t.Error("still at work")
	}
}

// Whatever is pressed on a list and in what it opens, in any order and at any
// size: no line is too wide, and nothing is changed without being confirmed.
func TestListAnyKeys(outer *testing.T) {
	keys := []string{"down", "space", "*", "-", "e", "c", "f", "v", "s", "y", "x", "S", "m", "/", "enter", "enter", "enter", "esc", "right", "alt+down", "ctrl+o", "ctrl+r", "ctrl+s", "ctrl+x", "2", "3", "0"}
	rapid.Check(outer, func(t *rapid.T) {
		src := &memory{doc: sample()}
		d := newDriver(outer, src, rapid.IntRange(10, 200).Draw(t, "width"), rapid.IntRange(5, 50).Draw(t, "height")).settle()
		for range rapid.IntRange(0, 30).Draw(t, "keys") {
			k := rapid.SampledFrom(keys).Draw(t, "key")
			_, asked := d.root.top().(*confirm)
			before := src.desk.changes
			if _, list := d.root.views[d.root.at].stack[0].(*projects); !list {
				d.press("@Portfolio")
			}
			if d.press(k); src.desk.changes != before && (!asked || k != "enter" && k != "y") {
				if _, list := d.root.top().(*projects); list {
					t.Fatalf("%s changes something without a question", k)
				}
			}
		}
	})
}

package tui

import (
	"fmt"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// edited is the sample after some weeks of work at two offices.
func editedBy() *memory {
	m := &memory{doc: sample()}
	set := func(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }
	m.elsewhere("ABBX01", "country", "Syldavia and الرور")
	m.make("roea", "B. Field", portfolio.Change{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{
		set(portfolio.FieldOn, "ABCX02"), set(portfolio.FieldText, "visited, see the minutes")}})
	c := m.make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Reason: "as agreed with the donor in the meeting of April",
		Fields: []portfolio.Setting{set("approved", "2000000"), set("title", "加强边境管制与打击跨国有组织犯罪能力建设项目第二阶段")}})
	m.make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Fields: []portfolio.Setting{set("approved", "2500000")}, Over: []portfolio.ID{c.ID}})
	m.elsewhere("ABAX00", "end", "2012-11-30")
	m.make("local", "A. Desk", portfolio.Change{Record: "ABAX00", Fields: []portfolio.Setting{set("end", "2012-12-31")}})
	return m
}

func TestHistoryStates(t *testing.T) {
	resized(t, editedBy(), "@History", key("end"))
}

func TestHistoryWays(t *testing.T) {
	d := newDriver(t, editedBy(), 80, 24).settle().press("@History")
	d.press("/").typed("donor").golden("history/words-typed")
	d.press("enter").golden("history/words")
	d.press("enter").golden("history/change")
	d.press("esc", "r").golden("history/record")
	d.press("esc", "/").typed(" nobody").press("enter").golden("history/words-empty")
	d.press("enter").golden("history/nothing-to-open")
	newDriver(t, editedBy(), 80, 24).settle().press("@History").press("end", "up", "r").golden("history/record-of-note")
}

// What the person did is undone at once, what another did with a reason; both
// are lines of the history then.
func TestHistoryUndoes(t *testing.T) {
	d := newDriver(t, editedBy(), 80, 24).settle().press("@History")
	h := d.root.top().(*history)
	before := h.list.count
	d.press("down", "down", "u")
	if h.list.count != before+1 {
		t.Errorf("%d changes, there were %d:\n%s", h.list.count, before, d.root.draw())
	}
	d.press("end", "u").typed("a slip").press("enter").golden("history/undone")
	if text := d.press("home", "u").root.draw(); !strings.Contains(text, "is an undo itself") {
		t.Errorf("an undo can be undone:\n%s", text)
	}
}

// Of a long history only what stands around the page is loaded; every line is
// reached all the same.
func TestHistoryIsLoadedInParts(t *testing.T) {
	src := &memory{doc: sample()}
	for i := range 1500 {
		src.elsewhere("ABBX01", "country", fmt.Sprintf("number %d.", i))
	}
	d := newDriver(t, src, 80, 24).settle().press("@History")
	h := d.root.top().(*history)
	if n := len(h.list.lines); n > 2*leastLoad || h.list.count != 1500 {
		t.Errorf("%d lines of %d are loaded", n, h.list.count)
	}
	for i := 1499; i >= 0; i -= h.page() {
		if text := d.root.draw(); !strings.Contains(text, fmt.Sprintf("number %d.", i)) || strings.Contains(text, "\n…") {
			t.Fatalf("change %d is not shown:\n%s", i, text)
		}
		d.press("pgdown")
	}
	if text := d.press("home", "end").root.draw(); !strings.Contains(text, "number 0.") {
		t.Errorf("the first change is not shown:\n%s", text)
	}
}

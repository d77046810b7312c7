package tui

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// opened returns a driver that shows the project ABCX12.
func showing(t *testing.T, src *memory, w, h int) *driver {
	t.Helper()
	return newDriver(t, src, w, h).settle().press("/").typed("ABCX12").press("enter", "enter")
}

// sampleID is the record of the project ABCX12.
const sampleID = "ABAX00"

func TestEditScreens(t *testing.T) {
	for _, s := range sizes {
		d := showing(t, conflicting(), s.w, s.h).press("h", "down", "down", "enter").golden("edit/change-"+s.name).press("esc", "esc")
		d.press("E", "tab", "ctrl+u", "tab").typed("s").press("tab").golden("edit/form-fault-" + s.name)
		d = showing(t, &memory{doc: sample()}, s.w, s.h).press("down", "down", "down", "down", "e")
		d.press("ctrl+u").typed("2012-13").golden("edit/field-fault-" + s.name)
		d.press("esc", "W").typed("x").golden("edit/withdraw-" + s.name)
	}
}

// What is typed is checked while it is typed, saved with enter, undone with u.
func TestEditField(t *testing.T) {
	m := &memory{doc: sample()}
	d := showing(t, m, 80, 24).press("down", "down", "e", "ctrl+u").typed("Borduria")
	d.says("country: Borduria").press("enter").says("saved: country of ABCX12 is Borduria").says("was Ruritania")
	if m.now(portfolio.FieldCountry) != "Borduria" || len(m.desk.drafts) > 0 {
		t.Errorf("country is %q, drafts %v", m.now(portfolio.FieldCountry), m.desk.drafts)
	}
	d.press("u").says("undone: ABCX12, country is Ruritania again")
	if m.now(portfolio.FieldCountry) != "Ruritania" {
		t.Error("not undone")
	}
	d.press("u").says("there is no change to undo")
	d.press("down", "down", "e", "ctrl+u").typed("2012-02-30").press("enter")
	if d.root.typing() == nil || len(m.record(sampleID).Log.Changes()) != 2 {
		t.Error("a fault was saved")
	}
	d.press("esc")
	if len(m.desk.drafts) > 0 {
		t.Error("esc keeps the draft")
	}
}

// What was begun outlives the program, and is offered by the next one.
func TestDraftSurvives(t *testing.T) {
	m := &memory{doc: sample()}
	showing(t, m, 80, 24).press("e", "ctrl+u").typed("Half a ti")
	d := newDriver(t, m, 80, 24).settle().says("1 edit begun and not saved: ABCX12").press("/").typed("ABCX12").press("enter", "enter")
	d.says("you had begun to change title; e or E goes on, x drops it").golden("edit/offer")
	d.press("e").says("Half a ti").typed("tle").press("enter").says("saved: title")
	if m.now(portfolio.FieldTitle) != "Half a title" || len(m.desk.drafts) > 0 {
		t.Errorf("title %q, drafts %v", m.now(portfolio.FieldTitle), m.desk.drafts)
	}
	d.press("E").typed("!").press("esc").press("x")
	if len(m.desk.drafts) > 0 {
		t.Error("x does not drop the draft")
	}
}

// A project that was read while its draft was being dropped does not bring the
// draft back.
func TestDroppedDraftStaysDropped(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	r := &portfolio.Record{ID: "ABCX12", Kind: portfolio.ProjectRecord}
	kept := &portfolio.Draft{Record: r.ID, Fields: []portfolio.Setting{{Field: portfolio.FieldEnd, Value: "+6m"}}}
	b := d.root.desk.drafts(r, kept)
	if !b.any() {
		t.Fatal("what was kept is not there")
	}
	b.drop(portfolio.FieldEnd)
	b.asked.done(b.asked.next())
	if d.root.desk.drafts(r, kept).any() {
		t.Error("what was dropped is there again")
	}
}

// One text at most is on its way, and quitting waits for the newest.
func TestDraftIsKeptBeforeQuitting(t *testing.T) {
	m := &memory{doc: sample()}
	d := showing(t, m, 80, 24).press("e", "ctrl+u")
	before := m.desk.kept
	for _, k := range []string{"a", "b", "c", "d"} {
		d.send(key(k))
	}
	d.send(key("ctrl+c"))
	if d.settle(); !d.quit || m.desk.kept != before+2 || m.desk.drafts[sampleID].Fields[0].Value != "abcd" {
		t.Errorf("quit %v, kept %d times, %v", d.quit, m.desk.kept-before, m.desk.drafts)
	}
}

// Who was overtaken is told by whom, and saves over it the second time.
func TestOvertaken(t *testing.T) {
	for _, keys := range [][]string{{"e"}, {"E", "tab"}} {
		m := &memory{doc: sample()}
		d := showing(t, m, 100, 24).press(keys...).press("ctrl+u").typed("Mine")
		m.elsewhere(sampleID, portfolio.FieldTitle, "Theirs")
		save := map[string]string{"e": "enter", "E": "ctrl+s"}[keys[0]]
		d.press(save).says("changed meanwhile by B. Field")
		if d.press(save); m.now(portfolio.FieldTitle) != "Mine" || m.record(sampleID).Log.State(portfolio.FieldTitle).Conflict {
			t.Errorf("title is %q", m.now(portfolio.FieldTitle))
		}
	}
}

func TestForm(t *testing.T) {
	m := &memory{doc: sample()}
	d := showing(t, m, 80, 24).press("E").press("tab", "tab", "tab", "tab", "ctrl+u").typed("Borduria").press("tab", "tab", "ctrl+u").typed("2013-01-01")
	d.press("ctrl+s").says("is before the first day")
	d.press("ctrl+u").typed("2014-01-01").press("ctrl+s").says("saved: 3 fields of ABCX12")
	if n := len(m.record(sampleID).Log.Changes()); n != 1 {
		t.Errorf("%d changes, want one", n)
	}
	d.press("E").typed("x").press("esc").says("what you typed is kept").press("down").says("you had begun to change number")
}

func TestNewProject(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 80, 24).settle().press("a").typed("NEWX01").press("ctrl+s").says("cannot be taken")
	d.typed("New")
	for _, text := range []string{"field", "syldavia", "", "SY", "", "", "", "", "", "", "PIR"} {
		d.press("tab").typed(text)
	}
	d.golden("edit/new").press("ctrl+s").says("saved: the new project").says("31 projects")
}

func TestUndoOfOthers(t *testing.T) {
	m := &memory{doc: sample()}
	m.elsewhere(sampleID, portfolio.FieldTitle, "Theirs")
	d := showing(t, m, 80, 24).press("u").says("Why undo what B. Field did:").press("enter").says("write a reason")
	d.typed("misread").press("enter").says("undone")
	if m.now(portfolio.FieldTitle) == "Theirs" {
		t.Error("not undone")
	}
	d.press("esc", "u").says("nothing to undo")
}

func TestConflict(t *testing.T) {
	m := conflicting()
	d := showing(t, m, 80, 24).says("2 values").press("down", "down", "down", "down", "down", "enter")
	d.says("30 Nov 2012").press("down", "enter").says("settled: last day of ABCX12")
	if m.record(sampleID).Log.State(portfolio.FieldEnd).Conflict || m.now(portfolio.FieldEnd) != "2012-11-30" {
		t.Errorf("end is %s", m.now(portfolio.FieldEnd))
	}
	m = conflicting()
	d = newDriver(t, m, 80, 24).settle().press("!", "enter", "down", "down", "enter").typed("2013-01-31").says("31 Jan 2013").press("enter")
	if d.says("Nothing waits for you"); m.now(portfolio.FieldEnd) != "2013-01-31" {
		t.Errorf("end is %s", m.now(portfolio.FieldEnd))
	}
	if d.press("u").says("undone: ABCX12"); m.now(portfolio.FieldEnd) == "2013-01-31" {
		t.Error("not undone")
	}
}

func TestNoteAndWithdrawal(t *testing.T) {
	m := &memory{doc: sample()}
	d := showing(t, m, 80, 50).press("a").typed("visited").press("enter").says("the note is saved").says("visited")
	if text := d.press("u").says("undone").root.draw(); strings.Contains(text, "visited") {
		t.Errorf("the note stands:\n%s", text)
	}
	d.press("W").typed("never began").press("enter").says("ABCX12 is withdrawn").says("1 of 1   withdrawn")
	d.press("u").says("it is back")
	if m.record(sampleID).Withdrawn() || len(m.desk.drafts) > 0 {
		t.Errorf("withdrawn, or drafts %v", m.desk.drafts)
	}
}

func TestPast(t *testing.T) {
	m := conflicting()
	m.desk.past = 20110430
	d := showing(t, m, 80, 24)
	for _, k := range []string{"e", "E", "u", "a", "W"} {
		d.press(k).says("this is the portfolio as of 30 Apr 2011; leave out --at to edit")
	}
	d.press("esc").says("as it stood on 30 Apr 2011")
}

// Moving among fields changes the gutter only.
func TestMovingAmongFields(t *testing.T) {
	d := showing(t, conflicting(), 80, 24)
	before := strings.ReplaceAll(d.root.draw(), "»", " ")
	for range 4 {
		if after := strings.ReplaceAll(d.press("down").root.draw(), "»", " "); after != before {
			t.Errorf("more than the gutter changed:\n%s", after)
		}
	}
}

// A list stays where it is when something of it was saved, and follows a
// project that was opened from it.
func TestListStaysAfterSaving(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("s").typed("number").press("enter", "down", "down", "enter")
	d.press("down", "down", "e", "ctrl+u").typed("Borduria").press("enter", "n", "esc")
	list := d.root.top().(*projects).list
	if list.at != 3 || list.row(2).Country != "Borduria" {
		t.Errorf("the selection is at %d, the country is %q", list.at, list.row(2).Country)
	}
}

// The cursor stands behind what is typed, in a field and in the form.
func TestCursorWhileEditing(t *testing.T) {
	for _, s := range sizes {
		for _, keys := range [][]string{{"down", "down", "down", "down", "e"}, {"E", "tab", "tab", "tab", "tab"}, {"W"}} {
			d := showing(t, &memory{doc: sample()}, s.w, s.h).press(keys...).typed("zzz")
			c, lines := d.root.View().Cursor, strings.Split(d.root.draw(), "\n")
			if c == nil || c.Y >= len(lines) || width(lines[c.Y]) != c.X || !strings.HasSuffix(lines[c.Y], "zzz") {
				t.Errorf("%s, %v: cursor %+v\n%s", s.name, keys, c, d.root.draw())
			}
		}
	}
}

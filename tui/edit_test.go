package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/uitest"
)

// opened returns a driver that shows the project ABCX12.
func showing(t *testing.T, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	return newDriver(t, src, w, h).Settle().Press("/").Typed("ABCX12").Press("enter", "enter")
}

func TestEditScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := showing(t, uitest.Conflicting(), s.W, s.H).Press("h", "down", "down", "enter").Golden("edit/change-"+s.Name).Press("esc", "esc")
		d.Press("E", "tab", "ctrl+u", "tab").Typed("s").Press("tab").Golden("edit/form-fault-" + s.Name)
		d = showing(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Press("down", "down", "down", "down", "e")
		d.Press("ctrl+u").Typed("2012-13").Golden("edit/field-fault-" + s.Name)
		d.Press("esc", "W").Typed("x").Golden("edit/withdraw-" + s.Name)
	}
}

// What is typed is checked while it is typed, saved with enter, undone with u.
func TestEditField(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("down", "down", "e", "ctrl+u").Typed("Borduria")
	d.Says("country: Borduria").Press("enter").Says("saved: country of ABCX12 is Borduria").Says("was Ruritania")
	if m.Now(portfolio.FieldCountry) != "Borduria" || len(m.Desk.Drafts) > 0 {
		t.Errorf("country is %q, drafts %v", m.Now(portfolio.FieldCountry), m.Desk.Drafts)
	}
	d.Press("u").Says("undone: ABCX12, country is Ruritania again")
	if m.Now(portfolio.FieldCountry) != "Ruritania" {
		t.Error("not undone")
	}
	d.Press("u").Says("there is no change to undo")
	d.Press("down", "down", "e", "ctrl+u").Typed("2012-02-30").Press("enter")
	if d.Root.Typing() == nil || len(m.RecordOf(uitest.SampleID).Log.Changes()) != 2 {
		t.Error("a fault was saved")
	}
	d.Press("esc")
	if len(m.Desk.Drafts) > 0 {
		t.Error("esc keeps the draft")
	}
}

// What was begun outlives the program, and is offered by the next one.
func TestDraftSurvives(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	showing(t, m, 80, 24).Press("e", "ctrl+u").Typed("Half a ti")
	d := newDriver(t, m, 80, 24).Settle().Says("1 edit begun and not saved: ABCX12").Press("/").Typed("ABCX12").Press("enter", "enter")
	d.Says("you had begun to change title; e or E goes on, x drops it").Golden("edit/offer")
	d.Press("e").Says("Half a ti").Typed("tle").Press("enter").Says("saved: title")
	if m.Now(portfolio.FieldTitle) != "Half a title" || len(m.Desk.Drafts) > 0 {
		t.Errorf("title %q, drafts %v", m.Now(portfolio.FieldTitle), m.Desk.Drafts)
	}
	d.Press("E").Typed("!").Press("esc").Press("x")
	if len(m.Desk.Drafts) > 0 {
		t.Error("x does not drop the draft")
	}
}

// A project that was read while its draft was being dropped does not bring the
// draft back.
func TestDroppedDraftStaysDropped(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	r := &portfolio.Record{ID: "ABCX12", Kind: portfolio.ProjectRecord}
	kept := &portfolio.Draft{Record: r.ID, Fields: []portfolio.Setting{{Field: portfolio.FieldEnd, Value: "+6m"}}}
	b := d.Root.Desk.Drafts(r, kept)
	if !b.Any() {
		t.Fatal("what was kept is not there")
	}
	b.Drop(portfolio.FieldEnd)
	b.Asked.Done(b.Asked.Next())
	if d.Root.Desk.Drafts(r, kept).Any() {
		t.Error("what was dropped is there again")
	}
}

// One text at most is on its way, and quitting waits for the newest.
func TestDraftIsKeptBeforeQuitting(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("e", "ctrl+u")
	before := m.Desk.Kept
	for _, k := range []string{"a", "b", "c", "d"} {
		d.Send(uitest.Key(k))
	}
	d.Send(uitest.Key("ctrl+c"))
	if d.Settle(); !d.Quit || m.Desk.Kept != before+2 || m.Desk.Drafts[uitest.SampleID].Fields[0].Value != "abcd" {
		t.Errorf("quit %v, kept %d times, %v", d.Quit, m.Desk.Kept-before, m.Desk.Drafts)
	}
}

// Who was overtaken is told by whom, and saves over it the second time.
func TestOvertaken(t *testing.T) {
	for _, keys := range [][]string{{"e"}, {"E", "tab"}} {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := showing(t, m, 100, 24).Press(keys...).Press("ctrl+u").Typed("Mine")
		m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
		save := map[string]string{"e": "enter", "E": "ctrl+s"}[keys[0]]
		d.Press(save).Says("changed meanwhile by B. Field")
		if d.Press(save); m.Now(portfolio.FieldTitle) != "Mine" || m.RecordOf(uitest.SampleID).Log.State(portfolio.FieldTitle).Conflict {
			t.Errorf("title is %q", m.Now(portfolio.FieldTitle))
		}
	}
}

func TestForm(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("E").Press("tab", "tab", "tab", "tab", "ctrl+u").Typed("Borduria").Press("tab", "tab", "ctrl+u").Typed("2013-01-01")
	d.Press("ctrl+s").Says("is before the first day")
	d.Press("ctrl+u").Typed("2014-01-01").Press("ctrl+s").Says("saved: 3 fields of ABCX12")
	if n := len(m.RecordOf(uitest.SampleID).Log.Changes()); n != 1 {
		t.Errorf("%d changes, want one", n)
	}
	d.Press("E").Typed("x").Press("esc").Says("what you typed is kept").Press("down").Says("you had begun to change number")
}

func TestNewProject(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("a").Typed("NEWX01").Press("ctrl+s").Says("cannot be taken")
	d.Typed("New")
	for _, text := range []string{"field", "syldavia", "", "SY", "", "", "", "", "", "", "PIR"} {
		d.Press("tab").Typed(text)
	}
	d.Golden("edit/new").Press("ctrl+s").Says("saved: the new project").Says("31 projects")
}

func TestUndoOfOthers(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
	d := showing(t, m, 80, 24).Press("u").Says("Why undo what B. Field did:").Press("enter").Says("write a reason")
	d.Typed("misread").Press("enter").Says("undone")
	if m.Now(portfolio.FieldTitle) == "Theirs" {
		t.Error("not undone")
	}
	d.Press("esc", "u").Says("nothing to undo")
}

func TestConflict(t *testing.T) {
	m := uitest.Conflicting()
	d := showing(t, m, 80, 24).Says("2 values").Press("down", "down", "down", "down", "down", "enter")
	d.Says("30 Nov 2012").Press("down", "enter").Says("settled: last day of ABCX12")
	if m.RecordOf(uitest.SampleID).Log.State(portfolio.FieldEnd).Conflict || m.Now(portfolio.FieldEnd) != "2012-11-30" {
		t.Errorf("end is %s", m.Now(portfolio.FieldEnd))
	}
	m = uitest.Conflicting()
	d = newDriver(t, m, 80, 24).Settle().Press("!", "enter", "down", "down", "enter").Typed("2013-01-31").Says("31 Jan 2013").Press("enter")
	if d.Says("Nothing waits for you"); m.Now(portfolio.FieldEnd) != "2013-01-31" {
		t.Errorf("end is %s", m.Now(portfolio.FieldEnd))
	}
	if d.Press("u").Says("undone: ABCX12"); m.Now(portfolio.FieldEnd) == "2013-01-31" {
		t.Error("not undone")
	}
}

func TestNoteAndWithdrawal(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 50).Press("a").Typed("visited").Press("enter").Says("the note is saved").Says("visited")
	if text := d.Press("u").Says("undone").Root.Draw(); strings.Contains(text, "visited") {
		t.Errorf("the note stands:\n%s", text)
	}
	d.Press("W").Typed("never began").Press("enter").Says("ABCX12 is withdrawn").Says("1 of 1   withdrawn")
	d.Press("u").Says("it is back")
	if m.RecordOf(uitest.SampleID).Withdrawn() || len(m.Desk.Drafts) > 0 {
		t.Errorf("withdrawn, or drafts %v", m.Desk.Drafts)
	}
}

func TestPast(t *testing.T) {
	m := uitest.Conflicting()
	m.Desk.Past = 20110430
	d := showing(t, m, 80, 24)
	for _, k := range []string{"e", "E", "u", "a", "W"} {
		d.Press(k).Says("this is the portfolio as of 30 Apr 2011; leave out --at to edit")
	}
	d.Press("esc").Says("as it stood on 30 Apr 2011")
}

// Moving among fields changes the gutter only.
func TestMovingAmongFields(t *testing.T) {
	d := showing(t, uitest.Conflicting(), 80, 24)
	before := strings.ReplaceAll(d.Root.Draw(), "»", " ")
	for range 4 {
		if after := strings.ReplaceAll(d.Press("down").Root.Draw(), "»", " "); after != before {
			t.Errorf("more than the gutter changed:\n%s", after)
		}
	}
}

// A list stays where it is when something of it was saved, and follows a
// project that was opened from it.
func TestListStaysAfterSaving(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("s").Typed("number").Press("enter", "down", "down", "enter")
	d.Press("down", "down", "e", "ctrl+u").Typed("Borduria").Press("enter", "n", "esc")
	lines := strings.Split(d.Root.Draw(), "\n")
	first := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "NUMBER") }) + 1
	if !strings.HasPrefix(lines[first+3], "»") || !strings.Contains(lines[first+2], "Borduria") {
		t.Errorf("the fourth row is not selected, or the third not of Borduria:\n%s", d.Root.Draw())
	}
}

// The cursor stands behind what is typed, in a field and in the form.
func TestCursorWhileEditing(t *testing.T) {
	for _, s := range uitest.Sizes {
		for _, keys := range [][]string{{"down", "down", "down", "down", "e"}, {"E", "tab", "tab", "tab", "tab"}, {"W"}} {
			d := showing(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Press(keys...).Typed("zzz")
			c, lines := d.Root.View().Cursor, strings.Split(d.Root.Draw(), "\n")
			if c == nil || c.Y >= len(lines) || draw.Width(lines[c.Y]) != c.X || !strings.HasSuffix(lines[c.Y], "zzz") {
				t.Errorf("%s, %v: cursor %+v\n%s", s.Name, keys, c, d.Root.Draw())
			}
		}
	}
}

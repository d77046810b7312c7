package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/uitest"
)

// showing returns a driver that shows the project ABCX12.
func showing(t *testing.T, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	return newDriver(t, src, w, h).Settle().Press("/").Typed("ABCX12").Press("enter", "enter")
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
	if d.Says("No conflicts"); m.Now(portfolio.FieldEnd) != "2013-01-31" {
		t.Errorf("end is %s", m.Now(portfolio.FieldEnd))
	}
	if d.Press("u").Says("undone: ABCX12"); m.Now(portfolio.FieldEnd) == "2013-01-31" {
		t.Error("not undone")
	}
}

func TestPast(t *testing.T) {
	m := uitest.Conflicting()
	m.Editor.Past = 20110430
	d := showing(t, m, 80, 24)
	for _, k := range []string{"e", "E", "u", "a", "W"} {
		d.Press(k).Says("this is the portfolio as of 30 Apr 2011; leave out --at to edit")
	}
	d.Press("esc").Says("as it stood on 30 Apr 2011")
}

// TestFrozen shows a database that can only be read: the screens say so at once, and at each key that
// would change it.
func TestFrozen(t *testing.T) {
	m := uitest.Conflicting()
	m.Editor.Frozen = "this database is read-only"
	newDriver(t, m, 80, 24).Settle().Says("this database is read-only")
	d := showing(t, m, 80, 24)
	for _, k := range []string{"e", "E", "u", "a", "W"} {
		d.Press("esc", "enter").Press(k).Says("this database is read-only")
	}
	if text := d.Press("esc", "enter").All(); strings.Contains(text, "e edit") || strings.Contains(text, "u undo") {
		t.Errorf("the line of keys offers what cannot be done:\n%s", text)
	}
	if m.Editor.Changes != 0 || m.Editor.Kept != 0 {
		t.Errorf("%d changes, %d drafts were to be kept", m.Editor.Changes, m.Editor.Kept)
	}
}

// TestListStaysAfterSaving checks that a list keeps its place after saving, and follows a project
// opened from it.
func TestListStaysAfterSaving(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("s").Typed("number").Press("enter", "down", "down", "enter")
	d.Press("down", "down", "e", "ctrl+u").Typed("Borduria").Press("enter", "n", "esc")
	lines := strings.Split(d.Root.Draw(), "\n")
	first := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "NUMBER") }) + 1
	if !strings.HasPrefix(lines[first+3], "»") || !strings.Contains(lines[first+2], "Borduria") {
		t.Errorf("the fourth row is not selected, or the third not of Borduria:\n%s", d.Root.Draw())
	}
}

// TestChangesBeforeJoining checks that changes made before the copy joined an office count as that
// office's.
func TestChangesBeforeJoining(t *testing.T) {
	m := uitest.Conflicting()
	for i, c := range m.LogOf(uitest.SampleID).Changes() {
		if c.ID.Office == portfolio.LocalOffice {
			m.LogOf(uitest.SampleID).Changes()[i].Joined = "rosen"
		}
	}
	d := showing(t, m, 120, 40).Press("h").Says("A. Desk @ rosen").Press("end", "up", "enter").Says("Office          rosen").Press("esc", "esc", "esc", "!").Says("rosen 31 Dec 2012").Press("enter").Says("A. Desk @ rosen")
	if strings.Contains(d.Root.Draw(), " local") {
		t.Error(d.Root.Draw())
	}
}

// TestAddedIsSelected: after a project was added, the list selects it.
func TestAddedIsSelected(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("a").Typed("ZZZX99").Press("tab").Typed("Ports").Press("tab", "tab").Typed("syldavia")
	d.Press("tab").Typed("Syldavia").Press("shift+tab")
	d.Press("up", "up", "up", "up", "up").Typed("DRG").Press("ctrl+s").Says("saved: the new project ZZZX99").Says("»  ZZZX99")
}

// TestUndoSaysWhatItPassesOver: where another person changed one's newest step since, u asks before it undoes an older
// one, and says why; a refusal in the history names the person and the value, and no id.
func TestUndoSaysWhatItPassesOver(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	country := func(person, record, value string) {
		if _, err := m.Change(t.Context(), person, portfolio.Edit{Record: record,
			Fields: []portfolio.Setting{{Field: portfolio.FieldCountry, Value: value}}}); err != nil {
			t.Fatal(err)
		}
	}
	country("A. Desk", "ABBX01", "Borduria")
	country("A. Desk", "ABCX12", "Borduria")
	country("B. Field", "ABCX12", "Syldavia")
	d := newDriver(t, m, 80, 24).Settle().Press("2", "u").Says("ABBX01, country: Borduria → Syldavia").
		Says("Passed over ABCX12, country: B. Field changed it to Syldavia on 24 Nov 2026")
	d.Press("enter").Says("undone: ABBX01, country is Syldavia again; U redoes it")
	d.Press("u").Says("Nothing was undone: ABCX12, country: B. Field changed it to Syldavia on")
	text := d.Press("7", "down", "down", "u").Says("ABCX12, country: B. Field changed it to Syldavia on").Root.Draw()
	if strings.Contains(text, "k3f9ab") {
		t.Errorf("the id of a change is said:\n%s", text)
	}
}

// TestUndoAsks checks that undo and redo ask first where the step was not saved in this session, and do at once what
// was.
func TestUndoAsks(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	newDriver(t, m, 80, 24).Settle().Press("/").Typed("ABCX12").Press("enter", "enter", "down", "down", "e", "ctrl+u").
		Typed("Borduria").Press("enter").Says("saved: country")
	for _, list := range []bool{true, false} {
		d := showing(t, m, 80, 24)
		if list {
			d.Press("esc")
		}
		d.Press("u").Says("Undo what A. Desk, local, saved on 24 Nov 2026 09:15 UTC?").Says("ABCX12, country: Borduria → Ruritania")
		if d.Press("u", "u"); m.Now(portfolio.FieldCountry) != "Borduria" {
			t.Error("u on the question undoes")
		}
		d.Press("esc")
	}
	d := showing(t, m, 80, 24).Press("esc", "u", "enter").Says("undone: ABCX12")
	if d.Press("U").Says("redone: ABCX12"); m.Now(portfolio.FieldCountry) != "Borduria" {
		t.Error("redo asks about what was undone in this session")
	}
	if d.Press("u"); m.Now(portfolio.FieldCountry) != "Ruritania" {
		d.Press("enter") // the step itself is of an earlier session
	}
	showing(t, m, 80, 24).Press("U").Says("Redo what A. Desk, local, undid on").Press("enter").Says("redone: ABCX12")
	if m.Now(portfolio.FieldCountry) != "Borduria" {
		t.Errorf("country is %s", m.Now(portfolio.FieldCountry))
	}
}

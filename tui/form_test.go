package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

// fieldAt opens the form of the project ABCX12 at a field, and clears that.
func fieldAt(t *testing.T, m *memory, w, h int, field string) *driver {
	t.Helper()
	d := showing(t, m, w, h).press("E")
	for _, spec := range portfolio.FieldsOf(portfolio.ProjectRecord) {
		if spec.Name == field {
			return d.press("ctrl+u")
		}
		d.press("tab")
	}
	t.Fatalf("no field %s", field)
	return d
}

func TestFormCompletion(t *testing.T) {
	for _, s := range sizes {
		d := fieldAt(t, &memory{doc: sample()}, s.w, s.h, portfolio.FieldLines).typed("DRG:60 l").golden("form/completing-" + s.name)
		d.press("ctrl+n").golden("form/completed-" + s.name).typed(":30").golden("form/missing-" + s.name)
		d.press("=").golden("form/filled-" + s.name)
		d = fieldAt(t, &memory{doc: sample()}, s.w, s.h, portfolio.FieldEnd).typed("end 2013").golden("form/day-" + s.name)
		d.press("ctrl+u").typed("03/04/2011").golden("form/two-readings-" + s.name)
		d = showing(t, &memory{doc: sample()}, s.w, s.h).press("down", "down", "e", "ctrl+u").typed("sy").golden("form/field-completing-" + s.name)
		d.press("ctrl+n").golden("form/field-completed-" + s.name)
	}
}

// Choices come one after the other, and behind the last what was typed.
func TestFormChoices(t *testing.T) {
	m := &memory{doc: sample()}
	d := fieldAt(t, m, 80, 24, portfolio.FieldKind).says("kind must have a value").typed("f").says("ctrl+n: field, field+global")
	d.press("ctrl+n").says("1 of 2: field").press("ctrl+n").says("2 of 2: field+global").press("ctrl+n").says("ctrl+n: field, field+global")
	d.press("ctrl+p").says("2 of 2: field+global").typed("x").says("is no kind of project").press("backspace").says("kind: field+global")
	d.press("tab", "ctrl+u", "ctrl+n").says("1 of 3: ruritania Ruritania and neigh").press("tab", "ctrl+u").typed("sy").press("ctrl+n").says("1 of 1: Syldavia")
	d.press("tab", "ctrl+u").typed("Ruritania, sy").says("ctrl+n: SY Syldavia").press("ctrl+n", "=").says("100 %: Ruritania 50 %, Syldavia 50 %")
	d.press("shift+tab", "shift+tab", "shift+tab", "shift+tab").typed("=").press("ctrl+n").says("there is nothing to complete here")
	d.press("ctrl+s").says("saved: 4 fields of ABCX12")
	for field, want := range map[string]string{portfolio.FieldKind: "field+global", portfolio.FieldProgramme: "ruritania", portfolio.FieldCountry: "Syldavia", portfolio.FieldPlaces: "RT:50 SY:50"} {
		if got := m.now(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
}

// What was completed or filled up is kept as a draft, as what is typed is.
func TestCompletionIsKept(t *testing.T) {
	m := &memory{doc: sample()}
	fieldAt(t, m, 80, 24, portfolio.FieldLines).typed("DRG:60 l").press("ctrl+n", "=", "esc")
	if f := m.desk.drafts[sampleID].Fields; len(f) != 1 || f[0].Value != "DRG:60 LEI:40" {
		t.Errorf("kept %v", f)
	}
}

func TestFormShares(t *testing.T) {
	m := &memory{doc: sample()}
	d := fieldAt(t, m, 80, 24, portfolio.FieldLines).press("=").says("names nothing yet").typed("DRG LEI BOR").says("100 %: DRG 33.34 %, LEI 33.33 %, BOR 33.33 %")
	d.press("ctrl+u").typed("DRG:60 LEI:*").says("100 %: DRG 60 %, LEI 40 %").press("ctrl+u").typed("DRG:100 LEI:5").says("5 % too much: DRG 100 %, LEI 5 %")
	d.press("=").says(`service_lines "LEI:5" gets nothing: the others have 100 %`).press("ctrl+u").typed("DRG:x LEI:5").says(`service_lines "DRG:x" has no share`)
	d.press("ctrl+u").typed("drg:60 lei:30").press("ctrl+s").says("adds up to 90 %, 10 % missing")
	if d.press("=", "ctrl+s").says("saved"); m.now(portfolio.FieldLines) != "drug-trafficking:60 law-enforcement:40" {
		t.Errorf("lines are %s", m.now(portfolio.FieldLines))
	}
}

// Days are counted from the value of the field; in a new project from the other
// day as it is typed.
func TestFormDays(t *testing.T) {
	m := &memory{doc: sample()}
	d := fieldAt(t, m, 80, 24, portfolio.FieldEnd).typed("+6m").says("last day: 31 Dec 2012").press("ctrl+s").says("saved")
	if m.now(portfolio.FieldEnd) != "2012-12-31" {
		t.Errorf("end is %s", m.now(portfolio.FieldEnd))
	}
	d.press("down", "down", "down", "down", "down", "e", "ctrl+u").typed("end Jun 2013").press("enter").says("saved: last day of ABCX12 is 30 Jun 2013")
	d = newDriver(t, m, 80, 24).settle().press("a", "tab", "tab", "tab", "tab", "tab", "tab").typed("2014").press("tab").typed("+2y").says("last day: 31 Dec 2015")
	d.press("ctrl+u").typed("2013-01-01").says("is before the first day, 2014-01-01")
}

// A letter changes its line and the status line, and nothing else.
func TestLetterChangesTwoLines(t *testing.T) {
	d := fieldAt(t, &memory{doc: sample()}, 80, 24, portfolio.FieldLines).typed("D")
	for _, k := range []string{"R", "G", ":", "6", "0", "space", "l", "ctrl+n", "ctrl+n", "=", "backspace"} {
		before := strings.Split(d.root.draw(), "\n")
		after := strings.Split(d.press(k).root.draw(), "\n")
		changed := 0
		for i := range before {
			if before[i] != after[i] {
				changed++
			}
		}
		if changed > 2 {
			t.Errorf("%s changes %d lines:\n%s", k, changed, d.root.draw())
		}
	}
}

// Whatever is typed, nothing panics, no line is too long, and what can be saved
// is read again as what was saved.
func TestFormTakesAnything(t *testing.T) {
	keys := []string{"tab", "shift+tab", "ctrl+n", "ctrl+p", "=", "ctrl+u", "left", "home", "backspace", "delete", "D", "R", "G", ":", "6", "0", "*", "space", ",", "+", "2", "m", "é", "漢", "ا", "e", "n", "d", "ctrl+s", "esc", "E", "pgdown"}
	rapid.Check(t, func(rt *rapid.T) {
		m := &memory{doc: sample()}
		d := showing(t, m, rapid.IntRange(1, 100).Draw(rt, "width"), rapid.IntRange(1, 30).Draw(rt, "height")).press("E")
		d.press(rapid.SliceOfN(rapid.SampledFrom(keys), 1, 40).Draw(rt, "keys")...)
		r := m.record(sampleID)
		for _, spec := range portfolio.FieldsOf(portfolio.ProjectRecord) {
			if v := r.Value(spec.Name); v.Known && r.Log.State(spec.Name).By != nil {
				if again, err := spec.Read(&m.doc.Catalogue, v.Text); err != nil || again != v {
					rt.Fatalf("%s %q is read again as %q, %v", spec.Name, v.Text, again.Text, err)
				}
			}
		}
	})
}

// Another value of a conflict is completed and filled up as in the form, and
// what cannot be taken stays in the line.
func TestAnotherValueIsCompleted(t *testing.T) {
	m := &memory{doc: sample()}
	m.elsewhere(sampleID, portfolio.FieldLines, "drug-trafficking:100")
	m.make("hq", "A. Desk", portfolio.Change{Record: sampleID, Fields: []portfolio.Setting{{Field: portfolio.FieldLines, Value: "piracy:100"}}})
	d := newDriver(t, m, 80, 24).settle().press("!", "enter", "down", "down", "enter").typed("DRG:60 l").says("ctrl+n: LEI Law enforcement")
	d.press("ctrl+n").says("1 of 1: LEI Law enforcement").typed(":30").says("10 % missing, = gives it").press("enter").says("DRG:60 LEI:30")
	d.press("=").says("100 %: DRG 60 %, LEI 40 %")
	d.send(tea.PasteMsg{Content: "x"})
	d.press("enter").says(`"LEI:40x" has no share`).press("ctrl+u").typed("BOR:60 l").press("ctrl+n", "=", "enter").says("settled: service lines of ABCX12")
	if got := m.now(portfolio.FieldLines); got != "border-control:60 law-enforcement:40" {
		t.Errorf("lines are %s", got)
	}
}

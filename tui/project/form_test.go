package project

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

// fieldAt opens the form of the project ABCX12 at a field, and clears that.
func fieldAt(t *testing.T, m *uitest.Memory, w, h int, field string) *uitest.Driver {
	t.Helper()
	d := showing(t, m, w, h).Press("E")
	for _, spec := range portfolio.FormFields(portfolio.ProjectRecord) {
		if spec.Name == field {
			return d.Press("ctrl+u")
		}
		d.Press("tab")
	}
	t.Fatalf("no field %s", field)
	return d
}

func TestFormCompletion(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := fieldAt(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H, portfolio.FieldLines).Typed("DRG:60 l").Golden("form/completing-" + s.Name)
		d.Press("ctrl+n").Golden("form/completed-" + s.Name).Typed(":30").Golden("form/missing-" + s.Name)
		d.Press("=").Golden("form/filled-" + s.Name)
		d = fieldAt(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H, portfolio.FieldEnd).Typed("end 2013").Golden("form/day-" + s.Name)
		d.Press("ctrl+u").Typed("03/04/2011").Golden("form/two-readings-" + s.Name)
		d = showing(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Press("down", "down", "e", "ctrl+u").Typed("sy").Golden("form/field-completing-" + s.Name)
		d.Press("ctrl+n").Golden("form/field-completed-" + s.Name)
	}
}

// Choices come one after the other, and behind the last what was typed.
func TestFormChoices(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := fieldAt(t, m, 80, 24, portfolio.FieldKind).Says("kind must have a value").Typed("f").Says("ctrl+n: field, field+global")
	d.Press("ctrl+n").Says("1 of 2: field").Press("ctrl+n").Says("2 of 2: field+global").Press("ctrl+n").Says("ctrl+n: field, field+global")
	d.Press("ctrl+p").Says("2 of 2: field+global").Typed("x").Says("is not a kind of project").Press("backspace").Says("kind: field+global")
	d.Press("tab", "ctrl+u", "ctrl+n").Says("1 of 3: ruritania Ruritania and neigh").Press("tab", "ctrl+u").Typed("sy").Press("ctrl+n").Says("1 of 1: Syldavia")
	d.Press("tab", "ctrl+u").Typed("Ruritania, sy").Says("ctrl+n: SY Syldavia").Press("ctrl+n", "=").Says("100 %: Ruritania 50 %, Syldavia 50 %")
	d.Press("shift+tab", "shift+tab", "shift+tab", "shift+tab").Typed("=").Press("ctrl+n").Says("there is nothing to complete here")
	d.Press("ctrl+s").Says("saved: 4 fields of ABCX12")
	for field, want := range map[string]string{portfolio.FieldKind: "field+global", portfolio.FieldProgramme: "ruritania", portfolio.FieldCountry: "Syldavia", portfolio.FieldPlaces: "RT:50 SY:50"} {
		if got := m.Now(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
}

// What was completed or filled up is kept as a draft, as what is typed is.
func TestCompletionIsKept(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	fieldAt(t, m, 80, 24, portfolio.FieldLines).Typed("DRG:60 l").Press("ctrl+n", "=", "esc")
	if f := m.Editor.Drafts[uitest.SampleID].Fields; len(f) != 1 || f[0].Value != "DRG:60 LEI:40" {
		t.Errorf("kept %v", f)
	}
}

func TestFormShares(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := fieldAt(t, m, 80, 24, portfolio.FieldLines).Press("=").Says("names nothing yet").Typed("DRG LEI BOR").Says("100 %: DRG 33.34 %, LEI 33.33 %, BOR 33.33 %")
	d.Press("ctrl+u").Typed("DRG:60 LEI:*").Says("100 %: DRG 60 %, LEI 40 %").Press("ctrl+u").Typed("DRG:100 LEI:5").Says("5 % too much: DRG 100 %, LEI 5 %")
	d.Press("=").Says(`service lines "LEI:5" gets nothing: the others have 100 %`).Press("ctrl+u").Typed("DRG:x LEI:5").Says(`service lines "DRG:x" has no share`)
	d.Press("ctrl+u").Typed("drg:60 lei:30").Press("ctrl+s").Says("adds up to 90 %, 10 % missing")
	if d.Press("=", "ctrl+s").Says("saved"); m.Now(portfolio.FieldLines) != "drug-trafficking:60 law-enforcement:40" {
		t.Errorf("lines are %s", m.Now(portfolio.FieldLines))
	}
}

// Days are counted from the value of the field; in a new project from the other
// day as it is typed.
func TestFormDays(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := fieldAt(t, m, 80, 24, portfolio.FieldEnd).Typed("+6m").Says("last day: 31 Dec 2012").Press("ctrl+s").Says("saved")
	if m.Now(portfolio.FieldEnd) != "2012-12-31" {
		t.Errorf("end is %s", m.Now(portfolio.FieldEnd))
	}
	d.Press("down", "down", "down", "down", "down", "e", "ctrl+u").Typed("end Jun 2013").Press("enter").Says("saved: last day of ABCX12 is 30 Jun 2013")
	d = adding(t, m, 80, 24).Press("tab", "tab", "tab", "tab", "tab", "tab").Typed("2014").Press("tab").Typed("+2y").Says("last day: 31 Dec 2015")
	d.Press("ctrl+u").Typed("2013-01-01").Says("is before the first day, 2014-01-01")
}

// A letter changes its line and those of what is said about it, and nothing else.
func TestLetterChangesTwoLines(t *testing.T) {
	d := fieldAt(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24, portfolio.FieldLines).Typed("D")
	for _, k := range []string{"R", "G", ":", "6", "0", "space", "l", "ctrl+n", "ctrl+n", "=", "backspace"} {
		said := func() int { return 1 + len(d.Root.Said().Lines(d.Root.Measure, 80, 9)) }
		before, most := strings.Split(d.Root.Draw(), "\n"), said()
		after := strings.Split(d.Press(k).Root.Draw(), "\n")
		most = max(most, said())
		changed := 0
		for i := range before {
			if before[i] != after[i] {
				changed++
			}
		}
		if changed > most {
			t.Errorf("%s changes %d lines:\n%s", k, changed, d.Root.Draw())
		}
	}
}

// Whatever is typed, nothing panics, no line is too long, and what can be saved
// is read again as what was saved.
func TestFormTakesAnything(t *testing.T) {
	keys := []string{"tab", "shift+tab", "ctrl+n", "ctrl+p", "=", "ctrl+u", "left", "home", "backspace", "delete", "D", "R", "G", ":", "6", "0", "*", "space", ",", "+", "2", "m", "é", "漢", "ا", "e", "n", "d", "ctrl+s", "esc", "E", "pgdown"}
	rapid.Check(t, func(rt *rapid.T) {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := showing(t, m, rapid.IntRange(1, 100).Draw(rt, "width"), rapid.IntRange(1, 30).Draw(rt, "height")).Press("E")
		d.Press(rapid.SliceOfN(rapid.SampledFrom(keys), 1, 40).Draw(rt, "keys")...)
		r := m.RecordOf(uitest.SampleID)
		for _, spec := range portfolio.FormFields(portfolio.ProjectRecord) {
			if v := r.Entered(spec.Name); v.Known && r.Log.State(spec.Name).By != nil {
				if again, err := spec.Enter(&m.Doc.Catalogue, v.Text); err != nil || again != v {
					rt.Fatalf("%s %q is read again as %q, %v", spec.Name, v.Text, again.Text, err)
				}
			}
		}
	})
}

// TestFormKeepsWhatCannotBeSeen: a stored title with an invisible character, which the field cannot
// hold, is not changed by saving another field.
func TestFormKeepsWhatCannotBeSeen(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	const title = "Two\u200bposts"
	for i := range src.Doc.Projects {
		if src.Doc.Projects[i].Number == "ABCX12" {
			src.Doc.Projects[i].Title = title
		}
	}
	fieldAt(t, src, 80, 24, portfolio.FieldEnd).Typed("2012-12-31").Press("ctrl+s").Says("saved")
	if got, end := src.Now(portfolio.FieldTitle), src.Now(portfolio.FieldEnd); got != title || end != "2012-12-31" {
		t.Errorf("title %q, end %q", got, end)
	}
}

// TestFormRequired: a new project's required fields are marked until they have a value; saving without them says what
// the first needs and how many more there are, by their labels.
func TestFormRequired(t *testing.T) {
	for _, s := range []struct {
		name string
		w, h int
	}{{"80x24", 80, 24}, {"40x12", 40, 12}} {
		d := adding(t, &uitest.Memory{Doc: uitest.Sample()}, s.w, s.h).Golden("form/new-empty-" + s.name)
		d.Press("ctrl+s").Golden("form/new-refused-" + s.name)
		d.Typed("ABCX99").Press("tab").Typed("Ports").Press("tab", "tab").Typed("syldavia").Press("tab").Typed("Syldavia")
		d.Press("shift+tab", "shift+tab").Golden("form/new-filled-" + s.name)
	}
	d := adding(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24)
	d.Says("* required").Says("»* Number").Says(" * Places").Says(" * Service lines").Says("   Kind")
	d.Press("ctrl+s").Says("Not saved, 5 to correct: number must have a value; enter a number")
	d.Says("! Service lines   must have a value; enter DRG")
	d.Press("tab", "tab", "tab", "tab").Typed("Syldavia").Says("   Places").Says(" ! Service lines")
}

// TestLongFault: what is wrong with a field that is not the active one takes four lines at most, and all of it is said
// once the field is active.
func TestLongFault(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	bad := strings.Repeat("nowhere ", 40)
	d := fieldAt(t, m, 40, 24, portfolio.FieldProgramme).Press("ctrl+u").Typed(bad).Press("tab")
	lines := strings.Split(d.Root.Draw(), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Programme") })
	next := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Country") })
	if n := next - at; at < 0 || n != 5 { // the value and its fault
		t.Errorf("the programme takes %d lines:\n%s", n, d.Root.Draw())
	}
	d.Press("shift+tab").Says(`rogramme "nowhere`)
}

// TestFormDraft: a form that goes on with a draft says so, and drops it only when that is asked for twice.
func TestFormDraft(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	adding(t, m, 80, 24).Typed("ABCX9").Press("tab").Typed("Half").Press("esc")
	d := adding(t, m, 80, 24).Says("2 fields are from your draft; ctrl+x drops it")
	d.Press("ctrl+x").Says("ctrl+x again drops what was typed, 2 fields; esc leaves and keeps it").Typed("9").Press("ctrl+x")
	if len(m.Editor.Drafts) == 0 || d.Root.Top().Name() != "form" {
		t.Error("a key between the two drops the draft")
	}
	if d.Press("ctrl+x"); len(m.Editor.Drafts) > 0 || d.Root.Top().Name() == "form" {
		t.Errorf("ctrl+x twice leaves %v on %s", m.Editor.Drafts, d.Root.Top().Name())
	}
}

// TestFormTips: beside how a value is entered stands what tells the field from others like it, within 80 columns.
func TestFormTips(t *testing.T) {
	d := adding(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24)
	for _, spec := range portfolio.FormFields(portfolio.ProjectRecord) {
		if d.Says(spec.Form[:20]); spec.About != "" {
			d.Says(spec.About + "; enter")
		}
		d.Press("tab")
	}
}

// TestNumberTaken: a number that another project has is marked once its field is left, and is among the faults of
// saving.
func TestNumberTaken(t *testing.T) {
	const says = `is that of another project, "An invented project`
	m := &uitest.Memory{Doc: uitest.Sample()}
	adding(t, m, 160, 30).Typed("ABCX12").Press("tab").Says(says).Press("ctrl+s").Says("Not saved, 5 to correct: number \"ABCX12\" " + says).
		Press("ctrl+u").Typed("NEWX77").Press("ctrl+s").Says("Not saved, 4 to correct")
	adding(t, m, 160, 30).Press("ctrl+u").Typed("ABCX12").Press("ctrl+s").Says(says)
	if d := showing(t, m, 160, 30).Press("E", "tab"); strings.Contains(d.Root.Draw(), "another project") {
		t.Error("its own number is taken")
	}
}

// TestWithdrawnMeanwhile: a form says at once that another person withdraws the project, and keeps what is typed.
func TestWithdrawnMeanwhile(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 160, 30).Press("E", "tab").Typed(" mine")
	m.Elsewhere(uitest.SampleID, portfolio.FieldWithdrawn, portfolio.Yes)
	d.Send(shell.Moved{})
	d.Settle().Says("ABCX12, withdrawn by B. Field").Says("your text is kept").Says(" mine")
	if d.Press("tab").Says("ABCX12, withdrawn by B. Field"); len(m.Editor.Drafts) != 1 {
		t.Error("the draft is gone")
	}
}

// TestSpentLater: expenditure of a day after the as-of date is said to be added up with the figures of that date.
func TestSpentLater(t *testing.T) {
	const later = "1 Jan 2012 is after the as-of date, 30 Apr 2011; totals include it"
	d := fieldAt(t, &uitest.Memory{Doc: uitest.Sample()}, 160, 30, portfolio.FieldSpent).Typed("200,000 on 2012-01-01")
	d.Says(later).Press("ctrl+s").Says("saved: 1 field of ABCX12; " + later)
}

// TestCompleteUnknown: what no choice begins with is said to be so.
func TestCompleteUnknown(t *testing.T) {
	d := fieldAt(t, &uitest.Memory{Doc: uitest.Sample()}, 160, 30, portfolio.FieldProgramme).Typed("Nope").Press("ctrl+n")
	d.Says("no choice begins with what is typed; ctrl+u clears it, ctrl+n then shows all")
}

package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/tui/history"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// On the smallest screen, every value of a conflict and every choice is reached.
func TestSmallConflict(t *testing.T) {
	d := newDriver(t, uitest.Conflicting(), 40, 12).Settle().Press("!", "enter").Golden("small/conflict-1").Says("↓ choices are below; enter goes there")
	d.Press("enter").Golden("small/conflict-2").Says("enter again chooses what is marked")
	if d.Src.RecordOf(uitest.SampleID).Log.State(portfolio.FieldEnd).Conflict == false {
		t.Fatal("a choice out of sight was chosen")
	}
	d.Press("end").Golden("small/conflict-3").Says("»  leave open")
	text := d.All()
	for _, want := range []string{"Value      31 Dec 2012", "Value      30 Nov 2012", "Before     30 Jun 2012", "Meanwhile  31 Dec 2012", "keep 31 Dec 2012", "keep 30 Nov 2012", "another value…", "leave open"} {
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
	d := newDriver(t, m, 40, 12).Settle().Press("!", "enter")
	if text := strings.Join(strings.Fields(d.All()), " "); !strings.Contains(text, "other ones") || !strings.Contains(text, "then these") || strings.Contains(text, "beginning…") {
		t.Error(text)
	}
	d.Size(1, 1)
	d.Settle().Press("down", "down", "enter", "pgup", "end").Check()
}

// On the smallest screen, what a held change wants is in sight first, and the
// rest is reached.
func TestSmallJudged(t *testing.T) {
	m, _ := uitest.AtHeadquarters()
	d := newDriver(t, m, 40, 12).Settle().Press("@Sync", "w", "down", "enter").Golden("small/held-1").Says("wanted     4,100,000").Says("a accept, j reject")
	d.Press("end").Golden("small/held-2").Press("esc", "down", "enter").Golden("small/held-long-1").Press("end").Golden("small/held-long-2")
	text := d.All()
	for _, want := range []string{"now        An invented project", "wanted     A title from outside", "Made by    B. Field, roea", "Received   24 Nov 2026", "Why        ABCX12 is outside", "Change     roea.k3f9ab"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is never in sight:\n%s", want, text)
		}
	}
	d.Press("j").Typed("no").Golden("small/reject")
}

// What is cut in the list of Sync is read whole on the page behind it.
func TestSmallRefused(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	x.Stand.Refused[0].Why = "copak-2026-11-11.eml: " + strings.Repeat("a reason that is longer than the screen is wide, ", 5) + "and its end"
	d := newDriver(t, m, 40, 12).Settle().Press("@Sync", "end").Says("refused   mail of 11 Nov 2026: copa…").Press("enter").Golden("small/refused-1")
	if text := strings.Join(strings.Fields(d.All()), " "); !strings.Contains(text, "and its end") {
		t.Error(text)
	}
}

// A wrong name of a file leaves the line open with it, and what is wrong is read
// whole.
func TestWrongFileName(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := newDriver(t, m, 40, 12).Settle().Press("@Sync", "r").Typed("nowhere.eml").Press("enter").Golden("small/no-file")
	d.Says("nowhere.eml").Says("there is no such").Typed("x").Press("backspace", "backspace", "backspace", "backspace", "backspace").Typed("box")
	x.Report = uitest.ReceptionOf("roea", 4)
	if d.Press("enter").Says("from roea: 4 new changes"); d.Root.Typing() != nil {
		t.Error("the line stays open")
	}
	d.Press("o").Typed("box")
	d.Send(uitest.Key("enter"))
	d.Send(uitest.Key("enter"))
	d.Send(uitest.Key("esc"))
	if d.Settle(); len(x.Did) != 3 || d.Root.Typing() != nil {
		t.Errorf("did %q", x.Did)
	}
	d.Press("o", "ctrl+u").Typed("nowhere.eml")
	d.Send(uitest.Key("enter"))
	d.Send(uitest.Key("esc"))
	d.Settle().Says("Nothing was taken in: nowhere.eml")
}

// What was changed before the copy joined an office is shown as that office's.
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

// Whatever is pressed before, enter settles only by a choice that is in sight
// and marked.
func TestChoiceIsInSight(t *testing.T) {
	keys := []string{"up", "down", "pgup", "pgdown", "home", "end", "enter"}
	rapid.Check(t, func(rt *rapid.T) {
		m := uitest.Conflicting()
		d := newDriver(t, m, rapid.IntRange(20, 90).Draw(rt, "width"), rapid.IntRange(4, 26).Draw(rt, "height")).Settle().Press("!", "enter")
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 30).Draw(rt, "keys") {
			before := d.Root.Top().View()
			_, open := d.Root.Top().(*history.Conflict)
			if d.Press(k); !m.RecordOf(uitest.SampleID).Log.State(portfolio.FieldEnd).Conflict {
				if shown := ui.ShownValue(portfolio.ProjectRecord, portfolio.FieldEnd, m.RecordOf(uitest.SampleID).Value(portfolio.FieldEnd)); !open || !strings.Contains(before, "»  keep "+shown[:6]) {
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

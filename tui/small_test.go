package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

// On the smallest screen, every value of a conflict and every choice is reached.
func TestSmallConflict(t *testing.T) {
	d := newDriver(t, conflicting(), 40, 12).settle().press("!", "enter").golden("small/conflict-1").says("↓ choices are below; enter goes there")
	d.press("enter").golden("small/conflict-2").says("enter again chooses what is marked")
	if d.src.record(sampleID).Log.State(portfolio.FieldEnd).Conflict == false {
		t.Fatal("a choice out of sight was chosen")
	}
	d.press("end").golden("small/conflict-3").says("»  leave open")
	text := d.all()
	for _, want := range []string{"Value      31 Dec 2012", "Value      30 Nov 2012", "Before     30 Jun 2012", "Meanwhile  31 Dec 2012", "keep 31 Dec 2012", "keep 30 Nov 2012", "another value…", "leave open"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is never in sight:\n%s", want, text)
		}
	}
	d.press("home", "pgdown", "enter").says("settled: last day of ABCX12")
}

// Values that are longer than the screen are read whole.
func TestSmallConflictOfLongValues(t *testing.T) {
	m := &memory{doc: sample()}
	m.elsewhere(sampleID, portfolio.FieldTitle, strings.Repeat("The same words at the beginning, ", 9)+"then other ones")
	m.make("hq", "A. Desk", portfolio.Change{Record: sampleID, Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: strings.Repeat("The same words at the beginning, ", 9) + "then these"}}})
	d := newDriver(t, m, 40, 12).settle().press("!", "enter")
	if text := strings.Join(strings.Fields(d.all()), " "); !strings.Contains(text, "other ones") || !strings.Contains(text, "then these") || strings.Contains(text, "beginning…") {
		t.Error(text)
	}
	d.size(1, 1)
	d.settle().press("down", "down", "enter", "pgup", "end").check()
}

// On the smallest screen, what a held change wants is in sight first, and the
// rest is reached.
func TestSmallJudged(t *testing.T) {
	m, _ := atHeadquarters()
	d := newDriver(t, m, 40, 12).settle().press("@Sync", "w", "down", "enter").golden("small/held-1").says("wanted     4,100,000").says("a accept, j reject")
	d.press("end").golden("small/held-2").press("esc", "down", "enter").golden("small/held-long-1").press("end").golden("small/held-long-2")
	text := d.all()
	for _, want := range []string{"now        An invented project", "wanted     A title from outside", "Made by    B. Field, roea", "Received   24 Nov 2026", "Why        ABCX12 is outside", "Change     roea.k3f9ab"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is never in sight:\n%s", want, text)
		}
	}
	d.press("j").typed("no").golden("small/reject")
}

// What is cut in the list of Sync is read whole on the page behind it.
func TestSmallRefused(t *testing.T) {
	m, x := atHeadquarters()
	x.status.Refused[0].Why = "copak-2026-11-11.eml: " + strings.Repeat("a reason that is longer than the screen is wide, ", 5) + "and its end"
	d := newDriver(t, m, 40, 12).settle().press("@Sync", "end").says("refused   mail of 11 Nov 2026: copa…").press("enter").golden("small/refused-1")
	if text := strings.Join(strings.Fields(d.all()), " "); !strings.Contains(text, "and its end") {
		t.Error(text)
	}
}

// A wrong name of a file leaves the line open with it, and what is wrong is read
// whole.
func TestWrongFileName(t *testing.T) {
	m, x := atHeadquarters()
	d := newDriver(t, m, 40, 12).settle().press("@Sync", "r").typed("nowhere.eml").press("enter").golden("small/no-file")
	d.says("nowhere.eml").says("there is no such").typed("x").press("backspace", "backspace", "backspace", "backspace", "backspace").typed("box")
	x.report = receptionOf("roea", 4)
	if d.press("enter").says("from roea: 4 new changes"); d.root.typing() != nil {
		t.Error("the line stays open")
	}
	d.press("o").typed("box")
	d.send(key("enter"))
	d.send(key("enter"))
	d.send(key("esc"))
	if d.settle(); len(x.did) != 3 || d.root.typing() != nil {
		t.Errorf("did %q", x.did)
	}
	d.press("o", "ctrl+u").typed("nowhere.eml")
	d.send(key("enter"))
	d.send(key("esc"))
	d.settle().says("Nothing was taken in: nowhere.eml")
}

// What was changed before the copy joined an office is shown as that office's.
func TestChangesBeforeJoining(t *testing.T) {
	m := conflicting()
	for i, c := range m.log(sampleID).Changes() {
		if c.ID.Office == portfolio.LocalOffice {
			m.log(sampleID).Changes()[i].Joined = "rosen"
		}
	}
	d := showing(t, m, 120, 40).press("h").says("A. Desk @ rosen").press("end", "up", "enter").says("Office          rosen").press("esc", "esc", "esc", "!").says("rosen 31 Dec 2012").press("enter").says("A. Desk @ rosen")
	if strings.Contains(d.root.draw(), " local") {
		t.Error(d.root.draw())
	}
}

// Whatever is pressed before, enter settles only by a choice that is in sight
// and marked.
func TestChoiceIsInSight(t *testing.T) {
	keys := []string{"up", "down", "pgup", "pgdown", "home", "end", "enter"}
	rapid.Check(t, func(rt *rapid.T) {
		m := conflicting()
		d := newDriver(t, m, rapid.IntRange(20, 90).Draw(rt, "width"), rapid.IntRange(4, 26).Draw(rt, "height")).settle().press("!", "enter")
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 30).Draw(rt, "keys") {
			before := d.root.top().View()
			_, open := d.root.top().(*conflict)
			if d.press(k); !m.record(sampleID).Log.State(portfolio.FieldEnd).Conflict {
				if shown := shownValue(portfolio.ProjectRecord, portfolio.FieldEnd, m.record(sampleID).Value(portfolio.FieldEnd)); !open || !strings.Contains(before, "»  keep "+shown[:6]) {
					rt.Fatalf("settled as %s with\n%s", shown, before)
				}
				return
			}
			if d.root.typing() != nil {
				d.press("esc")
			}
		}
	})
}

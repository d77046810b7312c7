package mailroom

import (
	"strings"
	"testing"

	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

// On the smallest screen, what a held change wants is in sight first, and the
// rest is reached.
func TestSmallJudged(t *testing.T) {
	m, _ := uitest.AtHeadquarters()
	d := shown(t, m, 40, 12).Press("!", "down", "enter").Golden("small/held-1").Says("wanted     4,100,000").Says("a accept, R reject")
	d.Press("end").Golden("small/held-2").Press("esc", "down", "enter").Golden("small/held-long-1").Press("end").Golden("small/held-long-2")
	text := d.All()
	for _, want := range []string{"now        An invented project", "wanted     A title from outside", "Made by    B. Field, roea", "Received   24 Nov 2026", "Why        ABCX12 is outside", "Change     roea.k3f9ab"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is never in sight:\n%s", want, text)
		}
	}
	d.Press("R").Typed("no").Golden("small/reject")
}

// An open page of a held change follows what others do: a corrected day, a ruling.
func TestJudgedFollows(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := shown(t, m, 80, 24).Press("!", "down", "enter").Says("a change held at headquarters").Press("a").Typed("fine")
	x.Stand.Judged[0].Day = 20261120
	d.Send(shell.Moved{})
	d.Settle().Says("Received        20 Nov 2026").Says("fine")
	x.Stand.Judged = x.Stand.Judged[1:]
	d.Send(shell.Moved{})
	d.Settle().Says("fine").Press("esc").Says("a change that is settled").Says("this is settled; History says how")
	if d.Press("a").Says("this is settled"); d.Root.Typing() != nil {
		t.Error("a settled change can be accepted")
	}
}

// What is cut in the list of Sync is read whole on the page behind it.
func TestSmallRefused(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	x.Stand.Refused[0].Why = "copak-2026-11-11.eml: " + strings.Repeat("a reason that is longer than the screen is wide, ", 5) + "and its end"
	d := shown(t, m, 40, 12).Press("!", "down", "down", "down", "down").Says("rejected  mail of 11 Nov 2026: copa…").Press("enter").Golden("small/refused-1")
	if text := strings.Join(strings.Fields(d.All()), " "); !strings.Contains(text, "and its end") {
		t.Error(text)
	}
}

// A wrong name of a file leaves the line open with it, and what is wrong is read
// whole.
func TestWrongFileName(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := shown(t, m, 40, 12).Press("r").Typed("nowhere.eml").Press("enter").Golden("small/no-file")
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

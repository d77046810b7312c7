package tui

import (
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui/overview"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestOverviewStates(t *testing.T) {
	for _, s := range uitest.Sizes {
		newDriver(t, uitest.Seeded(t), s.W, s.H).Settle().Press("@Overview").Golden("overview/seed-" + s.Name)
	}
	resized(t, uitest.Edited(), "@Overview", uitest.Key("end"))
}

// busy is a headquarters with much to say: conflicts, held changes, a refused
// mail, an office that is silent.
func busy(t *testing.T) *uitest.Memory {
	m := uitest.Seeded(t)
	m.Elsewhere("MLIU58", "end", "2012-11-30")
	m.Make("hq", "A. Desk", portfolio.Change{Record: "MLIU58", Fields: []portfolio.Setting{{Field: "end", Value: "2012-12-31"}}})
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	m.Fresh = exchange.Freshness{Office: "copak", Heard: exchange.Heard{At: now.AddDate(0, 0, -41), Now: now}}
	st := ui.MailroomStatus{Judged: make([]exchange.HeldChange, 3), Refused: make([]ui.RefusedMail, 1)}
	st.Self.Office, st.Self.Headquarter = "hq", "hq"
	m.Ex = &uitest.MemoryMailroom{Stand: st}
	return m
}

func TestOverviewSaysWhatWaits(t *testing.T) {
	for _, s := range uitest.Sizes {
		newDriver(t, busy(t), s.W, s.H).Settle().Press("@Overview").Golden("overview/busy-" + s.Name).Press("end").Golden("overview/busy-end-" + s.Name)
	}
}

// An exchange that cannot be read hides none of the figures.
func TestOverviewWithoutExchange(t *testing.T) {
	m := busy(t)
	m.Ex = &uitest.MemoryMailroom{Fails: uitest.ErrBroken}
	d := newDriver(t, m, 80, 24).Settle().Press("@Overview").Golden("overview/exchange-failed")
	d.Says("69 field projects").Says("Exchange").Says("could not be read: the database is locked")
}

func TestOverviewWays(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("@Overview").Press("down", "down", "down", "right", "down")
	d.Golden("overview/service-line").Press("enter").Golden("overview/service-line-opened")
	d.Press("esc", "left").Golden("overview/back")
}

// Every line opens, and esc leads back to it. The projects behind every amount
// add up to it, to the cent, and it is what the screen shows.
func TestOverviewOpensAndAddsUp(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, busy(t), s.W, s.H).Settle().Press("@Overview")
		o := d.Root.Top().(*overview.Overview)
		figures, ways := 0, 0
		for _, side := range []overview.GlanceSide{overview.LeftSide, overview.RightSide} {
			for i := range o.Stops(side) {
				o.Side, o.Stop = side, i
				o.Settle()
				if label, spec, m, ok := o.Figure(); ok {
					checkGlance(t, d, label, spec, m)
					figures++
				}
				before := d.Root.Draw()
				if d.Press("enter"); d.Root.Top() == ui.Screen(o) {
					t.Errorf("%s: line %d does not open", s.Name, i)
				}
				if d.Press("esc").Root.Draw() != before {
					t.Errorf("%s: esc does not lead back to line %d", s.Name, i)
				}
				ways++
			}
		}
		if figures < 20 || ways < figures+4 {
			t.Errorf("%s: only %d figures and %d ways", s.Name, figures, ways)
		}
	}
}

// checkGlance compares the selected line with the projects behind it.
func checkGlance(t *testing.T, d *uitest.Driver, label string, spec breakdown.ListSpec, m breakdown.Measure) {
	t.Helper()
	var sum portfolio.Cents
	for _, p := range d.Src.Selected(spec) {
		if spec.Cell != nil {
			sum += p.Part
		} else {
			sum += breakdown.AmountOf(p.Amounts, m).Cents
		}
	}
	text := d.Root.Draw()
	at := strings.Index(text, "»")
	line, _, _ := strings.Cut(text[at:], "\n")
	if spec.Cell == nil || spec.Cell.By[0] != breakdown.ByLine {
		if !strings.Contains(line, sum.Shown()) {
			t.Errorf("%s is %s, the line says %q", label, sum.Shown(), line)
		}
		return
	}
	share := strings.TrimSuffix(portfolio.Share(sum, d.Root.Top().(*overview.Overview).Shown.Lines.Total.Money(breakdown.Approved)).Shown(), " %")
	if !strings.Contains(line, share) {
		t.Errorf("%s is %s %%, the line says %q", label, share, line)
	}
}

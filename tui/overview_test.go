package tui

import (
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
)

func TestOverviewStates(t *testing.T) {
	for _, s := range sizes {
		newDriver(t, seeded(t), s.w, s.h).settle().press("@Overview").golden("overview/seed-" + s.name)
	}
	resized(t, edited(), "@Overview", key("end"))
}

// busy is a headquarters with much to say: conflicts, held changes, a refused
// mail, an office that is silent.
func busy(t *testing.T) *memory {
	m := seeded(t)
	m.elsewhere("MLIU58", "end", "2012-11-30")
	m.make("hq", "A. Desk", portfolio.Change{Record: "MLIU58", Fields: []portfolio.Setting{{Field: "end", Value: "2012-12-31"}}})
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	m.fresh = portfolio.Freshness{Office: "copak", Heard: portfolio.Heard{At: now.AddDate(0, 0, -41), Now: now}}
	st := MailroomStatus{Judged: make([]portfolio.HeldChange, 3), Refused: make([]RefusedMail, 1)}
	st.Self.Office, st.Self.Headquarter = "hq", "hq"
	m.ex = &memoryMailroom{status: st}
	return m
}

func TestOverviewSaysWhatWaits(t *testing.T) {
	for _, s := range sizes {
		newDriver(t, busy(t), s.w, s.h).settle().press("@Overview").golden("overview/busy-" + s.name).press("end").golden("overview/busy-end-" + s.name)
	}
}

// An exchange that cannot be read hides none of the figures.
func TestOverviewWithoutExchange(t *testing.T) {
	m := busy(t)
	m.ex = &memoryMailroom{fails: errBroken}
	d := newDriver(t, m, 80, 24).settle().press("@Overview").golden("overview/exchange-failed")
	d.says("69 field projects").says("Exchange").says("could not be read: the database is locked")
}

func TestOverviewWays(t *testing.T) {
	d := newDriver(t, seeded(t), 80, 24).settle().press("@Overview").press("down", "down", "down", "right", "down")
	d.golden("overview/service-line").press("enter").golden("overview/service-line-opened")
	d.press("esc", "left").golden("overview/back")
}

// Every line opens, and esc leads back to it. The projects behind every amount
// add up to it, to the cent, and it is what the screen shows.
func TestOverviewOpensAndAddsUp(t *testing.T) {
	for _, s := range sizes {
		d := newDriver(t, busy(t), s.w, s.h).settle().press("@Overview")
		o := d.root.top().(*overview)
		figures, ways := 0, 0
		for _, side := range []glanceSide{leftSide, rightSide} {
			for i := range o.stops(side) {
				o.side, o.stop = side, i
				o.settle()
				if label, spec, m, ok := o.figure(); ok {
					checkGlance(t, d, label, spec, m)
					figures++
				}
				before := d.root.draw()
				if d.press("enter"); d.root.top() == screen(o) {
					t.Errorf("%s: line %d does not open", s.name, i)
				}
				if d.press("esc").root.draw() != before {
					t.Errorf("%s: esc does not lead back to line %d", s.name, i)
				}
				ways++
			}
		}
		if figures < 20 || ways < figures+4 {
			t.Errorf("%s: only %d figures and %d ways", s.name, figures, ways)
		}
	}
}

// checkGlance compares the selected line with the projects behind it.
func checkGlance(t *testing.T, d *driver, label string, spec portfolio.ListSpec, m portfolio.Measure) {
	t.Helper()
	var sum portfolio.Cents
	for _, p := range d.src.selected(spec) {
		if spec.Cell != nil {
			sum += p.Part
		} else {
			sum += p.Amounts.Of(m).Cents
		}
	}
	text := d.root.draw()
	at := strings.Index(text, "»")
	line, _, _ := strings.Cut(text[at:], "\n")
	if spec.Cell == nil || spec.Cell.By[0] != portfolio.ByLine {
		if !strings.Contains(line, sum.Shown()) {
			t.Errorf("%s is %s, the line says %q", label, sum.Shown(), line)
		}
		return
	}
	share := strings.TrimSuffix(portfolio.Share(sum, d.root.top().(*overview).shown.Lines.Total.Money(portfolio.Approved)).Shown(), " %")
	if !strings.Contains(line, share) {
		t.Errorf("%s is %s %%, the line says %q", label, share, line)
	}
}

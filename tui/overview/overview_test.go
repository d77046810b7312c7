package overview

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestOverviewStates(t *testing.T) {
	for _, s := range uitest.Sizes {
		newDriver(t, uitest.Seeded(t), s.W, s.H).Settle().Golden("seed-" + s.Name)
	}
	newDriver(t, uitest.Edited(), 80, 24).Settle().Press("end").AtEverySize()
}

func TestOverviewSaysWhatWaits(t *testing.T) {
	for _, s := range uitest.Sizes {
		newDriver(t, uitest.Busy(t), s.W, s.H).Settle().Golden("busy-" + s.Name).Press("end").Golden("busy-end-" + s.Name)
	}
}

// The requirement and the shortfall stand as printed in Section XI(C) beside the
// sums of the outcomes: 96,057,000 - 88,030,000 = 8,027,000 and 32,729,240 -
// 31,919,240 = 810,000. 69 and 15 are 83 projects, since one is of both kinds.
func TestOverviewShowsWhatIsPrinted(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle()
	lines := strings.Split(d.Root.Draw(), "\n")
	for want, words := range map[string][]string{
		"Requirement":         {"88,030,000", "96,057,000", "+8,027,000"},
		"Shortfall":           {"31,919,240", "32,729,240", "+810,000"},
		"PROGRAMME 2011-13":   {"PRINTED IN SECTION XI(C)", "COMPUTED", "DIFFERENCE"},
		"83 projects in all:": {"XAMT72 is both field and global"},
		"West Africa":         {"25,370,934≠"},
	} {
		i := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, want) })
		for _, w := range words {
			if i < 0 || !strings.Contains(lines[i], w) {
				t.Errorf("%s does not say %q:\n%s", want, w, d.Root.Draw())
			}
		}
	}
	said := ""
	for _, w := range d.Root.Top().(*Overview).ways() {
		said += w.text + "\n"
	}
	for _, want := range []string{"The programme 2011-2013, as printed in Section XI(C) and as computed",
		"Requirement: printed 88,030,000 dollars, computed 96,057,000 dollars, difference +8,027,000 dollars",
		"West Africa: 25,370,934 dollars, 13 per cent, the document prints 21,895,901 in Annex 3, III"} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %s\n%s", want, said)
		}
	}
}

// An exchange that cannot be read hides none of the figures.
func TestOverviewWithoutExchange(t *testing.T) {
	m := uitest.Busy(t)
	m.Ex = &uitest.MemoryMailroom{Fails: uitest.ErrBroken}
	d := newDriver(t, m, 80, 24).Settle().Golden("exchange-failed")
	d.Says("69 field projects").Says("Exchange").Says("could not be read: the database is locked")
}

// Enter goes to where what waits can be settled: values that do not fit are no matter of the exchange.
func TestOverviewLeadsToWhatWaits(t *testing.T) {
	d := newDriver(t, uitest.Busy(t), 80, 24).Settle()
	o := d.Root.Top().(*Overview)
	waits := *o.shown
	waits.Conflicts, waits.Misfits = 0, 1
	o.shown = &waits
	for label, want := range map[string]string{"1 value does not fit": "conflicts", "3 held": "sync"} {
		rows := o.rows()
		at := slices.IndexFunc(rows, func(r glanceRow) bool { return strings.Contains(r.left.text, label) })
		if at < 0 {
			t.Fatalf("no row says %q:\n%s", label, d.Root.Draw())
		}
		o.stop = slices.Index(o.stops(leftSide), at)
		d.Press("enter").Says(want).Press("esc")
	}
}

// A change shows at once.
func TestOverviewReloads(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("end")
	d.Src.Elsewhere("MLIU58", portfolio.FieldEnd, "2012-11-30")
	d.Send(edit.Changed{})
	d.Settle().Press("end").Says("1 change, the latest").Says("MLIU58")
}

// TestOverviewNamesOtherTotals: an overall budget of a field project is in none of the two lines of kinds; the line of
// all projects has the total then, which is that of Portfolio.
func TestOverviewNamesOtherTotals(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, uitest.Seeded(t), s.W, s.H).Settle().Says("151,260,011")
		d.Src.Elsewhere("MLIU58", portfolio.FieldOverall, "1500000")
		d.Send(edit.Changed{})
		d.Settle().Says("151,260,011").Says("US$ 152,760,011 overall")
	}
}

// Every line opens, and esc leads back to it. The projects behind every amount
// add up to it, to the cent, and it is what the screen shows.
func TestOverviewOpensAndAddsUp(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, uitest.Busy(t), s.W, s.H).Settle()
		o := d.Root.Top().(*Overview)
		figures, ways := 0, 0
		for _, side := range []glanceSide{leftSide, rightSide} {
			for i := range o.stops(side) {
				o.side, o.stop = side, i
				o.settle()
				if label, spec, m, ok := o.figure(); ok {
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
			sum += p.Part.Cents
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
	share := strings.TrimSuffix(portfolio.Share(sum, d.Root.Top().(*Overview).shown.Lines.Total.Money(breakdown.Approved)).Shown(), " %")
	if !strings.Contains(line, share) {
		t.Errorf("%s is %s %%, the line says %q", label, share, line)
	}
}

// The figures of the overview can be exported and copied, in the order of the screen; the programme's too.
func TestOverviewFigures(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 120, 40).Settle()
	o := d.Root.Top().(*Overview)
	var text string
	for _, r := range o.figures().Rows {
		for _, v := range r {
			text += v.Plain() + ","
		}
		text += "\n"
	}
	for _, want := range []string{"projects,field projects, approved budget,189538627,US$,", "programme,Requirement,96057000,US$,",
		"programme,Unfunded,34.07,per cent,", "region,West Africa,25370934,US$,",
		"line,Drug trafficking and counter-narcotics,75004285.40,US$,"} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no row %s in\n%s", want, text)
		}
	}
	d.Press("x").Says("overview.csv").Press("esc", "y").Says("the row").Press("esc", "a").Says("form")
}

package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/seed"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/uitest"
)

// TestSessions: sessions of several people over one store, at work at the same time, share nothing but the store:
// each keeps its theme, measure and size, whatever the others look at and change. The race detector checks the
// rest.
func TestSessions(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	store := wireStore(t, doc)
	for i, theme := range draw.ThemeNames() {
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			o := Options{AsOf: 20110430, Person: "P. " + theme, Color: true, Theme: theme, ASCII: i%2 == 0}
			r, err := newProgram(t.Context(), &wireSource{Store: store}, o)
			if err != nil {
				t.Fatal(err)
			}
			r.Held.Patience = 0 // no clock
			d := uitest.Drive(t, nil, r, "Overview", 80+8*i, 24+i).Settle()
			answer, cells := ansi.ModeNotRecognized, 2
			if i%2 == 1 {
				answer, cells = ansi.ModeSet, 1
			}
			d.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: answer})
			walk(d, "of "+theme)
			want, _ := draw.ThemeNamed(theme)
			alone := &draw.Styles{}
			alone.Wear(want)
			if r.Styles.Bad.Render("x") != alone.Bad.Render("x") || r.Styles.ASCII != o.ASCII || r.Measure.Cells("कि") != cells {
				t.Errorf("the look is %q, ASCII %v, %d cells", r.Styles.Bad.Render("x"), r.Styles.ASCII, r.Measure.Cells("कि"))
			}
		})
	}
}

// walk looks at every view and its pages, and adds a note to a project.
func walk(d *uitest.Driver, note string) {
	d.T.Helper()
	d.Press("enter")
	for _, v := range d.Root.Views {
		d.Press("@"+v.Name, "down", "down", "enter", "down", "esc", "?", "esc", "w", "esc")
	}
	d.Press("@Breakdown", "r", "c", "m", "t", "z", "@Portfolio", "s", "esc", "f", "esc", "/")
	d.Send(tea.PasteMsg{Content: "region:west-africa"})
	d.Settle().Press("enter", "home", "enter", "a")
	d.Send(tea.PasteMsg{Content: note})
	d.Settle().Press("enter").Says("the note is saved")
}

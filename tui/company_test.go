package tui

import (
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio/access"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
	"fieldfolio/tui/who"
)

// together returns a driver of a session among others.
func together(t *testing.T, c *uitest.MemoryCompany, w, h int) *uitest.Driver {
	t.Helper()
	src := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriverOf(t, src, &edit.Filter{}, w, h)
	page := func() ui.Screen {
		return who.New(who.Config{Ctx: t.Context(), Company: c, Session: "s1", Src: src,
			Now: func() time.Time { return uitest.CompanyDay.Add(3 * time.Hour) }},
			draw.Frame{Cat: &src.Doc.Catalogue, AsOf: 20110430, Measure: d.Root.Measure, Styles: d.Root.Styles})
	}
	d.Root.Company = &shell.Company{Company: c, Session: "s1", Page: page}
	return d.Settle()
}

// toSample opens the page of ABCX12.
func toSample(d *uitest.Driver) *uitest.Driver {
	return d.Press("@Portfolio", "/").Typed("ABCX12").Press("enter", "enter")
}

// The page of who is here tells two sessions of one person apart, marks one's own, and has addresses for
// coordinators only.
func TestWho(t *testing.T) {
	for _, c := range []struct {
		role  access.Role
		shows bool
	}{{access.Editor, false}, {access.Coordinator, true}} {
		d := together(t, uitest.Together(c.role), 80, 24).Press("f8").Says("this session").Says("editing ABCX12")
		d.Golden("who/" + string(c.role) + "-80x24")
		if text := d.Root.Draw(); strings.Contains(text, "192.0.2.7") != c.shows {
			t.Errorf("%s sees\n%s", c.role, text)
		}
	}
	together(t, uitest.Together(access.Editor), 40, 24).Press("f8").Golden("who/editor-40x24")
	newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("f8").Says("only you are here")
}

// Whoever edits the record is named on its page and in its form, and no longer than that.
func TestBeside(t *testing.T) {
	c := uitest.Together(access.Editor)
	d := toSample(together(t, c, 80, 24)).Says("Ben Okoro (roea) is editing this   ").Golden("beside/page-80x24")
	d.Press("e").Says("Ben Okoro (roea) is editing this too").Press("esc", "E").Golden("beside/form-80x24")
	if got := strings.Join(c.Edits, " "); got != uitest.SampleID+"  "+uitest.SampleID {
		t.Errorf("told that %q is edited", got)
	}
	c.Here = c.Here[:2]
	d.Send(ui.Beside{Record: uitest.SampleID})
	if text := d.Settle().Root.Draw(); strings.Contains(text, "Ben") {
		t.Errorf("Ben has left:\n%s", text)
	}
	c.Here = append(c.Here, uitest.Present("s3", "Ben Okoro", access.Editor, uitest.SampleID),
		uitest.Present("s4", "Awa", access.Editor, uitest.SampleID))
	d.Send(ui.BesideNow(c, "s1", uitest.SampleID))
	d.Settle().Says("Ben Okoro and 1 other are editing this too").Press("esc", "esc", "/", "ctrl+u").Typed("ABDX03").Press("enter", "enter")
	if text := d.Root.Draw(); strings.Contains(text, "Ben") {
		t.Errorf("on another project:\n%s", text)
	}
	if c.Acts == 0 || c.Edits[len(c.Edits)-1] != "" {
		t.Errorf("acted %d times, edits %q", c.Acts, c.Edits)
	}
	d = toSample(together(t, uitest.Together(access.Editor), 40, 24)).Golden("beside/page-40x24").Press("E").Golden("beside/form-40x24")
	d.Says("Ben Okoro is editing this too")
}

// That somebody begins to edit the record, or ends, takes few bytes on the page and in the form.
func TestBesideBytes(t *testing.T) {
	const most = 60
	for _, form := range []bool{false, true} {
		for _, w := range []int{80, 40} {
			c := uitest.Together(access.Editor)
			here := c.Here
			c.Here = here[:2]
			d := toSample(together(t, c, w, 24))
			if form {
				d.Press("E")
			}
			line := newWire(d)
			for _, c.Here = range [][]access.Present{here, here[:2]} {
				d.Send(ui.BesideNow(c, "s1", uitest.SampleID))
				d.Settle()
				if n := line.paint(); n == 0 || n > most {
					t.Errorf("form %v, %d cells wide: %d bytes, at most %d", form, w, n, most)
				} else {
					t.Logf("form %v, %d cells wide, %d sessions: %d bytes", form, w, len(c.Here), n)
				}
			}
		}
	}
}

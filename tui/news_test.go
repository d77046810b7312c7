package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// another makes an edit as another process does, and returns the news of it.
func another(d *uitest.Driver, person string, e portfolio.Edit) shell.Moved {
	d.T.Helper()
	made, err := d.Src.Change(context.Background(), person, e)
	if err != nil {
		d.T.Fatal(err)
	}
	var n provenance.News
	for _, c := range made {
		r := d.Src.RecordOf(c.Target())
		n.Changes = append(n.Changes, provenance.NewChange{Change: c, Name: r.Name(), Kind: r.Kind})
	}
	return shell.Moved{News: n}
}

func setting(record, field, value string) portfolio.Edit {
	return portfolio.Edit{Record: record, Fields: []portfolio.Setting{{Field: field, Value: value}}}
}

// What another person changes is on the screen without a key, with who changed what.
func TestOthersChangesAppear(t *testing.T) {
	for _, view := range []string{"@Overview", "@Portfolio", "@Breakdown", "@Timeline", "@History"} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 120, 40).Settle().Press(view, "down")
		before := d.Root.Top().View()
		e := setting(uitest.SampleID, "approved", "9,876,543")
		e.Fields = append(e.Fields, portfolio.Setting{Field: "end", Value: "2015-01-31"})
		d.Send(another(d, "Awa", e))
		d.Settle()
		if d.Root.Top().View() == before {
			t.Errorf("%s still shows\n%s", view, before)
		}
		d.Says("Awa changed ABCX12: approved budget, ")
		d.Press("down")
		if strings.Contains(d.Root.Draw(), "Awa changed") {
			t.Errorf("%s says it for ever", view)
		}
	}
}

// Screens that are not on top load again when they come to the top, and only once.
func TestScreensBelowLoadLater(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, src, 120, 40).Settle().Press("@Breakdown", "@Portfolio", "enter")
	asked := len(src.Asked)
	d.Send(another(d, "Awa", setting(uitest.SampleID, "title", "Renamed")))
	if d.Settle(); len(src.Asked) != asked {
		t.Errorf("the list below was asked for: %d, then %d", asked, len(src.Asked))
	}
	if d.Press("esc").Says("Renamed"); len(src.Asked) == asked {
		t.Error("the list was not asked again")
	}
	asked = len(src.Asked)
	if d.Press("@Breakdown", "@Portfolio"); len(src.Asked) != asked {
		t.Error("the list was asked again, though nothing was changed since")
	}
}

// A change that is not on screen says nothing, and one that is covers neither an error nor what is
// said about the text being typed.
func TestNewsCoversNothing(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 120, 40).Settle().Press("/").Typed("training")
	before := d.Root.Draw()
	d.Send(another(d, "Awa", setting(uitest.SampleID, "title", "Renamed")))
	if d.Settle(); d.Root.Draw() != before {
		t.Errorf("%s\nthen\n%s", before, d.Root.Draw())
	}
	d.Press("ctrl+u").Typed("ren")
	d.Send(another(d, "Awa", setting(uitest.SampleID, "title", "Renamed again")))
	d.Settle().Says("Renamed again")
	if strings.Contains(d.Root.Draw(), "Awa changed") {
		t.Errorf("said while a query is typed:\n%s", d.Root.Draw())
	}
	d.Press("enter").Says("Awa changed ABCX12: title")
}

// The result of saving may be read for three seconds. Then news covers it, which may have made it
// untrue, also if nobody presses a key.
func TestNewsCoversResultOnceRead(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Portfolio", "/")
	d.Typed("ABCX12").Press("enter", "enter", "e", "ctrl+u").Typed("Mine").Press("enter")
	saved, later := time.Now(), 2900*time.Millisecond
	d.Root.Now = func() time.Time { return d.Clock.Add(later + time.Since(saved)) }
	d.Send(another(d, "Awa", setting(uitest.SampleID, "title", "Hers")))
	for !strings.Contains(d.Root.Draw(), "Hers") {
		c := d.Pending[0]
		d.Pending = d.Pending[1:]
		d.Deliver(c())
	}
	d.Says("saved: title of ABCX12 is Mine")
	d.Settle().Says("Awa changed ABCX12: title")
}

// Whatever else was said may be covered in time, but not what a person may copy, such as the name of a
// file.
func TestNewsLeavesWhatIsCopied(t *testing.T) {
	for _, lasts := range []bool{false, true} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Portfolio")
		d.Send(ui.Notice{Text: "wrote /home/awa/projects.csv", Lasts: lasts})
		d.Clock = d.Clock.Add(time.Minute)
		d.Send(another(d, "Awa", setting("ABCX28", "approved", "1")))
		if text := d.Settle().Root.Draw(); strings.Contains(text, "projects.csv") != lasts || strings.Contains(text, "Awa changed") == lasts {
			t.Errorf("lasts %v:\n%s", lasts, text)
		}
		d.Press("down").Says(map[bool]string{true: "Awa changed", false: "open"}[lasts])
	}
}

// What is said of a change waits as long as a text is typed.
func TestNewsWaitsForTyping(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Portfolio", "/")
	d.Typed("ABCX12").Press("enter", "enter", "down", "e")
	d.Send(another(d, "Awa", setting(uitest.SampleID, "title", "Hers")))
	d.Settle().Says("Hers").Typed("slowly").Press("esc").Says("Awa changed ABCX12: title")
}

// What is selected stays selected, and what is in sight stays in sight, while others add projects
// and change what lists are ordered by.
func TestSelectionStays(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	for i, view := range []string{"@Portfolio", "@Timeline", "@History", "@Funding"} {
		d := newDriver(t, src, 80, 16).Settle()
		for i := range 9 {
			another(d, "Zoë", setting(uitest.SampleID, "title", "Title "+strings.Repeat("x", i)))
		}
		d.Press(view, "ctrl+r")
		for range 12 {
			d.Press("down")
		}
		before, line := marked(d)
		e := portfolio.Edit{Creates: portfolio.ProjectRecord}
		for _, set := range []string{"number=AAAX0" + string(rune('1'+i)), "title=First", "kind=field", "programme=ruritania",
			"service_lines=DRG", "places=SY", "approved=99m", "shortfall=98m", "start=2001-01-01", "end=2001-02-01"} {
			field, value, _ := strings.Cut(set, "=")
			e.Fields = append(e.Fields, portfolio.Setting{Field: field, Value: value})
		}
		d.Send(another(d, "Awa", e))
		if after, now := marked(d.Settle()); after != before || now != line {
			t.Errorf("%s: selected %q on line %d, then %q on line %d\n%s", view, before, line, after, now, d.Root.Draw())
		}
	}
}

// A region stays selected when another one gets more money.
func TestRegionStaysSelected(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Overview")
	for range 20 {
		if before, _ := marked(d); strings.HasPrefix(before, "Ruritania") {
			break
		}
		d.Press("down")
	}
	before, line := marked(d)
	d.Send(another(d, "Awa", setting(uitest.SampleID, "approved", "900m")))
	after, now := marked(d.Settle())
	if !strings.HasPrefix(before, "Ruritania") || !strings.HasPrefix(after, "Ruritania") || now >= line {
		t.Errorf("%q on line %d, then %q on line %d\n%s", before, line, after, now, d.Root.Draw())
	}
}

// marked returns the words of the selected line, and its number on the screen.
func marked(d *uitest.Driver) (string, int) {
	d.T.Helper()
	for i, l := range strings.Split(d.Root.Draw(), "\n") {
		if at := strings.Index(l, "»"); at >= 0 {
			return strings.Join(strings.Fields(l[at+len("»"):]), " "), i
		}
	}
	d.T.Fatalf("nothing is selected:\n%s", d.Root.Draw())
	return "", 0
}

// While a list is loaded again, its total does not disappear.
func TestTotalStaysWhileLoading(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	d.Send(another(d, "Awa", setting(uitest.SampleID, "title", "Renamed")))
	for len(d.Pending) > 0 {
		c := d.Pending[0]
		d.Pending = d.Pending[1:]
		d.Deliver(c())
		d.Says("30 projects, amounts in US$")
	}
}

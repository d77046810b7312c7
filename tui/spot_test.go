package tui

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"fieldfolio/portfolio/access"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// again starts the screens once more, at a day after the last key.
func again(t *testing.T, src *uitest.Memory, o Options) *uitest.Driver {
	t.Helper()
	o.AsOf, o.Person, o.Mailroom = 20110430, "A. Desk", src.Ex
	r, err := newProgram(t.Context(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	r.Held.Patience = 0
	d := uitest.Drive(t, src, r, "Overview", 120, 40)
	r.Spots.Now = func() time.Time { return d.Clock.Add(24 * time.Hour) }
	return d.Settle()
}

// leaves ends the screens of a driver as Run does.
func leaves(d *uitest.Driver) {
	d.T.Helper()
	if err := d.Root.KeepPlace(d.T.Context()); err != nil {
		d.T.Fatal(err)
	}
}

// TestPlaceIsOffered leaves the screens at each view and page. The next start names the place, and one key shows
// the same screen, with the same selection, figures and text that is typed.
func TestPlaceIsOffered(t *testing.T) {
	for _, c := range []struct {
		name, said string
		src        func() *uitest.Memory
		keys       []string
	}{
		{"overview of changes", "", uitest.Told, []string{"@Portfolio", "@Overview", "end"}},
		{"portfolio", "in Portfolio", uitest.AtHQ, []string{"@Portfolio", "down", "down", "m"}},
		{"portfolio, a query", "in Portfolio", uitest.AtHQ, []string{"@Portfolio", "/", "A", "B", "enter", "end"}},
		{"breakdown", "in Breakdown", uitest.AtHQ, []string{"@Breakdown", "r", "m", "down", "right"}},
		{"breakdown, expanded", "in Breakdown", uitest.AtHQ, []string{"@Breakdown", "E", "enter", "down", "down"}},
		{"timeline", "in Timeline", uitest.AtHQ, []string{"@Timeline", "+", "b", "o", "down", "down"}},
		{"programme", "in Programme", uitest.AtHQ, []string{"@Programme", "right", "down", "right", "down"}},
		{"reconcile", "in Reconcile", uitest.AtHQ, []string{"@Reconcile", "a", "down"}},
		{"sync", "in Sync", uitest.AtHQ, []string{"@Sync", "down"}},
		{"history", "in History", uitest.Told, []string{"@History", "down"}},
		{"funding", "in Funding", uitest.AtHQ, []string{"@Funding", "down", "down"}},
		{"project", "on ABCX28", uitest.AtHQ, []string{"@Portfolio", "enter", "down", "down"}},
		{"project, a field", "on ABCX28", uitest.AtHQ, []string{"@Portfolio", "enter", "down", "e", "ctrl+u", "x", "y"}},
		{"project, a note", "on ABCX28", uitest.AtHQ, []string{"@Portfolio", "enter", "a", "x", "y"}},
		{"form", "in the form of ABCX28", uitest.AtHQ, []string{"@Portfolio", "enter", "E", "down", "down", "x"}},
		{"form of a new project", "in the form of a new project", uitest.AtHQ, []string{"@Portfolio", "a", "down", "x"}},
		{"history of a project", "in the history of ABCX28", uitest.AtHQ, []string{"@Portfolio", "enter", "h"}},
		{"conflicts", "on the page of conflicts", uitest.AtHQ, []string{"@Portfolio", "!"}},
		{"conflict", "at a conflict of ABCX12", uitest.Conflicting, []string{"@Portfolio", "!", "enter", "down"}},
		{"figure", "on a figure of the document", uitest.AtHQ, []string{"@Reconcile", "enter"}},
		{"why figure", "at the proof of a figure", uitest.AtHQ, []string{"@Reconcile", "w"}},
		{"record", "on ", uitest.AtHQ, []string{"@Reconcile", "down", "enter", "enter"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := c.src()
			before := again(t, src, Options{}).Press(c.keys...)
			before.Root.Status = ui.Notice{}
			want := shownOf(before)
			leaves(before)
			after := again(t, src, Options{})
			if c.said == "" {
				if strings.Contains(after.Root.Draw(), "goes back there") {
					t.Errorf("the first screen is offered:\n%s", after.Root.Draw())
				}
				return
			}
			said := after.Root.Said()
			if all := said.Text + "; " + said.Hint; !strings.Contains(all, "you were "+c.said) ||
				!strings.Contains(all, "yesterday ") || !strings.Contains(all, ". goes back there") {
				t.Errorf("says %q", all)
			}
			after.Press(".")
			after.Root.Status = ui.Notice{}
			if got := shownOf(after); got != want {
				t.Errorf("was\n%s\nis\n%s", want, got)
			}
		})
	}
}

// shownOf returns what is on screen. A page that was opened from a list has its place in that beside its name, and
// keys for the next one.
func shownOf(d *uitest.Driver) string {
	lines := strings.Split(d.Root.Draw(), "\n")
	if d.Root.Top().Name() == "project" {
		lines = lines[2 : len(lines)-1]
	}
	return d.Root.Top().Name() + "\n" + strings.Join(lines, "\n")
}

// left returns a portfolio in which a person has left the page of ABCX28.
func left(t *testing.T) *uitest.Memory {
	t.Helper()
	src := uitest.AtHQ()
	leaves(again(t, src, Options{}).Press("@Portfolio", "enter"))
	return src
}

// An offer lapses when the person does something else, and stays in the palette. A start in which nobody does
// anything leaves it for the next one.
func TestOfferLapses(t *testing.T) {
	src := left(t)
	leaves(again(t, src, Options{}).Press("f5", "ctrl+l"))
	d := again(t, src, Options{}).Says("you were on ABCX28 yesterday").Press("@Timeline", ".").Says(". does nothing here")
	d.Press(":").Typed("where you were").Says("go back to where you were").Press("enter").Says("Service lines")
	leaves(again(t, src, Options{}).Press("@Timeline", "@Overview"))
	if text := again(t, src, Options{}).Press(".").Says("there is no place from before").Root.Draw(); src.Prefs[shell.PrefPlace] != "" {
		t.Errorf("%q is kept\n%s", src.Prefs[shell.PrefPlace], text)
	}
}

// What cannot be read is ignored. A place of which something is gone is offered as far as it exists.
func TestBadPlaces(t *testing.T) {
	for _, c := range []struct{ place, says string }{
		{`{`, ""}, {`[]`, ""}, {`{"view":"Nowhere"}`, ""}, {`{"view":"Timeline","first":{"index":-1}}`, ""},
		{`{"view":7}`, ""}, {strings.Repeat(" ", 2001), ""}, {`{"view":"Overview"}`, ""},
		{`{"at":9223372036854775807,"view":"Timeline"}`, "in Timeline"},
		{`{"view":"Portfolio","query":"region:nowhere","first":{"index":99999}}`, "in Portfolio"},
		{`{"view":"Portfolio","pages":[{"screen":"project","of":"gone"}]}`, "in Portfolio"},
		{`{"view":"Portfolio","pages":[{"screen":"project"},{"screen":"form","of":"outcome:1.1"},{"screen":"x"}]}`, "in Portfolio"},
		{`{"view":"Overview","pages":[{"screen":"figure","of":"gone"},{"screen":"proof"}]}`, ""},
		{`{"view":"Breakdown","first":{"row":"nowhere","set":{"rows":"line","columns":"line","measure":"x"}}}`, "in Breakdown"},
	} {
		src := uitest.AtHQ()
		src.Prefs = map[string]string{shell.PrefPlace: c.place}
		d := again(t, src, Options{})
		if said := d.Root.Status.Text; strings.Contains(said, "you were "+c.says) != (c.says != "") {
			t.Errorf("%s: says %q", c.place, said)
		}
		d.Press(".", "down", "enter").Check()
	}
}

// FuzzPlace goes back to whatever is stored.
func FuzzPlace(f *testing.F) {
	f.Add(`{"at":1,"view":"Breakdown","query":"AB","wide":true,"first":{"row":"A","index":3,"set":{"open":"x","rows":"year"}}}`)
	f.Add(`{"view":"Timeline","first":{"set":{"zoom":"month","order":"end","group":"status"}},"pages":[{"screen":"proof"}]}`)
	f.Add(`{"view":"Portfolio","pages":[{"screen":"form","typing":"title"},{"screen":"conflict","of":"x","row":"withdrawn"}]}`)
	f.Add(`{"view":"Portfolio","pages":[{"screen":"project","of":"` + uitest.SampleID + `","row":"title","typing":"withdrawn"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		src := uitest.Told()
		src.Prefs = map[string]string{shell.PrefPlace: text}
		again(t, src, Options{}).Press(".", "down", "up", "enter").Check()
	})
}

// counting is a source that counts how often a place is stored.
type counting struct {
	*uitest.Memory
	mu     sync.Mutex
	places int
}

func (c *counting) SetPreference(ctx context.Context, person, name, value string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if name == shell.PrefPlace {
		c.places++
	}
	return c.Memory.SetPreference(ctx, person, name, value)
}

// Not every key stores the place: the first draft at a place does, and otherwise one key a minute. At rest nothing does.
func TestPlaceIsStoredSeldom(t *testing.T) {
	src := &counting{Memory: uitest.AtHQ()}
	r, err := newProgram(t.Context(), src, Options{AsOf: 20110430, Person: "A. Desk"})
	if err != nil {
		t.Fatal(err)
	}
	r.Held.Patience = 0
	d := uitest.Drive(t, src.Memory, r, "Overview", 80, 24).Settle()
	now := time.Date(2026, 11, 30, 17, 5, 0, 0, time.UTC)
	r.Now = func() time.Time { return now }
	after := func(keys ...string) int {
		before := src.places
		for _, k := range keys {
			now = now.Add(100 * time.Millisecond)
			d.Press(k)
		}
		return src.places - before
	}
	if n := after("2", "down", "enter", "down", "down", "esc", "3", "2", "enter"); n != 0 {
		t.Errorf("%d places are stored within a second", n)
	}
	if n := after(append([]string{"e", "ctrl+u"}, strings.Split(strings.Repeat("x", 50), "")...)...); n != 1 {
		t.Errorf("%d places are stored while 50 letters are typed", n)
	}
	if p := src.Prefs[shell.PrefPlace]; !strings.Contains(p, `"typing":"`) || len(p) > 400 {
		t.Errorf("stored is %s", p)
	}
	now = now.Add(time.Minute)
	if n := after("esc", "down", "up", "down", "up", "down"); n != 1 {
		t.Errorf("%d places are stored after a minute", n)
	}
	now = now.Add(time.Hour)
	if d.Settle(); src.places != 2 {
		t.Errorf("%d places are stored", src.places)
	}
}

// Of two sessions of one person, the place of the one that ends last counts.
func TestLastSessionCounts(t *testing.T) {
	src := uitest.AtHQ()
	one, two := again(t, src, Options{}), again(t, src, Options{})
	one.Press("@Timeline", "down")
	two.Press("@Funding", "down")
	leaves(one)
	leaves(two)
	again(t, src, Options{}).Says("you were in Funding")
	leaves(two)
	leaves(one)
	again(t, src, Options{}).Says("you were in Timeline")
}

// A viewer's theme and place are remembered. Where nothing can be stored, nothing is, and in the past nothing is offered.
func TestPlaceOfViewers(t *testing.T) {
	src := left(t)
	d := again(t, src, Options{Frozen: viewerMay, Opened: "nothing can be changed: " + viewerMay, Color: true})
	d.Says("you were on ABCX28").Press(".").Says("Service lines").Press("f3", "down", "enter", "@Timeline")
	leaves(d)
	if src.Prefs[shell.PrefTheme] == "" || !strings.Contains(src.Prefs[shell.PrefPlace], "Timeline") {
		t.Errorf("remembered is %v", src.Prefs)
	}
	for _, o := range []Options{{Frozen: "read-only", ReadOnly: true}, {Past: 20110430}} {
		before := len(src.Prefs)
		d := again(t, src, o).Press("@Funding", "f6")
		if leaves(d); strings.Contains(src.Prefs[shell.PrefPlace], "Funding") || len(src.Prefs) != before {
			t.Errorf("%+v: remembered is %v", o, src.Prefs)
		}
	}
	src = uitest.AtHQ()
	leaves(again(t, src, Options{}).Press("@Portfolio", "enter", "E"))
	again(t, src, Options{Frozen: viewerMay}).Says("you were on ABCX28").Press(".").Says("Approved")
}

// In linear mode, the action that goes back has a name.
func TestPlaceInLinearMode(t *testing.T) {
	src := left(t)
	for _, line := range []string{"resume", "timeline"} {
		said := converse(t, src, Options{In: strings.NewReader(line + "\n")})
		if want := "ou were on ABCX28 "; !strings.Contains(said, want) || !strings.Contains(said, "resume goes back there") {
			t.Errorf("says %s", said)
		}
		if line == "resume" && !strings.Contains(said, "Service lines") {
			t.Errorf("resume says %s", said)
		}
	}
	var out strings.Builder
	err := Run(t.Context(), &desk{Source: src}, Options{AsOf: 20110430, Person: "A. Desk", Linear: true, Mailroom: src.Ex,
		In: strings.NewReader("funding\n"), Out: &out})
	if err != nil || !strings.Contains(src.Prefs[shell.PrefPlace], "Funding") {
		t.Errorf("%v, remembered is %v", err, src.Prefs)
	}
}

// What came with the end of the line is in the field that one key opens, in a real database; where the person was is
// offered with the draft.
func TestDroppedLineIsOneKeyAway(t *testing.T) {
	d, _ := stored(t)
	p := atField(t, d, toField...)
	p.hangsUp("\x15Harbours and ports")
	p.stoppedBy(t, true)
	p = atField(t, d, "", "1 edit begun and not saved: ABCX28; you were on ABCX28 today")
	p.line.pieces <- "."
	p.sees(t, "Harbours and ports")
	time.Sleep(apart)
	p.hangsUp(" of call")
	p.stoppedBy(t, true)
	if got, _ := d.draft(t); got != "Harbours and ports of call" {
		t.Errorf("%q is kept", got)
	}
}

// A draft whose place is not known, or is where every session begins, is one key away too.
func TestDraftIsOneKeyAway(t *testing.T) {
	src := uitest.AtHQ()
	again(t, src, Options{}).Press("@Portfolio", "enter", "down", "e", "ctrl+u", "x", "y")
	delete(src.Prefs, shell.PrefPlace)
	d := again(t, src, Options{}).Says("1 edit begun and not saved: ABCX28; . goes there")
	if d.Press(".").Says("unsaved draft of"); d.Root.Top().Name() != "project" {
		t.Errorf("is on %s", d.Root.Top().Name())
	}
	again(t, src, Options{}).Press("@Timeline", ".").Says(". does nothing here")
	delete(src.Prefs, shell.PrefPlace)
	if said := converse(t, src, Options{In: strings.NewReader("resume\n")}); !strings.Contains(said, "1 edit begun and not saved: ABCX28; resume goes there.") ||
		!strings.Contains(said, "nsaved draft of") {
		t.Errorf("says %s", said)
	}
	src = uitest.AtHQ()
	again(t, src, Options{}).Press("@Portfolio", "a").Typed("NEWX01")
	delete(src.Prefs, shell.PrefPlace)
	if d = again(t, src, Options{}).Says("a new project; . goes there").Press("."); d.Root.Top().Name() != "form" {
		t.Errorf("is on %s", d.Root.Top().Name())
	}
}

// A session that was still here when the next one began tells that what it has left, once it ends.
func TestLeftByAnEarlierSession(t *testing.T) {
	for _, linear := range []bool{false, true} {
		var here access.Presence
		present := func(session, person string) *access.Attendee {
			return here.Enter(access.Present{Visitor: access.Visitor{Session: session, Person: person}, Role: access.Editor})
		}
		d, _ := stored(t)
		old, other := present("old", "A. Desk"), present("other", "B. Desk")
		p := sits(t, d, Options{Linear: linear, Company: present("new", "A. Desk"), Session: "new"})
		p.sees(t, "20 field projects")
		earlier := atField(t, d, toField...) // as if its drafts were here with its end
		earlier.hangsUp("\x15Harbours")
		earlier.stoppedBy(t, true)
		other.Leave()
		if strings.Contains(p.written(), "not saved") {
			t.Error("the end of another person's session counts")
		}
		if old.Leave(); linear {
			p.line.pieces <- "where\r"
			p.sees(t, "1 edit begun and not saved: ABCX28; resume goes there.")
			p.line.pieces <- "resume\r"
		} else {
			p.sees(t, "1 edit begun and not saved: ABCX28; . goes there")
			p.line.pieces <- "."
		}
		p.sees(t, "nsaved draft of title")
		p.hangsUp("")
		p.stoppedBy(t, true)
	}
}

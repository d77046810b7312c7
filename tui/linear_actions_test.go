package tui

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio/access"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/linear"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// station is a screen as a person reaches it: from a portfolio, by some keys.
type station struct {
	name string
	src  func() *uitest.Memory
	keys []string
	line bool // replaces a line of a screen that was spoken before
}

// reported is headquarters with a long report of a reception.
func reported() *uitest.Memory {
	m, x := uitest.AtHeadquarters()
	x.Report = uitest.ReceptionOf("roea", 4, "copak", 12)
	return m
}

// pasting is headquarters in a session in which no file can be named.
func pasting() *uitest.Memory {
	m, x := uitest.AtHeadquarters()
	x.Stand.Pasting = true
	return m
}

// amongOthers is headquarters where others are too.
func amongOthers() *uitest.Memory {
	m := uitest.AtHQ()
	m.Others = uitest.Together(access.Editor)
	return m
}

// audited is headquarters with an audit trail.
func audited() *uitest.Memory {
	m := uitest.AtHQ()
	m.Events = []access.Event{
		{At: uitest.CompanyDay, Kind: access.Refused, From: "192.0.2.7", What: "TCP: no login has this key"},
		{At: uitest.CompanyDay, Kind: access.Changed, Person: "Ben Okoro", Office: "roea", Session: "s2", What: "XEAU75: last day"},
	}
	return m
}

// stations lead to every screen, and to every line in which something is typed.
// A screen that the reference of keys has and that none leads to fails a test.
var stations = []station{
	{"portfolio", uitest.AtHQ, nil, false},
	{"portfolio search", uitest.AtHQ, []string{"/", "A"}, false},
	{"portfolio marked", uitest.AtHQ, []string{"space", "space"}, false},
	{"portfolio sorted", uitest.AtHQ, []string{"s", "enter", "s", "down", "enter"}, false},
	{"portfolio file", uitest.AtHQ, []string{"x"}, true},
	{"columns", uitest.AtHQ, []string{"c"}, false},
	{"columns in order", uitest.AtHQ, []string{"c", "down", "down", "down", "space"}, false},
	{"sort", uitest.AtHQ, []string{"s"}, false},
	{"facets", uitest.AtHQ, []string{"f"}, false},
	{"values", uitest.AtHQ, []string{"f", "enter", "space"}, false},
	{"views", uitest.AtHQ, []string{"v"}, false},
	{"views saved", uitest.AtHQ, []string{"v", "x", "enter", "v"}, false},
	{"copy", uitest.AtHQ, []string{"y"}, false},
	{"copy row", uitest.AtHQ, []string{"y", "down", "down", "down"}, false},
	{"fields", uitest.AtHQ, []string{"space", "space", "e"}, false},
	{"value of several", uitest.AtHQ, []string{"space", "space", "e", "enter"}, true},
	{"confirm", uitest.AtHQ, []string{"space", "space", "e", "enter", "x", "y", "z", "enter"}, false},
	{"project", uitest.AtHQ, []string{"enter"}, false},
	{"project of several values", uitest.Told, []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter"}, false},
	{"project edit", uitest.AtHQ, []string{"enter", "e"}, false},
	{"project lines", uitest.AtHQ, []string{"enter", "end", "e"}, false},
	{"project note", uitest.AtHQ, []string{"enter", "a", "x"}, false},
	{"form", uitest.AtHQ, []string{"enter", "E"}, false},
	{"form new", uitest.AtHQ, []string{"a"}, false},
	{"form programme", uitest.AtHQ, []string{"a", "down", "down", "s", "y"}, false},
	{"history", uitest.Told, []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter", "h"}, false},
	{"history of all", uitest.Told, []string{"@History"}, false},
	{"history of all search", uitest.Told, []string{"@History", "/"}, true},
	{"change", uitest.Told, []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter", "h", "enter"}, false},
	{"conflicts", uitest.AtHQ, []string{"!"}, false},
	{"conflict", uitest.AtHQ, []string{"!", "enter"}, false},
	{"breakdown", uitest.AtHQ, []string{"@Breakdown"}, false},
	{"breakdown bars", uitest.AtHQ, []string{"@Breakdown", "b"}, false},
	{"breakdown shares", uitest.AtHQ, []string{"@Breakdown", "%"}, false},
	{"breakdown years", uitest.AtHQ, []string{"@Breakdown", "C"}, false},
	{"breakdown lines of years", uitest.AtHQ, []string{"@Breakdown", "L"}, false},
	{"breakdown shades", uitest.AtHQ, []string{"@Breakdown", "H"}, false},
	{"breakdown inner", uitest.AtHQ, []string{"@Breakdown", "i"}, true},
	{"breakdown expanded", uitest.AtHQ, []string{"@Breakdown", "E", "enter"}, false},
	{"breakdown day", uitest.AtHQ, []string{"@Breakdown", "d"}, true},
	{"breakdown since", uitest.Told, []string{"@Breakdown", "d", "2", "0", "1", "1", "-", "0", "4", "-", "3", "0", "enter"}, false},
	{"breakdown then", uitest.Told, []string{"@Breakdown", "d", "2", "0", "1", "1", "-", "0", "4", "-", "3", "0", "enter", "t"}, false},
	{"breakdown search", uitest.AtHQ, []string{"@Breakdown", "/"}, false},
	{"breakdown cell", uitest.AtHQ, []string{"@Breakdown", "enter"}, false},
	{"overview", uitest.AtHQ, []string{"@Overview"}, false},
	{"overview of changes", uitest.Told, []string{"@Overview", "end"}, false},
	{"overview at an office", uitest.AtAnOffice, []string{"@Overview", "right"}, false},
	{"timeline", uitest.AtHQ, []string{"@Timeline"}, false},
	{"timeline in groups", uitest.AtHQ, []string{"@Timeline", "b", "+"}, false},
	{"timeline search", uitest.AtHQ, []string{"@Timeline", "/"}, false},
	{"programme", uitest.AtHQ, []string{"@Programme"}, false},
	{"programme whole", uitest.AtHQ, []string{"@Programme", "a"}, false},
	{"reconcile", uitest.AtHQ, []string{"@Reconcile"}, false},
	{"figure", uitest.AtHQ, []string{"@Reconcile", "enter"}, false},
	{"figure of a share", uitest.AtHQ, []string{"@Reconcile", "down", "enter"}, false},
	{"record", uitest.AtHQ, []string{"@Reconcile", "down", "enter", "enter"}, false},
	{"why portfolio", uitest.AtHQ, []string{"w"}, false},
	{"why portfolio file", uitest.AtHQ, []string{"w", "x"}, true},
	{"why project", uitest.AtHQ, []string{"enter", "w", "enter"}, false},
	{"why breakdown", uitest.AtHQ, []string{"@Breakdown", "w"}, false},
	{"why share", uitest.AtHQ, []string{"@Breakdown", "%", "w"}, false},
	{"why programme", uitest.AtHQ, []string{"@Programme", "w"}, false},
	{"why figure", uitest.AtHQ, []string{"@Reconcile", "w"}, false},
	{"why changed", uitest.Told, []string{"w"}, false},
	{"sync", uitest.AtHQ, []string{"@Sync"}, false},
	{"funding", uitest.AtHQ, []string{"@Funding"}, false},
	{"funding search", uitest.AtHQ, []string{"@Funding", "/"}, false},
	{"sync office", uitest.AtAnOffice, []string{"@Sync"}, false},
	{"sync file", uitest.AtHQ, []string{"@Sync", "o"}, false},
	{"office", uitest.AtHQ, []string{"@Sync", "down", "enter"}, false},
	{"mail", uitest.AtHQ, []string{"@Sync", "S"}, false},
	{"judged", uitest.AtHQ, []string{"@Sync", "!", "down", "enter"}, false},
	{"judged rejection", uitest.AtHQ, []string{"@Sync", "!", "down", "enter", "R"}, false},
	{"refused", uitest.AtHQ, []string{"@Sync", "!", "down", "down", "down", "down", "enter"}, false},
	{"report", reported, []string{"@Sync", "o", "x", "enter"}, false},
	{"paste", pasting, []string{"@Sync", "o"}, false},
	{"palette", uitest.AtHQ, []string{":"}, false},
	{"who", amongOthers, []string{"f8"}, false},
	{"audit", audited, []string{"f9"}, false},
	{"help", uitest.AtHQ, []string{"?"}, false},
	{"help on words", uitest.AtHQ, []string{"?", "/", "s", "o", "r", "t", "enter"}, false},
}

func (s station) driver(t testing.TB, w, h int) *uitest.Driver {
	t.Helper()
	return newDriver(t, s.src(), w, h).Settle().Press(s.keys...)
}

// over returns linear mode over the screens of a driver.
func over(d *uitest.Driver, out io.Writer) *linear.Mode {
	l := linear.New(d.Root, &ui.Works{}, linear.Streams{In: strings.NewReader(""), Out: out})
	l.Ctx, l.Beside = d.T.Context(), oneByOne(d.T)
	return l
}

// TestLinearDoesAllActions does every action of every screen by name in linear mode, and compares
// the result with that of its key.
func TestLinearDoesAllActions(t *testing.T) {
	seen := map[string]bool{}
	for i, s := range stations {
		d := s.driver(t, linear.Width, linear.Height)
		seen[d.Root.Top().Name()] = true
		for j, a := range over(d, io.Discard).Actions() {
			if testing.Short() && (i+j)%5 > 0 {
				continue // most are at other stations too
			}
			t.Run(s.name+"/"+a.Name, func(t *testing.T) { sameByName(t, s, a) })
		}
	}
	for _, x := range stations[0].driver(t, linear.Width, linear.Height).Root.Reference() {
		if !seen[x.Screen] {
			t.Errorf("no station leads to the screen %q; add one", x.Screen)
		}
		for _, a := range x.Actions {
			if a.Name == "" || a.Help == "" {
				t.Errorf("%s: %v lacks a name or words", x.Screen, a.Keys)
			}
		}
	}
}

func sameByName(t *testing.T, s station, a ui.Action) {
	byKey, byName := s.driver(t, linear.Width, linear.Height), s.driver(t, linear.Width, linear.Height)
	var out strings.Builder
	l := over(byName, &out)
	l.Root.Status = ui.Notice{}
	l.Command(colon(l) + a.Name)
	l.Flush()
	if a.Name == "help" {
		if !strings.Contains(out.String(), "quit: quit") {
			t.Errorf("help says %q", out.String())
		}
		return
	}
	byKey.Press(a.Keys[0])
	if c := byKey.Copied; c.What != "" { // what goes to a clipboard is said instead
		if !strings.Contains(out.String(), c.Text) {
			t.Errorf("copied is %q, said %q", c.Text, out.String())
		}
		byKey.Root.Status = byName.Root.Status
	}
	if l.Gone != byKey.Quit {
		t.Errorf("the name quits: %v, the key %v", l.Gone, byKey.Quit)
	}
	if got, want := byName.Root.Draw(), byKey.Root.Draw(); got != want {
		t.Errorf("the name leads to\n%s\nthe key to\n%s", got, want)
	}
	if got, want := did(byName.Src), did(byKey.Src); got != want {
		t.Errorf("the name did %s, the key %s", got, want)
	}
}

// colon is what makes a word an action where text is taken.
func colon(l *linear.Mode) string {
	if l.Root.Typing() != nil {
		return ":"
	}
	return ""
}

// did is what was done to a portfolio.
func did(m *uitest.Memory) string {
	x, _ := m.Ex.(*uitest.MemoryMailroom)
	if x == nil {
		x = &uitest.MemoryMailroom{}
	}
	return fmt.Sprint(m.Editor.N, len(m.Asked), m.Editor.Drafts, x.Did)
}

// TestSpokenSaysWhatIsDrawn checks that Spoken has every figure and every title drawn on a wide
// terminal.
func TestSpokenSaysWhatIsDrawn(t *testing.T) {
	for _, s := range stations {
		if s.line {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			d := s.driver(t, 200, 60)
			saysAll(t, d)
			if d.Src.Fails = uitest.ErrBroken; d.Src.Ex != nil {
				d.Src.Ex.(*uitest.MemoryMailroom).Fails = uitest.ErrBroken
			}
			d.Press("ctrl+r")
			saysAll(t, d)
		})
		t.Run(s.name+" empty", func(t *testing.T) {
			m := s.src()
			m.Doc.Projects, m.Doc.Published = nil, nil
			saysAll(t, newDriver(t, m, 200, 60).Settle().Press(s.keys...))
		})
		t.Run(s.name+" loading", func(t *testing.T) {
			d := newDriver(t, s.src(), 200, 60)
			d.Pending = nil
			for _, k := range s.keys {
				d.Send(d.Key(k))
				for _, c := range d.Pending { // what opens screens answers, what asks does not
					if m, ok := c().(ui.Opened); ok {
						d.Send(m)
					}
				}
				d.Pending = nil
			}
			saysAll(t, d)
		})
	}
}

var figure = regexp.MustCompile(`\d(?:[\d,.]*\d)?`)

func saysAll(t *testing.T, d *uitest.Driver) {
	t.Helper()
	s := d.Root.Top().Spoken()
	if s.Question() { // in the place of a line of a screen that was said before
		if s.Ask == "" {
			t.Error("asks for nothing")
		}
		return
	}
	var all []string
	for i := range s.Units() {
		all = append(all, s.Unit(i)...)
	}
	said := s.Title + "\n" + strings.Join(all, "\n")
	if strings.TrimSpace(s.Title) == "" {
		t.Errorf("says no title, but %q", said)
	}
	numbers := figure.FindAllString(said, -1)
	drawn := d.Root.Top().View()
	for _, at := range figure.FindAllStringIndex(drawn, -1) {
		n := drawn[at[0]:at[1]]
		if strings.HasSuffix(drawn[:at[0]], "'") { // '98 of an axis: days are said in full
			continue
		}
		if !slices.Contains(numbers, n) && !strings.HasPrefix(drawn[at[1]:], "…") {
			t.Errorf("%s is drawn and not said:\n%s\nsaid:\n%s", n, drawn, said)
			return
		}
	}
	for _, p := range d.Src.AllProjects() {
		whole := draw.Clean(p.Title)
		if start := d.Root.Measure.Cut(whole, 20); strings.Contains(drawn, strings.TrimSuffix(start, "…")) && d.Root.Measure.Cells(whole) > 6 && !strings.Contains(said, strings.TrimSpace(strings.Join(strings.Fields(whole), " "))) && !strings.Contains(said, whole) {
			t.Errorf("the title %q is drawn and not said:\n%s\nsaid:\n%s", whole, drawn, said)
			return
		}
	}
	for _, l := range append(all, s.Title) {
		if d.Root.Top().Name() != "help" && strings.ContainsAny(l, "█▌▁▂▃▄▅▆▇»→·@…") && !strings.Contains(l, "@example.org") || strings.Contains(l, ",,") || strings.Contains(l, ", ,") {
			t.Errorf("drawn, not said: %q", l)
		}
	}
}

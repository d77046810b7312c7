package tui

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// station is a screen as a person comes to it: from a portfolio, by some keys.
type station struct {
	name string
	src  func() *memory
	keys []string
	line bool // stands in the place of a line of a screen that was said before
}

// reported is headquarters with a long report of what was taken in.
func reported() *memory {
	m, x := atHeadquarters()
	x.report = receptionOf("roea", 4, "copak", 12)
	return m
}

// stations lead to every screen, and to every line in which something is typed.
// A screen that the reference of keys has and that none leads to fails a test.
var stations = []station{
	{"portfolio", atHQ, nil, false},
	{"portfolio search", atHQ, []string{"/", "A"}, false},
	{"portfolio marked", atHQ, []string{"space", "space"}, false},
	{"portfolio sorted", atHQ, []string{"s", "enter", "s", "down", "enter"}, false},
	{"portfolio file", atHQ, []string{"x"}, true},
	{"columns", atHQ, []string{"c"}, false},
	{"columns in order", atHQ, []string{"c", "down", "down", "down", "space"}, false},
	{"sort", atHQ, []string{"s"}, false},
	{"facets", atHQ, []string{"f"}, false},
	{"values", atHQ, []string{"f", "enter", "space"}, false},
	{"views", atHQ, []string{"v"}, false},
	{"views saved", atHQ, []string{"v", "x", "enter", "v"}, false},
	{"copy", atHQ, []string{"y"}, false},
	{"copy row", atHQ, []string{"y", "down", "down", "down"}, false},
	{"fields", atHQ, []string{"space", "space", "e"}, false},
	{"value of several", atHQ, []string{"space", "space", "e", "enter"}, true},
	{"confirm", atHQ, []string{"space", "space", "e", "enter", "x", "y", "z", "enter"}, false},
	{"project", atHQ, []string{"enter"}, false},
	{"project of several values", told, []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter"}, false},
	{"project edit", atHQ, []string{"enter", "e"}, false},
	{"project lines", atHQ, []string{"enter", "end", "e"}, false},
	{"project note", atHQ, []string{"enter", "a", "x"}, false},
	{"form", atHQ, []string{"enter", "E"}, false},
	{"form new", atHQ, []string{"a"}, false},
	{"form programme", atHQ, []string{"a", "down", "down", "s", "y"}, false},
	{"history", told, []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter", "h"}, false},
	{"history of all", told, []string{"@History"}, false},
	{"history of all search", told, []string{"@History", "/"}, true},
	{"change", told, []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter", "h", "enter"}, false},
	{"conflicts", atHQ, []string{"!"}, false},
	{"conflict", atHQ, []string{"!", "enter"}, false},
	{"breakdown", atHQ, []string{"@Breakdown"}, false},
	{"breakdown bars", atHQ, []string{"@Breakdown", "b"}, false},
	{"breakdown shares", atHQ, []string{"@Breakdown", "%"}, false},
	{"breakdown years", atHQ, []string{"@Breakdown", "C"}, false},
	{"breakdown lines of years", atHQ, []string{"@Breakdown", "L"}, false},
	{"breakdown shades", atHQ, []string{"@Breakdown", "H"}, false},
	{"breakdown inner", atHQ, []string{"@Breakdown", "i"}, true},
	{"breakdown expanded", atHQ, []string{"@Breakdown", "E", "enter"}, false},
	{"breakdown day", atHQ, []string{"@Breakdown", "d"}, true},
	{"breakdown since", told, []string{"@Breakdown", "d", "2", "0", "1", "1", "-", "0", "4", "-", "3", "0", "enter"}, false},
	{"breakdown then", told, []string{"@Breakdown", "d", "2", "0", "1", "1", "-", "0", "4", "-", "3", "0", "enter", "t"}, false},
	{"breakdown search", atHQ, []string{"@Breakdown", "/"}, false},
	{"breakdown cell", atHQ, []string{"@Breakdown", "enter"}, false},
	{"overview", atHQ, []string{"@Overview"}, false},
	{"overview of changes", told, []string{"@Overview", "end"}, false},
	{"overview at an office", atAnOffice, []string{"@Overview", "right"}, false},
	{"timeline", atHQ, []string{"@Timeline"}, false},
	{"timeline in groups", atHQ, []string{"@Timeline", "b", "+"}, false},
	{"timeline search", atHQ, []string{"@Timeline", "/"}, false},
	{"programme", atHQ, []string{"@Programme"}, false},
	{"programme whole", atHQ, []string{"@Programme", "a"}, false},
	{"reconcile", atHQ, []string{"@Reconcile"}, false},
	{"figure", atHQ, []string{"@Reconcile", "enter"}, false},
	{"figure of a share", atHQ, []string{"@Reconcile", "down", "enter"}, false},
	{"record", atHQ, []string{"@Reconcile", "down", "enter", "enter"}, false},
	{"why portfolio", atHQ, []string{"w"}, false},
	{"why portfolio file", atHQ, []string{"w", "x"}, true},
	{"why project", atHQ, []string{"enter", "w", "enter"}, false},
	{"why breakdown", atHQ, []string{"@Breakdown", "w"}, false},
	{"why share", atHQ, []string{"@Breakdown", "%", "w"}, false},
	{"why programme", atHQ, []string{"@Programme", "w"}, false},
	{"why figure", atHQ, []string{"@Reconcile", "w"}, false},
	{"why changed", told, []string{"w"}, false},
	{"sync", atHQ, []string{"@Sync"}, false},
	{"sync office", atAnOffice, []string{"@Sync"}, false},
	{"sync file", atHQ, []string{"@Sync", "o"}, false},
	{"office", atHQ, []string{"@Sync", "down", "enter"}, false},
	{"mail", atHQ, []string{"@Sync", "S"}, false},
	{"judged", atHQ, []string{"@Sync", "w", "down", "enter"}, false},
	{"judged rejection", atHQ, []string{"@Sync", "w", "down", "enter", "j"}, false},
	{"refused", atHQ, []string{"@Sync", "end", "enter"}, false},
	{"report", reported, []string{"@Sync", "o", "x", "enter"}, false},
	{"palette", atHQ, []string{":"}, false},
	{"help", atHQ, []string{"?"}, false},
	{"help on words", atHQ, []string{"?", "/", "s", "o", "r", "t", "enter"}, false},
}

func (s station) driver(t testing.TB, w, h int) *driver {
	t.Helper()
	return newDriver(t, s.src(), w, h).settle().press(s.keys...)
}

// over returns linear mode over the screens of a driver.
func (d *driver) over(out io.Writer) *linear {
	l := newLinear(d.root, &works{}, lineStreams{in: strings.NewReader(""), out: out})
	l.ctx, l.beside = d.t.Context(), oneByOne(d.t)
	return l
}

// Every action of every screen can be done by its name in linear mode, and does
// the same as its key.
func TestLinearDoesAllActions(t *testing.T) {
	seen := map[string]bool{}
	for i, s := range stations {
		d := s.driver(t, linearWidth, linearHeight)
		seen[d.root.top().Name()] = true
		for j, a := range d.over(io.Discard).actions() {
			if testing.Short() && (i+j)%5 > 0 {
				continue // most are at other stations too
			}
			t.Run(s.name+"/"+a.name, func(t *testing.T) { sameByName(t, s, a) })
		}
	}
	for _, x := range stations[0].driver(t, linearWidth, linearHeight).root.reference() {
		if !seen[x.screen] {
			t.Errorf("no station leads to the screen %q; add one", x.screen)
		}
		for _, a := range x.actions {
			if a.name == "" || a.help == "" {
				t.Errorf("%s: %v lacks a name or words", x.screen, a.keys)
			}
		}
	}
}

func sameByName(t *testing.T, s station, a action) {
	byKey, byName := s.driver(t, linearWidth, linearHeight), s.driver(t, linearWidth, linearHeight)
	var out strings.Builder
	l := byName.over(&out)
	l.root.status = notice{}
	l.command(l.colon() + a.name)
	l.flush()
	if a.name == "help" {
		if !strings.Contains(out.String(), "quit: quit") {
			t.Errorf("help says %q", out.String())
		}
		return
	}
	byKey.press(a.keys[0])
	if c := byKey.copied; c.what != "" { // what goes to a clipboard is said instead
		if !strings.Contains(out.String(), c.text) {
			t.Errorf("copied is %q, said %q", c.text, out.String())
		}
		byKey.root.status = byName.root.status
	}
	if l.gone != byKey.quit {
		t.Errorf("the name quits: %v, the key %v", l.gone, byKey.quit)
	}
	if got, want := byName.root.draw(), byKey.root.draw(); got != want {
		t.Errorf("the name leads to\n%s\nthe key to\n%s", got, want)
	}
	if got, want := did(byName.src), did(byKey.src); got != want {
		t.Errorf("the name did %s, the key %s", got, want)
	}
}

// colon is what makes a word an action where text is taken.
func (l *linear) colon() string {
	if l.root.typing() != nil {
		return ":"
	}
	return ""
}

// did is what was done to a portfolio.
func did(m *memory) string {
	x, _ := m.ex.(*memoryMailroom)
	if x == nil {
		x = &memoryMailroom{}
	}
	return fmt.Sprint(m.desk.n, len(m.asked), m.desk.drafts, x.did)
}

// What a screen draws on a wide terminal it says: every figure and every title.
func TestSpokenSaysWhatIsDrawn(t *testing.T) {
	for _, s := range stations {
		if s.line {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			d := s.driver(t, 200, 60)
			saysAll(t, d)
			if d.src.fails = errBroken; d.src.ex != nil {
				d.src.ex.(*memoryMailroom).fails = errBroken
			}
			d.press("ctrl+r")
			saysAll(t, d)
		})
		t.Run(s.name+" empty", func(t *testing.T) {
			m := s.src()
			m.doc.Projects, m.doc.Published = nil, nil
			saysAll(t, newDriver(t, m, 200, 60).settle().press(s.keys...))
		})
		t.Run(s.name+" loading", func(t *testing.T) {
			d := newDriver(t, s.src(), 200, 60)
			d.pending = nil
			for _, k := range s.keys {
				d.send(d.key(k))
				for _, c := range d.pending { // what opens screens answers, what asks does not
					if m, ok := c().(opened); ok {
						d.send(m)
					}
				}
				d.pending = nil
			}
			saysAll(t, d)
		})
	}
}

var figure = regexp.MustCompile(`\d(?:[\d,.]*\d)?`)

func saysAll(t *testing.T, d *driver) {
	t.Helper()
	s := d.root.top().Spoken()
	if s.question() { // in the place of a line of a screen that was said before
		if s.ask == "" {
			t.Error("asks for nothing")
		}
		return
	}
	var all []string
	for i := range s.units() {
		all = append(all, s.unit(i)...)
	}
	said := s.title + "\n" + strings.Join(all, "\n")
	if strings.TrimSpace(s.title) == "" {
		t.Errorf("says no title, but %q", said)
	}
	numbers := figure.FindAllString(said, -1)
	drawn := d.root.top().View()
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
	for _, p := range d.src.projects() {
		whole := clean(p.Title)
		if start := cut(whole, 20); strings.Contains(drawn, strings.TrimSuffix(start, "…")) && width(whole) > 6 && !strings.Contains(said, strings.TrimSpace(strings.Join(strings.Fields(whole), " "))) && !strings.Contains(said, whole) {
			t.Errorf("the title %q is drawn and not said:\n%s\nsaid:\n%s", whole, drawn, said)
			return
		}
	}
	for _, l := range append(all, s.title) {
		if d.root.top().Name() != "help" && strings.ContainsAny(l, "█▌▁▂▃▄▅▆▇»→·@…") && !strings.Contains(l, "@example.org") || strings.Contains(l, ",,") || strings.Contains(l, ", ,") {
			t.Errorf("drawn, not said: %q", l)
		}
	}
}

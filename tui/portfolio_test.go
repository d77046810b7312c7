package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

func TestSearch(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	d.press("/").typed("region:syl").golden("portfolio/search-cannot-be-read")
	d.typed("davia").golden("portfolio/search-open")
	d.press("enter").golden("portfolio/search-kept")
	d.press("/").typed("zzz").golden("portfolio/search-nothing")
	d.press("esc").golden("portfolio/search-kept")
	newDriver(t, &memory{doc: sample()}, 40, 12).settle().press("/", "S").golden("portfolio/search-40x12")
	d.press("/", "ctrl+u").typed("q").press("enter")
	if d.quit {
		t.Error("q quits although it was typed")
	}
}

// While a query cannot be read, the screen says which one it still shows, and
// enter keeps the line open.
func TestBrokenQuery(t *testing.T) {
	for _, view := range []string{"@Portfolio", "@Breakdown"} {
		for _, s := range sizes {
			d := newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press(view, "/").typed("syldavia region:foo")
			for range 2 {
				text := d.root.draw()
				if !strings.Contains(text, "still shown: syldavia region") && s.w >= 80 || !strings.Contains(text, "still shown: sy") || !strings.Contains(text, "is not known") {
					t.Errorf("view %s, %s: does not say which query is shown:\n%s", view, s.name, text)
				}
				d.press("enter")
			}
			if d.root.typing() == nil {
				t.Errorf("view %s, %s: enter leaves a broken query", view, s.name)
			}
		}
	}
	newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Breakdown", "/").typed("foo:x").golden("breakdown/search-cannot-be-read")
}

// A list of the document is held against the total printed under it, whichever
// way its query is written; other lists are not.
func TestPrintedTotal(t *testing.T) {
	for query, want := range map[string]string{
		"region:syldavia":                "28,000,000, agrees",
		"kind:field programme:ruritania": "25,666,665, differs",
		"region:ruritania piracy":        "",
		"-region:syldavia":               "",
		"region:ruritania,syldavia":      "",
	} {
		d := newDriver(t, &memory{doc: sample()}, 100, 24).settle().press("/").typed(query).press("enter")
		_, says, _ := strings.Cut(d.root.draw(), "printed total of this list ")
		if says, _, _ = strings.Cut(strings.ReplaceAll(says, "\n", "   "), "   "); says != want {
			t.Errorf("%s: says %q, want %q", query, says, want)
		}
	}
}

// Typing fast asks once, and once more when the pace is over; an answer that
// comes late changes nothing.
func TestSearchPace(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("/")
	asked := len(d.src.asked)
	for _, k := range []string{"p", "i", "r"} {
		d.send(key(k))
	}
	p := d.root.top().(*projects)
	if n := p.next.spec.Query.String(); n != "p" {
		t.Errorf("asked for %q at once", n)
	}
	d.settle()
	if n := len(d.src.asked) - asked; n != 2 {
		t.Errorf("asked %d times, want 2", n)
	}
	if q := p.list.spec.Query.String(); q != "pir" {
		t.Errorf("shows %q", q)
	}
}

func TestStaleAnswer(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	p := d.root.top().(*projects)
	d.send(key("S"))
	late := d.pending
	d.pending = nil
	d.press("s").typed("number").press("enter")
	shown := p.list
	d.pending = late
	d.settle()
	if p.list != shown || p.fault != nil {
		t.Error("a late answer was taken")
	}
}

// Totals that come after the rows change nothing but the lines under them.
func TestTotalsMoveNothing(t *testing.T) {
	doc := sample()
	for i := range doc.Projects {
		doc.Projects[i].Amounts.Approved = portfolio.Known(portfolio.Dollars(98_765_432_100))
	}
	for _, s := range sizes {
		d := newDriver(t, &memory{doc: doc}, s.w, s.h).settle()
		p := d.root.top().(*projects)
		after := strings.Split(d.root.draw(), "\n")
		p.list.totals = nil
		before := strings.Split(d.root.draw(), "\n")
		for i := range 1 + len(p.above()) + p.page() {
			if before[i] != after[i] {
				t.Errorf("%s: the totals change\n%s to\n%s", s.name, before[i], after[i])
			}
		}
	}
}

// A long list is loaded piece by piece, and shows the same rows as a whole one.
func TestLongList(t *testing.T) {
	doc := sample()
	one := doc.Projects
	doc.Projects = nil
	for i := range 3000 {
		p := one[i%len(one)]
		p.Number, p.ID = fmt.Sprintf("N%05d", i), fmt.Sprintf("N%05d", i)
		doc.Projects = append(doc.Projects, p)
	}
	src := &memory{doc: doc}
	d := newDriver(t, src, 80, 24).settle()
	p := d.root.top().(*projects)
	whole, _ := src.Projects(t.Context(), p.conf.spec)
	for _, k := range append(slices.Repeat([]string{"pgdown"}, 30), "end", "up", "pgup", "pgup", "home", "down", "end", "home", "pgdown", "pgdown") {
		d.press(k)
		for i := range min(p.page(), p.list.count()) {
			at := p.list.top + i
			if row := p.list.row(at); row == nil || row.Number != whole[at].Number {
				t.Fatalf("after %s: row %d is %v, want %s", k, at, row, whole[at].Number)
			}
		}
	}
	for _, spec := range src.asked[:len(src.asked)-1] {
		if spec.Limit > leastLoad {
			t.Errorf("asked for %d rows at once", spec.Limit)
		}
	}
}

// Coming back from a project shows the list as it was left.
func TestBack(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("down", "down", "end", "up")
	before := d.root.draw()
	d.press("enter", "p", "n", "esc")
	if after := d.root.draw(); after != before {
		t.Errorf("not the same place:\n%s\n%s", before, after)
	}
}

func TestNumberShown(t *testing.T) {
	for _, c := range []struct {
		p    portfolio.Project
		want string
	}{
		{portfolio.Project{Number: "MLIU58"}, "MLIU58"},
		{portfolio.Project{Number: "X1", Provisional: true}, "X1*"},
		{portfolio.Project{Number: "PROV-1", Provisional: true}, "PROV-1*"},
	} {
		if got := clean(c.p.NumberShown()); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// Moving the selection changes two cells of the gutter and nothing else.
func TestMovingChangesTheGutterOnly(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	before := strings.ReplaceAll(d.root.draw(), "»", " ")
	after := strings.ReplaceAll(d.press("down", "down").root.draw(), "»", " ")
	if before != after {
		t.Errorf("more than the gutter changed:\n%s\n%s", before, after)
	}
}

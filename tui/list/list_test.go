package list

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestSearch(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	d.Press("/").Typed("region:sil").Golden("search-cannot-be-read").Press("enter").Says("still shown: all projects").Typed(" region:ruritania approved>1m country:syldavia").Says("still as before").Press("ctrl+u").Typed("region:syl")
	d.Typed("davia").Golden("search-open")
	d.Press("enter").Golden("search-kept")
	d.Press("/").Says("typing replaces it, end keeps it").Press("end").Typed("zzz").Golden("search-nothing")
	d.Press("esc").Golden("search-kept")
	d.Press("/").Typed("short").Says(" / short ").Press("esc") // what is typed replaces the query
	newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 12).Settle().Press("/", "S").Golden("search-40x12")
	d.Press("/", "ctrl+u").Typed("q").Press("enter")
	if d.Quit {
		t.Error("q quits although it was typed")
	}
}

// TestPrintedTotal checks that a list of the document is compared with its printed total, however
// its query is written, and that other lists are not.
func TestPrintedTotal(t *testing.T) {
	for query, want := range map[string]string{
		"region:syldavia":                "28,000,000, agrees",
		"kind:field programme:ruritania": "25,666,665, differs; w says why",
		"region:ruritania piracy":        "",
		"-region:syldavia":               "",
		"region:ruritania,syldavia":      "",
	} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 100, 24).Settle().Press("/").Typed(query).Press("enter")
		_, says, _ := strings.Cut(d.Root.Draw(), "printed total of this list ")
		if says, _, _ = strings.Cut(strings.ReplaceAll(says, "\n", "   "), "   "); says != want {
			t.Errorf("%s: says %q, want %q", query, says, want)
		}
	}
}

// TestSearchPace checks that fast typing requests once, and once more after the pace; a late answer
// changes nothing.
func TestSearchPace(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("/")
	asked := len(d.Src.Asked)
	for _, k := range []string{"p", "i", "r"} {
		d.Send(uitest.Key(k))
	}
	p := d.Root.Top().(*Projects)
	if n := p.next.Spec.Query.String(); n != "p" {
		t.Errorf("asked for %q at once", n)
	}
	d.Settle()
	if n := len(d.Src.Asked) - asked; n != 2 {
		t.Errorf("asked %d times, want 2", n)
	}
	if q := p.list.Spec.Query.String(); q != "pir" {
		t.Errorf("shows %q", q)
	}
}

func TestStaleAnswer(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	p := d.Root.Top().(*Projects)
	d.Send(uitest.Key("S"))
	late := d.Pending
	d.Pending = nil
	d.Press("s").Typed("number").Press("enter")
	shown := p.list
	d.Pending = late
	d.Settle()
	if p.list != shown || p.Fault != nil {
		t.Error("a late answer was taken")
	}
}

// Totals that come after the rows change nothing but the lines under them.
func TestTotalsMoveNothing(t *testing.T) {
	doc := uitest.Sample()
	for i := range doc.Projects {
		doc.Projects[i].Amounts.Approved = portfolio.Known(portfolio.Dollars(98_765_432_100))
	}
	for _, s := range uitest.Sizes {
		d := newDriver(t, &uitest.Memory{Doc: doc}, s.W, s.H).Settle()
		p := d.Root.Top().(*Projects)
		after := strings.Split(d.Root.Draw(), "\n")
		p.list.Totals = nil
		before := strings.Split(d.Root.Draw(), "\n")
		for i := range 1 + len(p.above()) + p.page() {
			if before[i] != after[i] {
				t.Errorf("%s: the totals change\n%s to\n%s", s.Name, before[i], after[i])
			}
		}
	}
}

// A long list is loaded piece by piece, and shows the same rows as a whole one.
func TestLongList(t *testing.T) {
	doc := uitest.Sample()
	one := doc.Projects
	doc.Projects = nil
	for i := range 3000 {
		p := one[i%len(one)]
		p.Number, p.ID = fmt.Sprintf("N%05d", i), fmt.Sprintf("N%05d", i)
		doc.Projects = append(doc.Projects, p)
	}
	src := &uitest.Memory{Doc: doc}
	d := newDriver(t, src, 80, 24).Settle()
	p := d.Root.Top().(*Projects)
	whole, _ := src.Projects(t.Context(), p.Conf.Spec)
	for _, k := range append(slices.Repeat([]string{"pgdown"}, 30), "end", "up", "pgup", "pgup", "home", "down", "end", "home", "pgdown", "pgdown") {
		d.Press(k)
		for i := range min(p.page(), p.list.Count()) {
			at := p.list.Top + i
			if row := p.list.Row(at); row == nil || row.Number != whole[at].Number {
				t.Fatalf("after %s: row %d is %v, want %s", k, at, row, whole[at].Number)
			}
		}
	}
	for _, spec := range src.Asked[:len(src.Asked)-1] {
		if spec.Limit > ui.LeastLoad {
			t.Errorf("asked for %d rows at once", spec.Limit)
		}
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
		if got := draw.Clean(c.p.NumberShown()); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// Moving the selection changes two cells of the gutter and nothing else.
func TestMovingChangesTheGutterOnly(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	before := strings.ReplaceAll(d.Root.Draw(), "»", " ")
	after := strings.ReplaceAll(d.Press("down", "down").Root.Draw(), "»", " ")
	if before != after {
		t.Errorf("more than the gutter changed:\n%s\n%s", before, after)
	}
}

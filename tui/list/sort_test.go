package list

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/uitest"
)

func TestSortAndMeasure(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 120, 24).Settle()
	d.Press("S").Golden("sorted-reverse")
	d.Press("s").Typed("number").Press("enter").Golden("sorted-by-number")
	d.Press("s").Typed("overall").Press("enter").Golden("overall")
	for _, s := range uitest.Sizes {
		newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("s").Typed("kin").Golden("sort-narrowed-" + s.Name).Press("enter").Golden("sorted-by-kind-" + s.Name)
	}
}

// On a small screen the head of the column names the amount, and the line of the total its unit. m lasts until the
// program ends: the next start shows what was chosen with s, or approved budgets.
func TestMeasureIsNamedAndNotRemembered(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 40, 12).Settle().Says("APPROVED ↓").Says("30 projects, US$ ")
	d.Press("m").Says("OVERALL ↓").Press("m").Says("SHORTFALL ↓").Press("m").Says("SPENT ↓")
	if kept := m.Prefs[PreferSort]; kept != "" {
		t.Errorf("remembers the order %q", kept)
	}
	newDriver(t, m, 40, 12).Settle().Says("APPROVED ↓")
}

// Everything that a list can be sorted by is reached at any width, and the list
// says what it is sorted by, further keys too; esc changes nothing.
func TestEverySortKey(t *testing.T) {
	for _, w := range []int{30, 40, 80, 120, 200} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, w, 24).Settle()
		p := d.Root.Top().(*Projects)
		for _, k := range p.sortKeys() {
			before := p.orders()
			if d.Press("s").Typed(string(k)).Press("enter"); p.orders()[0].Key != k {
				t.Fatalf("%s: sorted by %+v", k, p.orders())
			}
			if o := p.orders()[0]; o.Desc != IsMoney(k) && before[0].Key != k {
				t.Errorf("%s begins with %+v", k, o)
			}
			if text := d.Root.Draw(); !strings.ContainsAny(text, "↑↓") && w >= 40 {
				t.Errorf("%d columns: the list does not say that it is sorted by %s:\n%s", w, k, text)
			}
			shown := d.Root.Draw()
			if d.Press("s", "down", "esc").Root.Draw() != shown {
				t.Error("esc changes something")
			}
		}
	}
}

// The former first key becomes the second; the same key again turns its
// direction; ctrl+o leaves one alone. All of it is remembered.
func TestSeveralSortKeys(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 120, 24).Settle()
	by := func(key string) { d.Press("s").Typed(key).Press("enter") }
	check := func(want string) {
		t.Helper()
		got := ordersText(d.Root.Top().(*Projects).orders())
		if got != want || m.Prefs[PreferSort] != want {
			t.Errorf("sorted by %q, remembered %q, want %q", got, m.Prefs[PreferSort], want)
		}
	}
	by("country")
	check("country -approved")
	by("programme")
	check("programme country -approved")
	d.Says("PROGRAMME ↑ ").Says("COUNTRY ↑2").Says("APPROVED ↓3").Golden("sorted-by-three")
	by("kind")
	check("kind programme country")
	by("kind")
	check("-kind programme country")
	d.Press("S")
	check("kind programme country")
	if again := newDriver(t, m, 120, 24).Settle(); again.Root.Draw() != d.Root.Draw() {
		t.Errorf("the next run shows\n%s\nwant\n%s", again.Root.Draw(), d.Root.Draw())
	}
	d.Press("s").Typed("title").Press("ctrl+o")
	check("title")
	d.Press("s").Says("first ↑")
}

// What is remembered is read again as it was, and anything else does no harm.
func TestRememberedOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfNDistinct(rapid.SampledFrom(portfolio.SortKeys), 1, maxOrders, rapid.ID[portfolio.Key]).Draw(t, "keys")
		orders := make([]breakdown.Order, len(keys))
		for i, k := range keys {
			orders[i] = breakdown.Order{Key: k, Desc: rapid.Bool().Draw(t, "desc")}
		}
		if got := ParseOrders(ordersText(orders)); !slices.Equal(got, orders) {
			t.Fatalf("%v is read as %v", orders, got)
		}
	})
	for text, want := range map[string]string{
		"":                                 "-approved",
		"part -part --title \x00 =":        "-approved",
		"title title -title kind":          "title kind",
		"kind number title country region": "kind number title",
	} {
		if got := ordersText(ParseOrders(text)); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

package tui

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

func TestSortAndMeasure(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 120, 24).settle()
	d.press("S").golden("portfolio/sorted-reverse")
	d.press("s").typed("number").press("enter").golden("portfolio/sorted-by-number")
	d.press("s").typed("overall").press("enter").golden("portfolio/overall")
	for _, s := range sizes {
		newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("s").typed("kin").golden("portfolio/sort-narrowed-" + s.name).press("enter").golden("portfolio/sorted-by-kind-" + s.name)
	}
}

// Everything that a list can be sorted by is reached at any width, and the list
// says what it is sorted by, further keys too; esc changes nothing.
func TestEverySortKey(t *testing.T) {
	for _, w := range []int{30, 40, 80, 120, 200} {
		d := newDriver(t, &memory{doc: sample()}, w, 24).settle()
		p := d.root.top().(*projects)
		for _, k := range p.sortKeys() {
			before := p.orders()
			if d.press("s").typed(string(k)).press("enter"); p.orders()[0].Key != k {
				t.Fatalf("%s: sorted by %+v", k, p.orders())
			}
			if o := p.orders()[0]; o.Desc != isMoney(k) && before[0].Key != k {
				t.Errorf("%s begins with %+v", k, o)
			}
			if text := d.root.draw(); !strings.ContainsAny(text, "↑↓") && w >= 40 {
				t.Errorf("%d columns: the list does not say that it is sorted by %s:\n%s", w, k, text)
			}
			shown := d.root.draw()
			if d.press("s", "down", "esc").root.draw() != shown {
				t.Error("esc changes something")
			}
		}
	}
}

// The former first key becomes the second; the same key again turns its
// direction; ctrl+o leaves one alone. All of it is remembered.
func TestSeveralSortKeys(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 120, 24).settle()
	by := func(key string) { d.press("s").typed(key).press("enter") }
	check := func(want string) {
		t.Helper()
		got := ordersText(d.root.top().(*projects).orders())
		if got != want || m.prefs[preferSort] != want {
			t.Errorf("sorted by %q, remembered %q, want %q", got, m.prefs[preferSort], want)
		}
	}
	by("country")
	check("country -approved")
	by("programme")
	check("programme country -approved")
	d.says("PROGRAMME ↑ ").says("COUNTRY ↑2").says("APPROVED ↓3").golden("portfolio/sorted-by-three")
	by("kind")
	check("kind programme country")
	by("kind")
	check("-kind programme country")
	d.press("S")
	check("kind programme country")
	if again := newDriver(t, m, 120, 24).settle(); again.root.draw() != d.root.draw() {
		t.Errorf("the next run shows\n%s\nwant\n%s", again.root.draw(), d.root.draw())
	}
	d.press("s").typed("title").press("ctrl+o")
	check("title")
	d.press("s").says("first ↑")
}

// What is remembered is read again as it was, and anything else does no harm.
func TestRememberedOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfNDistinct(rapid.SampledFrom(portfolio.SortKeys), 1, maxOrders, rapid.ID[portfolio.Key]).Draw(t, "keys")
		orders := make([]portfolio.Order, len(keys))
		for i, k := range keys {
			orders[i] = portfolio.Order{Key: k, Desc: rapid.Bool().Draw(t, "desc")}
		}
		if got := parseOrders(ordersText(orders)); !slices.Equal(got, orders) {
			t.Fatalf("%v is read as %v", orders, got)
		}
	})
	for text, want := range map[string]string{
		"":                                 "-approved",
		"part -part --title \x00 =":        "-approved",
		"title title -title kind":          "title kind",
		"kind number title country region": "kind number title",
	} {
		if got := ordersText(parseOrders(text)); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

package report

import "testing"

func TestBar(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{0, 10, ""}, {10, 10, "████"}, {5, 10, "██"}, {1, 1000, "▏"}, {20, 10, "████"}, {3, 10, "█▎"}, {1, 0, ""}} {
		if got := Bar(c.part, c.whole, 4); got != c.want {
			t.Errorf("%d of %d: got %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestBarOfTenCells(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{0, 10, ""}, {1, 1000, "▏"}, {5, 10, "█████"}, {10, 10, "██████████"}, {20, 10, "██████████"}, {5, 0, ""}} {
		if got := Bar(c.part, c.whole, 10); got != c.want {
			t.Errorf("bar of %d in %d: %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

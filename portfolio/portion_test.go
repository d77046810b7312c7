package portfolio_test

import (
	"reflect"
	"testing"

	"fieldfolio/portfolio"
)

// Three equal shares are not hundredths of a per cent, so they are written
// without shares and weigh the same; two are 50 % each.
func TestEqualPortions(t *testing.T) {
	for _, c := range []struct {
		text string
		want []portfolio.Portion
	}{
		{"BR CL UY", []portfolio.Portion{{"BR", 3334, true}, {"CL", 3333, true}, {"UY", 3333, true}}},
		{"PE:50 EC:50", []portfolio.Portion{{"PE", 5000, false}, {"EC", 5000, false}}},
		{"BR:33.34 CL:33.33 UY:33.33", []portfolio.Portion{{"BR", 3334, false}, {"CL", 3333, false}, {"UY", 3333, false}}},
		{"", nil},
	} {
		got, err := portfolio.ParsePortions(c.text)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %+v, %v, want %+v", c.text, got, err, c.want)
		}
		if back := portfolio.FormatPortions(got); back != c.text {
			t.Errorf("%q comes back as %q", c.text, back)
		}
	}
	if got := portfolio.EqualPortions("PE", "EC"); portfolio.FormatPortions(got) != "PE:50 EC:50" {
		t.Errorf("two equal portions: %+v", got)
	}
	three, _ := portfolio.ParsePortions("BR CL UY")
	if three[0].Weight() != three[2].Weight() {
		t.Errorf("weights differ: %+v", three)
	}
	if _, err := portfolio.ParsePortions("BR:50 CL"); err == nil {
		t.Error("one share given, the other not: no error")
	}
}

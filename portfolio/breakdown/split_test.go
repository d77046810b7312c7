package breakdown

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

// TestSplitExamples runs the worked examples and the ties.
func TestSplitExamples(t *testing.T) {
	for name, c := range map[string]struct {
		total portfolio.Cents
		parts []Weight
		want  []portfolio.Cents
	}{
		"worked example":       {100, []Weight{{"a", 1}, {"b", 1}, {"c", 1}}, []portfolio.Cents{34, 33, 33}},
		"ties by code":         {100, []Weight{{"c", 1}, {"b", 1}, {"a", 1}}, []portfolio.Cents{33, 33, 34}},
		"ties by weight first": {1, []Weight{{"a", 1}, {"b", 3}, {"c", 1}}, []portfolio.Cents{0, 1, 0}},
		"negative":             {-100, []Weight{{"a", 1}, {"b", 1}, {"c", 1}}, []portfolio.Cents{-34, -33, -33}},
		"no weight":            {7, []Weight{{"b", 0}, {"a", 0}}, []portfolio.Cents{0, 7}},
		"no parts":             {7, nil, []portfolio.Cents{}},
		"large":                {portfolio.MaxMoney, []Weight{{"a", 9999}, {"b", 1}}, []portfolio.Cents{portfolio.MaxMoney / 10_000 * 9999, portfolio.MaxMoney / 10_000}},
	} {
		if got := Split(c.total, c.parts); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestSplitAddsUp splits random totals: the parts add up, none is a cent or
// more from its exact share, and their order does not matter.
func TestSplitAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := portfolio.Cents(rapid.Int64Range(-int64(portfolio.MaxMoney), int64(portfolio.MaxMoney)).Draw(t, "total"))
		weights := rapid.SliceOfN(rapid.Int64Range(0, 10_000), 1, 20).Draw(t, "weights")
		var parts []Weight
		var sum int64
		for i, w := range weights {
			parts, sum = append(parts, Weight{fmt.Sprintf("c%02d", i), w}), sum+w
		}
		got := Split(total, parts)
		var back portfolio.Cents
		for i, c := range got {
			back += c
			if exact := float64(total) * float64(parts[i].Weight) / float64(max(sum, 1)); sum > 0 && (float64(c)-exact > 1.001 || exact-float64(c) > 1.001) {
				t.Fatalf("part %d is %d, exactly %f", i, c, exact)
			}
		}
		if back != total {
			t.Fatalf("parts add up to %d, total %d", back, total)
		}
		reversed := slices.Clone(parts)
		slices.Reverse(reversed)
		again := Split(total, reversed)
		slices.Reverse(again)
		if !slices.Equal(got, again) {
			t.Fatalf("in another order %v, was %v", again, got)
		}
	})
}

package portfolio

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParseMoney(t *testing.T) {
	for text, want := range map[string]Cents{
		"0": 0, "1": 100, "1,234,567": 123_456_700, "1234567.5": 123_456_750, "0.01": 1, "1.2m": 120_000_000,
		"1.2M": 120_000_000, "500k": 50_000_000, "1bn": 100_000_000_000, "1.23456789m": 123_456_789,
	} {
		if got, err := ParseMoney(text); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", ".", "-1", "1,23", "12,34,567", "1234,567", "4,277.843", "13.500,000", "1.001", "1.", "m", "1e9", "99999999999999999999", "20bn", "$5", "1 000",
	} {
		if got, err := ParseMoney(text); err == nil {
			t.Errorf("%q was taken as %d", text, got)
		}
	}
}

func TestMoneyText(t *testing.T) {
	for c, want := range map[Cents][3]string{
		0: {"0", "0", "0"}, 5: {"0.05", "0", "0"}, 50: {"0.50", "1", "0"}, -50: {"-0.50", "-1", "0"}, 149: {"1.49", "1", "0"},
		123_456_700: {"1234567", "1,234,567", "1,235"}, -123_456_789: {"-1234567.89", "-1,234,568", "-1,235"}, 99_950: {"999.50", "1,000", "1"},
	} {
		if got := [3]string{c.Plain(), c.Shown(), c.Thousands()}; got != want {
			t.Errorf("%d: %q, want %q", c, got, want)
		}
	}
}

// TestMoneyRoundTrip reads back what programs are given.
func TestExactMoney(t *testing.T) {
	for c, want := range map[Cents]string{0: "0", 5: "0.05", -50: "-0.50", 123_456_700: "1,234,567",
		-123_456_789: "-1,234,567.89"} {
		if got := c.Exactly().Shown(); got != want {
			t.Errorf("%d: %q, want %q", c, got, want)
		}
	}
}

func TestUnknownAmountsAreBlank(t *testing.T) {
	for _, got := range []string{Amount{}.OrBlank().Plain(), Amount{}.OrBlank().Shown()} {
		if got != "" {
			t.Errorf("unknown: %q", got)
		}
	}
	if got := Known(0).OrBlank().Shown(); got != "0" {
		t.Errorf("stated as 0: %q", got)
	}
}

func TestMoneyRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Cents(rapid.Int64Range(0, int64(MaxMoney)).Draw(t, "cents"))
		if got, err := ParseMoney(c.Plain()); err != nil || got != c {
			t.Fatalf("%d: %d, %v", c, got, err)
		}
	})
}

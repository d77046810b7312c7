package portfolio

import (
	"fmt"
	"strconv"
	"strings"

	"fieldfolio/portfolio/fault"
)

// Cents is money in hundredths of a US dollar. Fractions of a cent do not
// occur; negative amounts occur only as differences.
type Cents int64

// MaxMoney is the largest amount that can be entered: ten billion US dollars.
// With it, a sum of a million amounts does not overflow.
const MaxMoney Cents = 1_000_000_000_000

// Dollars returns n whole US dollars as Cents.
func Dollars(n int64) Cents { return Cents(n * 100) }

// RoundTo returns c rounded to a multiple of unit cents, half away from zero.
// A unit of zero or less leaves c as it is.
func (c Cents) RoundTo(unit Cents) Cents {
	if unit <= 1 {
		return c
	}
	if c < 0 {
		return -(-c).RoundTo(unit)
	}
	return (c + unit/2) / unit * unit
}

// Plain returns c in US dollars for programs: no separators, and cents only
// where there are any, such as 1234567 or 1234567.05.
func (c Cents) Plain() string {
	sign, n := "", uint64(c)
	if c < 0 {
		sign, n = "-", uint64(-c)
	}
	if n%100 == 0 {
		return sign + strconv.FormatUint(n/100, 10)
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// Shown returns c for people: whole US dollars with separators, rounded half
// away from zero, such as 1,234,567.
func (c Cents) Shown() string { return Group(int64(c.RoundTo(100)) / 100) }

// Spoken is as Shown, without a currency: the page says once that amounts are
// in dollars.
func (c Cents) Spoken() string { return c.Shown() }

// Thousands returns c in thousands of US dollars with separators, rounded half
// away from zero.
func (c Cents) Thousands() string { return Group(int64(c.RoundTo(100_000)) / 100_000) }

func Group(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// ParseMoney reads an amount in US dollars: digits, with or without commas
// between groups of three, at most two decimals, and an optional suffix k, m or
// bn, or thousand, million or billion; US$ may stand in front. It returns an
// *Invalid if s is anything else or exceeds MaxMoney.
func ParseMoney(s string) (Cents, error) {
	text, scale := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "us$")), 100.0
	for _, u := range []struct {
		suffix string
		factor float64
	}{{"billion", 1e11}, {"million", 1e8}, {"thousand", 1e5}, {"bn", 1e11}, {"m", 1e8}, {"k", 1e5}} {
		if rest, ok := strings.CutSuffix(text, u.suffix); ok {
			text, scale = strings.TrimSpace(rest), u.factor
			break
		}
	}
	if !wellGrouped(text) {
		return 0, &fault.Invalid{Field: "amount", Value: s,
			Why: "is not an amount in US dollars; enter 1234567, 1,234,567 or 1.2m"}
	}
	text = strings.ReplaceAll(text, ",", "")
	whole, frac, _ := strings.Cut(text, ".")
	digits := len(strconv.FormatInt(int64(scale), 10)) - 1
	if len(frac) > digits {
		return 0, &fault.Invalid{Field: "amount", Value: s, Why: "is finer than a cent"}
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", digits-len(frac)), 10, 64)
	if err != nil || n > int64(MaxMoney) || n < 0 {
		return 0, &fault.Invalid{Field: "amount", Value: s, Why: "is over the largest amount, " + MaxMoney.Shown()}
	}
	return Cents(n), nil
}

// wellGrouped reports whether s is digits, optionally in comma groups of
// three, optionally followed by a point and digits.
func wellGrouped(s string) bool {
	whole, frac, point := strings.Cut(s, ".")
	if point && (frac == "" || !allDigits(frac)) {
		return false
	}
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if !allDigits(g) || g == "" || i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && len(g) > 3 {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Amount is money that may be unknown. The zero value is unknown.
type Amount struct {
	Cents Cents
	Known bool
}

// Known returns c as a known amount.
func Known(c Cents) Amount { return Amount{Cents: c, Known: true} }

// Plus adds two amounts. The sum is known if either is; an unknown amount
// counts as 0.
func (a Amount) Plus(b Amount) Amount {
	if !a.Known && !b.Known {
		return Amount{}
	}
	return Known(a.Cents + b.Cents)
}

// OrBlank returns the amount, empty in every form if it is unknown: for columns
// of which some rows have no such figure.
func (a Amount) OrBlank() Value {
	if !a.Known {
		return Text("")
	}
	return a
}

// Plain is Cents.Plain, empty if the amount is unknown.
func (a Amount) Plain() string {
	if !a.Known {
		return ""
	}
	return a.Cents.Plain()
}

// Shown is Cents.Shown, a dash if the amount is unknown.
func (a Amount) Shown() string {
	if !a.Known {
		return "–"
	}
	return a.Cents.Shown()
}

// Spoken is Cents.Spoken, "unknown" if the amount is unknown.
func (a Amount) Spoken() string {
	if !a.Known {
		return "unknown"
	}
	return a.Cents.Spoken()
}

// USD is an amount shown with its currency.
type USD struct{ Amount }

// USD returns the amount with its currency.
func (c Cents) USD() USD { return USD{Known(c)} }

// USD returns the amount with its currency.
func (a Amount) USD() USD { return USD{a} }

// Shown returns the amount for the eye, such as US$ 1,234,567.
func (u USD) Shown() string { return "US$ " + u.Amount.Shown() }

// Spoken returns the amount in words, such as 1,234,567 dollars.
func (u USD) Spoken() string {
	if !u.Known {
		return "unknown"
	}
	return u.Amount.Spoken() + " dollars"
}

// Count is a number of things.
type Count int64

// Plain returns c in digits.
func (c Count) Plain() string { return strconv.FormatInt(int64(c), 10) }

// Shown returns c with separators.
func (c Count) Shown() string { return Group(int64(c)) }

// Spoken is as Shown.
func (c Count) Spoken() string { return c.Shown() }

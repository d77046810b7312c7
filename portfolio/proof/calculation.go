package proof

import (
	"math/big"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// Calculation says how a part comes about: each term multiplied, all added up,
// rounded to the cent, and what the splits gave more or less than that. There
// are no terms if the part is an amount as it stands.
type Calculation struct {
	Terms   []Term
	Part    portfolio.Cents
	Undated []portfolio.Value // why amounts have no year, if that is asked for
}

// Term is a stored amount of a project and the factors that lead from it to a
// part of it.
type Term struct {
	Of      breakdown.Measure
	Amount  portfolio.Cents // negative if it is subtracted
	Factors []Factor
}

// calculationOf returns how a project's part in a scope comes about.
func calculationOf(s *scope, p *portfolio.Project, part int64) Calculation {
	out := Calculation{Part: portfolio.Cents(part)}
	for _, t := range s.Measure.Terms() {
		amount := breakdown.AmountOf(p.Amounts, t.Of)
		if !amount.Known {
			continue
		}
		out.Undated = append(out.Undated, undated(s, p, t.Of)...)
		out.Terms = append(out.Terms, Term{t.Of, amount.Cents * portfolio.Cents(t.Times), factorsOf(s, p, t.Of)})
	}
	if len(out.Terms) == 1 && len(out.Terms[0].Factors) == 0 {
		out.Terms = nil
	}
	return out
}

// Empty reports whether there is nothing to calculate: the part is an amount as
// it stands.
func (c Calculation) Empty() bool { return len(c.Terms) == 0 }

// product returns the exact sum of the terms, in cents.
func (c Calculation) product() *big.Rat {
	sum := new(big.Rat)
	for _, t := range c.Terms {
		x := big.NewRat(int64(t.Amount), 1)
		for _, f := range t.Factors {
			x.Mul(x, big.NewRat(f.Part, f.Whole))
		}
		sum.Add(sum, x)
	}
	return sum
}

// Rounding returns how much the part is more than the product rounded to the
// cent, half away from zero. Amounts are split several times, and every split
// rounds so that no cent is lost.
func (c Calculation) Rounding() portfolio.Cents {
	if c.Empty() {
		return 0
	}
	return c.Part - rounded(c.product())
}

// rounded returns an amount rounded to the cent, half away from zero.
func rounded(r *big.Rat) portfolio.Cents {
	if r.Sign() < 0 {
		return -rounded(new(big.Rat).Neg(r))
	}
	twice := new(big.Int).Mul(r.Num(), big.NewInt(2))
	twice.Add(twice, r.Denom())
	return portfolio.Cents(twice.Div(twice, new(big.Int).Mul(r.Denom(), big.NewInt(2))).Int64())
}

// Plain returns the product for programs, such as 9656593*70/100*365/4661.
func (c Calculation) Plain() string {
	return c.text(portfolio.Value.Plain, portfolio.Cents.Plain, [3]string{"+", "-", "*"})
}

// Shown returns the calculation for the eye, such as
// 9,656,593.00 × 70 % × 365/4,661 days = 529,341.24.
func (c Calculation) Shown() string {
	if c.Empty() {
		return ""
	}
	text := c.text(portfolio.Value.Shown, exactCents, [3]string{" + ", " - ", " × "}) + " = " +
		exactCents(c.Part-c.Rounding())
	switch r := c.Rounding(); {
	case r > 0:
		text += ", +" + exactCents(r) + " by rounding"
	case r < 0:
		text += ", " + exactCents(r) + " by rounding"
	}
	return text
}

// Spoken returns the calculation in words.
func (c Calculation) Spoken() string {
	if c.Empty() {
		return ""
	}
	text := c.text(portfolio.Value.Spoken, exactCents, [3]string{" plus ", " minus ", " times "}) + " is " +
		exactCents(c.Part-c.Rounding())
	switch r := c.Rounding(); {
	case r > 0:
		text += ", and " + exactCents(r) + " more by rounding"
	case r < 0:
		text += ", and " + exactCents(-r) + " less by rounding"
	}
	return text
}

// text returns the terms with the signs for plus, minus and times.
func (c Calculation) text(as func(portfolio.Value) string, money func(portfolio.Cents) string, signs [3]string) string {
	var b strings.Builder
	for i, t := range c.Terms {
		switch {
		case i > 0 && t.Amount < 0:
			b.WriteString(signs[1] + money(-t.Amount))
		case i > 0:
			b.WriteString(signs[0] + money(t.Amount))
		default:
			b.WriteString(money(t.Amount))
		}
		for _, f := range t.Factors {
			b.WriteString(signs[2] + as(f))
		}
	}
	return b.String()
}

// InFull returns the calculation and its days, empty if there is neither.
func (c Calculation) InFull() portfolio.Phrase {
	switch days := c.Days(); {
	case c.Empty():
		return days
	case days.Empty():
		return portfolio.Say("%s", c)
	default:
		return portfolio.Say("%s; %s", c, days)
	}
}

// Days says which days are counted, and over which days the amounts are spread,
// or why an amount has no year; empty if no year is asked for.
func (c Calculation) Days() portfolio.Phrase {
	var parts []portfolio.Value
	say := func(text portfolio.Value) {
		if !slices.ContainsFunc(parts, func(p portfolio.Value) bool { return p.Shown() == text.Shown() }) {
			parts = append(parts, text)
		}
	}
	for _, t := range c.Terms {
		for _, f := range t.Factors {
			if f.By.InTime() && f.Part > 0 {
				say(dayFactor(f))
			}
		}
	}
	for _, why := range c.Undated {
		say(why)
	}
	return portfolio.Join(parts, "; ")
}
